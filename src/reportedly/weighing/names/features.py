"""What speaks for and against two names being one: a table, each row a measure with its weight.

A weight is in log-odds (Good 1950, the weight of evidence): the weights of what is found add up with ``BIAS``, and the
logistic function of the sum is the score. A measure gives how much of it there is, and says in words what it saw.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from .alignment import Aligned, Match, Tie
from .parts import Part, Role

BIAS = -2.8
_NEARLY = 0.8
Measured = tuple[float, str] | None
"""How much of a feature there is, and what was seen; None where there is nothing of it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: its name, the weight of one unit of it, and how it is measured."""

    name: str
    weight: float
    measure: Callable[[Aligned], Measured]


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _quoted(parts: tuple[Part, ...]) -> str:
    return _listed([f"“{part.written}”" for part in parts])


def _both(match: Match) -> str:
    if match.a.written == match.b.written:
        return f"“{match.a.written}”"
    return " / ".join(f"“{one}”" for one in sorted((match.a.written, match.b.written)))


def _counted(matches: tuple[Match, ...]) -> list[Match]:
    return [match for match in matches if match.a.role is not Role.PARTICLE]


def shared(pair: Aligned) -> Measured:
    """The share of the shorter name that the other one has, by weight and likeness."""
    shorter = min(pair.a.weight, pair.b.weight)
    if not pair.matches or not shorter:
        return None
    found = sum(min(match.a.weight, match.b.weight) * match.likeness for match in pair.matches)
    words = _listed([f"{_both(match)} ({match.tie.value})" for match in pair.matches])
    return min(found / shorter, 1.0), f"both names have {words}"


def spelling(pair: Aligned) -> Measured:
    """How far the words that answer to each other are apart in sound."""
    off = [match for match in pair.matches if match.tie is Tie.SPELLING and match.likeness < 0.9]
    if not off:
        return None
    words = _listed([_both(match) for match in off])
    return sum(1 - match.likeness for match in off), f"{words} are spelled, and sound, a little differently"


def whole(pair: Aligned) -> Measured:
    """The letters of the whole names, whichever way they are parted into words, where one script writes both."""
    if pair.a.scripts != pair.b.scripts or all(match.likeness > 0.95 for match in pair.matches):
        return None
    alike = Indel.normalized_similarity(pair.a.letters, pair.b.letters, score_cutoff=_NEARLY)
    if alike <= _NEARLY:
        return None
    return (alike - _NEARLY) / (1 - _NEARLY), "letter for letter, the whole names are nearly the same"


def contradiction(pair: Aligned) -> Measured:
    """Words on both sides to which nothing answers."""
    value = min(_weight(pair.left_a), _weight(pair.left_b))
    if value < 0.15 or pair.spelled_out:
        return None
    one, other = sorted((_quoted(pair.left_a), _quoted(pair.left_b)))
    return min(value, 1.5), f"one has {one} where the other has {other}"


def _weight(parts: tuple[Part, ...]) -> float:
    return sum(part.weight for part in parts)


_EASILY_LEFT_OUT = {Role.FATHER: 0.4, Role.KUNYA: 0.6, Role.NISBA: 0.5, Role.GENERIC: 0.8}


def missing(pair: Aligned) -> Measured:
    """Words that only the fuller name has."""
    of_a, of_b = (
        sum(p.weight * _EASILY_LEFT_OUT.get(p.role, 1.0) for p in left) for left in (pair.left_a, pair.left_b)
    )
    value = abs(of_a - of_b)
    if value < 0.15 or pair.spelled_out:
        return None
    fuller = pair.left_a if of_a > of_b else pair.left_b
    return min(value, 2.0), f"only one of them has {_quoted(fuller)}"


def alone(pair: Aligned) -> Measured:
    """Only one word in common, the other name being fuller."""
    sizes = sorted(sum(p.role not in (Role.PARTICLE, Role.GENERIC) for p in one.parts) for one in (pair.a, pair.b))
    if len(_counted(pair.matches)) != 1 or sizes[1] <= 1 or min(len(pair.a.parts), len(pair.b.parts)) > 1:
        return None
    return 1.0, f"one of them is {_both(pair.matches[0])} alone, which others may be called too"


def order(pair: Aligned) -> Measured:
    """The words stand in another order, and no comma says why."""
    places = sorted(match.places for match in _counted(pair.matches))
    if len(places) < 2 or [j for _, j in places] == sorted(j for _, j in places):
        return None
    value = 0.5 if pair.matches[0].a.role in (Role.WORD, Role.GENERIC) else 1.0
    # Inverted and fuller at once may well be two people: "James Carter", "Carter James Wells".
    value *= 4.0 if value == 1.0 and any(part.role is Role.NAME for part in pair.left_a + pair.left_b) else 1.0
    return value, "the words stand in another order"


def initials(pair: Aligned) -> Measured:
    """Initials that fit."""
    fit = [match for match in pair.matches if match.tie is Tie.INITIAL]
    if not fit:
        return None
    return float(min(len(fit), 2)), f"{_listed([_both(match) for match in fit])}: an initial fits many names"


def rare(pair: Aligned) -> Measured:
    """A long, uncommon word that both have."""
    long = [m for m in pair.matches if m.likeness > 0.9 and not m.a.common and m.a.role in (Role.NAME, Role.WORD)
            and max(len(m.a.sounds), len(m.b.sounds)) >= 7]  # fmt: skip
    return (1.0, f"{_both(long[0])} is long and not common") if long else None


def common(pair: Aligned) -> Measured:
    """Nothing in common but names that very many people bear."""
    counted = _counted(pair.matches)
    if not counted or not all(match.a.common and match.b.common for match in counted):
        return None
    return 1.0, "very many people bear these names"


def general(pair: Aligned) -> Measured:
    """Nothing in common but words that many organisations bear."""
    if not pair.matches or not all(match.a.role is Role.GENERIC for match in pair.matches) or pair.a.numbers:
        return None
    if not any(part.role is not Role.GENERIC for one in (pair.a, pair.b) for part in one.parts):
        return None
    return 1.0, "what they share are words that many organisations bear"


def gender(pair: Aligned) -> Measured:
    """One is a man's name and the other a woman's."""
    found = [match for match in pair.matches if match.tie is Tie.GENDER]
    if not found:
        return None
    return 1.0, f"{_listed([_both(match) for match in found])}: a man's and a woman's form"


def nickname(pair: Aligned) -> Measured:
    """One has a familiar form of the other's name."""
    found = [match for match in pair.matches if match.tie is Tie.NICKNAME]
    if not found:
        return None
    return 1.0, f"{_listed([_both(match) for match in found])}: a familiar form, a weak sign"


def roles(pair: Aligned) -> Measured:
    """A word that is the father's name in one and the bearer's own in the other."""
    found = [m for m in pair.matches if {m.a.role, m.b.role} == {Role.NAME, Role.FATHER} and m.places[0] != m.places[1]]
    if not found:
        return None
    return 1.0, f"{_both(found[0])} is the father's name in one of them"


def numbers(pair: Aligned) -> Measured:
    """Numbers in the names that differ."""
    one, other = pair.a.numbers, pair.b.numbers
    if one == other:
        return None
    if one and other and not (one <= other or other <= one):
        return 1.0, f"the numbers differ: {_listed(sorted(one))} and {_listed(sorted(other))}"
    return 0.5, f"only one of them has the number {_listed(sorted(one ^ other))}"


def same_numbers(pair: Aligned) -> Measured:
    """The same number in both."""
    found = pair.a.numbers & pair.b.numbers
    return (1.0, f"both have the number {_listed(sorted(found))}") if found else None


def opposed(pair: Aligned) -> Measured:
    """East and West, Upper and Lower, Red and Black."""
    one, other = ({p.opposed: p.written for p in left if p.opposed} for left in (pair.left_a, pair.left_b))
    if not one and not other:
        return None
    if set(one) & set(other):
        words = sorted(one[group] for group in one) + sorted(other[group] for group in other)
        return 1.0, f"{_listed(sorted(f'“{word}”' for word in words))}: such words set names apart"
    return 0.4, f"only one of them has the word “{min([*one.values(), *other.values()])}”"


def qualifiers(pair: Aligned) -> Measured:
    """Junior and senior, II and III."""
    one, other = pair.a.qualifiers, pair.b.qualifiers
    if one == other:
        return None
    words = _listed(sorted(one ^ other)).replace("i2", "II").replace("i3", "III").replace("i4", "IV")
    return (1.0 if one and other else 0.3), f"{words}: said of one of them only, as of a father or a son"


def legal(pair: Aligned) -> Measured:
    """The legal forms differ."""
    one, other = pair.a.legal, pair.b.legal
    if one == other or not one or not other or one & other:
        return None
    return 1.0, "the legal forms differ"


def acronym(pair: Aligned) -> Measured:
    """One is made of the other's first letters."""
    if not pair.spelled_out:
        return None
    short, long = (pair.a, pair.b) if pair.a.acronym else (pair.b, pair.a)
    return min(len(short.acronym), 5) / 4, f"“{short.name}” is made of the first letters of “{long.name}”"


TABLE = (
    Row("words in common", 6.0, shared),
    Row("rare word", 0.8, rare),
    Row("whole name", 1.0, whole),
    Row("same number", 1.0, same_numbers),
    Row("acronym", 4.5, acronym),
    Row("spelling", -1.3, spelling),
    Row("another order", -0.4, order),
    Row("initials", -0.8, initials),
    Row("missing words", -0.8, missing),
    Row("one word alone", -3.4, alone),
    Row("common names", -0.5, common),
    Row("general words only", -3.0, general),
    Row("nickname", -0.9, nickname),
    Row("father's name", -3.5, roles),
    Row("man or woman", -2.8, gender),
    Row("legal form", -0.4, legal),
    Row("other words", -5.2, contradiction),
    Row("junior or senior", -5.0, qualifiers),
    Row("numbers differ", -7.0, numbers),
    Row("opposed words", -7.0, opposed),
)
