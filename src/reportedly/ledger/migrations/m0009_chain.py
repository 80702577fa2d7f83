"""Step 9: the chain over all that was ever appended; a judgement can be undone, and what it replaced stands again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from heapq import merge
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    insert,
    select,
    text,
)

# The forms of digests and chain never change (a changed form would break every chain), so they are no copy here.
from reportedly.ledger import digests
from reportedly.ledger.standing import Link, standing

from .m0001_tables import schema as first

_BATCH = 500
_schema = MetaData()
_chain = Table(
    "chain",
    _schema,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("digest", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    UniqueConstraint("kind", "subject", name="one_entry_a_record"),
)
# As before, but that two can replace the same one: the first of them can have been undone.
_judgements = Table(
    "judgements",
    _schema,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("replaces", ForeignKey("judgements.id"), index=True),
    Column("content", Text),
)
_subjects = Table(
    "judgement_subjects",
    _schema,
    Column("judgement", ForeignKey("judgements.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("about", String, nullable=False, index=True),
)
_standing = Table(
    "standing_judgements",
    _schema,
    Column("judgement", ForeignKey("judgements.number"), primary_key=True, autoincrement=False),
)

_HOLDS = "j.number IN (SELECT judgement FROM standing_judgements)"
_HIDDEN = f"""
(SELECT s.about FROM judgements j JOIN judgement_subjects s ON s.judgement = j.number AND s.position = 0
 WHERE j.kind IN ('rejected', 'mended') AND {_HOLDS})
"""
_KEPT = f"""
(SELECT s.about FROM judgements j JOIN judgement_subjects s ON s.judgement = j.number
 WHERE {_HOLDS} AND ((j.kind = 'mended' AND s.position = 1) OR (j.kind = 'accepted' AND s.position = 0)))
"""
_REPEATS = """
(SELECT a.claim FROM agreements a JOIN claims f ON f.number = a.stands
 JOIN readings g ON g.number = f.reading AND g.superseded_by IS NULL)
"""
_STATEMENTS = f"""
CREATE VIEW statements AS
SELECT c.id, s.value AS subject, c.predicate, o.value AS object, c.polarity, c.certainty, c.quote,
       d.name AS report, e.publisher, e.published, c.learned, c.score, d.id AS document, r.reader,
       (SELECT 1 + count(*) FROM agreements a JOIN claims f ON f.number = a.claim
        JOIN readings g ON g.number = f.reading AND g.superseded_by IS NULL WHERE a.stands = c.number) AS readers
FROM claims c
JOIN readings r ON r.number = c.reading
JOIN documents d ON d.id = r.document
JOIN editions e ON e.number = r.edition
JOIN parts s ON s.claim = c.number AND s.slot = 'subject'
LEFT JOIN parts o ON o.claim = c.number AND o.slot = 'object'
WHERE (r.superseded_by IS NULL OR c.id IN {_KEPT})
  AND (c.read_by <> 'review' OR c.id IN {_KEPT})
  AND c.id NOT IN {_HIDDEN}
  AND c.number NOT IN {_REPEATS}
"""

_Entry = tuple[str, int, int, str, str, str]
"""When, the rank of the kind among those of one moment, the record's number; kind, subject and digest."""


def apply(connection: Connection) -> None:
    """Make the tables ``chain`` and ``standing_judgements``, and enter what the ledger holds, in order of time."""
    connection.execute(text("DROP VIEW statements"))
    _let_two_replace_one(connection)
    _standing.create(connection)
    _chain.create(connection)
    _say_what_holds(connection)
    connection.execute(text(_STATEMENTS))
    previous = digests.NOTHING
    rows: list[dict[str, Any]] = []
    entries = merge(_readings(connection), _retrievals(connection), _judged(connection))
    for number, (at, _, _, kind, subject, packed) in enumerate(entries, start=1):
        hash_ = digests.link(number, at, kind, subject, packed, previous)
        rows.append(
            {"number": number, "at": at, "kind": kind, "subject": subject, "digest": packed, "previous": previous,
             "hash": hash_}
        )  # fmt: skip
        previous = hash_
        if len(rows) >= _BATCH:
            connection.execute(insert(_chain), rows)
            rows = []
    if rows:
        connection.execute(insert(_chain), rows)


def _let_two_replace_one(connection: Connection) -> None:
    """Take the uniqueness off ``judgements.replaces``; SQLite has no way but to make the tables anew."""
    if connection.dialect.name != "sqlite":
        connection.execute(text("ALTER TABLE judgements DROP CONSTRAINT judgements_replaces_key"))
        connection.execute(text("CREATE INDEX ix_judgements_replaces ON judgements (replaces)"))
        return
    for name in ("judgements", "judgement_subjects"):
        connection.execute(text(f"CREATE TEMPORARY TABLE old_{name} AS SELECT * FROM {name}"))
    for name in ("judgement_subjects", "judgements"):
        connection.execute(text(f"DROP TABLE {name}"))
    for table in (_judgements, _subjects):
        table.create(connection)
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        order = ", ".join(f'"{column.name}"' for column in table.primary_key)
        connection.execute(
            text(f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM old_{table.name} ORDER BY {order}")
        )
        connection.execute(text(f"DROP TABLE old_{table.name}"))


def _say_what_holds(connection: Connection) -> None:
    about = _about(connection)
    links = {
        row.number: Link(row.id, row.kind, tuple(about[row.number]), row.replaces)
        for row in connection.execute(select(_judgements).order_by(_judgements.c.number))
    }
    claims = first.tables["claims"]
    forms = {form for link in links.values() if link.kind == "mended" for form in link.about[1:]}
    read = {
        form
        for form in forms
        if connection.scalar(select(claims.c.number).where(claims.c.id == form, claims.c.read_by != "review").limit(1))
    }
    held = standing(list(links.values()), made_by_review=forms - read)
    rows = [{"judgement": number} for number, link in links.items() if link.id in held]
    if rows:
        connection.execute(insert(_standing), rows)


def _about(connection: Connection) -> dict[int, list[str]]:
    about: dict[int, list[str]] = defaultdict(list)
    for row in connection.execute(select(_subjects).order_by(_subjects.c.judgement, _subjects.c.position)):
        about[row.judgement].append(row.about)
    return about


def _readings(connection: Connection) -> Iterator[_Entry]:
    readings, editions, documents, claims = (
        first.tables[name] for name in ("readings", "editions", "documents", "claims")
    )
    numbers = connection.scalars(select(readings.c.number).order_by(readings.c.number)).all()
    for i in range(0, len(numbers), _BATCH):
        some = numbers[i : i + _BATCH]
        held: dict[int, list[Any]] = defaultdict(list)
        of_these = select(
            claims.c.reading, claims.c.id, claims.c.read_by, claims.c.score,
            claims.c.trigger_starts, claims.c.trigger_ends, claims.c.learned,
        )  # fmt: skip
        for row in connection.execute(of_these.where(claims.c.reading.in_(some))):
            held[row.reading].append(row)
        for number in some:
            reading = connection.execute(select(readings).where(readings.c.number == number)).one()
            document = connection.execute(select(documents).where(documents.c.id == reading.document)).one()
            edition = connection.execute(select(editions).where(editions.c.number == reading.edition)).one()
            said, count = digests.of_claims(held[number])
            parts = {
                "document": digests.of_document(document),
                "description": digests.of_description(edition),
                "text": digests.of_text(edition.text),
                "reading": digests.of_reading(reading.document, reading.edition, reading.reader, reading.made),
                "claims": said,
                "count": str(count),
            }
            yield reading.made, 0, number, "reading", str(number), digests.canonical(parts)


def _retrievals(connection: Connection) -> Iterator[_Entry]:
    table = first.tables["retrievals"]
    firsts = set(connection.scalars(select(func.min(table.c.number)).group_by(table.c.document)))
    for row in connection.execute(select(table).order_by(table.c.number)).all():
        if row.number not in firsts:
            packed = digests.canonical(digests.of_retrieval(row))
            yield row.retrieved, 1, row.number, "retrieval", str(row.number), packed


def _judged(connection: Connection) -> Iterator[_Entry]:
    about = _about(connection)
    for row in connection.execute(select(_judgements).order_by(_judgements.c.number)).all():
        packed = digests.canonical(digests.of_judgement(row, about[row.number]))
        yield row.at, 2, row.number, "judgement", row.id, packed
