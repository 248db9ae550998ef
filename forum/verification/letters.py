"""The letter to a work address: to that mailbox alone is told whether it verifies somebody already.

It is written when it is sent, and goes to the very address that was looked at.
"""

from typing import Any

from forum.core.clock import now
from forum.core.db import session
from forum.core.letters import Facts
from forum.core.mail import Letter
from forum.verification.codes import code_of, mailbox_digest
from forum.verification.granting import verifies_another
from forum.verification.models import VerificationRequest
from forum.web.letters import full_address, write_letter


def verify_letter(facts: Facts) -> Letter | None:
    """The link to confirm a work address with, or word that the mailbox verifies another account already."""
    request = session.get(VerificationRequest, facts["request_id"])
    if request is None or not request.is_open or request.due_at <= now() or request.person.is_closed:
        return None
    if request.address is None or request.code_salt is None:
        return None
    about: Any = {
        "name": request.person.name,
        "handle": request.person.handle,
        "organisation": request.organisation.name,
        "address": request.address,
    }
    if verifies_another(mailbox_digest(request.address), request.member_id):
        return write_letter(request.address, "verifies_another", **about)
    link = full_address(f"/settings/verification/confirm/{code_of(request.code_salt)}")
    return write_letter(request.address, "verify", link=link, **about)
