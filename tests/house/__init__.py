"""What keeps the house as CONTRIBUTING.md says it is."""
