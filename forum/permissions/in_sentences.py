"""The table read aloud: each row as a sentence of claims, each claim with what people are shown when it is not true."""

from dataclasses import dataclass
from typing import Any

from forum.core.words import _
from forum.permissions.claims_in_words import CLAIMS
from forum.permissions.in_words import deed_of
from forum.permissions.rules import Rule
from forum.permissions.table import TABLE, Can


@dataclass(frozen=True)
class Claim:
    """A question that a row asks, as a claim; how the code names it, and where on the page it is explained."""

    words: Any
    name: str
    place: str
    sentence: Any  # of a rule: what the person is shown when the answer is no


@dataclass(frozen=True)
class Permission:
    """A permission: a person needs every claim of one of its rows."""

    name: str
    place: str
    deed: Any
    rows: list[list[Claim]]


def permissions() -> list[Permission]:
    """The whole table, in its order."""
    return [
        Permission(can.value, _place(can), deed_of(can).words, [[_claim(one) for one in row] for row in TABLE[can]])
        for can in Can
    ]


def rules() -> list[Claim]:
    """Every rule that the table uses, by name."""
    used = {one.name: one for rows in TABLE.values() for row in rows for one in row if isinstance(one, Rule)}
    return [_claim(used[name]) for name in sorted(used)]


def _claim(one: Rule | Can) -> Claim:
    if isinstance(one, Can):
        return Claim(_("the person may %(deed)s", deed=one.value), one.name, _place(one), "")
    return Claim(CLAIMS[one.name], one.name, f"rule-{one.name.replace('_', '-')}", one.sentence)


def _place(can: Can) -> str:
    return f"may-{can.name.lower().replace('_', '-')}"
