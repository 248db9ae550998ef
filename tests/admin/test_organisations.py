"""Administrators keep the directory: page by page, and from a file."""

import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from forum.core.clock import now
from forum.core.db import session
from forum.core.log import LogEntry
from forum.organisations.models import Organisation, OrganisationDomain
from forum.organisations.queries import organisation_at
from tests.accounts.door import PASSWORD
from tests.accounts.test_kept import fields_of
from tests.admin.people import administrator
from tests.factories import make_member, make_organisation
from tests.pages import sign_in

HEADING = "slug,name,kind,nation,region,website,parent,domains\n"
DORSET = {
    "name": "Dorset Council",
    "slug": "",
    "kind": "council",
    "nation": "england",
    "region": "South West",
    "website": "https://www.dorset.example",
    "parent": "",
    "domains": "dorset.gov.uk\n*.dorset.example",
}


@pytest.fixture(autouse=True)
def chief(client):
    return administrator(client)


def send_file(client: Any, content: str | bytes, **fields: str) -> Any:
    """Send a file to the import."""
    content = content.encode() if isinstance(content, str) else content
    sent = {**fields, "file": (io.BytesIO(content), "directory.csv")}
    return client.send("/admin/organisations/import", sent, content_type="multipart/form-data")


def test_an_organisation_is_added_with_an_address_of_its_name(client, chief):
    answer = client.send("/admin/organisations/add", DORSET)

    assert (answer.status_code, answer.location) == (303, "/admin/organisations/dorset-council/change")
    dorset = organisation_at("dorset-council")
    assert (dorset.name, dorset.region) == ("Dorset Council", "South West")
    assert session.get(OrganisationDomain, "dorset.example").with_subdomains is True
    assert session.scalars(select(LogEntry.actor_id)).all() == [chief.id]


def test_the_form_shows_what_the_directory_says_and_changes_it(client):
    county = make_organisation(slug="county", name="Dorset County")
    make_organisation("dorset.gov.uk", slug="dorset", name="Dorset", parent_id=county.id)

    page = client.get("/admin/organisations/dorset/change").text
    assert 'value="county"' in page
    assert "dorset.gov.uk</textarea>" in page

    answer = client.send(
        "/admin/organisations/dorset/change", {**DORSET, "slug": "dorset-council", "parent": "dorset COUNTY"}
    )
    assert answer.status_code == 303
    assert organisation_at("dorset").slug == "dorset-council"
    assert organisation_at("dorset").parent.slug == "county"
    assert client.get("/organisations/dorset").location == "/organisations/dorset-council"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Enter the name"),
        ("name", "n" * 121, "Shorten this to 120"),
        ("slug", "Dorset!", "is no address"),
        ("slug", "taken", "is that of Taken"),
        ("region", "r" * 61, "to 60 characters"),
        ("website", "dorset", "is no web address"),
        ("parent", "Nowhere", "There is no organisation “Nowhere”"),
        ("domains", "co.uk", "Anybody can have an address"),
        ("domains", "taken.example", "taken.example is a domain of Taken"),
        ("domains", "a.example a.example", "stands there twice"),
        ("kind", "kettle", "Not a valid choice"),
    ],
)
@pytest.mark.parametrize("page", ["add", "kent/change"])
def test_what_cannot_be_is_said_beside_its_field_and_all_that_was_typed_stays(client, field, value, words, page):
    make_organisation("taken.example", slug="taken", name="Taken")
    make_organisation(slug="kent", name="Kent")

    answer = client.send(f"/admin/organisations/{page}", {**DORSET, "slug": "somewhere", field: value})

    assert answer.status_code == 422
    assert words in answer.text
    assert f'id="{field}-error"' in answer.text
    assert "South West" in answer.text or field == "region"
    assert "dorset.gov.uk" in answer.text or field == "domains"
    assert value in answer.text or field == "kind"
    assert session.scalar(select(func.count(Organisation.id))) == 2
    assert organisation_at("kent").name == "Kent"


@pytest.mark.parametrize("slug", ["nowhere", "part", "Kent", "%20"])
def test_what_is_not_there_cannot_be_changed(client, slug):
    whole = make_organisation(slug="whole")
    make_organisation(slug="part", merged_into_id=whole.id, retired_at=now())

    assert client.get(f"/admin/organisations/{slug}/change").status_code == 404
    assert client.send(f"/admin/organisations/{slug}/change", DORSET).status_code == 404


def test_a_retired_organisation_is_in_the_list_and_comes_back(client):
    make_organisation(slug="dorset", name="Dorset", retired_at=now())

    assert "Retired" in client.get("/admin/organisations?name=dors").text
    assert "Bring it back" in client.get("/admin/organisations/dorset/change").text
    assert client.send("/admin/organisations/dorset/change", {**DORSET, "slug": "dorset"}).status_code == 409
    assert client.send("/admin/organisations/dorset/bring-back").status_code == 303
    assert not organisation_at("dorset").is_retired


def test_the_list_is_searched_and_goes_on(client):
    for number in range(60):
        make_organisation(name=f"Council {number:02}")

    page = client.get("/admin/organisations?name=council").text

    assert "Council 49" in page
    assert "Council 50" not in page
    assert "name=council&amp;after=" in page
    assert "No organisation has these words" in client.get("/admin/organisations?name=kettle").text
    assert client.get("/admin/organisations", query_string={"name": "w" * 121}).status_code == 422


def test_a_file_is_brought_in(client):
    answer = send_file(client, HEADING + "dorset,Dorset,council,england,,,,dorset.gov.uk\n")

    assert (answer.status_code, answer.location) == (303, "/admin/organisations")
    assert "1 organisation added, 0 changed." in client.get("/admin/organisations").text
    assert organisation_at("dorset").name == "Dorset"


def test_one_looks_before_what_a_file_would_change(client):
    make_organisation(slug="kent", name="Kent")

    answer = send_file(
        client, HEADING + "kent,Kent County,council,england,,,,\nessex,Essex,council,england,,,,\n", only_look="y"
    )

    assert answer.status_code == 200
    assert "1 would be added, 1 changed" in answer.text
    assert "Added: Essex" in answer.text
    assert "Changed: Kent" in answer.text
    assert organisation_at("kent").name == "Kent"
    assert session.scalars(select(LogEntry.id)).all() == []


@pytest.mark.parametrize("look", [{}, {"only_look": "y"}])
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("essex,Essex,kettle,england,,,,", "Line 3: “kettle” is none of"),
        ("essex,Essex,council,england,,,,taken.example", "Line 3: taken.example is a domain of Taken"),
        ('essex,"<script>alert(1)</script>,council', "Line 3: This line cannot be read"),
    ],
)
def test_one_bad_line_and_nothing_changes(client, look, line, words):
    make_organisation("taken.example", name="Taken")

    answer = send_file(client, f"{HEADING}kent,Kent,council,england,,,,\n{line}\n", **look)

    assert answer.status_code == 422
    assert words in answer.text
    assert "<script>alert" not in answer.text
    assert session.scalar(select(func.count(Organisation.id))) == 1


def test_of_very_many_faults_the_first_are_said_and_the_rest_counted(client):
    answer = send_file(client, HEADING + "a,,other,uk,,,,\n" * 150)

    assert answer.status_code == 422
    assert answer.text.count("Enter the name of the organisation") == 100
    assert "And 50 more." in answer.text


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"slug\n", bytes(range(256))])
def test_a_file_that_is_none_is_answered(client, content):
    assert send_file(client, content).status_code == 422


def test_no_file_and_a_file_too_large_are_answered(client):
    assert client.send("/admin/organisations/import", {}).status_code == 422
    assert send_file(client, b"x" * 2_000_001).status_code == 413


def test_the_directory_is_downloaded_and_comes_in_again_unchanged(client):
    make_organisation("dorset.gov.uk", slug="dorset", name="=Dorset", region="@home")

    answer = client.get("/admin/organisations/export")

    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "'=Dorset" in answer.text
    assert "1 changed" not in send_file(client, answer.data, only_look="y").text
    assert send_file(client, answer.data).status_code == 303
    assert organisation_at("dorset").name == "=Dorset"


def test_the_form_for_files_asks_for_the_password_before_it_is_shown(client):
    other = client.application.test_client()
    sign_in(other, make_member(role="administrator"), proven_at=now() - timedelta(hours=1))

    answer = other.get("/admin/organisations/import")

    assert answer.status_code == 302
    assert answer.location.endswith("next=/admin/organisations/import")


def test_a_file_that_comes_too_late_is_said_to_be_lost_and_the_password_leads_back_to_the_form(client, chief):
    other = client.application.test_client()
    sign_in(other, chief, proven_at=now() - timedelta(hours=1))

    answer = send_file(other, "slug,name\n", only_look="y")
    fields = {name: text for name, text in fields_of(answer.text).items() if name != "password"}
    went = other.send("/sign-in/again", {**fields, "password": PASSWORD})

    assert answer.status_code == 403
    assert "the file that you chose could not be kept" in answer.text
    assert "What you sent is kept" not in answer.text
    assert (went.status_code, went.location) == (303, "/admin/organisations/import")


def test_the_kind_is_chosen_by_whoever_adds(client):
    answer = client.send("/admin/organisations/add", {**DORSET, "kind": ""})

    assert answer.status_code == 422
    assert 'id="kind-error"' in answer.text
    assert 'value="council" selected' not in client.get("/admin/organisations/add").text


def test_kind_and_nation_of_a_file_may_stand_in_capitals_and_their_words_are_listed(client):
    page = client.get("/admin/organisations/import").text

    answer = send_file(client, HEADING + "dorset,Dorset,Council,ENGLAND,,,,\n")

    assert answer.status_code == 303
    assert (organisation_at("dorset").kind, organisation_at("dorset").nation) == ("council", "england")
    assert "<dt>northern-ireland</dt>" in page
    assert "<dt>parliament</dt>" in page
