"""The passage of a report that a claim stands in, with the parts of the claim marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportedly.model import Claim, Span

LONGEST = 1_500
"""Characters of a passage beyond which it is cut down to what the claim quotes."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that play a part in a claim."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage: plain words, or marked ones, inside which others can be marked."""

    text: str
    label: str | None = None
    inner: tuple[Piece, ...] = field(default=())


def marks(claim: Claim) -> list[Mark]:
    """Every part of ``claim`` that has words of its own, in order of the text.

    Parts that stand on the very same words share one mark.
    """
    labels: dict[Span, list[str]] = {}
    for span, label in _parts(claim):
        if span is not None and label not in labels.setdefault(span, []):
            labels[span].append(label)
    return [Mark(span, " + ".join(labels[span])) for span in sorted(labels, key=lambda s: (s.start, -s.end))]


def around(claim: Claim, text: str) -> Span:
    """The paragraphs that hold the claim's quotation and its parts, or the quotation alone where they are long."""
    wanted = claim.span
    for mark in marks(claim):
        wanted = wanted.join(mark.span)
    for span in (wanted, claim.span):
        paragraphs = _paragraphs(span, text)
        if paragraphs.end - paragraphs.start <= LONGEST:
            return paragraphs
    return claim.span


def pieces(text: str, within: Span, marked: Sequence[Mark]) -> tuple[Piece, ...]:
    """``text`` from ``within.start`` to ``within.end`` as pieces which together are that text.

    A mark inside another is nested; one that only crosses another is left out.
    """
    inside = [mark for mark in marked if within.covers(mark.span)]
    return tuple(_nest(text, within, inside))


def plain(passage: Sequence[Piece]) -> str:
    """A passage for a pipe: ``[subject: Tamrek Sholdan] said …``."""
    return "".join(piece.text if piece.label is None else f"[{piece.label}: {plain(piece.inner)}]" for piece in passage)


def _nest(text: str, within: Span, marked: Sequence[Mark]) -> Iterator[Piece]:
    at = within.start
    for number, mark in enumerate(marked):
        if mark.span.start < at:
            continue
        if mark.span.start > at:
            yield Piece(text[at : mark.span.start])
        deeper = [other for other in marked[number + 1 :] if mark.span.covers(other.span)]
        yield Piece(mark.span.of(text), mark.label, tuple(_nest(text, mark.span, deeper)))
        at = mark.span.end
    if at < within.end:
        yield Piece(text[at : within.end])


def _parts(claim: Claim) -> Iterator[tuple[Span | None, str]]:
    yield claim.subject.span, "subject"
    yield claim.trigger, claim.predicate.replace("_", " ")
    if claim.object is not None:
        yield claim.object.span, "object"
    for key, value in claim.qualifiers.items():
        yield getattr(value, "span", None), key
    for source in claim.sources:
        yield source.span, "source"


def _paragraphs(span: Span, text: str) -> Span:
    before = text.rfind("\n\n", 0, span.start)
    after = text.find("\n\n", span.end)
    start = 0 if before < 0 else before + 2
    end = len(text) if after < 0 else after
    # Where the text has no paragraphs (a line each, or none at all), the lines are as good.
    if end - start > LONGEST:
        start = text.rfind("\n", 0, span.start) + 1
        line_end = text.find("\n", span.end)
        end = len(text) if line_end < 0 else line_end
    return Span(start, end)
