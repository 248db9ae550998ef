"""Which notices a member may still see: access is asked again, in SQL, each time that one is shown, counted or sent."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, not_, or_, true

from forum.boards.models import AdmissionRequest, Asked, Board
from forum.boards.queries import moderated_boards, visible_boards
from forum.moderation.models import Case, CaseState
from forum.notifications.models import DEFAULTS, OF_POSTS, Cadence, Kind, Notice, NoticePreference
from forum.notifications.searches import finds_something
from forum.permissions.people import Person, uses_account
from forum.threads.access import readable_posts
from forum.threads.follow_queries import of_board, of_thread
from forum.threads.following import BoardFollow, Level, ThreadFollow
from forum.threads.models import Post, State, Thread
from forum.verification.models import RequestState, VerificationRequest

ASKED = "asked"  # the word of what only those see who decide it, as long as it waits
URGENT = "urgent case"  # of what moderators have to look at now; `about_id` is the number of the case
UNATTENDED = "unattended"  # of a case that nobody can decide; told to administrators, `about_id` is its number
REPORT = "report "  # before the outcome of one's own report; `about_id` is the number of the report
SPONSOR = "sponsor"  # and of what only a colleague sees who is to vouch
OF_REQUESTS = (
    ASKED,
    SPONSOR,
    "refused",
)  # what is told of a request to be verified: `about_id` is its number
INVITED, REMOVED = "invited", "removed"  # the words of what is about a name on a board: `about_id` is its number


def with_what_they_are_about(query: Select[Any]) -> Select[Any]:
    """The query, which has `Notice` in it, joined with the posts, threads and boards that notices are about."""
    of_post = and_(Notice.kind.in_(OF_POSTS), Notice.about_id == Post.id)
    joined = query.outerjoin(Post, of_post).outerjoin(Thread, Post.thread_id == Thread.id)
    return joined.outerjoin(Board, Board.id == func.coalesce(Thread.board_id, Notice.board_id))


def is_shown(viewer: Person) -> ColumnElement[bool]:
    """The notices of the viewer that the viewer may see at this moment: a condition on what the query above joins."""
    published = and_(Post.state == State.PUBLISHED, Thread.state == State.PUBLISHED)
    of_posts = and_(Notice.kind.in_(OF_POSTS), published, readable_posts(viewer))
    return and_(Notice.member_id == viewer.id, or_(of_posts, *_others(viewer)))


def is_wanted(viewer: Person) -> ColumnElement[bool]:
    """What the viewer still follows and has not muted, asked when a letter is written. Needs `with_wishes`."""
    thread, board = func.coalesce(ThreadFollow.level, ""), func.coalesce(BoardFollow.level, "")
    muted = or_(thread == Level.MUTED, and_(board == Level.MUTED, thread != Level.FOLLOWING))
    wanted = or_(
        Notice.kind == Kind.MENTION,
        and_(Notice.kind == Kind.REPLY, thread == Level.FOLLOWING),
        and_(Notice.kind == Kind.ANSWER, or_(thread == Level.FOLLOWING, Post.author_id == viewer.id)),
        and_(Notice.kind == Kind.THREAD, or_(thread == Level.FOLLOWING, board == Level.FOLLOWING)),
    )
    return or_(Notice.kind.not_in(OF_POSTS), and_(wanted, not_(muted)))


def comes(cadence: Cadence) -> ColumnElement[bool]:
    """The notices whose kind the member wants so often by mail. Needs `with_preferences`."""
    by_default = [kind for kind, usual in DEFAULTS.items() if usual == cadence]
    unsaid = and_(NoticePreference.cadence.is_(None), Notice.kind.in_(by_default))
    return or_(NoticePreference.cadence == cadence, unsaid)


def with_preferences(query: Select[Any]) -> Select[Any]:
    """The query, joined with what the members of the notices have chosen for their kinds."""
    chosen = and_(NoticePreference.member_id == Notice.member_id, NoticePreference.kind == Notice.kind)
    return query.outerjoin(NoticePreference, chosen)


def with_wishes(query: Select[Any], viewer: Person) -> Select[Any]:
    """The query with what notices are about, joined with how the viewer stands to each thread and board."""
    return query.outerjoin(ThreadFollow, of_thread(viewer)).outerjoin(BoardFollow, of_board(viewer))


def nameable(viewer: Person, column: Any) -> Any:
    """A column of the board, empty where the viewer may not know that there is such a board."""
    return case((visible_boards(viewer), column), else_=None)


def _others(viewer: Person) -> list[ColumnElement[bool]]:
    office = uses_account(viewer)
    decides = true() if viewer.is_moderator and office else false()
    lets_in = true() if viewer.is_administrator and office else moderated_boards(viewer)
    decision = exists().where(VerificationRequest.id == Notice.about_id, VerificationRequest.state == RequestState.OPEN)
    request = exists().where(AdmissionRequest.id == Notice.about_id, AdmissionRequest.state == Asked.WAITING)
    own = Notice.word.not_in((ASKED, SPONSOR))
    return [
        and_(Notice.kind == Kind.VERIFICATION, or_(own, and_(decision, or_(Notice.word == SPONSOR, decides)))),
        and_(Notice.kind == Kind.ADMISSION, or_(own, and_(request, Board.open_title, lets_in))),
        Notice.kind == Kind.APPOINTMENT,
        and_(Notice.kind == Kind.MODERATION, Notice.word.not_in((URGENT, UNATTENDED))),
        and_(_is_of_case(), Notice.word != UNATTENDED, _sees_case(viewer, decides)),
        and_(_is_of_case(), Notice.word == UNATTENDED, _sees_that_it_waits(viewer)),
        and_(Notice.kind == Kind.SEARCH, finds_something(viewer)),
        and_(Notice.kind == Kind.ENTRY, moderated_boards(viewer)),
    ]


def _is_of_case() -> ColumnElement[bool]:
    """Whether the number in a notice is that of a case."""
    return or_(Notice.kind == Kind.CASE, and_(Notice.kind == Kind.MODERATION, Notice.word.in_((URGENT, UNATTENDED))))


def _sees_that_it_waits(viewer: Person) -> ColumnElement[bool]:
    """Administrators may know that a case waits which nobody can decide: no more, and not of one about themselves."""
    if not (viewer.is_administrator and uses_account(viewer)):
        return false()
    waits = (Case.id == Notice.about_id, Case.state == CaseState.OPEN, Case.member_id.is_distinct_from(viewer.id))
    return exists().where(*waits)


def _sees_case(viewer: Person, moderates_all: ColumnElement[bool]) -> ColumnElement[bool]:
    """SEE_CASE for the case that a notice is about, decided on the board that the notice names, or on none."""
    about = (Case.id == Notice.about_id, Case.member_id.is_distinct_from(viewer.id))
    here = exists().where(*about, Case.board_id.is_not_distinct_from(Notice.board_id))
    of_board = and_(Notice.board_id.is_not(None), moderated_boards(viewer))
    return and_(here, or_(of_board, and_(Notice.board_id.is_(None), moderates_all)))
