"""The people: members, their profile and preferences, and the finder."""
