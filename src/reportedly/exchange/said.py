"""A claim in one sentence, for what takes only words: who says it, what, how sure, and in which words."""

from __future__ import annotations

from reportedly.ledger import Record
from reportedly.model import Certainty, Claim, Document, Mention, Polarity
from reportedly.model.plain import tidy

from .csv import in_words

_SURE = {
    Certainty.CERTAIN: "",
    Certainty.PROBABLE: "as probable",
    Certainty.POSSIBLE: "as possible",
    Certainty.UNKNOWN: "as a plan, an order, a threat or a question",
}


def outlet(document: Document) -> str:
    """Who published a report, as far as that is known: the publisher, else the title, else the file's name."""
    return tidy(document.publisher or document.title or document.name) or document.id[:12]


def teller(record: Record) -> str:
    """Who says it: "Radio Kessra, 2019-05-06, citing officials (unnamed)"."""
    day = record.document.published
    said = [outlet(record.document)] + ([day.isoformat()] if day else [])
    chain = [f"{tidy(source.name)} ({source.kind.value})" for source in record.claim.sources]
    return ", ".join(said) + (f", citing {', citing '.join(chain)}" if chain else "")


def manner(claim: Claim) -> str:
    """How it is said: "says", "denies", "says as probable" …"""
    verb = "denies" if claim.polarity is Polarity.DENIED else "says"
    return " ".join(filter(None, (verb, _SURE[claim.certainty])))


def content(claim: Claim) -> str:
    """What is said: "Idris Valkoen | leads | Salt Guard (start: 2015; title: emir)"."""
    sides = [_name(claim), claim.predicate.replace("_", " ")]
    if claim.object is not None:
        sides.append(tidy(in_words(claim.object)))
    more = "; ".join(f"{key}: {tidy(in_words(part))}" for key, part in claim.qualifiers.items())
    return " | ".join(sides) + (f" ({more})" if more else "")


def sentence(record: Record) -> str:
    """The whole: who says how what, and the words of the report."""
    claim = record.claim
    return f"{teller(record)}, {manner(claim)}: {content(claim)}. In its words: “{tidy(claim.quote)}”"


def _name(claim: Claim) -> str:
    subject = claim.subject
    return tidy(subject.name if isinstance(subject, Mention) else subject.value) or "somebody"
