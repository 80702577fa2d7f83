"""What reports contradict each other in, each with an address that stays while more is read.

The address of a conflict is made from the proposition of its partition that was told first, and from what is asked of
it (kind, predicate, and in what the sides differ): a further report, or a further side, does not change it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reportedly.dossier.contested import label, question
from reportedly.errors import NotFoundError
from reportedly.ledger import Ledger
from reportedly.ledger.weights import Disputed, Weighing
from reportedly.model import Polarity
from reportedly.overview import entity_named
from reportedly.weigh import Weighed
from reportedly.weighing import Conflict, Side

from .statement import Voiced, voiced, weighed_by
from .words import Wording

_SCAN = 100_000
"""Conflicts of a ledger that are looked at, at most."""
_THEN = 200
"""Conflicts that are looked at where it is asked how they stood on a day: each is weighed anew for that."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One side: the answer in a word or two, what its propositions say by their ids, and everyone who says so."""

    label: str
    propositions: Mapping[str, str]
    claims: tuple[Voiced, ...]

    @property
    def origins(self) -> tuple[str, ...]:
        """To whom it goes back, each once."""
        return tuple({voice.origin.key: voice.origin.label for voice in self.claims}.values())


@dataclass(frozen=True, slots=True)
class Dispute:
    """A question and the answers that exclude each other, none preferred; ``why`` they cannot all be right."""

    address: str
    kind: str
    question: str
    why: str
    answers: tuple[Answer, ...]
    reports: int
    wording: Wording


@dataclass(frozen=True, slots=True)
class Disputes:
    """Some conflicts, and how many there are in all."""

    shown: tuple[Dispute, ...]
    total: int


def disputes(
    ledger: Ledger, name: str | None = None, *, as_of: date | None = None, most: int = 20, skip: int = 0
) -> Disputes:
    """The conflicts of all, or of one name, that most reports take part in first; ``as_of`` a day.

    Raises:
        NotFoundError, AmbiguousError: where ``name`` is nobody's, or fits several.
    """
    partitions = None if name is None else ledger.weighed.partitions(about=entity_named(ledger, name).id)
    if partitions is not None and not partitions:
        return Disputes((), 0)
    found = ledger.weighed.conflicts(partitions, most=_SCAN)
    if as_of is not None:
        found = _had_begun(ledger, found, as_of)
    once = list({frozenset(claim for side in each.sides for claim in side): each for each in reversed(found)}.values())
    once.reverse()
    page = once[:_THEN] if as_of else once[skip : skip + most]
    seen = _seen(ledger, page, as_of)
    shown = tuple(dispute for each in page if (dispute := seen.get(_mark(each))))
    return Disputes(shown[skip : skip + most], len(shown)) if as_of else Disputes(shown, len(once))


def dispute(ledger: Ledger, address: str, *, as_of: date | None = None) -> Dispute:
    """The conflict of this address, as the reports out by a day make it.

    Raises:
        NotFoundError: where there is none, or it had not begun by then.
    """
    anchor = ledger.weighed.proposition(address.partition("-")[0])
    held = ledger.weighed.conflicts([anchor.partition], most=_SCAN) if anchor else []
    known = _weighings(ledger, held)
    mine = [each for each in held if address_of_kept(each, known) == address]
    if not mine:
        raise NotFoundError("conflict", address, hint="it may have been settled since, or have another address")
    if found := list(_seen(ledger, mine, as_of).values()):
        return found[0]
    raise NotFoundError("conflict", address, hint=f"the two had not both been said by {as_of}")


def address_of_kept(disputed: Disputed, known: Mapping[str, Weighing]) -> str:
    """The address of a conflict as the ledger keeps it; ``known``: how what its claims say stands, by their ids."""
    said = {w.id: w for side in disputed.sides for claim in side if (w := known.get(claim))}
    own = [w for w in said.values() if w.partition == disputed.partition] or list(said.values())
    first = min(((w.first_told or date.max, w.id) for w in own), default=(date.max, ""))
    return _address(first[1], disputed.kind, disputed.predicate, disputed.what)


def address_of(conflict: Conflict, weighed: Iterable[str]) -> str:
    """The same of a conflict as it was just weighed; ``weighed`` are the ids of the propositions of its partition."""
    own = set(weighed)
    every = [p for side in conflict.sides for p in side.propositions]
    first = min(
        (min((d for t in p.claims if (d := t.document.published)), default=date.max), p.id)
        for p in ([p for p in every if p.id in own] or every)
    )
    return _address(first[1], conflict.kind, conflict.predicate, conflict.what)


def _address(proposition: str, *asked: str) -> str:
    return f"{proposition}-{hashlib.sha256('|'.join(asked).encode()).hexdigest()[:8]}"


def _weighings(ledger: Ledger, found: Iterable[Disputed]) -> dict[str, Weighing]:
    return ledger.weighed.propositions_of({claim for each in found for side in each.sides for claim in side})


def _had_begun(ledger: Ledger, found: Sequence[Disputed], as_of: date) -> list[Disputed]:
    """Those of which two sides had been told by a day."""
    known = _weighings(ledger, found)
    return [
        each
        for each in found
        if sum(any((w := known.get(c)) and (w.first_told or as_of) <= as_of for c in side) for side in each.sides) > 1
    ]


def _mark(disputed: Disputed) -> tuple[object, ...]:
    return disputed.partition, disputed.kind, disputed.predicate, disputed.what, disputed.sides


def _seen(ledger: Ledger, wanted: Sequence[Disputed], as_of: date | None) -> dict[tuple[object, ...], Dispute]:
    """These conflicts with all that stands on each side."""
    known = _weighings(ledger, wanted)
    found: dict[tuple[object, ...], Dispute] = {}
    for weighed in weighed_by(ledger, {each.partition for each in wanted}, as_of):
        for each in wanted:
            if each.partition == weighed.partition and (conflict := _same(weighed, each)):
                found[_mark(each)] = _dispute(ledger, weighed, conflict, address_of_kept(each, known))
    return found


def _same(weighed: Weighed, disputed: Disputed) -> Conflict | None:
    """The conflict, as it was just weighed, that asks what this one asks, and has most claims in common with it."""
    mine = {claim for side in disputed.sides for claim in side}
    asked = (disputed.kind, disputed.predicate, disputed.what)
    alike = [
        (len(mine & {told.claim.id for side in c.sides for told in side.claims}), -i, c)
        for i, c in enumerate(weighed.whole.conflicts)
        if (c.kind, c.predicate, c.what) == asked
    ]
    best = max(alike, default=None, key=lambda a: a[:2])
    return best[2] if best and best[0] else None


def _dispute(ledger: Ledger, weighed: Weighed, conflict: Conflict, address: str) -> Dispute:
    every = [told for side in conflict.sides for told in side.claims]
    wording = Wording.of(ledger, every)
    with wording.speaking() as teller:
        asked = question(teller, conflict)
        labels = [label(teller, conflict, side) for side in conflict.sides]
    answers = [_answer(said, side, weighed, wording) for said, side in zip(labels, conflict.sides, strict=True)]
    reports = len({told.claim.document for told in every})
    return Dispute(address, conflict.kind, asked, conflict.why, tuple(answers), reports, wording)


def _answer(said: str, side: Side, weighed: Weighed, wording: Wording) -> Answer:
    says = {
        p.id: f"{'Not so: ' if p.polarity is Polarity.DENIED else ''}{wording.says(*p.claims)}"
        for p in side.propositions
    }
    return Answer(said or next(iter(says.values())), says, voiced(side.propositions, weighed.origins, weighed.whole))
