"""Committed files: what none of them says, how heavy a first visit is, and the map in README.md."""

import gzip
import re
import subprocess
from functools import lru_cache
from pathlib import Path

import pytest

from forum.config import SETTINGS
from tests.elements import read_page
from tests.factories import make_board
from tests.house.code import ROOT

CSS_KB, JS_KB = 14, 20  # compressed, on a first visit
NOT_OURS = ("package-lock.json", "requirements.txt", "requirements-dev.txt", "requirements-node.txt")
SELF = str(Path(__file__).relative_to(ROOT))
REGISTRIES = r"https?://[\w.-]*(pypi|pythonhosted|npmjs|yarnpkg|registry|artifactory|nexus|mirror)[\w.-]*"
MACHINES = r"(?<![\w.*}])/(?:home|root|work|Users|tmp|mnt|workspace)/\w+"
UNFINISHED = r"\b(TODO|FIXME|XXX|HACK)\b"


@lru_cache
def committed() -> dict[str, str]:
    """Every text file under version control, with what it says."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    texts = {}
    for name in filter(None, names.stdout.split("\0")):
        path = ROOT / name
        if path.is_file() and b"\0" not in (content := path.read_bytes())[:8000]:
            texts[name] = content.decode(errors="replace")
    return texts


def lines_with(pattern: str, but_for: tuple[str, ...] = ()) -> list[str]:
    """Where a pattern stands in committed files."""
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in committed().items()
        if name not in (SELF, *but_for)
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line)
    ]


def test_no_file_names_a_registry():
    assert lines_with(REGISTRIES) == []
    assert lines_with(r'--(extra-)?index-url|"resolved":\s*"https?:|^\s*registry\s*=') == []


def test_no_file_names_a_path_of_somebodys_machine():
    assert lines_with(MACHINES) == []


def test_no_link_is_committed():
    stages = subprocess.run(["git", "ls-files", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert [line for line in stages.splitlines() if line.startswith("120000")] == []


def test_nothing_is_left_for_later():
    assert lines_with(UNFINISHED, but_for=NOT_OURS) == []


def test_every_package_is_locked_with_its_hash():
    for name in ("requirements.txt", "requirements-dev.txt"):
        packages = re.findall(
            r"^([\w.-]+(?:\[[\w,]+\])?==\S+).*?(?=^\S|\Z)", committed()[name], re.MULTILINE | re.DOTALL
        )
        hashed = re.findall(r"^([\w.-]+(?:\[[\w,]+\])?==\S+)[^\n]*\\\n\s+--hash=", committed()[name], re.MULTILINE)
        assert packages == hashed != [], name


def test_what_is_made_is_not_committed():
    made = (".venv/", "node_modules/", "static/vendor/", "var/", ".make/")

    assert [name for name in committed() if name.startswith(made) or "__pycache__" in name] == []


def test_every_setting_has_a_meaning_and_a_name_of_ours():
    assert [setting.name for setting in SETTINGS if len(setting.meaning.split()) < 3] == []
    assert [setting.name for setting in SETTINGS if not re.fullmatch(r"FORUM_[A-Z_]+", setting.name)] == []


def test_every_setting_that_the_code_asks_for_exists():
    asked = {name for path in ("forum", "deploy", "Makefile", "README.md", "wsgi.py") for name in _settings_in(path)}

    of_tests = {"FORUM_TEST_ENGINE", "FORUM_BENCH_POSTGRESQL", "FORUM_BENCH_REDIS"}
    assert asked - of_tests <= {setting.name for setting in SETTINGS}


@pytest.mark.parametrize("address", ["/", "/boards/kettles", "/search", "/sign-in", "/sign-up"])
def test_a_first_visit_is_light(client, address):
    make_board(slug="kettles")
    page, _faults = read_page(client.get(address).get_data(as_text=True))

    css = [one.attributes["href"] for one in page if one.tag == "link" and one.attributes.get("rel") == "stylesheet"]
    js = [one.attributes["src"] for one in page if one.tag == "script"]

    assert 0 < _weight(css) <= CSS_KB * 1000
    assert 0 < _weight(js) <= JS_KB * 1000


def test_all_scripts_together_are_light():
    scripts = [path for folder in ("js", "vendor") for path in (ROOT / "static" / folder).glob("*.js")]

    assert sum(len(gzip.compress(path.read_bytes())) for path in scripts) <= JS_KB * 1000


def test_nothing_is_loaded_from_elsewhere(client):
    page, _faults = read_page(client.get("/").get_data(as_text=True))

    loaded = [one.attributes.get("src") or one.attributes.get("href") or "" for one in page if one.tag != "a"]

    assert [address for address in loaded if "//" in address] == []
    assert lines_with(r"url\(\s*['\"]?(https?:)?//", but_for=(SELF,)) == []


def test_the_map_in_the_readme_names_each_folder():
    there = {path.name for path in (ROOT / "forum").iterdir() if (path / "__init__.py").is_file()}
    there |= {name.split("/")[0] for name in committed() if "/" in name and not name.startswith(".")} - {"forum"}

    assert _folders_of_the_map() == there


def _folders_of_the_map() -> set[str]:
    trees = re.findall(r"^```text\n(forum/.*?)^```", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    named = re.findall(r"^ *([\w.-]+)/(?= )", trees[0], re.MULTILINE)
    return set(named) - {"forum"}


def _settings_in(path: str) -> set[str]:
    texts = [text for name, text in committed().items() if name == path or name.startswith(f"{path}/")]
    return {name for text in texts for name in re.findall(r"\bFORUM_[A-Z_]*[A-Z]\b", text)}


def _weight(addresses: list[str | None]) -> int:
    files = [ROOT / str(address).split("?")[0].lstrip("/") for address in addresses]
    return sum(len(gzip.compress(path.read_bytes())) for path in files)
