"""Reads what commands print for people."""

import re

SignIn = tuple[str, str]


def read_sign_ins(printed: str) -> dict[str, SignIn]:
    """E-mail address and password by kind of person, of the table that `demonstration sign-ins` prints."""
    lines = [re.split(r"\s{2,}", line.strip()) for line in printed.splitlines()]
    return {kind: (email, password) for kind, email, password in lines}
