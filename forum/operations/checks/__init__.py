"""What `doctor` looks at: each file one noun, each check a function that yields what it found."""
