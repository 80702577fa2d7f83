"""What the encoder reads at a time: whole sentences packed to windows of word pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .analysis import Range

SHAPES = 10
"""Input features of a piece: 0 for the window's ends, 1 to 4 the case shape of its word, +4 after a paragraph break."""


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens ``first`` to ``end`` of the text; what lies before ``fresh`` is context that an earlier window owns."""

    first: int
    fresh: int
    end: int


def shape(word: str) -> int:
    """1 no letters, 2 lower case, 3 a capital first, 4 capitals throughout."""
    if word.islower():
        return 2
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 1
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return 4
    return 3 if letters[0].isupper() else 2


def features(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    """The input feature of every token."""
    found, before = [], 0
    for start, end in zip(starts, ends, strict=True):
        broken = "\n" in text[before:start] if start > before else False
        found.append(shape(text[start:end]) + (4 if broken else 0))
        before = end
    return found


def pack(sentences: Sequence[Range], lengths: Sequence[int], *, size: int, context: int) -> list[Window]:
    """Windows of whole sentences, each of at most ``size`` pieces with up to ``context`` pieces before it.

    ``lengths`` holds the number of pieces of each token. A sentence longer than a window
    is cut into windows of its own, each with what stood before as context.
    """
    total = [0]
    for length in lengths:
        total.append(total[-1] + length)
    bounds = [sentence[0] for sentence in sentences]
    windows: list[Window] = []
    number = 0
    while number < len(sentences):
        fresh = sentences[number][0]
        last = number
        room = size - context if windows else size
        while last + 1 < len(sentences) and total[sentences[last + 1][1]] - total[fresh] <= room:
            last += 1
        end = sentences[last][1]
        if total[end] - total[fresh] > room:
            windows.extend(_long(fresh, end, total, room=max(room, 1), context=context))
        else:
            windows.append(Window(_back(fresh, number, bounds, total, context), fresh, end))
        number = last + 1
    return windows


def _back(fresh: int, number: int, bounds: Sequence[int], total: Sequence[int], context: int) -> int:
    first = fresh
    while number > 0 and total[fresh] - total[bounds[number - 1]] <= context:
        number -= 1
        first = bounds[number]
    return first


def _long(fresh: int, end: int, total: Sequence[int], *, room: int, context: int) -> list[Window]:
    windows = []
    while fresh < end:
        stop = fresh + 1
        while stop < end and total[stop + 1] - total[fresh] <= room:
            stop += 1
        first = fresh
        while first > 0 and total[fresh] - total[first - 1] <= context:
            first -= 1
        windows.append(Window(first, fresh, stop))
        fresh = stop
    return windows
