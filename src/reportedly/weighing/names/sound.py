"""How names sound, roughly: whether two of them may be two spellings of one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportedly.model import Kind

from .forms import loose_key
from .words import in_arabic_script

_ABD = re.compile(r"\babd(?:[aeu]l)?\s*(?:al\s+)?(?=\w)")
_VOWELS = "aeiouyw"


@dataclass(frozen=True, slots=True)
class Sound:
    """A name as consonants and what stands between them: ``slots`` has one entry more than ``consonants``."""

    consonants: str
    slots: tuple[str, ...]


@lru_cache(maxsize=65536)
def sound(name: str, kind: Kind) -> Sound:
    """How a name sounds, roughly, so that "Mesut" and "Masut", "Qasim" and "Kasim" come near each other."""
    text = " ".join(loose_key(name, kind))
    text = _ABD.sub("abd ", text)
    for old, new in _ALIKE:
        text = text.replace(old, new)
    text = re.sub(r"h\b", "", text) if not in_arabic_script(name) else re.sub(r"h\b|(?<=\w)a\b", "", text)
    consonants, slots = "", [""]
    for letter in text.replace(" ", ""):
        if letter in _VOWELS:
            slots[-1] += letter
        elif not (consonants.endswith(letter) and slots[-1] == ""):
            consonants += letter
            slots.append("")
    return Sound(consonants, tuple(slots))


_ALIKE = (
    ("kh", "h"), ("gh", "g"), ("sh", "$"), ("ch", "c"), ("zh", "j"), ("dj", "j"), ("dzh", "j"), ("ph", "f"),
    ("dh", "d"), ("th", "t"), ("q", "k"), ("ck", "k"), ("tz", "ts"), ("v", "w"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
)  # fmt: skip
_NEAR = {"a": "aeo", "e": "aei", "i": "ie", "o": "aou", "u": "uo"}


def spelled_alike(a: str, b: str, kind: Kind) -> str | None:
    """Why two names may be two spellings of one, in words; None where they may not.

    Consonants must be the same, five or more; vowels may differ as transliterations do (a/e/o, e/i, o/u), never as
    "Hassan" and "Hussein" or "Mario" and "Maria" do. Against Arabic script, long vowels must be there.
    """
    one, two = sound(a, kind), sound(b, kind)
    if one.consonants != two.consonants or len(one.consonants) < 5 or not _same_endings(a, b, kind):
        return None
    arabic_a, arabic_b = in_arabic_script(a), in_arabic_script(b)
    if arabic_a != arabic_b:
        written, spoken = (one, two) if arabic_a else (two, one)
        fits = all(_long_vowels_there(x, y) for x, y in zip(written.slots, spoken.slots, strict=True))
        return "the same consonants and long vowels in two scripts" if fits else None
    if not _same_beginning(one.slots[0], two.slots[0]):
        return None
    if all(_vowels_near(x, y) for x, y in zip(one.slots, two.slots, strict=True)):
        return "the same consonants, the vowels differ only as spellings of one name do"
    return None


def _same_beginning(a: str, b: str) -> bool:
    # "Omar" and "Umar" are one name, "Omar" and "Amer" are two.
    return a[:1] == b[:1] or {a[:1], b[:1]} in ({"o", "u"}, {"e", "i"}, {"a", "e"})


def _plain_vowels(slot: str) -> str:
    return re.sub(r"(.)\1+", r"\1", slot.replace("y", "i").replace("w", "u"))


def _vowels_near(a: str, b: str) -> bool:
    a, b = _plain_vowels(a), _plain_vowels(b)
    return len(a) == len(b) and all(y in _NEAR[x] for x, y in zip(a, b, strict=True))


_LONG = {"y": "iey", "w": "uow", "a": "aoe", "i": "iey", "e": "iea"}


def _long_vowels_there(written: str, spoken: str) -> bool:
    if not written:
        return len(spoken) <= 1
    return all(any(v in spoken for v in _LONG.get(letter, letter)) for letter in written)


def _same_endings(a: str, b: str, kind: Kind) -> bool:
    one, two = loose_key(a, kind), loose_key(b, kind)
    if len(one) != len(two):
        return True
    return all({x[-1], y[-1]} != {"a", "o"} for x, y in zip(one, two, strict=True))
