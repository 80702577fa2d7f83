"""Reports as the resolving of names wants them: who is named in which claim, a few hundred reports at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from . import reviews, tables

_CHUNK = 300  # documents that one statement names
_UNDATED = "9999"


@dataclass(frozen=True, slots=True)
class NamedClaim:
    """A claim with its names: ``parts`` and ``sources`` are rows of the tables, each with its kind."""

    row: Any
    parts: Sequence[Row[Any]]
    sources: Sequence[Row[Any]]


@dataclass(slots=True)
class NamedReport:
    """One report: ``day`` it was published on ("9999" where nobody says), its text, its claims as far as shown."""

    document: str
    day: str
    text: str
    claims: list[NamedClaim] = field(default_factory=list)


def reports(connection: Connection, documents: Iterable[str] | None = None) -> Iterator[NamedReport]:
    """The reports of these ids, or all that hold claims that are shown, in order of their ids."""
    if documents is None:
        documents = connection.scalars(select(tables.readings.c.document).distinct())
    wanted = sorted(set(documents))
    for i in range(0, len(wanted), _CHUNK):
        yield from _reports(connection, wanted[i : i + _CHUNK])


def _reports(connection: Connection, documents: Sequence[str]) -> Iterator[NamedReport]:
    claims, readings = tables.claims.c, tables.readings.c
    chosen = (
        select(
            *(claims.number, claims.id, claims.predicate, claims.polarity, claims.certainty, claims.quote),
            *(claims.starts, claims.ends, readings.document, readings.edition),
        )
        .join_from(tables.claims, tables.readings, readings.number == claims.reading)
        .where(readings.document.in_(documents), *reviews.visible())
    )
    held = connection.execute(chosen).all()
    numbers = chosen.with_only_columns(claims.number)
    parts = _grouped(connection, _parts(numbers))
    sources = _grouped(connection, _sources(numbers))
    editions = _editions(connection, {row.edition for row in held})
    found: dict[str, NamedReport] = {}
    for row in held:
        day, text = editions[row.edition]
        report = found.setdefault(row.document, NamedReport(row.document, day, text))
        report.day = min(report.day, day)
        report.text = max(report.text, text, key=lambda words: (len(words), words))
        report.claims.append(NamedClaim(row, parts[row.number], sources[row.number]))
    for document in sorted(found):
        yield found[document]


def _parts(numbers: Select[Any]) -> Select[Any]:
    table = tables.parts.c
    return (
        select(table.claim, table.slot, table.key, table.type, table.value, table.earliest, table.latest)
        .add_columns(tables.mentions.c.kind)
        .outerjoin_from(tables.parts, tables.mentions, tables.mentions.c.number == table.mention)
        .where(table.claim.in_(numbers), table.type != "quantity")
        .order_by(table.claim, table.slot, table.key)
    )


def _sources(numbers: Select[Any]) -> Select[Any]:
    table = tables.sources.c
    return (
        select(table.claim, table.name, table.kind)
        .where(table.claim.in_(numbers), table.kind != "unnamed")
        .order_by(table.claim, table.position)
    )


def _grouped(connection: Connection, statement: Select[Any]) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(statement):
        found[row.claim].append(row)
    return found


def _editions(connection: Connection, numbers: set[int]) -> dict[int, tuple[str, str]]:
    table, wanted, found = tables.editions.c, sorted(numbers), {}
    for i in range(0, len(wanted), _CHUNK):
        held = select(table.number, table.published, table.text).where(table.number.in_(wanted[i : i + _CHUNK]))
        for row in connection.execute(held):
            found[row.number] = (row.published.isoformat() if row.published else _UNDATED, row.text)
    return found
