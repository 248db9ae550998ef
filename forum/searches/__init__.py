"""Saved searches: what members keep of search, how often they are told, and which posts were found for them."""
