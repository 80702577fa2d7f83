"""Claims by their words."""

from __future__ import annotations

from datetime import date

from reportedly.ledger import Ledger, Record


def claims_with(ledger: Ledger, words: str, *, as_of: date | None = None) -> list[Record]:
    """The claims that hold every word (see ``Ledger.search``), of reports dated by ``as_of``.

    Raises:
        BadValueError: where there is no word to search for.
    """
    found = ledger.search(words)
    return [r for r in found if as_of is None or r.document.dated <= as_of]
