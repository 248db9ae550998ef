"""How a member becomes, and stays, a verified public servant."""
