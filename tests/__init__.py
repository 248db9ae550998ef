"""Tests: a mirror of forum/, with its own factories."""
