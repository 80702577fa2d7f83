"""How a page of a large ledger is looked up; every function works inside one transaction (see ``excerpt``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, case, func, or_, select

from reportedly.model import Entity, Kind

from . import reader, tables
from .chunks import chunks


def _mine(entity: str) -> ColumnElement[bool]:
    table = tables.propositions.c
    return or_(table.subject_entity == entity, table.object_entity == entity)


def _told(statement: Any, until: date | None) -> Any:
    """A statement that has joined editions, narrowed to what was told by a day; None: as it is."""
    if until is None:
        return statement
    joined = statement.join(tables.documents, tables.documents.c.id == tables.editions.c.document)
    return joined.where(reader.dated_by(until))


def claims(connection: Connection, entity: str) -> int:
    """How many claims have the entity as subject or object."""
    return connection.scalar(select(func.sum(tables.propositions.c.claims)).where(_mine(entity))) or 0


def numbers(connection: Connection, entity: str) -> list[int]:
    """The claims whose subject or object the entity is."""
    voices = tables.weighed_claims.c
    mine = select(tables.propositions.c.id).where(_mine(entity))
    return list(connection.scalars(select(voices.claim).where(voices.proposition.in_(mine)).order_by(voices.claim)))


def in_qualifiers(connection: Connection, entity: str) -> dict[int, str]:
    """The claims that name the entity in a qualifier alone, with their propositions."""
    members, parts, voices = tables.memberships.c, tables.parts.c, tables.weighed_claims.c
    named = (
        select(parts.claim)
        .join_from(tables.memberships, tables.parts, parts.mention == members.mention)
        .where(members.entity == entity, parts.slot == "qualifier")
    )
    table = tables.propositions.c
    other = or_(table.subject_entity.is_(None), table.subject_entity != entity)
    beside = or_(table.object_entity.is_(None), table.object_entity != entity)
    held = (
        select(voices.claim, voices.proposition)
        .join_from(tables.weighed_claims, tables.propositions, table.id == voices.proposition)
        .where(voices.claim.in_(named), other, beside)
        .order_by(voices.claim)
    )
    return {row.claim: row.proposition for row in connection.execute(held).all()}


def voiced(connection: Connection, entity: str, *, until: date | None = None) -> list[int]:
    """The claims of which the entity is a source and of which it is no part, the latest reports last; told by a day."""
    members, sources, parts = tables.memberships.c, tables.sources.c, tables.parts.c
    voices, claims, readings = tables.weighed_claims.c, tables.claims.c, tables.readings.c
    mentions = select(members.mention).where(members.entity == entity)
    named = select(parts.claim).where(parts.claim == voices.claim, parts.mention.in_(mentions))
    held = (
        select(voices.claim)
        .join(tables.claims, claims.number == voices.claim)
        .join(tables.readings, readings.number == claims.reading)
        .join(tables.editions, tables.editions.c.number == readings.edition)
        .where(voices.claim.in_(select(sources.claim).where(sources.mention.in_(mentions))), ~named.exists())
        .order_by(tables.editions.c.published, voices.claim)
    )
    return list(connection.scalars(_told(held, until)))


def statements(connection: Connection, entity: str, *, until: date | None = None) -> int:
    """How many propositions have the entity as a source, told by a day."""
    members, sources, voices = tables.memberships.c, tables.sources.c, tables.weighed_claims.c
    cited = select(sources.claim).where(sources.mention.in_(select(members.mention).where(members.entity == entity)))
    held = select(func.count(voices.proposition.distinct())).where(voices.claim.in_(cited))
    if until is not None:
        claims, readings = tables.claims.c, tables.readings.c
        held = held.join(tables.claims, claims.number == voices.claim)
        held = held.join(tables.readings, readings.number == claims.reading)
        held = held.join(tables.editions, tables.editions.c.number == readings.edition)
    return connection.scalar(_told(held, until)) or 0


def reports(connection: Connection, entity: str, *, until: date | None = None) -> tuple[int, date | None, date | None]:
    """How many reports have a claim that names the entity, and the days of the first and the last; told by a day."""
    members, weighed = tables.memberships.c, tables.weighed_claims
    claims, readings, editions = tables.claims.c, tables.readings.c, tables.editions.c
    # One claim of each mention is enough, for a mention is of one report.
    uses = [
        select(table.c.claim)
        .join(weighed, weighed.c.claim == table.c.claim)
        .where(table.c.mention == members.mention)
        .limit(1)
        .scalar_subquery()
        for table in (tables.parts, tables.sources)
    ]
    used = select(func.coalesce(*uses).label("claim")).where(members.entity == entity).subquery()
    held = (
        select(func.count(readings.document.distinct()), func.min(editions.published), func.max(editions.published))
        .join_from(used, tables.claims, claims.number == used.c.claim)
        .join(tables.readings, readings.number == claims.reading)
        .join(tables.editions, editions.number == readings.edition)
    )
    count, first, last = connection.execute(_told(held, until)).one()
    return count, first, last


def ids(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """The ids of the claims of these numbers."""
    table, found = tables.claims.c, dict[int, str]()
    for some in chunks(sorted(numbers)):
        held = select(table.number, table.id).where(table.number.in_(some))
        found |= {row.number: row.id for row in connection.execute(held).all()}
    return found


def alone(connection: Connection, entity: str) -> int:
    """How many propositions about the entity rest on one origin, and are not contradicted."""
    table = tables.propositions.c
    held = select(func.count()).where(_mine(entity), table.origins_low == 1, table.against_high == 0)
    return connection.scalar(held) or 0


def weights(connection: Connection, entity: str, beside: Collection[str], most: int) -> dict[str, Row[Any]]:
    """The weightiest propositions of each predicate, and those with its lowest and its highest number."""
    table = tables.propositions.c
    is_subject = case((table.subject_entity == entity, 1), else_=0).label("is_subject")
    kind = (table.predicate, is_subject)
    told = table.last_told.desc()
    place = func.row_number().over(
        partition_by=kind, order_by=(table.origins_low.desc(), table.reports.desc(), told, table.id)
    )
    columns = (table.id, table.predicate, table.object, table.claims, table.reports, table.outlets, table.grade)
    columns_ = (table.origins_low, table.origins_high)
    asked = or_(_mine(entity), table.id.in_(sorted(beside)[:most])) if beside else _mine(entity)
    ranked = select(*columns, *columns_, is_subject, place.label("place")).where(asked).subquery()
    numbered = ranked.c.object.startswith('["number"', autoescape=True)
    held = select(ranked).where(or_(ranked.c.place <= most // 4, numbered)).order_by(ranked.c.place)
    return {row.id: row for row in connection.execute(held).all()}


def whys(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Why each of these propositions has its grade."""
    table, found = tables.propositions.c, dict[str, tuple[str, ...]]()
    for some in chunks(sorted(ids)):
        held = select(table.id, table.why).where(table.id.in_(some))
        found |= {id_: tuple(why) for id_, why in connection.execute(held).all()}
    return found


class Spoken(NamedTuple):
    """One claim of a proposition, as far as it decides whether it is shown; in order of publication."""

    day: date
    document: str
    claim: int
    outlet: str
    origin: str
    sure: int


def voices(
    connection: Connection, propositions: Iterable[str], *, until: date | None = None
) -> dict[str, list[Spoken]]:
    """All claims of these propositions, in order of publication; those that were told by a day."""
    voices, claims, readings = tables.weighed_claims.c, tables.claims.c, tables.readings.c
    held: list[Any] = []
    for some in chunks(sorted(propositions)):
        statement = (
            select(voices.proposition, voices.claim, voices.origin, voices.sure, readings.edition)
            .join_from(tables.weighed_claims, tables.claims, claims.number == voices.claim)
            .join(tables.readings, readings.number == claims.reading)
            .where(voices.proposition.in_(some))
        )
        held += connection.execute(statement).all()
    reports = _editions(connection, {row[-1] for row in held}, until)
    found: dict[str, list[Spoken]] = defaultdict(list)
    for proposition, claim, origin, sure, edition in held:
        if edition not in reports:
            continue
        day, document, outlet = reports[edition]
        found[proposition].append(Spoken(day, document, claim, outlet, origin, sure))
    for spoken in found.values():
        spoken.sort()
    return found


def _editions(
    connection: Connection, numbers: Iterable[int], until: date | None = None
) -> dict[int, tuple[date, str, str]]:
    """Day, document and outlet of these editions; those that were told by a day."""
    table, found = tables.editions.c, dict[int, tuple[date, str, str]]()
    for some in chunks(sorted(numbers)):
        held = select(table.number, table.published, table.document, table.publisher).where(table.number.in_(some))
        for number, day, document, outlet in connection.execute(_told(held, until)).all():
            found[number] = (day or date.max, document, outlet or document)
    return found


def killed(connection: Connection, person: str, *, most: int, until: date | None = None) -> list[int]:
    """The numbers of claims that somebody was killed, the first ones; told by a day."""
    table, voices = tables.propositions.c, tables.weighed_claims.c
    said = select(table.id).where(table.subject_entity == person, table.predicate == "killed")
    held = (
        select(voices.claim)
        .join(tables.claims, tables.claims.c.number == voices.claim)
        .join(tables.readings, tables.readings.c.number == tables.claims.c.reading)
        .join(tables.editions, tables.editions.c.number == tables.readings.c.edition)
        .where(voices.proposition.in_(said))
        .order_by(voices.claim)
        .limit(most)
    )
    return list(connection.scalars(_told(held, until)))


def going_by(connection: Connection, names: Mapping[str, str]) -> set[str]:
    """The ids of entities with a node of this kind and these words; ``names`` are words by kind."""
    node = tables.name_nodes.c
    same = or_(*((node.kind == kind) & (node.words == words) for kind, words in names.items()))
    return set(connection.scalars(select(node.entity).where(same, node.entity.is_not(None)).distinct()))


def entities(connection: Connection, ids: Iterable[str]) -> list[Entity]:
    """See ``Excerpts.entities``."""
    found: list[Entity] = []
    for some in chunks(sorted(set(ids))):
        names: dict[str, list[str]] = defaultdict(list)
        spelled = select(tables.entity_names).where(tables.entity_names.c.entity.in_(some))
        for row in connection.execute(spelled.order_by(tables.entity_names.c.position)):
            names[row.entity].append(row.name)
        held = connection.execute(select(tables.entities).where(tables.entities.c.id.in_(some)))
        found += [Entity(row.id, row.name, Kind(row.kind), tuple(names[row.id])) for row in held]
    return found
