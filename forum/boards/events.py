"""What happened on boards, for those who want to know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AdmissionAsked:
    """Somebody asks to come into a board."""

    request_id: int


@dataclass(frozen=True)
class AdmissionDecided:
    """Somebody who asked to come into a board was let in, or was not."""

    request_id: int


@dataclass(frozen=True)
class BoardEntered:
    """An administrator has let themselves into a closed board, for a reason that the log keeps."""

    board_id: int
    member_id: int


@dataclass(frozen=True)
class MemberInvited:
    """Somebody was let into a board by name, without having asked."""

    board_id: int
    member_id: int


@dataclass(frozen=True)
class InvitationTakenBack:
    """Somebody is no longer invited to a board by name."""

    board_id: int
    member_id: int
