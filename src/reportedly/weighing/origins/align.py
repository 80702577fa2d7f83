"""Which passages two texts share, and where they stand in each: seed and extend, on words.

Seeds are runs of three words that stand in both. Seeds on one diagonal (as far apart in one text as in the other) make
a run; runs that follow one another closely in both make a passage. So a passage goes on over a changed name, another
number, a word put in or left out; what is reordered is several passages.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .words import Hashes, Places, shingles

SEED = 3
GAP = 7
"""Words that may differ between two runs of one passage."""
LEAST_SAME = 9
"""Words that a passage must have in common; fewer are a turn of phrase."""
LEAST_DENSE = 0.5
"""Share of a passage, on its longer side, that must be the same word for word."""
_LOOK = 16
_REPEATS = 4
"""Places of one seed in the other text that are followed."""

Piece = tuple[int, int, int]
"""Words that are the same one by one: first in one text, first in the other, how many."""


@dataclass(frozen=True, slots=True)
class Match:
    """A passage that two texts share: words ``start`` to ``end`` of one, ``other_start`` to ``other_end`` of the other.

    ``pieces`` are the stretches in it that are the same word for word, ``same`` how many words they hold.
    """

    start: int
    end: int
    other_start: int
    other_end: int
    same: int
    pieces: tuple[Piece, ...]

    def turned(self) -> Match:
        """The same, seen from the other text."""
        pieces = tuple((there, here, count) for here, there, count in self.pieces)
        return Match(self.other_start, self.other_end, self.start, self.end, self.same, pieces)


@dataclass(frozen=True, slots=True, eq=False)
class Seeds:
    """The seeds of a text, sorted so that another's can be looked up in them."""

    hashes: Hashes
    seeds: Hashes
    order: Places
    sorted: Hashes

    @classmethod
    def of(cls, hashes: Hashes) -> Seeds:
        """The seeds of the words whose numbers these are."""
        found = shingles(hashes, SEED)
        order = np.argsort(found, kind="stable")
        return cls(hashes, found, order, found[order])


@dataclass(slots=True)
class _Chain:
    """A passage in the making."""

    start: int
    other_start: int
    end: int
    other_end: int
    same: int
    pieces: list[Piece] = field(default_factory=list)


def align(one: Seeds, other: Seeds) -> tuple[Match, ...]:
    """The passages that two texts share, in the order of the first.

    No word of either stands in two of them, but for a few at the edges.
    """
    here, there = _meetings(one, other)
    if not len(here):
        return ()
    chains = _chained(_runs(here, there, one.hashes, other.hashes))
    good = [c for c in chains if c.same >= LEAST_SAME and c.same >= LEAST_DENSE * _length(c)]
    return tuple(_without_overlaps(good))


def _meetings(one: Seeds, other: Seeds) -> tuple[Places, Places]:
    """Where the seeds of one stand in the other, as pairs of places."""
    left = np.searchsorted(other.sorted, one.seeds, side="left")
    count = np.searchsorted(other.sorted, one.seeds, side="right") - left
    np.minimum(count, _REPEATS, out=count)
    here = np.repeat(np.arange(len(one.seeds)), count)
    if not len(here):
        return here, here
    within = np.arange(len(here)) - np.repeat(np.cumsum(count) - count, count)
    return here, other.order[np.repeat(left, count) + within]


def _runs(here: Places, there: Places, hashes: Hashes, others: Hashes) -> list[tuple[int, int, int, list[Piece]]]:
    """Runs on one diagonal: place in one, place in the other, length, and what is the same in them; by place."""
    by_diagonal = np.lexsort((here, there - here))
    here, there = here[by_diagonal], there[by_diagonal]
    step = np.diff(here)
    breaks = (np.diff(there) != step) | (step > GAP + SEED)
    firsts = np.flatnonzero(np.concatenate([[True], breaks]))
    lasts = np.append(firsts[1:] - 1, len(here) - 1)
    begins, others_begin, lengths = here[firsts], there[firsts], here[lasts] - here[firsts] + SEED
    by_place = np.lexsort((lengths, others_begin, begins))
    begins, others_begin, lengths = begins[by_place], others_begin[by_place], lengths[by_place]
    kept = (lengths >= LEAST_SAME) | _in_company(begins, others_begin, lengths)
    return [
        (begin, other, length, _pieces(begin, other, hashes[begin : begin + length] == others[other : other + length]))
        for begin, other, length in zip(
            begins[kept].tolist(), others_begin[kept].tolist(), lengths[kept].tolist(), strict=True
        )
    ]


def _in_company(begins: Places, others: Places, lengths: Places) -> NDArray[np.bool_]:
    """Which runs have another close behind or before them in both texts: a short one without any is left alone."""
    found = np.zeros(len(begins), dtype=bool)
    ends, other_ends = begins + lengths, others + lengths
    for distance in range(1, min(_LOOK, len(begins))):
        near = begins[distance:] - ends[:-distance] <= GAP
        if not near.any():
            break
        near &= (others[distance:] - other_ends[:-distance] <= GAP) & (
            others[distance:] > other_ends[:-distance] - SEED
        )
        found[distance:] |= near
        found[:-distance] |= near
    return found


def _pieces(begin: int, other: int, same: NDArray[np.bool_]) -> list[Piece]:
    if same.all():
        return [(begin, other, len(same))]
    edges = np.flatnonzero(np.diff(np.concatenate([[False], same, [False]]).astype(np.int8))).reshape(-1, 2)
    return [(begin + a, other + a, b - a) for a, b in edges.tolist()]


def _chained(runs: list[tuple[int, int, int, list[Piece]]]) -> list[_Chain]:
    done: list[_Chain] = []
    active: list[_Chain] = []
    for begin, other, length, pieces in runs:
        still = [chain for chain in active if begin - chain.end <= GAP]
        done += [chain for chain in active if begin - chain.end > GAP]
        active = still
        near = [c for c in active if begin > c.end - SEED and c.other_end - SEED < other <= c.other_end + GAP]
        if near:
            chain = min(near, key=lambda c: abs(other - c.other_end - (begin - c.end)))
            chain.same += _join(chain.pieces, pieces, after=(chain.end, chain.other_end))
            chain.end, chain.other_end = max(chain.end, begin + length), max(chain.other_end, other + length)
        else:
            same = sum(count for *_, count in pieces)
            active.append(_Chain(begin, other, begin + length, other + length, same, pieces))
    return done + active


def _join(held: list[Piece], more: list[Piece], *, after: tuple[int, int]) -> int:
    """Add pieces to those of a chain, but for words that it holds already; how many words that adds."""
    added = 0
    for begin, other, count in more:
        cut = max(0, after[0] - begin, after[1] - other)
        if cut < count:
            held.append((begin + cut, other + cut, count - cut))
            added += count - cut
    return added


def _length(chain: _Chain) -> int:
    return max(chain.end - chain.start, chain.other_end - chain.other_start)


def _without_overlaps(chains: list[_Chain]) -> list[Match]:
    """The longest first; one that stands for a third or more on words that are taken, of either text, is left out."""
    kept: list[Match] = []
    for c in sorted(chains, key=lambda c: (-c.same, c.start, c.other_start)):
        here = sum(max(0, min(c.end, m.end) - max(c.start, m.start)) for m in kept)
        there = sum(max(0, min(c.other_end, m.other_end) - max(c.other_start, m.other_start)) for m in kept)
        if 3 * here < c.end - c.start and 3 * there < c.other_end - c.other_start:
            kept.append(Match(c.start, c.end, c.other_start, c.other_end, c.same, tuple(c.pieces)))
    return sorted(kept, key=lambda m: (m.start, m.other_start))
