"""Step 15: by what propositions of different partitions find each other."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, Index, Integer, MetaData, String, Table

_bearings = Table(
    "bearings",
    MetaData(),
    Column("proposition", String(16), primary_key=True),
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("side", Integer, primary_key=True, autoincrement=False),
    Column("partition", BigInteger, nullable=False, index=True),
    Index("ix_bearings_key_side", "key", "side"),
)


def apply(connection: Connection) -> None:
    """Make the table; it is filled when the ledger is weighed next, all of it."""
    _bearings.create(connection)
