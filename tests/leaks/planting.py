"""What is closed, one audience at a time, planted into a forum where everything else is open."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from forum.accounts.models import BrowserSession
from forum.boards.models import AdmissionRequest, Asked, Board
from forum.core.clock import now
from forum.core.db import transaction
from forum.members.models import PROFILE_FIELDS, Member
from forum.members.named import NamedOrganisation
from forum.moderation.sanction_models import Appeal, MemberNote, Sanction, SanctionKind
from forum.notifications.models import Kind, Notice
from forum.prevention.models import Watched
from forum.searches.models import Finding, Often, SavedSearch
from forum.threads.following import BoardFollow, Level, ThreadFollow
from forum.threads.models import ReadMarker, State, Thread
from forum.verification.models import EndReason, Evidence, Means, Verification, VerificationRequest
from tests.factories import make_board as make_plain_board
from tests.factories import make_organisation
from tests.leaks.aiming import aim_at
from tests.leaks.canaries import AUDIENCES, VIEWERS, Canaries
from tests.leaks.making import make_board, make_post, make_thread, make_writer, number_of
from tests.leaks.moving import plant_deeds_on_viewers, plant_merged, plant_moved, plant_split
from tests.leaks.world import World, keep, keep_all
from tests.permissions.people import make_person

SHOWN = {"members": "members", "fields": "verified", "never": "nobody"}  # by audience: what the owner chose


def make_open_world() -> World:
    """The viewers, and boards and threads that all of them may read."""
    elsewhere = make_plain_board(slug="elsewhere", name="Elsewhere")
    world = World(Canaries(), {kind: make_person(kind, [], elsewhere).id for kind in VIEWERS})
    body = world.remember("body", make_organisation(slug="invited-body"))
    world.open["open_organisation"] = body.slug
    with transaction():
        for kind, viewer in world.members():
            world.own[kind] = _make_private(world.canaries, viewer)
        for audience in AUDIENCES:
            at = {"verified_at_id": world.row("body").id, "verified_until": now() + timedelta(days=9)}
            world.remember(f"writer for {audience}", make_writer(world.canaries, verified_since=now(), **at))
        _save_searches(world)
        _make_open_thread(world)
    return world


def _save_searches(world: World) -> None:
    """Each viewer has saved a search, and was told of all that is aimed at: then as now, or when they might read it."""
    for kind, viewer in world.members():
        search = keep(SavedSearch(member_id=viewer.id, name="Kettles", query="kettle", often=Often.DAILY))
        finding = keep(Finding(search_id=search.id))
        keep(Notice(member_id=viewer.id, kind=Kind.SEARCH, about_id=finding.id))
        world.findings[kind] = search.id, finding.id


def _make_open_thread(world: World) -> None:
    """A thread that everybody reads, by those whose profiles are open to fewer; and an empty desk."""
    owners = {
        audience: world.remember(f"owner for {audience}", make_writer(world.canaries, "public")) for audience in SHOWN
    }
    board, desk = make_board(world, "open", "public"), make_board(world, "desk", "public", own_threads_only=True)
    thread = make_thread(world, board, owners["fields"], "public")
    posts = [make_post(world, thread, owner, "public") for owner in owners.values()]
    thread.accepted_id, thread.accepted_at = posts[-1].id, now()
    for name, row in {"board": board, "desk": desk, "thread": thread}.items():
        world.remember(name, row)
    world.open |= {
        "open_board": board.slug,
        "open_thread": thread.id,
        "open_slug": thread.slug,
        "open_member": owners["never"].handle,
    }
    aim_at(world, "open thread", "public", posts[-1])
    world.open["open_word"] = keep(Watched(id=world.canaries.number("public"), text="gasket")).id
    for audience, owner in owners.items():
        world.remember(f"owner for {audience}", owner)
        world.aim(f"owner of fields for {audience}", "members", handle=owner.handle)


def make_world() -> World:
    """All of it."""
    world = make_open_world()
    for audience in PLANTS:
        plant(world, audience)
    plant_removed_posts(world)
    with transaction():
        plant_split(world)
        plant_deeds_on_viewers(world)
    return world


def plant(world: World, audience: str) -> None:
    """Plant what is open to this audience alone."""
    with transaction():
        PLANTS[audience](world)


def plant_removed_posts(world: World) -> None:
    """Hidden and deleted posts in an open thread: their numbers stay, their words do not."""
    with transaction():
        for audience, state in (("moderated", State.HIDDEN), ("never", State.DELETED)):
            post = make_post(world, world.row("thread"), world.row(f"writer for {audience}"), audience, state=state)
            aim_at(world, f"{state} post", audience, post, thread=False)


def _plant_never(world: World) -> None:
    _plant_fields(world, "never")
    canaries = world.canaries
    gone = make_writer(canaries, "never", closed_at=now(), **{name: canaries.word("never") for name in PROFILE_FIELDS})
    world.aim("closed account", "never", gone=gone.handle)
    world.aim("another's session", "never", session=number_of(BrowserSession, member_id=gone.id))
    search = {"name": canaries.word("never"), "query": canaries.word("never"), "often": Often.DAILY}
    saved = keep(SavedSearch(id=canaries.number("never"), member_id=gone.id, **search))
    world.aim("another's saved search", "never", saved=saved.id)
    notice = keep(Notice(id=canaries.number("never"), member_id=gone.id, kind=Kind.VERIFICATION, about_id=1))
    world.aim("another's notice", "never", notice=notice.id)
    _plant_thread(world, "deleted thread", world.row("board"), "never", state=State.DELETED)


def _plant_moderated(world: World) -> None:
    _plant_thread(world, "another's thread on a desk", world.row("desk"), "moderated")
    for state in (State.HELD, State.HIDDEN):
        _plant_thread(world, f"{state} thread", world.row("board"), "moderated", state=state)
    held = make_post(world, world.row("thread"), world.row("writer for moderated"), "moderated", state=State.HELD)
    aim_at(world, "held post", "moderated", held, thread=False)


def _plant_fields(world: World, audience: str) -> None:
    owner, words = world.row(f"owner for {audience}"), {name: world.canaries.word(audience) for name in PROFILE_FIELDS}
    for name, word in words.items():
        setattr(owner, name, f"{name} {word}")
        setattr(owner, f"{name}_shown", SHOWN[audience])
    world.aim(f"fields shown to {SHOWN[audience]}", audience, **words)


def _plant_board(world: World, audience: str) -> None:
    board = make_board(world, audience, audience, titles="called" if audience == "invited" else audience)
    keep(NamedOrganisation(organisation_id=world.row("body").id, board_id=board.id))
    _watch(world, board, "called" if audience == "invited" else audience)
    thread = _plant_thread(world, f"{audience} thread", board, audience)
    _let_viewers_take_part(world, thread, audience)
    if audience != "members":
        plant_merged(world, plant_moved(world, board, audience), audience)


def _plant_titled(world: World) -> None:
    """A verified board whose title is open: outsiders see what it is called, and nothing that is in it."""
    board = make_board(world, "titled", "verified", titles="public", open_title=True)
    thread = _plant_thread(world, "thread under an open title", board, "titled")
    _let_viewers_take_part(world, thread, "titled")
    for writer, state in (("members", Asked.WAITING), ("fields", Asked.DECLINED)):
        words = {text: world.canaries.word("moderated") for text in ("words", "reason")}
        asked = {"member_id": world.row(f"writer for {writer}").id, "state": state, **words}
        request = keep(AdmissionRequest(id=world.canaries.number("moderated"), board_id=board.id, **asked))
        world.aim(f"{state} request", "moderated", request=request.id)


def _plant_members(world: World) -> None:
    _plant_fields(world, "members")
    _plant_board(world, "members")
    desk = make_board(world, "members' desk", "members", own_threads_only=True)
    _plant_thread(world, "another's thread on a members' desk", desk, "moderated")
    for audience in AUDIENCES:
        world.aim(f"writer for {audience}", "members", handle=world.row(f"writer for {audience}").handle)


def _plant_evidence(world: World) -> None:
    """Requests for verification: by evidence, by a work address, by colleagues."""
    word = world.canaries.word
    asks = {"organisation_id": world.row("body").id, "due_at": now() + timedelta(days=2)}
    by = {means: world.row(f"writer for {name}").id for means, name in zip(Means, SHOWN, strict=False)}
    secrets = {"address": f"{word('never')}@example.org"}
    secrets |= {name: word("never") for name in ("code_salt", "code_digest", "session_digest")}
    for means, facts in ((Means.EVIDENCE, {}), (Means.COLLEAGUES, {}), (Means.ADDRESS, secrets)):
        audience = "never" if means == Means.ADDRESS else "deciders"
        number = world.canaries.number(audience)
        keep(VerificationRequest(id=number, member_id=by[means], kind=means, **asks, **facts))
        world.aim(f"request by {means}", audience, case=number)
        if means == Means.EVIDENCE:
            shown = {"words": word(audience), "link": f"https://{word(audience)}.example.org/", "has_picture": True}
            keep(Evidence(request_id=number, picture=word(audience).encode(), **shown))


def _plant_office(world: World) -> None:
    _plant_ended(world)
    _plant_sanction(world)


def _plant_ended(world: World) -> None:
    """A verification that was revoked, with the reason."""
    ended = {"ended_at": now(), "end_reason": EndReason.REVOKED, "end_words": world.canaries.word("office")}
    member = {"member_id": world.row("writer for members").id, "organisation_id": world.row("body").id}
    how = {"grade": "A", "means": Means.ADDRESS, "mailbox": world.canaries.word("never"), "until": now()}
    keep(Verification(**member, **how, **ended))


def _plant_sanction(world: World) -> None:
    """A silence that somebody else was given, with the reason, and what they say against it."""
    member, number = world.row("writer for members"), world.canaries.number("office")
    facts = {"kind": SanctionKind.SILENCE, "until": now() + timedelta(days=9), "reason": world.canaries.word("office")}
    keep(Sanction(id=number, member_id=member.id, **facts))
    world.aim("a sanction of another", "never", sanction=number)
    keep(MemberNote(member_id=member.id, words=f"Note {world.canaries.word('office')}"))
    words = {text: world.canaries.word("office") for text in ("words", "answer")}
    appeal = keep(Appeal(id=world.canaries.number("office"), sanction_id=number, **words))
    world.aim("an appeal of another", "office", appeal=appeal.id)


PLANTS: dict[str, Callable[[World], None]] = {  # what the fewest may see comes first
    "never": _plant_never,
    "invited": lambda world: _plant_board(world, "invited"),
    "deciders": _plant_evidence,
    "office": _plant_office,
    "moderated": _plant_moderated,
    "fields": lambda world: _plant_fields(world, "fields"),
    "titled": _plant_titled,
    "verified": lambda world: _plant_board(world, "verified"),
    "members": _plant_members,
}


def _plant_thread(world: World, name: str, board: Board, audience: str, **facts: Any) -> Thread:
    """A thread with a question and an answer, both by somebody who wrote nothing else."""
    writer = world.row(f"writer for {audience}")
    thread = make_thread(world, board, writer, audience, **facts)
    state = thread.state if thread.state == State.HELD else State.PUBLISHED
    posts = [make_post(world, thread, writer, audience, state=state) for _post in range(2)]
    thread.accepted_id, thread.accepted_by_id, thread.accepted_at = posts[1].id, writer.id, thread.created_at
    aim_at(world, name, audience, posts[1])
    return thread


def _watch(world: World, board: Board, audience: str) -> None:
    """Words that are watched on the board, which stand on pages of administration alone."""
    words = {text: f"{text} {world.canaries.word(audience)}" for text in ("text", "explanation")}
    keep(Watched(id=world.canaries.number(audience), board_id=board.id, **words))


def _let_viewers_take_part(world: World, thread: Thread, audience: str) -> None:
    """Each viewer has written there and read some of it: then as now, or when they still might."""
    text = f"Words {world.canaries.word(audience)}"
    for _kind, viewer in world.members():
        make_post(world, thread, viewer, audience, body=text, html=f"<p>{text}</p>")
        seen = ReadMarker(member_id=viewer.id, thread_id=thread.id, number=1)
        follows = ThreadFollow(member_id=viewer.id, thread_id=thread.id, level=Level.FOLLOWING)
        keep_all([seen, follows, BoardFollow(member_id=viewer.id, board_id=thread.board_id, level=Level.FOLLOWING)])


def _make_private(canaries: Canaries, member: Member) -> set[str]:
    """Give a viewer an address and a password that nobody else may see; answers their words."""
    email, password_hash = canaries.word("never"), canaries.word("never")
    member.email, member.password_hash = f"{email}@example.org", password_hash
    return {email, password_hash}
