"""Which claims of other partitions bear on some, by the marks of their propositions, as a ledger keeps them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set

from reportedly.ledger import Ledger
from reportedly.ledger.weights import Bearing
from reportedly.weighing.relations.bearing import ENOUGH, NEEDS, TOUCHES, Mark, Side

Bearer = tuple[int, str]
"""A partition, and a proposition in it."""


class Neighbours:
    """The neighbours of partitions; of those that were noted, as they are now, and not as they were weighed last."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._partitions: set[int] = set()
        self._claims: dict[str, set[int]] = {}
        self._marks: dict[str, frozenset[Mark]] = {}
        self._bearers: dict[Mark, list[Bearer]] = defaultdict(list)

    def note(self, partition: int, claims: Mapping[str, set[int]], marks: Mapping[str, frozenset[Mark]]) -> None:
        """Take note of a partition: the claims and the marks of its propositions."""
        self._partitions.add(partition)
        self._claims |= claims
        self._marks |= marks
        for id_, own in marks.items():
            for mark in own:
                self._bearers[mark].append((partition, id_))

    def touched_by(self, claims: Set[int]) -> set[int]:
        """The partitions that were not noted, on which what is other in those that were bears, or bore.

        ``claims``: those that are new, or of which something is.
        """
        before = self._ledger.weighed.lying_in(self._partitions)
        changed = {
            id_
            for id_ in before.keys() | self._claims.keys()
            if before.get(id_) != self._claims.get(id_) or before[id_] & claims
        }
        bore = self._ledger.weighed.bearings_of(changed & before.keys())
        marks: dict[int, dict[str, set[Mark]]] = {0: defaultdict(set)}
        for one in bore:
            marks[0][one.proposition].add(Mark(one.key, Side(one.side)))
        for id_ in changed:
            marks[0][id_] |= self._marks.get(id_, frozenset())
        found = self._met(marks, TOUCHES)
        return {partition for others in found.values() for partition, _ in others} - self._partitions

    def of(self, marks: Mapping[int, Mapping[str, Set[Mark]]]) -> dict[int, set[int]]:
        """The claims of other partitions that bear on each of these, given with the marks of their propositions."""
        met = self._met(marks, NEEDS)
        others = {id_ for held in met.values() for _, id_ in held}
        claims = self._ledger.weighed.claims_in(others - self._claims.keys())
        claims |= {id_: self._claims[id_] for id_ in others & self._claims.keys()}
        return {n: {claim for _, id_ in held for claim in claims.get(id_, ())} for n, held in met.items()}

    def _met(self, marks: Mapping[int, Mapping[str, Set[Mark]]], other: Mapping[Side, Side]) -> dict[int, set[Bearer]]:
        """Who bears the marks of each of some partitions on the other side."""
        asking: dict[Mark, list[Bearer]] = defaultdict(list)
        for partition, held in marks.items():
            for id_, own in held.items():
                for mark in own:
                    if mark.side in other:
                        asking[Mark(mark.key, other[mark.side])].append((partition, id_))
        found: dict[int, set[Bearer]] = defaultdict(set)
        shared: Counter[tuple[Bearer, Bearer]] = Counter()
        for mark, bearer in self._all(asking):
            for partition, id_ in asking[mark]:
                if bearer[0] == partition:
                    continue
                if mark.side in ENOUGH:
                    shared[(partition, id_), bearer] += 1
                else:
                    found[partition].add(bearer)
        for (mine, theirs), count in shared.items():
            if count >= min(ENOUGH.values()):
                found[mine[0]].add(theirs)
        return found

    def _all(self, wanted: Mapping[Mark, object]) -> Iterable[tuple[Mark, Bearer]]:
        """Who bears these marks: as it is kept, and as it is now where that is noted."""
        keys: dict[Side, set[int]] = defaultdict(set)
        for mark in wanted:
            keys[mark.side].add(mark.key)
        for side, some in keys.items():
            kept: list[Bearing] = self._ledger.weighed.bearers(some, int(side))
            for one in kept:
                if one.partition not in self._partitions:
                    yield Mark(one.key, side), (one.partition, one.proposition)
        for mark in wanted:
            for bearer in self._bearers.get(mark, ()):
                yield mark, bearer
