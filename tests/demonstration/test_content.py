"""What the demonstration tells: enough of it, of every kind, nothing twice."""

import re
from collections import Counter
from datetime import UTC, datetime

import pytest

from forum.accounts import passwords
from forum.boards.models import Audience, ReplyBy, StartBy
from forum.core.lookalikes import check_display_name
from forum.core.markup import mentioned_handles
from forum.demonstration.reading import read_demonstration
from forum.organisations.starting import starting_directory
from forum.threads.models import POSTS_PER_PAGE

HERE = read_demonstration()
EARLY = datetime(2026, 11, 24, 0, 10, tzinfo=UTC)
LATE = datetime(2026, 6, 30, 22, 50, tzinfo=UTC)
TEXTS = [post.text for post in HERE.posts]


def boards(**settings):
    return [board for board in HERE.boards if all(getattr(board.settings, one) == settings[one] for one in settings)]


def test_there_is_as_much_as_was_promised():
    sections = {board.section for board in HERE.boards}

    assert len(sections) == 4
    assert len(HERE.boards) >= 12
    assert len(HERE.threads) >= 40
    assert len(HERE.posts) >= 200
    assert len(HERE.members) >= 18


def test_there_are_boards_of_every_kind():
    audiences = Counter(board.settings.audience for board in HERE.boards)

    assert set(audiences) == set(Audience)
    assert audiences.most_common(1)[0][0] == Audience.VERIFIED
    assert boards(start_by=StartBy.MODERATORS, reply_by=ReplyBy.NOBODY)
    assert boards(own_threads_only=True)
    assert len(boards(archived=True)) == 1


def test_the_closed_board_has_invited_members():
    closed = boards(audience=Audience.INVITED)

    assert len(closed) == 1
    assert len(closed[0].invited) > 2


def test_there_are_threads_of_every_kind():
    assert any(thread.locked for thread in HERE.threads)
    assert sum(bool(thread.answer) for thread in HERE.threads) > 5
    assert sum(len(thread.posts) == 1 for thread in HERE.threads) > 5
    assert any(len(thread.posts) > POSTS_PER_PAGE for thread in HERE.threads)
    assert any(post.edited for post in HERE.posts)


@pytest.mark.parametrize(
    "markup", [r"^\d\. ", r"^- ", r"^\|---", r"^```", r"^> ", r"\]\(https://example\.org", r"\*\*\w", r"@\w+-\w+"]
)
def test_every_kind_of_markup_is_there(markup):
    assert re.search(markup, "\n".join(TEXTS), re.MULTILINE)


def test_every_title_and_text_is_there_once():
    texts = [" ".join(text.split()).lower() for text in TEXTS]
    titles = [thread.title for thread in HERE.threads]

    assert len(set(texts)) == len(texts)
    assert len(set(titles)) == len(titles)


def test_no_sentence_is_said_twice():
    sentences = Counter(re.findall(r"[^.!?\n|>#*_]{40,}[.!?]", "\n".join(TEXTS)))

    assert [sentence for sentence, times in sentences.items() if times > 1] == []


def test_nothing_stands_in_for_text():
    assert not [text for text in TEXTS if re.search(r"lorem|ipsum|\btodo\b|\btbd\b", text, re.IGNORECASE)]


def test_everybody_writes_something():
    assert {member.handle for member in HERE.members} == {post.by for post in HERE.posts}


def test_only_members_are_mentioned():
    mentioned = set().union(*map(mentioned_handles, TEXTS))

    assert mentioned
    assert mentioned <= {member.handle for member in HERE.members}


@pytest.mark.parametrize("loading", [EARLY, LATE])
def test_time_runs_forward_in_every_thread(loading):
    for thread in HERE.threads:
        moments = [post.when.before(loading) for post in thread.posts]
        assert moments == sorted(set(moments)), thread.title


@pytest.mark.parametrize("loading", [EARLY, LATE])
def test_nobody_writes_before_they_join(loading):
    joined = {member.handle: member.joined.before(loading) for member in HERE.members}

    assert [post.text for post in HERE.posts if post.when.before(loading) < joined[post.by]] == []


def test_addresses_receive_no_mail_and_links_lead_nowhere():
    assert [one.email for one in HERE.members if not one.email.endswith((".example", "@example.org"))] == []
    assert not [text for text in TEXTS if re.search(r"https?://(?!example\.org)", text)]


def test_names_and_the_password_pass_the_rules_of_the_site():
    for member in HERE.members:
        check_display_name(member.name)
        passwords.check_new(HERE.password, ["Working Together", member.email, member.name, member.organisation])

    assert len(HERE.password) >= passwords.SHORTEST


def test_every_verified_member_works_for_an_organisation_of_the_directory_by_name_and_domain():
    names = {entry.domain: one.name for one in HERE.organisations for entry in one.domains}

    assert {member.name: member.organisation for member in HERE.members if member.verified} == {
        member.name: names.get(member.email.partition("@")[2]) for member in HERE.members if member.verified
    }


def test_the_invented_organisations_have_domains_that_never_receive_mail():
    real = {one.slug for one in starting_directory()}

    invented = [one for one in HERE.organisations if one.slug not in real]
    assert len(invented) > 10
    assert [one.slug for one in invented for entry in one.domains if not entry.domain.endswith(".example")] == []
