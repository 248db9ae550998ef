"""The pages of threads, as a browser gets them."""

import pytest
from sqlalchemy import func, select

from forum.core.db import session, transaction
from forum.members.named import BoardRole
from forum.threads.models import Post, ReadMarker, Revision, State, Thread
from tests.factories import make_board, make_member, make_named, make_post, make_thread
from tests.pages import sign_in, sign_out

KEY = "0123456789abcdef0123456789abcdef"


def path(thread: Thread) -> str:
    return f"/threads/{thread.id}/{thread.slug}"


@pytest.fixture
def member(client):
    member = make_member(verified=True)
    sign_in(client, member)
    return member


def test_the_number_alone_leads_to_the_thread(client):
    thread = make_thread()

    answer = client.get(f"/threads/{thread.id}")

    assert (answer.status_code, answer.location) == (302, path(thread))


def test_a_guest_reads_a_public_thread_and_gets_no_cookie(client):
    thread = make_thread(body="Nine drawers.")

    answer = client.get(path(thread))

    assert answer.status_code == 200
    assert "Nine drawers." in answer.text
    assert "Set-Cookie" not in answer.headers


def test_closed_and_absent_threads_answer_alike(client):
    closed = make_thread(board=make_board(audience="verified"), title="Nobody knows of this thread")

    answers = [client.get(f"/threads/{number}") for number in (closed.id, 999_999)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].text.replace(f"/threads/{closed.id}", "") == answers[1].text.replace("/threads/999999", "")


def test_a_page_holds_twenty_posts_and_the_next_page_goes_on(client):
    thread = make_thread()
    for number in range(2, 23):
        make_post(thread, body=f"This is post {number}.")

    first, second = client.get(path(thread)), client.get(path(thread) + "?page=2")

    assert "This is post 20." in first.text
    assert "This is post 21." not in first.text
    assert "This is post 21." in second.text
    assert "This is post 20." not in second.text
    assert 'rel="next"' in first.text
    assert 'rel="prev"' in second.text


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "1e3", "99999999", "٣"])
def test_a_page_that_is_not_there_is_absent(client, page):
    thread = make_thread()

    assert client.get(path(thread), query_string={"page": page}).status_code == 404


def test_a_permalink_leads_to_the_page_and_the_post(client):
    thread = make_thread()
    posts = [make_post(thread) for _number in range(2, 23)]

    assert client.get(f"/posts/{posts[-1].id}").location == f"{path(thread)}?page=2#post-22"


@pytest.mark.parametrize("state", [State.HIDDEN, State.DELETED])
def test_a_removed_post_leaves_its_number_and_no_trace_of_what_it_said(client, state):
    thread = make_thread()
    author = make_member(name="Nobody Knows", organisation="Hidden House")
    removed = make_post(thread, author, body="canary", state=state)

    page = client.get(path(thread)).text

    assert "Post 2 was removed" in page
    assert not any(trace in page for trace in ("canary", "Nobody Knows", "Hidden House"))
    assert client.get(f"/posts/{removed.id}").status_code == 404


def test_a_moderator_still_reads_a_hidden_post(client):
    thread = make_thread()
    make_post(thread, body="canary", state=State.HIDDEN)
    sign_in(client, make_member(role="moderator"))

    assert "canary" in client.get(path(thread)).text


def test_a_reply_is_published_and_shown_in_its_place(client, member):
    thread = make_thread()

    answer = client.send(f"/threads/{thread.id}/replies", {"body": "We use **ten** drawers.", "form_key": KEY})

    assert (answer.status_code, answer.location) == (303, f"{path(thread)}#post-2")
    assert "<strong>ten</strong>" in client.get(answer.location).text


def test_a_double_click_makes_one_reply_and_both_answers_lead_to_it(client, member):
    thread = make_thread()

    answers = [client.send(f"/threads/{thread.id}/replies", {"body": "Once", "form_key": KEY}) for _turn in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert session.scalar(select(func.count(Post.id))) == 2


def test_an_empty_reply_names_the_field(client, member):
    thread = make_thread()

    answer = client.send(f"/threads/{thread.id}/replies", {"body": "  \n ", "form_key": KEY})

    assert answer.status_code == 422
    assert "Write your reply first" in answer.text


def test_a_reply_that_is_too_long_is_kept_in_the_form(client, member):
    thread = make_thread()

    answer = client.send(f"/threads/{thread.id}/replies", {"body": "x" * 40_007, "form_key": KEY})

    assert answer.status_code == 422
    assert "7 too many" in answer.text
    assert "x" * 40_007 in answer.text


def test_what_was_typed_is_kept_when_the_thread_was_locked_meanwhile(client, member):
    thread = make_thread()
    client.get(path(thread))
    with transaction():
        session.get(Thread, thread.id).locked = True

    answer = client.send(f"/threads/{thread.id}/replies", {"body": "An hour of typing", "form_key": KEY})

    assert answer.status_code == 403
    assert "This thread is locked" in answer.text
    assert "An hour of typing" in answer.text


def test_a_preview_is_what_publishing_would_show_and_publishes_nothing(client, member):
    thread = make_thread()
    fields = {"body": "*Slowly* and\n\n- surely", "form_key": KEY}

    preview = client.send(f"/threads/{thread.id}/replies", {**fields, "deed": "preview"})
    assert session.scalar(select(func.count(Post.id))) == 1
    client.send(f"/threads/{thread.id}/replies", fields)

    published = session.scalars(select(Post).where(Post.number == 2)).one()
    assert preview.status_code == 200
    assert published.html in preview.text


def test_a_quote_comes_into_the_reply_box(client, member):
    thread = make_thread(body="Nine drawers.")
    post = session.scalars(select(Post)).one()

    page = client.get(path(thread), query_string={"quote": post.id}).text

    assert "&gt; Nine drawers." in page


def test_what_one_may_not_read_cannot_be_quoted(client, member):
    thread, closed = make_thread(), make_thread(board=make_board(audience="invited"), body="canary")
    hidden = make_post(thread, body="canary", state=State.HIDDEN)
    other = session.scalars(select(Post).where(Post.thread_id == closed.id)).one()

    for number in (hidden.id, other.id, 999_999):
        answer = client.get(path(thread), query_string={"quote": number})
        assert answer.status_code == 404
        assert "canary" not in answer.text


def test_a_new_thread_needs_a_title_that_says_something(client, member):
    board = make_board()

    answer = client.send(
        f"/boards/{board.slug}/threads/new", {"title": "Help", "body": "We need help", "form_key": KEY}
    )

    assert answer.status_code == 422
    assert "Make the title a question or a statement" in answer.text
    assert "We need help" in answer.text


def test_a_new_thread_is_published(client, member):
    board = make_board()
    fields = {"title": "How do you file these letters?", "body": "Nine drawers.", "form_key": KEY}

    answer = client.send(f"/boards/{board.slug}/threads/new", fields)

    assert answer.status_code == 303
    assert "Nine drawers." in client.get(answer.location).text


def test_the_form_says_why_one_may_not_start_a_thread(client, member):
    board = make_board(start_by="moderators")

    answer = client.get(f"/boards/{board.slug}/threads/new")

    assert answer.status_code == 403
    assert "only its moderators start threads" in answer.text


def test_an_edit_shows_in_the_history_with_the_words_that_changed(client, member):
    thread = make_thread(starter=member, body="Nine drawers.")
    post = session.scalars(select(Post)).one()
    fields = {"title": thread.title, "body": "Ten drawers.", "reason": "counted again", "seen_edits": "0"}

    answer = client.send(f"/posts/{post.id}/edit", fields)

    history = client.get(f"/posts/{post.id}/history").text
    assert answer.status_code == 303
    assert "counted again" in history
    assert "Nine" in history
    assert "Ten" in history


def test_the_second_of_two_editors_keeps_their_text_and_sees_the_other(client, member):
    make_thread(starter=member, body="Nine drawers.")
    post = session.scalars(select(Post)).one()
    fields = {"title": post.thread.title, "reason": "", "seen_edits": "0"}
    client.send(f"/posts/{post.id}/edit", {**fields, "body": "Ten drawers."})

    answer = client.send(f"/posts/{post.id}/edit", {**fields, "body": "Eleven drawers."})

    assert answer.status_code == 409
    assert "Ten drawers." in answer.text
    assert "Eleven drawers." in answer.text
    assert session.scalar(select(func.count(Revision.id))) == 1


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40])
def test_a_damaged_edit_form_is_refused(client, member, seen):
    make_thread(starter=member)
    post = session.scalars(select(Post)).one()

    answer = client.send(f"/posts/{post.id}/edit", {"title": "T" * 20, "body": "Text", "seen_edits": seen})

    assert answer.status_code == 422


def test_a_guest_sees_no_history_and_is_offered_to_sign_in(client):
    make_thread()
    post = session.scalars(select(Post)).one()

    answer = client.get(f"/posts/{post.id}/history")

    assert answer.status_code in (302, 303)
    assert "/sign-in" in answer.location


def test_deleting_asks_first(client, member):
    thread = make_thread()
    post = make_post(thread, member, body="Never mind")

    assert "Never mind" in client.get(f"/posts/{post.id}/delete").text
    answer = client.send(f"/posts/{post.id}/delete")

    assert (answer.status_code, answer.location) == (303, path(thread))
    assert "Never mind" not in client.get(path(thread)).text


def test_the_answer_stands_under_the_question_once_it_is_marked(client, member):
    thread = make_thread(starter=member)
    post = make_post(thread, body="Ten drawers.")

    client.send(f"/threads/{thread.id}/answer", {"post": post.id})
    marked = client.get(path(thread)).text
    client.send(f"/threads/{thread.id}/answer", {"unmark": post.id})
    unmarked = client.get(path(thread)).text

    assert marked.count("Ten drawers.") == 2
    assert unmarked.count("Ten drawers.") == 1


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "99999999999999999999", "999999"])
def test_an_answer_that_is_no_post_of_the_thread_is_absent(client, member, number):
    thread = make_thread(starter=member)

    assert client.send(f"/threads/{thread.id}/answer", {"post": number}).status_code == 404


def test_a_post_of_another_thread_is_no_answer(client, member):
    thread, other = make_thread(starter=member), make_post(make_thread(starter=member))

    assert client.send(f"/threads/{thread.id}/answer", {"post": other.id}).status_code == 404


def test_reading_a_page_marks_what_stands_on_it_as_read(client, member):
    thread = make_thread()
    for _number in range(2, 23):
        make_post(thread)

    client.get(path(thread))
    assert session.scalars(select(ReadMarker.number)).one() == 20
    assert client.get(f"/threads/{thread.id}/unread").location == f"{path(thread)}?page=2#post-21"

    client.get(path(thread) + "?page=2")
    session.rollback()
    assert session.scalars(select(ReadMarker.number)).one() == 22


def test_a_text_is_not_lost_when_the_session_has_ended(client):
    member = make_member(verified=True)
    row = sign_in(client, member)
    thread = make_thread()
    client.get(path(thread))
    sign_out(client, row)

    answer = client.send(f"/threads/{thread.id}/replies", {"body": "An hour of typing", "form_key": KEY})

    assert answer.status_code in (401, 403)
    assert "An hour of typing" in answer.text


def test_a_board_moderator_edits_with_a_reason(client):
    thread = make_thread(body="A name stood here.")
    post = session.scalars(select(Post)).one()
    moderator = make_member()
    make_named(moderator, thread.board, BoardRole.MODERATOR)
    sign_in(client, moderator)
    fields = {"title": thread.title, "body": "No name.", "seen_edits": "0"}

    without = client.send(f"/posts/{post.id}/edit", {**fields, "reason": ""})
    with_reason = client.send(f"/posts/{post.id}/edit", {**fields, "reason": "a name"})

    assert (without.status_code, with_reason.status_code) == (422, 303)


def test_nul_bytes_and_other_control_characters_do_no_harm(client, member):
    thread = make_thread()

    answer = client.send(f"/threads/{thread.id}/replies", {"body": "a\x00b\x08c", "form_key": KEY})

    assert answer.status_code == 303
    assert "abc" in client.get(answer.location).text


def test_a_form_that_says_something_else_when_it_is_sent_again_loses_nothing(client, member):
    thread, other = make_thread(), make_thread()
    client.send(f"/threads/{thread.id}/replies", {"body": "The first text.", "form_key": KEY})

    again = client.send(f"/threads/{thread.id}/replies", {"body": "Another text.", "form_key": KEY})
    elsewhere = client.send(f"/threads/{other.id}/replies", {"body": "The first text.", "form_key": KEY})

    assert (again.status_code, elsewhere.status_code) == (409, 409)
    assert "Another text." in again.text
    assert "sent before" in again.text
    assert KEY not in again.text


def test_a_history_goes_on_over_pages(client, member):
    thread = make_thread(starter=member, body="said 0")
    post = session.scalars(select(Post)).one()
    for number in range(12):
        fields = {"title": thread.title, "reason": "", "seen_edits": str(number), "body": f"said {number + 1} times"}
        client.send(f"/posts/{post.id}/edit", fields)

    first = client.get(f"/posts/{post.id}/history").text
    last_shown = session.scalars(select(Revision.id).order_by(Revision.id)).all()[2]
    second = client.get(f"/posts/{post.id}/history?after={last_shown}").text

    assert (first.count('class="app-change"'), second.count('class="app-change"')) == (10, 2)
    assert f"after={last_shown}" in first
    assert 'rel="next"' not in second
    assert client.get(f"/posts/{post.id}/history?after=999999").status_code == 404


def test_the_same_words_sent_again_from_a_page_fetched_anew_make_one_post(client, member):
    board, thread = make_board(), make_thread()
    first = client.send(f"/threads/{thread.id}/replies", {"body": "We do it weekly.", "form_key": KEY})
    fields = {"title": "Who does it weekly, and why?", "body": "We do it weekly."}
    started = client.send(f"/boards/{board.slug}/threads/new", {**fields, "form_key": "c" * 32})

    again = client.send(f"/threads/{thread.id}/replies", {"body": "We do it weekly.", "form_key": "b" * 32})
    once_more = client.send(f"/boards/{board.slug}/threads/new", {**fields, "form_key": "d" * 32})

    assert again.location == first.location
    assert once_more.location == started.location
    assert session.scalar(select(func.count(Post.id)).where(Post.author_id == member.id)) == 2


def test_ones_own_reply_is_not_unread(client, member):
    thread = make_thread()
    client.get(path(thread))

    client.send(f"/threads/{thread.id}/replies", {"body": "We do it weekly.", "form_key": KEY})

    assert "not read" not in client.get(path(thread)).text
    assert thread.title not in client.get("/unread").text.partition("<main")[2]


def test_a_reply_does_not_mark_what_others_wrote_meanwhile_as_read(client, member):
    thread = make_thread()
    client.get(path(thread))
    for _number in range(25):
        make_post(thread)

    client.send(f"/threads/{thread.id}/replies", {"body": "We do it weekly.", "form_key": KEY})

    assert thread.title in client.get("/unread").text


def test_at_a_desk_for_own_threads_the_form_says_who_reads(client, member):
    board = make_board(audience="verified", own_threads_only=True)

    page = client.get(f"/boards/{board.slug}/threads/new").text

    assert "Only you and the moderators of this board can read what you write here." in page
    assert "Verified public servants can read" not in page


def test_an_empty_reply_is_said_at_the_top_too(client, member):
    thread = make_thread()

    page = client.send(f"/threads/{thread.id}/replies", {"body": "", "form_key": KEY}).text

    assert "<title>Error:" in page
    assert "There is a problem" in page
