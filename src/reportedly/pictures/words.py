"""The words of others in a picture: harmless in XML, no longer than there is room for, and how wide they run."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from reportedly.model.plain import characters
from reportedly.model.plain import plain as harmless

MOST = 200
"""Characters of one text that a picture or its table shows."""

_EMS = {
    ems: frozenset(letters)
    for ems, letters in (
        (0.28, "ijl'|"), (0.36, " fI.,:;!/\u2019\u00b7"), (0.4, "r()[]-t"), (0.53, "szc\u2013\u201c\u201d"),
        (0.59, "kvxyFL"),
        (0.69, "ABKRVXZSE"), (0.78, "CDGHNOQU&"), (0.82, "w"), (0.97, "mM"), (1.0, "W%@\u2026\u2014"),
    )
}  # fmt: skip
"""Widths of letters, in parts of the size, in the widest plain sans-serif that a screen is likely to have (DejaVu Sans,
Verdana): which font the reader has is not known, and in a narrower one there is only more room. What is not named is
0.64 wide, a capital or a letter of Cyrillic 0.72."""
_WIDTHS = {letter: ems for ems, letters in _EMS.items() for letter in letters}


def plain(text: object, most: int = MOST) -> str:
    """``text`` in one line: controls and what is no character made visible (U+FFFD), and cut after ``most`` characters.

    What XML forbids is among them; see ``model.plain``.
    """
    given = " ".join(str(text)[: most * 4].split())
    cut = given[: most - 1] + "…" if len(given) > most else given
    return characters(harmless(cut))


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text runs at most in a plain sans-serif, in pixels: for setting labels apart, not for type."""
    ems = 0.0
    for character in text:
        if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
            continue
        if unicodedata.east_asian_width(character) in "WF":
            ems += 1.0
        else:
            ems += _WIDTHS.get(character, 0.72 if character.isupper() or "\u0400" <= character <= "\u06ff" else 0.64)
    return ems * size * (1.13 if bold else 1.0)


def fitted(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis to run no wider than ``room`` pixels."""
    if width(text, size, bold=bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + "…", size, bold=bold) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip(" ,;:") + "…" if low else "…"


def wrapped(text: str, room: float, size: float, *, lines: int = 2) -> list[str]:
    """The text in lines no wider than ``room`` pixels, broken between words; the last is cut where it is too long."""
    found: list[str] = []
    words = text.split()
    while words and len(found) < lines - 1:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size) <= room:
            line += " " + words.pop(0)
        found.append(fitted(line, room, size))
    if words:
        found.append(fitted(" ".join(words), room, size))
    return found or [""]


def listed(items: Sequence[str], word: str = "and") -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"
