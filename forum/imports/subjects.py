"""Subjects of mails as titles: without "Re:" and its like in other languages, and without the name of the list."""

import re
from collections import Counter
from collections.abc import Iterable

from forum.threads.models import TITLE_STORED

NO_SUBJECT = "No subject"
MOST = 0.5  # of the subjects bear the tag of a list

_REPLY = re.compile(
    r"(?i)(?:re|aw|antw|antwort|sv|vs|odp|ref|rif|ang|atb|ynt|回复|答复|返信)(?:\s?[\[(^*]?\d+[\])]?)?\s*[:：]\s*"
)
_TAG = re.compile(r"\[([^\[\]]{1,60})\]\s*")


def tag_of_list(subjects: Iterable[str], list_ids: Iterable[str]) -> str:
    """The word in brackets that the list puts before subjects, in lower case; empty when there is none."""
    count, tags = 0, Counter[str]()
    for subject in subjects:
        count += 1
        match = _TAG.match(_REPLY.sub("", subject, count=1))
        tags[match[1].lower() if match else ""] += 1
    tag, times = next(((tag, times) for tag, times in tags.most_common(2) if tag), ("", 0))
    named = any(tag == _name_of(one) for one in set(list_ids))
    return tag if named or (times > MOST * count and times > 2) else ""


def base_of(subject: str, tag: str) -> tuple[str, bool]:
    """The subject without signs of a reply and the list's tag, and whether it was that of a reply."""
    is_reply = False
    while True:
        tagged, replied = _TAG.match(subject), _REPLY.match(subject)
        if tag and tagged and tagged[1].lower() == tag:
            subject = subject[tagged.end() :]
        elif replied:
            subject, is_reply = subject[replied.end() :], True
        else:
            return subject.strip(), is_reply


def title_of(base: str) -> str:
    """The title of a thread that begins with this subject."""
    return base[:TITLE_STORED].strip() or NO_SUBJECT


def _name_of(list_id: str) -> str:
    """Kettles of "The list for kettles <kettles.lists.example.org>"."""
    return list_id.rpartition("<")[2].partition(".")[0].strip().lower()
