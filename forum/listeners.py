"""Who listens to which event: one dictionary, which `forum/wiring.py` gives to the outbox."""

from forum.boards.events import AdmissionAsked, AdmissionDecided, BoardEntered, InvitationTakenBack, MemberInvited
from forum.core import outbox
from forum.core.journal import empty_journal
from forum.members.events import Appointed, Dismissed
from forum.moderation import case_handlers as cases
from forum.moderation.events import CaseClosed, CaseOpened, CaseReopened, DeedDone
from forum.moderation.letters import write_to_the_suspended
from forum.notifications import case_handlers as waiting
from forum.notifications import handlers as notices
from forum.notifications import moderation_handlers as deeds
from forum.notifications import office_handlers as offices
from forum.notifications import search_handlers as found
from forum.search.handlers import erase_words, update_index
from forum.searches.events import FindingsForgotten, SavedSearchFound
from forum.threads.events import (
    AnswerChanged,
    PostAdded,
    PostChanged,
    PostHeld,
    PostRemoved,
    PostRestored,
    PostsClaimed,
    PostsImported,
    ThreadChanged,
    ThreadRenamed,
    WordsErased,
)
from forum.verification.events import (
    SponsorAsked,
    VerificationAsked,
    VerificationEnding,
    VerificationGranted,
    VerificationLapsed,
    VerificationRefused,
    VerificationRevoked,
)

LISTENERS: dict[type, tuple[outbox.Listener, ...]] = {
    PostAdded: (update_index, notices.tell_of_new_post),
    PostHeld: (cases.open_case_of_held_post,),
    PostChanged: (update_index, notices.tell_of_new_mentions),
    PostRemoved: (update_index, cases.close_cases_of_gone_post),
    PostRestored: (update_index,),
    WordsErased: (erase_words, empty_journal),
    ThreadChanged: (update_index,),
    ThreadRenamed: (update_index,),
    AnswerChanged: (update_index, notices.tell_of_answer),
    PostsImported: (update_index,),
    PostsClaimed: (update_index,),
    SponsorAsked: (offices.tell_sponsor,),
    VerificationAsked: (offices.tell_deciders, cases.open_case_of_request),
    VerificationEnding: (offices.tell_of_end_to_come,),
    VerificationGranted: (offices.tell_of_verification,),
    VerificationLapsed: (offices.tell_of_verification,),
    VerificationRefused: (offices.tell_of_refusal,),
    VerificationRevoked: (offices.tell_of_verification,),
    Appointed: (offices.tell_of_appointment,),
    Dismissed: (offices.tell_of_dismissal,),
    AdmissionAsked: (offices.tell_of_request_to_come_in, cases.open_case_of_request),
    AdmissionDecided: (offices.tell_of_decision, cases.close_case_of_request),
    BoardEntered: (offices.tell_of_entry,),
    MemberInvited: (offices.tell_of_invitation,),
    InvitationTakenBack: (offices.tell_of_invitation,),
    CaseOpened: (waiting.tell_of_case,),
    CaseReopened: (waiting.tell_reporters_again,),
    CaseClosed: (waiting.tell_reporters, waiting.settle_notices),
    SavedSearchFound: (found.tell_of_finding,),
    FindingsForgotten: (found.forget_findings,),
    DeedDone: (deeds.tell_of_deed, write_to_the_suspended),
}
