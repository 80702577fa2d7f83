"""Sentences, by rule: punctuation, paragraphs, and lines that a printer broke."""

from __future__ import annotations

import re
from statistics import median

from .analysis import Range

_FINAL = frozenset({".", "!", "?", "…", "...", "؟", "۔"})
_CLOSING = frozenset({'"', "”", "’", "'", ")", "]", "»", "''"})
_TERMINAL_END = re.compile(r"[.!?…:;][\"”’')\]»]*\s*$")
_LIST_ITEM = re.compile(r"\s*(?:[-*•–—]\s|\(?[0-9a-zA-Z]{1,3}[.)]\s)")
_NEVER_ALONE = re.compile(r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Sgt|Capt|Cpl|Cmdr|Brig|Adm|Sen|Rep|Gov|St|No|vs)\.")


def split(text: str, starts: list[int], ends: list[int]) -> list[Range]:
    """Token ranges of the sentences of ``text``; together they hold every token once.

    A blank line always ends a sentence. A single line break does too, unless the
    document is hard-wrapped and the line was full.
    """
    breaks = _line_breaks(text)
    ranges: list[Range] = []
    first = 0
    count = len(starts)
    for token in range(count):
        if token + 1 == count or _ends_after(text, starts, ends, token, breaks):
            ranges.append((first, token + 1))
            first = token + 1
    return ranges


def _ends_after(text: str, starts: list[int], ends: list[int], token: int, breaks: list[int]) -> bool:
    gap_start, gap_end = ends[token], starts[token + 1]
    gap = text[gap_start:gap_end]
    if "\n" in gap and any(gap_start <= place < gap_end for place in _within(breaks, gap_start, gap_end)):
        return True
    if not gap:
        return False
    word = text[starts[token] : ends[token]]
    back = token
    while word in _CLOSING and back > 0 and ends[back - 1] == starts[back]:
        back -= 1
        word = text[starts[back] : ends[back]]
    if word not in _FINAL:
        return _abbreviation_ends(text, starts, ends, token) if word.endswith(".") and back == token else False
    following = text[starts[token + 1] : starts[token + 1] + 2].lstrip("\"“‘'([«")
    return not following[:1].islower()


def _abbreviation_ends(text: str, starts: list[int], ends: list[int], token: int) -> bool:
    """Whether "U.S." or "p.m." is also the last word of its sentence: a function word follows, capitalised."""
    word = text[starts[token] : ends[token]]
    if _NEVER_ALONE.fullmatch(word) or len(word) <= 2:
        return False
    following = text[starts[token + 1] : ends[token + 1]]
    return following in _OPENERS


_OPENERS = frozenset(
    "The A An In On At He She It They We I But And This That These Those However Meanwhile His Her Its Their "
    "There After Before When While As For According Since Some Many Several Both".split()
)


def _within(breaks: list[int], start: int, end: int) -> list[int]:
    from bisect import bisect_left

    return breaks[bisect_left(breaks, start) : bisect_left(breaks, end)]


def _line_breaks(text: str) -> list[int]:
    """Offsets of the line feeds that end a paragraph, a heading or a list item."""
    lines = text.split("\n")
    filled = [len(line) for line in lines if len(line.strip()) > 0]
    width = max(filled, default=0)
    open_ends = [not _TERMINAL_END.search(line) for line in lines if line.strip()]
    even = len(filled) >= 4 and 45 <= width <= 110 and median(filled) > 0.7 * width
    wrapped = even and sum(open_ends) > len(filled) / 2
    found, offset = [], 0
    for number, line in enumerate(lines[:-1]):
        offset += len(line)
        following = lines[number + 1]
        full = wrapped and len(line) > 0.75 * width and following.strip() and not _LIST_ITEM.match(following)
        if not full and not (following[:1].islower() and line.strip() and not _TERMINAL_END.search(line)):
            found.append(offset)
        offset += 1
    return found
