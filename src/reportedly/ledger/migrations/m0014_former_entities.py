"""Step 14: where the mentions of entities that are no more can be found, so that their addresses last."""

from __future__ import annotations

from sqlalchemy import Column, Connection, ForeignKey, Integer, MetaData, String, Table

_schema = MetaData()
Table("mentions", _schema, Column("number", Integer, primary_key=True))
_former = Table(
    "former_entities",
    _schema,
    Column("entity", String, primary_key=True),
    Column("mention", ForeignKey("mentions.number"), primary_key=True, autoincrement=False),
)


def apply(connection: Connection) -> None:
    """Make the table; it is filled from the next time on that names are resolved."""
    _former.create(connection)
