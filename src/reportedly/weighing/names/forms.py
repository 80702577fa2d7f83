"""Names in a form in which they can be compared: one case, one script, no marks, no titles."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from reportedly.model import Kind

from .words import in_arabic_script, known_words

APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻʿʾ`´"), "'")
HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
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
