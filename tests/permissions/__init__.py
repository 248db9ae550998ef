"""Tests of who may do what: the rules themselves, and their twins in SQL."""
