"""What search costs in many posts, answers in many ways, and how soon it finds what is new."""
