"""What the rows of the grid about reports and cases are tried with."""

from typing import Any

from sqlalchemy import select

from forum.core.db import session
from forum.moderation.case_seen import seen_now
from forum.moderation.models import Case, Report
from tests.factories import make_member, make_post, make_thread
from tests.moderation.people import make_case
from tests.permissions.grid_deeds import Making, Try, change, count, reads, sends


def _report(board: Any, _person: Any) -> Try:
    post = make_post(make_thread(board=board))
    path, page = f"/posts/{post.id}/report", f"/threads/{post.thread_id}/{post.thread.slug}"
    return sends(path, page, f'href="{path}"', lambda: count(Report), reason="rules", words="")


def _report_member(_board: Any, _person: Any) -> Try:
    handle = make_member().handle
    path, page = f"/members/{handle}/report", f"/members/{handle}"
    return sends(path, page, f'href="{path}"', lambda: count(Report), reason="rules", words="")


def _case(board: Any, **facts: Any) -> str:
    change(board, **facts)
    return f"/moderation/cases/{make_case(make_post(make_thread(board=board))).id}"


def _see(**facts: Any) -> Making:
    return lambda board, _person: reads(_case(board, **facts), "/moderation")


def _decline(board: Any, _person: Any) -> Try:
    path = _case(board)
    return sends(path, path, 'value="decline"', _is_declined, preset="", words="Fine", deed="decline")


def _settle(board: Any, _person: Any) -> Try:
    path, outcome = _case(board), select(Case.outcome).where(Case.outcome == "dealt with")
    fields = {"preset": "", "words": "Done", "deed": "settle"}
    return sends(path, path, 'value="settle"', lambda: session.scalar(outcome), **fields)


def _claim(board: Any, _person: Any) -> Try:
    path = _case(board)
    offer, claimed = f'action="{path}/claim"', select(Case.claimed_by_id)
    return sends(f"{path}/claim", path, offer, lambda: session.scalar(claimed))


def _decide_many(board: Any, _person: Any) -> Try:
    case = session.get_one(Case, int(_case(board).rpartition("/")[2]))
    seen = f"{case.id}:{seen_now(case).mark}"
    fields = {"preset": "", "words": "Fine", "deed": "decline"}
    offer = f'name="case" type="checkbox" value="{seen}"'
    return sends("/moderation", "/moderation", offer, _is_declined, case=seen, **fields)


def _is_declined() -> Any:
    return session.scalar(select(Case.outcome).where(Case.outcome == "declined"))


MODERATION: dict[str, Making] = {
    "report a post": _report,
    "report a member": _report_member,
    "see a report": _see(),
    "see a report of a closed board": _see(audience="invited"),
    "decline a report": _decline,
    "settle a report": _settle,
    "claim a case": _claim,
    "decide many cases at once": _decide_many,
}
