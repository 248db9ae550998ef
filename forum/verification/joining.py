"""Who joins through a link that was sent to a work address is verified in the same deed."""

from flask import render_template
from markupsafe import Markup

from forum.members.models import Member
from forum.verification.granting import grant
from forum.verification.proving import ground_of_join


def verify_at_joining(member: Member, email: str) -> None:
    """Verify a new member, who has opened the link that was sent to this address, where it is a work address."""
    ground = ground_of_join(email)
    if ground is not None:
        grant(member, ground, member.id)


def promise(email: str) -> Markup:
    """What the last step of joining says about the address: at which organisation it verifies, and until when."""
    ground = ground_of_join(email)
    return Markup(render_template("verification/_promise.html", ground=ground)) if ground else Markup("")
