"""Demonstration data: members, boards and conversations to try the forum with, never in production."""
