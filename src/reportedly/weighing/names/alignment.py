"""Which word of one name answers to which word of the other, and how alike the two sound."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA, Levenshtein

from .distance import SWAPPED, cost
from .known import people
from .parts import Part, Parts, Role, skeleton, together

REACH = 0.34
"""The distance, as a share of the longer word's sounds, at which two words have nothing in common."""
_LEAST = 0.35
_SHORTEST = 3.5
_TWO, _OFF = 3, 2
_ENDINGS = dict.fromkeys(("ov", "ev", "Uv", "Wf", "Yf", "Av"), True)
_ENDED = 4
_SURE = 0.75
_SAME_BUT_LAST = 0.4
_ONE_NAME = 0.93
_HALF = 0.55
_ABBREVIATED = 0.8
_CONFUSED, _LIKE_ANOTHER = 0.85, 0.65
_VOWELS = "aeiouEOAWYPHh"
_FREE, _STRICTER = 0.5, 0.4
"""Between two scripts nobody slips on the keys: what the tables of letters do not allow for weighs more."""


class Tie(Enum):
    """Why two words are taken for one."""

    SAME = "the same word"
    SCRIPTS = "the same word in two scripts"
    FORM = "two forms of one name"
    MEANING = "the same word in two languages"
    SPELLING = "two spellings that sound alike"
    INITIAL = "an initial"
    NICKNAME = "a nickname"
    SHORT = "a word and its abbreviation"
    GENDER = "a man's and a woman's form"


@dataclass(frozen=True, slots=True)
class Match:
    """Two words that answer to each other; ``likeness`` 0 to 1."""

    a: Part
    b: Part
    likeness: float
    tie: Tie
    places: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two names, the words that they share, and what each has left."""

    a: Parts
    b: Parts
    matches: tuple[Match, ...]
    left_a: tuple[Part, ...]
    left_b: tuple[Part, ...]
    spelled_out: bool
    """Whether one is an acronym made from the other."""


def align(a: Parts, b: Parts) -> Aligned:
    """The words of two names one to one, the most alike first; two words may answer to one ("Ali Reza", "Alireza")."""
    if len(a.parts) + len(b.parts) > _TWO:
        a, b = _joined(a, b), _joined(b, a)
    found = []
    for i, one in enumerate(a.parts):
        for j, other in enumerate(b.parts):
            likeness, tie = alike(one, other)
            if likeness >= _LEAST:
                found.append((-likeness * min(one.weight, other.weight), abs(i - j), i, j, likeness, tie))
    found.sort(key=lambda entry: entry[:4])
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    matches = []
    for _, _, i, j, likeness, tie in found:
        if i not in taken_a and j not in taken_b:
            taken_a.add(i)
            taken_b.add(j)
            matches.append(Match(a.parts[i], b.parts[j], likeness, tie, (i, j)))
    left_a = tuple(part for i, part in enumerate(a.parts) if i not in taken_a and not _again(part, b))
    left_b = tuple(part for j, part in enumerate(b.parts) if j not in taken_b and not _again(part, a))
    spelled_out = _spelled_out(a, b) or _spelled_out(b, a)
    return Aligned(a, b, tuple(matches), left_a, left_b, spelled_out)


def _again(part: Part, other: Parts) -> bool:
    """Whether a word that found no partner only says once more what the other name has, as "Ali Ali" does."""
    return part.role is not Role.INITIAL and any(alike(part, one)[0] >= _ONE_NAME for one in other.parts)


def _spelled_out(short: Parts, long: Parts) -> bool:
    return bool(short.acronym) and not long.acronym and short.acronym in long.initials


def _joined(long: Parts, short: Parts) -> Parts:
    """The longer name with two neighbours as one word, where the shorter name writes them so."""
    for place, (one, other) in enumerate(pairwise(long.parts)):
        if other.role is Role.INITIAL or one.script is not other.script:
            continue
        length = len(one.sounds) + len(other.sounds)
        likely = [
            part for part in short.parts if part.script is not one.script or abs(len(part.sounds) - length) <= _OFF
        ]
        whole = together(one, other) if likely else one
        for part in likely:
            # What either half matches by itself is no word written apart.
            if len(part.sounds) > max(len(one.sounds), len(other.sounds)) and _heard(whole, part) >= _SURE:
                return replace(long, parts=(*long.parts[:place], whole, *long.parts[place + 2 :]))
    return long


@lru_cache(maxsize=262144)
def alike(a: Part, b: Part) -> tuple[float, Tie]:
    """How alike two words are, 0 to 1, and why; both ways the same."""
    if a.role is Role.INITIAL or b.role is Role.INITIAL:
        return _initial(a, b)
    if (a.role is Role.KUNYA) != (b.role is Role.KUNYA):
        return 0.0, Tie.SPELLING
    if a.text == b.text and a.bare == b.bare:
        return 1.0, Tie.SCRIPTS if a.script is not b.script else Tie.SAME
    if (a.role is Role.GENERIC) != (b.role is Role.GENERIC):
        if _abbreviates(a.text, b.text):
            return _ABBREVIATED, Tie.SHORT
        likeness = _heard(a, b)
        return (likeness if likeness >= _HALF else 0.0), Tie.SPELLING
    if a.form and b.form:
        if a.form == b.form:
            return 0.97, Tie.MEANING if a.role is Role.GENERIC else Tie.FORM
        if a.role is Role.GENERIC:
            return 0.0, Tie.MEANING
        # "Salim" and "Salem" are two names, which Latin letters often take for one another.
        confused = a.script is b.script and not a.bare and _heard(a, b) >= _CONFUSED
        return (_LIKE_ANOTHER, Tie.SPELLING) if confused else _familiar(a, b)
    if a.gender and b.gender and a.gender != b.gender:
        return (0.6, Tie.GENDER) if _heard(a, b) >= 0.3 else (0.0, Tie.GENDER)
    if a.role is not Role.WORD and _man_and_woman(a, b):
        return 0.6, Tie.GENDER
    likeness = _heard(a, b)
    if a.given and b.given and likeness < _ONE_NAME:
        # Two names that are both well known, and not as forms of one, are two.
        likeness /= 2
    if likeness < 0.6:
        familiar, tie = _familiar(a, b)
        if familiar > likeness:
            return familiar, tie
    if likeness < _ABBREVIATED and Role.WORD in (a.role, b.role) and _abbreviates(a.text, b.text):
        return _ABBREVIATED, Tie.SHORT
    return likeness, Tie.SCRIPTS if a.script is not b.script and likeness > 0.7 else Tie.SPELLING


def _abbreviates(one: str, other: str) -> bool:
    """Whether one is a beginning of the other ("Tech", "Technologies") or some of its consonants ("Mgmt")."""
    short, long = sorted((one, other), key=len)
    if len(short) < 3 or len(long) < len(short) + 3 or short[0] != long[0]:
        return False
    if long.startswith(short):
        return len(short) > 3 or len(long) <= 2 * len(short) + 2
    rest = iter(long)
    return not set(short) & set("aeiou") and short[-1] in (long[-1], long[-2]) and all(c in rest for c in short)


def _man_and_woman(a: Part, b: Part) -> bool:
    listed = people().men_and_women
    if (a.text, b.text) in listed or (b.text, a.text) in listed:
        return True
    if a.bare != b.bare:
        written, spoken = (a.sounds, b.sounds) if a.bare else (b.sounds, a.sounds)
        ends = written[-1:] == "H" and spoken[-1:] not in _VOWELS and len(written) >= _SHORTEST
        return ends and cost(spoken, written[:-1], across=True) <= _SAME_BUT_LAST
    short, long = sorted((a.sounds, b.sounds), key=len)
    return len(short) > _SHORTEST and long[-1] in "aH" and long[:-1] == short and short[-1] not in _VOWELS


def _initial(a: Part, b: Part) -> tuple[float, Tie]:
    same = a.sounds[:1] == b.sounds[:1] or a.text[:1] == b.text[:1]
    if not same or Role.KUNYA in (a.role, b.role):
        return 0.0, Tie.INITIAL
    return (1.0, Tie.SAME) if a.role is b.role else (0.8, Tie.INITIAL)


def _familiar(a: Part, b: Part) -> tuple[float, Tie]:
    nicknames = people().nicknames
    of_a = nicknames.get(a.written) or nicknames.get(a.text, frozenset())
    of_b = nicknames.get(b.written) or nicknames.get(b.text, frozenset())
    return (0.7, Tie.NICKNAME) if of_a & of_b else (0.0, Tie.NICKNAME)


def _heard(a: Part, b: Part) -> float:
    """Likeness by sound: 1 less the cost of the letters that differ, over ``REACH`` of the longer word."""
    if a.bare and not b.bare:
        a, b = b, a
    if not a.sounds or not b.sounds:
        return 0.0
    if any(sound.isdigit() for sound in a.sounds + b.sounds):
        return 1.0 if a.sounds == b.sounds else 0.0
    ends = _ENDINGS.get(a.sounds[-2:]), _ENDINGS.get(b.sounds[-2:])
    if ends[0] and ends[1] and min(len(a.sounds), len(b.sounds)) > _ENDED:
        # "-ov" says nothing: whether "Rahimov" is "Rahmonov" the part before it says.
        a, b = (replace(part, sounds=part.sounds[:-2], skeleton=skeleton(part.sounds[:-2])) for part in (a, b))
    if Levenshtein.normalized_similarity(a.skeleton, b.skeleton, score_cutoff=0.3) == 0.0 and a.skeleton != b.skeleton:
        return 0.0
    best = _by_sounds(a.sounds, b.sounds, a, b)
    for one, other in ((a.stem, b.sounds), (a.sounds, b.stem), (a.stem, b.stem)):
        if best < _SURE and one and other:
            best = max(best, _by_sounds(one, other, a, b))
    if best < _SURE and a.script is b.script and not a.bare:
        best = max(best, _by_letters(a.text, b.text))
    return best


def _by_letters(one: str, other: str) -> float:
    """Likeness by the letters alone, as slips of the keys make them; the first one is seldom wrong."""
    if one[0] != other[0]:
        return 0.0
    slips = float(OSA.distance(one, other))
    if slips == 1.0 and len(one) == len(other) and sorted(one) == sorted(other):
        slips = SWAPPED
    return max(0.0, 1.0 - slips / max(len(one), len(other), _SHORTEST) / REACH)


def _by_sounds(one: str, other: str, a: Part, b: Part) -> float:
    across = b.bare and not a.bare
    if not across and one > other:
        one, other = other, one
    costs = cost(one, other, across=across)
    if a.script is not b.script and costs > _FREE:
        costs += _STRICTER * (costs - _FREE)
    return max(0.0, 1.0 - costs / max(len(one), len(other), _SHORTEST) / REACH)
