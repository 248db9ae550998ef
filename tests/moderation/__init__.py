"""Tests of looking after members and what they write."""
