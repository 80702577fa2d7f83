"""Step 7: what weighing finds of copies and credits between reports."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Connection, Double, ForeignKey, Integer, MetaData, String, Table, Text

_schema = MetaData()
Table("documents", _schema, Column("id", String(64), primary_key=True))
Table("editions", _schema, Column("number", Integer, primary_key=True))
Table("mentions", _schema, Column("number", Integer, primary_key=True))
_made = (
    Table(
        "bands",
        _schema,
        Column("band", BigInteger, primary_key=True, autoincrement=False),
        Column("edition", ForeignKey("editions.number"), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    ),
    Table(
        "links",
        _schema,
        Column("number", Integer, primary_key=True),
        Column("document", ForeignKey("documents.id"), nullable=False, index=True),
        Column("origin", ForeignKey("documents.id"), index=True),
        Column("outlet", Text, nullable=False),
        Column("via", Text, nullable=False),
        Column("whole", Integer, nullable=False),
        Column("directed", Integer, nullable=False),
        Column("score", Double, nullable=False),
        Column("reasons", JSON, nullable=False),
        Column("passages", JSON, nullable=False),
    ),
    Table(
        "moved",
        _schema,
        Column("mention", ForeignKey("mentions.number"), primary_key=True, autoincrement=False),
    ),
)


def apply(connection: Connection) -> None:
    """Make the tables; they are filled when the ledger is weighed next."""
    for table in _made:
        table.create(connection)
