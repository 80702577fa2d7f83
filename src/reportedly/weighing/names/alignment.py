"""Which word of one name answers to which word of the other, and how alike the two sound."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA, Levenshtein

from .distance import SWAPPED, cost, starts_alike
from .known import people
from .letters import Script, skeleton
from .parts import Part, Parts, Role, together
from .scripts import korean_spellings

REACH = 0.34
"""The distance, as a share of the longer word's sounds, at which two words have nothing in common."""
_LEAST = 0.35
_SHORTEST = 3.5
_PAIR, _OFF = 2, 2
_ENDINGS = frozenset(("ov", "ev", "Uv", "Wf", "Yf", "Av"))
_ENDED = 4
_SURE = 0.75
_BONES = 0.5
_LONG_ENOUGH, _LONG_ENOUGH_TO_LACK = 7, 5
"""Letters of a word in which one other letter, and one letter less, is a slip sooner than another name."""
_SLIP = 0.7
_SPOKEN = "aeiouy"
_ANOTHER_CONSONANT = 0.25
_FAINTEST = 0.3
_SAME_BUT_LAST = 0.4
_ONE_NAME = 0.93
_ONE_SOUND = 0.97
_HALF = 0.55
_ABBREVIATED = 0.8
_CONFUSED, _LIKE_ANOTHER = 0.85, 0.65
_VOWELS = "aeiouEOAWYPHh"
_FREE, _STRICTER = 0.5, 0.7
"""Between two scripts nobody slips on the keys: what the tables of letters do not allow for weighs more."""


class Tie(StrEnum):
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


class Match(NamedTuple):
    """Two words that answer to each other; ``likeness`` 0 to 1."""

    a: Part
    b: Part
    likeness: float
    tie: Tie
    places: tuple[int, int]


class Aligned(NamedTuple):
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
    if len(a.parts) + len(b.parts) > _PAIR and a.parts and b.parts:
        a, b = _joined(a, b), _joined(b, a)
    grid, found = [], []
    for i, one in enumerate(a.parts):
        row = []
        for j, other in enumerate(b.parts):
            tied = alike(one, other)
            row.append(tied)
            if tied[0] >= _LEAST:
                found.append((-tied[0] * min(one.weight, other.weight), abs(i - j), i, j))
        grid.append(row)
    found.sort()
    of_a: set[int] = set()
    of_b: set[int] = set()
    matches = []
    for _, _, i, j in found:
        if i not in of_a and j not in of_b:
            of_a.add(i)
            of_b.add(j)
            matches.append(Match(a.parts[i], b.parts[j], *grid[i][j], (i, j)))
    if len(of_a) < len(a.parts):
        of_a |= {i for i, row in enumerate(grid) if i not in of_a and _again(a.parts[i], row)}
    if len(of_b) < len(b.parts):
        of_b |= {j for j, part in enumerate(b.parts) if j not in of_b and _again(part, [row[j] for row in grid])}
    left_a = tuple([part for i, part in enumerate(a.parts) if i not in of_a]) if len(of_a) < len(a.parts) else ()
    left_b = tuple([part for j, part in enumerate(b.parts) if j not in of_b]) if len(of_b) < len(b.parts) else ()
    spelled_out = bool(a.acronym or b.acronym) and (_spelled_out(a, b) or _spelled_out(b, a))
    return Aligned(a, b, tuple(matches), left_a, left_b, spelled_out)


def _again(part: Part, likenesses: list[tuple[float, Tie]]) -> bool:
    """Whether a word that found no partner only says once more what the other name has, as "Ali Ali" does."""
    return part.role is not Role.INITIAL and any(likeness >= _ONE_NAME for likeness, _ in likenesses)


def _spelled_out(short: Parts, long: Parts) -> bool:
    return bool(short.acronym) and not long.acronym and short.acronym in long.initials


def _joined(long: Parts, short: Parts) -> Parts:
    """The longer name with two neighbours as one word, where the shorter name writes them so."""
    if len(long.parts) < _PAIR:
        return long
    longest = max([len(part.sounds) for part in short.parts])
    for place, (one, other) in enumerate(pairwise(long.parts)):
        if other.role is Role.INITIAL or one.script is not other.script:
            continue
        length, longer = len(one.sounds) + len(other.sounds), max(len(one.sounds), len(other.sounds))
        if longest <= longer:
            continue
        for part in short.parts:
            # What either half matches by itself is no word written apart.
            if len(part.sounds) <= longer or (part.script is one.script and abs(len(part.sounds) - length) > _OFF):
                continue
            bones = one.skeleton + other.skeleton
            if Levenshtein.normalized_similarity(bones, part.skeleton, score_cutoff=_BONES) < _BONES:
                continue
            whole = together(one, other)
            if _heard(whole, part) >= _SURE:
                return replace(long, parts=(*long.parts[:place], whole, *long.parts[place + 2 :]))
    return long


def alike(a: Part, b: Part) -> tuple[float, Tie]:
    """How alike two words are, 0 to 1, and why; both ways the same."""
    if a is b:
        return _SAME
    if a.role is Role.NAME and b.role is Role.NAME and not a.familiar & b.familiar and not (a.form and b.form):
        bones, others = a.skeleton, b.skeleton
        if bones != others and Levenshtein.normalized_similarity(bones, others, score_cutoff=_FAINTEST) == 0.0:
            return _NOTHING
    return _alike(a, b)


_SAME, _NOTHING = (1.0, Tie.SAME), (0.0, Tie.SPELLING)


@lru_cache(maxsize=262144)
def _alike(a: Part, b: Part) -> tuple[float, Tie]:
    if a.role is Role.INITIAL or b.role is Role.INITIAL:
        return _initial(a, b)
    if (a.role is Role.KUNYA) != (b.role is Role.KUNYA):
        return 0.0, Tie.SPELLING
    if a.script is Script.CHINESE and b.script is Script.CHINESE:
        return (1.0, Tie.SAME) if a.written == b.written else (0.0, Tie.SPELLING)
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
    if a.given and b.given and likeness < _ONE_SOUND:
        # Two names that are both well known, and not as forms of one, are two.
        likeness = 0.0
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
    return (0.7, Tie.NICKNAME) if a.familiar & b.familiar else (0.0, Tie.NICKNAME)


def _heard(a: Part, b: Part) -> float:
    """Likeness by sound: 1 less the cost of the letters that differ, over ``REACH`` of the longer word."""
    if a.bare and not b.bare:
        a, b = b, a
    heard_a, heard_b, bones_a, bones_b = a.sounds, b.sounds, a.skeleton, b.skeleton
    if not heard_a or not heard_b:
        return 0.0
    if not (heard_a.isalpha() and heard_b.isalpha()) and any(sound.isdigit() for sound in heard_a + heard_b):
        return 1.0 if heard_a == heard_b else 0.0
    if a.script is not b.script and (a.script in _SYLLABLES or b.script in _SYLLABLES):
        likeness = _by_syllables(a, b)
        if likeness is not None:
            return likeness
    if heard_a[-2:] in _ENDINGS and heard_b[-2:] in _ENDINGS and min(len(heard_a), len(heard_b)) > _ENDED:
        # "-ov" says nothing: whether "Rahimov" is "Rahmonov" the part before it says.
        heard_a, heard_b = heard_a[:-2], heard_b[:-2]
        bones_a, bones_b = skeleton(heard_a), skeleton(heard_b)
    if bones_a != bones_b and Levenshtein.normalized_similarity(bones_a, bones_b, score_cutoff=_FAINTEST) == 0.0:
        return 0.0
    best = _by_sounds(heard_a, heard_b, a, b)
    for one, other in ((a.stem, heard_b), (heard_a, b.stem), (a.stem, b.stem)):
        if best < _SURE and one and other:
            best = max(best, _by_sounds(one, other, a, b))
    if a.script is not b.script and len(bones_a) == len(bones_b) and bones_a != bones_b:
        # Tables of letters give "j" for one letter and "s" for another, never one for the other.
        return max(best - _ANOTHER_CONSONANT, 0.0)
    if a.script is b.script and not a.bare:
        if best < _SURE:
            best = max(best, _by_letters(a.text, b.text))
        if best < 1.0 and _another(a.text, b.text, best):
            return 0.0
    return best


def _another(one: str, other: str, likeness: float) -> bool:
    """Whether what differs makes another name, where one script writes both, and no slip and no spelling.

    Romanisations change few first consonants, and slips of the keys seldom the first letter; a letter for another in a
    short word, or one more at its end ("Arslani"), is another name more often than a slip.
    """
    short, long = sorted((one, other), key=len)
    if long[-1] == "i" and long[:-1] == short and short[-1] not in "aeiouy":
        return True
    if one[0] != other[0] and not starts_alike(one, other):
        return True
    if len(long) >= _LONG_ENOUGH or likeness > 1 - _SLIP / len(long) / REACH:
        return False
    if len(short) < len(long):
        return len(short) < _LONG_ENOUGH_TO_LACK
    off = [(x in _SPOKEN, y in _SPOKEN) for x, y in zip(one, other, strict=True) if x != y]
    # A slip of the keys heeds no sounds; names that come near each other differ vowel for vowel.
    return sorted(one) != sorted(other) and all(x == y for x, y in off)


def _by_syllables(a: Part, b: Part) -> float | None:
    """Likeness of a Chinese or Korean word and one of another script; None where the sounds have to tell.

    A syllable more or a letter less is another name there, and how each syllable may be romanised is known.
    """
    east, other = (a, b) if a.script in _SYLLABLES else (b, a)
    if east.script is Script.KOREAN:
        cyrillic = other.script is Script.CYRILLIC
        return 1.0 if korean_spellings(east.written, cyrillic=cyrillic).fullmatch(other.text) else 0.0
    return float(east.text == other.text) if other.script is Script.LATIN else None


_SYLLABLES = frozenset((Script.CHINESE, Script.KOREAN))


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
    reach = REACH * max(len(one), len(other), _SHORTEST)
    costs = cost(one, other, across=across, most=(1 - _FAINTEST) * reach)
    if a.script is not b.script and costs > _FREE:
        costs += _STRICTER * (costs - _FREE)
    return max(0.0, 1.0 - costs / reach)
