"""What happened to verifications, for those who are to be told: numbers of rows only, the truth is read again."""

from dataclasses import dataclass


@dataclass(frozen=True)
class VerificationGranted:
    """A member is verified, for the first time, again, at another organisation, or for longer."""

    member_id: int
    verification_id: int


@dataclass(frozen=True)
class VerificationEnding:
    """A verification that is not renewed ends in so many days: 30, later 7. Told once each."""

    member_id: int
    verification_id: int
    days: int


@dataclass(frozen=True)
class VerificationLapsed:
    """A verification has ended because its time was over."""

    member_id: int
    verification_id: int


@dataclass(frozen=True)
class VerificationRevoked:
    """Others have ended a verification: `end_reason` and `end_words` of the row say why."""

    member_id: int
    verification_id: int


@dataclass(frozen=True)
class VerificationRefused:
    """A request was refused: `answer` of the row says why."""

    member_id: int
    request_id: int


@dataclass(frozen=True)
class SponsorAsked:
    """A member named a colleague who may vouch for them."""

    sponsor_id: int
    request_id: int


@dataclass(frozen=True)
class VerificationAsked:
    """A request waits for those who decide: evidence for moderators; colleagues see those of their organisation."""

    request_id: int
