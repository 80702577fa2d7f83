"""Step 11: what outlets take back and correct of their own reports, in their own words."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Connection, Double, ForeignKey, Integer, MetaData, String, Table, Text, delete

_schema = MetaData()
Table("documents", _schema, Column("id", String(64), primary_key=True))
_linkings = Table("linkings", _schema, Column("number", Integer, primary_key=True))
_corrections = Table(
    "corrections",
    _schema,
    Column("number", Integer, primary_key=True),
    Column("document", ForeignKey("documents.id"), nullable=False, index=True),
    Column("concerned", ForeignKey("documents.id"), index=True),
    Column("kind", Text, nullable=False),
    Column("whole", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("named", JSON, nullable=False),
    Column("score", Double, nullable=False),
    Column("reasons", JSON, nullable=False),
)


def apply(connection: Connection) -> None:
    """Make the table, and have every report looked at once more."""
    _corrections.create(connection)
    connection.execute(delete(_linkings))
