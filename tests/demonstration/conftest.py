"""A small demonstration for tests of the loading; the real one takes seconds."""

from pathlib import Path

import pytest

from tests.factories import make_organisation

MEMBERS = """
password = "lantern gravel kettle orbit"

[[members]]
name = "Asha Lindqvist"
email = "asha@council.example"
kind = "Administrator"
role = "administrator"
joined = "90 days ago, 09:00"
verified = "80 days ago, 09:00"

[[members]]
name = "Bram Osei"
email = "bram@council.example"
kind = "Silenced"
joined = "70 days ago, 09:00"
silenced_days = 30
"""

BOARDS = """
[[sections]]
name = "Services"

[[sections.boards]]
slug = "kettles"
name = "Kettles"
audience = "members"
start_by = "members"
reply_by = "members"

[[sections.boards]]
slug = "teapots"
name = "Teapots"
audience = "public"
archived = true
"""

KETTLES = """
[[threads]]
title = "Which kettle for forty people?"
answer = 2

[[threads.posts]]
by = "bram-osei"
when = "12 days ago, 09:41"
text = "We have one that holds twelve cups."

[[threads.posts]]
by = "asha-lindqvist"
when = "11 days ago, 10:05"
edited = "11 days ago, 10:30"
before = "Two urns of ten litres."
reason = "Wrong size."
text = "Two urns of **fifteen** litres."
"""

TEAPOTS = """
[[threads]]
title = "Do teapots need a test each year?"
locked = true

[[threads.posts]]
by = "asha-lindqvist"
when = "30 days ago, 14:00"
text = "Only those with a plug."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds a small demonstration, and the council that its members work for."""
    make_organisation("council.example", name="Council")
    (tmp_path / "threads").mkdir()
    (tmp_path / "members.toml").write_text(MEMBERS)
    (tmp_path / "boards.toml").write_text(BOARDS)
    (tmp_path / "threads" / "kettles.toml").write_text(KETTLES)
    (tmp_path / "threads" / "teapots.toml").write_text(TEAPOTS)
    return tmp_path
