"""What of verification goes with a closed account: links, evidence and how somebody was verified.

Of what a moderator revoked the digest of the mailbox stays, so that it verifies nobody again.
"""

from sqlalchemy import delete, update

from forum.core.db import session
from forum.members.models import Member
from forum.verification.granting import end, open_verification
from forum.verification.models import EndReason, Evidence, Verification, VerificationRequest


def leave_verification(member: Member, _posts_stay: bool) -> None:
    """End the verification of a member and forget how it came about."""
    current = open_verification(member.id)
    if current is not None:
        end(current, EndReason.OWN, actor_id=member.id)
    theirs = Verification.member_id == member.id
    revoked = Verification.end_reason == EndReason.REVOKED
    session.execute(delete(Verification).where(theirs, ~revoked))
    session.execute(update(Verification).where(theirs).values(end_words="", request_id=None))
    requests = VerificationRequest.member_id == member.id
    numbers = VerificationRequest.__table__.select().where(requests).with_only_columns(VerificationRequest.id)
    session.execute(delete(Evidence).where(Evidence.request_id.in_(numbers)))
    session.execute(delete(VerificationRequest).where(requests))
