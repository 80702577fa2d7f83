"""What the marks of a picture mean: a line of samples with their words, broken where the width ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .look import SMALL
from .sheet import Sheet
from .words import width

Sample = Callable[[Sheet, float, float], None]
"""Draws one sample, 24 pixels wide, from x on around the middle line y."""
_ROOM = 24


def draw(sheet: Sheet, top: float, samples: Sequence[tuple[Sample, str]]) -> float:
    """Draws the samples from ``top`` down; where they end."""
    x, y = 0.0, top + 10
    for sample, words in samples:
        needed = _ROOM + 5 + width(words, SMALL) + 16
        if x and x + needed - 16 > sheet.width:
            x, y = 0.0, y + 18
        sample(sheet, x, y)
        sheet.words(x + _ROOM + 5, y + 4, words, role="quiet", size=SMALL)
        x += needed
    return y + 12 if samples else top
