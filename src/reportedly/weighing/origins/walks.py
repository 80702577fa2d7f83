"""The way from a passage of a report back to the report that had it first."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.model import Document, Span

from .records import Link, Via

_ADDED_WITHIN, _ADDED_AFTER = 150, 60
"""Characters that a passage of a copy has at least which its report put in: between copied ones, and after the last."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The way from a passage of a report back to the report that had it first.

    ``links`` are the steps, ``document`` where they end. ``passages``: for each step the words on either side, None
    where the report goes back as a whole and this passage stands in it alone. ``apart``: the copy that the last report
    is, of which this passage is no part: it is that report's own.
    """

    document: Document
    links: tuple[Link, ...]
    passages: tuple[tuple[Span, Span] | None, ...]
    apart: Link | None = None


def standing(document: Document) -> Walk:
    """The way of what goes nowhere."""
    return Walk(document, (), ())


def is_apart(span: Span, link: Link) -> bool:
    """Whether a passage of a copy is none that is copied, but one that its report put in.

    A headline, and a sentence or two between copied ones, is the same story in other words.
    """
    if link.via not in (Via.REPRINT, Via.REWRITE) or not link.passages:
        return False
    copied = sum(over(span, here) for here, _ in link.passages)
    before = max((here.end for here, _ in link.passages if here.end <= span.start + copied), default=None)
    after = min((here.start for here, _ in link.passages if here.start >= span.end - copied), default=None)
    if 4 * copied >= span.end - span.start or before is None:
        return False
    return (after or span.end) - before >= (_ADDED_WITHIN if after is not None else _ADDED_AFTER)


def over(one: Span, other: Span) -> int:
    """How many characters two stretches have in common."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def moved(span: Span, here: Span, there: Span) -> Span:
    """Where a stretch of one passage stands in the other, as nearly as their lengths tell."""
    scale = (there.end - there.start) / (here.end - here.start)
    start = there.start + round((max(span.start, here.start) - here.start) * scale)
    end = there.start + round((min(span.end, here.end) - here.start) * scale)
    start = min(max(start, there.start), there.end - 1)
    return Span(start, max(start + 1, min(end, there.end)))
