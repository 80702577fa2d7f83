"""Weighs a ledger: names, origins, propositions, what they have to do with each other, and how each stands.

Ties the ledger and the rooms of weighing together. What comes out is a function of the claims and of the judgements
that stand, so that it does not matter in which order reports came, and a judgement undone leaves no trace. A new report
touches what it concerns: its names, the reports it shares passages with, and the partitions its claims lie in.
"""

from __future__ import annotations

import time
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from reportedly import copying, naming
from reportedly.ledger import Ledger
from reportedly.ledger.chunks import chunks
from reportedly.ledger.heard import Heard
from reportedly.ledger.weights import Batch, Bearing, Disputed, Outlet, Related, Voice, Weighing
from reportedly.model import SourceKind
from reportedly.neighbours import Neighbours
from reportedly.ways import ways_of
from reportedly.weighing import Conflict, Ways, propositions
from reportedly.weighing.credibility import grade
from reportedly.weighing.likeness import Key, spelled
from reportedly.weighing.origins import OFFICES, Origins
from reportedly.weighing.partition import partition
from reportedly.weighing.relations.bearing import NEEDS, Mark, bearings, tie
from reportedly.weighing.stale import attested
from reportedly.weighing.standing import Standing
from reportedly.weighing.whole import Whole, whole

METHOD = "weighing 3"
"""A ledger that was weighed by another method is weighed anew."""

Members = Iterator[tuple[int, list[int]]]
"""Partitions, each with the numbers of the claims that lie in it."""

_BATCH = 4_000  # claims that are weighed in one go


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a weighing has come: ``done`` of ``total`` claims."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What was weighed: claims and propositions that were touched, mentions that moved, and the seconds it took."""

    claims: int
    propositions: int
    moved: int
    links: int
    seconds: float


def weigh(ledger: Ledger, *, anew: bool = False, progress: Callable[[Progress], object] | None = None) -> Summary:
    """Bring the weighing of a ledger up to date. ``anew``: of all of it, whatever was weighed before.

    Interrupted at any moment, it leaves the ledger whole; the next call does the rest.

    Raises:
        LedgerError: where the ledger is damaged; LedgerBusyError, where another process keeps it too long.
    """
    began = time.monotonic()
    ways, seen = ways_of(ledger), ledger.weighed.pending(METHOD)
    everything = anew or seen.everything
    named = naming.resolve_names(ledger, anew=anew)
    linked = copying.link(ledger, anew=anew, judged=() if everything else seen.documents)
    work = _Work(ledger, ways, progress)
    if everything:
        outlets = copying.known_outlets(ledger)
        work.everything()
    else:
        touched, outlets = _touched(ledger, seen.documents | linked.documents)
        if not touched and not (seen.documents or named.moved or outlets):
            return Summary(0, 0, named.moved, linked.links, time.monotonic() - began)
        work.some(touched)
    ledger.weighed.done(seen, METHOD, claims=work.claims, outlets=outlets)
    return Summary(work.claims, work.made, named.moved, linked.links, time.monotonic() - began)


class _Work:
    """One weighing as it goes on: how far it has come, and what it has made.

    ``claims`` are those that are weighed; ``total`` counts some of them twice, those that are weighed once more.
    """

    def __init__(self, ledger: Ledger, ways: Ways, progress: Callable[[Progress], object] | None) -> None:
        self._ledger, self._ways, self._progress = ledger, ways, progress
        self.claims = self.total = self.made = self._done = 0

    def everything(self) -> None:
        """Each partition by itself; then those once more that others bear on, when these are known."""
        ledger = self._ledger
        self.claims = self.total = ledger.counts()["claims"]
        ledger.weighed.begin(METHOD)
        scale, there = Scale(ledger, self._ways, everything=True), set[int]()
        for batch in batches(_everything(ledger, self._ways)):
            there |= batch.keys()
            self._weigh(scale, batch, alone=True)
        ledger.weighed.keep_only(there)
        again = sorted(ledger.weighed.near(NEEDS.items()))
        for some in chunks(again):
            held = ledger.weighed.members(some)
            self.total += sum(map(len, held.values()))
            for batch in batches(iter(held.items())):
                self._weigh(scale, batch)

    def some(self, touched: Sequence[int]) -> None:
        """The partitions that these claims touch; first the others on which these bear, then they themselves.

        Interrupted between the two, it will find the same others again.
        """
        scale = Scale(self._ledger, self._ways)
        mine = _partitions(self._ledger, touched, self._ways)
        others = scale.survey(mine, set(touched))
        held = self._ledger.weighed.members(others)
        self.claims = self.total = sum(map(len, (*held.values(), *mine.values())))
        for batch in (*batches(iter(held.items())), *batches(iter(mine.items()))):
            self._weigh(scale, batch)

    def _weigh(self, scale: Scale, batch: dict[int, list[int]], *, alone: bool = False) -> None:
        found = scale.weigh(batch, alone=alone)
        self._ledger.weighed.replace(found)
        self._done += sum(map(len, batch.values()))
        self.made += len(found.propositions)
        if self._progress is not None:
            self._progress(Progress(self._done, self.total))


def _touched(ledger: Ledger, documents: Set[str]) -> tuple[list[int], list[Outlet]]:
    """The claims that what came in these reports can bear on, and the outlets that are new or known otherwise now."""
    renamed = copying.renamed(ledger)
    claims = ledger.weighed.claims_of(documents | ledger.weighed.put_out_by(outlet.name for outlet in renamed))
    # Who is said to be a spokeswoman now speaks for her body wherever she is cited.
    cited = ledger.copies.citing(claims, OFFICES)
    return [*{*claims, *cited}], [*renamed, *(copying.known_outlets(ledger, documents) if documents else ())]


def _everything(ledger: Ledger, ways: Ways) -> Members:
    """Every partition with the claims that lie in it. Of a million claims only two numbers each are held."""
    numbers, claims = array("q"), array("q")
    for one in ledger.weighed.asked():
        numbers.append(partition(one.document, one.predicate, one.subject, one.object, ways=ways))
        claims.append(one.number)
    known, held = np.frombuffer(numbers, dtype=np.int64), np.frombuffer(claims, dtype=np.int64)
    ordered = np.lexsort((held, known))
    starts = np.flatnonzero(np.diff(known[ordered], prepend=known[ordered[:1]] - 1))
    for first, end in pairwise([*starts.tolist(), len(ordered)]):
        yield int(known[ordered[first]]), held[ordered[first:end]].tolist()


def _partitions(ledger: Ledger, touched: Sequence[int], ways: Ways) -> dict[int, list[int]]:
    """The claims of every partition that these touch; one that lost all of its claims is there, empty."""
    found: dict[int, list[int]] = defaultdict(list)
    for one in ledger.weighed.asked(touched):
        found[partition(one.document, one.predicate, one.subject, one.object, ways=ways)].append(one.number)
    left = ledger.weighed.partitions_of(touched)
    known, mine = ledger.weighed.members(found.keys() | left), set(touched)
    for number in found.keys() | left:
        found[number] += [claim for claim in known.get(number, ()) if claim not in mine]
    return found


def batches(wanted: Members) -> Iterator[dict[int, list[int]]]:
    """Partitions with their claims, so many at a time as are weighed in one go."""
    batch: dict[int, list[int]] = {}
    size = 0
    for number, claims in wanted:
        batch[number] = claims
        size += len(claims) + 1
        if size >= _BATCH:
            yield batch
            batch, size = {}, 0
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class Weighed:
    """One partition, its claims, what they come to, where they come from, and by what its propositions are found."""

    partition: int
    records: list[Heard]
    whole: Whole
    origins: Origins
    marks: Mapping[str, frozenset[Mark]]


class Scale:
    """Weighs partitions of one ledger, with what all of them need: what was taken back, and where claims come from.

    ``everything``: most of the ledger will be weighed, so that it asks at once where all claims come from. ``as_of``:
    only what had been reported by that day is put on it.
    """

    def __init__(self, ledger: Ledger, ways: Ways, *, everything: bool = False, as_of: date | None = None) -> None:
        self._ledger, self._ways, self._as_of = ledger, ways, as_of
        self.withdrawn = frozenset(ledger.retracted())
        self._all = copying.origins_of(ledger) if everything else None
        self._near = Neighbours(ledger)

    def survey(self, batch: dict[int, list[int]], touched: Set[int]) -> set[int]:
        """Take note of partitions as they are now, before they are weighed; the others on which their changes bear.

        ``touched``: the claims that are new, or of which something is.
        """
        for some in batches(iter(batch.items())):
            told = self._ledger.weighed.heard({number for claims in some.values() for number in claims})
            for number, records in _blocks(some, told).items():
                found = propositions(records, self._ways)
                numbers = {heard.claim.id: heard.number for heard in records}
                claims = {p.id: {numbers[one.claim.id] for one in p.claims} for p in found}
                self._near.note(number, claims, bearings(found, self._ways))
        return self._near.touched_by(touched)

    def weigh(self, batch: dict[int, list[int]], *, alone: bool = False) -> Batch:
        """What these partitions, given with the numbers of their claims, come to, in the form that the ledger keeps.

        ``alone``: whatever others say that bears on them.
        """
        made = Batch(tuple(batch), [], [], [], [])
        for found in self.each(batch, alone=alone):
            _add(made, found)
        return made

    def each(self, batch: dict[int, list[int]], *, alone: bool = False) -> Iterator[Weighed]:
        """Each of these partitions that has claims, and what they come to; ``alone`` as in ``weigh``."""
        told = self._then(self._ledger.weighed.heard({number for claims in batch.values() for number in claims}))
        blocks = {number: records for number, records in _blocks(batch, told).items() if records}
        marks = {n: bearings(propositions(records, self._ways), self._ways) for n, records in blocks.items()}
        around = {} if alone else self._around(marks)
        origins = self._origins([*told.values(), *(heard for held in around.values() for heard in held)])
        found = {n: self._whole(records, around.get(n, ()), origins) for n, records in blocks.items()}
        asked = {number: frozenset(map(tie, whole_.ties)) for number, whole_ in found.items()}
        if not alone:
            known = {number: {heard.number for heard in held} for number, held in around.items()}
            further = self._around({number: {"": wanted} for number, wanted in asked.items()})
            for number, held in further.items():
                if any(heard.number not in known.get(number, ()) for heard in held):
                    beside = {heard.number: heard for heard in (*around.get(number, ()), *held)}.values()
                    found[number] = self._whole(blocks[number], beside, self._origins([*blocks[number], *beside]))
        for number, records in blocks.items():
            mine = dict(marks[number])
            if mine and asked[number]:
                first = min(mine)
                mine[first] = mine[first] | asked[number]
            yield Weighed(number, records, found[number], origins, mine)

    def _whole(self, records: Iterable[Heard], context: Iterable[Heard], origins: Origins) -> Whole:
        return whole(records, origins=origins, ways=self._ways, context=context, withdrawn=self.withdrawn)

    def _around(self, marks: Mapping[int, Mapping[str, Set[Mark]]]) -> dict[int, list[Heard]]:
        """The claims of other partitions that bear on each of these."""
        near = self._near.of(marks)
        told = self._then(self._ledger.weighed.heard({claim for claims in near.values() for claim in claims}))
        return {n: _once(told[claim] for claim in sorted(claims) if claim in told) for n, claims in near.items()}

    def _origins(self, told: Sequence[Heard]) -> Origins:
        if self._all is not None:
            return self._all
        claims = [heard.claim for heard in told]
        cited = {s.entity for claim in claims for s in claim.sources if s.entity and s.kind is SourceKind.PERSON}
        return copying.origins_of(self._ledger, {claim.document for claim in claims}, people=cited)

    def _then(self, told: Mapping[int, Heard]) -> Mapping[int, Heard]:
        """Those of these claims that had been reported by the day in question."""
        day = self._as_of
        if day is None:
            return told
        return {n: h for n, h in told.items() if h.document.dated <= day}


def _blocks(batch: Mapping[int, Iterable[int]], told: Mapping[int, Heard]) -> dict[int, list[Heard]]:
    return {n: _once(told[claim] for claim in sorted(claims) if claim in told) for n, claims in batch.items()}


def _once(records: Iterable[Heard]) -> list[Heard]:
    """Each claim once, of its last reading: one that a person accepted is shown of earlier readings too."""
    return list({heard.claim.id: heard for heard in records}.values())


def _add(made: Batch, weighed: Weighed) -> None:
    number, found = weighed.partition, weighed.whole
    numbers = {heard.claim.id: heard.number for heard in weighed.records}
    for id_, marks in weighed.marks.items():
        made.bearings.extend(Bearing(id_, mark.key, int(mark.side), number) for mark in sorted(marks))
    for proposition in found.propositions:
        made.propositions.append(_kept(number, found.standings[proposition.id]))
        for told, origin in zip(proposition.claims, weighed.origins.together(proposition.claims), strict=True):
            if told.claim.id in numbers:
                key = spelled(origin.key)
                made.voices.append(Voice(numbers[told.claim.id], number, proposition.id, key, origin.sure))
    made.relations.extend(Related(number, r.kind.value, r.a.id, r.b.id, r.what, r.why) for r in found.relations)
    made.conflicts.extend(_disputed(number, conflict) for conflict in found.conflicts)


def _kept(number: int, standing: Standing) -> Weighing:
    p, mine, theirs = standing.proposition, standing.backing, standing.against
    days = [day for told in p.claims if (day := told.document.published)]
    graded = grade(standing)
    return Weighing(
        id=p.id,
        partition=number,
        predicate=p.predicate,
        polarity=p.polarity.value,
        subject=spelled(p.subject),
        object=spelled(p.object),
        subject_entity=_entity(p.subject),
        object_entity=_entity(p.object),
        first_told=min(days, default=None),
        last_told=max(days, default=None),
        attested=attested(p),
        claims=len(p.claims),
        reports=mine.reports,
        outlets=mine.outlets,
        origins_low=mine.independent.low,
        origins_high=mine.independent.high,
        against_low=theirs.independent.low,
        against_high=theirs.independent.high,
        grade=int(graded.credibility),
        why=graded.why,
    )


def _disputed(number: int, conflict: Conflict) -> Disputed:
    sides = tuple(tuple(told.claim.id for told in side.claims) for side in conflict.sides)
    reports = len({told.claim.document for side in conflict.sides for told in side.claims})
    return Disputed(number, conflict.kind, conflict.predicate, conflict.what, conflict.why, sides, reports)


def _entity(key: Key) -> str | None:
    return key[1] if key[:1] == ("entity",) else None
