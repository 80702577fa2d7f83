"""What one source says, whom it cites and who cites it: what a page about a source asks of a ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select

from . import reviews, tables
from .backend import Door
from .named_sources import NamedSource
from .names import fold_name
from .reader import dated_by


@dataclass(frozen=True, slots=True)
class Cited:
    """Another link of a chain: its name, its kind ("outlet", "person", "unnamed" …) and how many reports have it."""

    name: str
    kind: str
    reports: int


@dataclass(frozen=True, slots=True)
class Said:
    """The numbers of some claims of a source, those of the latest report first, and how many there are in all."""

    numbers: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Reader:
    """How many claims a reader made of a report, as far as they stand; those that another made too count ``alike``.

    ``moved``: it read another form of the text than the one that the report has now.
    """

    name: str
    claims: int
    alike: int
    moved: bool


class Voices:
    """What a ledger knows of a source; every method is one transaction. ``as_of``: only reports out by that day."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def said(self, source: NamedSource, *, as_of: date | None = None, most: int, skip: int = 0) -> Said:
        """The claims that go by way of a source, or stand in a report that it published."""
        with self._door.reading() as connection:
            where = [or_(tables.claims.c.number.in_(_cites(source)), _publishes(source)), *_shown(as_of)]
            total = connection.scalar(_claims(func.count()).where(*where)) or 0
            order = (tables.editions.c.published.is_(None), tables.editions.c.published.desc())
            ordered = _claims(tables.claims.c.number).where(*where)
            ordered = ordered.order_by(*order, tables.editions.c.document, tables.claims.c.starts)
            return Said(tuple(connection.scalars(ordered.limit(most).offset(skip))), total)

    def reports(self, source: NamedSource, *, as_of: date | None = None) -> tuple[list[str], list[str]]:
        """The ids of the reports that a source published, and of those that cite it, the latest first."""
        with self._door.reading() as connection:
            out = select(tables.editions.c.document, tables.editions.c.published)
            out = out.join(tables.documents, tables.documents.c.id == tables.editions.c.document)
            cites = _claims(tables.editions.c.document, tables.editions.c.published)
            cites = cites.where(tables.claims.c.number.in_(_cites(source)), *reviews.visible())
            return _reports(connection, out.where(_publishes(source)), as_of), _reports(connection, cites, as_of)

    def readers(self, document: str) -> list[Reader]:
        """Who has read a report (by its id), those who made most claims of it first."""
        with self._door.reading() as connection:
            return _readers(connection, document)

    def cites(self, source: NamedSource, *, as_of: date | None = None, most: int) -> list[Cited]:
        """Whom a source names for what it says: the next link of each chain, those in most reports first."""
        mine, other = tables.sources.alias("mine"), tables.sources.alias("other")
        follows = (
            _claims(other.c.name, other.c.kind, func.count(tables.editions.c.document.distinct()).label("reports"))
            .join(other, other.c.claim == tables.claims.c.number)
            .outerjoin(mine, and_(mine.c.claim == other.c.claim, mine.c.position == other.c.position - 1))
            .where(
                or_(mine.c.mention.in_(_mentions(source)), and_(other.c.position == 0, _publishes(source))),
                *_shown(as_of),
            )
        )
        with self._door.reading() as connection:
            return _counted(connection, follows, other, most)

    def cited_by(self, source: NamedSource, *, as_of: date | None = None, most: int) -> list[Cited]:
        """Who names a source: the link before it in each chain, and outlets whose reports name it themselves."""
        mine, other = tables.sources.alias("mine"), tables.sources.alias("other")
        count = func.count(tables.editions.c.document.distinct()).label("reports")
        named = [mine.c.mention.in_(_mentions(source)), *_shown(as_of)]
        before = (
            _claims(other.c.name, other.c.kind, count)
            .join(mine, mine.c.claim == tables.claims.c.number)
            .join(other, and_(other.c.claim == mine.c.claim, other.c.position == mine.c.position - 1))
            .where(*named)
        )
        publishers = (
            _claims(tables.editions.c.publisher, count)
            .join(mine, mine.c.claim == tables.claims.c.number)
            .where(mine.c.position == 0, tables.editions.c.publisher.is_not(None), *named)
            .group_by(tables.editions.c.publisher)
        )
        with self._door.reading() as connection:
            found = _counted(connection, before, other, most)
            found += [Cited(row.publisher, "outlet", row.reports) for row in connection.execute(publishers)]
        return sorted(found, key=lambda c: (-c.reports, fold_name(c.name)))[:most]


def _claims(*columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(tables.claims)
        .join(tables.readings, tables.readings.c.number == tables.claims.c.reading)
        .join(tables.editions, tables.editions.c.number == tables.readings.c.edition)
        .join(tables.documents, tables.documents.c.id == tables.readings.c.document)
    )


def _shown(as_of: date | None) -> list[ColumnElement[bool]]:
    """That a claim is shown, and each once whatever number of readers read it alike."""
    shown = [*reviews.visible(), tables.claims.c.number.not_in(select(tables.agreements.c.claim))]
    return shown if as_of is None else [*shown, dated_by(as_of)]


def _mentions(source: NamedSource) -> Select[tuple[int]]:
    folded = sorted({fold_name(name) for name in source.names})
    table = tables.mentions.c
    return select(table.number).where(table.kind == source.kind.value, table.folded.in_(folded))


def _cites(source: NamedSource) -> Select[tuple[int]]:
    return select(tables.sources.c.claim).where(tables.sources.c.mention.in_(_mentions(source)))


def _publishes(source: NamedSource) -> ColumnElement[bool]:
    """That a report is this source's own; only bodies publish."""
    folded = sorted({fold_name(name) for name in source.names}) if source.kind.value == "organization" else []
    return tables.editions.c.publisher_folded.in_(folded)


def _counted(connection: Connection, chosen: Select[Any], other: Any, most: int) -> list[Cited]:
    ordered = chosen.group_by(other.c.name, other.c.kind).order_by(
        func.count(tables.editions.c.document.distinct()).desc(), other.c.name
    )
    return [Cited(row.name, row.kind, row.reports) for row in connection.execute(ordered.limit(most))]


def _reports(connection: Connection, chosen: Select[Any], as_of: date | None) -> list[str]:
    held = chosen.distinct() if as_of is None else chosen.distinct().where(dated_by(as_of))
    ordered = held.order_by(tables.editions.c.published.is_(None), tables.editions.c.published.desc())
    return list(dict.fromkeys(row.document for row in connection.execute(ordered)))


def _readers(connection: Connection, document: str) -> list[Reader]:
    editions, readings = tables.editions.c, tables.readings.c
    held = select(editions.number, editions.text).where(editions.document == document).order_by(editions.number)
    texts = {row.number: row.text for row in connection.execute(held)}
    latest = texts[max(texts)]
    alike = func.sum(case((tables.claims.c.number.in_(select(tables.agreements.c.claim)), 1), else_=0)).label("alike")
    counted = (
        _claims(readings.reader, readings.edition, func.count().label("claims"), alike)
        .where(readings.document == document, *reviews.visible())
        .group_by(readings.reader, readings.edition)
    )
    found = [
        Reader(row.reader, row.claims, row.alike or 0, texts[row.edition] != latest)
        for row in connection.execute(counted)
    ]
    return sorted(found, key=lambda reader: (-reader.claims, reader.name))
