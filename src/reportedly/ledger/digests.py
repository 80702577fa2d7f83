"""What the chain keeps of a record: SHA-256 over canonical JSON, part by part, so that a change can be named.

The forms here never change: every chain that was ever written is checked with them, and migration 9 uses them too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

NOTHING = "0" * 64
"""What the first entry has for the hash of the one before it."""
BY_REVIEW = "review"
"""What ``read_by`` says of a claim that a person put in place of another: no reading made it."""

Parts = dict[str, str]
"""The digest of each part of a record, by the part's name."""


class Named:
    """Of a row that several tables stand in, the columns of one: those whose labels begin with a prefix."""

    def __init__(self, row: Any, prefix: str) -> None:
        self._row, self._prefix = row, prefix

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, self._prefix + name)


def digest(value: object) -> str:
    """SHA-256 of ``value`` as canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def canonical(value: object) -> str:
    """JSON without blanks, keys in order, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def link(number: int, at: str, kind: str, subject: str, parts: str, previous: str) -> str:
    """The hash of one entry of the chain; ``parts`` is its ``Parts`` as canonical JSON."""
    return digest([number, at, kind, subject, parts, previous])


def of_text(text: str) -> str:
    """SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def of_document(row: Any) -> str:
    """What the bytes are: a row of ``documents``."""
    return digest([row.id, row.name, row.origin, row.retrieved, row.media_type, row.previous])


def of_description(row: Any) -> str:
    """What intake made of the bytes, but the text: a row of ``editions``."""
    published = row.published.isoformat() if row.published else None
    described = [row.title, row.publisher, row.authors, published, row.language, row.passages]
    return digest([row.document, row.made, *described])


def of_reading(document: str, edition: int, reader: str, made: str) -> str:
    """Who read what, and when."""
    return digest([document, edition, reader, made])


def of_claims(claims: Iterable[Any]) -> tuple[str, int]:
    """The claims of one reading (rows of ``claims``), and how many; forms mended by people are not among them.

    What a claim says is in its id; the rest is its reader, confidence, trigger, and when it was learnt.
    """
    said = sorted(
        [row.id, row.read_by, float(row.score), row.trigger_starts, row.trigger_ends, row.learned]
        for row in claims
        if row.read_by != BY_REVIEW
    )
    return digest(said), len(said)


def of_judgement(row: Any, about: Sequence[str]) -> Parts:
    """A judgement: a row of ``judgements``, and what it is about."""
    parts = {
        "kind": row.kind,
        "about": list(about),
        "by": row.by,
        "at": row.at,
        "reason": row.reason,
        "replaces": row.replaces,
        "content": row.content or "",
    }
    return {name: digest([row.id, name, value]) for name, value in parts.items()}


def of_retrieval(row: Any) -> Parts:
    """That a document was got once more: a row of ``retrievals``."""
    return {"retrieval": digest([row.document, row.name, row.origin, row.retrieved])}
