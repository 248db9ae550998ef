"""The demonstration as an operator loads it."""

import pytest
from sqlalchemy import func, select

from forum.core.chain import follow_chain
from forum.core.db import session
from forum.demonstration.reading import read_demonstration
from forum.members.models import Member

HERE = read_demonstration()


def run(forum, *words):
    return forum.test_cli_runner().invoke(args=["demonstration", *words])


@pytest.mark.slow
def test_all_of_it_is_loaded_once_and_said_in_one_line(forum):
    first, second = run(forum, "load"), run(forum, "load")

    counts = (len(HERE.boards), len(HERE.threads), len(HERE.posts), len(HERE.members))
    everything = "{} boards, {} threads, {} posts, {} members".format(*counts)
    assert first.output == f"Demonstration: {everything}; added just now: {everything}.\n"
    assert second.output == f"Demonstration: {everything}; all of it was here already.\n"
    assert follow_chain().broken_at is None


def test_sign_ins_are_not_told_before_there_are_any(forum):
    answer = run(forum, "sign-ins")

    assert answer.exit_code == 1
    assert "demonstration load" in answer.output


@pytest.mark.parametrize("verb", ["load", "sign-ins"])
def test_production_is_refused(forum, monkeypatch, verb):
    monkeypatch.setitem(forum.config, "FORUM_MODE", "production")

    answer = run(forum, verb)

    assert answer.exit_code == 1
    assert "does not belong here" in answer.output
    assert session.scalar(select(func.count()).select_from(Member)) == 0


def test_the_sign_ins_can_be_kept_in_a_file(forum, tmp_path):
    file = tmp_path / "sign-ins.txt"

    done = run(forum, "load", "--migrate", "--sign-ins", str(file))

    assert done.exit_code == 0
    assert file.read_text() == run(forum, "sign-ins").output
