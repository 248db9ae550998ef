"""The directory: for everybody, each list an address."""

from urllib.parse import parse_qs, urlsplit

import pytest

from forum.core.clock import now
from tests.factories import make_organisation


def found(client, **asked: str) -> list[str]:
    """The names on the list, in order."""
    page = client.get("/organisations", query_string=asked).text
    main = page[page.index("<main") :]
    return [part.split("</a>")[0].rsplit(">", 1)[1] for part in main.split('<h3 class="app-thread__title">')[1:]]


def make_three() -> None:
    """A council, a health board and a police force."""
    make_organisation("dorset.gov.uk", name="Dorset Council", region="South West")
    make_organisation("nhsx.nhs.uk", name="Lothian Health Board", kind="health", nation="scotland")
    make_organisation(name="Devon and Cornwall Police", kind="police", region="South West")


def test_the_list_names_organisations_from_a_to_z_to_everybody(client):
    make_three()

    assert found(client) == ["Devon and Cornwall Police", "Dorset Council", "Lothian Health Board"]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"name": "dorset"}, ["Dorset Council"]),
        ({"name": "COUNCIL dorset"}, ["Dorset Council"]),
        ({"name": "dorset health"}, []),
        ({"kind": "health"}, ["Lothian Health Board"]),
        ({"nation": "scotland"}, ["Lothian Health Board"]),
        ({"region": "South West"}, ["Devon and Cornwall Police", "Dorset Council"]),
        ({"region": "South West", "kind": "police", "name": "corn"}, ["Devon and Cornwall Police"]),
        ({"nation": "wales"}, []),
        ({"name": "dorset.gov.uk"}, ["Dorset Council"]),
        ({"name": "asha@Dorset.gov.uk"}, ["Dorset Council"]),
        ({"name": "notdorset.gov.uk"}, []),
        ({"name": "%"}, []),
        ({"name": "d_rset"}, []),
        ({"name": "'; drop table organisation; --"}, []),
    ],
)
def test_each_field_narrows_the_list(client, asked, names):
    make_three()

    assert found(client, **asked) == names


def test_who_was_retired_is_not_listed(client):
    make_organisation(name="Dorset Council", region="South West", retired_at=now())

    assert found(client) == []
    assert "South West" not in client.get("/organisations").text


def test_the_list_goes_on_page_by_page_with_what_was_asked(client):
    for number in range(70):
        make_organisation(name=f"Council {number:02}")
    make_organisation(name="Council of police", kind="police")

    first = client.get("/organisations?kind=council&name=council").text
    link = first[first.index('rel="next"') - 300 : first.index('rel="next"')].split('href="')[-1].split('"')[0]
    query = {name: values[0] for name, values in parse_qs(urlsplit(link.replace("&amp;", "&")).query).items()}

    assert found(client, kind="council") == [f"Council {number:02}" for number in range(50)]
    assert found(client, **query) == [f"Council {number:02}" for number in range(50, 70)]
    assert (query["kind"], query["name"]) == ("council", "council")


@pytest.mark.parametrize("after", ["x", "%00", "WyIyMDI2Il0", "e30", "a" * 3000])
def test_a_cursor_that_no_page_gave_out_is_absent(client, after):
    assert client.get("/organisations", query_string={"after": after}).status_code == 404


@pytest.mark.parametrize(("field", "value"), [("name", "w" * 121), ("kind", "kettle"), ("nation", "1")])
def test_what_cannot_be_asked_is_said_beside_its_field(client, field, value):
    answer = client.get("/organisations", query_string={field: value})

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


def test_what_was_typed_stays_in_the_form(client):
    answer = client.get("/organisations", query_string={"name": "w" * 121, "kind": "police"})

    assert f'value="{"w" * 121}"' in answer.text
    assert '<option value="police" selected>' in answer.text


def test_when_nothing_fits_the_page_says_what_to_do(client):
    page = client.get("/organisations?name=Nothing").text

    assert "No organisation fits" in page
    assert "Show all organisations" in page


def test_one_jumps_over_the_list_to_what_narrows_it(client):
    page = client.get("/organisations").text

    assert page.index('href="#find-organisations"') < page.index('id="list"') < page.index('id="find-organisations"')
