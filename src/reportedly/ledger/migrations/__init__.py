"""The numbered steps that make a ledger, and bring an older one up to date.

Each step and the record that it was taken are one transaction. A step never changes once it was
released: what it needs of the tables it declares itself, whatever ``tables`` has become since.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Column, Connection, Engine, Integer, MetaData, String, Table, Text, func, insert, inspect, select

from reportedly.ledger import backend
from reportedly.ledger.errors import NewerLedgerError, NotALedgerError

from . import (
    m0001_tables,
    m0002_fulltext,
    m0003_views,
    m0004_reviews,
    m0005_agreements,
    m0006_names,
    m0007_origins,
    m0008_weighed,
    m0009_chain,
    m0010_scale,
    m0011_corrections,
    m0012_tables_for_readers,
    m0013_mask_keys,
    m0014_former_entities,
    m0015_bearings,
)


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: its number, what it does in a word, and the doing."""

    number: int
    name: str
    apply: Callable[[Connection], None]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "tables", m0001_tables.apply),
    Migration(2, "fulltext", m0002_fulltext.apply),
    Migration(3, "views", m0003_views.apply),
    Migration(4, "reviews", m0004_reviews.apply),
    Migration(5, "agreements", m0005_agreements.apply),
    Migration(6, "names", m0006_names.apply),
    Migration(7, "origins", m0007_origins.apply),
    Migration(8, "weighed", m0008_weighed.apply),
    Migration(9, "chain", m0009_chain.apply),
    Migration(10, "scale", m0010_scale.apply),
    Migration(11, "corrections", m0011_corrections.apply),
    Migration(12, "tables for readers", m0012_tables_for_readers.apply),
    Migration(13, "mask keys", m0013_mask_keys.apply),
    Migration(14, "former entities", m0014_former_entities.apply),
    Migration(15, "bearings", m0015_bearings.apply),
)

_record = Table(
    "migrations",
    MetaData(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("applied", String(40), nullable=False),
)


def migrate(engine: Engine, where: str, migrations: Sequence[Migration] = MIGRATIONS) -> list[int]:
    """Bring the ledger at ``where`` up to date; the numbers of the steps that were taken now.

    Raises:
        NewerLedgerError: where the ledger knows a later step than this program does.
        NotALedgerError: where the database holds tables of something else.
    """
    taken: list[int] = []
    with backend.reading(engine, where) as connection:
        done = _taken(connection, where, migrations)
    for migration in migrations:
        if migration.number in done:
            continue
        with backend.writing(engine, where) as connection:
            # Looked up again: another process may have taken the step while this one waited.
            if migration.number in _taken(connection, where, migrations):
                continue
            _record.create(connection, checkfirst=True)
            migration.apply(connection)
            now = datetime.now(UTC).isoformat(timespec="seconds")
            connection.execute(insert(_record).values(number=migration.number, name=migration.name, applied=now))
            taken.append(migration.number)
    return taken


def _taken(connection: Connection, where: str, migrations: Sequence[Migration]) -> set[int]:
    there = inspect(connection).get_table_names()
    if _record.name not in there:
        if there:
            raise NotALedgerError(
                f"{where}: not a ledger: a database with other tables ({', '.join(sorted(there)[:5])}); "
                "give another file with --ledger"
            )
        return set()
    newest = connection.scalar(select(func.max(_record.c.number))) or 0
    known = max(migration.number for migration in migrations)
    if newest > known:
        raise NewerLedgerError(
            f"{where}: the ledger is of version {newest}, this program knows up to {known}; "
            "update it with: pip install --upgrade reportedly"
        )
    return set(connection.scalars(select(_record.c.number)))
