"""What rows of the grid of test_grid.py are tried with: the page that offers a deed, the request that does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from forum.core.clock import now
from forum.core.db import session, transaction
from forum.moderation.seen import Seen
from forum.search.handlers import build_index
from forum.threads.following import BoardFollow, ThreadFollow
from forum.threads.models import Post, Revision, Thread
from tests.factories import make_member, make_post, make_thread
from tests.pages import Browser


@dataclass
class Try:
    """One deed: the page that offers it, what stands there then; the request that does it, and whether it did."""

    page: str
    offer: str
    done: Callable[[Browser], bool]


Making = Callable[[Any, Any], Try]  # of a board, and of the person (a member, or None for a guest)


def reads(path: str, page: str = "/", offer: str = "") -> Try:
    """A deed that is reading a page."""
    return Try(page, offer or f'href="{path}"', lambda client: client.get(path).status_code == 200)


def sends(path: str, page: str, offer: str, did: Callable[[], Any], **fields: str) -> Try:
    """A deed that is sending a form; `did` says afterwards whether it was done."""

    def done(client: Browser) -> bool:
        answer = client.send(path, fields)
        assert (answer.status_code == 303) == bool(did()), (path, answer.status_code)
        return answer.status_code == 303

    return Try(page, offer, done)


def _read(**facts: Any) -> Making:
    def make(board: Any, _person: Any) -> Try:
        change(board, **facts)
        return reads(f"/boards/{board.slug}")

    return make


def _search(**facts: Any) -> Making:
    def make(board: Any, _person: Any) -> Try:
        change(board, **facts)
        path = f'href="/posts/{make_post(make_thread(board=board), body="Our kettles whistle.").id}"'
        build_index()
        return Try("/", 'action="/search"', lambda client: path in client.get("/search?q=whistle").text)

    return make


def _field(shown: str) -> Making:
    def make(_board: Any, _person: Any) -> Try:
        owner = make_member(place="Kettleshire", place_shown=shown)
        path = f"/members/{owner.handle}"
        return Try(path, "Kettleshire", lambda client: "Kettleshire" in client.get(path).text)

    return make


def _start(by: str) -> Making:
    def make(board: Any, _person: Any) -> Try:
        change(board, start_by=by)
        path = f"/boards/{board.slug}/threads/new"
        fields = {"title": "What do you do about kettles?", "body": "Ours are old."}
        return sends(path, f"/boards/{board.slug}", f'href="{path}"', lambda: count(Thread), **fields)

    return make


def _reply(by: str = "members", **facts: Any) -> Making:
    def make(board: Any, _person: Any) -> Try:
        change(board, reply_by=by)
        thread = make_thread(board=board, **facts)
        path = f"/threads/{thread.id}/replies"
        return sends(path, page_of(thread), f'action="{path}', lambda: count(Post) > 1, body="We do this.")

    return make


def _own(age: timedelta) -> Making:
    return lambda board, person: _edit(make_post(make_thread(board=board), person, created_at=now() - age))


def _edit(post: Post) -> Try:
    path = f"/posts/{post.id}/edit"
    fields = {"body": "Other words", "reason": "Because", "seen_edits": "0"}
    return sends(path, page_of(post.thread), f'href="{path}"', lambda: count(Revision), **fields)


def _delete(post: Post, author_replied: bool = False) -> Try:
    path, number = f"/posts/{post.id}/delete", post.id
    gone = select(Post.id).where(Post.id == number, Post.state == "deleted")
    return sends(path, page_of(post.thread), f'href="{path}"', lambda: session.scalar(gone))


def _delete_replied(board: Any, person: Any) -> Try:
    thread = make_thread(board=board)
    post = make_post(thread, person)
    change(thread, last_post_at=now() + timedelta(seconds=1))
    make_post(thread)
    return _delete(post)


def _hide(board: Any, _person: Any) -> Try:
    return moderate(make_post(make_thread(board=board)), "hide", "hidden")


def _restore(board: Any, _person: Any) -> Try:
    return moderate(make_post(make_thread(board=board), state="hidden"), "restore", "published")


def moderate(post: Post, deed: str, state: str) -> Try:
    path = f"/posts/{post.id}/{deed}"
    done = select(Post.id).where(Post.id == post.id, Post.state == state)
    fields = {"preset": "", "words": "Ok", "seen": Seen.of(post).mark}
    return sends(path, page_of(post.thread), f'href="{path}"', lambda: session.scalar(done), **fields)


def _mark(thread: Thread) -> Try:
    number, path = make_post(thread).id, f"/threads/{thread.id}/answer"
    offer = f'name="post" value="{number}"'
    return sends(path, page_of(thread), offer, lambda: session.scalar(select(Thread.accepted_id)), post=str(number))


def _follow(level: str) -> Making:
    def make(board: Any, _person: Any) -> Try:
        thread = make_thread(board=board)
        path = f"/threads/{thread.id}/follow"
        return sends(path, page_of(thread), f'action="{path}"', lambda: count(ThreadFollow), level=level)

    return make


def _follow_board(level: str) -> Making:
    def make(board: Any, _person: Any) -> Try:
        path = f"/boards/{board.slug}/follow"
        return sends(path, f"/boards/{board.slug}", f'action="{path}"', lambda: count(BoardFollow), level=level)

    return make


def _history(board: Any, _person: Any) -> Try:
    post = make_post(make_thread(board=board), edit_count=1)
    with transaction():
        session.add(Revision(post_id=post.id, editor_id=post.author_id, body="Before"))
    return reads(f"/posts/{post.id}/history", page_of(post.thread))


DEEDS: dict[str, Making] = {
    "read a public board": _read(),
    "read a members' board": _read(audience="members"),
    "read a verified board": _read(audience="verified"),
    "read an invited board": _read(audience="invited"),
    "search a public board": _search(),
    "search a members' board": _search(audience="members"),
    "search a verified board": _search(audience="verified"),
    "search an invited board": _search(audience="invited"),
    "see profiles": lambda _board, _person: reads(f"/members/{make_member().handle}", "/", 'href="/members"'),
    "see a field for members": _field("members"),
    "see a field for verified": _field("verified"),
    "see a field for nobody": _field("nobody"),
    "start where members do": _start("members"),
    "start where verified do": _start("verified"),
    "start where moderators do": _start("moderators"),
    "reply where members do": _reply(),
    "reply where verified do": _reply("verified"),
    "reply in a locked thread": _reply(locked=True),
    "edit one's own, 23 hours": _own(timedelta(hours=23)),
    "edit one's own, 29 days": _own(timedelta(days=29)),
    "edit another's": lambda board, _person: _edit(make_post(make_thread(board=board))),
    "delete one's own": lambda board, person: _delete(make_post(make_thread(board=board), person)),
    "delete one's own, replied to": _delete_replied,
    "delete another's": lambda board, _person: _delete(make_post(make_thread(board=board))),
    "hide a post": _hide,
    "restore a post": _restore,
    "mark in one's own thread": lambda board, person: _mark(make_thread(board=board, starter=person)),
    "mark in another's thread": lambda board, _person: _mark(make_thread(board=board)),
    "follow": _follow("following"),
    "mute": _follow("muted"),
    "follow a board": _follow_board("following"),
    "mute a board": _follow_board("muted"),
    "see an edit history": _history,
    "see one's own address": lambda _board, _person: reads("/settings/account", "/settings"),
    "see one's own sign-ins": lambda _board, _person: reads("/settings/sessions", "/settings"),
}


def page_of(thread: Thread) -> str:
    return f"/threads/{thread.id}/{thread.slug}"


def change(thing: Any, **facts: Any) -> None:
    with transaction():
        session.add(thing)
        for name, value in facts.items():
            setattr(thing, name, value)


def count(model: Any) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0
