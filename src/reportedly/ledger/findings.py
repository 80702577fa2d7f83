"""What ``verify`` finds, and the desk where it is entered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection


class Sort(StrEnum):
    """What does not fit."""

    CHAIN = "chain"
    ORIGINAL = "original"
    REPORT = "report"
    TEXT = "text"
    QUOTATION = "quotation"
    CLAIM = "claim"
    READING = "reading"
    RETRIEVAL = "retrieval"
    JUDGEMENT = "judgement"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not what it was.

    ``id`` is that of the record concerned (report, claim, judgement; of the chain the number of the entry), ``said``
    one sentence: what was found, what was expected. ``since`` is when it was entered, with the number of its entry.
    """

    sort: Sort
    id: str
    said: str
    since: str = ""

    def __str__(self) -> str:
        return f"{self.said} ({self.since})" if self.since else self.said


@dataclass(slots=True)
class Desk:
    """Where findings are entered and what was looked at is counted."""

    connection: Connection
    found: Callable[[Finding], object]
    progress: Callable[[int, int], object] | None = None
    findings: int = 0
    claims: int = 0
    done: int = 0
    total: int = 0

    def tell(self, sort: Sort, id_: str, said: str, since: str = "") -> None:
        """Enter one finding."""
        self.findings += 1
        self.found(Finding(sort, id_, said, since))

    def step(self, count: int = 1) -> None:
        """Say that so many more readings or originals were looked at."""
        self.done += count
        if self.progress is not None:
            self.progress(self.done, self.total)


def entered(number: int, at: str) -> str:
    """Since when the chain knows a record, in words."""
    return f"entered {at[:10]} as entry {number}"
