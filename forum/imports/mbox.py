"""Reading the archive of a mailing list: first all headers, to know the threads, then one message after the other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from forum.imports.archived import EARLIEST, ArchivedPost, Line
from forum.imports.mail_addresses import without_addresses
from forum.imports.mail_headers import Headers, read_headers
from forum.imports.mail_threads import Conversation, Letter, conversations
from forum.imports.mailboxes import LONGEST_MESSAGE, Mailbox, Place
from forum.imports.mails import body_of, id_by_content
from forum.imports.queries import Known, posts_known
from forum.imports.subjects import base_of, tag_of_list, title_of
from forum.threads.by_mail import MAIL_SCHEME

SHOWN = 60  # characters of a subject, where a message is named


@dataclass
class Found:
    """A message that was found: its headers and the id under which it is kept, or what is wrong with it."""

    place: Place
    headers: Headers | None
    post_id: str = ""
    fault: str = ""


class ListArchive:
    """All messages of a mailbox, in threads."""

    def __init__(self, mailbox: Mailbox, places: Iterable[Place], board_id: int) -> None:
        """Reads all headers, in the order of the places. The board is that which takes the messages."""
        self.mailbox, self.board_id = mailbox, board_id
        self.found = [self._survey(place) for place in places]
        self._tell_apart()
        self.known = self._known_elsewhere()

    def lines(self, board: str) -> Iterator[Line]:
        """What is wrong, then the posts, thread by thread; one line for each message."""
        for one in self.found:
            if one.fault:
                yield self._fault(one.place, one.headers, one.fault)
        headers = {one.place.number: one.headers for one in self.found if one.headers}
        begun = {known.thread_id for known in self.known.values()}
        for conversation in self._conversations():
            for letter in conversation.letters:
                is_first = conversation.thread_id not in begun
                line = self._line(conversation, letter, headers[letter.place.number], board, is_first)
                begun |= {conversation.thread_id} if line.post else set()
                yield line
        if self.mailbox.broken_off:
            yield Line(len(self.found) + 1, None, f"the file breaks off here: {self.mailbox.broken_off}")

    def _survey(self, place: Place) -> Found:
        if place.length > LONGEST_MESSAGE:
            return Found(place, None, fault=f"longer than {LONGEST_MESSAGE:,} bytes")
        try:
            headers = read_headers(self.mailbox.headers(place), self.mailbox.envelope(place))
        except Exception as fault:  # a message is never the end of an import
            return Found(place, None, fault=f"its headers cannot be read: {type(fault).__name__}: {fault}")
        if headers is None:
            return Found(place, None, fault="it has no headers of a mail")
        return Found(place, headers, headers.post_id or id_by_content(headers, self.mailbox.read(place)))

    def _tell_apart(self) -> None:
        """Of messages with one id the first keeps it; others get one by content, or are the same message again."""
        first: dict[str, Found] = {}
        for one in self.found:
            before = first.get(one.post_id) if one.headers else None
            if before and one.headers and self._text(one.place) != self._text(before.place):
                one.post_id = id_by_content(one.headers, self.mailbox.read(one.place))
                before = first.get(one.post_id)
            if before:
                one.fault = f"the same as message {before.place.number}"
            elif one.headers:
                first[one.post_id] = one

    def _known_elsewhere(self) -> dict[str, Known]:
        """What is here already. A message that only shares the id of one that is here gets an id by content."""
        ids = {one.post_id for one in self.found if not one.fault}
        answered = {answer for one in self.found if one.headers for answer in _answers(one.headers, set())}
        known = posts_known(ids | answered, self.board_id)
        for one in self.found:
            here = known.get(one.post_id)
            if one.fault or not here or not one.headers or not one.headers.is_dated:
                continue
            if here.created_at != one.headers.moment:
                one.post_id = id_by_content(one.headers, self.mailbox.read(one.place))
                known |= posts_known({one.post_id}, self.board_id)
        return known

    def _text(self, place: Place) -> str:
        """The words by which two messages are told apart: a copy that went another way has other white space."""
        try:
            return " ".join(body_of(self.mailbox.read(place)).text.split())
        except Exception as fault:
            return f"{place.number}: {fault}"

    def _conversations(self) -> list[Conversation]:
        good = [one for one in self.found if one.headers and not one.fault]
        read = [one.headers for one in good if one.headers]
        tag = tag_of_list((one.subject for one in read), (one.list_id for one in read))
        senders = {f"{MAIL_SCHEME}{one.address}" for one in read}
        moments = _without_gaps([one.moment for one in read])
        letters = [
            Letter(one.place, one.post_id, _answers(said, senders), *base_of(said.subject, tag), moment)
            for one, said, moment in zip(good, read, moments, strict=True)
        ]
        here = {post_id: known.thread_id for post_id, known in self.known.items() if known.thread_id}
        return conversations(letters, here, self.known.keys() - here.keys())

    def _line(self, conversation: Conversation, letter: Letter, headers: Headers, board: str, is_first: bool) -> Line:
        try:
            body = body_of(self.mailbox.read(letter.place))
        except Exception as fault:  # a message is never the end of an import
            return self._fault(letter.place, headers, f"it cannot be read: {type(fault).__name__}: {fault}")
        post = ArchivedPost(
            thread_id=conversation.thread_id,
            thread_title=title_of(without_addresses(conversation.subject)),
            board=board,
            post_id=letter.post_id,
            is_first=is_first,
            author=headers.author,
            created_at=letter.moment,
            body=body.text,
            source_url=headers.url,
            accepted=False,
            left_out=body.left_out,
        )
        return Line(letter.place.number, post)

    def _fault(self, place: Place, headers: Headers | None, fault: str) -> Line:
        where = _printable(place.name) or f"at byte {place.start:,}"
        about = f", “{headers.subject[:SHOWN]}”" if headers and headers.subject else ""
        return Line(place.number, None, f"{fault} ({where}{about})")


def _printable(name: str) -> str:
    """The name of a file, which may be any bytes, as a terminal shows it."""
    return "".join(one if one.isprintable() else ascii(one).strip("'") for one in name)


def _answers(headers: Headers, senders: set[str]) -> tuple[str, ...]:
    """What a message answers. In-Reply-To may name people; it counts where there are no References."""
    return headers.references or tuple(one for one in headers.in_reply_to if one not in senders)


def _without_gaps(moments: list[datetime | None]) -> list[datetime]:
    """The moments, and for messages without one that of the message before, else of the next that has one."""
    before = next(filter(None, moments), EARLIEST)
    whole = []
    for moment in moments:
        before = moment or before
        whole.append(before)
    return whole
