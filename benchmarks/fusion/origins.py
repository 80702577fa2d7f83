"""Which sellers draw on one catalogue: those who repeat each other's rare wordings, and differ too seldom for chance.

What two independent sellers have in common is the truth, written in the commonest ways. What they share beyond that —
the same odd order of names, the same stump where a field was cut off, the same misspelling — goes back to one origin
(the reasoning of Dong, Berti-Équille, Srivastava 2009, applied to wordings and not to values: a true statement in rare
words tells of copying as well as a false one does).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from benchmarks.fusion.book import Claim

Claims = Mapping[str, Sequence[Claim]]
Origins = Mapping[str, str]
"""Each source to the name of the group that draws on one origin with it."""

COPIED = 0.8
"""How often one who copies copies (the paper's constant)."""
CERTAIN = 1000.0
"""Odds at which two sellers count as one origin, after allowing for how many pairs were compared."""


def evidence(claims: Claims) -> dict[tuple[str, str], float]:
    """For each pair of sources that share a book, the log-odds that both have their wordings from one place.

    The same field counts by how rare it is: -ln of its share among the other sellers of the book. Fields that differ
    count against.
    """
    out: defaultdict[tuple[str, str], float] = defaultdict(float)
    for said in claims.values():
        times = Counter(claim.raw for claim in said)
        for a, b in combinations(sorted(said, key=lambda claim: claim.source), 2):
            if a.raw == b.raw:
                share = (times[a.raw] - 1.5) / (len(said) - 1)  # of the others, half a seller added
                out[a.source, b.source] += math.log(COPIED / share + 1 - COPIED)
            else:
                out[a.source, b.source] += math.log(1 - COPIED)
    return dict(out)


def origins(claims: Claims, *, certain: float = CERTAIN) -> Origins:
    """The groups of sources that draw on one catalogue: single linkage over pairs beyond doubt.

    A pair is beyond doubt where its odds are ``certain`` to one after a prior of one pair in all those compared, so
    that not one link by chance is expected. A group is called by its member with most claims.
    """
    pairs = evidence(claims)
    enough = math.log(certain) + math.log(max(len(pairs), 1))
    size = Counter(claim.source for said in claims.values() for claim in said)
    group = {source: source for source in size}

    def top(source: str) -> str:
        while group[source] != source:
            source = group[source]
        return source

    for pair in sorted(pair for pair, weight in pairs.items() if weight > enough):
        lesser, greater = sorted((top(pair[0]), top(pair[1])), key=lambda s: (size[s], s))
        group[lesser] = greater
    return {source: top(source) for source in group}


def one_an_origin(claims: Claims, groups: Origins) -> dict[str, list[Claim]]:
    """The claims with one for each origin and book, under the origin's name: what most of its sellers give.

    Of equals the fullest, for a seller may shorten what a catalogue says, and seldom lengthens it.
    """
    out = {}
    for book, said in claims.items():
        by_origin: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in said:
            by_origin[groups[claim.source]].append(claim)
        out[book] = [_spokesman(name, by_origin[name]) for name in sorted(by_origin)]
    return out


def _spokesman(origin: str, said: Sequence[Claim]) -> Claim:
    times = Counter(claim.authors for claim in said)
    best = max(said, key=lambda claim: (times[claim.authors], len(claim.authors), not claim.cut, claim.raw))
    return Claim(origin, best.book, best.authors, best.raw, best.cut)
