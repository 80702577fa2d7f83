"""Claims from elsewhere (made by hand, by another tool) into the ledger, each held against the text it quotes.

    from reportedly import importing

    summary = importing.import_claims(ledger, "claims.jsonl", documents="reports/")

The file is gone through twice: first to see which lines belong to which report, then report by report, so that memory
holds one report's claims at a time, in whatever order the lines stand. One report is one commit.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reportedly.errors import ClaimRefusal, ExchangeError
from reportedly.ledger import Ledger
from reportedly.reading.vocabulary import using
from reportedly.reviewing import vocabulary_of

from .desk import Desk, Imported, Progress
from .shelf import Shelf

__all__ = ["Imported", "Progress", "import_claims"]


def import_claims(
    ledger: Ledger,
    path: str | Path,
    *,
    documents: str | Path | None = None,
    refused: Callable[[ClaimRefusal], object] | None = None,
    progress: Callable[[Progress], object] | None = None,
) -> Imported:
    """Take in the claims of a file in the contract's form, one a line, and the reports of ``documents`` they quote.

    A line's report is the file of the folder that has its name (with or without its ending), else the report of the
    ledger with its ``document_id`` or name. ``documents.csv`` or ``documents.jsonl`` in the folder can say of each
    file its publisher, day, title, authors and language. A claim whose words do not stand in its text is refused and
    the rest goes on; ``refused`` is told of each. What the same file gave for a report before is superseded.

    The ledger is weighed at the end. An entity that a line names is not taken over: entities are each ledger's own.

    Raises:
        ExchangeError: where the file, or what describes the folder, cannot be read.
        LedgerError: where the ledger cannot be written to; what was committed before stays.
    """
    from reportedly.weigh import weigh

    file = Path(path)
    try:
        with file.open("rb") as stream:
            desk = Desk(ledger, file.name, stream, refused, progress)
            lines = desk.sorted_out()
            shelf = Shelf(ledger, None if documents is None else Path(documents))
            with using(vocabulary_of(ledger)):
                for name, at, source in shelf.found(lines):
                    desk.take(name, at, source)
    except OSError as error:
        raise ExchangeError(f"{file}: cannot be read: {error.strerror}") from error
    weigh(ledger)
    return desk.summary(shelf.refused)
