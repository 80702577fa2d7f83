"""Claims by their words, with the words marked in the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportedly.ledger import Ledger, Record
from reportedly.ledger.fulltext import Term

from .marks import Piece, marked


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim that was found, and its sentence with the words marked."""

    record: Record
    pieces: tuple[Piece, ...]


def claims_with(ledger: Ledger, words: str, *, as_of: date | None = None) -> list[Record]:
    """The claims that hold every word (see ``Ledger.search``), of reports published by ``as_of`` where it is given.

    Raises:
        BadValueError: where there is no word to search for.
    """
    found = ledger.search(words)
    return [r for r in found if as_of is None or (r.document.published or r.learned.date()) <= as_of]


def shown(records: Sequence[Record], terms: Sequence[Term]) -> list[Hit]:
    """These claims as hits."""
    return [Hit(record, tuple(marked(record.claim.quote, terms))) for record in records]
