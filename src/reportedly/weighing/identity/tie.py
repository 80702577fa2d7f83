"""One reason to take two names for one: scored, with what speaks for it and against it, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from reportedly.model import Kind

from .link import BRACKET, INITIALS, SAME_NAME, SHORT, STATED, Link
from .node import Node

JUDGED = "judged"
SPELLING = "spelling"
SAME_ACRONYM = "same acronym"
SHARED_OFFICE = "shared office"
SAME_BODY = "same body"

COMPUTED = frozenset({SPELLING, SAME_ACRONYM, SAME_BODY, SHARED_OFFICE})
"""Ties that are worked out between reports; the others are links that a single report makes."""
CHOICES = frozenset({STATED, BRACKET, INITIALS, SHORT, SAME_ACRONYM, SHARED_OFFICE})
"""Ties of a lesser name (``b``) that hold only where all that it fits are one."""
ENOUGH = 0.65
"""From this score on a tie of ``CHOICES`` joins, where all that the name fits is one."""
RANKS = {
    rule: rank
    for rank, rule in enumerate(
        (JUDGED, SAME_NAME, BRACKET, STATED, SPELLING, INITIALS, SHORT, SAME_BODY, SAME_ACRONYM, SHARED_OFFICE)
    )
}
"""What joins first: what people judge, what a report says of itself, likeness, and the shared office last."""


class Outcome(StrEnum):
    """What became of a tie."""

    JOINED = "joined"
    ONE = "one"
    """The two were one already, by stronger ties."""
    UNDECIDED = "undecided"
    APART = "apart"


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """Two names and why they may be one.

    ``score`` is between 0 and 1, ``weight`` how many names both keep company with; ``against`` speaks against it from
    the outset, ``hindrance`` is what was met when they were to be joined. ``a`` is the fuller name, ``b`` the lesser
    one where the rule is one of ``CHOICES``; else ``a`` sorts first. ``document`` is its report, or the judgement.
    """

    a: Node
    b: Node
    rule: str
    score: float
    reasons: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    claim: str = ""
    document: str = ""
    weight: int = 0
    hindrance: str = ""
    outcome: Outcome = Outcome.APART

    @property
    def objections(self) -> tuple[str, ...]:
        """All that speaks against it."""
        return tuple(dict.fromkeys((*self.against, *filter(None, (self.hindrance,)))))

    @property
    def untried(self) -> Tie:
        """The tie as it was weighed, without what came of it."""
        return replace(self, hindrance="", outcome=Outcome.APART)

    @property
    def key(self) -> tuple[int, float, Node, Node, str, str]:
        """Where it stands in the one order in which ties are joined."""
        return (RANKS[self.rule], -self.score, self.a, self.b, self.document, self.claim)


def tie_of(link: Link) -> Tie:
    """The tie that a link is, before it is tried."""
    doubted = link.rule == SHORT and link.score < ENOUGH
    against = ("the short form bears a rank that the report never gives the full name",) if doubted else ()
    return Tie(link.a, link.b, link.rule, link.score, (link.reason,), against, link.claim, link.document)


@dataclass(frozen=True, slots=True)
class Foes:
    """That two names are not one: who says so, in words; ``judged`` where a person does."""

    a: Node
    b: Node
    reason: str
    claim: str = ""
    judged: bool = False
    rule: str = ""


KINDS = frozenset({Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE})
"""Names of these kinds are compared by their spelling."""
