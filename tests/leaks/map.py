"""Every route, and the addresses with which it is tried.

Names in braces are facts of a target (`world.py`) or of what is open; an address is tried with every target that has
all of its facts, and once where it has none. A new route gets a line here, with every question that it understands;
its first address is the one that everybody tries with everything.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from string import Formatter

from tests.leaks.world import Facts, Target, World

ON_THREADS = (
    "close",
    "hide",
    "keep-open",
    "lock",
    "merge",
    "move",
    "pin",
    "restore",
    "split",
    "title",
    "unlock",
    "unpin",
)
MODERATE = "/threads/{thread}/moderate"
OPEN = "/threads/{open_thread}/{open_slug}"

FIELDS = (
    *("board:{board}", "board:{former_board}", "board:board-{board}", "board:{open_board} board:{board}"),
    *("by:{handle}", "by:{gone}", 'by:"Writer {handle}"', "by:writer", "by:{open_member}"),
    *("organisation:{organisation}", "organisation:{open_organisation}", "organisation:{board}"),
    *("answered:yes", "answered:no", "after:2071", "before:2090 after:2070-06-01"),
    "board:{open_board} answered:yes after:2020 by:writer",
)

READS: dict[str, tuple[str, ...]] = {
    "accounts.account": ("/settings/account",),
    "accounts.address": ("/settings/account/email",),
    "accounts.close": ("/settings/account/close",),
    "accounts.confirm": ("/confirm/nonsense",),
    "accounts.give_password": ("/sign-in/again", "/sign-in/again?next=/threads/{thread}"),
    "accounts.new_address": ("/settings/account/email/nonsense",),
    "accounts.new_password": ("/reset/nonsense",),
    "accounts.password": ("/settings/account/password",),
    "accounts.reset": ("/reset",),
    "accounts.reset_sent": ("/reset/sent",),
    "accounts.sessions": ("/settings/sessions",),
    "accounts.sign_in": ("/sign-in", "/sign-in?next=/threads/{thread}", "/sign-in?next=/boards/{board}"),
    "accounts.sign_up": ("/sign-up",),
    "accounts.sign_up_sent": ("/sign-up/sent",),
    "admin_accounts.close": ("/admin/members/{handle}/close", "/admin/members/{gone}/close"),
    "admin_accounts.merge": ("/admin/members/{handle}/merge", "/admin/members/{gone}/merge"),
    "admin_appointments.dismiss": ("/admin/appointments/{handle}/dismiss",),
    "admin_appointments.dismiss_from_board": ("/admin/appointments/{open_member}/dismiss/{board}",),
    "admin_appointments.offices": (
        "/admin/appointments",
        "/admin/appointments?who={handle}",
        "/admin/appointments?who={gone}",
    ),
    "admin_appointments.person": ("/admin/appointments/{handle}",),
    "admin_boards.board": ("/admin/boards/{board}", "/admin/boards/{former_board}"),
    "admin_boards.boards": ("/admin/boards",),
    "admin_boards.new": ("/admin/boards/new",),
    "admin_directory.export_file": ("/admin/organisations/export",),
    "admin_directory.import_file": ("/admin/organisations/import",),
    "admin_entering.enter": ("/admin/boards/{board}/enter",),
    "admin_log.log": ("/admin/log", "/admin/log?by={handle}"),
    "admin_organisation_ends.choose": ("/admin/organisations/{open_organisation}/merge",),
    "admin_organisation_ends.retire": ("/admin/organisations/{open_organisation}/retire",),
    "admin_organisations.add": ("/admin/organisations/add",),
    "admin_organisations.change": ("/admin/organisations/{open_organisation}/change",),
    "admin_organisations.organisations": ("/admin/organisations",),
    "admin_permissions.table": ("/admin/permissions",),
    "admin_placeholders.placeholder": ("/admin/placeholders/{handle}",),
    "admin_placeholders.placeholders": ("/admin/placeholders",),
    "admin_reports.add": ("/admin/reports/reasons/add",),
    "admin_reports.reason": ("/admin/reports/reasons/rules",),
    "admin_reports.reports": ("/admin/reports",),
    "admin_searches.searches": ("/admin/searches", "/admin/searches?days=7", "/admin/searches?days=90"),
    "admin_sections.new": ("/admin/sections/new",),
    "admin_sections.section": ("/admin/sections/{section}",),
    "admin_start.start": ("/admin",),
    "admin_texts.text": ("/admin/texts/rules",),
    "admin_texts.texts": ("/admin/texts",),
    "admin_texts.version": ("/admin/texts/rules/versions/1",),
    "admin_texts.versions": ("/admin/texts/rules/versions",),
    "admin_words.add": ("/admin/words/add",),
    "admin_words.test": ("/admin/words/try",),
    "admin_words.word": ("/admin/words/{open_word}",),
    "admin_words.words": ("/admin/words",),
    "boards.ask": ("/boards/{board}/ask",),
    "boards.people": ("/boards/{board}/people",),
    "boards.requests": ("/boards/{board}/requests",),
    "imports.archived": ("/archive/{archived}",),
    "members.edit_profile": ("/settings/profile",),
    "members.handle": ("/settings/handle",),
    "members.member_list": (
        "/members",
        "/members?name={handle}",
        "/members?organisation={organisation}",
        "/members?place={place}",
        "/members?expertise={expertise}",
        "/members?organisation={place}&place={organisation}&name={about}",
    ),
    "members.preferences": ("/settings/preferences",),
    "members.profile": ("/members/{handle}", "/members/{gone}", "/members/{former}"),
    "members.settings": ("/settings",),
    "moderation.case": ("/moderation/cases/{report_case}",),
    "moderation.decline": ("/posts/{post}/decline",),
    "moderation.deed": ("/moderation/deeds/{deed}",),
    "moderation.hide": ("/posts/{post}/hide",),
    "moderation.log": ("/moderation/log", "/moderation/log?about={handle}", "/moderation/log?words={word}"),
    "moderation.mine": ("/settings/moderation",),
    "moderation.queue": (
        "/moderation",
        "/moderation?board={board}",
        *(f"/moderation?kind={kind}" for kind in ("report", "verification", "admission")),
    ),
    "moderation.report": ("/reports/{report}",),
    "moderation.report_member": ("/members/{handle}/report",),
    "moderation.report_post": ("/posts/{post}/report",),
    "moderation.report_sent": ("/reports/sent?reason=safety", "/reports/sent?reason={word}"),
    "moderation.redact": ("/posts/{post}/redact",),
    "moderation.restore": ("/posts/{post}/restore",),
    "notifications.following": ("/settings/notifications/following",),
    "notifications.inbox": ("/notifications",),
    "notifications.notice": ("/notifications/{notice}",),
    "notifications.preferences": ("/settings/notifications",),
    "notifications.unsubscribe": ("/unsubscribe/nonsense",),
    "organisations.directory": (
        "/organisations",
        "/organisations?name={organisation}",
        "/organisations?name={word}@example.org",
    ),
    "organisations.organisation": ("/organisations/{open_organisation}", "/organisations/{board}"),
    "pages.board": (
        "/boards/{board}",
        "/boards/{former_board}",
        *(f"/boards/{{board}}?show={show}" for show in ("unanswered", "answered", "unread", "mine")),
    ),
    "pages.front": ("/",),
    "pages.latest": ("/latest",),
    "pages.text": ("/about", "/rules", "/privacy", "/cookies", "/accessibility", "/contact"),
    "pages.unanswered": ("/unanswered",),
    "pages.unread": ("/unread",),
    "pages.who_may_do_what": ("/about/permissions",),
    "sanctions.case": ("/moderation/appeals/{appeal}",),
    "sanctions.clean": ("/moderation/members/{handle}/clean-up", "/moderation/members/{gone}/clean-up"),
    "sanctions.contact": ("/moderation/members/{handle}/contact", "/moderation/members/{gone}/contact"),
    "sanctions.lift": ("/moderation/members/{handle}/sanctions/999999/lift",),
    "sanctions.member": ("/moderation/members/{handle}", "/moderation/members/{gone}"),
    "sanctions.members": ("/moderation/members", "/moderation/members?who={handle}", "/moderation/members?who={gone}"),
    "sanctions.mine": ("/moderation/sanctions/{sanction}",),
    "sanctions.silence": ("/moderation/members/{handle}/silence", "/moderation/members/{gone}/silence"),
    "sanctions.suspend": ("/moderation/members/{handle}/suspend", "/moderation/members/{gone}/suspend"),
    "sanctions.warn": ("/moderation/members/{handle}/warn", "/moderation/members/{gone}/warn"),
    "search.results": (
        "/search",
        "/search?q={word}",
        '/search?q="words {word}"',
        "/search?q=words -{word}",
        "/search?q=words&sort=newest",
        "/search?q=words&page=2",
        "/search?q={organisation}",
        "/search?q={expertise}",
        "/search?q={handle}",
        "/search?q={board}",
        "/search?q={slug}",
        "/search?q={word}*",
        "/search?q={word}q",
        "/search?q=word* -{word}",
        "/search?q=in:title {slug}",
        "/search?q=words in:title {word}",
        "/search?q=words&thread={thread}",
        "/search?q={word}&thread={thread}",
        *(f"/search?q=words {field}" for field in FIELDS),
        *(f"/search?q={field}" for field in FIELDS),
    ),
    "search.suggestions": (
        "/search/suggestions?q={word}",
        "/search/suggestions",
        "/search/suggestions?q=words",
        "/search/suggestions?q=words {word}",
        "/search/suggestions?q={slug}",
        "/search/suggestions?q={organisation}",
        "/search/suggestions?q={expertise}",
        "/search/suggestions?q={handle}",
        "/search/suggestions?q={board}",
        "/search/suggestions?q=writer",
    ),
    "search_feeds.description": ("/opensearch.xml",),
    "search_feeds.feed": (
        "/search.atom",
        "/search.atom?q={word}",
        "/search.atom?q=words",
        "/search.atom?q=words -{word}",
        "/search.atom?q=word* in:title {slug}",
        *(f"/search.atom?q=words {field}" for field in FIELDS),
    ),
    "static": ("/static/icon.svg", "/static/no-{board}"),
    "saved.change": ("/settings/searches/{saved}",),
    "saved.delete": ("/settings/searches/{saved}/delete",),
    "saved.save": (
        "/settings/searches/new",
        "/settings/searches/new?q={word}",
        "/settings/searches/new?q=board:{board}",
    ),
    "saved.searches": ("/settings/searches",),
    "threads.first_unread": ("/threads/{thread}/unread",),
    "threads.history": ("/posts/{post}/history", "/posts/{post}/history?after={revision}"),
    "threads.post": ("/posts/{post}",),
    "threads.thread": (
        "/threads/{thread}",
        "/threads/{thread}/{slug}",
        "/threads/{thread}/{slug}?page=2",
        "/threads/{thread}/{slug}?quote={post}",
        OPEN,
        f"{OPEN}?quote={{post}}",
    ),
    "verification.about": ("/about/verification",),
    "verification.ask": ("/settings/verification/ask/{open_organisation}",),
    "verification.ask_colleagues": ("/settings/verification/ask/{open_organisation}/colleagues",),
    "verification.ask_with_evidence": ("/settings/verification/ask/{open_organisation}/evidence",),
    "verification.case": ("/verification/requests/{case}",),
    "verification.confirm": ("/settings/verification/confirm/nonsense",),
    "verification.end": ("/settings/verification/end",),
    "verification.find": ("/settings/verification/ask", "/settings/verification/ask?name={word}"),
    "verification.member": ("/verification/members/{handle}", "/verification/members/{gone}"),
    "verification.picture": ("/verification/requests/{case}/picture",),
    "verification.requests": ("/verification/requests",),
    "verification.status": ("/settings/verification",),
    "writing.delete": ("/posts/{post}/delete",),
    "writing.edit": ("/posts/{post}/edit",),
    "writing.new_thread": ("/boards/{board}/threads/new",),
    **{f"moderation.{deed.replace('-', '_')}_thread": (f"{MODERATE}/{deed}",) for deed in ON_THREADS},
    "moderation.merge_thread": (f"{MODERATE}/merge", "/threads/{open_thread}/moderate/merge?into={thread}"),
    "moderation.move_thread": (f"{MODERATE}/move", "/threads/{open_thread}/moderate/move?to={board}"),
    "moderation.split_thread": (f"{MODERATE}/split?post={{post}}", "/threads/{open_thread}/moderate/split?post={post}"),
}

DECLINE = (("/boards/{board}/requests/999999/decline", {"reason": "No"}),)
PROFILE = {"name": "", "about_shown": "nobody"}
TEXT = {"body": "Some words of mine", "title": "A title that is long enough", "reason": "A reason", "seen_edits": "1"}
Form = tuple[str, dict[str, str]]

REASON = {"preset": "rules", "words": "Some words of mine"}

ON_THREAD = REASON | {"title": TEXT["title"], "seen_title": "{slug}", "where": "board", "day": "2999-01-01"}

WRITES: dict[str, tuple[Form, ...]] = {
    **{f"moderation.{deed.replace('-', '_')}_thread": ((f"{MODERATE}/{deed}", ON_THREAD),) for deed in ON_THREADS},
    "moderation.merge_thread": (("/threads/{open_thread}/moderate/merge?into={thread}", REASON),),
    "moderation.move_thread": (("/threads/{open_thread}/moderate/move?to={board}", REASON),),
    "moderation.split_thread": (
        ("/threads/{open_thread}/moderate/split?post={post}", ON_THREAD | {"into": "{thread}"}),
    ),
    "accounts.address": (("/settings/account/email", {"email": "asha@example.org"}),),
    "accounts.close": (("/settings/account/close", {"posts": "go", "password": "wrong"}),),
    "accounts.confirm": (("/confirm/nonsense", {}),),
    "accounts.end_other_sessions": (("/settings/sessions/end-others", {}),),
    "accounts.end_session": (("/settings/sessions/{session}/end", {}),),
    "accounts.give_password": (("/sign-in/again", {"next": "/threads/{thread}"}),),
    "accounts.new_address": (("/settings/account/email/nonsense", {}),),
    "accounts.new_password": (("/reset/nonsense", {}),),
    "accounts.password": (("/settings/account/password", {"old_password": "wrong", "password": "wrong"}),),
    "accounts.reset": (("/reset", {"email": "not an address"}),),
    "accounts.sign_in": (("/sign-in", {"email": "{word}@example.org", "next": "/threads/{thread}"}),),
    "accounts.sign_out": (),  # it ends the walk: nothing to aim at
    "accounts.sign_up": (("/sign-up", {"email": "not an address"}),),
    "admin_accounts.close": (("/admin/members/{open_member}/close", {}), ("/admin/members/{gone}/close", {})),
    "admin_accounts.merge": (("/admin/members/{open_member}/merge", {"handle": "{gone}", "reason": "x"}),),
    "admin_appointments.dismiss": (("/admin/appointments/{open_member}/dismiss", {}),),
    "admin_appointments.dismiss_from_board": (("/admin/appointments/{open_member}/dismiss/{board}", {}),),
    "admin_appointments.person": (
        ("/admin/appointments/{open_member}", {"office": "none of these"}),
        ("/admin/appointments/{open_member}", {"office": "none of these", "board": "{board}"}),
    ),
    "admin_boards.board": (("/admin/boards/{board}", {"name": ""}),),
    "admin_boards.move": (("/admin/boards/{board}/move", {"way": "nowhere"}),),
    "admin_boards.new": (("/admin/boards/new", {"name": ""}),),
    "admin_directory.import_file": (("/admin/organisations/import", {}),),
    "admin_entering.enter": (("/admin/boards/{board}/enter", {"reason": ""}),),
    "admin_entering.leave": (("/admin/boards/{board}/leave", {}),),
    "admin_organisation_ends.merge": (("/admin/organisations/{open_organisation}/merge", {"into": "nonsense"}),),
    "admin_organisation_ends.retire": (("/admin/organisations/nonsense/retire", {}),),
    "admin_organisations.add": (("/admin/organisations/add", {"name": ""}),),
    "admin_organisations.bring_back": (("/admin/organisations/{gone}/bring-back", {}),),
    "admin_organisations.change": (("/admin/organisations/{open_organisation}/change", {"name": ""}),),
    "admin_placeholders.placeholder": (("/admin/placeholders/{open_member}", {}),),
    "admin_reports.add": (("/admin/reports/reasons/add", {"label": ""}),),
    "admin_reports.reason": (("/admin/reports/reasons/rules", {"label": ""}),),
    "admin_reports.reports": (("/admin/reports", {"hide_weight": "none"}),),
    "admin_sections.move": (("/admin/sections/{section}/move", {"way": "nowhere"}),),
    "admin_sections.new": (("/admin/sections/new", {"name": ""}),),
    "admin_sections.remove": (("/admin/sections/{section}/remove", {}),),
    "admin_sections.section": (("/admin/sections/{section}", {"name": ""}),),
    "admin_texts.text": (("/admin/texts/rules", {"deed": "preview", "body": "Words"}),),
    "admin_texts.version": (("/admin/texts/rules/versions/999999", {}),),
    "admin_words.add": (("/admin/words/add", {"text": ""}),),
    "admin_words.retire": (("/admin/words/999999/retire", {}),),
    "admin_words.test": (("/admin/words/try", {"body": ""}), ("/admin/words/try", {"body": "words", "board_id": "0"})),
    "admin_words.watch_again": (("/admin/words/999999/watch-again", {}),),
    "admin_words.word": (("/admin/words/{open_word}", {"text": ""}),),
    "boards.ask": (("/boards/{board}/ask", {"words": "Let me in"}), ("/boards/{board}/ask", {})),
    "boards.decline": (("/boards/{open_board}/requests/{request}/decline", {"reason": "No"}), *DECLINE),
    "boards.invite": (("/boards/{board}/people/invite", {"handle": "{open_member}"}),),
    "boards.let_in": (
        ("/boards/{open_board}/requests/{request}/let-in", {}),
        ("/boards/{board}/requests/999999/let-in", {}),
    ),
    "boards.remove": (("/boards/{board}/people/{open_member}/remove", {}),),
    "boards.withdraw": (("/boards/{board}/ask/withdraw", {}),),
    "boards_keeping.invite_organisation": (("/boards/{board}/organisations/invite", {"organisation": "x"}),),
    "boards_keeping.remove_organisation": (("/boards/{board}/organisations/nonsense/remove", {}),),
    "following.board": (("/boards/{board}/follow", {"level": "following"}), ("/boards/{board}/follow", {"level": "?"})),
    "following.thread": (
        ("/threads/{thread}/follow", {"level": "muted", "next": "/boards/{board}"}),
        ("/threads/{thread}/follow", {"level": "following"}),
        ("/threads/{thread}/follow", {"level": "?"}),
    ),
    "members.edit_profile": (("/settings/profile", PROFILE),),
    "members.handle": (("/settings/handle", {"handle": "not a handle"}),),
    "members.preferences": (("/settings/preferences", {"time_zone": "Nowhere"}),),
    "moderation.approve": (
        ("/posts/{post}/approve", {"seen": "0"}),
        ("/posts/{post}/approve", {"next": "/boards/{board}"}),
    ),
    "moderation.decline": (("/posts/{post}/decline", {"preset": "none of these"}),),
    "moderation.case": (
        ("/moderation/cases/{report_case}", {}),
        ("/moderation/cases/{report_case}", REASON | {"deed": "decline"}),
    ),
    "moderation.claim": (("/moderation/cases/{report_case}/claim", {}),),
    "moderation.deed": (("/moderation/deeds/{deed}", {}), ("/moderation/deeds/{deed}", REASON)),
    "moderation.hide": (("/posts/{post}/hide", {"preset": "none of these"}),),
    "moderation.queue": (("/moderation", REASON | {"deed": "decline", "case": "{report_case}:0"}),),
    "moderation.release": (("/moderation/cases/{report_case}/release", {}),),
    "moderation.report_member": (("/members/{gone}/report", {"reason": "rules"}),),
    "moderation.report_post": (("/posts/{post}/report", {"reason": "rules"}), ("/posts/{post}/report", {})),
    "moderation.redact": (("/posts/{post}/redact", REASON | {"text": "Some", "deed": "preview"}),),
    "moderation.restore": (("/posts/{post}/restore", {"preset": "none of these"}),),
    "notifications.preferences": (("/settings/notifications", {"reply": "nonsense"}),),
    "notifications.read_all": (("/notifications", {}),),
    "notifications.unsubscribe": (("/unsubscribe/nonsense", {}),),
    "pages.read_all": (("/unread", {}),),
    "sanctions.case": (("/moderation/appeals/{appeal}", {}), ("/moderation/appeals/{appeal}", REASON)),
    "sanctions.make": (("/moderation/sanctions/{sanction}/appeal", {"appeal": "Some words of mine"}),),
    "sanctions.clean": (("/moderation/members/{handle}/clean-up", {}), ("/moderation/members/{gone}/clean-up", {})),
    "sanctions.contact": (("/moderation/members/{gone}/contact", REASON), ("/moderation/members/{handle}/contact", {})),
    "sanctions.note": (("/moderation/members/{gone}/notes", {}), ("/moderation/members/{handle}/notes", {})),
    "sanctions.lift": (("/moderation/members/{handle}/sanctions/999999/lift", REASON),),
    "sanctions.read": (("/moderation/sanctions/{sanction}/read", {}),),
    "sanctions.silence": (("/moderation/members/{handle}/silence", {}), ("/moderation/members/{gone}/silence", {})),
    "sanctions.suspend": (("/moderation/members/{handle}/suspend", {}), ("/moderation/members/{gone}/suspend", {})),
    "sanctions.warn": (("/moderation/members/{handle}/warn", {}), ("/moderation/members/{gone}/warn", {})),
    "saved.change": (("/settings/searches/{saved}", {"name": "Mine", "often": "never"}),),
    "saved.delete": (("/settings/searches/{saved}/delete", {}),),
    "saved.save": (("/settings/searches/new", {"query": "board:", "name": "Mine", "often": "daily"}),),
    "verification.agree": (("/verification/requests/{case}/agree", {}),),
    "verification.ask_colleagues": (
        ("/settings/verification/ask/{open_organisation}/colleagues", {"colleagues": "{handle}"}),
        ("/settings/verification/ask/{open_organisation}/colleagues", {"colleagues": "{gone}"}),
        ("/settings/verification/ask/{open_organisation}/colleagues", {"colleagues": ""}),
    ),
    "search.near": (
        ("/search/near", {"title": "Words {word}", "body": "Words"}),
        ("/search/near", {"title": "Words and words", "body": "{slug} {word}"}),
        ("/search/near", {"title": "Words of mine", "body": "Some words"}),
    ),
    "unsent.answered": (
        ("/boards/{open_board}/threads/new/answered", {"thread": "{thread}"}),
        ("/boards/{board}/threads/new/answered", TEXT | {"thread": "{open_thread}"}),
    ),
    "unsent.forget": (("/boards/{board}/threads/new/forget", {}),),
    "verification.ask_with_evidence": (("/settings/verification/ask/{open_organisation}/evidence", {}),),
    "verification.confirm": (("/settings/verification/confirm/nonsense", {}),),
    "verification.end": (("/settings/verification/end", {"nonsense": "1"}),),
    "verification.member": (("/verification/members/{handle}", {"reason": ""}), ("/verification/members/{gone}", {})),
    "verification.refuse": (("/verification/requests/{case}/refuse", {"reason": "No"}),),
    "verification.status": (("/settings/verification", {"address": "not an address"}),),
    "verification.vouch": (("/verification/requests/{case}/vouch", {}),),
    "verification.withdraw": (("/settings/verification/{case}/withdraw", {}),),
    "writing.answer": (
        ("/threads/{thread}/answer", {"post": "{post}"}),
        ("/threads/{thread}/answer", {"unmark": "{post}"}),
        ("/threads/{open_thread}/answer", {"post": "{post}"}),
    ),
    "writing.delete": (("/posts/{post}/delete", {}),),
    "writing.edit": (
        ("/posts/{post}/edit", TEXT),
        ("/posts/{post}/edit", {}),
        ("/posts/{post}/edit", TEXT | {"deed": "preview"}),
    ),
    "writing.new_thread": (("/boards/{board}/threads/new", TEXT), ("/boards/{board}/threads/new", {})),
    "writing.reply": (
        ("/threads/{thread}/replies", TEXT),
        ("/threads/{thread}/replies", {}),
        ("/threads/{thread}/replies", TEXT | {"deed": "preview"}),
    ),
}


@dataclass(frozen=True)
class Sent:
    """A request to a route; `method` and `fields` say whether a form goes with it."""

    endpoint: str
    address: str
    method: str = "GET"
    fields: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.address} {self.fields or ''}".strip()


def reads_at(world: World, target: Target | None, first_only: bool = False) -> Iterator[Sent]:
    """The pages of all routes that can be asked for a target; without one, those that are asked for nothing."""
    for endpoint, addresses in READS.items():
        for address in addresses[: 1 if first_only else None]:
            if _is_for([address], world, target):
                yield Sent(endpoint, address.format_map(_facts(world, target)))


def writes_at(world: World, target: Target | None) -> Iterator[Sent]:
    """The forms of all routes that can be sent to a target; without one, those that are sent to nothing."""
    for endpoint, forms in WRITES.items():
        for address, fields in forms:
            texts = [address, *fields.values()]
            if _is_for(texts, world, target):
                facts = _facts(world, target)
                filled = {name: text.format_map(facts) for name, text in fields.items()}
                yield Sent(endpoint, address.format_map(facts), "POST", filled)


def _is_for(texts: list[str], world: World, target: Target | None) -> bool:
    """Whether these texts speak of the target and of nothing that it does not have."""
    names = {name for text in texts for _words, name, _spec, _change in Formatter().parse(text) if name}
    return bool(names - set(world.open)) == (target is not None) and names <= set(_facts(world, target))


def _facts(world: World, target: Target | None) -> Facts:
    return {**world.open, **(target.facts if target else {})}
