"""Tests of members: their profiles, their settings, and the people finder."""
