"""What speaks for and against two names being one: a table, each row a measure with its weight.

A weight is in log-odds (Good 1950, the weight of evidence): the weights of what is found add up with ``BIAS``, and the
logistic function of the sum is the score. A measure gives how much of it there is, and says in words what it saw.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from . import sentences as say
from .alignment import Aligned, Match, Tie
from .parts import Part, Role

BIAS = -2.8
_NEARLY = 0.8
_LEAST = 0.15
_LONG = 7


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: its name, the weight of one unit of it, how much of it there is (0 is none), and in words."""

    name: str
    weight: float
    measure: Callable[[Aligned], float]
    why: Callable[[Aligned], str]
    tie: Tie | None = None
    """The tie without which there is nothing of it, where there is one."""
    of: str = ""
    """What it is seen in: "people", "others" (organisations, works, places), or both ("")."""


def shared(pair: Aligned) -> float:
    """The share of the shorter name that the other one has, by weight and likeness."""
    shorter = min(pair.a.weight, pair.b.weight)
    if not pair.matches or not shorter:
        return 0.0
    return min(sum(min(m.a.weight, m.b.weight) * m.likeness for m in pair.matches) / shorter, 1.0)


def spelling(pair: Aligned) -> float:
    """How far the words that answer to each other are apart in sound."""
    return sum([1 - match.likeness for match in pair.matches if match.likeness < 0.9 and match.tie is Tie.SPELLING])


def whole(pair: Aligned) -> float:
    """The letters of the whole names, whichever way they are parted into words, where one script writes both."""
    if pair.a.scripts != pair.b.scripts or all(match.likeness > 0.95 for match in pair.matches):
        return 0.0
    alike = Indel.normalized_similarity(pair.a.letters, pair.b.letters, score_cutoff=_NEARLY)
    return max((alike - _NEARLY) / (1 - _NEARLY), 0.0)


def contradiction(pair: Aligned) -> float:
    """Words on both sides to which nothing answers."""
    if not pair.left_a or not pair.left_b or pair.spelled_out:
        return 0.0
    value = min(_weight(pair.left_a), _weight(pair.left_b))
    return min(value, 1.5) if value >= _LEAST else 0.0


def _weight(parts: tuple[Part, ...]) -> float:
    return sum([part.weight for part in parts])


def missing(pair: Aligned) -> float:
    """Words that only the fuller name has."""
    if not (pair.left_a or pair.left_b) or pair.spelled_out:
        return 0.0
    value = abs(say.left_out(pair.left_a) - say.left_out(pair.left_b))
    return min(value, 2.0) if value >= _LEAST else 0.0


def alone(pair: Aligned) -> float:
    """Only one word in common, the other name being fuller."""
    if min(len(pair.a.parts), len(pair.b.parts)) > 1 or len(_counted(pair)) != 1:
        return 0.0
    sizes = [sum(p.role not in (Role.PARTICLE, Role.GENERIC) for p in one.parts) for one in (pair.a, pair.b)]
    return 1.0 if max(sizes) > 1 else 0.0


def order(pair: Aligned) -> float:
    """The words stand in another order, and no comma says why."""
    if len(pair.matches) < 2:
        return 0.0
    places = sorted([match.places for match in _counted(pair)])
    if all(one[1] < other[1] for one, other in pairwise(places)):
        return 0.0
    if pair.matches[0].a.role in (Role.WORD, Role.GENERIC):
        return 0.5
    # Inverted and fuller at once may well be two people: "James Carter", "Carter James Wells".
    return 4.0 if any(part.role is Role.NAME for part in pair.left_a + pair.left_b) else 1.0


def initials(pair: Aligned) -> float:
    """Initials that fit."""
    return float(min(sum([match.tie is Tie.INITIAL for match in pair.matches]), 2))


def rare(pair: Aligned) -> float:
    """A long, uncommon word that both have."""
    return 1.0 if any(say.is_rare(match) for match in pair.matches) else 0.0


def common(pair: Aligned) -> float:
    """Nothing in common but names that very many people bear."""
    counted = _counted(pair)
    return 1.0 if counted and all(match.a.common and match.b.common for match in counted) else 0.0


def general(pair: Aligned) -> float:
    """Nothing in common but words that many organisations bear."""
    if not pair.matches or pair.a.numbers or not all(m.a.role is Role.GENERIC for m in pair.matches):
        return 0.0
    return 1.0 if any(part.role is not Role.GENERIC for one in (pair.a, pair.b) for part in one.parts) else 0.0


def gender(pair: Aligned) -> float:
    """One is a man's name and the other a woman's."""
    return 1.0 if any(match.tie is Tie.GENDER for match in pair.matches) else 0.0


def nickname(pair: Aligned) -> float:
    """One has a familiar form of the other's name."""
    return 1.0 if any(match.tie is Tie.NICKNAME for match in pair.matches) else 0.0


def roles(pair: Aligned) -> float:
    """A word that is the father's name in one and the bearer's own in the other."""
    return 1.0 if any(say.is_fathers(match) for match in pair.matches) else 0.0


def numbers(pair: Aligned) -> float:
    """Numbers in the names that differ."""
    one, other = pair.a.numbers, pair.b.numbers
    if one == other:
        return 0.0
    return 0.5 if not one or not other or one <= other or other <= one else 1.0


def same_numbers(pair: Aligned) -> float:
    """The same number in both."""
    return 1.0 if pair.a.numbers & pair.b.numbers else 0.0


def opposed(pair: Aligned) -> float:
    """East and West, Upper and Lower, Red and Black."""
    one, other = (frozenset([p.opposed for p in left if p.opposed]) for left in (pair.left_a, pair.left_b))
    if not one and not other:
        return 0.0
    return 1.0 if one & other else 0.4


def qualifiers(pair: Aligned) -> float:
    """Junior and senior, II and III."""
    one, other = pair.a.qualifiers, pair.b.qualifiers
    return 0.0 if one == other else 1.0 if one and other else 0.3


def legal(pair: Aligned) -> float:
    """The legal forms differ."""
    one, other = pair.a.legal, pair.b.legal
    return 1.0 if one and other and not one & other else 0.0


def acronym(pair: Aligned) -> float:
    """One is made of the other's first letters."""
    return min(len(pair.a.acronym or pair.b.acronym), 5) / 4 if pair.spelled_out else 0.0


def _counted(pair: Aligned) -> list[Match]:
    return [match for match in pair.matches if match.a.role is not Role.PARTICLE]


TABLE = (
    Row("words in common", 6.0, shared, say.shared),
    Row("rare word", 0.8, rare, say.rare),
    Row("whole name", 1.0, whole, say.whole),
    Row("same number", 1.0, same_numbers, say.same_numbers, of="others"),
    Row("acronym", 4.5, acronym, say.acronym, of="others"),
    Row("spelling", -1.3, spelling, say.spelling, tie=Tie.SPELLING),
    Row("another order", -0.4, order, say.order),
    Row("initials", -0.8, initials, say.initials, tie=Tie.INITIAL),
    Row("missing words", -0.8, missing, say.missing),
    Row("one word alone", -3.4, alone, say.alone),
    Row("common names", -0.5, common, say.common, of="people"),
    Row("general words only", -3.0, general, say.general, of="others"),
    Row("nickname", -0.9, nickname, say.nickname, tie=Tie.NICKNAME),
    Row("father's name", -3.5, roles, say.roles, of="people"),
    Row("man or woman", -4.0, gender, say.gender, tie=Tie.GENDER),
    Row("legal form", -0.4, legal, say.legal, of="others"),
    Row("other words", -5.2, contradiction, say.contradiction),
    Row("junior or senior", -5.0, qualifiers, say.qualifiers, of="people"),
    Row("numbers differ", -7.0, numbers, say.numbers, of="others"),
    Row("opposed words", -7.0, opposed, say.opposed, of="others"),
)


def rows(*, people: bool) -> tuple[Row, ...]:
    """The rows that matter to names of people, or to all other names."""
    return tuple(row for row in TABLE if row.of != ("others" if people else "people"))
