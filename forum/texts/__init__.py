"""The site's own texts, rules and privacy among them, as they came with the forum or as administrators wrote them."""
