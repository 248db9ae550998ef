"""Who may do what, as the table of the product has it, through the web: what pages offer, and what a request does."""

import pytest

from forum.core.clock import now
from forum.permissions.table import Can
from tests.factories import make_board
from tests.leaks.rows import every_row
from tests.pages import sign_in
from tests.permissions.grid_deeds import DEEDS
from tests.permissions.grid_held import HELD
from tests.permissions.grid_members import LOOKING_AFTER
from tests.permissions.grid_moderation import MODERATION
from tests.permissions.grid_offices import OFFICES
from tests.permissions.grid_threads import THREADS
from tests.permissions.grids import read_grid
from tests.permissions.people import make_person

GRID = read_grid("""
                              guest  member  verified  own mod  else mod  mod  admin
read a public board           yes    yes     yes       yes      yes       yes  yes
read a members' board         no     yes     yes       yes      yes       yes  yes
read a verified board         no     no      yes       yes      no        yes  yes
read an invited board         no     no      no        yes      no        no   no
search a public board         yes    yes     yes       yes      yes       yes  yes
search a members' board       no     yes     yes       yes      yes       yes  yes
search a verified board       no     no      yes       yes      no        yes  yes
search an invited board       no     no      no        yes      no        no   no
see profiles                  no     yes     yes       yes      yes       yes  yes
see a field for members       no     yes     yes       yes      yes       yes  yes
see a field for verified      no     no      yes       no       no        no   no
see a field for nobody        no     no      no        no       no        no   no
start where members do        no     yes     yes       yes      yes       yes  yes
start where verified do       no     no      yes       yes      no        yes  yes
start where moderators do     no     no      no        yes      no        yes  yes
reply where members do        no     yes     yes       yes      yes       yes  yes
reply where verified do       no     no      yes       yes      no        yes  yes
reply in a locked thread      no     no      no        yes      no        yes  yes
edit one's own, 23 hours      no     yes     yes       yes      yes       yes  yes
edit one's own, 29 days       no     no      yes       yes      no        yes  yes
edit another's                no     no      no        yes      no        yes  yes
delete one's own              no     yes     yes       yes      yes       yes  yes
delete one's own, replied to  no     no      no        no       no        no   no
report a post                 yes    yes     yes       yes       yes       yes  yes
report a member               no     yes     yes       yes       yes       yes  yes
see a report                  no     no      no        yes       no        yes  yes
see a report of a closed board  no   no      no        yes       no        no   no
decline a report              no     no      no        yes       no        yes  yes
settle a report               no     no      no        yes       no        yes  yes
claim a case                  no     no      no        yes       no        yes  yes
decide many cases at once     no     no      no        yes       no        yes  yes
hide a post                   no     no      no        yes      no        yes  yes
restore a post                no     no      no        yes      no        yes  yes
approve a held post           no     no      no        yes      no        yes  yes
decline a held post           no     no      no        yes      no        yes  yes
approve one's own             no     no      no        no       no        no   no
withdraw one's own held post  no     yes     yes       yes      yes       yes  yes
edit one's own held post      no     yes     yes       yes      yes       yes  yes
lock a thread                 no     no      no        yes      no        yes  yes
unlock a thread               no     no      no        yes      no        yes  yes
pin a thread                  no     no      no        yes      no        yes  yes
unpin a thread                no     no      no        yes      no        yes  yes
hide a thread                 no     no      no        yes      no        yes  yes
restore a thread              no     no      no        yes      no        yes  yes
move to another own board     no     no      no        yes      no        yes  yes
merge two threads             no     no      no        yes      no        yes  yes
split a thread                no     no      no        yes      no        yes  yes
redact a post                 no     no      no        yes      no        yes  yes
change a title                no     no      no        yes      no        yes  yes
delete another's              no     no      no        no       no        no   no
mark in one's own thread      no     yes     yes       yes      yes       yes  yes
mark in another's thread      no     no      no        yes      no        yes  yes
follow                        no     yes     yes       yes      yes       yes  yes
mute                          no     yes     yes       yes      yes       yes  yes
follow a board                no     yes     yes       yes      yes       yes  yes
mute a board                  no     yes     yes       yes      yes       yes  yes
see one's own held post       no     yes     yes       yes      yes       yes  yes
see another's held post       no     no      no        yes      no        yes  yes
see an edit history           no     yes     yes       yes      yes       yes  yes
see one's own address         no     yes     yes       yes      yes       yes  yes
see one's own sign-ins        no     yes     yes       yes      yes       yes  yes
ask to come in                no     yes     yes       no       yes       yes  yes
let in, to invited            no     no      no        yes      no        no   yes
let in, to verified           no     no      no        yes      no        yes  yes
decline, of invited           no     no      no        yes      no        no   yes
let oneself in                no     no      no        no       no        no   no
invite a member               no     no      no        yes      no        no   yes
enter a closed board          no     no      no        no       no        no   yes
decide on evidence            no     no      no        no       no        yes  yes
be the second to decide       no     no      no        no       no        yes  yes
be first and second           no     no      no        no       no        no   no
decide one's own case         no     no      no        no       no        no   no
vouch for a stranger          no     no      no        no       no        no   no
vouch for a colleague         no     no      yes       no       no        no   no
see how one was verified      no     no      no        no       no        yes  yes
revoke a verification         no     no      no        no       no        yes  yes
warn                          no     no      no        no       no        yes  yes
warn a moderator              no     no      no        no       no        no   yes
silence                       no     no      no        no       no        yes  yes
silence a moderator           no     no      no        no       no        no   yes
suspend                       no     no      no        no       no        yes  yes
suspend a moderator           no     no      no        no       no        no   yes
suspend oneself               no     no      no        no       no        no   no
end a suspension early        no     no      no        no       no        yes  yes
see another's address         no     no      no        no       no        yes  yes
see a moderator's address     no     no      no        no       no        yes  yes
keep a note                   no     no      no        no       no        yes  yes
clean up after a new member   no     no      no        no       no        yes  yes
clean up after a moderator    no     no      no        no       no        no   yes
decide an appeal              no     no      no        no       no        yes  yes
decide one's own sanction     no     no      no        no       no        no   no
close one's own account       no     yes     yes       yes      yes       yes  yes
close another's account       no     no      no        no       no        no   yes
merge two accounts            no     no      no        no       no        no   yes
see a member's record         no     no      no        no       no        yes  yes
appoint                       no     no      no        no       no        no   yes
dismiss                       no     no      no        no       no        no   yes
appoint oneself               no     no      no        no       no        no   no
make a section                no     no      no        no       no        no   yes
make a board                  no     no      no        no       no        no   yes
change a board                no     no      no        no       no        no   yes
add an organisation           no     no      no        no       no        no   yes
watch a word                  no     no      no        no       no        no   yes
change a text                 no     no      no        no       no        no   yes
see the log                   no     no      no        no       no        no   yes
see the whole table           no     no      no        no       no        no   yes
""")
KINDS = {"own mod": "board moderator", "else mod": "moderator of another board", "mod": "moderator"}
KINDS |= {"admin": "administrator"}

# Deeds of the table that do not exist yet, and what will stand in the name of their permission or route.
NOT_YET = {
    "thank for posts": "thank",
    "bookmark": "bookmark",
}


TRIED = DEEDS | HELD | OFFICES | LOOKING_AFTER | MODERATION | THREADS
OFFERED_TO_ALL = {deed for deed in TRIED if deed.startswith("search ")}  # what is found is another matter

pytestmark = pytest.mark.usefixtures("folder")


@pytest.mark.parametrize(("deed", "kind"), GRID)
def test_what_pages_offer_and_requests_do(client, deed, kind):
    board = make_board(reply_by="members")
    person = make_person(KINDS.get(kind, kind), [board], make_board())
    if kind != "guest":
        sign_in(client, person, proven_at=now())
    tried = TRIED[deed](board, None if kind == "guest" else person)
    expected = GRID[deed, kind] == "yes"

    offered = tried.offer in client.get(tried.page).text
    before = every_row()
    done = tried.done(client)

    assert done == expected
    assert every_row() == before or expected, "refused, and yet something changed"
    assert offered == (expected or deed in OFFERED_TO_ALL)


def test_what_does_not_exist_yet_is_still_not_there(app):
    there = [permission.name.lower() for permission in Can if permission is not Can.MODERATE_THREAD]
    there += [rule.endpoint.lower() for rule in app.url_map.iter_rules()]

    assert {deed: [name for name in there if word in name] for deed, word in NOT_YET.items()} == {
        deed: [] for deed in NOT_YET
    }


def test_every_row_of_the_grid_is_tried():
    assert {deed for deed, _kind in GRID} == set(TRIED)
