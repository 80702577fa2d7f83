"""How much of a report stands in others, and whether that makes it a copy.

What does not count: words between quotation marks (the speaker is their origin, not the report that passes them on),
and background: what an outlet repeats from report to report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reportedly.model import Score

from . import wording
from .align import Match
from .pages import Mask, Page
from .records import Passages, Via
from .words import Places

Shared = tuple[Page, tuple[Match, ...]]
"""Another report, and the passages that it shares with the one that is looked at."""

BACKGROUND = 3
"""Reports of one outlet in which a passage must stand to be its background."""
WHOLE = 0.5
"""Share of a report's own words that must stand in another for the whole to go back to it."""
_MOSTLY = 0.6
_VERBATIM = 0.8
_PHRASE = 8
"""Words of a passage that two reports of one event may well have in common by chance: names and turns of phrase."""
_EVIDENCE = 16
_EVIDENCE_A_WORD = 0.01
"""The longer two reports are, the more often chance goes beyond a phrase."""
_EVIDENCE_OF_QUARTER = 9
_EVIDENCE_OF_HALF = 4
_SENTENCE = 0.95
_NEVER = 10_000_000
"""Beyond every day: of reports of which nobody says when they came out."""


@dataclass(frozen=True, slots=True)
class Copy:
    """That a report and another share more than chance, a quotation or a background paragraph.

    ``copied`` are the report's own words that stand in the other, ``share`` their share of all its own words,
    ``other_share`` the same from the other's side. ``mask`` marks those words. ``evidence`` are the words that they go
    beyond what chance does, passage by passage.
    """

    other: Page
    matches: tuple[Match, ...]
    copied: int
    evidence: int
    share: float
    other_share: float
    mask: Mask

    @property
    def whole(self) -> bool:
        """Whether the report as a whole goes back to the other."""
        return self.share >= WHOLE

    @property
    def via(self) -> Via:
        """A reprint, a rewrite or passages taken over."""
        if not self.whole:
            return Via.EXTRACT if self.share < WHOLE / 2 else Via.REWRITE
        dense = sum(m.same for m in self.matches) / sum(m.end - m.start for m in self.matches)
        in_order = [m.other_start for m in self.matches] == sorted(m.other_start for m in self.matches)
        return Via.REPRINT if dense >= _VERBATIM and in_order and self.share >= _MOSTLY else Via.REWRITE

    def score(self, page: Page) -> Score:
        """How sure it is that one is copied from the other, and what that rests on."""
        # Every ten words beyond chance halve the doubt; half a report in common leaves little.
        value = max(1 - 0.5 ** (self.evidence / 10), 0.9 if max(self.share, self.other_share) >= WHOLE else 0.0)
        return Score(round(min(value, 0.99), 2), self._reasons(page))

    def passages(self, page: Page) -> Passages:
        """The passages as characters of both texts."""
        return tuple((page.span(m.start, m.end), self.other.span(m.other_start, m.other_end)) for m in self.matches)

    def _reasons(self, page: Page) -> tuple[str, ...]:
        origin, later = self.other.document, page.document
        exact = same_words(page, self.matches)
        held = [(a, b) for a, b in page.sentences if exact[a:b].mean() >= _SENTENCE]
        if 2 * len(held) >= len(page.sentences) > 0:
            said = wording.sentences(len(held), len(page.sentences), origin, later)
        else:
            said = wording.words(self.copied, self.share, origin, later, passages=len(self.matches))
        if self.other_share >= WHOLE and not self.whole:
            return (said, f"{self.other_share:.0%} of {wording.named(origin)} stands in it")
        return (said,)


def same_words(page: Page, matches: Sequence[Match]) -> Mask:
    """Which words of a report stand in another word for word."""
    mask = np.zeros(len(page.words), dtype=bool)
    for match in matches:
        for here, _, count in match.pieces:
            mask[here : here + count] = True
    return mask


def _other_words(page: Page, matches: Sequence[Match]) -> Mask:
    return same_words(page, [match.turned() for match in matches])


def copies(page: Page, shared: Sequence[Shared]) -> list[Copy]:
    """The reports among ``shared`` of which ``page`` is a copy, or which are a copy of it, wholly or in passages.

    Which of two came first is not asked here. ``shared`` must hold every report that shares a passage with ``page``:
    what is background is seen from how often its outlets repeat it.
    """
    background = _background(page, shared)
    own = ~page.quoted & ~background
    found = (_copy(page, other, matches, own) for other, matches in shared if matches)
    return [copy for copy in found if copy is not None]


def _copy(page: Page, other: Page, matches: tuple[Match, ...], own: Mask) -> Copy | None:
    exact = same_words(page, matches)
    if exact.mean() >= _MOSTLY:
        # Nearly the same from beginning to end: what is background elsewhere belongs to it here.
        own = ~page.quoted
    mask = exact & own
    copied = int(mask.sum())
    share = copied / max(int(own.sum()), 1)
    others = _other_words(other, matches) & ~other.quoted
    other_share = min(int(others.sum()), copied) / max(int((~other.quoted).sum()), 1)
    most = max(share, other_share)
    evidence = sum(max(0, int(mask[m.start : m.end].sum()) - _PHRASE) for m in matches)
    if evidence < _needed(most, min(len(page.words), len(other.words))):
        return None
    kept = tuple(m for m in matches if mask[m.start : m.end].any())
    return Copy(other, kept, copied, evidence, share, other_share, mask)


def _needed(share: float, length: int) -> float:
    """The evidence that makes a copy: less where much of a report is in common."""
    if share >= WHOLE:
        return _EVIDENCE_OF_HALF
    least = _EVIDENCE_OF_QUARTER if share >= WHOLE / 2 else _EVIDENCE
    return least + _EVIDENCE_A_WORD * length


def _background(page: Page, shared: Sequence[Shared]) -> Mask:
    """The words that some outlet has in so many reports that differ otherwise, and had before any other outlet.

    What another published first is no background of those who carry it in one story after the other.
    """
    size = len(page.words)
    counts: dict[tuple[str, ...], Places] = defaultdict(lambda: np.zeros(size, dtype=np.int64))
    first: dict[tuple[str, ...], Places] = defaultdict(lambda: np.full(size, _NEVER, dtype=np.int64))
    first[page.outlet][:] = _day(page)
    if page.outlet:
        counts[page.outlet] += 1
    by_line: dict[tuple[tuple[str, ...], str], Mask] = {}
    for other, matches in shared:
        exact = same_words(page, matches)
        held = first[other.outlet]
        held[exact] = np.minimum(held[exact], _day(other))
        if not other.outlet or exact.mean() >= _MOSTLY:
            continue
        # Versions of one page are one report: an outlet that mends a report repeats nothing.
        line = (other.outlet, other.document.origin if other.document.origin != "-" else other.document.id)
        by_line[line] = by_line.get(line, np.zeros(size, dtype=bool)) | exact
    for (outlet, _), exact in by_line.items():
        counts[outlet] += exact
    background = np.zeros(size, dtype=bool)
    for outlet, count in counts.items():
        if (count < BACKGROUND).all():
            continue
        others = [days for name, days in first.items() if name != outlet]
        background |= (count >= BACKGROUND) & (first[outlet] < np.minimum.reduce([*others, np.full(size, _NEVER + 1)]))
    return background


def _day(page: Page) -> int:
    return page.document.published.toordinal() if page.document.published else _NEVER
