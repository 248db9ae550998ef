"""Looking after members and what they write: reports, one queue, deeds that can be undone, sanctions."""
