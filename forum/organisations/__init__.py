"""Public bodies: their kind, place and the e-mail domains of their staff; the directory."""
