"""Step 10: what makes one report more cost the same in a large ledger as in a small one."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, ForeignKey, Index, Integer, MetaData, String, Table, Text

_schema = MetaData()
Table("editions", _schema, Column("number", Integer, primary_key=True))
_bands = Table(
    "bands",
    _schema,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("edition", ForeignKey("editions.number"), primary_key=True, autoincrement=False),
)
_index = Index("ix_bands_edition", _bands.c.edition)
_linkings = Table(
    "linkings",
    _schema,
    Column("number", Integer, primary_key=True),
    Column("made", String(40), nullable=False),
    Column("edition", Integer, nullable=False),
)
_outlets = Table(
    "outlets",
    _schema,
    Column("name", Text, primary_key=True),
    Column("words", Text, nullable=False),
    Column("entity", String),
)


def apply(connection: Connection) -> None:
    """Make the index and the tables; they are filled when the ledger is weighed next."""
    _index.create(connection)
    _linkings.create(connection)
    _outlets.create(connection)
