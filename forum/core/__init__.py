"""Databases, clocks and text: the floor that knows nothing of forums."""
