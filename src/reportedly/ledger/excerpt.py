"""The weightiest of what a large ledger holds of one entity, and how much stands behind each of it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, case, func, or_, select

from reportedly.model import Entity, Kind

from . import reader, rows, tables
from .backend import Door
from .heard import chunks
from .records import Record
from .weighing_rows import texts

FEW = 6
"""Claims of one proposition that are taken: the first, the latest, and one of each further origin or report."""


@dataclass(frozen=True, slots=True)
class Tally:
    """All that stands behind one proposition, whatever of it is shown.

    ``reports`` are ids of documents, ``outlets`` those who put them out; ``origins`` says of each key (as JSON) whether
    it is surely a witness of its own. ``grade`` and ``why`` are as it was weighed.
    """

    proposition: str
    reports: frozenset[str]
    outlets: frozenset[str]
    origins: Mapping[str, bool]
    grade: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is shown of one entity: ``numbers`` of the claims about it, ``voiced`` of those of which it is a source.

    ``ids``: the ids of these claims; ``tallies``: for each of them, by its number, all that stands behind what it
    says. ``claims``, ``reports``,
    ``first`` and ``last`` count what there is, shown or not; ``alone`` how many propositions rest on one origin,
    ``statements`` how many have it as a source. Where all is shown, there are no tallies.
    """

    numbers: tuple[int, ...]
    voiced: tuple[int, ...]
    ids: Mapping[int, str]
    claims: int
    reports: int
    first: date | None
    last: date | None
    alone: int = 0
    statements: int = 0
    tallies: Mapping[int, Tally] = field(default_factory=dict)


def _in_order(record: Record) -> tuple[date, str, str, int]:
    """As ``Ledger.claims`` gives them."""
    document = record.document
    return document.published or date.max, rows.stamp(document.retrieved), document.id, record.claim.span.start


class Excerpts:
    """What a page of a large ledger asks for; it must have been weighed. Every method is one transaction."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def __len__(self) -> int:
        """How many entities there are."""
        with self._door.reading() as connection:
            return connection.scalar(select(func.count()).select_from(tables.entities)) or 0

    def of(self, entity: str, *, most: int, withdrawn: Collection[int] = ()) -> Excerpt:
        """What a page shows of one entity: all, where there are not more than ``most`` claims, else the weightiest.

        Of each predicate some: those with most independent origins first, then with most reports, then what was told
        last. ``withdrawn``: numbers of claims that were taken back and count for nothing.
        """
        with self._door.reading() as connection:
            return excerpt(connection, entity, most=most, withdrawn=withdrawn)

    def records(self, numbers: Collection[int]) -> list[Record]:
        """The claims of these numbers, in order of publication and of the text."""
        if not numbers:
            return []
        with self._door.reading() as connection:
            found = reader.numbered(connection, sorted(set(numbers)))
        return sorted(found, key=_in_order)

    def killed(self, person: str, *, most: int) -> list[int]:
        """The numbers of the claims that a person was killed, the first ones."""
        with self._door.reading() as connection:
            return killed(connection, person, most=most)

    def entities(self, ids: Iterable[str]) -> list[Entity]:
        """The entities of these ids, as far as there are such."""
        with self._door.reading() as connection:
            return entities(connection, ids)

    def going_by(self, names: Mapping[str, str]) -> list[Entity]:
        """The entities that go by a name; ``names``: its words in normal form, parted by blanks, for each kind."""
        with self._door.reading() as connection:
            return entities(connection, going_by(connection, names))


def excerpt(connection: Connection, entity: str, *, most: int, withdrawn: Collection[int] = ()) -> Excerpt:
    """See ``Excerpts.of``."""
    beside = _in_qualifiers(connection, entity)
    about = _claims(connection, entity) + len(beside)
    voiced = _voiced(connection, entity)
    reports, first, last = _reports(connection, entity)
    whole = Excerpt((), (), {}, about + len(voiced), reports, first, last)
    if whole.claims <= most:
        numbers = [*_numbers(connection, entity), *beside]
        return replace(whole, numbers=tuple(numbers), voiced=tuple(voiced), ids=_ids(connection, [*numbers, *voiced]))
    weights = _weights(connection, entity, set(beside.values()), most)
    chosen = _fair(weights.values(), most)
    tallies, numbers = dict[int, Tally](), list[int]()
    voices, whys = _voices(connection, chosen), _whys(connection, chosen)
    for id_ in chosen:
        taken = few(voices[id_])
        numbers += taken
        kept = [v for v in voices[id_] if v.claim not in withdrawn] if withdrawn else voices[id_]
        tallies |= dict.fromkeys(taken, _tally(weights[id_], whys[id_], kept))
    latest = voiced[-most // 4 :]
    return replace(
        whole,
        numbers=tuple(numbers),
        voiced=tuple(latest),
        ids=_ids(connection, [*numbers, *latest]),
        alone=_alone(connection, entity),
        statements=_statements(connection, entity) if voiced else 0,
        tallies=tallies,
    )


def _mine(entity: str) -> ColumnElement[bool]:
    table = tables.propositions.c
    return or_(table.subject_entity == entity, table.object_entity == entity)


def _claims(connection: Connection, entity: str) -> int:
    """How many claims have the entity as subject or object."""
    return connection.scalar(select(func.sum(tables.propositions.c.claims)).where(_mine(entity))) or 0


def _numbers(connection: Connection, entity: str) -> list[int]:
    """The claims whose subject or object the entity is."""
    voices = tables.weighed_claims.c
    mine = select(tables.propositions.c.id).where(_mine(entity))
    return list(connection.scalars(select(voices.claim).where(voices.proposition.in_(mine)).order_by(voices.claim)))


def _in_qualifiers(connection: Connection, entity: str) -> dict[int, str]:
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


def _voiced(connection: Connection, entity: str) -> list[int]:
    """The claims of which the entity is a source and of which it is no part, the latest reports last."""
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
    return list(connection.scalars(held))


def _statements(connection: Connection, entity: str) -> int:
    """How many propositions have the entity as a source."""
    members, sources, voices = tables.memberships.c, tables.sources.c, tables.weighed_claims.c
    cited = select(sources.claim).where(sources.mention.in_(select(members.mention).where(members.entity == entity)))
    held = select(func.count(voices.proposition.distinct())).where(voices.claim.in_(cited))
    return connection.scalar(held) or 0


def _reports(connection: Connection, entity: str) -> tuple[int, date | None, date | None]:
    """How many reports have a claim that names the entity, and the days of the first and the last."""
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
    count, first, last = connection.execute(held).one()
    return count, first, last


def _ids(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    table, found = tables.claims.c, dict[int, str]()
    for some in chunks(sorted(numbers)):
        held = select(table.number, table.id).where(table.number.in_(some))
        found |= {row.number: row.id for row in connection.execute(held).all()}
    return found


def _alone(connection: Connection, entity: str) -> int:
    """How many propositions about the entity rest on one origin, and are not contradicted."""
    table = tables.propositions.c
    held = select(func.count()).where(_mine(entity), table.origins_low == 1, table.against_high == 0)
    return connection.scalar(held) or 0


def _weights(connection: Connection, entity: str, beside: Collection[str], most: int) -> dict[str, Row[Any]]:
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


def _whys(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    table, found = tables.propositions.c, dict[str, tuple[str, ...]]()
    for some in texts(sorted(ids)):
        held = select(table.id, table.why).where(table.id.in_(some))
        found |= {id_: tuple(why) for id_, why in connection.execute(held).all()}
    return found


def _fair(ranked: Iterable[Row[Any]], most: int) -> list[str]:
    """The weightiest propositions of each predicate in turn, until their claims fill the page.

    Those with the lowest and the highest number of a predicate come first, so that what is said to lie between them
    does.
    """
    groups: dict[tuple[str, int], list[Row[Any]]] = defaultdict(list)
    for row in ranked:
        groups[row.predicate, row.is_subject].append(row)
    queues = []
    for _, queue in sorted(groups.items()):
        outermost = {row.id: row for row in _outermost(queue)}
        queues.append([*outermost.values(), *(row for row in queue if row.id not in outermost)])
    chosen, size, turn = list[str](), 0, 0
    while size < most and any(turn < len(queue) for queue in queues):
        for queue in queues:
            if turn < len(queue) and size < most:
                chosen.append(queue[turn].id)
                size += min(queue[turn].claims, FEW)
        turn += 1
    return chosen


def _outermost(ranked: Sequence[Row[Any]]) -> Iterator[Row[Any]]:
    numbered = [(json.loads(row.object), row) for row in ranked if row.object.startswith('["number"')]
    for end, choose in ((1, min), (2, max)):
        given = [(float(key[end]), -i, row) for i, (key, row) in enumerate(numbered) if key[end] != "None"]
        if given:
            yield choose(given)[-1]


@dataclass(frozen=True, slots=True)
class Spoken:
    """One claim of a proposition, as far as it decides whether it is shown."""

    claim: int
    day: date
    document: str
    outlet: str
    origin: str
    sure: bool


def _voices(connection: Connection, propositions: Iterable[str]) -> dict[str, list[Spoken]]:
    """All claims of these propositions, in order of publication."""
    voices, claims, readings = tables.weighed_claims.c, tables.claims.c, tables.readings.c
    held: list[Any] = []
    for some in texts(sorted(propositions)):
        statement = (
            select(voices.proposition, voices.claim, voices.origin, voices.sure, readings.edition)
            .join_from(tables.weighed_claims, tables.claims, claims.number == voices.claim)
            .join(tables.readings, readings.number == claims.reading)
            .where(voices.proposition.in_(some))
        )
        held += connection.execute(statement).all()
    reports = _editions(connection, {row[-1] for row in held})
    found: dict[str, list[Spoken]] = defaultdict(list)
    for proposition, claim, origin, sure, edition in held:
        found[proposition].append(Spoken(claim, *reports[edition], origin, bool(sure)))
    for spoken in found.values():
        spoken.sort(key=attrgetter("day", "document", "claim"))
    return found


def _editions(connection: Connection, numbers: Iterable[int]) -> dict[int, tuple[date, str, str]]:
    """Day, document and outlet of these editions."""
    table, found = tables.editions.c, dict[int, tuple[date, str, str]]()
    for some in chunks(sorted(numbers)):
        held = select(table.number, table.published, table.document, table.publisher).where(table.number.in_(some))
        for number, day, document, outlet in connection.execute(held).all():
            found[number] = (day or date.max, document, outlet or document)
    return found


def few(spoken: Sequence[Spoken]) -> list[int]:
    """The numbers of the claims that stand for all: the first, the latest, one of each further origin, then report."""
    taken = {one.claim: one for one in (spoken[0], spoken[-1])}
    for part in ("origin", "document"):
        known = {getattr(one, part) for one in taken.values()}
        for one in spoken:
            if len(taken) < FEW and getattr(one, part) not in known:
                taken[one.claim] = one
                known.add(getattr(one, part))
    rest = (one for one in spoken if one.claim not in taken)
    while len(taken) < min(FEW, len(spoken)):
        one = next(rest)
        taken[one.claim] = one
    return sorted(taken)


def _tally(row: Row[Any], why: tuple[str, ...], spoken: Sequence[Spoken]) -> Tally:
    return Tally(
        proposition=row.id,
        reports=frozenset(one.document for one in spoken),
        outlets=frozenset(one.outlet for one in spoken),
        origins={one.origin: one.sure for one in spoken},
        grade=row.grade,
        why=why,
    )


def killed(connection: Connection, person: str, *, most: int) -> list[int]:
    """The numbers of claims that somebody was killed, the first ones."""
    table, voices = tables.propositions.c, tables.weighed_claims.c
    said = select(table.id).where(table.subject_entity == person, table.predicate == "killed")
    held = select(voices.claim).where(voices.proposition.in_(said)).order_by(voices.claim).limit(most)
    return list(connection.scalars(held))


def going_by(connection: Connection, names: Mapping[str, str]) -> set[str]:
    """The ids of entities with a node of this kind and these words; ``names`` are words by kind."""
    node = tables.name_nodes.c
    same = or_(*((node.kind == kind) & (node.words == words) for kind, words in names.items()))
    return set(connection.scalars(select(node.entity).where(same, node.entity.is_not(None)).distinct()))


def entities(connection: Connection, ids: Iterable[str]) -> list[Entity]:
    """See ``Excerpts.entities``."""
    found: list[Entity] = []
    for some in texts(sorted(set(ids))):
        names: dict[str, list[str]] = defaultdict(list)
        spelled = select(tables.entity_names).where(tables.entity_names.c.entity.in_(some))
        for row in connection.execute(spelled.order_by(tables.entity_names.c.position)):
            names[row.entity].append(row.name)
        held = connection.execute(select(tables.entities).where(tables.entities.c.id.in_(some)))
        found += [Entity(row.id, row.name, Kind(row.kind), tuple(names[row.id])) for row in held]
    return found
