"""Discussions of other places come in: archives as JSON Lines, mailing lists as mbox files or Maildir folders."""
