"""Tests of organisations: their domains, the directory, its file, and their pages."""
