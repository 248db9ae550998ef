"""What may stand in an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.errors import Absent
from forum.web.converters import LARGEST_ID, id_of
from forum.web.paging import MOST_PAGES, page_number


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("42", 42), ("2147483647", LARGEST_ID), ("007", 7)])
def test_a_number_of_a_row_is_read(text, number):
    assert id_of(text) == number


@pytest.mark.parametrize(
    "text",
    [None, "", "0", "-1", "+1", "1.0", "1e3", " 1", "1 ", "2147483648", "99999999999", "٣", "１", "²", "0x1", "1_0",
     "x", "1\x00", "9" * 5000],
)  # fmt: skip
def test_what_is_no_number_of_a_row_leads_nowhere(text):
    with pytest.raises(Absent):
        id_of(text)


@given(st.text(max_size=12))
def test_any_text_is_a_number_of_a_row_or_leads_nowhere(text):
    try:
        number = id_of(text)
    except Absent:
        number = 1

    assert 1 <= number <= LARGEST_ID


@pytest.mark.parametrize("number", ["0", "-1", "01", "1.5", "2147483648", "99999999999999999999", "x", "１", "1%00"])
def test_an_address_with_no_number_of_a_row_leads_nowhere(client, number):
    assert client.get(f"/threads/{number}").status_code == 404


@pytest.mark.parametrize(
    ("query",
    "number"), [("", 1), ("?page=1", 1), ("?page=12", 12), ("?page=1000000", MOST_PAGES)],
)  # fmt: skip
def test_the_number_of_a_page_is_read(forum, query, number):
    with forum.test_request_context(f"/{query}"):
        assert page_number() == number


@pytest.mark.parametrize("page", ["0", "-1", "1000001", "x", "", "1.5", "%20", "１", "9" * 5000, "1e3", "+1"])
def test_what_is_no_page_leads_nowhere(forum, page):
    with forum.test_request_context(f"/?page={page}"), pytest.raises(Absent):
        page_number()
