"""A queue of any length for benchmarks, and a moderator who looks at it."""

from sqlalchemy import func, select

from forum.core.db import session, transaction
from forum.members.models import Member, Role
from forum.moderation.models import Case, CaseKind
from forum.threads.models import Post
from tests.bench.data import member, signed_in

LENGTHS = (10, 25, 10_000)  # ten, a full page, and very many


def make_moderator() -> str:
    """Somebody who looks after all boards; answers the token of the cookie."""
    person = member(9_000)
    person.role = Role.MODERATOR
    with transaction():
        session.add(person)
    return signed_in(person)


def lengthen(many: int) -> None:
    """Let so many cases wait, each about a post of its own."""
    there = session.scalar(select(func.count()).select_from(Case)) or 0
    moderators = select(Member.id).where(Member.role != Role.MEMBER)
    posts = select(Post).where(Post.author_id.not_in(moderators)).order_by(Post.id.desc()).offset(there)
    with transaction():
        for post in session.scalars(posts.limit(many - there)).all():
            about = {"thing": "post", "thing_id": post.id, "member_id": post.author_id}
            session.add(Case(kind=CaseKind.REPORT, board_id=post.board.id, weight=10, **about))
