"""Bringing the archive of a mailing list in: threads, people, texts, once, and a report."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from forum.core.db import Base, session, transaction
from forum.imports import importing, mailboxes
from forum.imports import mbox as mbox_reader
from forum.members.models import Member
from forum.threads.models import Post, Thread
from tests.factories import make_board
from tests.imports.mails import SEPARATOR, answer, mail, maildir, mbox


def posts() -> list[Post]:
    session.rollback()
    return list(session.scalars(select(Post).order_by(Post.id)))


def threads() -> dict[str, list[str]]:
    """The threads by their titles, each with the bodies of its posts in order."""
    session.rollback()
    rows = session.execute(
        select(Thread.title, Post.body).join(Post, Post.thread_id == Thread.id).order_by(Thread.id, Post.number)
    )
    found: dict[str, list[str]] = {}
    for title, body in rows:
        found.setdefault(title, []).append(body)
    return found


def everything() -> dict[str, list]:
    session.rollback()
    return {table.name: session.execute(select(table)).all() for table in Base.metadata.sorted_tables}


# --- files


@pytest.mark.parametrize("name", ["kettles.mbox", "kettles.mbox.gz", "kettles"])
def test_a_mailbox_comes_in_packed_or_not(take, tmp_path, name):
    done = take(box=mbox(tmp_path / name, [mail("a"), answer("b", "a")]))

    assert done.exit_code == 0
    assert (
        f"{name}: 2 posts imported, in 1 thread on 1 board, by 2 authors; 0 were here already; 0 messages skipped."
        in done.output
    )
    assert threads() == {"Where do the kettles go?": ["They are nine.", "Into the drawer."]}


def test_a_maildir_comes_in(take, tmp_path):
    done = take(box=maildir(tmp_path / "box", [mail("a"), answer("b", "a"), answer("c", "b")]))

    assert "3 posts imported, in 1 thread" in done.output


def test_a_mailbox_and_a_maildir_of_the_same_list_bring_nothing_in_twice(take, tmp_path):
    mails = [mail("a"), answer("b", "a"), mail("x", "No id.", message_id=None)]
    take(*mails)

    done = take(box=maildir(tmp_path / "box", mails))

    assert "0 posts imported" in done.output
    assert "3 were here already" in done.output


def test_a_folder_that_is_no_maildir_is_refused(take, tmp_path):
    (tmp_path / "box").mkdir()

    done = take(box=tmp_path / "box")

    assert done.exit_code == 2
    assert "no Maildir" in done.output


def test_a_board_that_is_not_there_is_told(forum, tmp_path):
    path = mbox(tmp_path / "a", [mail("a")])

    done = forum.test_cli_runner().invoke(args=["imports", "mbox", str(path), "--board", "nowhere"])

    assert done.exit_code == 1
    assert "There is no board at the address 'nowhere'" in done.output


def test_a_from_in_the_text_parts_nothing(take):
    take(mail("a", "Hello\n\nFrom Monday on: nine.\n>From there").replace(b"\n>From there", b"\n>>From there"))

    assert [post.body for post in posts()] == ["Hello\n\nFrom Monday on: nine.\n>From there"]


def test_a_from_that_nobody_quoted_parts_nothing(take, tmp_path):
    box = tmp_path / "box"
    box.write_bytes(SEPARATOR + mail("a", "Hello.\n\nFrom Monday on they are nine.\nFrom me: thanks.\n"))

    take(box=box)

    assert [post.body for post in posts()] == ["Hello.\n\nFrom Monday on they are nine.\nFrom me: thanks."]


@pytest.mark.parametrize("text", [b"", b"\n\n"])
def test_an_empty_mailbox_holds_nothing(take, tmp_path, text):
    (tmp_path / "box").write_bytes(text)

    done = take(box=tmp_path / "box")

    assert "0 posts imported" in done.output
    assert "0 messages skipped" in done.output


@pytest.mark.parametrize("first", [b"\n\n", b"From me to you\n\n", b"A line of somebody's.\n\n"])
def test_what_stands_before_the_first_message_is_no_part_of_it(take, tmp_path, first):
    box = tmp_path / "box"
    box.write_bytes(first + SEPARATOR + mail("a") + b"\n\nFrom ben@example.org\n" + answer("b", "a"))

    done = take(box=box)

    assert [post.body for post in posts()] == ["They are nine.", "Into the drawer."]
    assert ("1 message skipped" if first.strip() else "0 messages skipped") in done.output


def test_messages_longer_than_what_is_read_for_their_headers_are_whole(take, monkeypatch):
    monkeypatch.setattr(mailboxes, "LONGEST_HEADERS", 400)
    long = "They are nine, and here is the long story of each. " * 200

    take(mail("a", long + "A."), answer("b", "a", long + "B."), answer("c", "b", long + "C.", 2))

    assert [post.body for post in posts()] == [long + "A.", long + "B.", long + "C."]


def test_a_message_that_is_too_long_is_named_and_the_rest_comes_in(take, monkeypatch):
    monkeypatch.setattr(mbox_reader, "LONGEST_MESSAGE", 2_000)

    done = take(mail("a"), mail("b", "x" * 3_000, subject="b"), answer("c", "a"))

    assert "message 2: longer than 2,000 bytes (at byte" in done.output
    assert len(posts()) == 2


def test_a_file_that_is_no_mailbox_is_named(take, tmp_path):
    (tmp_path / "box").write_bytes(b"Dear all,\nthis is a letter.\n")

    assert "message 1: it has no headers of a mail (at byte 0)" in take(box=tmp_path / "box").output


# --- threads


def test_threads_go_by_references(take):
    take(
        mail("a"),
        mail("d", "Cups.", 1, subject="Cups"),
        answer("b", "a", minute=2),
        answer("c", "b", "Which one?", 3, subject="another subject"),
    )

    assert threads() == {
        "Where do the kettles go?": ["They are nine.", "Into the drawer.", "Which one?"],
        "Cups": ["Cups."],
    }


def test_threads_go_by_in_reply_to_where_there_are_no_references(take):
    take(mail("a"), mail("b", "Here.", 1, subject="x", in_reply_to="Your letter <a@example.org> of Monday"))

    assert threads() == {"Where do the kettles go?": ["They are nine.", "Here."]}


def test_an_in_reply_to_that_names_a_person_joins_nothing(take):
    to_asha = {"in_reply_to": "Your letter of Monday <asha@example.org>"}
    take(mail("a", "One.", subject="One", **to_asha), mail("b", "Two.", subject="Two", **to_asha))

    assert threads() == {"One": ["One."], "Two": ["Two."]}


def test_answers_to_a_message_that_is_missing_stay_together(take):
    take(answer("b", "gone", "First.", 1), answer("c", "gone", "Second.", 2))

    assert threads() == {"Where do the kettles go?": ["First.", "Second."]}


def test_without_references_threads_go_by_subject_and_time(take):
    month = 30 * 24 * 60
    take(
        mail("a"),
        mail("b", "AW.", 5, subject="AW: where do the Kettles go?"),
        mail("c", "Same subject, no answer.", 10),
        mail("d", "Late.", 10 + month, subject="Re: Where do the kettles go?"),
        mail("e", "Too late.", 20 + 2 * month, subject="Re: Where do the kettles go?"),
    )

    session.rollback()
    in_threads = [
        [one for (one,) in session.execute(select(Post.body).where(Post.thread_id == thread).order_by(Post.number))]
        for thread in session.scalars(select(Thread.id).order_by(Thread.id))
    ]
    assert in_threads == [["They are nine.", "AW."], ["Same subject, no answer.", "Late."], ["Too late."]]


def test_posts_stand_in_the_order_of_time_but_never_before_what_they_answer(take):
    take(
        answer("c", "b", "Third, by a clock that is slow.", -60),
        answer("b", "a", "Second.", 2),
        mail("a", "First."),
        answer("d", "a", "Fourth.", 3),
    )

    assert threads() == {
        "Where do the kettles go?": ["First.", "Second.", "Third, by a clock that is slow.", "Fourth."]
    }


def test_references_in_a_circle_make_a_thread(take):
    take(answer("a", "b", "One."), answer("b", "a", "Two.", 2))

    assert sorted(threads()["Where do the kettles go?"]) == ["One.", "Two."]


def test_the_next_month_s_mailbox_goes_on_with_the_threads_of_the_last(take, tmp_path):
    take(box=mbox(tmp_path / "2014-03", [mail("a"), answer("b", "a")]))

    done = take(box=mbox(tmp_path / "2014-04", [answer("c", "b", "Still there?", 40_000)]))

    assert "1 post imported, in 1 thread" in done.output
    assert threads() == {"Where do the kettles go?": ["They are nine.", "Into the drawer.", "Still there?"]}
    assert session.scalar(select(func.count(Member.id))) == 2


def test_a_thread_that_was_merged_goes_on_where_its_posts_are(take, tmp_path):
    take(box=mbox(tmp_path / "1", [mail("a"), mail("x", subject="Cups")]))
    kettles, cups = session.scalars(select(Thread).order_by(Thread.id))
    numbers = kettles.id, cups.id
    session.rollback()
    with transaction():
        session.get(Thread, numbers[0]).merged_into_id = numbers[1]

    take(box=mbox(tmp_path / "2", [answer("c", "a", "Still there?", 9)]))

    assert posts()[-1].thread_id == numbers[1]


def test_an_answer_never_follows_a_thread_to_another_board(take, forum, client, tmp_path):
    take(mail("a", subject="Open to all"))
    make_board(name="Staff", slug="staff", audience="verified")
    closed = [
        mail("a", subject="Open to all"),
        answer("b", "a", "For us alone.", subject="Re: Open to all"),
        answer("c", "b", "For us, too.", 2, subject="Re: Open to all"),
    ]
    words = ["imports", "mbox", str(mbox(tmp_path / "staff", closed)), "--board", "staff"]

    first, second = (forum.test_cli_runner().invoke(args=words) for _again in range(2))

    assert "2 posts imported, in 1 thread" in first.output
    assert "0 posts imported" in second.output
    assert "3 were here already" in second.output
    assert [(post.body, post.thread.board.slug, post.number) for post in posts()] == [
        ("They are nine.", "lists", 1),
        ("For us alone.", "staff", 1),
        ("For us, too.", "staff", 2),
    ]
    page = client.get("/archive/a@example.org", follow_redirects=True).text
    assert "They are nine." in page
    assert "For us" not in page


def test_a_thread_that_moderators_moved_away_takes_no_more_of_the_list(take, tmp_path):
    take(box=mbox(tmp_path / "1", [mail("a"), answer("b", "a")]))
    board_id = make_board(name="Open", slug="open", audience="public").id
    with transaction():
        session.scalars(select(Thread)).one().board_id = board_id

    take(box=mbox(tmp_path / "2", [mail("a"), answer("b", "a"), answer("c", "b", "Still there?", 9)]))

    assert [(post.body, post.thread.board.slug) for post in posts()][2:] == [("Still there?", "lists")]


def test_a_thread_that_moderators_move_away_during_an_import_takes_no_more_of_it(take, tmp_path, monkeypatch):
    board_id, open_id = take.board_id, make_board(name="Open", slug="open", audience="public").id
    monkeypatch.setattr(importing, "BATCH", 1)
    box = mbox(tmp_path / "1", [mail("a"), *(answer(key, "a", key, number) for number, key in enumerate("bcd", 1))])
    with mailboxes.open_mailbox(box) as mailbox:
        found = mbox_reader.ListArchive(mailbox, mailbox.places(), board_id)
        run = importing.import_lines(found.lines("Lists"), "lists", board_id, dry_run=False)
        next(run), next(run)
        with transaction():
            session.scalars(select(Thread)).one().board_id = open_id
        assert list(run)[-1].imported == 4

    assert [(post.body, post.thread.board.slug, post.number) for post in posts()] == [
        *(("They are nine.", "open", 1), ("b", "open", 2), ("c", "lists", 1), ("d", "lists", 2)),
    ]
    assert "0 posts imported" in take(box=box).output


def test_the_tag_of_the_list_is_no_part_of_a_title(take):
    subjects = ["[Kettles] Cups", "Re: [Kettles] Cups", "[Kettles] [draft] Plates", "[kettles] Re: Spoons"]
    take(*(mail(f"m{number}", subject=subject, minute=number) for number, subject in enumerate(subjects)))

    assert list(threads()) == ["Cups", "[draft] Plates", "Spoons"]


def test_a_title_in_brackets_stays(take):
    take(mail("a", subject="[urgent] Cups"), mail("b", subject="Plates"))

    assert list(threads()) == ["[urgent] Cups", "Plates"]


# --- what a post says


def test_a_post_keeps_the_moment_and_the_id_of_its_message(take):
    take(mail("a", date="Thu, 13 Mar 2014 21:32:04 +0100", archived_at="<https://lists.example.org/a/1>"))

    post = posts()[0]
    assert post.created_at == datetime(2014, 3, 13, 20, 32, 4, tzinfo=UTC)
    assert (post.original_id, post.original_url) == ("mid:a@example.org", "https://lists.example.org/a/1")


def test_a_message_without_a_date_has_that_of_the_one_before(take):
    take(mail("a"), mail("b", "Later.", date="soon", subject="b"), mail("c", minute=9, subject="c"))

    assert len({post.created_at for post in posts() if post.original_id != "mid:c@example.org"}) == 1


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("Asha Patel <asha@example.org>", "Asha Patel"),
        ('"Patel, Asha" <asha@example.org>', "Patel, Asha"),
        ("=?utf-8?Q?J=C3=BCrgen_K?= <j@example.org>", "Jürgen K"),
        ("asha.patel@example.org", "Asha Patel"),
        ("asha@example.org (Asha Patel)", "Asha Patel"),
        ("asha at example.org (Asha Patel)", "Asha Patel"),
        ('"asha_p@example.org" <asha_p@example.org>', "Asha P"),
        ("Asha Patel via Kettles <kettles@example.org>", "Asha Patel"),
        ('"zoe.zed at example.org" <z@example.org>', "Zoe Zed"),
        ('"zoe (at) example.org" <z@example.org>', "Zoe"),
        ("zoe.zed(at)example.org", "Zoe Zed"),
        ('"zoe[at]example[dot]org" <z@example.org>', "Zoe"),
        ('"Zoe Zed zoe.zed(at)example.org" <z@example.org>', "Zoe Zed"),
        ('"Zoe Zed (zoe.zed at example.org)" <z@example.org>', "Zoe Zed"),
        ("Zoe Zed at example.org <z@example.org>", "Zoe Zed"),
        ("Atatürk Atkins <z@example.org>", "Atatürk Atkins"),
        ("<>", "Unknown author"),
    ],
)
def test_authors_go_by_their_names_and_never_by_their_addresses(take, sender, name):
    take(mail("a", **{"from": sender}))

    assert posts()[0].author.name == name


def test_an_author_is_one_person_in_all_mailboxes_of_a_list(take, tmp_path):
    take(box=mbox(tmp_path / "1", [mail("a")]))
    take(box=mbox(tmp_path / "2", [mail("b", subject="Cups")]))

    assert session.scalars(select(Member.archive_key)).all() == ["lists:Asha Patel"]


def test_no_address_is_published(take, client):
    text = "Write to asha.patel@council.example.org.\n\nOn 3 May 2014 Ben <ben@example.org> wrote:\n> me@example.org"
    take(
        mail("a", text),
        mail("b", '<a href="mailto:asha@example.org">asha@example.org</a>', content_type="text/html", subject="b"),
    )

    assert "Write to …@council.example.org." in posts()[0].body
    assert "> On 3 May 2014 Ben wrote:" in posts()[0].body
    assert not any(re_found in post.body for post in posts() for re_found in ("asha.patel@", "ben@", "me@", "asha@"))


def test_no_address_is_published_in_a_title_or_spelled_out_beside_a_name(take):
    take(mail("a", "Asha <asha at example.org> wrote it.", subject="Failure for asha.patel@example.org"))

    assert threads() == {"Failure for …@example.org": ["Asha <… at example.org> wrote it."]}


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Ask asha.patel at example.org, please.", "Ask … at example.org, please."),
        ("Ask asha_patel AT example.org.", "Ask … AT example.org."),
        (
            "Ask asha(at)example.org or asha [at] example [dot] org.",
            "Ask …(at)example.org or … [at] example [dot] org.",
        ),
        ("Ask asha at example dot org.", "Ask … at example dot org."),
        (
            "https://x.example/?email=asha.patel%40example.org&b=1",
            "https://x.example/?email=%E2%80%A6%40example.org&b=1",
        ),
        ("https://x.example/?u=%2Fasha%40example.org", "https://x.example/?u=%2F%E2%80%A6%40example.org"),
    ],
)
def test_no_address_is_published_that_is_spelled_out_or_stands_in_a_link(take, said, kept):
    take(mail("a", said, subject=said))

    assert threads() == {kept: [kept]}


@pytest.mark.parametrize(
    "sentence",
    [
        *("We meet at example.org.", "Signing-up at example.org takes a day.", "See notes.txt at example.org."),
        *("Look at the dot product.", "It stands, e.g. at example.org.", "Version 2.0 at example.org is new."),
        *("http://x.example/?u=https%3A%2F%2Fy.example%2F%40some.body", "Be there (at noon) or [at] home."),
        *("It was said here (and at math.example.org).", "Read on (also at list.example.org)."),
    ],
)
def test_a_sentence_with_at_is_no_address(take, sentence):
    take(mail("a", sentence))

    assert posts()[0].body == sentence


def test_attachments_are_named_and_not_kept(take):
    plan = "Content-Type: application/pdf; name=plan.pdf\n\nJVBERi0"
    parts = f"--b\nContent-Type: text/plain\n\nSee there.\n--b\n{plan}\n--b--"
    done = take(mail("a", parts, content_type="multipart/mixed; boundary=b"))

    assert posts()[0].body == "See there.\n\nAttachments, not kept: `plan.pdf`"
    assert "attachments of 1" in done.output


@pytest.mark.parametrize("kind", ["text/x-vcard", "text/vcard", "text/directory", "text/calendar"])
def test_cards_and_dates_of_calendars_are_attachments_even_without_a_name(take, kind):
    parts = f"--b\nContent-Type: text/plain\n\nSee there.\n--b\nContent-Type: {kind}\n\nBEGIN:VCARD\nTEL:0123\n--b--"
    take(mail("a", parts, content_type="multipart/mixed; boundary=b"))

    assert posts()[0].body == f"See there.\n\nAttachments, not kept: `{kind}`"


def test_signatures_and_the_list_s_own_lines_are_left_out_and_counted(take):
    footer = "_" * 40 + "\nKettles mailing list\nhttps://lists.example.org/listinfo/kettles"
    done = take(mail("a", f"They are nine.\n\n-- \nAsha\n020 7946 0000\n\n{footer}"))

    assert posts()[0].body == "They are nine."
    assert "signatures of 1" in done.output
    assert "list footers of 1" in done.output


def test_of_alternatives_the_plain_text_is_taken(take):
    parts = "--b\nContent-Type: text/html\n\n<p>Rich.</p>\n--b\nContent-Type: text/plain\n\nPlain.\n--b--"
    take(mail("a", parts, content_type="multipart/alternative; boundary=b"))

    assert posts()[0].body == "Plain."


def test_lines_that_were_broken_softly_are_whole_again(take):
    take(
        mail(
            "a",
            "They are \nnine, and we have \none drawer.\n\n> quoted \n> text\n-- \nAsha",
            content_type="text/plain; format=flowed",
        )
    )

    assert posts()[0].body == "They are nine, and we have one drawer.\n\n> quoted text"


def test_a_text_longer_than_any_letter_is_cut_and_says_so(take):
    take(mail("a", "word " * 60_000))

    assert posts()[0].body.endswith("characters, which were not kept.")


# --- once


def test_a_second_run_changes_nothing(take):
    mails = [mail("a"), answer("b", "a"), mail("x", "No id.", message_id=None), mail("a", "Another with that id.", 9)]
    take(*mails)
    before = everything()

    done = take(*mails)

    assert "0 posts imported" in done.output
    assert "4 were here already" in done.output
    assert everything() == before


def test_an_import_that_was_killed_goes_on(take, monkeypatch):
    mails = [mail("a"), *(answer(f"b{number}", "a", f"Answer {number}.", number) for number in range(1, 10))]
    monkeypatch.setattr(importing, "BATCH", 4)
    rendered = iter(range(6))

    def render(text: str) -> str:
        next(rendered)
        return f"<p>{text}</p>"

    with monkeypatch.context() as patched:
        patched.setattr(importing.markup, "render", render)
        cut = take(*mails)
    after_the_cut = len(posts())
    done = take(*mails)

    assert (cut.exit_code, after_the_cut) == (1, 4)
    assert "6 posts imported" in done.output
    assert [post.number for post in posts()] == list(range(1, 11))
    assert len(threads()) == 1


def test_a_dry_run_says_what_would_be_done_and_does_nothing(take):
    before = everything()

    done = take(mail("a"), answer("b", "a"), b"no mail", words=["--dry-run"])

    assert "2 posts would be imported, in 1 thread on 1 board, by 2 authors" in done.output
    assert "message 3: it has no headers of a mail" in done.output
    assert everything() == before


def test_the_same_message_twice_is_one_post_and_the_copy_is_named(take):
    done = take(
        mail("a"),
        mail("c", subject="Cups"),
        mail("a"),
        mail("x", "x", message_id=None),
        mail("y", "x", message_id=None),
    )

    assert "3 posts imported" in done.output
    assert "message 3: the same as message 1 (at byte" in done.output
    assert "message 5: the same as message 4" in done.output


def test_a_copy_that_the_list_put_its_footer_under_is_the_same_message(take):
    footer = "\n\n" + "_" * 40 + "\nKettles mailing list\nhttps://lists.example.org/listinfo/kettles\n"

    assert "message 2: the same as message 1" in take(mail("a"), mail("a", "They are nine." + footer)).output


def test_other_messages_with_the_same_id_are_posts_of_their_own(take, tmp_path):
    take(mail("a", "One."), mail("a", "Two.", 1), mail("a", "Three.", 2))
    take(box=mbox(tmp_path / "later", [mail("a", "Four.", 3)]))

    assert sorted(post.body for post in posts()) == ["Four.", "One.", "Three.", "Two."]
    assert [post.body for post in posts() if post.original_id == "mid:a@example.org"] == ["One."]
