"""What goes with a closed account, and what changes hands when two become one; `forum/wiring.py` joins it."""

from forum.accounts.departures import Departure
from forum.accounts.handovers import Handover
from forum.boards.leaving import leave_boards
from forum.members.handover import hand_over_handles
from forum.moderation.handover import hand_over_moderation
from forum.moderation.leaving import leave_moderation
from forum.notifications.leaving import leave_notices
from forum.searches.handover import hand_over_searches
from forum.searches.leaving import leave_searches
from forum.threads.handover import hand_over_threads
from forum.threads.leaving import leave_threads
from forum.verification.handover import hand_over_verification
from forum.verification.leaving import leave_verification

DEPARTURES: tuple[Departure, ...] = (  # what is done, in the same deed, when an account is closed
    leave_threads,
    leave_notices,
    leave_searches,
    leave_moderation,
    leave_verification,
    leave_boards,
)
HANDOVERS: tuple[Handover, ...] = (  # what changes hands when two accounts of one person become one
    hand_over_threads,
    hand_over_searches,
    hand_over_verification,
    hand_over_moderation,
    hand_over_handles,
)
CLAIMS: tuple[Handover, ...] = (hand_over_moderation,)  # what does when the author of an archive is claimed
