"""What weighing is given: any record that joins a claim to its report. The ledger's records are such."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from reportedly.model import Claim, Document, Kind, Mention, SourceKind

Unit = tuple[str, Kind, str]
"""One name as one report uses it: the document's id, the kind, the name."""

_SOURCES = {
    SourceKind.OUTLET: Kind.ORGANIZATION,
    SourceKind.ORGANIZATION: Kind.ORGANIZATION,
    SourceKind.PERSON: Kind.PERSON,
    SourceKind.WORK: Kind.WORK,
}


class Told(Protocol):
    """A claim and the report that makes it or passes it on."""

    @property
    def claim(self) -> Claim:
        """What is said."""
        ...

    @property
    def document(self) -> Document:
        """Where it is said."""
        ...


def source_kind(kind: SourceKind) -> Kind | None:
    """The kind of entity that a link of a source chain is; None for an unnamed source."""
    return _SOURCES.get(kind)


def mentions(claim: Claim) -> Iterator[Mention]:
    """Every mention of a claim: subject, object and those among its qualifiers."""
    for part in (claim.subject, claim.object, *claim.qualifiers.values()):
        if isinstance(part, Mention):
            yield part


def units(told: Told) -> Iterator[Unit]:
    """Every name that a claim uses, the sources' names with them."""
    document = told.claim.document
    for mention in mentions(told.claim):
        yield document, mention.kind, mention.name
    for source in told.claim.sources:
        kind = source_kind(source.kind)
        if kind is not None:
            yield document, kind, source.name


def order(document: Document) -> tuple[str, str]:
    """Reports in the order in which they came out; undated ones last; the same for every run."""
    return (document.published.isoformat() if document.published else "9999", document.id)
