"""The link in a mail that stops it: one click, no sign-in, no cookie, no token; looking at it changes nothing."""

import re

import pytest

from forum.core.clock import now
from forum.core.tokens import tokens
from forum.notifications.actions import choose_mail
from forum.notifications.models import Cadence, Kind
from forum.notifications.queries import cadences
from forum.notifications.stopping import PURPOSE, Stop, stop_address
from forum.threads.follow_actions import stand_to_thread
from forum.threads.following import Level
from tests.factories import make_member, make_thread
from tests.notifications.telling import again, change, follower, reply, send, work
from tests.pages import sign_in
from tests.threads.test_following import level

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def path_of(what: Stop) -> str:
    return stop_address(what).removeprefix("http://localhost")


def link_in(letter) -> str:
    return re.search(r"<http://localhost(/unsubscribe/[^>]+)>", letter.extra_headers["List-Unsubscribe"])[1]


def test_one_click_in_a_mail_about_a_reply_unfollows_the_thread(client):
    thread = make_thread()
    member = follower(thread)
    reply(thread)
    work()
    [letter] = send()

    looked = client.get(link_in(letter))
    before = level(member, thread)
    answer = client.post(link_in(letter), data=ONE_CLICK)

    assert looked.status_code == answer.status_code == 200
    assert before == Level.FOLLOWING
    assert level(member, thread) == Level.UNFOLLOWED
    assert "You no longer follow the thread" in answer.text
    assert f'href="/threads/{thread.id}"' in answer.text
    reply(thread, "Another")
    work()
    assert send(member) == []


def test_one_click_in_a_mail_of_another_kind_stops_the_kind(client):
    member = make_member(handle="asha")
    reply(make_thread(), "Ask @asha.")
    work()
    [letter] = send()

    client.post(link_in(letter), data=ONE_CLICK)

    assert cadences(member)[Kind.MENTION] == Cadence.NEVER
    assert cadences(member)[Kind.REPLY] == Cadence.AT_ONCE


@pytest.mark.parametrize("cadence", [Cadence.DAILY, Cadence.WEEKLY])
def test_one_click_in_a_digest_stops_all_that_comes_so_often(client, cadence):
    member = make_member()
    choose_mail(member, member, {Kind.REPLY: cadence, Kind.ANSWER: cadence, Kind.MENTION: Cadence.AT_ONCE})

    answer = client.post(path_of(Stop(member.id, cadence=cadence)), data=ONE_CLICK)

    assert "To undo this, sign in" in answer.text
    often = cadences(member)
    assert [often[kind] for kind in (Kind.REPLY, Kind.ANSWER)] == [Cadence.NEVER] * 2
    assert often[Kind.MENTION] == Cadence.AT_ONCE
    assert cadence not in often.values()


def test_the_button_of_the_page_does_the_same(client):
    thread = make_thread()
    member = follower(thread)
    path = path_of(Stop(member.id, thread_id=thread.id))

    assert f'action="{path}"' in client.get(path).text
    client.send(path)

    assert level(member, thread) == Level.UNFOLLOWED


@pytest.mark.parametrize(
    "damage", [lambda link: link[:-1], lambda link: link + "x", lambda _link: "/unsubscribe/rubbish"]
)
def test_a_damaged_link_is_no_address(client, damage):
    thread = make_thread()
    member = follower(thread)
    path = damage(path_of(Stop(member.id, thread_id=thread.id)))

    assert client.get(path).status_code == client.post(path, data=ONE_CLICK).status_code == 404
    assert level(member, thread) == Level.FOLLOWING


def test_a_link_of_another_purpose_stops_nothing(client):
    facts = {"member": make_member().id, "thread": 1, "kind": None, "cadence": None}

    assert client.post(f"/unsubscribe/{tokens.sign('reset', facts)}").status_code == 404
    assert client.post(f"/unsubscribe/{tokens.sign(PURPOSE, {})}").status_code == 404


def test_a_link_acts_for_whom_it_was_made_whoever_opens_it(client):
    thread = make_thread()
    member, other = follower(thread), follower(thread)
    sign_in(client, other)

    client.post(path_of(Stop(member.id, thread_id=thread.id)), data=ONE_CLICK)

    assert level(member, thread) == Level.UNFOLLOWED
    assert level(other, thread) == Level.FOLLOWING


@pytest.mark.parametrize("state", ["closed_at", "suspended_until"])
def test_a_link_answers_the_same_after_the_account_was_closed_or_suspended(client, state):
    thread = make_thread()
    member = follower(thread)
    change(member, **{state: now().replace(year=2099)})

    answer = client.post(path_of(Stop(member.id, thread_id=thread.id)), data=ONE_CLICK)

    assert answer.status_code == 200
    assert level(again(member), thread) == (Level.FOLLOWING if state == "closed_at" else Level.UNFOLLOWED)


def test_the_page_names_nothing(client):
    thread = make_thread(title="Marmalade on toast, and why")
    member = follower(thread, name="Asha Patel")
    path = path_of(Stop(member.id, thread_id=thread.id))

    said = client.get(path).text + client.post(path, data=ONE_CLICK).text

    assert "Marmalade" not in said
    assert "Asha" not in said


def test_a_muted_thread_stays_so(client):
    thread = make_thread()
    member = follower(thread)
    stand_to_thread(member, thread, Level.MUTED)
    client.post(path_of(Stop(member.id, thread_id=thread.id)), data=ONE_CLICK)

    assert level(member, thread) in (Level.MUTED, Level.UNFOLLOWED)


def test_the_page_names_the_kind_as_the_preferences_do(client):
    member = make_member()
    path = path_of(Stop(member.id, kind=Kind.ENTRY))

    for page in (client.get(path).text, client.post(path, data=ONE_CLICK).text):
        assert "“An administrator enters a closed board that you look after”" in page
        assert "verification ends" not in page


@pytest.mark.parametrize("what", [{"kind": Kind.VERIFICATION}, {"cadence": Cadence.WEEKLY}])
def test_who_would_stop_reminders_of_the_end_of_a_verification_is_warned(client, what):
    member = make_member()
    choose_mail(member, member, {Kind.VERIFICATION: Cadence.WEEKLY})
    path = path_of(Stop(member.id, **what))

    for page in (client.get(path).text, client.post(path, data=ONE_CLICK).text):
        assert "before your verification ends are among these mails" in page


@pytest.mark.parametrize("what", [{"kind": Kind.MENTION}, {"cadence": Cadence.DAILY}, "thread"])
def test_a_second_visit_says_that_the_mails_are_stopped_already(client, what):
    thread = make_thread()
    member = follower(thread)
    path = path_of(Stop(member.id, **({"thread_id": thread.id} if what == "thread" else what)))
    first = client.get(path).text

    client.post(path, data=ONE_CLICK)

    again = client.get(path).text
    assert "stopped already" not in first
    assert "These mails are stopped already" in again
    assert "Stop these mails</button>" not in again
    assert "To undo this" in again
