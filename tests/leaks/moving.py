"""What moderators moved out of the open, renamed and merged: those who could read it then may not read it now."""

from sqlalchemy import text

from forum.boards.models import Board
from forum.core.db import session
from forum.core.log import LogEntry
from forum.members.models import Member
from forum.moderation.both import Both
from forum.moderation.merging import merge_threads
from forum.moderation.moving import move_thread
from forum.moderation.renaming import change_title
from forum.moderation.splitting import split_into_new
from forum.notifications.models import Kind, Notice
from forum.threads.following import Level, ThreadFollow
from forum.threads.models import ReadMarker, Thread
from tests.leaks.aiming import aim_at, told_of
from tests.leaks.making import make_post, make_thread, word_of
from tests.leaks.world import World, keep, keep_all

MOVER = "administrator, board moderator"
MOVED = ("invited", "verified")


def plant_moved(world: World, board: Board, audience: str) -> Thread:
    """A thread that everybody could read and follow, until it was called otherwise and moved onto the board."""
    writer, mover = world.row(f"writer for {audience}"), _mover(world)
    thread = make_thread(world, world.row("board"), writer, audience)
    posts = [make_post(world, thread, writer, audience) for _post in range(2)]
    for _kind, viewer in world.members():
        follows = ThreadFollow(member_id=viewer.id, thread_id=thread.id, level=Level.FOLLOWING)
        keep_all([follows, ReadMarker(member_id=viewer.id, thread_id=thread.id, number=1)])
    aim_at(world, f"thread moved to {audience}", audience, posts[0])
    title, why = (f"{said} {world.canaries.word(audience)}" for said in ("Title", "Because"))  # both in its history
    change_title(mover, thread, title, thread.title, why)
    move_thread(mover, thread, board, _why(world, audience))
    return world.remember(f"moved to {audience}", thread)  # type: ignore[no-any-return]


def plant_merged(world: World, stays: Thread, audience: str) -> None:
    """A thread that everybody could read, until it was merged into one that fewer may: its address leads on."""
    goes = make_thread(world, world.row("board"), stays.starter, "never")
    goes.created_at = world.canaries.moment(audience)
    make_post(world, goes, stays.starter, audience)
    merge_threads(_mover(world), Both(stays, goes), _why(world, audience))
    world.aim(f"thread merged into {audience}", audience, thread=goes.id, slug=goes.slug)


def plant_split(world: World) -> None:
    """Posts of an open thread that were moved into a thread of a closed board; a line in the open one says so."""
    open_thread, moved = world.row("thread"), world.row("moved to invited")
    posts = [make_post(world, open_thread, moved.starter, "invited") for _post in range(2)]
    aim_at(world, "posts moved to invited", "invited", posts[1], thread=False)
    title, numbers = world.canaries.word("invited"), [post.id for post in posts]
    _count_on_from_the_highest_thread()
    split_into_new(_mover(world), open_thread, numbers, title, moved.board, _why(world, "moderated"))
    new = posts[1].thread
    world.aim("thread of moved posts", "invited", thread=new.id, slug=new.slug, word=word_of(posts[1]))


def plant_deeds_on_viewers(world: World) -> None:
    """Each viewer was told why their thread was moved to where they may not read: of the thread, that says nothing."""
    for audience in MOVED:
        thread = world.row(f"moved to {audience}")
        for kind, viewer in world.members():
            reason = world.canaries.word(told_of(audience))
            world.own[kind].add(reason)
            boards = {"before": {"board_id": world.row("board").id}, "after": {"board_id": thread.board_id}}
            deed = {"deed": "move a thread", "thing": "thread", "thing_id": thread.id, "member_id": viewer.id, **boards}
            entry = keep(LogEntry(id=world.canaries.number("public"), reason=f"Because {reason}", **deed))
            word = {"kind": Kind.MODERATION, "word": "move a thread", "about_id": entry.id}
            keep(Notice(id=world.canaries.number("public"), member_id=viewer.id, board_id=thread.board_id, **word))
            world.own_deeds.setdefault(kind, []).append(entry.id)


def _count_on_from_the_highest_thread() -> None:
    """Let the next thread have a number of as many digits as the others; SQLite does so by itself."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT setval(pg_get_serial_sequence('thread', 'id'), (SELECT max(id) FROM thread))"))


def _mover(world: World) -> Member:
    """Somebody who looks after every board, those that were made a moment ago among them."""
    mover = world.viewer(MOVER)
    session.expire(mover)
    return mover  # type: ignore[return-value]


def _why(world: World, audience: str) -> str:
    return f"Because {world.canaries.word(told_of(audience))}"
