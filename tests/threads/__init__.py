"""Tests of threads and posts."""
