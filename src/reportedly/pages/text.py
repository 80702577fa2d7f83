"""The text of others, made fit to be shown: nothing invisible in it can turn what stands around it."""

from __future__ import annotations

import re
import unicodedata

MOST = 2_000
"""So many characters of a name, a title or a value are shown at once; a name of a megabyte would bury its page."""

_TURNING = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C], "\N{REPLACEMENT CHARACTER}"
)
"""Controls of direction: embeddings, overrides, isolates, marks (Unicode Standard Annex 9)."""


def plain(text: object, most: int = MOST) -> str:
    """``text`` as it may be shown: controls made visible, and cut after ``most`` characters.

    What turns the direction of writing, and other control characters than a tab or the end of a line, become U+FFFD:
    they are shown, so that nobody is deceived, and do nothing. Zero-width joiners stay; Persian and Hindi need them.
    """
    given = str(text)
    cut = given[:most] + "…" if len(given) > most else given
    if cut.isprintable():  # No control among them, as in almost all text: nothing to look at one by one.
        return cut
    return "".join(_shown(character) for character in cut.translate(_TURNING))


def flat(text: object, most: int = MOST) -> str:
    """As ``plain``, on one line: a sentence that a report breaks into several."""
    # No sentence is shown longer than this; splitting a megabyte to show two thousand characters of it is in vain.
    return plain(" ".join(str(text)[: 4 * most].split()), most)


_TAG = re.compile(r"[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8}){0,6}")


def tag(language: str | None) -> str:
    """A tag of a language (RFC 5646) as it may stand in an attribute; "" where it is none."""
    return language if language and _TAG.fullmatch(language) else ""


def _shown(character: str) -> str:
    if character in "\t\n\r" or unicodedata.category(character) not in ("Cc", "Cs"):
        return character
    return "\N{REPLACEMENT CHARACTER}"
