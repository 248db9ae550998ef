"""What came from an archive: old addresses lead to it, and its authors are placeholders."""

from urllib.parse import quote

import pytest
from sqlalchemy import select

from forum.boards.models import Board
from forum.core.db import session
from forum.members.models import Member
from forum.threads.models import Post
from tests.factories import make_board, make_member, make_thread
from tests.imports.archives import line, reply, write
from tests.pages import sign_in
from tests.pages_of_site.looking import KINDS, READERS, look_as


@pytest.fixture
def archive(forum, tmp_path):
    """Brings posts in; the first of a thread and a reply unless others are given."""
    runner = forum.test_cli_runner()

    def bring_in(*given, audience: str = "public", name: str = "kettles"):
        path = write(tmp_path / f"{name}.jsonl", *(given or (line("t1-0"), reply("t1-1"))))
        done = runner.invoke(args=["imports", "jsonl", str(path), "--audience", audience])
        assert done.exit_code == 0
        return session.scalars(select(Post).order_by(Post.id)).all()

    return bring_in


def author(name: str = "Asha Patel") -> Member:
    return session.scalar(select(Member).where(Member.name == name))


# --- old addresses


def test_an_old_id_leads_to_the_place_of_the_post(client, archive):
    posts = archive()

    answer = client.get("/archive/t1-1")

    thread = posts[1].thread
    assert (answer.status_code, answer.location) == (302, f"/threads/{thread.id}/{thread.slug}#post-2")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("audience", READERS)
def test_an_old_id_leads_only_those_who_may_read(client, archive, kind, audience):
    archive(audience=audience)
    look_as(client, kind, session.scalar(select(Board)))

    assert client.get("/archive/t1-1").status_code == (302 if kind in READERS[audience] else 404)


def test_an_old_id_on_a_closed_board_is_like_one_that_never_was(client, archive):
    archive(audience="verified")

    closed, absent = client.get("/archive/t1-1"), client.get("/archive/t9-9")

    assert closed.status_code == 404
    assert closed.text.replace("t1-1", "…") == absent.text.replace("t9-9", "…")


@pytest.mark.parametrize("old", ["a/b", "<id@example.org>", "été 1", "a?b=c&d#e", "100%", "a//b"])
def test_ids_of_any_form_lead_there(client, archive, old):
    archive(line(old))

    assert client.get("/archive/" + quote(old)).location.endswith("#post-1")


@pytest.mark.parametrize("old", ["", "x", "%00", "x" * 5000, "%ff", "..%2f..%2fetc", "'"])
def test_an_id_that_is_none_is_absent(client, archive, old):
    archive()

    assert client.get(f"/archive/{old}").status_code == 404


def test_a_post_of_our_own_has_no_old_address(client):
    make_thread()

    assert client.get("/archive/None").status_code == 404


# --- their authors


def test_an_author_becomes_a_placeholder_once(archive):
    archive(line("t1-0"), reply("t1-1", author="Asha Patel"), reply("t1-2", author="Ben Brook"))
    archive(line("t2-0", "t2"))

    assert [(one.name, one.archive_key) for one in session.scalars(select(Member).order_by(Member.name))] == [
        ("Asha Patel", "kettles:Asha Patel"),
        ("Ben Brook", "kettles:Ben Brook"),
    ]


def test_the_same_name_in_another_archive_is_somebody_else(archive):
    archive(line("t1-0"))
    archive(line("u1-0", "u1"), name="drawers")

    handles = set(session.scalars(select(Member.handle).where(Member.name == "Asha Patel")))
    assert handles == {"asha-patel-archive", "asha-patel-archive2"}


def test_a_placeholder_takes_no_handle_that_a_person_could_have(client, archive):
    make_member(handle="asha-patel", handle_skeleton="ashapatel", name="The real one")

    archive(
        line("t1-0"),
        *[
            line(f"u{number}-0", f"u{number}", author=name)
            for number, name in enumerate(["Admin", "李明", "x", "A" * 80])
        ],
    )

    handles = session.scalars(select(Member.handle).where(Member.archive_key.is_not(None))).all()
    assert len(handles) == 5
    assert all(handle.rstrip("0123456789").endswith("-archive") for handle in handles)


def test_a_placeholder_is_not_verified_not_confirmed_and_has_no_address(archive):
    archive()

    asha = author()
    assert (asha.is_placeholder, asha.is_confirmed, asha.is_verified) == (True, False, False)
    assert (asha.email, asha.password_hash, asha.role, asha.in_finder) == (None, None, "member", False)


@pytest.mark.parametrize("email", ["", "None", "asha-patel-archive", "asha@example.org", "kettles:Asha Patel"])
@pytest.mark.parametrize("password", ["", "None", "kettle drawer Tuesday nine"])
def test_nobody_signs_in_as_a_placeholder(client, archive, email, password):
    archive()

    answer = client.send("/sign-in", {"email": email, "password": password})

    assert answer.status_code == 422
    assert client.get("/settings").status_code == 302


def test_an_author_s_archived_address_opens_nothing(client, forum, archive):
    archive(line("t1-0", author="asha@example.org"))

    client.send("/reset", {"email": "asha@example.org"})

    assert forum.extensions["mailman"].outbox[-1].subject == "No account at Working Together for this address"


def test_a_placeholder_is_in_no_list_of_people(client, archive):
    archive()
    sign_in(client, make_member())

    pages = [client.get(path).text for path in ("/members", "/members?name=Asha", "/members?name=Ben")]

    assert not any("Asha Patel" in page or "Ben Brook" in page for page in pages)
    assert 'href="/members/asha-patel-archive"' not in client.get("/").text


def test_the_profile_of_a_placeholder_says_that_nobody_has_the_account(client, archive):
    archive()
    sign_in(client, make_member())

    page = client.get("/members/asha-patel-archive").text

    assert "Wrote in an archive that was brought in here." in page
    assert "They are nine" in page
    assert "Joined</dt>" not in page


def test_a_placeholder_wears_no_badge_beside_the_post(client, archive):
    post = archive()[0]

    page = client.get(f"/threads/{post.thread_id}/{post.thread.slug}").text

    assert "Asha Patel" in page
    assert "app-badge" not in page


def test_members_answer_in_an_archived_thread(client, archive):
    make_board(name="Kitchens", start_by="members", reply_by="members")
    post = archive()[0]
    sign_in(client, make_member())

    answer = client.send(f"/threads/{post.thread_id}/replies", {"body": "We have two drawers.", "form_key": "a" * 32})

    assert answer.status_code == 303
    assert answer.location.endswith("#post-3")


def test_what_is_brought_in_is_not_new_to_anybody(client, archive):
    sign_in(client, make_member())

    archive()

    assert "Where do the kettles go?" not in client.get("/unread").text
    assert "Where do the kettles go?" in client.get("/latest").text
