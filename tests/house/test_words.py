"""Every word that people read passes through gettext, and gettext is told of each."""

import ast
import subprocess
import sys

import pytest

from forum.permissions.table import TABLE, Can
from tests.house.code import ROOT, files, module, tree
from tests.house.texts import texts_between, texts_in_code

pytestmark = pytest.mark.apart

TEMPLATES = [path for path in sorted((ROOT / "templates").rglob("*")) if path.suffix in (".html", ".txt")]
SAME_EVERYWHERE = {"@handle", "[ ](https://…)"}  # what one types, whatever the language
TO_PEOPLE = {
    "Refused",
    "Invalid",
    "Conflict",
    "AddressTaken",
    "NameRefused",
    "TooMany",
    "ValidationError",
    "flash",
    "say",
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_word_in_one_language_only(app, path):
    source = path.read_text()

    found = [*texts_between(source, path.suffix == ".html"), *texts_in_code(app.jinja_env, source)]

    assert [text for text in found if text not in SAME_EVERYWHERE] == []


def test_what_the_code_says_to_people_is_translated():
    bare = []
    for path in files():
        for node in ast.walk(tree(path)) if path.stem != "commands" else ():  # operators read English
            if isinstance(node, ast.Call) and _name(node.func) in TO_PEOPLE:
                bare += [f"{module(path)}:{node.lineno}" for one in node.args[:1] if _is_text(one)]

    assert bare == []


def test_the_words_of_forms_are_translated():
    bare = []
    for path in files():
        if path.stem != "forms":
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and _name(node.func) not in ("lazy", "_", "ngettext"):
                said = [*node.args, *(keyword.value for keyword in node.keywords)]
                bare += [f"{module(path)}:{one.lineno}" for one in said if _is_text(one) and " " in ast.unparse(one)]

    assert bare == []


def test_gettext_is_told_of_all_words(tmp_path):
    command = next(line for line in (ROOT / "Makefile").read_text().splitlines() if "pybabel" in line)
    options = command.split("extract", 1)[1].split(" -o ")[0].split()
    extract = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", *options, "--no-wrap"]
    subprocess.run([*extract, "-o", tmp_path / "words.pot", "."], cwd=ROOT, check=True)

    words = (tmp_path / "words.pot").read_text()

    for permission in Can:
        for claim in [claim for row in TABLE[permission] for claim in row if not isinstance(claim, Can)]:
            assert _entry(str(claim.sentence)) in words, claim.name
    assert _entry("Skip to main content") in words
    assert _entry("The link works for 24 hours. Opening it changes nothing until you send the form.") in words
    assert _entry("Nothing that you did caused this.") not in words  # a part of a sentence is not an entry


def _entry(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'msgid "{escaped}"\n'


def _name(node: ast.expr) -> str:
    return getattr(node, "id", "") or getattr(node, "attr", "")


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
