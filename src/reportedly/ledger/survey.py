"""What a desk asks of a whole ledger: how much it holds of whom, what came since, what was read with doubt."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Select, Table, distinct, func, select

from reportedly.model.judgement import REVIEWS

from . import in_force, reviews, tables
from .backend import Door
from .chunks import chunks

_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Held:
    """How much a ledger holds of one entity: ``claims`` that name it, and the ``reports`` that do."""

    entity: str
    name: str
    kind: str
    claims: int
    reports: int


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A claim that was read with doubt and that nobody judged: its id, the reader's ``score``, whom it is about."""

    claim: str
    score: float
    entity: str
    name: str


@dataclass(frozen=True, slots=True)
class Learned:
    """How many reports and claims the ledger learned of after a moment."""

    reports: int
    claims: int


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report as it was taken in last; ``number`` grows with every edition that is taken in.

    ``dated``: as in ``model.Document``.
    """

    number: int
    document: str
    name: str
    title: str | None
    publisher: str | None
    published: date | None
    dated: date
    text: str


class Survey:
    """What a ledger comes to; every method is one transaction that only reads."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def held(self, entities: Collection[str]) -> dict[str, Held]:
        """How much there is of each of these entities, by its id; those that are not there are left out."""
        found: dict[str, Held] = {}
        with self._door.reading() as connection:
            node, use, table = tables.name_nodes.c, tables.name_uses.c, tables.entities
            for some in chunks(sorted(set(entities))):
                rows = connection.execute(
                    select(
                        table,
                        func.count(distinct(use.place)).label("reports"),
                        func.coalesce(func.sum(use.claims), 0).label("claims"),
                    )
                    .join_from(table, tables.name_nodes, node.entity == table.c.id, isouter=True)
                    .join(tables.name_uses, use.node == node.number, isouter=True)
                    .where(table.c.id.in_(some))
                    .group_by(table.c.id, table.c.name, table.c.kind)
                )
                for row in rows:
                    found[row.id] = Held(row.id, row.name, row.kind, int(row.claims), int(row.reports))
        return found

    def doubtful(self, entities: Collection[str], *, below: float, most: int | None = None) -> list[Doubtful]:
        """The claims about these entities with a score below ``below`` (0 to 1) that nobody judged; the most doubtful
        first, each once."""
        members, claims, parts = tables.memberships.c, tables.claims.c, tables.parts.c
        found: dict[str, Doubtful] = {}
        with self._door.reading() as connection:
            for some in chunks(sorted(set(entities))):
                held = (
                    select(claims.id, claims.score, members.entity, tables.entities.c.name)
                    .join_from(tables.claims, tables.parts, (parts.claim == claims.number) & (parts.slot == "subject"))
                    .join(tables.readings, tables.readings.c.number == claims.reading)
                    .join(tables.memberships, members.mention == parts.mention)
                    .join(tables.entities, tables.entities.c.id == members.entity)
                    .where(members.entity.in_(some), claims.score < below, *reviews.visible())
                    .where(claims.id.not_in(_judged()), claims.number.not_in(select(tables.agreements.c.claim)))
                    .order_by(claims.score, claims.id)
                )
                for row in connection.execute(held if most is None else held.limit(most)):
                    found.setdefault(row.id, Doubtful(row.id, row.score, row.entity, row.name))
        ordered = sorted(found.values(), key=lambda one: (one.score, one.claim))
        return ordered if most is None else ordered[:most]

    def doubtful_count(self, entities: Collection[str], *, below: float) -> int:
        """How many ``doubtful`` would give."""
        members, claims, parts = tables.memberships.c, tables.claims.c, tables.parts.c
        total = 0
        with self._door.reading() as connection:
            for some in chunks(sorted(set(entities))):
                held = (
                    select(func.count(distinct(claims.id)))
                    .join_from(tables.claims, tables.parts, (parts.claim == claims.number) & (parts.slot == "subject"))
                    .join(tables.readings, tables.readings.c.number == claims.reading)
                    .join(tables.memberships, members.mention == parts.mention)
                    .where(members.entity.in_(some), claims.score < below, *reviews.visible())
                    .where(claims.id.not_in(_judged()), claims.number.not_in(select(tables.agreements.c.claim)))
                )
                total += int(connection.scalar(held) or 0)
        return total

    def samples(self, entity: str, *, most: int) -> list[str]:
        """The ids of some claims that speak of an entity, else of which it is a source: the surest first, of different
        reports as far as there are."""
        with self._door.reading() as connection:
            rows = connection.execute(_naming(entity, tables.parts)).all()
            rows = rows or connection.execute(_naming(entity, tables.sources)).all()
        first = {row.document: row.id for row in reversed(rows)}
        ordered = dict.fromkeys([row.id for row in rows if first[row.document] == row.id])
        return list(ordered | dict.fromkeys(row.id for row in rows))[:most]

    def claims_of(self, documents: Collection[str]) -> dict[str, int]:
        """How many claims stand in each of these reports, by its id; those without any are left out."""
        found: dict[str, int] = {}
        readings, claims = tables.readings.c, tables.claims.c
        with self._door.reading() as connection:
            for some in chunks(sorted(set(documents))):
                held = (
                    select(readings.document, func.count(distinct(claims.id)))
                    .join_from(tables.claims, tables.readings, readings.number == claims.reading)
                    .where(readings.document.in_(some), *reviews.visible())
                    .group_by(readings.document)
                )
                found |= {document: int(many) for document, many in connection.execute(held)}
        return found

    def learned(self, since: datetime) -> Learned:
        """How much the ledger learned of after a moment; claims count as ``Record.learned`` has it."""
        moment = since.astimezone(UTC).isoformat()
        with self._door.reading() as connection:
            claims = select(func.count(distinct(tables.claims.c.id))).where(tables.claims.c.learned > moment)
            reports = select(func.count(distinct(tables.readings.c.document))).where(tables.readings.c.made > moment)
            return Learned(int(connection.scalar(reports) or 0), int(connection.scalar(claims) or 0))

    def texts(self, *, after: int = 0) -> Iterator[ReportText]:
        """The reports whose last edition has a number above ``after``, in the order of these numbers."""
        editions, documents = tables.editions.c, tables.documents.c
        last = select(func.max(editions.number)).group_by(editions.document)
        with self._door.reading() as connection:
            held = (
                select(tables.editions, documents.name, documents.retrieved)
                .join_from(tables.editions, tables.documents, documents.id == editions.document)
                .where(editions.number > after, editions.number.in_(last))
                .order_by(editions.number)
            )
            for row in connection.execute(held.execution_options(yield_per=200)):
                dated = row.published or datetime.fromisoformat(row.retrieved).date()
                yield ReportText(
                    row.number, row.document, row.name, row.title, row.publisher, row.published, dated, row.text
                )


def _naming(entity: str, where: Table) -> Select[tuple[str, str]]:
    """The claims that name an entity in their parts, or among their sources."""
    members, claims = tables.memberships.c, tables.claims.c
    return (
        select(claims.id, tables.readings.c.document)
        .join_from(tables.claims, where, where.c.claim == claims.number)
        .join(tables.readings, tables.readings.c.number == claims.reading)
        .join(tables.memberships, members.mention == where.c.mention)
        .where(members.entity == entity, *reviews.visible())
        .order_by(claims.score.desc(), claims.id)
        .limit(_LOOKED_AT)
    )


def _judged() -> Select[tuple[str]]:
    """The ids of the claims, as read and as mended, that a person judged."""
    judgements, subjects = tables.judgements.c, tables.judgement_subjects.c
    return (
        select(subjects.about)
        .join_from(tables.judgement_subjects, tables.judgements, judgements.number == subjects.judgement)
        .where(judgements.kind.in_(REVIEWS), judgements.number.in_(in_force.holding()))
    )
