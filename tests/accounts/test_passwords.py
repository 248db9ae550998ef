"""Passwords: which are taken, that they stay as typed, and that hashing them leaves room for everything else."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock

import pytest

from forum.accounts import passwords
from forum.core.errors import Invalid
from tests.accounts.door import OTHER_PASSWORD, knock, last_letter, make_account, path_in

ABOUT = ["Working Together", "asha.patel@dorset.example.org", "Asha Patel", "Dorset Fire and Rescue"]


class Watch:
    """A hasher that sees how many are at it at one moment; each waits until another is there too."""

    def __init__(self) -> None:
        self._lock, self._pair = Lock(), Barrier(2, timeout=20)
        self.here = self.most = 0

    def hash(self, _password: bytes) -> str:
        self._be_here()
        return "hash"

    def verify(self, _hash: str, _password: bytes) -> bool:
        self._be_here()
        return True

    def _be_here(self) -> None:
        with self._lock:
            self.here += 1
            self.most = max(self.most, self.here)
        self._pair.wait()
        with self._lock:
            self.here -= 1


@pytest.fixture
def watch(monkeypatch) -> Watch:
    watch = Watch()
    monkeypatch.setattr(passwords, "HASHER", watch)
    return watch


@pytest.mark.parametrize(
    "password",
    [
        "kettle drawer Tuesday nine",
        "gravelpigeont",
        "  two blanks before and after  ",
        "Grüße aus dem Überlinger Rathaus",
        "пароль на понедельник",
        "雨の日は図書館でお茶を飲む",
        "\U0001f9e6\U0001f41d\U0001f327\U0001f4da\U0001f6b2\U0001f9c0\U0001f3bb\U0001f9ed\U0001f33b\U0001f9f5\U0001f422\U0001f6f6",
        "x7#kQ!m2vR9$",
        "tab\tand quote\" and 'apostrophe'",
        "é" * 6 + "e\u0301 kettle",
    ],
)
def test_a_password_of_twelve_characters_is_taken_whatever_they_are(password):
    passwords.check_new(password, ABOUT)

    assert passwords.is_right(passwords.hash_of(password), password)


def test_a_long_password_counts_to_its_last_character():
    long = "".join(f"{number} kettles, " for number in range(20))[:200]
    password_hash = passwords.hash_of(long)

    passwords.check_new(long, ABOUT)

    assert len(long) == 200
    assert passwords.is_right(password_hash, long)
    assert not passwords.is_right(password_hash, long[:-1])
    assert not passwords.is_right(password_hash, long[:-1] + "x")


@pytest.mark.parametrize(
    "almost", ["KETTLE DRAWER TUESDAY", "kettle drawer tuesday ", " kettle drawer tuesday", "kettle  drawer tuesday"]
)
def test_a_password_is_compared_as_it_was_typed(almost):
    assert not passwords.is_right(passwords.hash_of("kettle drawer tuesday"), almost)


def test_two_ways_to_write_an_accent_are_two_passwords():
    assert not passwords.is_right(passwords.hash_of("caf\u00e9 kettle drawer"), "cafe\u0301 kettle drawer")


def test_the_same_password_has_another_hash_each_time():
    assert passwords.hash_of(OTHER_PASSWORD) != passwords.hash_of(OTHER_PASSWORD)
    assert passwords.hash_of(OTHER_PASSWORD).startswith("$argon2id$")


@pytest.mark.parametrize("password", ["", "x", "elevensigns", "\U0001f9e6" * 11])
def test_a_password_under_twelve_characters_is_refused(password):
    with pytest.raises(Invalid, match="at least 12 characters"):
        passwords.check_new(password, ABOUT)


def test_a_password_that_is_too_long_is_refused_and_not_cut():
    with pytest.raises(Invalid, match="at most 256 characters"):
        passwords.check_new("kettle drawer " * 20, ABOUT)


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "password1234",
        "Password123!",
        "P4ssw0rd!P4ssw0rd!",
        "123456789012",
        "aaaaaaaaaaaaaaaa",
        "qwertyuiopas",
        "letmeinletmein",
        "iloveyou1234",
        "administrator1",
        "abcdefghijklmnop",
        "01/01/198001/01/1980",
    ],
)
def test_a_common_password_is_refused(password):
    with pytest.raises(Invalid, match="easy to guess"):
        passwords.check_new(password, ABOUT)


@pytest.mark.parametrize(
    "password",
    [
        "workingtogether",
        "Working Together",
        "WorkingTogether2026!",
        "together-working",
        "asha.patel@dorset.example.org",
        "ashapatel1980",
        "Patel Asha Patel",
        "dorsetfireandrescue",
        "DorsetFire2026",
    ],
)
def test_a_password_made_of_the_site_or_of_oneself_is_refused(password):
    with pytest.raises(Invalid, match="easy to guess"):
        passwords.check_new(password, ABOUT)


@pytest.mark.parametrize("hostile", ["@4$" * 85, "aA1!" * 64, "\0" * 256, "\u202e" * 200, "password" * 32])
def test_rows_of_one_sign_are_refused_however_long(hostile):
    with pytest.raises(Invalid) as refused:
        passwords.check_new(hostile, ABOUT)

    assert refused.value.field == "password"


def test_a_lone_surrogate_is_hashed_like_any_other_sign():
    assert passwords.is_right(passwords.hash_of("kettle \ud800 drawer"), "kettle \ud800 drawer")


@pytest.mark.parametrize("broken", [None, "", "no hash", "$argon2id$v=19$m=1,t=1,p=1$$", "plain text"])
def test_what_is_no_hash_fits_no_password(broken):
    assert not passwords.is_right(broken, "")
    assert not passwords.is_right(broken, OTHER_PASSWORD)


def test_at_most_two_passwords_are_hashed_at_once(watch):
    with ThreadPoolExecutor(8) as people:
        hashes = list(people.map(passwords.hash_of, [OTHER_PASSWORD] * 8))

    assert hashes == ["hash"] * 8
    assert watch.most == 2


def test_hashing_and_comparing_share_their_two_places(watch):
    with ThreadPoolExecutor(8) as people:
        joining = [people.submit(passwords.hash_of, OTHER_PASSWORD) for _person in range(4)]
        signing_in = [people.submit(passwords.is_right, "hash", OTHER_PASSWORD) for _person in range(4)]

    assert [one.result() for one in joining + signing_in] == ["hash"] * 4 + [True] * 4
    assert watch.most == 2


def test_who_finds_no_place_in_time_is_told_to_come_back(client, monkeypatch):
    make_account()
    monkeypatch.setattr(passwords, "LONGEST_WAIT_SECONDS", 0.01)
    for _place in range(passwords.AT_ONCE):
        passwords._places.acquire()

    answer = knock(client)

    for _place in range(passwords.AT_ONCE):
        passwords._places.release()
    assert answer.status_code == 503
    assert "Many people are signing in" in answer.text
    assert knock(client).status_code == 303


@pytest.mark.parametrize(
    "password", ["  kettle drawer\ttuesday  ", "wörk ünd Tee \U0001f9e6 am Fluss", 'kettle & <drawer> "nine"' * 8]
)
def test_a_pasted_password_goes_through_the_pages_unchanged(client, forum, password):
    client.send("/sign-up", {"email": "asha@example.org"})

    joined = client.send(path_in(last_letter()), {"name": "Asha Patel", "password": password})

    assert joined.status_code == 303
    assert knock(forum.test_client(), password).status_code == 303
    assert knock(forum.test_client(), password.strip() + ".").status_code == 422


def test_nothing_keeps_a_password_from_being_pasted(client):
    make_account()
    pages = [client.get(path).text.partition("<main")[2] for path in ("/sign-in", "/sign-up")]

    assert not any("maxlength" in page or "onpaste" in page for page in pages)
