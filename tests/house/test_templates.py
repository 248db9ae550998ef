"""Templates: each is there, each is used, none is long, none trusts what it is given."""

import ast
import re
from pathlib import Path

import pytest
from jinja2.meta import find_referenced_templates

from tests.house.code import ROOT, files, module, tree

pytestmark = pytest.mark.apart

TEMPLATES = {str(path.relative_to(ROOT / "templates")): path for path in sorted((ROOT / "templates").rglob("*.*"))}
PAGES = {name: path for name, path in TEMPLATES.items() if name.endswith(".html")}
FOLDERS = {
    "accounts",
    "admin",
    "boards",
    "email",
    "errors",
    "members",
    "moderation",
    "notifications",
    "organisations",
    "pages",
    "search",
    "threads",
    "verification",
    "writing",
}
MAKES_MARKUP = {  # where HTML is made of what core/markup.py has cleaned, or of a template
    "forum.boards.organisation",
    "forum.core.excerpts",
    "forum.core.quotes",
    "forum.members.organisation",
    "forum.moderation.appeal_pages",
    "forum.moderation.header",
    "forum.moderation.hiding_notes",
    "forum.moderation.member_pages",
    "forum.moderation.own_pages",
    "forum.moderation.saying",
    "forum.notifications.header",
    "forum.search.near",
    "forum.threads.profile",
    "forum.threads.unsent_views",
    "forum.verification.joining",
    "forum.verification.profile",
    "forum.web.filters",
    "forum.web.languages",
    "forum.web.slots",
}


def test_what_the_code_renders_is_there():
    assert [name for name in _named_in_code() if name not in TEMPLATES] == []


def test_every_template_is_used(app):
    named = _named_in_code()
    for path in TEMPLATES.values():
        named |= set(find_referenced_templates(app.jinja_env.parse(path.read_text()))) - {None}

    assert sorted(TEMPLATES.keys() - named) == []


def test_templates_are_short():
    lengths = sorted((len(path.read_text().splitlines()), name) for name, path in PAGES.items())

    assert lengths[len(lengths) // 2][0] <= 30
    assert [name for length, name in lengths if length > 150] == []


@pytest.mark.parametrize("trusting", [r"\|\s*safe\b", r"autoescape", r"\bMarkup\b"])
def test_no_template_trusts_what_it_is_given(trusting):
    assert [name for name, path in TEMPLATES.items() if re.search(trusting, path.read_text())] == []


def test_stored_html_is_the_only_thing_that_passes_as_it_is():
    passed = {
        found
        for path in PAGES.values()
        for found in re.findall(r"([\w.]+)\s*\|\s*(?:prose|folded)\b", path.read_text())
    }

    assert {name.rpartition(".")[2] for name in passed} <= {"html", "preview"}


def test_html_is_made_in_known_places_only():
    makers = {module(path) for path in files() if any(map(_makes_markup, ast.walk(tree(path))))}

    assert makers == MAKES_MARKUP


def test_pages_lie_in_the_folder_of_their_feature():
    assert {Path(name).parts[0] for name in PAGES if "/" in name} == FOLDERS | {"_macros"}


def _named_in_code() -> set[str]:
    """The templates that the code renders; an f-string stands for all that its words can make of it."""
    words, patterns = set(), set()
    for path in files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words.add(node.value)
            if isinstance(node, ast.JoinedStr):
                patterns.add("".join(one.value if isinstance(one, ast.Constant) else "\0" for one in node.values))
    named = {word for word in words if re.fullmatch(r"[\w/]+/\w+\.(html|txt)", word)}
    made = [one for one in patterns if re.fullmatch(r"\w+/\0\.(html|txt)", one)]
    return named | {one.replace("\0", word) for one in made for word in words if one.replace("\0", word) in TEMPLATES}


def _makes_markup(node: ast.AST) -> bool:
    named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    return named and node.func.id in ("Markup", "mark_safe")  # type: ignore[attr-defined]
