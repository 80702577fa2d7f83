"""What ``parts.yaml`` and ``organisations.yaml`` know of the words in names, looked up by the plain word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .data import table
from .letters import Script, plain, script_of, sounds, words

_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}


_LONG_ENOUGH = 4
"""Sounds that a general word must have to be known by its sound alone."""


def word(text: str) -> str:
    """A word of a data file as ``letters.words`` gives it; words of several pieces are joined."""
    return "".join(words(plain(str(text))))


def _set(listed: Iterable[Any]) -> frozenset[str]:
    return frozenset(word(one) for one in listed)


def _by_word(groups: dict[Any, list[Any]]) -> dict[str, str]:
    return {word(one): str(group) for group, listed in groups.items() for one in listed}


@dataclass(frozen=True, slots=True)
class People:
    """``parts.yaml``: words in people's names."""

    titles: frozenset[str]
    particles: frozenset[str]
    articles: frozenset[str]
    son: frozenset[str]
    kunya: frozenset[str]
    common: frozenset[str]
    qualifiers: dict[str, str]
    forms: dict[str, str]
    forms_heard: dict[str, str]
    """The same by their sounds, where no two names share them."""
    nicknames: dict[str, frozenset[int]]
    gender: tuple[tuple[str, str], ...]
    men_and_women: frozenset[tuple[str, str]]
    given: frozenset[str]
    """Well-known given names: two of them that are not known as forms of one are two names."""


def _unmistakable(forms: dict[str, str]) -> dict[str, str]:
    heard: dict[str, set[str]] = {}
    for one, name in forms.items():
        if script_of(one) in (Script.LATIN, Script.CYRILLIC, Script.OTHER) and len(sounds(one)) >= _LONG_ENOUGH:
            heard.setdefault(sounds(one), set()).add(name)
    return {one: names.pop() for one, names in heard.items() if len(names) == 1}


@lru_cache(maxsize=1)
def people() -> People:
    """What is known of people's names.

    Raises:
        ModelError: where ``parts.yaml`` is missing or lacks a key.
    """
    raw = table(
        "parts.yaml", "titles", "particles", "articles", "son", "kunya", "common", "qualifiers", "forms",
        "nicknames", "gender", "men_and_women", "given",
    )  # fmt: skip
    familiar: dict[str, set[int]] = {}
    for number, group in enumerate(raw["nicknames"]):
        for one in group:
            familiar.setdefault(word(one), set()).add(number)
    pairs = frozenset((word(man), word(woman)) for man, woman in raw["men_and_women"])
    forms = {word(one): word(group[0]) for group in reversed(raw["forms"]) for one in group}
    return People(
        **{name: _set(raw[name]) for name in ("titles", "particles", "articles", "son", "kunya", "common")},
        qualifiers=_by_word(raw["qualifiers"]),
        forms=forms,
        forms_heard=_unmistakable(forms),
        nicknames={one: frozenset(numbers) for one, numbers in familiar.items()},
        gender=tuple((man, woman) for man, woman in raw["gender"]),
        men_and_women=pairs,
        given=_set(raw["given"]) | frozenset(forms) | frozenset(familiar) | {one for pair in pairs for one in pair},
    )


@dataclass(frozen=True, slots=True)
class Organisations:
    """``organisations.yaml``: words in the names of all that is no person; ``heard`` has them by their sounds."""

    legal: dict[str, str]
    words: dict[str, str]
    heard: dict[str, str]
    small: frozenset[str]
    opposed: dict[str, tuple[str, str]]
    numbers: dict[str, str]
    phrases: tuple[tuple[str, str], ...]
    """Legal forms written out, as plain words between spaces, the longest first, and their short form."""


@lru_cache(maxsize=1)
def organisations() -> Organisations:
    """What is known of the names of organisations.

    Raises:
        ModelError: where ``organisations.yaml`` is missing or lacks a key.
    """
    raw = table("organisations.yaml", "legal", "words", "small", "opposed", "numbers", "phrases")
    phrases = [
        (f" {' '.join(words(plain(one)))} ", f" {short} ") for short, listed in raw["phrases"].items() for one in listed
    ]
    by_word = _by_word(raw["words"])
    opposed = {
        word(one): (group, name)
        for group, names in raw["opposed"].items()
        for name, listed in names.items()
        for one in listed
    }
    return Organisations(
        legal=_by_word(raw["legal"]),
        words=by_word,
        heard={sounds(one): group for one, group in by_word.items() if len(sounds(one)) >= _LONG_ENOUGH},
        small=_set(raw["small"]),
        opposed=opposed,
        numbers=_by_word(raw["numbers"]),
        phrases=tuple(sorted(phrases, key=lambda entry: -len(entry[0]))),
    )


def concept_of(text: str) -> str:
    """What a general word means ("army"), however it is spelled; empty where it is none."""
    known = organisations()
    return known.words.get(text) or known.heard.get(sounds(text), "")


_UNITS = "one two three four five six seven eight nine".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def counted(left: list[str]) -> list[str]:
    """The words with English numbers of two words ("fifty four", "twenty first") as figures."""
    made: list[str] = []
    for one in left:
        unit = _UNITS.index(one) + 1 if one in _UNITS else _ORDINALS.index(one) + 1 if one in _ORDINALS else 0
        if unit and made and made[-1] in _TENS:
            made[-1] = str(10 * (_TENS.index(made[-1]) + 2) + unit)
        else:
            made.append(one)
    return made


def number_of(text: str) -> str | None:
    """The number that a plain word stands for ("5", "5th", "٥", "fifth", "v" is no number); None where none."""
    digits = "".join(str(int(c)) for c in text if c.isdigit() and c.isdecimal())
    if digits and len(text) - len(digits) <= 2:
        return digits.lstrip("0") or "0"
    return organisations().numbers.get(text)


def roman(text: str) -> str | None:
    """The number of a Roman figure of up to twelve in capitals; None where the word is none."""
    found = _ROMAN.get(text.lower()) if text.isupper() else None
    return str(found) if found else None
