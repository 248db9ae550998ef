"""Handles and names: what they may be, and which look the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.lookalikes import NameRefused, check_display_name, check_handle, handle_from_name, skeleton
from forum.core.reserved import RESERVED

pytestmark = pytest.mark.apart


@pytest.mark.parametrize("handle", ["asha-patel", "ann", "j-r-r", "k9-unit", "a1b2c3", "x" * 30])
def test_a_plain_handle_is_taken(handle):
    assert check_handle(handle) is None


@pytest.mark.parametrize(
    "handle",
    ["", "ab", "x" * 31, "Asha", "1asha", "-asha", "asha-", "asha--patel", "asha_patel", "asha.patel", "asha patel",
     "siân", "аsha", "asha\n", "asha\u200b", "ash@"],
)  # fmt: skip
def test_a_handle_of_the_wrong_form_is_refused(handle):
    with pytest.raises(NameRefused, match="A handle"):
        check_handle(handle)


@pytest.mark.parametrize("handle", sorted(word for word in RESERVED if len(word) > 2))
def test_a_reserved_word_is_no_handle(handle):
    with pytest.raises(NameRefused, match="kept for the site"):
        check_handle(handle)


@pytest.mark.parametrize(
    "handle",
    ["adrnin", "adm1n", "admln", "ad-min", "admin1", "admin-2", "rnoderator", "m0derator", "the-moderator", "nhs1",
     "moderator-asha", "signin", "s1gn-in", "c0unc1l", "asha-archive", "asha-archive12"],
)  # fmt: skip
def test_a_handle_that_looks_like_a_reserved_word_is_refused(handle):
    with pytest.raises(NameRefused, match="kept for the site"):
        check_handle(handle)


@pytest.mark.parametrize(
    ("one", "other"),
    [("tom-okafor", "tom-0kafor"), ("paul", "pau1"), ("paul", "paui"), ("mary", "rnary"), ("will", "vvill"),
     ("asha-patel", "ashapatel"), ("a-b-c", "abc"), ("modern", "modem"), ("lili", "1i1l")],
)  # fmt: skip
def test_handles_that_look_alike_have_one_skeleton(one, other):
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("asha", "asho"), ("asha-patel", "asha-patels"), ("anna2", "anna3")])
def test_handles_that_differ_have_different_skeletons(one, other):
    assert skeleton(one) != skeleton(other)


def test_a_skeleton_sees_through_styles_and_marks():
    assert skeleton("𝐚sha") == skeleton("ａshá") == skeleton("asha")


@given(st.from_regex(r"[a-z](?:-?[a-z0-9]){2,29}", fullmatch=True))
def test_a_skeleton_is_its_own_skeleton_and_fits_its_column(handle):
    shape = skeleton(handle)

    assert 0 < len(shape) <= 80
    assert "-" not in shape
    assert skeleton(handle.replace("-", "")) == shape


@pytest.mark.parametrize(
    "name",
    ["Asha Patel", "Siân O'Connor", "Siân O’Connor", "Jean-Luc Picard", "J. R. R. Tolkien", "Ngũgĩ wa Thiong'o",
     "Łukasz Żółć", "Nguyễn Thị Hồng", "王小明", "やまだ たろう", "山田タロウ", "김철수", "Ελένη Παπαδοπούλου",
     "Александр Петров", "محمد علي", "आशा पटेल", "Kent County Council", "Wards 3 & 4 (nights)", "Tom Okafor, RN", "Li"],
)  # fmt: skip
def test_a_real_name_is_taken(name):
    assert check_display_name(name) == unicodedata.normalize("NFC", name)


def test_a_name_comes_back_trimmed_and_folded():
    assert check_display_name("  Asha \u3000  Patel\n") == "Asha Patel"
    assert check_display_name("Sia\u0302n") == "Siân"


@pytest.mark.parametrize("name", ["", " ", "A", "x" * 81, "x" * 100_000])
def test_a_name_too_short_or_too_long_is_refused(name):
    with pytest.raises(NameRefused, match="between 2 and 80"):
        check_display_name(name)


@pytest.mark.parametrize(
    "name",
    ["Asha\u200bPatel", "Asha\u200dPatel", "\u202eletaP ahsA", "Asha\u2066Patel", "Asha\x00Patel", "Asha\ue000",
     "Asha\ufeff", "Asha ✔", "Asha 🙂", "Asha\u3164", "\u115f\u1160Asha", "Asha\u034fPatel", "Asha\ufe0f",
     "A" + "\u0301" * 9, "\u0301Asha", "Asha\u00adPatel", "<b>Asha</b>", "Asha@kent", "Asha\ud800", "Asha\u2800Patel",
     "Asha | Kent"],
)  # fmt: skip
def test_a_name_with_something_hidden_or_drawn_is_refused(name):
    with pytest.raises(NameRefused, match="Use letters"):
        check_display_name(name)


@pytest.mark.parametrize("name", ["12345", "3.14", "- -", "(&)"])
def test_a_name_without_a_letter_is_refused(name):
    with pytest.raises(NameRefused, match="at least one letter"):
        check_display_name(name)


@pytest.mark.parametrize(
    "name", ["Аsha Patel", "Asha Раtel", "Tοm Okafor", "Αsha Patel", "Asha Պatel", "Asha Петров", "Ꭺsha Patel"]
)
def test_a_name_in_two_alphabets_is_refused(name):
    with pytest.raises(NameRefused, match="one alphabet"):
        check_display_name(name)


@pytest.mark.parametrize(
    "name",
    ["Administrator", "moderator", "The Moderators", "Forum Moderator", "Admin Team", "ADMIN", "M0derator", "Adm1n",
     "Módérator", "Ａdmin", "Site administrator", "Official Moderator", "ᴀᴅᴍɪɴ"],
)  # fmt: skip
def test_a_name_that_poses_as_staff_is_refused(name):
    with pytest.raises(NameRefused, match="run the site"):
        check_display_name(name)


def test_a_name_with_a_word_for_staff_and_a_name_is_taken():
    assert check_display_name("Asha Patel, moderator of Benefits") == "Asha Patel, moderator of Benefits"


@pytest.mark.parametrize(
    ("name", "handle"),
    [("Siân O'Connor", "sian-oconnor"), ("Siân O’Connor", "sian-oconnor"), ("Łukasz Żółć", "lukasz-zolc"),
     ("王小明", "wang-xiao-ming"), ("Александр Петров", "aleksandr-petrov"), ("Asha  Patel", "asha-patel"),
     ("3rd Floor", "rd-floor"), ("Straße", "strasse"), ("", "member"), ("🙂🙂", "member"), ("Li", "member"),
     ("12", "member"), ("Admin", "member"), ("Moderator Jones", "member")],
)  # fmt: skip
def test_a_handle_is_made_of_a_name(name, handle):
    assert handle_from_name(name) == handle


@given(st.text(max_size=200))
def test_a_handle_made_of_anything_is_valid(name):
    assert check_handle(handle_from_name(name)) is None


@given(st.text(max_size=120))
def test_a_name_is_taken_as_it_comes_back_or_refused_with_a_sentence(name):
    try:
        taken = check_display_name(name)
    except NameRefused as refusal:
        sentence = str(refusal)
    else:
        sentence = "Taken."
        assert check_display_name(taken) == taken
    assert sentence.endswith(".")
