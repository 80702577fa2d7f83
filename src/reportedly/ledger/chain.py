"""The chain: one entry for each reading, judgement and further retrieval, each holding the hash of the one before.

An entry is appended in the transaction that writes what it is about, under the lock that every writer holds, so that
two processes never append after the same entry. ``kind`` and ``subject`` name the record: "reading" and its number
(the entry covers the document and the edition that were read, too), "judgement" and its id, "retrieval" and its number.
"""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, insert, select

from . import digests, rows, tables

READING, JUDGEMENT, RETRIEVAL = "reading", "judgement", "retrieval"


# Made once: they are asked for with every report.
_last = select(tables.chain.c.number, tables.chain.c.hash).order_by(tables.chain.c.number.desc()).limit(1)
_read = (
    select(
        *(tables.readings.c[name] for name in ("document", "edition", "reader", "made")),
        *(tables.documents.c[name].label(f"file_{name}") for name in tables.documents.c.keys()),  # noqa: SIM118
        *(tables.editions.c[name].label(f"edition_{name}") for name in tables.editions.c.keys()),  # noqa: SIM118
    )
    .join(tables.documents, tables.documents.c.id == tables.readings.c.document)
    .join(tables.editions, tables.editions.c.number == tables.readings.c.edition)
    .where(tables.readings.c.number == bindparam("reading"))
)
_said = select(
    *(tables.claims.c[name] for name in ("id", "read_by", "score", "trigger_starts", "trigger_ends", "learned"))
).where(tables.claims.c.reading == bindparam("reading"))


def append(connection: Connection, kind: str, subject: str, parts: digests.Parts) -> str:
    """Append one entry for a record that this transaction writes; its hash."""
    last = connection.execute(_last).first()
    number, previous = (last.number + 1, last.hash) if last else (1, digests.NOTHING)
    at, packed = rows.now(), digests.canonical(parts)
    hash_ = digests.link(number, at, kind, subject, packed, previous)
    entry = {"number": number, "at": at, "kind": kind, "subject": subject, "digest": packed, "previous": previous}
    connection.execute(insert(tables.chain), entry | {"hash": hash_})
    return hash_


def add_reading(connection: Connection, number: int) -> None:
    """Enter a reading that was just written, with its document, its edition and its claims.

    As the ledger has them, and not as they were handed in: what is checked later is what was stored.
    """
    read = connection.execute(_read, {"reading": number}).one()
    claims, count = digests.of_claims(connection.execute(_said, {"reading": number}))
    parts = {
        "document": digests.of_document(digests.Named(read, "file_")),
        "description": digests.of_description(digests.Named(read, "edition_")),
        "text": digests.of_text(read.edition_text),
        "reading": digests.of_reading(read.document, read.edition, read.reader, read.made),
        "claims": claims,
        "count": str(count),
    }
    append(connection, READING, str(number), parts)


def add_judgement(connection: Connection, number: int) -> None:
    """Enter a judgement that was just written."""
    row = connection.execute(select(tables.judgements).filter_by(number=number)).one()
    subjects = tables.judgement_subjects.c
    about = connection.scalars(select(subjects.about).filter_by(judgement=number).order_by(subjects.position)).all()
    append(connection, JUDGEMENT, row.id, digests.of_judgement(row, about))


def add_retrieval(connection: Connection, number: int) -> None:
    """Enter a retrieval that was just written, other than a document's first, which its reading covers."""
    row = connection.execute(select(tables.retrievals).filter_by(number=number)).one()
    append(connection, RETRIEVAL, str(number), digests.of_retrieval(row))


def head(connection: Connection) -> str:
    """The hash of the last entry, which says all that came before it; 64 noughts where there is none."""
    table = tables.chain
    return connection.scalar(select(table.c.hash).order_by(table.c.number.desc()).limit(1)) or digests.NOTHING


def holds(connection: Connection, hash_: str) -> bool:
    """Whether an entry has this hash; the empty chain's stands before every other."""
    if hash_ == digests.NOTHING:
        return True
    return connection.scalar(select(tables.chain.c.number).filter_by(hash=hash_).limit(1)) is not None
