"""The search commands, as an operator runs them."""

import json

import pytest

from forum.core.db import session, transaction
from forum.threads.models import State
from tests.factories import make_post, make_thread
from tests.searching import have_no_patience, written_by_another

pytestmark = pytest.mark.usefixtures("folder")


def run(forum, *words: object):
    return forum.test_cli_runner().invoke(args=[str(word) for word in words])


def test_rebuild_counts_the_published_posts(forum):
    thread = make_thread()
    make_post(thread)
    make_post(thread, state=State.HELD)

    assert "2 posts can be found." in run(forum, "search", "rebuild").output


def test_rebuild_while_somebody_writes_says_so(forum, folder, monkeypatch):
    have_no_patience(monkeypatch)
    with written_by_another(folder):
        done = run(forum, "search", "rebuild")

    assert done.exit_code == 1
    assert "somebody else is writing" in done.output


def test_evaluate_tells_how_high_the_answers_stand(forum, tmp_path):
    thread = make_thread(title="Kerbs", body="painted yellow", original_id="t1")
    post = make_post(thread, body="painted turquoise", original_id="p2")
    with transaction():
        session.add(post)
    run(forum, "search", "rebuild")
    file = tmp_path / "queries.json"
    known = [{"query": "turquoise", "post_id": "p2", "thread_id": "t1"}]
    known.append({"query": "nothingatall", "post_id": "p2", "thread_id": "t1"})
    file.write_text(json.dumps(known))

    lines = run(forum, "search", "evaluate", file).output.splitlines()

    assert lines[1].split() == ["posts", "0.500", "0.50", "0.50"]
    assert lines[2].split() == ["by", "thread", "0.500", "0.50", "0.50"]


def test_evaluate_heeds_what_a_query_says_beside_its_words(forum, tmp_path):
    thread = make_thread(title="Kerbs", body="painted yellow", original_id="t1")
    make_thread(title="Yellow kerbs", body="all yellow", original_id="t2")
    run(forum, "search", "rebuild")
    file = tmp_path / "queries.json"
    known = {"query": f"yellow board:{thread.board.slug}", "post_id": "p1", "thread_id": "t1"}
    file.write_text(json.dumps([known, known | {"query": "yellow answered:yes"}]))

    lines = run(forum, "search", "evaluate", file).output.splitlines()

    assert lines[2].split() == ["by", "thread", "0.500", "0.50", "0.50"]


def test_evaluate_refuses_a_file_of_another_form(forum, tmp_path):
    file = tmp_path / "queries.json"
    file.write_text("[1]")

    done = run(forum, "search", "evaluate", file)

    assert done.exit_code == 1
    assert "is not a list of queries" in done.output


def test_evaluate_without_an_index_says_so(forum, tmp_path):
    file = tmp_path / "queries.json"
    file.write_text('[{"query": "a kerb", "post_id": "1", "thread_id": "1"}]')

    done = run(forum, "search", "evaluate", file)

    assert done.exit_code == 1
    assert "there is no search index" in done.output
