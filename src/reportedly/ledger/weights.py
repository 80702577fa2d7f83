"""What weighing leaves in a ledger, and what it finds there, as records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from reportedly.model import Part


@dataclass(frozen=True, slots=True)
class Pending:
    """What has come since the ledger was last weighed.

    ``reading`` and ``judgement`` are the numbers of the last ones there are; ``documents`` the ids of the reports that
    were read or judged since; ``everything`` says that all is to be weighed anew.
    """

    reading: int
    judgement: int
    documents: frozenset[str] = frozenset()
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim as far as it decides with which others it is weighed."""

    number: int
    document: str
    predicate: str
    subject: Part
    object: Part | None


@dataclass(frozen=True, slots=True)
class Weighing:
    """One proposition as it was weighed, in the form in which it is kept; see the table ``propositions``."""

    id: str
    partition: int
    predicate: str
    polarity: str
    subject: str
    object: str
    subject_entity: str | None
    object_entity: str | None
    first_told: date | None
    last_told: date | None
    attested: date | None
    claims: int
    reports: int
    outlets: int
    origins_low: int
    origins_high: int
    against_low: int
    against_high: int
    grade: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """One claim's place in what was weighed: its proposition, and the origin that it goes back to."""

    claim: int
    partition: int
    proposition: str
    origin: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Related:
    """How two propositions are related, and why."""

    partition: int
    kind: str
    a: str
    b: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Disputed:
    """A conflict: its sides are ids of claims, each side in order of time."""

    partition: int
    kind: str
    predicate: str
    what: str
    why: str
    sides: tuple[tuple[str, ...], ...]
    reports: int


@dataclass(frozen=True, slots=True)
class Bearing:
    """By what a proposition is found by others: a mark of 64 bits, and the side on which it is borne."""

    proposition: str
    key: int
    side: int
    partition: int


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet by its name folded, the words in normal form by which it is compared, and who goes by them."""

    name: str
    words: str
    entity: str | None


@dataclass(frozen=True, slots=True)
class Track:
    """How an origin fared: so many propositions, confirmed by independent origins, contradicted by them."""

    said: int
    confirmed: int
    contradicted: int


@dataclass(frozen=True, slots=True)
class Batch:
    """What some partitions came to; it takes the place of all that they came to before."""

    partitions: tuple[int, ...]
    propositions: list[Weighing]
    voices: list[Voice]
    relations: list[Related]
    conflicts: list[Disputed]
    bearings: list[Bearing] = field(default_factory=list)
