"""Step 6: what reports say of names and how it was weighed, so that one more report touches only what it concerns."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Connection,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

_schema = MetaData()
Table("mentions", _schema, Column("number", Integer, primary_key=True))
_nodes = Table(
    "name_nodes",
    _schema,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("words", Text, nullable=False),
    Column("document", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("day", String(10), nullable=False),
    Column("first", String(64), nullable=False),
    Column("reports", Integer, nullable=False),
    Column("entity", String, index=True),
    Column("score", Double),
    Column("reasons", JSON),
    Index("name_nodes_words", "words"),
)
_made = (
    _nodes,
    Table(
        "name_keys",
        _schema,
        Column("key", Text, primary_key=True),
        Column("node", BigInteger, primary_key=True, autoincrement=False, index=True),
        sqlite_with_rowid=False,
    ),
    Table(
        "name_uses",
        _schema,
        Column("number", Integer, primary_key=True),
        Column("place", BigInteger, nullable=False, index=True),
        Column("day", String(10), nullable=False),
        Column("node", BigInteger, nullable=False),
        Column("name", Text, nullable=False),
        Column("mention", ForeignKey("mentions.number")),
        Column("claims", Integer, nullable=False),
        Index("name_uses_node", "node", "place"),
    ),
    Table(
        "name_spellings",
        _schema,
        Column("node", BigInteger, primary_key=True, autoincrement=False),
        Column("name", Text, primary_key=True),
        Column("claims", Integer, nullable=False),
        Column("reports", Integer, nullable=False),
        sqlite_with_rowid=False,
    ),
    Table(
        "name_links",
        _schema,
        Column("number", Integer, primary_key=True),
        Column("document", String(64), nullable=False, index=True),
        Column("a", BigInteger, nullable=False, index=True),
        Column("b", BigInteger, nullable=False, index=True),
        Column("rule", Text, nullable=False),
        Column("score", Double, nullable=False),
        Column("reason", Text, nullable=False),
        Column("claim", String(32), nullable=False),
    ),
    Table(
        "name_ties",
        _schema,
        Column("number", Integer, primary_key=True),
        Column("a", BigInteger, nullable=False, index=True),
        Column("b", BigInteger, nullable=False, index=True),
        Column("rule", Text, nullable=False),
        Column("score", Double, nullable=False),
        Column("reasons", JSON, nullable=False),
        Column("against", JSON, nullable=False),
        Column("hindrance", Text, nullable=False),
        Column("claim", String(32), nullable=False),
        Column("document", String(64), nullable=False),
        Column("weight", Integer, nullable=False),
        Column("outcome", String(10), nullable=False, index=True),
    ),
    Table(
        "namings",
        _schema,
        Column("number", Integer, primary_key=True),
        Column("made", String(40), nullable=False),
        Column("method", Text, nullable=False),
        Column("reading", Integer, nullable=False),
        Column("judgement", Integer, nullable=False),
        Column("moved", Integer, nullable=False),
    ),
)


def apply(connection: Connection) -> None:
    """Make the tables; they are filled when names are resolved next."""
    for table in _made:
        table.create(connection)
