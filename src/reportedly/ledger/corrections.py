"""What outlets take back or correct of their own reports, in their own words; kept beside the links of reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, or_, select

from reportedly.model import Document

from . import tables
from .backend import Door
from .chunks import chunks
from .heard import Documents


@dataclass(frozen=True, slots=True)
class Taken:
    """That a report corrects another: ``document`` the one that does, ``concerned`` the id of the other, or "".

    ``start`` and ``end`` are characters of ``document``; the rest is as in ``weighing.origins.Correction``.
    """

    document: str
    concerned: str
    kind: str
    whole: bool
    start: int
    end: int
    quote: str
    named: tuple[str, ...]
    score: float
    reasons: tuple[str, ...]


class Corrections:
    """The corrections that a ledger knows of; every method is one transaction."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._documents = Documents()

    def all(self, documents: Iterable[str] | None = None) -> list[Taken]:
        """Every correction, or those in and of these reports, in order of where they stand."""
        with self._door.reading() as connection:
            return list(corrections(connection, documents))

    def replace(self, documents: Iterable[str], found: Iterable[Taken]) -> None:
        """Make ``found`` what these reports correct."""
        with self._door.writing() as connection:
            for some in chunks(sorted(set(documents))):
                connection.execute(delete(tables.corrections).where(tables.corrections.c.document.in_(some)))
            rows = [_row(taken) for taken in found]
            if rows:
                connection.execute(insert(tables.corrections), rows)

    def publishers(self) -> list[str]:
        """The names of everybody who published a report, in order."""
        with self._door.reading() as connection:
            held = select(tables.editions.c.publisher).where(tables.editions.c.publisher.is_not(None)).distinct()
            return sorted(name for name in connection.scalars(held) if name)

    def published_by(self, names: Iterable[str]) -> list[Document]:
        """The reports of these publishers as they stand now, without their texts."""
        editions = tables.editions.c
        latest = select(func.max(editions.number)).group_by(editions.document)
        with self._door.reading() as connection:
            found: list[Document] = []
            for some in chunks(sorted(set(names))):
                held = select(editions.number).where(editions.publisher.in_(some), editions.number.in_(latest))
                found += self._documents.of(connection, connection.scalars(held).all()).values()
            return found


def corrections(connection: Connection, documents: Iterable[str] | None) -> Iterator[Taken]:
    """See ``Corrections.all``."""
    table = tables.corrections.c
    every = select(tables.corrections).order_by(table.document, table.start, table.number)
    if documents is None:
        statements = [every]
    else:
        wanted: Sequence[Sequence[str]] = list(chunks(sorted(set(documents))))
        statements = [every.where(or_(table.document.in_(some), table.concerned.in_(some))) for some in wanted]
    known: set[int] = set()
    for statement in statements:
        for row in connection.execute(statement):
            if row.number not in known:
                known.add(row.number)
                yield Taken(
                    document=row.document,
                    concerned=row.concerned or "",
                    kind=row.kind,
                    whole=bool(row.whole),
                    start=row.start,
                    end=row.end,
                    quote=row.quote,
                    named=tuple(row.named),
                    score=row.score,
                    reasons=tuple(row.reasons),
                )


def _row(taken: Taken) -> Mapping[str, object]:
    return {
        "document": taken.document,
        "concerned": taken.concerned or None,
        "kind": taken.kind,
        "whole": int(taken.whole),
        "start": taken.start,
        "end": taken.end,
        "quote": taken.quote,
        "named": list(taken.named),
        "score": taken.score,
        "reasons": list(taken.reasons),
    }
