"""A claim in the words and cells of other programs: what it says, who says it, what stands behind it."""

from __future__ import annotations

from collections.abc import Mapping

from reportedly.dossier import wording
from reportedly.ledger import Record
from reportedly.model import Claim, Entity, Interval, Mention, Part, Polarity, Quantity, Text

from .matter import Matter

Cell = str | int | float | bool
"""What an attribute of a feature or an edge can be."""


def part_in_words(part: Part | None, entities: Mapping[str, Entity]) -> str:
    """A part of a claim: an entity by its own name, all else by the report's words; "" for none."""
    match part:
        case None:
            return ""
        case Mention(name=name, entity=entity):
            return entities[entity].name if entity and entity in entities else name
        case Text(value=value):
            return value
        case Quantity():
            return wording.number(part)
        case Interval(edtf=edtf):
            return edtf


def statement(claim: Claim, entities: Mapping[str, Entity]) -> str:
    """What a claim says, as one line: "Valley Guard: based in Kessra"; a denial says so."""
    denied = "denied: " if claim.polarity is Polarity.DENIED else ""
    subject = part_in_words(claim.subject, entities) or "someone"
    said = f"{denied}{subject}: {claim.predicate.replace('_', ' ')}"
    other = part_in_words(claim.object, entities)
    return f"{said} {other}" if other else said


def cells(record: Record, matter: Matter) -> dict[str, Cell]:
    """What every form of claims says of one: its kind, times, chain, report, quotation and how it stands.

    What is not known is not there. ``time``, ``start`` and ``end`` are in EDTF, days in ISO 8601. A qualifier goes by
    its own name, or by ``qualifier_`` and its name where that is taken.
    """
    claim, document, entities = record.claim, record.document, matter.entities
    found = document.where(claim.span)
    made: dict[str, Cell | None] = {
        "claim": claim.id,
        "says": statement(claim, entities),
        "predicate": claim.predicate,
        "subject": part_in_words(claim.subject, entities),
        "object": part_in_words(claim.object, entities),
        "polarity": claim.polarity.value,
        "certainty": claim.certainty.value,
        "sources": " > ".join(f"{source.name} ({source.kind.value})" for source in claim.sources),
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None,
        "report": document.id,
        "report_name": document.name,
        "report_title": document.title,
        "page": found.page if found else None,
        "section": found.section if found else None,
        "quote": claim.quote,
        "score": claim.score,
    }
    standing = matter.standing(claim.id)
    if standing is not None:
        made |= {
            "proposition": standing.proposition,
            "origins_low": standing.low,
            "origins_high": standing.high,
            "origins": "; ".join(standing.origins),
            "grade": standing.grade,
            "grade_words": standing.grade_words,
            "why": "; ".join(standing.why),
            "contradicted_by": " ".join(standing.contradicted_by),
            "taken_back": standing.withdrawn or None,
        }
    for key, part in claim.qualifiers.items():
        made[f"qualifier_{key}" if key in made else key] = part_in_words(part, entities)
    return {key: value for key, value in made.items() if value is not None and value != ""}
