"""A queue of any length for benchmarks."""

from sqlalchemy import func, select

from forum.core.db import session, transaction
from forum.moderation.models import Case, CaseKind
from forum.threads.models import Post, Thread
from tests.bench.loading import store

LENGTHS = (25, 10_000)  # a full page, and very many


def lengthen(many: int) -> int:
    """Let so many cases wait, each about a post of its own, or as many as there are posts; answers how many wait."""
    there = session.scalar(select(func.count()).select_from(Case)) or 0
    posts = select(Post.id, Post.author_id, Thread.board_id).join(Thread, Post.thread_id == Thread.id)
    about = {"kind": str(CaseKind.REPORT), "thing": "post", "weight": 10}
    with transaction():
        found = session.execute(posts.order_by(Post.id.desc()).offset(there).limit(many - there)).all()
        store(Case, [about | {"thing_id": post, "member_id": who, "board_id": board} for post, who, board in found])
    return there + len(found)
