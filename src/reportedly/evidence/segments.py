"""Marks that overlap, cross and nest, as stretches of text that each bear the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """That characters ``start`` to ``end`` (exclusive) are something: ``kind`` says what, ``ref`` which one."""

    start: int
    end: int
    kind: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters that bear the same marks, in order of the marks."""

    start: int
    end: int
    marks: tuple[Mark, ...] = ()

    def refs(self, kind: str) -> tuple[str, ...]:
        """Which ones of a kind it belongs to; those of the shortest mark first."""
        mine = sorted((m for m in self.marks if m.kind == kind), key=lambda m: (m.end - m.start, m))
        return tuple(dict.fromkeys(mark.ref for mark in mine))

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it is, each kind once."""
        return tuple(dict.fromkeys(mark.kind for mark in self.marks))


def segments(start: int, end: int, marks: Iterable[Mark]) -> Iterator[Segment]:
    """Characters ``start`` to ``end`` cut wherever a mark begins or ends: together they are the whole, in order.

    A mark that reaches beyond either end is cut there; none is lost because it crosses another. A sweep over the
    boundaries: O(n log n) for n marks, and what is written down.
    """
    inside = sorted({m for m in marks if m.start < end and start < m.end and m.start < m.end})
    edges = {start, end} | {max(m.start, start) for m in inside} | {min(m.end, end) for m in inside}
    active: list[Mark] = []
    coming = iter(inside)
    following = next(coming, None)
    for here, there in pairwise(sorted(edges)):
        active = [mark for mark in active if mark.end > here]
        while following is not None and following.start <= here:
            active.append(following)
            following = next(coming, None)
        yield Segment(here, there, tuple(sorted(active)))


def runs(found: Iterable[Segment], kind: str) -> Iterator[tuple[tuple[str, ...], tuple[Segment, ...]]]:
    """Neighbouring segments that belong to the same ones of a kind, with their ``refs``."""
    for refs, some in groupby(found, key=lambda segment: segment.refs(kind)):
        yield refs, tuple(some)
