"""Search: the index, the query language, the results page."""
