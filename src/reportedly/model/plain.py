"""The text of others, made harmless: what is invisible in it is shown, or goes.

Reports, names and titles come from anybody; with a control of direction a name could rewrite the words around it. How
much of a text is shown, and on how many lines, is for those who show it.
"""

from __future__ import annotations

import re
import unicodedata

MARK = "\N{REPLACEMENT CHARACTER}"
"""What stands where something invisible stood."""
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Controls of direction: embeddings, overrides, isolates, marks (Unicode Standard Annex 9)."""

_TURNED = dict.fromkeys(map(ord, TURNING), MARK)
_LAST = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_NONE = re.compile(f"[\ufdd0-\ufdef{_LAST}]")
_BEYOND_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNFIT = frozenset({"Cc", "Cs", "Zl", "Zp"})


def plain(text: str) -> str:
    """``text`` with what turns the direction of writing, and controls other than a tab or the end of a line, as U+FFFD.

    They are shown, so that nobody is deceived, and do nothing; no other character moves. Zero-width joiners stay;
    Persian and Hindi need them.
    """
    if text.isprintable():  # No control among them, as in almost all text: nothing to look at one by one.
        return text
    return "".join(map(_shown, text.translate(_TURNED)))


def characters(text: str) -> str:
    """``text`` with the code points that Unicode sets apart as no characters (core specification, 23.7) as U+FFFD."""
    return _NONE.sub(MARK, text)


def for_xml(text: str) -> str:
    """``text`` with what XML 1.0 (2.2) has no room for as U+FFFD; all else as it was."""
    return _BEYOND_XML.sub(MARK, text)


def tidy(text: str, *, most: int | None = None, joiners: bool = True) -> str:
    """``text`` on one line: controls and separators of lines become blanks; cut to ``most`` characters, with "…".

    Without ``joiners`` all that is invisible goes, such as joiners and what turns the direction of writing.
    """
    if not (text.isascii() and text.isprintable()):
        unfit = _UNFIT if joiners else _UNFIT | {"Cf"}
        text = "".join(" " if unicodedata.category(c) in unfit else c for c in text)
    text = " ".join(text.split())
    return text if most is None or len(text) <= most else f"{text[: most - 1]}…"


def _shown(character: str) -> str:
    return character if character in "\t\n\r" or unicodedata.category(character) not in ("Cc", "Cs") else MARK
