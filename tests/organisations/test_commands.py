"""The directory from the command line, and the one that comes with the forum."""

import pytest
from flask.testing import FlaskCliRunner

from forum.core.clock import now
from forum.core.db import session, transaction
from forum.organisations.commands import cli
from forum.organisations.hosts import fault_of
from forum.organisations.models import FormerOrganisationSlug, Organisation
from forum.organisations.queries import organisation_at
from forum.organisations.sheets import read_sheet
from forum.organisations.starting import FILE, starting_directory
from tests.factories import make_organisation

HEADING = "slug,name,kind,nation,region,website,parent,domains"


@pytest.fixture
def run(forum):
    """Runs a command of the feature; answers its exit status and what it said."""

    def perform(*words: str, given: bytes | None = None) -> tuple[int, str]:
        with forum.app_context():
            result = FlaskCliRunner(forum).invoke(cli, list(words), input=given)
        session.rollback()
        return result.exit_code, result.output

    return perform


def test_a_file_is_brought_in_and_written_again(run, tmp_path):
    file = tmp_path / "directory.csv"
    text = f"{HEADING}\r\ndorset,Dorset Council,council,england,South West,,,*.dorset.gov.uk\r\n"
    file.write_bytes(text.encode())

    assert run("import", str(file)) == (0, "Done: 1 added, 0 changed, 0 as they were.\n")
    assert run("import", str(file)) == (0, "Done: 0 added, 0 changed, 1 as they were.\n")
    assert run("export", str(tmp_path / "written.csv"))[0] == 0
    assert (tmp_path / "written.csv").read_bytes().replace(b"\r\n", b"\n") == text.encode().replace(b"\r\n", b"\n")


def test_a_dry_run_says_what_would_change_and_changes_nothing(run):
    given = f"{HEADING}\ndorset,Dorset,council,england,,,,\n".encode()

    assert run("import", "-", "--dry-run", given=given) == (0, "Would be: 1 added, 0 changed, 0 as they were.\n")
    assert session.query(Organisation).count() == 0


@pytest.mark.parametrize("dry", [["--dry-run"], []])
def test_one_bad_line_and_nothing_changes(run, dry):
    make_organisation("dorset.gov.uk", name="Dorset")
    alone = f"{HEADING}\nkent,Kent,council,england,,,,\nessex,Essex,kettle,england,,,,\n".encode()
    beside = f"{HEADING}\nkent,Kent,council,england,,,,\nessex,Essex,council,england,,,,dorset.gov.uk\n".encode()

    for given, words in ((alone, "line 3: “kettle” is none of"), (beside, "line 3: dorset.gov.uk is a domain of Dor")):
        status, said = run("import", "-", *dry, given=given)
        assert status == 1
        assert "nothing has changed" in said
        assert words in said
    assert session.query(Organisation).count() == 1


def test_without_a_file_the_starting_directory_comes_in_once(run):
    many = len(starting_directory())

    assert run("import") == (0, f"Done: {many} added, 0 changed, 0 as they were.\n")
    assert run("import") == (0, "Done: 0 added, 0 changed, 0 as they were.\n")
    assert organisation_at("leeds-city-council").region == "Yorkshire and the Humber"


def test_the_starting_directory_leaves_alone_what_administrators_did(run):
    make_organisation(slug="leeds-city-council", name="Leeds")
    make_organisation(slug="home-office", name="Home Office", retired_at=now())
    kent = make_organisation(slug="kent")
    with transaction():
        session.add(FormerOrganisationSlug(slug="kent-county-council", organisation_id=kent.id))

    assert run("import")[0] == 0

    assert organisation_at("leeds-city-council").name == "Leeds"
    assert organisation_at("home-office").is_retired
    assert organisation_at("kent-county-council").slug == "kent"
    assert organisation_at("disclosure-and-barring-service").parent is None  # was a part of the Home Office


def test_retired_organisations_are_not_written(run):
    make_organisation("a.example", slug="dorset", name="Dorset", retired_at=now())
    make_organisation(slug="kent", name="Kent")

    _status, said = run("export")

    assert "Kent" in said
    assert "Dorset" not in said


def test_the_starting_directory_is_sound():
    sheet, faults = read_sheet(FILE.read_bytes())

    assert faults == []
    assert len(sheet) >= 150
    assert len({one.slug for one in sheet}) == len({one.name for one in sheet}) == len(sheet)
    domains = [entry for one in sheet for entry in one.domains]
    assert len({entry.domain for entry in domains}) == len(domains) >= 150
    assert [one for one in domains if fault_of(one.domain, one.with_subdomains)] == []
    assert {one.parent for one in sheet} - {""} <= {one.slug for one in sheet}
    assert [entry.domain for entry in domains if entry.domain.endswith((".example", ".ac.uk", ".sch.uk"))] == []


def test_every_kind_that_has_a_nation_of_its_own_is_there():
    nations = {one.nation for one in starting_directory()}
    kinds = {one.kind for one in starting_directory()}

    assert nations == {"uk", "england", "scotland", "wales", "northern-ireland"}
    assert kinds >= {"council", "health", "police", "fire", "education", "central", "parliament"}
