"""The page that asks for a deed: what it means, the reason, the button; the same for all of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask import redirect, render_template, request

from forum.core.errors import Absent, Conflict, ForumError
from forum.core.log import LogEntry
from forum.core.words import lazy
from forum.moderation.case_queries import open_reports_of
from forum.moderation.deeds import MEANWHILE
from forum.moderation.forms import ReasonForm
from forum.moderation.last_deeds import last_deed
from forum.moderation.models import Case
from forum.moderation.reports_seen import SeenReports
from forum.moderation.saying import say_done
from forum.moderation.seen import Seen
from forum.moderation.thread_seen import SeenThread
from forum.threads.models import Post, Thread
from forum.web.faults import say
from forum.web.viewer import viewer

LED_ON = lazy(
    "The thread that you had before you was merged into another meanwhile. Nothing was done. Now this page is about "
    "the thread that has its posts: send it again only if you mean all of that."
)


@dataclass(frozen=True)
class Instead:
    """Another deed that may be meant: what this one leaves undone, in a sentence, and the way to the other."""

    sentence: Any
    link: Any
    path: str


@dataclass(frozen=True)
class Asked:
    """A deed as its page asks for it: in words for who does it."""

    title: Any
    caption: Any
    meaning: Sequence[Any]  # sentences: what will happen
    button: Any
    done: Any  # what is said when it was done
    back: str  # the address of what it is done to
    thread: Thread | None = None  # what it is done to, where that is one
    facts: Sequence[str] = ()  # what it changes of the thread: two who do that at once do not undo each other's
    post: Post | None = None  # what it is done to, where that is a text: shown as it is when the page is made
    answers: Sequence[Post] = ()  # the posts whose reports it answers
    instead: Instead | None = None
    hint: Any = ""  # beside the words of the reason, where not the author of a post reads it
    is_warning: bool = False
    more: dict[str, Any] = field(default_factory=dict)  # for the template of a deed that asks for more
    template: str = "moderation/asked.html"
    address: str | None = None  # where the form goes: it names the threads that the page shows; else its own address
    led_on: bool = False  # whether the request named a thread that was merged into one of these

    @property
    def reports(self) -> Sequence[Case]:
        """The cases of reports that it answers, as they are when the page is made."""
        return open_reports_of(viewer(), self.answers) if self.answers else ()

    @property
    def reports_seen(self) -> SeenReports:
        """Those reports, for the form to carry."""
        return SeenReports.of_posts(viewer(), self.answers)

    @property
    def seen(self) -> Seen | SeenThread | None:
        """The post, or what is changed of the thread, as the page shows it."""
        if self.post:
            return Seen.of(self.post)
        return SeenThread.of(self.thread, *self.facts) if self.thread and self.facts else None

    @property
    def seen_then(self) -> SeenThread | None:
        """What was changed of the thread as the form says that it was seen; None where it does not."""
        return SeenThread.said(request.form.get("seen"), *self.facts)


def ask(asked: Asked, form: ReasonForm, do_it: Callable[[ReasonForm], LogEntry]) -> Any:
    """Show the page, or do the deed and lead back; what is refused is said on the form, with all that was typed.

    What another has done meanwhile is said above it, with the way there.
    """
    if request.method == "GET":
        return _page(asked, form)
    if asked.led_on:
        return _page(asked, form, Conflict(LED_ON)), Conflict.status
    if not form.validate_on_submit():
        return _page(asked, form), 422
    try:
        entry = do_it(form)
    except Absent:  # it could be read a moment ago
        gone = replace(asked, thread=None, post=None, answers=(), instead=None)
        return _page(gone, form, Conflict(MEANWHILE)), Conflict.status
    except Conflict as fault:
        return _page(asked, form, fault), fault.status
    except ForumError as fault:
        headed = say(form, fault, "words")
        return _page(asked, form), *headed
    say_done(asked.done, entry)
    return redirect(asked.back, 303)


def _page(asked: Asked, form: ReasonForm, fault: Conflict | None = None) -> str:
    last = last_deed(viewer(), asked.thread) if fault and asked.thread else None
    return render_template(asked.template, asked=asked, form=form, fault=fault, last=last, **asked.more)
