"""Threads and posts: reading, asking, replying, editing."""
