"""What is looked at before something is published: watched words, personal data, the same text in many places."""
