"""What is written to a ledger; every function works inside a transaction of the session's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, insert, select, update

from reportedly.errors import BadValueError
from reportedly.model import Claim, Document, Judgement, Span
from reportedly.model.judgement import REVIEWS

from . import chain, judged, reviews, rows, tables
from .errors import UnfitError
from .fulltext import FullText
from .names import fold_name, reader_family
from .reader import document_by_id, newest_of_origin
from .records import Added, Record

_DESCRIPTION = ("title", "publisher", "authors", "published", "language", "passages", "text")


def fit(document: Document, original: bytes, claims: Iterable[Claim]) -> dict[str, Claim]:
    """The claims of a report by their ids, after everything that can be checked without the ledger is checked.

    Raises:
        UnfitError: where the document's id is not the hash of the original, or a claim does not stand in the text.
    """
    digest = hashlib.sha256(original).hexdigest()
    if digest != document.id:
        raise UnfitError(f"{document.name}: id {document.id!r}, expected the SHA-256 of the original bytes, {digest}")
    try:
        document.text.encode()
    except UnicodeEncodeError as error:
        raise UnfitError(
            f"{document.name}: the text holds half a character at {error.start}; decode it again"
        ) from error
    once: dict[str, Claim] = {}
    for claim in claims:
        check(claim, document)
        once.setdefault(claim.id, claim)
    return once


def settled(connection: Connection, document: Document) -> Document:
    """``document`` as the ledger will hold it.

    A document that is there already keeps its name, its origin and when it was first got, and what this
    time nobody said of it (title, publisher, authors, day, language). A new one knows its previous version:
    what was last got from the same origin (standard input is no origin).
    """
    held = document_by_id(connection, document.id)
    if held is None:
        return replace(document, previous=newest_of_origin(connection, document.origin))
    return replace(
        document,
        name=held.name,
        origin=held.origin,
        retrieved=held.retrieved,
        media_type=held.media_type,
        title=document.title if document.title is not None else held.title,
        publisher=document.publisher if document.publisher is not None else held.publisher,
        authors=document.authors or held.authors,
        published=document.published if document.published is not None else held.published,
        language=document.language if document.language is not None else held.language,
        previous=held.previous,
    )


def same_description(one: Document, other: Document) -> bool:
    """Whether the two say the same of the same bytes, text included."""
    return all(getattr(one, field) == getattr(other, field) for field in _DESCRIPTION)


def add(
    connection: Connection,
    document: Document,
    original: bytes,
    claims: Mapping[str, Claim],
    *,
    reader: str,
    search: FullText,
) -> Added:
    """Write one report and one reading of it; ``claims`` as ``fit`` gave them."""
    held = document_by_id(connection, document.id)
    kept = settled(connection, document)
    if held is None:
        _add_document(connection, kept, original)
    add_retrieval(connection, document, first=held is None)
    edition = _edition(connection, kept, held)
    known = select(tables.readings.c.number).filter_by(edition=edition, reader=reader)
    if connection.scalar(known) is not None:
        return Added(new_document=False, new_claims=0, superseded=0)
    rivals = _earlier(connection, document.id, reader)
    superseded, learned = _standing(connection, document.id, rivals)
    made = rows.now()
    reading = rows.insert_one(
        connection, tables.readings, document=document.id, edition=edition, reader=reader, made=made
    )
    connection.execute(
        update(tables.readings).where(tables.readings.c.number.in_(rivals)).values(superseded_by=reading)
    )
    _add_claims(connection, document.id, reading, claims, {id_: learned.get(id_, made) for id_ in claims}, search)
    chain.add_reading(connection, reading)
    return Added(new_document=held is None, new_claims=len(claims), superseded=superseded, new_reading=True)


def add_review(
    connection: Connection, record: Record, judgement: Judgement, mended: Claim | None, *, search: FullText
) -> Judgement:
    """Append what a person judged of a claim; it takes the place of what stood. Gives the judgement as it was kept.

    Raises:
        BadValueError: where it is no judgement of a claim, or the mended form says what the claim says already.
        UnfitError: where the mended form does not stand in the report.
    """
    claim = record.claim
    about: tuple[str, ...] = (claim.id,)
    if judgement.kind not in REVIEWS:
        raise BadValueError("kind", judgement.kind, expected=f"one of {', '.join(REVIEWS)}")
    if mended is not None:
        if mended.id == claim.id:
            raise BadValueError("mend", claim.id[:12], expected="a change; the claim says this already")
        mended = replace(mended, reader=reviews.BY_REVIEW, score=1.0)
        check(mended, record.document)
        _add_mended(connection, claim, mended, search)
        about = (claim.id, mended.id)
    kept = replace(judgement, about=about, replaces=judged.replaced_by(connection, REVIEWS, claim.id))
    judged.add_judgement(connection, kept)
    return kept


def _add_mended(connection: Connection, claim: Claim, mended: Claim, search: FullText) -> None:
    """Keep the mended form beside the claim, in the same reading; nothing changes where it is there already."""
    numbers = select(tables.claims.c.reading).filter_by(id=claim.id).order_by(tables.claims.c.reading.desc()).limit(1)
    reading = connection.scalars(numbers).one()
    known = select(tables.claims.c.number).filter_by(id=mended.id, reading=reading)
    if connection.scalar(known) is None:
        _add_claims(connection, claim.document, reading, {mended.id: mended}, {mended.id: rows.now()}, search)


def add_retrieval(connection: Connection, document: Document, *, first: bool = False) -> bool:
    """Note when and whence a document was got; False where that is noted already.

    The ``first`` of a document has no entry of its own in the chain: that of the reading covers it.
    """
    retrieval = {
        "document": document.id,
        "name": document.name,
        "origin": document.origin,
        "retrieved": rows.stamp(document.retrieved),
    }
    if connection.scalar(select(tables.retrievals.c.number).filter_by(**retrieval)) is not None:
        return False
    number = rows.insert_one(connection, tables.retrievals, **retrieval)
    if not first:
        chain.add_retrieval(connection, number)
    return True


def check(claim: Claim, document: Document) -> None:
    """That a claim is of this document, and stands in it with all its parts.

    Raises:
        UnfitError: where it does not.
    """
    if claim.document != document.id:
        raise UnfitError(f"{document.name}: a claim says document {claim.document!r}, expected {document.id!r}")
    try:
        claim.standing_in(document.text)
        for span in _spans(claim):
            span.of(document.text)
    except ValueError as error:
        raise UnfitError(f"{document.name}: {error}") from error


def _spans(claim: Claim) -> list[Span]:
    parts = [part for _, _, part in rows.parts_of(claim)]
    spans = (
        [getattr(part, "span", None) for part in parts] + [source.span for source in claim.sources] + [claim.trigger]
    )
    return [span for span in spans if span is not None]


def _add_document(connection: Connection, document: Document, original: bytes) -> None:
    connection.execute(
        insert(tables.documents).values(
            id=document.id,
            name=document.name,
            origin=document.origin,
            retrieved=rows.stamp(document.retrieved),
            media_type=document.media_type,
            previous=document.previous,
        )
    )
    connection.execute(insert(tables.originals).values(document=document.id, size=len(original), content=original))


def _edition(connection: Connection, document: Document, held: Document | None) -> int:
    """The number of the edition that ``document`` is, written where it is not the latest one."""
    if held is not None and same_description(document, held):
        latest = (
            select(tables.editions.c.number).filter_by(document=document.id).order_by(tables.editions.c.number.desc())
        )
        return int(connection.scalars(latest.limit(1)).one())
    return rows.insert_one(
        connection,
        tables.editions,
        document=document.id,
        made=rows.now(),
        title=document.title,
        publisher=document.publisher,
        publisher_folded=fold_name(document.publisher) if document.publisher else None,
        authors=list(document.authors),
        published=document.published,
        language=document.language,
        passages=rows.passages_as_lists(document),
        text=document.text,
    )


def _earlier(connection: Connection, document: str, reader: str) -> list[int]:
    """The standing readings of a document that a new one by ``reader`` takes the place of: those of its other versions.

    What another reader has read stands beside it.
    """
    standing = select(tables.readings.c.number, tables.readings.c.reader).filter_by(document=document)
    held = connection.execute(standing.where(tables.readings.c.superseded_by.is_(None)))
    return [row.number for row in held if reader_family(row.reader) == reader_family(reader)]


def _standing(connection: Connection, document: str, readings_of: Sequence[int]) -> tuple[int, dict[str, str]]:
    """How many claims some readings hold, and when each that was ever read in the document was first learnt."""
    readings = tables.readings
    held = connection.execute(
        select(tables.claims.c.id, tables.claims.c.learned, tables.claims.c.reading)
        .join(readings, readings.c.number == tables.claims.c.reading)
        .where(readings.c.document == document)
        .order_by(tables.claims.c.number.desc())
    ).all()
    return sum(row.reading in readings_of for row in held), {row.id: row.learned for row in held}


def _add_claims(
    connection: Connection,
    document: str,
    reading: int,
    claims: Mapping[str, Claim],
    learned: dict[str, str],
    search: FullText,
) -> None:
    if not claims:
        return
    mentions = _mention_numbers(connection, document, claims.values())
    claim_rows = [
        {"id": id_, "reading": reading, "learned": learned[id_], **rows.claim_row(c)} for id_, c in claims.items()
    ]
    numbers = connection.scalars(
        insert(tables.claims).returning(tables.claims.c.number, sort_by_parameter_order=True), claim_rows
    ).all()
    numbered = list(zip(numbers, claims.values(), strict=True))
    connection.execute(insert(tables.parts), [row for n, c in numbered for row in rows.part_rows(n, c, mentions)])
    sources = [row for n, c in numbered for row in rows.source_rows(n, c, mentions)]
    if sources:
        connection.execute(insert(tables.sources), sources)
    search.index(connection, [(n, row["words"]) for n, row in zip(numbers, claim_rows, strict=True)])


def _mention_numbers(connection: Connection, document: str, claims: Iterable[Claim]) -> dict[rows.MentionKey, int]:
    wanted = rows.mentions_of(claims)
    held = select(tables.mentions.c.kind, tables.mentions.c.name, tables.mentions.c.number).filter_by(document=document)
    numbers = {(kind, name): number for kind, name, number in connection.execute(held)}
    new = [{"document": document, **row} for key, row in wanted.items() if key not in numbers]
    if new:
        made = connection.scalars(
            insert(tables.mentions).returning(tables.mentions.c.number, sort_by_parameter_order=True), new
        )
        numbers |= {(row["kind"], row["name"]): number for row, number in zip(new, made, strict=True)}
    return numbers
