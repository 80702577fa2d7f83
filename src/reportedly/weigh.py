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
from reportedly.ledger.heard import Heard
from reportedly.ledger.weights import Batch, Disputed, Outlet, Related, Voice, Weighing
from reportedly.model import Mention, SourceKind
from reportedly.reviewing import vocabulary_of
from reportedly.ways import ways_of
from reportedly.weighing import Conflict, Ways
from reportedly.weighing.credibility import grade
from reportedly.weighing.likeness import Key, spelled
from reportedly.weighing.origins import OFFICES, Origins
from reportedly.weighing.partition import partition
from reportedly.weighing.stale import attested
from reportedly.weighing.standing import Standing
from reportedly.weighing.whole import Whole, whole

DEATH = "killed"
BESIDE = (DEATH, "split_from", "captured")
"""Predicates of a subject that bear on all else that is said of it."""

METHOD = "weighing 2"
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
    ways, seen = ways_of(vocabulary_of(ledger)), ledger.weighed.pending(METHOD)
    everything = anew or seen.everything
    named = naming.resolve_names(ledger, anew=anew)
    linked = copying.link(ledger, anew=anew, judged=() if everything else seen.documents)
    if everything:
        wanted, total, outlets = _everything(ledger, ways), ledger.counts()["claims"], copying.known_outlets(ledger)
    else:
        touched, outlets = _touched(ledger, seen.documents | linked.documents)
        if not touched and not (seen.documents or named.moved or outlets):
            return Summary(0, 0, named.moved, linked.links, time.monotonic() - began)
        some = _partitions(ledger, touched, ways)
        wanted, total = iter(some.items()), sum(map(len, some.values()))
    scale = Scale(ledger, ways, everything=everything)
    done = made = 0
    for batch in batches(wanted):
        found = scale.weigh(batch)
        ledger.weighed.replace(found)
        done += sum(map(len, batch.values()))
        made += len(found.propositions)
        if progress is not None:
            progress(Progress(done, total))
    ledger.weighed.done(seen, METHOD, claims=total, outlets=outlets)
    return Summary(total, made, named.moved, linked.links, time.monotonic() - began)


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
    left = ledger.weighed.partitions_of(touched) | ledger.weighed.beside(touched, BESIDE)
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
    """One partition, its claims, what they come to, and where they come from."""

    partition: int
    records: list[Heard]
    whole: Whole
    origins: Origins


class Scale:
    """Weighs partitions of one ledger, with what all of them need: what was taken back, and where claims come from.

    ``everything``: most of the ledger will be weighed, so that it asks at once where all claims come from. ``as_of``:
    only what had been reported by that day is put on it.
    """

    def __init__(self, ledger: Ledger, ways: Ways, *, everything: bool = False, as_of: date | None = None) -> None:
        self._ledger, self._ways, self._as_of = ledger, ways, as_of
        self.withdrawn = frozenset(ledger.retracted())
        self._all = copying.origins_of(ledger) if everything else None

    def weigh(self, batch: dict[int, list[int]]) -> Batch:
        """What these partitions, given with the numbers of their claims, come to, in the form that the ledger keeps."""
        made = Batch(tuple(batch), [], [], [], [])
        for found in self.each(batch):
            _add(made, found)
        return made

    def each(self, batch: dict[int, list[int]]) -> Iterator[Weighed]:
        """Each of these partitions that has claims, and what they come to."""
        told = self._then(self._ledger.weighed.heard({number for claims in batch.values() for number in claims}))
        blocks = {n: _once(told[claim] for claim in sorted(claims) if claim in told) for n, claims in batch.items()}
        around = _Around(self._ledger, blocks.values(), self._then)
        origins = self._all
        if origins is None:
            claims = [heard.claim for heard in (*told.values(), *around.every())]
            cited = {s.entity for claim in claims for s in claim.sources if s.entity and s.kind is SourceKind.PERSON}
            origins = copying.origins_of(self._ledger, {claim.document for claim in claims}, people=cited)
        for number, records in blocks.items():
            if records:
                context = around.of(records)
                found = whole(records, origins=origins, ways=self._ways, context=context, withdrawn=self.withdrawn)
                yield Weighed(number, records, found, origins)

    def _then(self, told: Mapping[int, Heard]) -> Mapping[int, Heard]:
        """Those of these claims that had been reported by the day in question."""
        day = self._as_of
        if day is None:
            return told
        return {n: h for n, h in told.items() if (h.document.published or h.document.retrieved.date()) <= day}


class _Around:
    """What bears on claims from other partitions: deaths and splits of those who act, acts of those who died."""

    def __init__(
        self,
        ledger: Ledger,
        blocks: Iterable[list[Heard]],
        then: Callable[[Mapping[int, Heard]], Mapping[int, Heard]],
    ) -> None:
        actors: set[str] = set()
        dead: set[str] = set()
        for heard in (one for records in blocks for one in records):
            if entity := _subject(heard):
                (dead if heard.claim.predicate == DEATH else actors).add(entity)
        self._beside = _by_subject(then(ledger.weighed.about(actors, BESIDE))) if actors else {}
        self._acts = _by_subject(then(ledger.weighed.about(dead))) if dead else {}

    def every(self) -> Iterator[Heard]:
        """Each claim of another partition that bears on one of these."""
        for held in (*self._beside.values(), *self._acts.values()):
            yield from held

    def of(self, records: list[Heard]) -> list[Heard]:
        """What bears on the claims of one partition."""
        found: dict[int, Heard] = {}
        for entity, died in {(_subject(heard), heard.claim.predicate == DEATH) for heard in records}:
            if entity is not None:
                beside = self._acts if died else self._beside
                found |= {other.number: other for other in beside.get(entity, ())}
        return list(found.values())


def _once(records: Iterable[Heard]) -> list[Heard]:
    """Each claim once, of its last reading: one that a person accepted is shown of earlier readings too."""
    return list({heard.claim.id: heard for heard in records}.values())


def _add(made: Batch, weighed: Weighed) -> None:
    number, found = weighed.partition, weighed.whole
    numbers = {heard.claim.id: heard.number for heard in weighed.records}
    for proposition in found.propositions:
        made.propositions.append(_kept(number, found.standings[proposition.id]))
        for told, origin in zip(proposition.claims, weighed.origins.together(proposition.claims), strict=True):
            if told.claim.id in numbers:
                key = spelled(origin.key)
                made.voices.append(Voice(numbers[told.claim.id], number, proposition.id, key, origin.sure))
    made.relations.extend(Related(number, r.kind.value, r.a.id, r.b.id, r.what, r.why) for r in found.relations)
    made.conflicts.extend(_disputed(number, conflict) for conflict in found.conflicts)


def _by_subject(told: Mapping[int, Heard]) -> dict[str, list[Heard]]:
    found: dict[str, list[Heard]] = defaultdict(list)
    for heard in told.values():
        if entity := _subject(heard):
            found[entity].append(heard)
    return found


def _subject(heard: Heard) -> str | None:
    subject = heard.claim.subject
    return subject.entity if isinstance(subject, Mention) else None


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
