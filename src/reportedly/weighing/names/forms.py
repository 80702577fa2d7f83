"""Names in a form in which they can be compared: one case, one script, no marks, no titles."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from reportedly.model import Kind

from .letters import WORD
from .words import in_arabic_script, known_words

APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻʿʾ`´"), "'")
HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_JOINING = frozenset({"and", "or", "of", "for", "in", "on", "but", "with", "from", "to", "by", "at"})
_SOME = frozenset({"one", "any", "none", "every", "part", "half"})
_POSSESSIVE = re.compile(r"'s?(?=\s|$)")


@lru_cache(maxsize=65536)
def tokens(name: str) -> tuple[str, ...]:
    """The words of a name: lower case, Latin letters, no diacritics, no possessive, no punctuation.

    Titles and articles are still there; see ``key``. The empty tuple where no letter or digit is left.
    """
    text = unicodedata.normalize("NFKC", name).translate(APOSTROPHES).translate(HYPHENS).casefold()
    text = _POSSESSIVE.sub("", text)
    if in_arabic_script(text):
        text = re.sub(r"(?<!\w)ال(?=\w{2})", "ال-", text)
    text = unicodedata.normalize("NFC", text).translate(known_words().letters)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not (unicodedata.combining(c) and _is_mark(c)))
    return tuple(WORD.findall(unicodedata.normalize("NFC", text.replace("'", ""))))


def _is_mark(letter: str) -> bool:
    """Whether a combining sign is a mark on a letter; in the scripts of India, Thailand and Japan it is a letter."""
    return not ("\u0900" <= letter <= "\u109f" or "\u3099" <= letter <= "\u309a")


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
    if "-" in name.translate(HYPHENS):
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
    if parts[0] in words.counting | _SOME and parts[0] not in words.articles and (len(parts) == 1 or parts[1] == "of"):
        return "counts or describes"  # "One of them", "Most": capitals at the beginning of a sentence
    if _is_told_of(name, parts, kind):
        return "describes somebody by another name"
    if parts[-1] in words.descriptive and (kind is Kind.PERSON or not name.split()[-1][:1].isupper()):
        return "describes people"
    if all(part in words.articles or part in _JOINING for part in parts):
        return "no word of it names anything"
    if not _has_capital(name, kind) and not (kind is Kind.ORGANIZATION and _is_ministry(parts)):
        return "no word of it is written as a name"
    return None


def _is_told_of(name: str, parts: tuple[str, ...], kind: Kind) -> bool:
    """Whether a mention tells of somebody by another's name: "resident of Lemet", "Idris Valkoen's addresses"."""
    plain = name.removeprefix("the ").removeprefix("The ").translate(APOSTROPHES)
    owned = re.search(r"\w's (?=[a-z])(.+)$", plain)
    if owned and not any(c.isupper() for c in owned[1]) and not is_generic(tokens(owned[1])):
        return True
    if not plain[:1].islower() or kind not in (Kind.PERSON, Kind.ORGANIZATION):
        return False
    where = {"from", "in", "at"} | ({"of"} if kind is Kind.PERSON else set())
    return not is_generic(parts[:1]) and not where.isdisjoint(parts[1:])


def _is_ministry(parts: tuple[str, ...]) -> bool:
    """Whether a name says which ministry it is ("interior ministry"): that is a name in small letters too."""
    return "ministry" in parts and is_generic(parts) and len(set(parts) - _JOINING - known_words().articles) > 1


def _is_gibberish(name: str, parts: tuple[str, ...]) -> bool:
    solid = [c for c in name if not c.isspace()]
    letters = sum(c.isalnum() or unicodedata.category(c).startswith("M") for c in solid)
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
