"""How two names compare: features for and against, and the score that they add up to."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from reportedly.model import Kind

from .alignment import align
from .features import BIAS, TABLE
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
    """How alike two names are, 0 to 1, and what speaks for and against, the weightiest first."""

    score: float
    features: tuple[Feature, ...]

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
    two people of one name are one person, no comparison of names can say.
    """
    return _compare(a, b, kind) if a <= b else _compare(b, a, kind)


@lru_cache(maxsize=65536)
def _compare(a: str, b: str, kind: Kind) -> Comparison:
    one, other = taken_apart(a, kind), taken_apart(b, kind)
    if a == b or _same(one, other):
        return Comparison(_IDENTICAL, (Feature("the same name", -BIAS, f"both are “{a}”"),))
    if not one.parts or not other.parts:
        return Comparison(_NOTHING, (Feature("no name", BIAS, "one of them bears no name that can be compared"),))
    pair = align(one, other)
    found = []
    total = BIAS
    for row in TABLE:
        measured = row.measure(pair)
        if measured is not None:
            value = row.weight * measured[0]
            total += value
            found.append(Feature(row.name, round(value, 3), measured[1]))
    found.sort(key=lambda feature: -abs(feature.value))
    if not found:
        found = [Feature("nothing in common", BIAS, "no word of one sounds like a word of the other")]
    return Comparison(round(1 / (1 + math.exp(-total)), 4), tuple(found))


def _same(a: Parts, b: Parts) -> bool:
    """Whether nothing but case, marks, titles and punctuation differs."""
    return bool(a.parts) and a.telling == b.telling
