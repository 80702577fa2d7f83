"""Our extension to STIX 2.1 (section 7.3): the claim behind an object, word for word, and what is known of a report.

An importer that does not know it still reads a bundle whole; ours makes the claim out of it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportedly.exchange import jsonl
from reportedly.exchange.matter import Standing
from reportedly.exchange.row import Row
from reportedly.ledger import Record
from reportedly.model import Document

from . import ids

PROGRAM = ids.made("identity", "reportedly", "program")
"""The identity of this program, which defines the extension and names contradictions."""

EXTENSION = ids.made("extension-definition", "reportedly", "claim", "1")
"""The id under which an object's ``extensions`` hold ours."""

_WHEN = "2026-01-01T00:00:00.000Z"
_DEFINITION = (
    "Property extension. On relationship, note and opinion objects: 'claim', the claim of a report that the object "
    "stands for, in the form of `reportedly export --format jsonl`: 'quote' (the exact words), 'start' and 'end' "
    "(characters of the report's text, end exclusive), 'document_id' (SHA-256 of the report's original bytes), "
    "'predicate', 'subject', 'object', 'qualifiers' (times in EDTF), 'polarity', 'certainty', 'sources' (the chain "
    "from the report inward); 'standing', how the claim was weighed: 'grade' (credibility 1 to 6 after AJP-2.1), "
    "'origins' (least and most independent ones) and 'why'. On report objects: 'report', what is known of it. "
    "'derived' marks an object that is a finding of the program and no claim of a report; 'names' are the other names "
    "under which the reports have it."
)


def program() -> dict[str, Any]:
    """The identity of this program."""
    return {
        "type": "identity", "spec_version": "2.1", "id": PROGRAM, "created": _WHEN, "modified": _WHEN,
        "name": "reportedly", "identity_class": "system",
        "description": "A program that reads reports. It keeps what they say and prefers no side.",
        "extensions": derived(),
    }  # fmt: skip


def definition() -> dict[str, Any]:
    """The extension-definition object that a bundle carries."""
    return {
        "type": "extension-definition", "spec_version": "2.1", "id": EXTENSION, "created_by_ref": PROGRAM,
        "created": _WHEN, "modified": _WHEN, "name": "Attributed claims", "version": "1.0.0",
        "description": "Quotation, anchor, chain of sources, polarity and certainty of a claim.",
        "schema": _DEFINITION, "extension_types": ["property-extension"],
    }  # fmt: skip


def of_claim(record: Record, standing: Standing | None) -> dict[str, Any]:
    """The ``extensions`` of an object that stands for a claim."""
    inner: dict[str, Any] = {"claim": jsonl.as_json(Row.of(record))}
    if standing is not None:
        weighed: dict[str, Any] = {"origins": [standing.low, standing.high]}
        if standing.grade is not None:
            weighed |= {"grade": standing.grade, "grade_words": standing.grade_words}
        if standing.why:
            weighed["why"] = list(standing.why)
        inner["standing"] = weighed
    if record.retraction is not None:
        inner["taken_back"] = True
    return _extension(inner)


def of_report(document: Document, mask: str) -> dict[str, Any]:
    """The ``extensions`` of a report."""
    inner: dict[str, Any] = {"name": document.name, "media_type": document.media_type, "document_id": document.id}
    for key in ("title", "publisher", "language"):
        if (value := getattr(document, key)) is not None:
            inner[key] = value
    if document.authors:
        inner["authors"] = list(document.authors)
    if document.published is not None:
        inner["published"] = document.published.isoformat()
    if mask:
        inner["masked"] = mask
    return _extension({"report": inner})


def derived(names: Sequence[str] = ()) -> dict[str, Any]:
    """The ``extensions`` of what this program found and no report says; ``names``: those that it takes for one."""
    return _extension({"derived": True} | ({"names": list(names)} if names else {}))


def found_in(raw: Any) -> dict[str, Any] | None:
    """Our extension in an object of a bundle; None where it has none that can be read."""
    held = raw.get("extensions") if isinstance(raw, dict) else None
    inner = held.get(EXTENSION) if isinstance(held, dict) else None
    return inner if isinstance(inner, dict) else None


def _extension(inner: dict[str, Any]) -> dict[str, Any]:
    return {EXTENSION: {"extension_type": "property-extension", **inner}}
