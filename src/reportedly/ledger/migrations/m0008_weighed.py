"""Step 8: propositions, how they stand, and what they have to do with each other."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Connection, Date, ForeignKey, Integer, MetaData, String, Table, Text

_schema = MetaData()
Table("claims", _schema, Column("number", Integer, primary_key=True))
_made = (
    Table(
        "weighed_claims",
        _schema,
        Column("claim", ForeignKey("claims.number"), primary_key=True, autoincrement=False),
        Column("partition", BigInteger, nullable=False, index=True),
        Column("proposition", String(16), nullable=False, index=True),
        Column("origin", Text, nullable=False, index=True),
        Column("sure", Integer, nullable=False),
    ),
    Table(
        "propositions",
        _schema,
        Column("id", String(16), primary_key=True),
        Column("partition", BigInteger, nullable=False, index=True),
        Column("predicate", Text, nullable=False, index=True),
        Column("polarity", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("object", Text, nullable=False),
        Column("subject_entity", String, index=True),
        Column("object_entity", String, index=True),
        Column("first_told", Date, index=True),
        Column("last_told", Date, index=True),
        Column("attested", Date),
        *(
            Column(name, Integer, nullable=False)
            for name in (
                *("claims", "reports", "outlets", "origins_low", "origins_high", "against_low", "against_high"),
                "grade",
            )
        ),
        Column("why", JSON, nullable=False),
    ),
    Table(
        "relations",
        _schema,
        Column("number", Integer, primary_key=True),
        Column("partition", BigInteger, nullable=False, index=True),
        Column("kind", Text, nullable=False),
        Column("a", String(16), nullable=False, index=True),
        Column("b", String(16), nullable=False, index=True),
        Column("what", Text, nullable=False),
        Column("why", Text, nullable=False),
    ),
    Table(
        "conflicts",
        _schema,
        Column("number", Integer, primary_key=True),
        Column("partition", BigInteger, nullable=False, index=True),
        Column("kind", Text, nullable=False),
        Column("predicate", Text, nullable=False),
        Column("what", Text, nullable=False),
        Column("why", Text, nullable=False),
        Column("sides", JSON, nullable=False),
        Column("reports", Integer, nullable=False),
    ),
    Table(
        "weighings",
        _schema,
        Column("number", Integer, primary_key=True),
        Column("made", String(40), nullable=False),
        Column("method", Text, nullable=False),
        Column("reading", Integer, nullable=False),
        Column("judgement", Integer, nullable=False),
        Column("claims", Integer, nullable=False),
    ),
)


def apply(connection: Connection) -> None:
    """Make the tables; they are filled when the ledger is weighed next."""
    for table in _made:
        table.create(connection)
