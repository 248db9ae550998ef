"""Who may do what, deed by deed, as product.md has it; and the sentence for those who may not."""

import pytest

from forum.core.errors import Absent, Refused
from forum.permissions.guard import can, require, why_not
from forum.permissions.people import Guest, Operator
from forum.permissions.table import TABLE, Can
from tests.factories import make_board, make_member, make_thread
from tests.permissions.deeds import DEEDS, OWN_DEEDS, Deed, prepare
from tests.permissions.grids import read_grid
from tests.permissions.people import make_person

SENTENCES = {
    "404": "",
    "sign in": "Sign in to do this.",
    "confirm": "Confirm your e-mail address first.",
    "suspend": "Your account is suspended.",
    "silenced": "A moderator has paused your right to write here for now. You can go on reading.",
    "archived": "This board is archived: it can be read, and takes no more writing.",
    "v start": "On this board only verified public servants start threads.",
    "m start": "On this board only its moderators start threads.",
    "v reply": "On this board only verified public servants reply.",
    "no reply": "This board takes no replies: it is for announcements.",
    "locked": "This thread is locked, so it takes no more replies.",
    "held": "This thread is not published.",
    "author": "Only the author can do this.",
    "too late": "The time in which you can change this post is over: "
    "24 hours, or 30 days for verified public servants.",
    "replied": "Somebody has replied since, so this post can no longer be deleted. You can still edit it.",
    "starter": "Only the person who started the thread can do this.",
    "question": "The question itself cannot be the answer.",
    "mods": "Only the moderators of this board can do this.",
    "no mod": "Only moderators can do this.",
    "admins": "Only administrators can do this.",
    "own office": "Nobody decides about their own appointments.",
    "about": "Only the person whom this is about can do this.",
    "no post": "This post is not published.",
    "own post": "This is your own post.",
    "own page": "This is your own profile.",
    "care": "Only those who look after this part of the forum can do this.",
    "case": "Nobody decides a case about themselves.",
    "staff": "Only moderators and administrators can do this.",
    "A only": "Only colleagues who are verified at the same organisation with grade A can do this.",
    "oneself": "Only the person whose account this is can do this.",
    "other": "This is a session of somebody else.",
    "asker": "Only the person who asked can do this.",
    "self": "Nobody decides about themselves. Somebody else has to.",
    "rank": "This is a moderator or an administrator: only administrators can do this.",
    "let in": "This board is open only to those who were let in.",
    "signed": "You are signed in already. Sign out first, then open the link again.",
}
SHORT = {sentence: short for short, sentence in SENTENCES.items()}

# Deeds with things of others. "404": what may not be read is absent.
OTHERS = read_grid("""
                     guest    member    verified  silenced  suspend  own mod   else mod  mod       sil mod   admin
start: by members    sign in  yes       yes       silenced  suspend  yes       yes       yes       silenced  yes
start: by verified   sign in  v start   yes       silenced  suspend  yes       v start   yes       silenced  yes
start: by mods       sign in  m start   m start   silenced  suspend  yes       m start   yes       silenced  yes
start: archived      sign in  archived  archived  silenced  suspend  archived  archived  archived  silenced  archived
start: for verified  404      404       yes       silenced  404      yes       404       yes       silenced  yes
start: for members   404      yes       yes       silenced  404      yes       yes       yes       silenced  yes
start: for invited   404      404       404       404       404      yes       404       404       404       404
reply: by members    sign in  yes       yes       silenced  suspend  yes       yes       yes       silenced  yes
reply: by verified   sign in  v reply   yes       silenced  suspend  yes       v reply   yes       silenced  yes
reply: by nobody     sign in  no reply  no reply  silenced  suspend  yes       no reply  yes       silenced  yes
reply: locked        sign in  locked    locked    silenced  suspend  yes       locked    yes       silenced  yes
reply: archived      sign in  archived  archived  silenced  suspend  archived  archived  archived  silenced  archived
reply: held          404      404       404       404       404      held      404       held      silenced  held
reply: hidden        404      404       404       404       404      held      404       held      silenced  held
reply: own threads   404      404       404       404       404      yes       404       yes       silenced  yes
edit a post          author   author    author    author    author   yes       author    yes       author    yes
edit: locked         author   author    author    author    author   yes       author    yes       author    yes
edit: archived       author   author    author    author    author   author    author    author    author    author
delete a post        author   author    author    author    author   author    author    author    author    author
mark the answer      starter  starter   starter   starter   starter  yes       starter   yes       starter   yes
mark the question    starter  starter   starter   starter   starter  starter   starter   starter   starter   starter
see the history      sign in  yes       yes       yes       suspend  yes       yes       yes       yes       yes
follow a thread      sign in  yes       yes       yes       suspend  yes       yes       yes       yes       yes
follow: archived     sign in  yes       yes       yes       suspend  yes       yes       yes       yes       yes
follow: held         404      404       404       404       404      yes       404       yes       yes       yes
follow: own threads  404      404       404       404       404      yes       404       yes       yes       yes
follow a board       404      404       yes       yes       404      yes       404       yes       yes       yes
hide a post          mods     mods      mods      mods      mods     yes       mods      yes       silenced  yes
hide: closed         404      404       404       404       404      yes       404       404       404       404
lock                 mods     mods      mods      mods      mods     yes       mods      yes       silenced  yes
report a post        yes      yes       yes       yes       suspend  yes       yes       yes       yes       yes
report: hidden       404      404       404       404       404      no post   404       no post   no post   no post
report: closed       404      404       404       404       404      yes       404       404       404       404
report a member      sign in  yes       yes       yes       suspend  yes       yes       yes       yes       yes
see a case           sign in  care      care      care      suspend  yes       care      yes       yes       yes
see a closed case    sign in  care      care      care      suspend  yes       care      care      care      care
see a whole case     sign in  care      care      care      suspend  care      care      yes       yes       yes
decide a case        404      404       404       404       404      yes       404       yes       silenced  yes
pin everywhere       mods     mods      mods      mods      mods     staff     mods      yes       silenced  yes
see moderation       sign in  no mod    no mod    no mod    suspend  yes       yes       yes       yes       yes
keep a note          sign in  staff     staff     staff     suspend  staff     staff     yes       silenced  yes
see an address       sign in  staff     staff     staff     suspend  staff     staff     yes       silenced  yes
decide an appeal     sign in  staff     staff     staff     suspend  staff     staff     yes       silenced  yes
appeal of a moderator  sign in  staff   staff     staff     suspend  staff     staff     rank      silenced  yes
another's warning    sign in  about     about     about     about    about     about     about     about     about
see a record         sign in  staff     staff     staff     suspend  staff     staff     yes       yes       yes
sanction             sign in  staff     staff     staff     suspend  staff     staff     yes       silenced  yes
sanction a moderator  sign in  staff    staff     staff     suspend  staff     staff     rank      silenced  yes
see members          sign in  yes       yes       yes       suspend  yes       yes       yes       yes       yes
another's account    sign in  oneself   oneself   oneself   suspend  oneself   oneself   oneself   oneself   oneself
another's profile    sign in  oneself   oneself   oneself   suspend  oneself   oneself   oneself   oneself   oneself
another's searches   sign in  oneself   oneself   oneself   suspend  oneself   oneself   oneself   oneself   oneself
another's mail       oneself  oneself   oneself   oneself   oneself  oneself   oneself   oneself   oneself   oneself
another's session    sign in  other     other     other     other    other     other     other     other     other
join                 yes      signed    signed    signed    signed   signed    signed    signed    signed    signed
ask for a link       yes      yes       yes       yes       yes      yes       yes       yes       yes       yes
appoint another      admins   admins    admins    admins    admins   admins    admins    admins    admins    yes
administer           admins   admins    admins    admins    admins   admins    admins    admins    admins    yes
keep boards          admins   admins    admins    admins    admins   admins    admins    admins    admins    yes
ask for another      sign in  oneself   oneself   oneself   suspend  oneself   oneself   oneself   oneself   oneself
another's request    sign in  about     about     about     suspend  about     about     about     about     about
vouch elsewhere      sign in  A only    A only    silenced  suspend  A only    A only    A only    silenced  A only
decide verification  sign in  staff     staff     staff     suspend  staff     staff     yes       silenced  yes
revoke verification  sign in  staff     staff     staff     suspend  staff     staff     yes       silenced  yes
see verifications    sign in  staff     staff     staff     suspend  staff     staff     yes       yes       yes
keep accounts        admins   admins    admins    admins    admins   admins    admins    admins    admins    yes
edit the texts       admins   admins    admins    admins    admins   admins    admins    admins    admins    yes
keep organisations   admins   admins    admins    admins    admins   admins    admins    admins    admins    yes
see the log          admins   admins    admins    admins    admins   admins    admins    admins    admins    yes
see the searches     admins   admins    admins    admins    admins   admins    admins    admins    admins    yes
bring in archives    admins   admins    admins    admins    admins   admins    admins    admins    admins    yes
see the title        yes      yes       yes       yes       yes      yes       yes       yes       yes       yes
see no title         404      404       404       404       404      yes       404       404       404       404
ask to come in       sign in  yes       yes       silenced  suspend  yes       yes       yes       silenced  yes
ask: no title        404      404       404       404       404      yes       404       404       404       404
withdraw             sign in  asker     asker     asker     suspend  asker     asker     asker     asker     asker
see requests         404      404       404       404       404      yes       404       404       404       yes
see requests: public  mods    mods      mods      mods      mods     yes       mods      yes       yes       yes
decide a request     404      404       404       404       404      yes       404       404       404       yes
let in               404      404       404       404       404      yes       404       404       404       yes
let in: public       mods     mods      mods      mods      mods     yes       mods      yes       silenced  yes
enter a board        admins   admins    admins    admins    admins   admins    admins    admins    admins    yes
leave a board        sign in  let in    let in    let in    let in   let in    let in    let in    let in    let in
""")

# Deeds with what is one's own.
OWN = read_grid("""
                       member    verified  lapsed    silenced  suspend  own mod
edit after 23 hours    yes       yes       yes       silenced  suspend  yes
edit after 25 hours    too late  yes       too late  silenced  suspend  yes
edit after 29 days     too late  yes       too late  silenced  suspend  yes
edit after 31 days     too late  too late  too late  silenced  suspend  yes
edit: locked           locked    locked    locked    silenced  suspend  yes
edit: archived         archived  archived  archived  silenced  suspend  archived
delete                 yes       yes       yes       silenced  suspend  yes
delete after 40 days   yes       yes       yes       silenced  suspend  yes
delete: replied since  replied   replied   replied   silenced  suspend  replied
delete: locked         locked    locked    locked    silenced  suspend  locked
delete: archived       archived  archived  archived  silenced  suspend  archived
mark the answer        yes       yes       yes       silenced  suspend  yes
mark the question      question  question  question  silenced  suspend  question
mark: locked           locked    locked    locked    silenced  suspend  yes
mark: archived         archived  archived  archived  silenced  suspend  archived
lock                   mods      mods      mods      mods      mods     yes
keep a note on oneself  staff    staff     staff     staff     suspend  staff
decide own appeal      staff     staff     staff     staff     suspend  staff
own warning            yes       yes       yes       yes       yes      yes
see one's record       staff     staff     staff     staff     suspend  staff
sanction oneself       staff     staff     staff     staff     suspend  staff
change the account     yes       yes       yes       yes       suspend  yes
change the profile     yes       yes       yes       silenced  suspend  yes
save searches          yes       yes       yes       yes       suspend  yes
be verified            yes       yes       yes       yes       suspend  yes
own request            yes       yes       yes       yes       suspend  yes
vouch for oneself      case      case      case      silenced  suspend  case
report a post          own post  own post  own post  own post  own post  own post
report oneself         own page  own page  own page  own page  suspend  own page
see a case             care      care      care      care      suspend  case
stop mail              yes       yes       yes       yes       yes      yes
sign in                yes       yes       yes       yes       yes      yes
end a session          yes       yes       yes       yes       yes      yes
appoint oneself        admins    admins    admins    admins    admins   admins
withdraw               yes       yes       yes       yes       suspend  yes
decide a request       404       404       404       404       404      self
""")

KINDS = {
    "own mod": "board moderator",
    "else mod": "moderator of another board",
    "mod": "moderator",
    "sil mod": "silenced moderator",
    "admin": "administrator",
    "suspend": "suspended",
    "lapsed": "verification lapsed",
}


@pytest.mark.parametrize(("deed", "kind"), OTHERS)
def test_what_somebody_may_do_with_what_is_not_theirs(deed, kind):
    assert answer(DEEDS[deed], kind) == OTHERS[deed, kind]


@pytest.mark.parametrize(("deed", "kind"), OWN)
def test_what_somebody_may_do_with_what_is_their_own(deed, kind):
    assert answer(OWN_DEEDS[deed], kind) == OWN[deed, kind]


def test_who_has_not_confirmed_the_address_is_told_to():
    for deed in ("start: by members", "reply: by members", "see members", "see the history"):
        assert answer(DEEDS[deed], "unconfirmed") == "confirm", deed
    assert answer(DEEDS["reply: locked"], "unconfirmed board moderator") == "confirm"
    assert answer(DEEDS["keep boards"], "unconfirmed administrator") == "admins"


def test_who_is_suspended_keeps_no_office():
    for deed in ("start: by mods", "reply: locked"):
        assert answer(DEEDS[deed], "suspended board moderator") == "suspend", deed
        assert answer(DEEDS[deed], "suspended administrator") == "suspend", deed
    assert answer(DEEDS["keep boards"], "suspended administrator") == "admins"
    assert answer(DEEDS["keep accounts"], "suspended administrator") == "admins"


def test_an_administrator_appoints_everybody_but_oneself():
    assert answer(DEEDS["appoint another"], "administrator") == "yes"
    assert answer(OWN_DEEDS["appoint oneself"], "administrator") == "own office"


def test_nobody_warns_silences_or_suspends_themselves_and_only_administrators_those_of_rank():
    for kind in ("moderator", "administrator"):
        assert answer(OWN_DEEDS["sanction oneself"], kind) == "self"
        assert answer(OWN_DEEDS["see one's record"], kind) == "self"
    assert answer(DEEDS["sanction a moderator"], "moderator") == "rank"
    assert can(Operator(), Can.SANCTION, make_member(role="administrator"))


def test_who_was_warned_writes_nothing_until_they_have_read_it():
    warned = "A moderator has warned you. Read the warning and say that you have; then you can go on."

    def no(deed: Deed, **facts) -> str:
        return str(why_not(*prepare(deed, lambda _board: make_member(warning_id=1, **facts))))

    for deed in ("start: by members", "reply: by members", "reply: locked", "edit a post"):
        assert not can(*prepare(DEEDS[deed], lambda _board: make_member(warning_id=1, role="moderator"))), deed
    for deed in ("start: by members", "reply: by members"):
        assert no(DEEDS[deed]) == warned, deed
    for deed in ("edit after 23 hours", "change the profile"):
        assert no(OWN_DEEDS[deed]) == warned, deed
    assert can(*prepare(DEEDS["see the history"], lambda _board: make_member(warning_id=1)))


@pytest.mark.parametrize(
    "deed",
    [
        *("hide a post", "lock", "pin everywhere", "decide a case", "sanction", "keep a note", "see an address"),
        *("decide an appeal", "decide verification", "revoke verification", "let in: public"),
    ],
)
def test_who_was_warned_decides_nothing_about_others_until_they_have_read_it(deed):
    def asked(**facts) -> tuple:
        return prepare(DEEDS[deed], lambda _board: make_member(role="moderator", **facts))

    assert can(*asked())
    assert not can(*asked(warning_id=1))
    assert "Read the warning" in str(why_not(*asked(warning_id=1)))


def test_an_administrator_decides_no_request_of_their_own():
    assert answer(OWN_DEEDS["decide a request"], "administrator") == "self"


def test_who_was_let_in_may_leave():
    assert answer((Can.LEAVE_BOARD, {"audience": "invited"}, DEEDS["leave a board"][2]), "invited") == "yes"


def test_who_closed_the_account_cannot_sign_in():
    assert answer(OWN_DEEDS["sign in"], "closed") == "This account cannot be used."


def test_the_operator_keeps_boards_and_accounts():
    for permission in (Can.KEEP_BOARDS, Can.KEEP_ACCOUNTS, Can.KEEP_ORGANISATIONS, Can.IMPORT_ARCHIVES):
        assert can(Operator(), permission)


def test_every_permission_stands_in_the_table_and_is_tried_here():
    tried = {permission for permission, _facts, _make in (*DEEDS.values(), *OWN_DEEDS.values())}

    assert set(TABLE) == set(Can)
    assert tried | {Can.READ} == set(Can)


def test_every_deed_of_the_tables_is_tried():
    assert {deed for deed, _kind in OTHERS} == set(DEEDS)
    assert {deed for deed, _kind in OWN} == set(OWN_DEEDS)


def test_what_may_not_be_read_gives_no_reason():
    thread = make_thread(board=make_board(audience="verified"))

    with pytest.raises(Absent):
        require(Guest(), Can.REPLY, thread)

    assert why_not(Guest(), Can.READ, thread) == ""
    assert why_not(Guest(), Can.REPLY, thread) == ""


def answer(deed: Deed, kind: str) -> str:
    """What the table asks: "yes", or the short word for the sentence that the person is shown."""
    person, permission, thing = prepare(deed, lambda board: make_person(KINDS.get(kind, kind), [board], make_board()))
    try:
        require(person, permission, thing)
    except Refused as no:
        return SHORT.get(str(no), str(no))
    except Absent:
        return "404"
    return "yes"
