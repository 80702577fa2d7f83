"""Where words stand in a text, whatever case and accents: for marking them, and for cutting out what is around."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.ledger.fulltext import Term
from reportedly.ledger.names import fold

_WORD = re.compile(r"\w+(?:['’‘ʼʻʿʾ`´]\w+)*")
_SENTENCE = re.compile(r"[.!?…。؟।]+[\"”’»)\]]*(?=\s)|\n")
_BEFORE, _AFTER = 120, 220
"""Characters before and after the first word that are shown at most."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; ``hit``: it is one of the words that were asked for."""

    text: str
    hit: bool = False


def places(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where the terms stand in ``text``: start and end of each, in order, none within another."""
    words = [(found.start(), found.end(), fold(found[0])) for found in _WORD.finditer(text)]
    found = []
    for term in terms:
        wanted = term.words.split()
        for i in range(len(words) - len(wanted) + 1 if wanted else 0):
            if all(_fits(words[i + n][2], word, term.prefix and n == len(wanted) - 1) for n, word in enumerate(wanted)):
                found.append((words[i][0], words[i + len(wanted) - 1][1]))
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def marked(text: str, terms: Sequence[Term]) -> list[Piece]:
    """``text`` in pieces, those that were asked for marked; put together they are the text."""
    pieces, at = [], 0
    for start, end in places(text, terms):
        if start > at:
            pieces.append(Piece(text[at:start]))
        pieces.append(Piece(text[start:end], hit=True))
        at = end
    return [*pieces, Piece(text[at:])] if at < len(text) or not pieces else pieces


def around(text: str, terms: Sequence[Term]) -> tuple[int, list[Piece]] | None:
    """The sentence with the first of the terms, or as much of it as can be shown, in pieces, and where it starts.

    Of the sentences that hold a term, the one that holds most different ones. None where none does.
    """
    found = places(text, terms)
    if not found:
        return None
    spans = {_sentence(text, start, end): 0 for start, end in found}
    for start, end in spans:
        spans[start, end] = len({fold(text[s:e]) for s, e in found if start <= s and e <= end})
    start, end = max(spans, key=lambda span: (spans[span], -span[0]))
    return start, marked(text[start:end], terms)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a word, not more than ``_BEFORE`` characters before it and ``_AFTER`` after."""
    first, last = max(0, start - _BEFORE), min(len(text), end + _AFTER)
    begun = [mark.end() for mark in _SENTENCE.finditer(text, first, start)]
    if begun:
        first = begun[-1]
    elif first:
        first = min(i + 1 if (i := text.find(" ", first, start)) >= 0 else first, start)
    ended = _SENTENCE.search(text, end, last)
    if ended:
        last = ended.end()
    elif last < len(text):
        last = max(text.rfind(" ", end, last), end)
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def _fits(word: str, wanted: str, begins: bool) -> bool:
    return word == wanted or (begins and word.startswith(wanted))
