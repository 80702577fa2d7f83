"""A claim's parts in plain words, the same on every screen of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportedly.model import Certainty, Claim, Document, Interval, Mention, Part, Polarity, Quantity, Source, Text
from reportedly.model.judgement import MENDED

if TYPE_CHECKING:
    from reportedly.ledger.records import Record
    from reportedly.model import Judgement

ARROW = "→"
OWN_VOICE = "the report itself"


def part(value: Part | None) -> str:
    """One part of a claim; a dash where the claim leaves it empty."""
    match value:
        case None:
            return "–"
        case Mention(name=name):
            return name
        case Text(value=words):
            return words or "someone"
        case Interval():
            return value.edtf
        case Quantity():
            return quantity(value)


def quantity(value: Quantity) -> str:
    """A number or a range with its unit: ``at least 20 fighters``."""
    low, high = _number(value.low), _number(value.high)
    if low is not None and high is not None:
        said = low if low == high else f"{low} to {high}"
    elif low is not None:
        said = f"at least {low}"
    elif high is not None:
        said = f"at most {high}"
    else:
        said = "an unknown number of" if value.unit else "an unknown number"
    return f"{said} {value.unit}" if value.unit else said


def statement(claim: Claim) -> str:
    """Subject, predicate and object on one line; a denial says so."""
    predicate = claim.predicate.replace("_", " ")
    denied = "not " if claim.polarity is Polarity.DENIED else ""
    said = f"{part(claim.subject)} {ARROW} {denied}{predicate}"
    return said if claim.object is None else f"{said} {ARROW} {part(claim.object)}"


def qualifiers(claim: Claim) -> str:
    """The qualifiers in alphabetical order: ``start 2015, title leader``."""
    return ", ".join(f"{key} {part(value)}" for key, value in sorted(claim.qualifiers.items()))


def standing(claim: Claim) -> str:
    """How it is put: ``probable``, ``denied``, ``denied, possible``; nothing where it is simply said."""
    words = []
    if claim.polarity is Polarity.DENIED:
        words.append("denied")
    if claim.certainty is not Certainty.CERTAIN:
        words.append("not said to be so" if claim.certainty is Certainty.UNKNOWN else claim.certainty.value)
    return ", ".join(words)


def chain(sources: Sequence[Source]) -> str:
    """The sources from the report inward."""
    return f" {ARROW} ".join(source.name for source in sources) or OWN_VOICE


def report(document: Document) -> str:
    """A report by title, publisher and day, or by its name where it does not say."""
    said = [f"“{document.title}”" if document.title else document.name]
    if document.publisher:
        said.append(document.publisher)
    said.append(document.published.isoformat() if document.published else "undated")
    return ", ".join(said)


def where(document: Document, claim: Claim) -> str:
    """Page and section in which the claim's quotation begins: ``page 31, under “IV. Finance”``; "" without either."""
    found = document.where(claim.span)
    if found is None:
        return ""
    said = [] if found.page is None else [f"page {found.page}"]
    if found.section:
        said.append(f"under “{found.section}”")
    return ", ".join(said)


def _number(value: float | None) -> str | None:
    if value is None:
        return None
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def review(record: Record) -> str:
    """What a person judged of a claim: ``rejected by O. Lind, 2024-05-02: another company``; "" where nobody did.

    And that the outlet took it back, where somebody noted it.
    """
    said = []
    judged = record.review
    if judged is not None:
        kind = judged.kind
        if kind == MENDED:
            kind = f"mended into {judged.about[1][:10]}" if record.struck else f"mended from {judged.about[0][:10]}"
        said.append(f"{kind} {_by(judged)}")
    if record.retraction is not None:
        right = f" into: {record.retraction.content}" if record.retraction.content else ""
        whole = " with its report" if len(record.retraction.about) == 1 else ""
        said.append(f"{record.retraction.kind} by the outlet{whole}{right} (noted {_by(record.retraction)})")
    return "; ".join(said)


def _by(judgement: Judgement) -> str:
    why = f": {judgement.reason}" if judgement.reason else ""
    return f"by {judgement.by}, {judgement.at:%Y-%m-%d}{why}"
