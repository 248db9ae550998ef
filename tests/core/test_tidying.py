"""What Markdown says, as the pages of the forum take it."""

import pytest

from forum.core.markup import render
from tests.core.prose_trees import Tree, everything, faults, words

OUTSIDE = "nofollow ugc noopener"


def tags(source):
    return [tag for tag, _ in Tree(render(source)).tags]


def test_headings_stand_below_those_of_the_page():
    assert tags("# One\n\n## Two\n\n### Three") == ["h3", "h4", "h5"]


def test_no_level_of_headings_is_skipped():
    assert tags("### Three\n\n###### Six\n\n# One\n\n#### Four") == ["h3", "h4", "h3", "h4"]


def test_headings_end_at_the_sixth_level():
    assert tags("\n\n".join(f"{'#' * level} Level" for level in range(1, 7))) == ["h3", "h4", "h5", "h6", "h6", "h6"]


@pytest.mark.parametrize("first", [2, 3, 5])
def test_a_text_can_stand_under_another_heading(first):
    html = render("## Two\n\n### Three\n\n# One", first_heading=first)

    assert [tag for tag, _ in Tree(html).tags] == [f"h{first}", f"h{first + 1}", f"h{first}"]


@pytest.mark.parametrize("source", ["#", "## ##", "# \u200b", "###\n\n"])
def test_a_heading_without_words_is_none(source):
    assert tags(source) == ["p"]
    assert words(render(source)).startswith("#")


def test_an_image_from_elsewhere_is_a_link_to_it():
    html = render('![A kettle](https://pictures.example/k.png "Ours")')

    assert tags('![A kettle](https://pictures.example/k.png "Ours")') == ["p", "a"]
    assert Tree(html).of("a") == [{"href": "https://pictures.example/k.png", "title": "Ours", "rel": OUTSIDE}]
    assert words(html) == "Akettle"


def test_an_image_without_words_is_a_link_that_shows_its_address():
    assert words(render("![](https://pictures.example/k.png)")) == "https://pictures.example/k.png"


def test_an_image_in_a_link_leaves_its_words_there_and_its_own_link_behind_it():
    html = render("[![A kettle](https://pictures.example/k.png)](https://shop.example/)")

    assert [link["href"] for link in Tree(html).of("a")] == ["https://shop.example/", "https://pictures.example/k.png"]
    assert words(html) == "Akettlehttps://pictures.example/k.png"


def test_an_image_from_somewhere_forbidden_stays_as_it_was_typed():
    assert render("![x](data:image/png;base64,AAAA)") == "<p>![x](data:image/png;base64,AAAA)</p>\n"


@pytest.mark.parametrize(
    "source",
    ["[a](https://e.example)", "<https://e.example>", "https://e.example", "asha@kent.gov.uk", "![a](https://e.example)",
     "[a]\n\n[a]: https://e.example", "[unused]: https://e.example"],
)  # fmt: skip
def test_a_link_that_leaves_the_site_vouches_for_nobody(source):
    assert [link["rel"] for link in Tree(render(source)).of("a")] == [OUTSIDE]


@pytest.mark.parametrize("address", ["/threads/12", "/", "#post-3", "/search?q=a%20b&page=2"])
def test_a_link_inside_the_site_is_an_ordinary_one(address):
    assert Tree(render(f"[there]({address})")).of("a") == [{"href": address}]


@pytest.mark.parametrize(
    "source", ["[](https://e.example/a)", "[\u200b](https://e.example/a)", "[ ](https://e.example/a)"]
)
def test_a_link_without_words_shows_its_address(source):
    assert "https://e.example/a" in words(render(source))


def test_a_table_is_a_group_that_the_keyboard_reaches_and_named_by_its_columns():
    html = render("Kettle | *Price*\n--|--\nblue | 20")

    assert Tree(html).of("div") == [
        {"class": "app-prose__table", "role": "group", "aria-label": "Kettle, Price", "tabindex": "0"}
    ]


def test_an_empty_heading_of_a_table_is_an_ordinary_cell():
    html = render("| | Price |\n|--|--|\n| blue | 20 |")

    assert Tree(html).of("th") == [{"scope": "col"}]
    assert Tree(html).of("div")[0]["aria-label"] == "Price"
    assert faults(html) == []


def test_a_table_whose_columns_have_no_name_has_none():
    assert "aria-label" not in Tree(render("| | |\n|--|--|\n| blue | 20 |")).of("div")[0]


def test_the_name_of_a_table_is_short():
    html = render(f"{'kettle ' * 40} | b\n--|--\n1 | 2")

    assert len(Tree(html).of("div")[0]["aria-label"]) == 120


def test_items_bear_the_numbers_that_were_typed():
    html = render("3. three\n4. four\n9. nine\n10. ten")

    assert Tree(html).of("ol") == [{"start": "3"}]
    assert Tree(html).of("li") == [{}, {}, {"value": "9"}, {}]


def test_items_with_the_same_number_are_counted():
    assert Tree(render("1. one\n1. two\n1. three")).of("li") == [{}, {}, {}]


def test_numbers_of_one_list_do_not_count_in_the_list_around_it():
    html = render("1. one\n   1. a\n   8. b\n2. two")

    assert [item.get("value") for item in Tree(html).of("li")] == [None, None, "8", None]


def test_a_definition_that_no_link_uses_is_somebodys_words():
    html = render('[1]: https://kent.gov.uk/rules "The rules"')

    assert " ".join(Tree(html).text.split()) == "[1]: https://kent.gov.uk/rules The rules"


def test_a_second_definition_of_the_same_name_is_shown():
    html = render("[a]\n\n[a]: https://one.example\n\n[a]: https://two.example")

    assert "https://one.example" in everything(html)
    assert "https://two.example" in words(html)
