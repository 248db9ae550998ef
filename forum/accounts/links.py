"""Links in mail: what each is for, how long it lasts, and what makes it good for one use only."""

import hashlib
from datetime import timedelta
from typing import Any

from forum.core.clock import now
from forum.core.tokens import tokens
from forum.members.models import Member

JOIN = "join"
RESET = "reset"
NEW_ADDRESS = "new address"
LASTS = {JOIN: timedelta(hours=24), RESET: timedelta(hours=1), NEW_ADDRESS: timedelta(hours=24)}


def account_mark(member: Member) -> str:
    """Changes with the member's password and address, so that a link that carries it works once."""
    return hashlib.sha256(f"{member.id} {member.email} {member.password_hash}".encode()).hexdigest()[:32]


def join_token(email: str) -> str:
    """For somebody who wants to join with this address; it works until somebody has."""
    return tokens.sign(JOIN, {"email": email, "made": now().timestamp()})


def reset_token(member: Member) -> str:
    """For a member who has forgotten the password."""
    return tokens.sign(RESET, {"member": member.id, "mark": account_mark(member)})


def new_address_token(member: Member, email: str) -> str:
    """For a member who wants to have this address from now on."""
    return tokens.sign(NEW_ADDRESS, {"member": member.id, "mark": account_mark(member), "email": email})


def read_link(purpose: str, token: str) -> dict[str, Any]:
    """What a link carries. Raises Invalid when it is broken, for another purpose, or too old."""
    return tokens.read(purpose, token, LASTS[purpose])
