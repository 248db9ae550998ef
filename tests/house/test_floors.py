"""Imports go down, absolutely, and stand at the top of the file."""

import ast

import pytest

from tests.house.code import files, imports, module, tree

pytestmark = pytest.mark.apart

FLOORS = (
    {"core"},
    {"permissions"},
    {"web"},
    {"organisations"},
    {"members"},
    {"accounts"},
    {"verification"},
    {"boards", "texts"},
    {"prevention"},
    {"threads"},
    {"moderation", "searches"},
    {"notifications", "search"},
    {"admin", "demonstration", "imports", "operations", "pages"},
)
LEVEL = {feature: level for level, features in enumerate(FLOORS) for feature in features}
HIGH_UP = ("forum", "forum.wiring", "forum.parts", "forum.listeners", "forum.goings", "forum.clockwork")
INSIDE = ("models", "queries", "actions", "views")
WITHOUT_FLASK = ("models", "queries", "actions", "events", "handlers")


def feature(name: str) -> str | None:
    """The feature that a module belongs to."""
    parts = name.split(".")
    return parts[1] if parts[0] == "forum" and len(parts) > 1 else None


def test_every_folder_has_its_floor():
    folders = {feature(module(path)) for path in files() if path.parent.name != "forum"}

    assert folders == set(LEVEL)


def test_a_module_imports_from_its_own_folder_and_from_below():
    up = []
    for path in files():
        here = feature(module(path))
        if module(path) in HIGH_UP or here is None:
            continue
        for name, _node in imports(path):
            there = feature(name)
            if name in HIGH_UP or (there in LEVEL and here != there and LEVEL.get(here, 0) <= LEVEL[there]):
                up.append((module(path), name))

    assert up == []


def test_imports_are_absolute_and_stand_at_the_top():
    wrong = []
    for path in files():
        top = [node for node in tree(path).body if isinstance(node, (ast.Import, ast.ImportFrom))]
        wrong += [(module(path), name) for name, node in imports(path) if name.startswith(".") or node not in top]

    assert wrong == []


def test_no_import_hides_behind_type_checking():
    assert [module(path) for path in files() if "TYPE_CHECKING" in path.read_text()] == []


def test_inside_a_feature_views_stand_above_actions_queries_and_models():
    wrong = []
    for path in files():
        if path.stem not in INSIDE:
            continue
        above = INSIDE[INSIDE.index(path.stem) + 1 :]
        own = {f"forum.{path.parent.name}.{name}" for name in above}
        wrong += [(module(path), name) for name, _node in imports(path) if name in own]

    assert wrong == []


def test_events_import_nothing_of_ours_and_handlers_no_views():
    events = [(module(p), name) for p in files() if p.stem == "events" for name, _ in imports(p) if "forum" in name]
    handlers = [
        (module(p), name) for p in files() if p.stem == "handlers" for name, _ in imports(p) if name.endswith(".views")
    ]

    assert events + handlers == []


@pytest.mark.parametrize("library", ["flask", "wtforms", "flask_wtf", "werkzeug"])
def test_what_decides_and_what_stores_does_not_know_the_web(library):
    wrong = [
        (module(path), name)
        for path in files()
        if path.stem in WITHOUT_FLASK or path.parent.name == "permissions"
        for name, _node in imports(path)
        if name.split(".")[0] == library
    ]

    assert wrong == []


def test_nothing_imports_in_a_circle():
    needs = {module(path): {name for name, _ in imports(path) if name.startswith("forum")} for path in files()}
    while free := [name for name, wanted in needs.items() if not wanted & needs.keys() - {name}]:
        for name in free:
            del needs[name]

    assert sorted(needs) == []
