"""Deeds: one place commits, each names its permission, nothing else writes."""

import ast
import re

from forum.permissions.guard import ACTIONS
from forum.permissions.table import TABLE, Can
from tests.house.code import files, functions, module, tree

WRITERS = (  # modules that write without a deed of a person, each for its own bookkeeping
    "forum.core.db",
    "forum.core.delivery",
    "forum.core.letters",
    "forum.core.outbox",
    "forum.core.set_aside",
    "forum.core.throttle",
    "forum.accounts.sessions",
    "forum.moderation.reading_on",
    "forum.notifications.digests",
    "forum.notifications.telling",
    "forum.permissions.guard",
    "forum.search.counted",
    "forum.search.vocabulary",
    "forum.threads.unsent",
    "forum.searches.findings",
)
INDEX = ("forum.search.postgresql_build", "forum.search.postgresql_index")


def test_one_place_commits():
    """Beside it only the index on PostgreSQL, on connections of its own: it is a copy, and has no rows of the forum."""
    places = {module(path) for path in files() if re.search(r"\.commit\(\)", path.read_text())}

    assert places == {"forum.core.db", *INDEX}


def test_only_the_guard_and_a_few_keepers_of_books_open_a_transaction():
    places = {module(path) for path in files() if re.search(r"\btransaction\(\)", path.read_text())}

    assert places <= {*WRITERS, "forum.core.db"}


def test_what_opens_a_transaction_is_done_again_when_the_engine_gives_it_up():
    """Only a whole function can be: it stands under `@wholly`, and a deed of a person under `@action`."""
    once = []
    for path in files():
        if module(path) in ("forum.core.db", "forum.permissions.guard"):
            continue
        under = {inner for node in functions(path) if _is_wholly(node) for inner in ast.walk(node)}
        once += [f"{module(path)}:{node.lineno}" for node in ast.walk(tree(path)) if _opens(node) and node not in under]

    assert once == []


def test_every_public_function_of_an_action_file_names_its_permission():
    nameless = []
    for path in files():
        if path.stem != "actions":
            continue
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not _is_action(node):
                nameless.append(f"{module(path)}.{node.name}")

    assert nameless == []


def test_every_permission_has_its_row_and_every_deed_a_permission():
    assert set(TABLE) == set(Can)
    assert {deed.permission for deed in ACTIONS} <= set(Can)


def test_every_deed_says_what_it_does():
    assert [deed.__name__ for deed in ACTIONS if not (deed.__doc__ or "").strip()] == []


def test_functions_fit_into_one_look():
    lengths = [
        ((node.end_lineno or 0) - node.lineno, f"{module(p)}.{node.name}") for p in files() for node in functions(p)
    ]
    ordered = sorted(lengths)

    assert ordered[len(ordered) // 2][0] <= 8
    assert ordered[len(ordered) * 9 // 10][0] <= 20
    assert [name for length, name in lengths if length > 40] == []


def test_files_hold_one_noun():
    lengths = sorted((len(path.read_text().splitlines()), module(path)) for path in files())

    assert lengths[len(lengths) // 2][0] <= 80
    assert lengths[len(lengths) * 9 // 10][0] <= 200
    assert [name for length, name in lengths if length > 220] == []


def _opens(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("transaction", "aside")


def _is_wholly(node: ast.FunctionDef) -> bool:
    names = [one.id for one in node.decorator_list if isinstance(one, ast.Name)]
    return "wholly" in names and not any(isinstance(one, ast.Yield | ast.YieldFrom) for one in ast.walk(node))


def _is_action(node: ast.FunctionDef) -> bool:
    calls = [one for one in node.decorator_list if isinstance(one, ast.Call)]
    return any(isinstance(one.func, ast.Name) and one.func.id == "action" for one in calls)
