"""A claim as it travels: with the name of its report and the reader that made it, without the report's text."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.ledger import Record
from reportedly.model import Claim


@dataclass(frozen=True, slots=True)
class Row:
    """One claim outside a ledger.

    ``document`` is the name of the report (its file's name or its address), ``claim.document`` its id;
    ``reader`` the reader, with its version, that read the report.
    """

    claim: Claim
    document: str
    reader: str

    @classmethod
    def of(cls, record: Record | Row) -> Row:
        """The row of a ledger's record; a row is its own."""
        if isinstance(record, Row):
            return record
        return cls(claim=record.claim, document=record.document.name, reader=record.reader)
