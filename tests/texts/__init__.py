"""Tests of the site's own texts."""
