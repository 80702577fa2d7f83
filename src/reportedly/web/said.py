"""A claim as the desk's pages show it: in a sentence of ours, in the report's own words, and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportedly.dossier.speakers import chain
from reportedly.dossier.wording import CERTAINTY, day, interval, number
from reportedly.finding import Piece
from reportedly.ledger import Record
from reportedly.model import Claim, Interval, Mention, Part, Polarity, Quantity, Span, Text
from reportedly.reading.vocabulary import entry

_BESIDE = {"time": "", "start": "from", "end": "until"}
"""How a qualifier is said that a phrase has no place for."""
_AROUND = 240
"""Characters before and after a sentence that are shown with it."""


@dataclass(frozen=True, slots=True)
class Said:
    """One claim.

    ``sentence`` is ours, ``pieces`` the report's own words with the claim's parts marked, ``before`` and ``after``
    what stands around them. ``manner`` says how it is put ("possible"), ``teller`` by whom. ``confidence``
    is the reader's, 0 to 1.
    """

    id: str
    document: str
    sentence: str
    manner: str
    teller: str
    day: str
    pieces: tuple[Piece, ...]
    before: str
    after: str
    confidence: float
    review: str = ""


def said(record: Record, *, pieces: Sequence[Piece] = (), around: int = _AROUND) -> Said:
    """A claim to be shown; ``pieces``: its sentence, where something else than its parts is to be marked in it."""
    claim, text = record.claim, record.document.text
    start, end = claim.span.start, claim.span.end
    before = _from_a_word(text, start - around, start) if around else ""
    after = text[end : end + around].rpartition(" ")[0] if around and end + around < len(text) else text[end:][:around]
    review = record.review
    return Said(
        id=claim.id,
        document=claim.document,
        sentence=sentence(claim),
        manner=manner(claim),
        teller=chain(record, lambda source: source.name),
        day=day(record.document.published),
        pieces=tuple(pieces) or tuple(_parts_marked(claim)),
        before=before.rpartition("\n\n")[2].lstrip(),
        after=after.partition("\n\n")[0].rstrip(),
        confidence=claim.score,
        review=f"{review.kind} by {review.by}" if review else "",
    )


def _from_a_word(text: str, start: int, end: int) -> str:
    """``text`` from the first word that begins after ``start``."""
    if start <= 0:
        return text[:end]
    return text[start:end].partition(" ")[2]


def sentence(claim: Claim) -> str:
    """What is said, in words: "Idris Valkoen leads the Salt Guard"; what its phrase has no place for is added."""
    known = entry(claim.predicate)
    parts = {key: words for key, part in claim.qualifiers.items() if (words := in_words(part))}
    sides = {"subject": in_words(claim.subject) or "someone"}
    if claim.object is not None:
        sides["object"] = in_words(claim.object)
    if known.name != claim.predicate:  # Of another reader, or of a vocabulary that is not here.
        verb = claim.predicate.replace("_", " ")
        told = " ".join(w for w in (sides["subject"], verb, sides.get("object", "")) if w)
    else:
        told = known.phrase(claim.polarity, parts | sides)
    rest = [f"{_BESIDE.get(key, key)} {parts[key]}".strip() for key in sorted(parts) if key not in known.slots()]
    return f"{told} ({', '.join(rest)})" if rest else told


def manner(claim: Claim) -> str:
    """How it is put: "possible"; "" where it is simply said. What is denied the sentence says, where it can."""
    denied = claim.polarity is Polarity.DENIED and entry(claim.predicate).name != claim.predicate
    return ", ".join(filter(None, ("denied" if denied else "", CERTAINTY[claim.certainty])))


def in_words(part: Part | None) -> str:
    """A part of a claim in words, as its report calls it."""
    match part:
        case Mention(name=name):
            return name
        case Text(value=value):
            return value.strip().rstrip(".")
        case Quantity():
            return number(part)
        case Interval():
            return interval(part)
        case None:
            return ""


def _parts_marked(claim: Claim) -> Iterable[Piece]:
    """The quotation with subject, object, trigger and qualifiers marked where they stand in it."""
    parts = (claim.subject, claim.object, *claim.qualifiers.values())
    spans = [span for part in parts if isinstance(span := getattr(part, "span", None), Span)]
    spans += [claim.trigger] if claim.trigger else []
    at, end = claim.span.start, claim.span.end
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if span.start < at or span.end > end:
            continue
        if span.start > at:
            yield Piece(claim.quote[at - claim.span.start : span.start - claim.span.start])
        yield Piece(claim.quote[span.start - claim.span.start : span.end - claim.span.start], hit=True)
        at = span.end
    if at < end:
        yield Piece(claim.quote[at - claim.span.start :])
