"""Names in a form in which they can be compared: one case, one script, no marks, no titles."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from reportedly.errors import ModelError
from reportedly.model import Kind

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻʿʾ`´"), "'")
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_POSSESSIVE = re.compile(r"'s?(?=\s|$)")
_ABD = re.compile(r"\babd(?:[aeu]l)?\s*(?:al\s+)?(?=\w)")
_VOWELS = "aeiouyw"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of ``names.yaml``, in their normal form."""

    honorifics: frozenset[str]
    articles: frozenset[str]
    arabic_article: frozenset[str]
    suffixes: frozenset[str]
    pronouns: frozenset[str]
    descriptive: frozenset[str]
    counting: frozenset[str]
    generic: frozenset[str]
    letters: dict[int, str]
    arabic: frozenset[str]


@lru_cache(maxsize=1)
def known_words() -> Words:
    """What ``names.yaml`` says.

    Raises:
        ModelError: where the file is missing or lacks a key.
    """
    try:
        raw = yaml.safe_load(files(__package__).joinpath("names.yaml").read_text(encoding="utf-8"))
        sets = {key: frozenset(map(str, raw[key])) for key in Words.__slots__ if key not in ("letters", "arabic")}
        letters = {ord(a): b for table in ("cyrillic", "arabic", "latin") for a, b in raw[table].items()}
        return Words(**sets, letters=letters, arabic=frozenset(raw["arabic"]))
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise ModelError(f"names.yaml: cannot be read ({error!r}); reinstall reportedly") from error


def in_arabic_script(name: str) -> bool:
    """Whether any letter of the name is one of Arabic script, where short vowels are not written."""
    return any(letter in known_words().arabic for letter in name)


@lru_cache(maxsize=65536)
def tokens(name: str) -> tuple[str, ...]:
    """The words of a name: lower case, Latin letters, no diacritics, no possessive, no punctuation.

    Titles and articles are still there; see ``key``. The empty tuple where no letter or digit is left.
    """
    text = unicodedata.normalize("NFKC", name).translate(_APOSTROPHES).translate(_HYPHENS).casefold()
    text = _POSSESSIVE.sub("", text)
    if in_arabic_script(text):
        text = re.sub(r"(?<!\w)ال(?=\w{2})", "ال-", text)
    text = unicodedata.normalize("NFC", text).translate(known_words().letters)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return tuple(re.findall(r"\w+", text.replace("'", "").replace("_", " ")))


@lru_cache(maxsize=65536)
def key(name: str, kind: Kind) -> tuple[str, ...]:
    """The words of a name by which it is found: without leading articles, titles and the endings of firms."""
    if kind is Kind.ACCOUNT:
        return (name.strip().casefold().lstrip("@"),) if name.strip().lstrip("@") else ()
    words, left = known_words(), list(tokens(name))
    front = words.articles | (words.honorifics if kind is Kind.PERSON else frozenset())
    while len(left) > 1 and left[0] in front:
        left.pop(0)
    while len(left) > 1 and kind is not Kind.PLACE and left[-1] in words.suffixes:
        left.pop()
    return tuple(left)


def loose_key(name: str, kind: Kind) -> tuple[str, ...]:
    """The key without Arabic articles ("al-", "ash-"): for a second, more careful comparison."""
    left = [t for t in key(name, kind) if t not in ("al", "el")]
    if "-" in name.translate(_HYPHENS):
        left = [t for t in left if t not in known_words().arabic_article or len(left) <= 1]
    return tuple(left) if left else key(name, kind)


def is_acronym(name: str) -> bool:
    """Whether a name is one word of two to eight capitals and digits, as "AGL" or "M23"."""
    bare = name.strip().replace(".", "").replace("-", "")
    return 2 <= len(bare) <= 8 and bare.isalnum() and bare.upper() == bare and any(c.isupper() for c in bare)


def is_generic(words: tuple[str, ...]) -> bool:
    """Whether every word is one that any country's organizations bear ("Ministry of Defence")."""
    return all(word in known_words().generic for word in words)


def why_no_name(name: str, kind: Kind) -> str | None:
    """Why a mention bears no name by which it could be found in another report; None where it does."""
    words, parts = known_words(), tokens(name)
    if not parts or all(part in words.pronouns for part in parts):
        return "a pronoun" if parts else "no letters"
    if _is_gibberish(name, parts):
        return "not a word of any language"
    if kind is Kind.ACCOUNT:
        return None
    if parts[0].isdigit() or (parts[0] in words.counting and parts[0] not in words.articles and not name[:1].isupper()):
        return "counts or describes"
    if parts[-1] in words.descriptive and (kind is Kind.PERSON or not name.split()[-1][:1].isupper()):
        return "describes people"
    if not _has_capital(name, kind):
        return "no word of it is written as a name"
    return None


def _is_gibberish(name: str, parts: tuple[str, ...]) -> bool:
    solid = [c for c in name if not c.isspace()]
    letters = sum(c.isalnum() or unicodedata.combining(c) > 0 for c in solid)
    if len(solid) < 2 or letters / len(solid) < 0.6 or not any(c.isalpha() for c in solid) or len(parts) > 14:
        return True
    if in_arabic_script(name):
        return False
    return any(re.search(r"[bcdfghjklmnpqrstvwxz]{7}", part) for part in parts) and not is_acronym(name)


def _has_capital(name: str, kind: Kind) -> bool:
    pieces = [p for p in re.split(r"[\s\-'’]+", name) if p]
    marks = [p for p in pieces if any(c.isupper() or (c.isalpha() and not c.islower()) for c in p)]
    if kind is Kind.PERSON:
        return bool(marks) and marks[-1] == pieces[-1]
    return bool(marks)


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
