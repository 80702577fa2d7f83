"""By what propositions of different partitions find each other; every function works inside one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict

from sqlalchemy import Connection, delete, exists, insert, select

from . import tables
from .chunks import chunks
from .weights import Batch, Bearing


def bearers(connection: Connection, keys: Iterable[int], side: int) -> Iterator[Bearing]:
    """See ``Weighed.bearers``."""
    table = tables.bearings
    for some in chunks(sorted(set(keys))):
        for row in connection.execute(select(table).where(table.c.key.in_(some), table.c.side == side)):
            yield Bearing(row.proposition, row.key, row.side, row.partition)


def bearings_of(connection: Connection, propositions: Iterable[str]) -> Iterator[Bearing]:
    """See ``Weighed.bearings_of``."""
    table = tables.bearings
    for some in chunks(sorted(set(propositions))):
        for row in connection.execute(select(table).where(table.c.proposition.in_(some))):
            yield Bearing(row.proposition, row.key, row.side, row.partition)


def near(connection: Connection, sides: Iterable[tuple[int, int]]) -> set[int]:
    """See ``Weighed.near``."""
    one, other = tables.bearings, tables.bearings.alias("other")
    found: set[int] = set()
    for mine, theirs in sides:
        there = exists().where(other.c.key == one.c.key, other.c.side == theirs, other.c.partition != one.c.partition)
        found |= set(connection.scalars(select(one.c.partition).where(one.c.side == mine, there).distinct()))
    return found


def claims_in(connection: Connection, propositions: Iterable[str]) -> dict[str, set[int]]:
    """See ``Weighed.claims_in``."""
    table, found = tables.weighed_claims.c, dict[str, set[int]]()
    for some in chunks(sorted(set(propositions))):
        held = select(table.proposition, table.claim).where(table.proposition.in_(some))
        for row in connection.execute(held):
            found.setdefault(row.proposition, set()).add(row.claim)
    return found


def keep_only(connection: Connection, partitions: Collection[int]) -> None:
    """See ``Weighed.keep_only``."""
    known = set(partitions)
    for table in (tables.propositions, tables.weighed_claims, tables.relations, tables.conflicts, tables.bearings):
        gone = set(connection.scalars(select(table.c.partition).distinct())) - known
        for some in chunks(sorted(gone)):
            connection.execute(delete(table).where(table.c.partition.in_(some)))


def replace(connection: Connection, batch: Batch) -> None:
    """Make those of a batch the bearings of its partitions; a proposition whose bearings differ is written anew."""
    table = tables.bearings
    held: dict[str, set[Bearing]] = {}
    for some in chunks(sorted(batch.partitions)):
        for row in connection.execute(select(table).where(table.c.partition.in_(some))):
            one = Bearing(row.proposition, row.key, row.side, row.partition)
            held.setdefault(one.proposition, set()).add(one)
    wanted: dict[str, set[Bearing]] = {}
    for bearing in batch.bearings:
        wanted.setdefault(bearing.proposition, set()).add(bearing)
    changed = sorted(id_ for id_ in held.keys() | wanted.keys() if held.get(id_) != wanted.get(id_))
    for ids in chunks(changed):
        connection.execute(delete(table).where(table.c.proposition.in_(ids)))
    if fresh := [asdict(one) for id_ in changed for one in wanted.get(id_, ())]:
        connection.execute(insert(table), fresh)
