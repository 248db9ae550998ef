"""Broken and hostile messages: none stops an import, and each is a post or is named."""

import random
import re
from functools import partial

import pytest
from sqlalchemy import select

from forum.core.db import session
from forum.imports import mailboxes
from forum.imports.mailboxes import open_mailbox
from forum.threads.models import Post, Thread
from tests.imports.archives import line, write
from tests.imports.hostile_mails import HOSTILE, Hostile
from tests.imports.mails import answer, mail, maildir, mbox


def counts(done) -> tuple[int, int, int]:
    """How many posts came in, how many were here, how many messages were skipped."""
    found = re.search(r": (\d+) posts? imported.*; (\d+) were here already; (\d+) messages? skipped", done.output)
    return int(found[1]), int(found[2]), int(found[3])


def posts() -> list[Post]:
    session.rollback()
    return list(session.scalars(select(Post).order_by(Post.id)))


def bodies() -> list[str]:
    return [post.body for post in posts()]


def test_there_are_sixty_of_them():
    assert len({one.name for one in HOSTILE}) == len(HOSTILE) >= 60


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_a_hostile_message_is_a_post_or_is_named(take, client, tmp_path, hostile: Hostile):
    box = maildir(tmp_path / "box", [mail("before", "It is before."), hostile.raw, mail("after", "It is after.")])

    done = take(box=box)

    assert done.exit_code == 0, done.output
    assert counts(done) == ((2, 0, 1) if hostile.fault else (3, 0, 0))
    assert {"It is before.", "It is after."} <= set(bodies())
    assert f"message 2: {hostile.fault}" in done.output or not hostile.fault
    assert hostile.says in "\n".join(bodies())
    assert not any("\0" in post.body + post.thread.title + post.author.name for post in posts())
    for thread in session.scalars(select(Thread)):
        assert client.get(f"/threads/{thread.id}/{thread.slug}").status_code == 200


def test_all_of_them_at_once_are_posts_or_named_and_come_in_once(take, tmp_path):
    mails = [*(one.raw for one in HOSTILE), answer("a", "b"), answer("b", "a")]
    box = maildir(tmp_path / "box", mails)

    first, second = take(box=box), take(box=box)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert sum(counts(first)) == sum(counts(second)) == len(mails)
    assert counts(second)[0] == 0
    assert (
        counts(first)[2] == counts(second)[2] == len([line for line in second.output.split("\n") if "message " in line])
    )


@pytest.mark.parametrize("seed", range(12))
def test_whatever_a_mailbox_holds_each_message_is_counted_once(take, tmp_path, seed):
    chance = random.Random(seed)
    raw = bytearray(mbox(tmp_path / "whole", [chance.choice(HOSTILE).raw[:3_000] for _one in range(12)]).read_bytes())
    for _wound in range(chance.randrange(40)):
        place = chance.randrange(len(raw))
        raw[place : place + chance.randrange(60)] = chance.choice(
            [b"", b"\n\n", b"\0", b"\nFrom ", b"--b\n", b"\xff" * 9]
        )
    box = tmp_path / "wounded"
    box.write_bytes(raw)
    with open_mailbox(box) as mailbox:
        many = len(list(mailbox.places()))

    first, second = take(box=box), take(box=box)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert sum(counts(first)) == sum(counts(second)) == many
    assert counts(second)[0] == 0
    assert len(posts()) == counts(first)[0]


def test_a_packed_mailbox_that_breaks_off_brings_in_what_is_whole(take, tmp_path):
    chance = random.Random(7)
    many = [mail(f"m{number}", chance.randbytes(400).hex(), number, subject=f"About {number}") for number in range(40)]
    box = mbox(tmp_path / "kettles.mbox.gz", many)
    box.write_bytes(box.read_bytes()[:-2_000])

    done = take(box=box)

    assert done.exit_code == 0
    assert "the file breaks off here" in done.output
    assert 30 < len(posts()) < 40


def test_a_packed_mailbox_that_finds_no_room_on_the_disk_brings_nothing_in_and_says_why(take, tmp_path, monkeypatch):
    monkeypatch.setattr(mailboxes, "TemporaryFile", partial(open, "/dev/full", "w+b"))

    done = take(box=mbox(tmp_path / "kettles.mbox.gz", [mail("a")]))

    assert done.exit_code == 1
    assert "No space left on device. Nothing of it was imported. Make room there" in done.output
    assert posts() == []


def test_a_packed_mailbox_that_unpacks_to_very_much_brings_nothing_in_and_says_why(take, tmp_path, monkeypatch):
    monkeypatch.setattr(mailboxes, "UNPACKED_LIMIT", 1_000)

    done = take(box=mbox(tmp_path / "kettles.mbox.gz", [mail("a"), mail("b", "a" * 2_000)]))

    assert done.exit_code == 1
    assert "kettles.mbox.gz unpacks to more than 1,000 bytes. Nothing of it was imported." in done.output
    assert posts() == []


@pytest.mark.parametrize("turn", ["\u202e", "\u202d", "\u2066", "\u2067", "\u202b"])
def test_titles_and_names_never_turn_what_stands_beside_them_round(take, turn):
    take(mail("a", "Sent\u202ekcab", subject=f"Cups {turn}setalp", **{"from": f"Asha{turn} Patel <a@example.org>"}))

    post = posts()[0]
    assert (post.thread.title, post.author.name, post.body) == ("Cups setalp", "Asha Patel", "Sentkcab")


def test_an_archive_of_json_lines_turns_nothing_round(forum, tmp_path):
    facts = {"thread_title": "Cups \u202esetalp", "author": "\u2067Asha", "body": "Sent\u202ekcab"}
    path = write(tmp_path / "a.jsonl", line("p1", "t1", **facts))
    forum.test_cli_runner().invoke(args=["imports", "jsonl", str(path)])

    post = posts()[0]
    assert (post.thread.title, post.author.name, post.body) == ("Cups setalp", "Asha", "Sentkcab")
