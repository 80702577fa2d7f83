"""What claims can be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportedly.model import Span

from .records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What claims must answer to, all of it; each part is as ``Ledger.claims`` says."""

    about: str | None = None
    predicate: str | None = None
    source: str | None = None
    document: str | None = None
    as_of: date | None = None
    superseded: bool = False
    rejected: bool = False
    repeats: bool = False
    known: date | None = None
    within: Span | None = None
    min_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the claims that answer, in their order, and how many there are in ``total``."""

    records: tuple[Record, ...]
    total: int
