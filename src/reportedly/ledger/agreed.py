"""What several readers read alike: one of their claims stands for all, and knows the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, or_, select, true

from . import tables
from .records import Agreement, Reading

Named = tuple[str, str, str]
"""A claim by its document, its reader and its own id."""


def readings(connection: Connection) -> list[Reading]:
    """Which reader has read which document: the readings that stand, in the order in which they were made."""
    table = tables.readings
    held = select(table.c.document, table.c.reader).where(table.c.superseded_by.is_(None))
    return [Reading(row.document, row.reader) for row in connection.execute(held.order_by(table.c.number))]


def agree(
    connection: Connection, groups: Iterable[Sequence[Named]], *, documents: Collection[str] | None = None
) -> int:
    """Make these the groups of claims that say the same; the first of each stands for the others. How many groups.

    A claim that no standing reading has is passed over. ``documents``: only in these reports; what claims of others
    say alike stays.
    """
    wanted = [list(group) for group in groups]
    numbers = _numbers(connection, {document for group in wanted for document, _, _ in group})
    rows: dict[int, int] = {}
    count = 0
    for group in wanted:
        found = list(dict.fromkeys(numbers[name] for name in group if name in numbers))
        rows |= dict.fromkeys(found[1:], found[0]) if found else {}
        count += len(found) > 1
    table = tables.agreements
    where = true() if documents is None else table.c.claim.in_(_claims_in(documents))
    held = select(table.c.claim, table.c.stands).where(where)
    if {row.claim: row.stands for row in connection.execute(held)} != rows:
        connection.execute(delete(table).where(where))
        if rows:
            connection.execute(insert(table), [{"claim": claim, "stands": stands} for claim, stands in rows.items()])
    return count


def _claims_in(documents: Collection[str]) -> Select[tuple[int]]:
    claims, readings = tables.claims.c, tables.readings.c
    return (
        select(claims.number)
        .join_from(tables.claims, tables.readings, readings.number == claims.reading)
        .where(readings.document.in_(sorted(documents)))
    )


def _numbers(connection: Connection, documents: set[str]) -> dict[Named, int]:
    claims, readings = tables.claims, tables.readings
    found: dict[Named, int] = {}
    ordered = sorted(documents)
    for i in range(0, len(ordered), 400):
        held = (
            select(readings.c.document, readings.c.reader, claims.c.id, claims.c.number)
            .join(readings, readings.c.number == claims.c.reading)
            .where(readings.c.superseded_by.is_(None), readings.c.document.in_(ordered[i : i + 400]))
        )
        found |= {(row.document, row.reader, row.id): row.number for row in connection.execute(held)}
    return found


class Groups:
    """The groups that a selection of claims belongs to, as far as their readings stand."""

    def __init__(self, connection: Connection, chosen: Select[Any]) -> None:
        table = tables.agreements
        heads = select(table.c.stands).where(or_(table.c.claim.in_(chosen), table.c.stands.in_(chosen)))
        members = select(table.c.claim, table.c.stands).where(table.c.stands.in_(heads))
        self._head: dict[int, int] = {row.claim: row.stands for row in connection.execute(members)}
        self._head |= {head: head for head in self._head.values()}
        self._members: dict[int, list[tuple[int, Agreement]]] = defaultdict(list)
        standing = (
            select(tables.claims.c.number, tables.claims.c.id, tables.readings.c.reader)
            .join(tables.readings, tables.readings.c.number == tables.claims.c.reading)
            .where(tables.readings.c.superseded_by.is_(None))
            .where(
                or_(
                    tables.claims.c.number.in_(heads),
                    tables.claims.c.number.in_(members.with_only_columns(table.c.claim)),
                )
            )
            .order_by(tables.claims.c.number)
        )
        for row in connection.execute(standing) if self._head else ():
            self._members[self._head[row.number]].append((row.number, Agreement(row.reader, row.id)))

    def others(self, number: int) -> tuple[Agreement, ...]:
        """The other readers of what a claim says, with their claims; none where its own reading does not stand."""
        members = self._members.get(self._head.get(number, -1), [])
        if all(n != number for n, _ in members):
            return ()
        return tuple(agreement for n, agreement in members if n != number)

    def repeats(self, number: int, among: set[int]) -> bool:
        """Whether a claim only repeats one that is there too: the one that stands for its group."""
        head = self._head.get(number, number)
        return head != number and head in among and bool(self.others(number))


def repeated(connection: Connection, shown: Sequence[ColumnElement[bool]]) -> int:
    """How many claims that fulfil ``shown`` only repeat another of them, which stands for both."""
    claims, readings = tables.claims, tables.readings
    numbers = select(claims.c.number).join(readings, readings.c.number == claims.c.reading).where(*shown)
    table = tables.agreements
    both = select(func.count()).select_from(table).where(table.c.claim.in_(numbers), table.c.stands.in_(numbers))
    return connection.scalar(both) or 0
