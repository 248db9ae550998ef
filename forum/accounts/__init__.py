"""The door: sign up, sign in and out, passwords, and the sessions of each browser."""
