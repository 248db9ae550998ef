"""Who may do what, as the table of the product has it, through the web: what pages offer, and what a request does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from forum.boards.models import Section
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.members.models import Member
from forum.permissions.table import Can
from forum.threads.following import ThreadFollow
from forum.threads.models import Post, Revision, Thread
from forum.verification.models import Agreement, Evidence, Means, VerificationRequest
from tests.factories import make_board, make_member, make_organisation, make_post, make_thread
from tests.leaks.rows import every_row
from tests.pages import Browser, sign_in
from tests.permissions.grids import read_grid
from tests.permissions.people import make_person

GRID = read_grid("""
                              guest  member  verified  own mod  else mod  mod  admin
read a public board           yes    yes     yes       yes      yes       yes  yes
read a members' board         no     yes     yes       yes      yes       yes  yes
read a verified board         no     no      yes       yes      no        yes  yes
read an invited board         no     no      no        yes      no        no   no
see profiles                  no     yes     yes       yes      yes       yes  yes
see a field for members       no     yes     yes       yes      yes       yes  yes
see a field for verified      no     no      yes       no       no        no   no
see a field for nobody        no     no      no        no       no        no   no
start where members do        no     yes     yes       yes      yes       yes  yes
start where verified do       no     no      yes       yes      no        yes  yes
start where moderators do     no     no      no        yes      no        yes  yes
reply where members do        no     yes     yes       yes      yes       yes  yes
reply where verified do       no     no      yes       yes      no        yes  yes
reply in a locked thread      no     no      no        yes      no        yes  yes
edit one's own, 23 hours      no     yes     yes       yes      yes       yes  yes
edit one's own, 29 days       no     no      yes       yes      no        yes  yes
edit another's                no     no      no        yes      no        yes  yes
delete one's own              no     yes     yes       yes      yes       yes  yes
delete one's own, replied to  no     no      no        no       no        no   no
delete another's              no     no      no        no       no        no   no
mark in one's own thread      no     yes     yes       yes      yes       yes  yes
mark in another's thread      no     no      no        yes      no        yes  yes
follow                        no     yes     yes       yes      yes       yes  yes
mute                          no     yes     yes       yes      yes       yes  yes
see one's own held post       no     yes     yes       yes      yes       yes  yes
see another's held post       no     no      no        yes      no        yes  yes
see an edit history           no     yes     yes       yes      yes       yes  yes
see one's own address         no     yes     yes       yes      yes       yes  yes
see one's own sign-ins        no     yes     yes       yes      yes       yes  yes
decide on evidence            no     no      no        no       no        yes  yes
vouch for a colleague         no     no      no        no       no        no   no
appoint                       no     no      no        no       no        no   yes
make a section                no     no      no        no       no        no   yes
change a text                 no     no      no        no       no        no   yes
""")
KINDS = {"own mod": "board moderator", "else mod": "moderator of another board", "mod": "moderator"}
KINDS |= {"admin": "administrator"}

# Deeds of the table that do not exist yet, and what will stand in the name of their permission or route.
NOT_YET = {
    "report a post, see reports": "report",
    "hide and restore posts": "hide",
    "lock and unlock threads": "threads.lock",
    "pin threads": ".pin",
    "move threads": "move_thread",
    "merge threads": "merge_thread",
    "split threads": "split",
    "approve held posts": "held",
    "thank for posts": "thank",
    "bookmark": "bookmark",
    "warn members": "warn",
    "silence members": "silence",
    "suspend members": "suspend",
    "see another's e-mail address and sign-ins": "sign_ins",
}


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
        with transaction():
            session.add(board)
            for name, value in facts.items():
                setattr(board, name, value)
        return reads(f"/boards/{board.slug}")

    return make


def _field(shown: str) -> Making:
    def make(_board: Any, _person: Any) -> Try:
        owner = make_member(place="Kettleshire", place_shown=shown)
        path = f"/members/{owner.handle}"
        return Try(path, "Kettleshire", lambda client: "Kettleshire" in client.get(path).text)

    return make


def _start(by: str) -> Making:
    def make(board: Any, _person: Any) -> Try:
        _change(board, start_by=by)
        path = f"/boards/{board.slug}/threads/new"
        fields = {"title": "What do you do about kettles?", "body": "Ours are old."}
        return sends(path, f"/boards/{board.slug}", f'href="{path}"', lambda: _count(Thread), **fields)

    return make


def _reply(by: str = "members", **facts: Any) -> Making:
    def make(board: Any, _person: Any) -> Try:
        _change(board, reply_by=by)
        thread = make_thread(board=board, **facts)
        path = f"/threads/{thread.id}/replies"
        return sends(path, _page(thread), f'action="{path}', lambda: _count(Post) > 1, body="We do this.")

    return make


def _own(age: timedelta) -> Making:
    return lambda board, person: _edit(make_post(make_thread(board=board), person, created_at=now() - age))


def _edit(post: Post) -> Try:
    path = f"/posts/{post.id}/edit"
    fields = {"body": "Other words", "reason": "Because", "seen_edits": "0"}
    return sends(path, _page(post.thread), f'href="{path}"', lambda: _count(Revision), **fields)


def _delete(post: Post, author_replied: bool = False) -> Try:
    path, number = f"/posts/{post.id}/delete", post.id
    gone = select(Post.id).where(Post.id == number, Post.state == "deleted")
    return sends(path, _page(post.thread), f'href="{path}"', lambda: session.scalar(gone))


def _delete_replied(board: Any, person: Any) -> Try:
    thread = make_thread(board=board)
    post = make_post(thread, person)
    _change(thread, last_post_at=now() + timedelta(seconds=1))
    make_post(thread)
    return _delete(post)


def _mark(thread: Thread) -> Try:
    number, path = make_post(thread).id, f"/threads/{thread.id}/answer"
    offer = f'name="post" value="{number}"'
    return sends(path, _page(thread), offer, lambda: session.scalar(select(Thread.accepted_id)), post=str(number))


def _follow(level: str) -> Making:
    def make(board: Any, _person: Any) -> Try:
        thread = make_thread(board=board)
        path = f"/threads/{thread.id}/follow"
        return sends(path, _page(thread), f'action="{path}"', lambda: _count(ThreadFollow), level=level)

    return make


def _held(post: Post) -> Try:
    path = f"/posts/{post.id}"
    return Try(path, "", lambda client: (client.get(path).location or "").startswith("/threads"))


def _history(board: Any, _person: Any) -> Try:
    post = make_post(make_thread(board=board), edit_count=1)
    return reads(f"/posts/{post.id}/history", _page(post.thread))


def _case(means: Means) -> Making:
    def make(_board: Any, _person: Any) -> Try:
        facts = {"organisation_id": make_organisation().id, "due_at": now() + timedelta(days=2)}
        asks = make_member()
        with transaction():
            request = VerificationRequest(member_id=asks.id, kind=means, **facts)
            session.add(request)
            session.flush()
            session.add(Evidence(request_id=request.id, words="A letter"))
        path = f"/verification/requests/{request.id}"
        deed = "agree" if means == Means.EVIDENCE else "vouch"
        return sends(f"{path}/{deed}", "/verification/requests", f'href="{path}"', lambda: _count(Agreement))

    return make


def _appoint(_board: Any, _person: Any) -> Try:
    member = make_member(handle="kettle")
    role = select(Member.id).where(Member.id == member.id, Member.role == "moderator")
    path = "/admin/appointments/kettle"
    return sends(path, path, f'action="{path}"', lambda: session.scalar(role), office="moderator", board="")


def _section(_board: Any, _person: Any) -> Try:
    there = select(Section.id).where(Section.name == "Kettles")
    path = "/admin/sections/new"
    return sends(path, "/admin/boards", f'href="{path}"', lambda: session.scalar(there), name="Kettles")


def _text(_board: Any, _person: Any) -> Try:
    def did() -> bool:
        return any("Kettles are fine" in row for rows in every_row().values() for row in rows)

    path = "/admin/texts/rules"
    fields = {"body": "# Rules\n\nKettles are fine.", "title": "Rules", "seen": "0"}
    return sends(path, "/admin/texts", f'href="{path}"', did, **fields)


DEEDS: dict[str, Making] = {
    "read a public board": _read(),
    "read a members' board": _read(audience="members"),
    "read a verified board": _read(audience="verified"),
    "read an invited board": _read(audience="invited"),
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
    "mark in one's own thread": lambda board, person: _mark(make_thread(board=board, starter=person)),
    "mark in another's thread": lambda board, _person: _mark(make_thread(board=board)),
    "follow": _follow("following"),
    "mute": _follow("muted"),
    "see one's own held post": lambda board, person: _held(make_post(make_thread(board=board), person, state="held")),
    "see another's held post": lambda board, _person: _held(make_post(make_thread(board=board), state="held")),
    "see an edit history": _history,
    "see one's own address": lambda _board, _person: reads("/settings/account", "/settings"),
    "see one's own sign-ins": lambda _board, _person: reads("/settings/sessions", "/settings"),
    "decide on evidence": _case(Means.EVIDENCE),
    "vouch for a colleague": _case(Means.COLLEAGUES),
    "appoint": _appoint,
    "make a section": _section,
    "change a text": _text,
}
OFFERED_TO_NOBODY = {"see one's own held post", "see another's held post"}  # led to by what moderators see later


@pytest.mark.parametrize(("deed", "kind"), GRID)
def test_what_pages_offer_and_requests_do(client, deed, kind):
    board = make_board(reply_by="members")
    person = make_person(KINDS.get(kind, kind), [board], make_board())
    if kind != "guest":
        sign_in(client, person, proven_at=now())
    tried = DEEDS[deed](board, None if kind == "guest" else person)
    expected = GRID[deed, kind] == "yes"

    offered = tried.offer in client.get(tried.page).text
    before = every_row()
    done = tried.done(client)

    assert done == expected
    assert every_row() == before or expected, "refused, and yet something changed"
    if deed not in OFFERED_TO_NOBODY:
        assert offered == expected


def test_what_does_not_exist_yet_is_still_not_there(app):
    there = [permission.name.lower() for permission in Can if permission is not Can.LOCK_THREAD]
    there += [rule.endpoint.lower() for rule in app.url_map.iter_rules()]

    assert {deed: [name for name in there if word in name] for deed, word in NOT_YET.items()} == {
        deed: [] for deed in NOT_YET
    }


def test_every_row_of_the_grid_is_tried():
    assert {deed for deed, _kind in GRID} == set(DEEDS)


def _page(thread: Thread) -> str:
    return f"/threads/{thread.id}/{thread.slug}"


def _change(thing: Any, **facts: Any) -> None:
    with transaction():
        session.add(thing)
        for name, value in facts.items():
            setattr(thing, name, value)


def _count(model: Any) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0
