"""Tests of the core: database, text, mail and time."""
