"""Maildirs as they lie on disks: odd names, and files that go while they are read."""

import os
from pathlib import Path

from sqlalchemy import func, select

from forum.core.db import session
from forum.imports.mailboxes import Maildir
from forum.threads.models import Post
from tests.imports.mails import mail, maildir


def how_many() -> int:
    session.rollback()
    return session.scalar(select(func.count(Post.id)))


def test_names_of_files_may_be_any_bytes(take, tmp_path):
    box = maildir(tmp_path / "box", [])
    names = [b"\xff\xfe", "é ü".encode(), b"-n", b"a\nb", b"%s{}[*]", b"x" * 255]
    for number, name in enumerate(names):
        path = os.path.join(os.fsencode(box / "cur"), name)
        with open(path, "wb") as file:
            file.write(mail(f"m{number}", subject=f"About {number}"))
    Path(os.fsdecode(os.path.join(os.fsencode(box / "cur"), b"\xfd"))).write_text("no mail\n")

    done = take(box=box)

    assert done.exit_code == 0, done.exception
    assert how_many() == len(names)
    assert "it has no headers of a mail" in done.output


def test_a_message_that_its_reader_moves_meanwhile_ends_no_import(take, tmp_path, monkeypatch):
    box = maildir(tmp_path / "box", [mail("a"), mail("b", subject="Cups"), mail("c", subject="Forks")])
    (box / "cur" / "1.gone").symlink_to(box / "nowhere")
    (box / "cur" / "2.dir").mkdir()
    places = Maildir.places

    def moving(self):
        for place in places(self):
            yield place
            for path in (box / "new").iterdir():
                path.unlink()

    monkeypatch.setattr(Maildir, "places", moving)

    done = take(box=box)

    assert done.exit_code == 0, done.exception
    assert how_many() == 2
    assert "1 message skipped" in done.output
