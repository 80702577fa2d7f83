"""How two names compare: features for and against, and the score that they add up to."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from reportedly.model import Kind

from .alignment import align
from .features import BIAS, rows
from .parts import Parts, taken_apart

SAME = 0.7
"""The score from which on two names are the same name, in other spellings or fuller."""
POSSIBLE = 0.3
"""The score from which on two names may be the same."""
_IDENTICAL = 0.98
_NOTHING = 0.01


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing seen in two names: ``value`` in log-odds, below 0 where it speaks against; ``why`` in words."""

    name: str
    value: float
    why: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """How alike two names are, 0 to 1; what speaks for and against is worked out when it is asked for."""

    score: float
    a: str
    b: str
    kind: Kind

    @property
    def features(self) -> tuple[Feature, ...]:
        """What speaks for and against, the weightiest first."""
        return _features(self.a, self.b, self.kind)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every feature as a sentence."""
        return tuple(feature.why for feature in self.features)

    @property
    def speaks_for(self) -> tuple[str, ...]:
        """What speaks for one name."""
        return tuple(feature.why for feature in self.features if feature.value > 0)

    @property
    def speaks_against(self) -> tuple[str, ...]:
        """What speaks against it."""
        return tuple(feature.why for feature in self.features if feature.value < 0)


def compare(a: str, b: str, kind: Kind) -> Comparison:
    """Compares two names of one kind; the order of the two makes no difference.

    The score is the logistic function of the features' sum with a bias: how sure it is that the two are one name. That
    two people of one name are one person, no comparison of names can say. For the score alone, see ``score``.
    """
    if b < a:
        a, b = b, a
    return Comparison(_score(a, b, kind), a, b, kind)


def score(a: str, b: str, kind: Kind) -> float:
    """How alike two names of one kind are, 0 to 1: the score of ``compare``."""
    return _score(a, b, kind) if a <= b else _score(b, a, kind)


@lru_cache(maxsize=65536)
def _score(a: str, b: str, kind: Kind) -> float:
    one, other = taken_apart(a, kind), taken_apart(b, kind)
    if a == b or _same(one, other):
        return _IDENTICAL
    if not one.parts or not other.parts:
        return _NOTHING
    pair = align(one, other)
    ties = {match.tie for match in pair.matches}
    total = BIAS
    for tie, weight, measure in _PEOPLE if kind is Kind.PERSON else _OTHERS:
        if tie is None or tie in ties:
            total += weight * measure(pair)
    return round(1 / (1 + math.exp(-total)), 4)


_PEOPLE, _OTHERS = (tuple((row.tie, row.weight, row.measure) for row in rows(people=who)) for who in (True, False))


@lru_cache(maxsize=4096)
def _features(a: str, b: str, kind: Kind) -> tuple[Feature, ...]:
    one, other = taken_apart(a, kind), taken_apart(b, kind)
    if a == b or _same(one, other):
        return (Feature("the same name", -BIAS, f"both are “{a}”"),)
    if not one.parts or not other.parts:
        return (Feature("no name", BIAS, "one of them bears no name that can be compared"),)
    pair = align(one, other)
    found = [
        Feature(row.name, round(row.weight * value, 3), row.why(pair))
        for row in rows(people=kind is Kind.PERSON)
        if (value := row.measure(pair))
    ]
    found.sort(key=lambda feature: -abs(feature.value))
    return tuple(found) or (Feature("nothing in common", BIAS, "no word of one sounds like a word of the other"),)


def _same(a: Parts, b: Parts) -> bool:
    """Whether nothing but case, marks, titles and punctuation differs."""
    return bool(a.parts) and a.letters == b.letters and a.telling == b.telling
