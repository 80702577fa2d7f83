"""The texts of reports by their words: an index in memory that takes in what the ledger has learned since."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from reportedly.ledger import Ledger
from reportedly.ledger.fulltext import Term
from reportedly.ledger.names import fold
from reportedly.ledger.survey import ReportText

from .marks import Piece, around

_ENOUGH = 10_000
_FIRST = 200_000
"""Characters of a text that are looked at first: a book need not be gone through for the sentence that is shown."""


@dataclass(frozen=True, slots=True)
class TextHit:
    """A report that holds every word: what it is, and the sentence with them, from ``start`` of its text."""

    document: str
    name: str
    title: str | None
    publisher: str | None
    published: date | None
    start: int
    pieces: tuple[Piece, ...]


class TextIndex:
    """Finds reports by title, publisher and text, whatever case and accents.

    The index (SQLite's FTS5, which keeps words and no texts) is made when it is asked first, and brought up to date
    each time. Threads may share it.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = threading.Lock()
        self._last = 0
        self._ids: dict[int, ReportText] = {}
        self._numbers: dict[str, int] = {}
        self._index = sqlite3.connect(":memory:", check_same_thread=False)
        self._index.execute("CREATE VIRTUAL TABLE texts USING fts5(words, content='')")

    def find(self, terms: Sequence[Term], *, most: int = _ENOUGH, as_of: date | None = None) -> list[ReportText]:
        """The reports that hold every term, the best first, without their texts; ``as_of``: dated by that day."""
        match = " ".join(f'"{term.words}"' + ("*" if term.prefix else "") for term in terms)
        with self._lock:
            self._renew()
            rows = self._index.execute("SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank, rowid", (match,))
            found = [self._ids[number] for (number,) in rows if number in self._ids]
        told = [one for one in found if as_of is None or one.dated <= as_of]
        return told[:most]

    def show(self, found: ReportText, terms: Sequence[Term]) -> TextHit:
        """A report that was found, with the sentence that holds the words; its beginning, where only the title does."""
        text = self._ledger.document(found.document).text
        start, pieces = around(text[:_FIRST], terms) or around(text, terms) or (0, [Piece(text[:200])])
        return TextHit(found.document, found.name, found.title, found.publisher, found.published, start, tuple(pieces))

    def _renew(self) -> None:
        for report in self._ledger.survey.texts(after=self._last):
            words = fold(" ".join(filter(None, (report.title, report.publisher, report.text))))
            self._index.execute("INSERT INTO texts (rowid, words) VALUES (?, ?)", (report.number, words))
            # A new edition takes the place of the last: the index keeps its words, and nobody is led to them.
            self._ids.pop(self._numbers.get(report.document, 0), None)
            self._numbers[report.document] = report.number
            self._ids[report.number] = replace(report, text="")
            self._last = report.number
