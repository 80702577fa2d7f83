"""What is read from a ledger; every function works inside one transaction, so that all it sees is of one moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, literal, or_, select

from reportedly.errors import AmbiguousError, BadValueError, NotFoundError
from reportedly.model import Document

from . import reviews, rows, tables
from .agreed import Groups, repeated
from .asked import Asked, Part
from .chunks import chunks
from .moment import Moment, moment
from .names import fold_name, reader_family
from .records import Record, Retrieval

_STANDARD_INPUT = "-"
_SHORTEST_PREFIX = 4
_FEW = 900  # documents that one statement names

_latest_edition = (
    select(func.max(tables.editions.c.number))
    .where(tables.editions.c.document == tables.documents.c.id)
    .correlate(tables.documents)
    .scalar_subquery()
)


def dated_by(day: date) -> ColumnElement[bool]:
    """That an edition was published on ``day`` or before; where nobody says when, that it was got by then."""
    return or_(
        tables.editions.c.published <= day,
        and_(
            tables.editions.c.published.is_(None), func.substr(tables.documents.c.retrieved, 1, 10) <= day.isoformat()
        ),
    )


# --- documents


def documents(connection: Connection) -> list[Document]:
    """Every document, its latest edition, in order of publication; those without a day come last."""
    held = connection.execute(select(tables.documents)).all()
    latest = select(tables.editions).join(tables.documents, tables.editions.c.number == _latest_edition)
    editions = {row.document: row for row in connection.execute(latest)}
    found = [rows.document_from(row, editions[row.id]) for row in held]
    return sorted(found, key=lambda d: (d.published or date.max, rows.stamp(d.retrieved), d.name, d.id))


def document_by_id(connection: Connection, id_: str) -> Document | None:
    """The document of exactly this id."""
    row = connection.execute(select(tables.documents).filter_by(id=id_)).one_or_none()
    if row is None:
        return None
    latest = select(tables.editions).filter_by(document=id_).order_by(tables.editions.c.number.desc()).limit(1)
    return rows.document_from(row, connection.execute(latest).one())


def document_id(connection: Connection, key: str) -> str:
    """The id of the one document that answers to an id, the beginning of one, a name or an origin.

    Of several versions of the same page, the newest.

    Raises:
        NotFoundError, AmbiguousError
    """
    table, got = tables.documents, tables.retrievals
    if connection.scalar(select(table.c.id).filter_by(id=key)) is not None:
        return key
    by_name = select(got.c.document).where(or_(got.c.name == key, got.c.origin == key)).distinct()
    found: list[str] = list(connection.scalars(by_name))
    if not found and len(key) >= _SHORTEST_PREFIX:
        found = list(connection.scalars(select(table.c.id).where(table.c.id.startswith(key.lower(), autoescape=True))))
    if len(found) > 1:
        replaced = set(connection.scalars(select(table.c.previous).where(table.c.id.in_(found))))
        found = [id_ for id_ in found if id_ not in replaced]
    if not found:
        raise NotFoundError("report", key, hint="see them with: reportedly reports")
    if len(found) > 1:
        named = select(table.c.id, table.c.name).where(table.c.id.in_(found)).order_by(table.c.id)
        raise AmbiguousError("report", key, [f"{id_[:12]} ({name})" for id_, name in connection.execute(named)])
    return found[0]


def newest_of_origin(connection: Connection, origin: str) -> str | None:
    """The id of what was last got from an origin."""
    if origin == _STANDARD_INPUT:
        return None
    got = tables.retrievals
    return connection.scalar(select(got.c.document).filter_by(origin=origin).order_by(got.c.number.desc()).limit(1))


def original(connection: Connection, id_: str) -> bytes:
    """The bytes of a document, as they came."""
    return bytes(connection.scalars(select(tables.originals.c.content).filter_by(document=id_)).one())


def retrievals(connection: Connection, id_: str) -> list[Retrieval]:
    """Each time that a document was got, in order."""
    got = select(tables.retrievals).filter_by(document=id_).order_by(tables.retrievals.c.number)
    return [
        Retrieval(row.document, row.name, row.origin, datetime.fromisoformat(row.retrieved))
        for row in connection.execute(got)
    ]


def has(connection: Connection, id_: str, reader: str) -> bool:
    """Whether ``reader`` has read the latest edition of a document."""
    readings = tables.readings
    latest = select(func.max(tables.editions.c.number)).filter_by(document=id_).scalar_subquery()
    found = select(readings.c.number).where(readings.c.reader == reader, readings.c.edition == latest)
    return connection.scalar(found) is not None


# --- claims


def claims(connection: Connection, asked: Asked) -> list[Record]:
    """The claims that answer to everything that is asked; see ``Ledger.claims``."""
    then = None if asked.known is None else moment(connection, asked.known)
    where = _answering(connection, asked, then)
    held = dict(_numbered_records(connection, where, asked.as_of, repeats=True, then=then))
    return [held[number] for number in _listed(connection, where, asked, then)]


def part(connection: Connection, asked: Asked, *, offset: int, limit: int) -> Part:
    """Of the claims that answer those from ``offset`` on, ``limit`` at most; only these are made, all are counted."""
    then = None if asked.known is None else moment(connection, asked.known)
    listed = _listed(connection, _answering(connection, asked, then), asked, then)
    wanted = listed[offset : offset + limit]
    where = [tables.claims.c.number.in_(wanted)]
    held = dict(_numbered_records(connection, where, asked.as_of, repeats=True, then=then))
    return Part(tuple(held[number] for number in wanted), len(listed))


def _answering(connection: Connection, asked: Asked, then: Moment | None) -> list[ColumnElement[bool]]:
    """What a claim must fulfil to answer."""
    where: list[ColumnElement[bool]] = []
    if asked.predicate is not None:
        where.append(tables.claims.c.predicate == asked.predicate)
    if asked.document is not None:
        where.append(tables.readings.c.document == document_id(connection, asked.document))
    if asked.within is not None:
        where += [tables.claims.c.starts < asked.within.end, tables.claims.c.ends > asked.within.start]
    if asked.about is not None:
        where.append(speaks_of(connection, asked.about))
    if asked.source is not None:
        where.append(_comes_from(connection, asked.source))
    if asked.as_of is not None:
        where.append(dated_by(asked.as_of))
    return where + reviews.visible(superseded=asked.superseded, rejected=asked.rejected, moment=then)


def _listed(
    connection: Connection, where: Sequence[ColumnElement[bool]], asked: Asked, then: Moment | None
) -> list[int]:
    """The numbers of the claims that fulfil ``where``, in order, what repeats another of them or is unsure left out.

    The claims themselves are not made for it: of ten thousand a page shows a hundred.
    """
    chosen = _chosen(where)
    later, held = tables.readings.alias("later"), tables.claims.c
    bare: Select[Any] = chosen.outerjoin(later, later.c.number == tables.readings.c.superseded_by).with_only_columns(
        held.number,
        held.id,
        held.score,
        held.starts,
        tables.readings.c.reader,
        tables.readings.c.document,
        tables.documents.c.retrieved,
        tables.editions.c.published,
        later.c.made.label("superseded"),
    )
    found: list[Row[Any]] = sorted(connection.execute(bare), key=_in_order)
    if not asked.repeats:
        groups, numbers = Groups(connection, chosen), {row.number for row in found}
        found = [row for row in found if not groups.repeats(row.number, numbers)]
    if not asked.superseded:
        found = _once(found, then, by_reader=asked.repeats)
    if asked.min_confidence:
        judged_of = reviews.standing(connection, then)
        found = [row for row in found if row.score >= asked.min_confidence or row.id in judged_of]
    return [row.number for row in found]


def _in_order(row: Row[Any]) -> tuple[date, str, str, int, int]:
    return row.published or date.max, row.retrieved, row.document, row.starts, row.number


def _once(found: list[Row[Any]], then: Moment | None, *, by_reader: bool) -> list[Row[Any]]:
    """Each claim of a report once (or once a reader): one that a person accepted can stand in an older reading too."""
    best: dict[tuple[str, str, str], Row[Any]] = {}
    keys = [(row.document, row.id, reader_family(row.reader) if by_reader else "") for row in found]
    for key, row in zip(keys, found, strict=True):
        if key not in best or not _by(then, row.superseded):
            best[key] = row
    return [row for key, row in zip(keys, found, strict=True) if best[key] is row]


def claim(connection: Connection, key: str) -> Record:
    """The claim of an id, or of the beginning of one; the standing one where it was read more than once.

    Raises:
        NotFoundError, AmbiguousError
    """
    table = tables.claims
    if len(key) < _SHORTEST_PREFIX:
        raise BadValueError("claim", key, expected=f"at least {_SHORTEST_PREFIX} characters of its id")
    whole = connection.scalar(select(table.c.id).where(table.c.id == key).limit(1))
    # A beginning is sought in every id there is; who has a whole one is answered by the index.
    begins = select(table.c.id).where(table.c.id.startswith(key.lower(), autoescape=True)).distinct()
    ids = [whole] if whole is not None else list(connection.scalars(begins))
    if not ids:
        raise NotFoundError("claim", key, hint="ids are shown by: reportedly claims")
    if len(ids) > 1:
        raise AmbiguousError("claim", key, sorted(ids))
    found = _records(connection, [table.c.id == ids[0]])
    return next((record for record in found if record.superseded_by_reader is None), found[-1])


def identified(connection: Connection, ids: Iterable[str]) -> dict[str, Record]:
    """The claims of these whole ids, each as ``claim`` gives it; those that are not there are left out."""
    found: dict[str, Record] = {}
    for some in chunks(sorted(set(ids))):
        for record in _records(connection, [tables.claims.c.id.in_(some)]):
            held = found.get(record.claim.id)
            if held is None or held.superseded_by_reader is not None:
                found[record.claim.id] = record
    return found


def numbered(
    connection: Connection, numbers: Sequence[int], *, superseded: bool = False, as_of: date | None = None
) -> list[Record]:
    """The claims of these numbers, in this order; ``as_of``: newer versions of their reports dated by that day."""
    where = [tables.claims.c.number.in_(numbers), *reviews.visible(superseded=superseded)]
    by_number = dict(_numbered_records(connection, where, as_of))
    return [by_number[number] for number in numbers if number in by_number]


def speaks_of(connection: Connection, name: str) -> ColumnElement[bool]:
    """That a name has a part in a claim; see ``Ledger.claims``."""
    parts = tables.parts
    named = _mentions_named(connection, name)
    mentioned = select(parts.c.claim).where(or_(parts.c.mention.in_(named), parts.c.entity == name))
    return tables.claims.c.number.in_(mentioned)


def _comes_from(connection: Connection, name: str) -> ColumnElement[bool]:
    chain = tables.sources
    named = _mentions_named(connection, name)
    said = select(chain.c.claim).where(or_(chain.c.mention.in_(named), chain.c.entity == name))
    return or_(tables.claims.c.number.in_(said), tables.editions.c.publisher_folded == fold_name(name))


def _mentions_named(connection: Connection, name: str) -> Select[tuple[int]]:
    """The mentions that bear a name, or belong to an entity that bears it (or whose id it is).

    Where nothing bears exactly this name, those whose name contains its words: "Karimov" finds "Anvar Karimov".
    """
    folded = fold_name(name)
    for matches in (_is, _contains):
        found = _named(name, folded, matches)
        if connection.scalar(found.limit(1)) is not None:
            return found
    return _named(name, folded, _is)


def _named(name: str, folded: str, matches: Any) -> Select[tuple[int]]:
    mentions, members, names = tables.mentions, tables.memberships, tables.entity_names
    by_mention = (
        select(members.c.entity)
        .join(mentions, mentions.c.number == members.c.mention)
        .where(matches(mentions.c.folded, folded))
    )
    by_entity = select(names.c.entity).where(matches(names.c.folded, folded))
    belongs = select(members.c.mention).where(
        or_(members.c.entity == name, members.c.entity.in_(by_mention), members.c.entity.in_(by_entity))
    )
    return select(mentions.c.number).where(or_(matches(mentions.c.folded, folded), mentions.c.number.in_(belongs)))


def _is(column: ColumnElement[str], folded: str) -> ColumnElement[bool]:
    return column == folded


def _contains(column: ColumnElement[str], folded: str) -> ColumnElement[bool]:
    return (literal(" ") + column + literal(" ")).contains(f" {folded} ", autoescape=True)


def _records(connection: Connection, where: Sequence[ColumnElement[bool]]) -> list[Record]:
    """The claims that fulfil ``where``, whatever became of them, the one that was made first coming first."""
    return [record for _, record in _numbered_records(connection, where, None)]


def _chosen(where: Sequence[ColumnElement[bool]]) -> Select[tuple[int]]:
    """The numbers of the claims that fulfil ``where``, which may speak of their readings, editions and documents."""
    return (
        select(tables.claims.c.number)
        .join(tables.readings, tables.readings.c.number == tables.claims.c.reading)
        .join(tables.editions, tables.editions.c.number == tables.readings.c.edition)
        .join(tables.documents, tables.documents.c.id == tables.readings.c.document)
        .where(*where)
    )


def _numbered_records(
    connection: Connection,
    where: Sequence[ColumnElement[bool]],
    as_of: date | None,
    *,
    repeats: bool = False,
    then: Moment | None = None,
) -> list[tuple[int, Record]]:
    """The claims with their numbers; of what several readers read alike only one, unless ``repeats``."""
    later = tables.readings.alias("later")
    chosen = _chosen(where)
    full = (
        select(
            tables.claims,
            tables.readings.c.reader,
            tables.readings.c.edition,
            tables.readings.c.document,
            later.c.reader.label("superseded_by_reader"),
            later.c.made.label("superseded"),
        )
        .join(tables.readings, tables.readings.c.number == tables.claims.c.reading)
        .outerjoin(later, later.c.number == tables.readings.c.superseded_by)
        .where(tables.claims.c.number.in_(chosen))
        .order_by(tables.claims.c.number)
    )
    held = connection.execute(full).all()
    parts = _grouped(connection, _with_members(tables.parts, tables.mentions.c.kind), chosen)
    sources = _grouped(connection, _with_members(tables.sources).order_by(tables.sources.c.position), chosen)
    texts = _editions(connection, {row.edition for row in held})
    newer = _newer_versions(connection, {row.document for row in held}, as_of, then)
    groups, numbers = Groups(connection, chosen), {row.number for row in held}
    judged_of, taken_back = reviews.standing(connection, then), reviews.retracted(connection, then)
    return [
        (
            row.number,
            Record(
                claim=rows.claim_from(row, parts[row.number], sources[row.number], row.document),
                document=texts[row.edition],
                learned=datetime.fromisoformat(row.learned),
                reader=row.reader,
                superseded_by_reader=row.superseded_by_reader if _by(then, row.superseded) else None,
                newer_version=newer.get(row.document),
                review=judged_of.get(row.id),
                agreed=groups.others(row.number),
                retraction=taken_back.get(row.id) or taken_back.get(row.document),
            ),
        )
        for row in held
        if repeats or not groups.repeats(row.number, numbers)
    ]


def _with_members(table: Any, *also: Any) -> Select[Any]:
    """Rows of parts or sources, each with the entity that its mention was assigned to."""
    return (
        select(table, tables.memberships.c.entity.label("member_of"), *also)
        .outerjoin(tables.mentions, tables.mentions.c.number == table.c.mention)
        .outerjoin(tables.memberships, tables.memberships.c.mention == table.c.mention)
    )


def _grouped(connection: Connection, statement: Select[Any], chosen: Select[Any]) -> dict[int, list[Row[Any]]]:
    by_claim: dict[int, list[Row[Any]]] = defaultdict(list)
    claim_of = statement.selected_columns["claim"]
    for row in connection.execute(statement.where(claim_of.in_(chosen))):
        by_claim[row.claim].append(row)
    return by_claim


def _editions(connection: Connection, numbers: set[int]) -> dict[int, Document]:
    """The documents of editions; one object for all the claims of an edition."""
    found: dict[int, Document] = {}
    held: dict[str, Row[Any]] = {}
    wanted = sorted(numbers)
    for i in range(0, len(wanted), 400):
        editions = connection.execute(
            select(tables.editions).where(tables.editions.c.number.in_(wanted[i : i + 400]))
        ).all()
        ids = {row.document for row in editions} - held.keys()
        held |= {
            row.id: row for row in connection.execute(select(tables.documents).where(tables.documents.c.id.in_(ids)))
        }
        found |= {row.number: rows.document_from(held[row.document], row) for row in editions}
    return found


def _by(then: Moment | None, made: str | None) -> bool:
    """Whether what was made at this time, if ever, had been by ``then``."""
    return then is None or (made is not None and made < then.before)


def _newer_versions(
    connection: Connection, documents: Collection[str], as_of: date | None, then: Moment | None = None
) -> dict[str, str]:
    """For each of these documents that has a newer version (dated by ``as_of``, read by ``then``), that one's id.

    Of more documents than a statement names, it is that of every document there is.
    """
    table = tables.documents
    newer = select(table.c.previous, table.c.id).where(table.c.previous.is_not(None)).order_by(table.c.retrieved)
    if len(documents) <= _FEW:
        newer = newer.where(table.c.previous.in_(sorted(documents)))
    if as_of is not None:
        newer = newer.join(tables.editions, tables.editions.c.number == _latest_edition).where(dated_by(as_of))
    if then is not None:
        read = select(tables.readings.c.document).where(tables.readings.c.made < then.before)
        newer = newer.where(table.c.id.in_(read))
    return {row.previous: row.id for row in connection.execute(newer)}


# --- the whole


def counts(connection: Connection) -> dict[str, int]:
    """How many documents, standing claims (what several readers read alike counts once) and entities there are."""
    standing = (
        select(func.count())
        .select_from(tables.claims)
        .join(tables.readings, tables.readings.c.number == tables.claims.c.reading)
        .where(*reviews.visible())
    )
    return {
        "documents": connection.scalar(select(func.count()).select_from(tables.documents)) or 0,
        "claims": (connection.scalar(standing) or 0) - repeated(connection, reviews.visible()),
        "entities": connection.scalar(select(func.count()).select_from(tables.entities)) or 0,
    }
