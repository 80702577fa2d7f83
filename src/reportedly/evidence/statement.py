"""One proposition: what it says, everyone who says it and who denies it, on whose word, and what that makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from reportedly.errors import NotFoundError
from reportedly.judging import grading
from reportedly.ledger import Ledger
from reportedly.model import Polarity
from reportedly.ways import ways_of
from reportedly.weigh import Scale, Weighed, batches
from reportedly.weighing import Conflict, Proposition, Told
from reportedly.weighing.credibility import Grade, grade
from reportedly.weighing.origins import Origin, Origins
from reportedly.weighing.relations import Kin, Relation
from reportedly.weighing.standing import Standing, is_withdrawn
from reportedly.weighing.whole import Whole

from .words import Wording


@dataclass(frozen=True, slots=True)
class Voiced:
    """One claim, the proposition that it makes, on whose word it stands, and whether its outlet took it back."""

    told: Told
    proposition: str
    origin: Origin
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """What another proposition is to the one in question, and why in a sentence.

    ``kind`` is worded as seen from the one in question: "contradicts", "updates", "is updated by" and so on.
    """

    kind: str
    why: str
    proposition: str
    says: str
    denied: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A proposition with all that stands behind it and against it.

    ``denied``: ``says`` is what those who say it say is not so. ``grade`` is None where grading is off. ``conflicts``
    are those in which it stands on a side.
    """

    id: str
    partition: int
    says: str
    denied: bool
    standing: Standing
    claims: tuple[Voiced, ...]
    against: tuple[Voiced, ...]
    relations: tuple[Related, ...]
    conflicts: tuple[Conflict, ...]
    grade: Grade | None
    whole: Whole
    wording: Wording


def statement(ledger: Ledger, key: str, *, as_of: date | None = None) -> Statement:
    """The proposition of this id, as the reports out by ``as_of`` make it.

    Raises:
        NotFoundError: where there is none, or nobody had said it by then.
    """
    kept = ledger.weighed.proposition(key)
    if kept is None:
        raise NotFoundError("proposition", key, hint="it may be another since names or reports came; weigh, or search")
    for weighed in weighed_by(ledger, [kept.partition], as_of):
        if found := _meant(ledger, weighed.whole, key):
            return _seen(ledger, weighed, found, as_of)
    raise NotFoundError("proposition", key, hint=f"nobody had said it by {as_of}")


def weighed_by(ledger: Ledger, partitions: Iterable[int], as_of: date | None) -> Iterator[Weighed]:
    """These partitions as the reports out by a day make them; those of which nobody spoke are left out."""
    members = ledger.weighed.members(sorted(partitions))
    scale = Scale(ledger, ways_of(ledger), as_of=as_of)
    for batch in batches(iter(sorted(members.items()))):
        yield from scale.each(batch)


def _meant(ledger: Ledger, whole: Whole, key: str) -> Proposition | None:
    """The proposition of an id; else, where fewer reports make another of it, the one with most of its claims."""
    for proposition in whole.propositions:
        if proposition.id == key:
            return proposition
    ids = [told.claim.id for p in whole.propositions for told in p.claims]
    mine = {claim for claim, w in ledger.weighed.propositions_of(ids).items() if w.id == key}
    shared = [(sum(t.claim.id in mine for t in p.claims), p.id, p) for p in whole.propositions]
    most = max(shared, default=None, key=lambda s: s[:2])
    return most[2] if most and most[0] else None


def _seen(ledger: Ledger, weighed: Weighed, mine: Proposition, as_of: date | None) -> Statement:
    whole, origins = weighed.whole, weighed.origins
    standing = whole.standings[mine.id]
    related = [r for r in whole.relations if mine.id in (r.a.id, r.b.id) and r.a.id != r.b.id]
    others = {p.id: p for r in related for p in (r.a, r.b) if p.id != mine.id}
    opposed = {p.id: p for r in standing.disputes for p in (r.a, r.b) if p.id != mine.id}
    wording = Wording.of(ledger, [told for p in (mine, *others.values()) for told in p.claims])
    ordered = sorted(related, key=lambda r: (list(Kin).index(r.kind), r.why))
    return Statement(
        id=mine.id,
        partition=weighed.partition,
        says=wording.says(*mine.claims),
        denied=mine.polarity is Polarity.DENIED,
        standing=standing,
        claims=voiced([mine], origins, whole),
        against=voiced(opposed.values(), origins, whole),
        relations=tuple(_related(r, mine, wording) for r in ordered),
        conflicts=tuple(c for c in whole.conflicts if any(p.id == mine.id for s in c.sides for p in s.propositions)),
        grade=grade(standing) if grading(ledger) else None,
        whole=whole,
        wording=wording,
    )


def voiced(propositions: Iterable[Proposition], origins: Origins, whole: Whole) -> tuple[Voiced, ...]:
    """Every claim of these propositions with its origin, in the order of the reports."""
    return tuple(
        Voiced(told, p.id, origins.origin_of(told), is_withdrawn(told, whole.withdrawn))
        for p in propositions
        for told in p.claims
    )


_TURNED = {
    Kin.CONTRADICTS: ("contradicts", "contradicts"),
    Kin.UPDATES: ("is updated by", "updates"),
    Kin.REFINES: ("says more exactly", "is said more exactly by"),
    Kin.DIFFERS_IN_SCOPE: ("speaks of a narrower thing than", "speaks of a wider thing than"),
}
"""What ``a`` is to ``b``, and ``b`` to ``a``."""


def _related(relation: Relation, mine: Proposition, wording: Wording) -> Related:
    first = relation.a.id == mine.id
    other = relation.b if first else relation.a
    kind = _TURNED[relation.kind][0 if first else 1]
    return Related(kind, relation.why, other.id, wording.says(*other.claims), other.polarity is Polarity.DENIED)
