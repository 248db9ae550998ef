"""While Redis is away every page answers, what is written is there once, and the door stays guarded."""

import pytest
from sqlalchemy import select

from forum.accounts.limits import SIGN_IN_ACCOUNT
from forum.core.db import session
from forum.core.redis import ANSWER_SECONDS, SharedRedis
from forum.core.throttle import Throttle
from forum.search.handlers import build_index
from forum.threads.models import Post
from tests.accounts.door import ADDRESS, OTHER_PASSWORD, is_signed_in, knock, make_account
from tests.factories import make_thread

PAGE_SECONDS = 0.1  # what an outage may cost a page
A_WAIT = 2 * ANSWER_SECONDS  # to connect, and for the answer


class Counting(SharedRedis):
    """Counts the questions that were put in vain."""

    in_vain = 0

    def ask(self, question):
        def counted():
            self.in_vain += 1
            answer = question()
            self.in_vain -= 1
            return answer

        return super().ask(counted)


@pytest.fixture(params=["never there", "gone", "frozen", "full"], autouse=True)
def redis(request, own_redis, forum, monkeypatch):
    """The Redis of the forum, which is away and does not come back."""
    redis = Counting(own_redis.url, rest_seconds=600)
    monkeypatch.setitem(forum.extensions, "forum.throttle", Throttle(redis))
    if request.param != "never there":
        own_redis.start()
        {"gone": own_redis.stop, "frozen": own_redis.freeze, "full": own_redis.is_full}[request.param]()
    yield redis
    assert 0 < redis.in_vain * A_WAIT < PAGE_SECONDS, "The first page that asked waited longer, or none has asked"


def test_who_knows_the_password_comes_in(client):
    make_account()

    assert knock(client).status_code == 303
    assert is_signed_in(client)


def test_who_guesses_passwords_is_stopped(client):
    make_account()

    answers = [knock(client, OTHER_PASSWORD).status_code for _try in range(SIGN_IN_ACCOUNT.amount)]
    beyond = knock(client)

    assert answers == [422] * SIGN_IN_ACCOUNT.amount
    assert beyond.status_code == 429
    assert 0 < int(beyond.headers["Retry-After"]) <= SIGN_IN_ACCOUNT.per.total_seconds()
    assert f'value="{ADDRESS}"' in beyond.text


@pytest.mark.parametrize("path", ["/sign-up", "/reset"])
def test_a_letter_is_asked_for(client, path):
    assert client.send(path, {"email": ADDRESS}).status_code == 303


def test_a_reply_is_published_once(client, member):
    thread = make_thread()

    answer = client.send(f"/threads/{thread.id}/replies", {"body": "Descale the kettle."})

    assert answer.status_code == 303
    texts = session.scalars(select(Post.body).where(Post.thread_id == thread.id)).all()
    assert texts.count("Descale the kettle.") == 1


def test_pages_are_read_and_searched(client, folder):
    thread = make_thread(title="The kettle of the second floor")
    build_index()

    assert thread.title in client.get("/").text
    assert thread.title in client.get(f"/threads/{thread.id}", follow_redirects=True).text
    found = client.get("/search?q=kettle")
    assert found.status_code == 200
    assert "second floor" in found.text
    assert client.get("/search.atom?q=kettle").status_code == 200
