"""Discussions of other places come in: archives as JSON Lines."""
