"""Posts that somebody may aim at, each with all that there can be about a post."""

from forum.core.log import LogEntry
from forum.moderation.models import Case, CaseKind, Report
from forum.notifications.models import Kind, Notice
from forum.searches.models import FoundPost
from forum.threads.models import Post
from tests.leaks.making import edit_post, word_of
from tests.leaks.world import Facts, World, keep, keep_all

UNDER_ALL = ("public", "members", "verified", "titled", "moderated")  # where all moderators moderate


def aim_at(world: World, name: str, audience: str, post: Post, thread: bool = True) -> None:
    """Let a post be aimed at, and what was done to it, reported of it and told about it to every viewer."""
    about = {"about_id": post.id, "board_id": post.thread.board_id, "actor_id": post.author_id, "kind": Kind.MENTION}
    numbers = [(world.canaries.number(audience), viewer.id) for _kind, viewer in world.members()]
    keep_all(Notice(id=number, member_id=member_id, **about) for number, member_id in numbers)
    keep_all(
        FoundPost(search_id=search_id, post_id=post.id, finding_id=finding_id)
        for search_id, finding_id in world.findings.values()
    )
    whole = {"thread": post.thread.id, "slug": post.thread.slug} if thread else {}
    told = "moderated" if audience == "never" else told_of(audience)  # nothing leaves the log with what it was done to
    world.aim(f"deed on {name}", told, deed=_do_to(world, post, told))
    world.aim(f"case of {name}", told, **_report(world, post, told))  # nor does its case
    edit = {"post": post.id, "revision": edit_post(world, post, audience), "archived": post.original_id}
    world.aim(name, audience, **whole, **edit, word=word_of(post))


def told_of(audience: str) -> str:
    """To whom it is open what was done there, and what was reported."""
    return "moderated" if audience in UNDER_ALL else audience


def _report(world: World, post: Post, audience: str) -> Facts:
    """Somebody has reported the post, with words; answers the numbers of the case and of the report."""
    canaries, board_id = world.canaries, post.thread.board_id
    about = {"kind": CaseKind.REPORT, "thing": "post", "thing_id": post.id, "member_id": post.author_id}
    case = keep(Case(id=canaries.number(audience), board_id=board_id, **about))
    said = {"reason": "rules", "words": f"Reported {canaries.word(audience)}"}
    report = keep(Report(id=canaries.number("never"), case_id=case.id, reporter_id=post.author_id, **said))
    return {"report_case": case.id, "report": report.id}


def _do_to(world: World, post: Post, told: str) -> int:
    """A moderator has done something to the post and said why; answers its number in the log."""
    deed = {"deed": "hide a post", "thing": "post", "thing_id": post.id, "before": {}, "after": {}}
    entry = keep(LogEntry(id=world.canaries.number(told), reason=f"Because {world.canaries.word(told)}", **deed))
    return int(entry.id)
