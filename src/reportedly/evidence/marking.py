"""Everything in a report's text that a page marks: names, sources, cues, what is passed on, copies, and claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportedly.ledger import Record
from reportedly.model import Claim, Document, Mention, Source, Span
from reportedly.reading.vocabulary import Sort, entry

from . import passage
from .origin import Lineage
from .segments import Mark

CLAIM, NAME, SOURCE, CUE, CONTENT = "claim", "name", "source", "cue", "content"
COPIED, CREDIT, CORRECTION, PART = "copied", "credit", "correction", "part"
LEGEND = {
    CLAIM: "claims",
    NAME: "names",
    SOURCE: "sources",
    CUE: "cues",
    CONTENT: "what others are cited for",
    COPIED: "copied passages",
    CREDIT: "credits",
    CORRECTION: "corrections",
}
"""What can be marked, as it is called."""

_BEFORE = re.compile(
    r"\b(?P<cue>according to|citing|quoting|in the words of|(?:said|told|reported) by)\s+(?:the\s+)?$", re.I
)
_AFTER = re.compile(
    r"\s*,?\s*(?:(?:has|have|had|also|later|earlier)\s+){0,2}"
    r"(?P<cue>sa(?:id|ys?)|told|tells?|report(?:ed|s)?|added|adds|claim(?:ed|s)?|den(?:ied|ies|y)|stat(?:ed|es)|"
    r"announced|confirmed|insist(?:ed|s)?|wrote|writes|warned|argued?|believes?|thinks?|thought|estimates?|estimated)\b",
    re.I,
)
_AHEAD = re.compile(r"\b(?P<cue>said|says|told|reported|added|wrote)\s+(?:the\s+)?$", re.I)
_REACH = 40
"""Characters before and after a source among which the word that brings it in is looked for."""


def of_claims(records: Iterable[Record]) -> Iterator[Mark]:
    """The marks of claims, of who they speak of, of their sources and cues, and of what sources are cited for."""
    for record in records:
        claim = record.claim
        yield Mark(claim.span.start, claim.span.end, CLAIM, claim.id)
        for part in (claim.subject, claim.object, *claim.qualifiers.values()):
            if isinstance(part, Mention) and part.span:
                yield Mark(part.span.start, part.span.end, NAME, part.entity or "")
        for source in claim.sources:
            if source.span:
                yield Mark(source.span.start, source.span.end, SOURCE, source.entity or "")
        yield from _cues(claim, record.document.text)
        if passed_on := _passed_on(claim):
            yield Mark(passed_on.start, passed_on.end, CONTENT)


def _cues(claim: Claim, text: str) -> Iterator[Mark]:
    """The words that say that somebody says it: what evokes a predicate of speech, or stands beside the source."""
    if claim.trigger and claim.predicate != "published" and entry(claim.predicate).sort is Sort.SPEECH:
        yield Mark(claim.trigger.start, claim.trigger.end, CUE)
    for cue in (cue_of(source, text) for source in claim.sources):
        if cue:
            yield Mark(cue.start, cue.end, CUE)


def cue_of(source: Source, text: str) -> Span | None:
    """The word beside a link of a chain that brings it in ("said", "according to"); None where none stands there."""
    if source.span is None:
        return None
    before, after = max(0, source.span.start - _REACH), source.span.end + _REACH
    found = _BEFORE.search(text, before, source.span.start) or _AFTER.match(text, source.span.end, after)
    found = found or _AHEAD.search(text, before, source.span.start)
    return Span(found.start("cue"), found.end("cue")) if found else None


def _passed_on(claim: Claim) -> Span | None:
    """The words for which a source is cited; None where the report speaks for itself."""
    if entry(claim.predicate).sort is Sort.SPEECH:
        return getattr(claim.object, "span", None)
    return claim.span if claim.sources else None


def of_lineage(found: Lineage) -> Iterator[Mark]:
    """The marks of what a report has from others, of its credits, and of what it corrects."""
    for number, copied in enumerate(found.back):
        for here, _ in copied.link.passages:
            yield Mark(here.start, here.end, COPIED, str(number))
    yield from (Mark(c.span.start, c.span.end, CREDIT, c.name) for c in found.credits if c.span)
    yield from (Mark(c.span.start, c.span.end, CORRECTION) for c, _ in found.taken)


def of_one(claim: Claim) -> Iterator[Mark]:
    """The marks of the parts of one claim, by what each is to it."""
    yield Mark(claim.span.start, claim.span.end, PART, "claim")
    yield from (Mark(mark.span.start, mark.span.end, PART, mark.label) for mark in passage.marks(claim))


def standing_in(records: Iterable[Record], document: Document) -> list[Record]:
    """Those claims that stand in the text as it is shown, and not in an earlier form of it."""
    return [r for r in records if r.document.text == document.text]
