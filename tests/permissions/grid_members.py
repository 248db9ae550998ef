"""The rows of the grid about looking after members, and what each is tried with."""

from typing import Any

from sqlalchemy import select

from forum.core.db import session
from forum.members.models import Member
from forum.moderation.appeals import appeal
from forum.moderation.sanction_models import MemberNote, Sanction
from forum.moderation.sanctions import suspend
from forum.permissions.people import Operator
from forum.threads.models import Post
from tests.accounts.door import PASSWORD, hash_of_password
from tests.factories import make_member, make_post, make_thread
from tests.pages import Browser
from tests.permissions.grid_deeds import Making, Try, change, count, reads, sends

WHY = {"preset": "", "words": "Because.", "days": "3", "other_days": ""}


def _give(deed: str, kind: str, role: str = "member", to_oneself: bool = False) -> Making:
    def make(_board: Any, person: Any) -> Try:
        member = person if to_oneself and person else make_member(role=role)
        path = f"/moderation/members/{member.handle}"
        given = select(Sanction.id).where(Sanction.member_id == member.id, Sanction.kind == kind)
        return sends(f"{path}/{deed}", path, f'href="{path}/{deed}"', lambda: session.scalar(given), **WHY)

    return make


def _lift(_board: Any, _person: Any) -> Try:
    member = make_member()
    suspend(Operator(), member, 3, "Because.")
    sanction_id = session.scalars(select(Sanction.id)).one()
    page = f"/moderation/members/{member.handle}"
    path = f"{page}/sanctions/{sanction_id}/lift"
    free = select(Member.id).where(Member.id == member.id, Member.suspended_until.is_(None))
    return sends(path, page, f'href="{path}"', lambda: session.scalar(free), **WHY)


def _contact(role: str) -> Making:
    def make(_board: Any, _person: Any) -> Try:
        member = make_member(role=role, email="kettle@example.org")
        page = f"/moderation/members/{member.handle}"

        def done(client: Browser) -> bool:
            answer = client.send(f"{page}/contact", WHY)
            return answer.status_code == 200 and "kettle@example.org" in answer.text

        return Try(page, f'href="{page}/contact"', done)

    return make


def _note(_board: Any, _person: Any) -> Try:
    page = f"/moderation/members/{make_member().handle}"
    return sends(f"{page}/notes", page, f'action="{page}/notes"', lambda: count(MemberNote), note="Kettles.")


def _clean_up(role: str) -> Making:
    def make(board: Any, _person: Any) -> Try:
        member = make_member(role=role)
        post = make_post(make_thread(board=board), member)
        page = f"/moderation/members/{member.handle}"
        path = f"{page}/clean-up"
        hidden = select(Post.id).where(Post.id == post.id, Post.state == "hidden")
        fields = {**WHY, "shown": str(post.id)}
        return sends(path, page, f'href="{path}"', lambda: session.scalar(hidden), **fields)

    return make


def _decide(by_giver: bool = False) -> Making:
    def make(_board: Any, person: Any) -> Try:
        member = make_member()
        gives = Operator()
        suspend(gives, member, 3, "Because.")
        sanction = session.scalars(select(Sanction)).one()
        if by_giver and person:
            change(sanction, given_by_id=person.id)
        made = appeal(member, sanction, "It was not I.")
        path = f"/moderation/appeals/{made.id}"
        free = select(Member.id).where(Member.id == member.id, Member.suspended_until.is_(None))
        return sends(path, path, 'value="lift"', lambda: session.scalar(free), decision="lift", **WHY)

    return make


def _close_own(_board: Any, person: Any) -> Try:
    make_member(role="administrator")
    if person:
        change(person, password_hash=hash_of_password())
    path = "/settings/account/close"
    closed = select(Member.id).where(Member.closed_at.is_not(None))
    fields = {"posts": "stay", "password": PASSWORD}
    return sends(path, "/settings/account", f'href="{path}"', lambda: session.scalar(closed), **fields)


def _close(_board: Any, _person: Any) -> Try:
    member = make_member()
    path = f"/admin/members/{member.handle}/close"
    closed = select(Member.id).where(Member.id == member.id, Member.closed_at.is_not(None))
    page, fields = f"/moderation/members/{member.handle}", {"posts": "stay", "reason": "They asked."}
    return sends(path, page, f'href="{path}"', lambda: session.scalar(closed), **fields)


def _merge(_board: Any, _person: Any) -> Try:
    going, into = make_member(), make_member()
    path = f"/admin/members/{going.handle}/merge"
    closed = select(Member.id).where(Member.id == going.id, Member.closed_at.is_not(None))
    fields = {"handle": into.handle, "reason": "They say so.", "shown": f"{into.id},0,0"}
    page = f"/moderation/members/{going.handle}"
    return sends(path, page, f'href="{path}"', lambda: session.scalar(closed), **fields)


def _record(_board: Any, _person: Any) -> Try:
    handle = make_member().handle
    return reads(f"/moderation/members/{handle}", f"/members/{handle}")


LOOKING_AFTER: dict[str, Making] = {
    "warn": _give("warn", "warning"),
    "warn a moderator": _give("warn", "warning", "moderator"),
    "silence": _give("silence", "silence"),
    "silence a moderator": _give("silence", "silence", "moderator"),
    "suspend": _give("suspend", "suspension"),
    "suspend a moderator": _give("suspend", "suspension", "moderator"),
    "suspend oneself": _give("suspend", "suspension", to_oneself=True),
    "end a suspension early": _lift,
    "see another's address": _contact("member"),
    "see a moderator's address": _contact("moderator"),
    "keep a note": _note,
    "clean up after a new member": _clean_up("member"),
    "clean up after a moderator": _clean_up("moderator"),
    "decide an appeal": _decide(),
    "decide one's own sanction": _decide(by_giver=True),
    "close one's own account": _close_own,
    "close another's account": _close,
    "merge two accounts": _merge,
    "see a member's record": _record,
}
