"""How weighing is looked up and kept; every function works inside one transaction (see ``weighed``)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, case, delete, func, insert, or_, select

from reportedly.model import Kind, Mention, Part, Quantity, Text
from reportedly.model.judgement import VOCABULARY

from . import bearing_rows, reviews, tables
from .chunks import chunks
from .names import fold_name
from .weights import Asked, Batch, Disputed, Outlet, Pending, Related, Track, Weighing

_STREAM = 20_000


def pending(connection: Connection, method: str) -> Pending:
    """See ``Weighed.pending``."""
    reading = connection.scalar(select(func.max(tables.readings.c.number))) or 0
    judgement = connection.scalar(select(func.max(tables.judgements.c.number))) or 0
    last = connection.execute(select(tables.weighings).order_by(tables.weighings.c.number.desc()).limit(1)).first()
    if last is None or last.method != method:
        return Pending(reading, judgement, everything=True)
    read = select(tables.readings.c.document).where(tables.readings.c.number > last.reading)
    judged_ = _judged_since(connection, last.judgement)
    if judged_ is None:
        return Pending(reading, judgement, everything=True)
    return Pending(reading, judgement, frozenset({*connection.scalars(read), *judged_}))


def _judged_since(connection: Connection, number: int) -> set[str] | None:
    """The reports that judgements since this one are about; None where they can touch everything."""
    table, subjects = tables.judgements.c, tables.judgement_subjects.c
    held = (
        select(table.kind, subjects.about)
        .join_from(tables.judgements, tables.judgement_subjects, subjects.judgement == table.number)
        .where(table.number > number)
    )
    about: set[str] = set()
    for row in connection.execute(held):
        if row.kind == VOCABULARY:
            return None
        about.add(row.about)
    documents: set[str] = set()
    for some in chunks(sorted(about)):
        documents |= set(connection.scalars(select(tables.documents.c.id).where(tables.documents.c.id.in_(some))))
        of_claims = (
            select(tables.readings.c.document)
            .join(tables.claims, tables.claims.c.reading == tables.readings.c.number)
            .where(tables.claims.c.id.in_(some))
        )
        documents |= set(connection.scalars(of_claims.distinct()))
    return documents


def claims_of(connection: Connection, documents: Iterable[str]) -> Iterator[int]:
    """The numbers of all claims ever read in these reports."""
    for some in chunks(sorted(documents)):
        held = (
            select(tables.claims.c.number)
            .join(tables.readings, tables.readings.c.number == tables.claims.c.reading)
            .where(tables.readings.c.document.in_(some))
        )
        yield from connection.scalars(held)


def claims_moved(connection: Connection) -> Iterator[int]:
    """The numbers of the claims that use a mention whose entity changed since they were weighed."""
    moved = select(tables.moved.c.mention)
    yield from connection.scalars(select(tables.parts.c.claim).where(tables.parts.c.mention.in_(moved)))
    yield from connection.scalars(select(tables.sources.c.claim).where(tables.sources.c.mention.in_(moved)))


def asked(connection: Connection, numbers: Iterable[int] | None) -> Iterator[Asked]:
    """See ``Weighed.asked``; each claim that several readers read alike once."""
    shown = [*reviews.visible(), tables.claims.c.number.not_in(select(tables.agreements.c.claim))]
    subject, other = tables.parts.alias("subject"), tables.parts.alias("object")
    ends = ((subject, "s"), (other, "o"))
    columns = []
    source: Any = tables.claims.join(tables.readings, tables.readings.c.number == tables.claims.c.reading)
    for side, mark in ends:
        slot = "subject" if mark == "s" else "object"
        member, mention = tables.memberships.alias(f"{mark}_member"), tables.mentions.alias(f"{mark}_mention")
        source = source.outerjoin(side, (side.c.claim == tables.claims.c.number) & (side.c.slot == slot))
        source = source.outerjoin(mention, mention.c.number == side.c.mention)
        source = source.outerjoin(member, member.c.mention == side.c.mention)
        for name in ("type", "value", "low", "high", "unit", "entity"):
            columns.append(side.c[name].label(f"{mark}_{name}"))
        columns += [mention.c.kind.label(f"{mark}_kind"), member.c.entity.label(f"{mark}_member")]
    claims = tables.claims.c
    chosen = select(claims.number, tables.readings.c.document, claims.predicate, *columns).select_from(source)
    chosen = chosen.where(*shown)
    statements = (
        [chosen] if numbers is None else [chosen.where(claims.number.in_(some)) for some in chunks(sorted(numbers))]
    )
    for statement in statements:
        result = connection.execution_options(yield_per=_STREAM).execute(statement)
        for row in result:
            values = row._mapping
            part = _part(values, "s")
            assert part is not None  # every claim has a subject
            yield Asked(row.number, row.document, row.predicate, part, _part(values, "o"))


def _part(values: Any, mark: str) -> Part | None:
    match values[f"{mark}_type"]:
        case None:
            return None
        case "mention":
            entity = values[f"{mark}_member"] or values[f"{mark}_entity"]
            return Mention(values[f"{mark}_value"], Kind(values[f"{mark}_kind"]), entity=entity)
        case "quantity":
            return Quantity(values[f"{mark}_low"], values[f"{mark}_high"], values[f"{mark}_unit"])
        case _:
            return Text(values[f"{mark}_value"] or "")


def about(connection: Connection, entities: Iterable[str], predicates: Iterable[str] | None) -> list[int]:
    """The numbers of the claims whose subject is one of these entities; see ``Weighed.about``."""
    parts, members, claims = tables.parts.c, tables.memberships.c, tables.claims.c
    wanted = None if predicates is None else sorted(predicates)
    found: list[int] = []
    for some in chunks(sorted(entities)):
        held = (
            select(claims.number)
            .join_from(tables.claims, tables.parts, (parts.claim == claims.number) & (parts.slot == "subject"))
            .join(tables.readings, tables.readings.c.number == claims.reading)
            .join(tables.memberships, members.mention == parts.mention)
            .where(members.entity.in_(some), *reviews.visible())
        )
        found += connection.scalars(held if wanted is None else held.where(claims.predicate.in_(wanted)))
    return found


def partitions(
    connection: Connection, *, about: str | None, told_after: date | None, learned_after: date | None
) -> set[int]:
    """See ``Weighed.partitions``."""
    table = tables.propositions.c
    held = select(table.partition).distinct()
    if about is not None:
        held = held.where(or_(table.subject_entity == about, table.object_entity == about))
    if told_after is not None:
        held = held.where(table.last_told > told_after)
    if learned_after is not None:
        after = f"{learned_after.isoformat()}T99"  # sorts after every time of that day
        new = (
            select(tables.weighed_claims.c.partition)
            .join(tables.claims, tables.claims.c.number == tables.weighed_claims.c.claim)
            .where(tables.claims.c.learned > after)
        )
        held = held.where(table.partition.in_(new))
    return set(connection.scalars(held))


def conflicts(connection: Connection, partitions: Iterable[int] | None, *, most: int) -> list[Disputed]:
    """See ``Weighed.conflicts``."""
    table = tables.conflicts
    ordered = select(table).order_by(table.c.reports.desc(), table.c.partition, table.c.number)
    if partitions is None:
        held = connection.execute(ordered.limit(most)).all()
    else:
        found = [
            row
            for some in chunks(sorted(partitions))
            for row in connection.execute(ordered.where(table.c.partition.in_(some)))
        ]
        held = sorted(found, key=lambda row: (-row.reports, row.partition, row.number))[:most]
    return [
        Disputed(
            partition=row.partition,
            kind=row.kind,
            predicate=row.predicate,
            what=row.what,
            why=row.why,
            sides=tuple(tuple(side) for side in row.sides),
            reports=row.reports,
        )
        for row in held
    ]


def track(connection: Connection, origins: Collection[str]) -> Track:
    """See ``Weighed.records_of``."""
    table, voices = tables.propositions.c, tables.weighed_claims.c
    mine = select(voices.proposition).where(voices.origin.in_(sorted(origins))).distinct()
    counted = select(
        func.count(),
        func.sum(case((table.origins_low > 1, 1), else_=0)),
        func.sum(case((table.against_low > 0, 1), else_=0)),
    ).where(table.id.in_(mine))
    said, confirmed, contradicted = connection.execute(counted).one()
    return Track(said, confirmed or 0, contradicted or 0)


def replace(connection: Connection, batch: Batch) -> None:
    """See ``Weighed.replace``. What stays as it was is not written again."""
    _change(connection, tables.propositions, "id", batch.partitions, batch.propositions)
    # A claim that came from another partition leaves it.
    _change(connection, tables.weighed_claims, "claim", batch.partitions, batch.voices)
    _rewrite(connection, tables.relations, batch.partitions, batch.relations)
    _rewrite(connection, tables.conflicts, batch.partitions, batch.conflicts)
    bearing_rows.replace(connection, batch)


def _change(connection: Connection, table: Table, key: str, partitions: Iterable[int], items: Iterable[Any]) -> None:
    """Make ``items`` the rows of these partitions, row by row; ``key`` is the table's primary key."""
    held = {row[key]: row for rows_ in _held(connection, table, partitions).values() for row in rows_}
    wanted = {row[key]: row for row in map(_values, items)}
    fresh = [row for id_, row in wanted.items() if held.get(id_) != row]
    gone = (held.keys() - wanted.keys()) | {row[key] for row in fresh}
    for some in chunks(sorted(gone)):
        connection.execute(delete(table).where(table.c[key].in_(some)))
    if fresh:
        connection.execute(insert(table), fresh)


def _rewrite(connection: Connection, table: Table, partitions: Iterable[int], items: Iterable[Any]) -> None:
    """Make ``items`` the rows of these partitions, in their order: a partition whose rows differ is written anew."""
    held = _held(connection, table, partitions)
    wanted: dict[int, list[dict[str, Any]]] = {}
    for item in items:
        wanted.setdefault(item.partition, []).append(_values(item))
    changed = [number for number in sorted(held.keys() | wanted.keys()) if held.get(number) != wanted.get(number)]
    for some in chunks(changed):
        connection.execute(delete(table).where(table.c.partition.in_(some)))
    if fresh := [row for number in changed for row in wanted.get(number, ())]:
        connection.execute(insert(table), fresh)


def _held(connection: Connection, table: Table, partitions: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """The rows of these partitions, without the numbers that the database gave them, in their order."""
    columns = [column for column in table.columns if column.name != "number"]
    first = next(iter(table.primary_key))
    found: dict[int, list[dict[str, Any]]] = {}
    for some in chunks(sorted(partitions)):
        held = select(*columns).where(table.c.partition.in_(some)).order_by(first)
        for row in connection.execute(held).all():
            found.setdefault(row.partition, []).append(dict(row._mapping))
    return found


def _values(item: Any) -> dict[str, Any]:
    """An item as the row that comes back of it: a list is JSON, and JSON has no tuples."""
    return {name: _listed(getattr(item, name)) for name in item.__dataclass_fields__}


def _listed(value: Any) -> Any:
    return [_listed(one) for one in value] if isinstance(value, tuple) else value


def outlets_of(connection: Connection, documents: Iterable[str] | None) -> set[str]:
    """See ``Weighed.outlets_of``."""
    editions, links = tables.editions.c, tables.links.c
    put_out = select(editions.publisher).where(editions.publisher.is_not(None)).distinct()
    credited = select(links.outlet).where(links.outlet != "").distinct()
    if documents is None:
        return {*connection.scalars(put_out), *connection.scalars(credited)}
    found: set[str] = set()
    for some in chunks(sorted(set(documents))):
        found |= set(connection.scalars(put_out.where(editions.document.in_(some))))
        found |= set(connection.scalars(credited.where(links.document.in_(some))))
    return found


def put_out_by(connection: Connection, outlets: Collection[str]) -> set[str]:
    """See ``Weighed.put_out_by``."""
    editions, links = tables.editions.c, tables.links.c
    found: set[str] = set()
    for some in chunks(sorted(outlets)):
        held = select(editions.document).where(editions.publisher_folded.in_(some))
        found |= set(connection.scalars(held.distinct()))
    if outlets:
        credited = connection.execute(select(links.document, links.outlet).where(links.outlet != "")).all()
        found |= {row.document for row in credited if fold_name(row.outlet) in outlets}
    return found


def keep_outlets(connection: Connection, outlets: Iterable[Outlet]) -> None:
    """Keep outlets as they are known now."""
    held = {outlet.name: outlet for outlet in outlets}
    for some in chunks(sorted(held)):
        connection.execute(delete(tables.outlets).where(tables.outlets.c.name.in_(some)))
        values = [{"name": o.name, "words": o.words, "entity": o.entity} for o in map(held.__getitem__, some)]
        connection.execute(insert(tables.outlets), values)


def of_claim(connection: Connection, claim: str) -> tuple[Weighing, list[Related]] | None:
    """The proposition that a claim (by its id) lies in, and its relations to others; None where it lies in none."""
    table, voices = tables.propositions.c, tables.weighed_claims.c
    held = (
        select(tables.propositions)
        .join(tables.weighed_claims, voices.proposition == table.id)
        .join(tables.claims, tables.claims.c.number == voices.claim)
        .where(tables.claims.c.id == claim)
    )
    row = connection.execute(held).first()
    if row is None:
        return None
    relations = tables.relations
    related = select(relations).where(or_(relations.c.a == row.id, relations.c.b == row.id))
    return Weighing(**{**row._mapping, "why": tuple(row.why)}), [
        Related(r.partition, r.kind, r.a, r.b, r.what, r.why)
        for r in connection.execute(related.order_by(relations.c.kind, relations.c.why))
    ]


def proposition(connection: Connection, key: str) -> Weighing | None:
    """See ``Weighed.proposition``."""
    row = connection.execute(select(tables.propositions).where(tables.propositions.c.id == key)).first()
    return None if row is None else Weighing(**{**row._mapping, "why": tuple(row.why)})


def propositions_of(connection: Connection, claims: Iterable[str]) -> dict[str, Weighing]:
    """See ``Weighed.propositions_of``."""
    held: dict[str, str] = {}
    for some in chunks(sorted(set(claims))):
        lying = (
            select(tables.claims.c.id, tables.weighed_claims.c.proposition)
            .join(tables.weighed_claims, tables.weighed_claims.c.claim == tables.claims.c.number)
            .where(tables.claims.c.id.in_(some))
        )
        held |= {row.id: row.proposition for row in connection.execute(lying)}
    known: dict[str, Weighing] = {}
    for some in chunks(sorted(set(held.values()))):
        for row in connection.execute(select(tables.propositions).where(tables.propositions.c.id.in_(some))):
            known[row.id] = Weighing(**{**row._mapping, "why": tuple(row.why)})
    return {claim: known[id_] for claim, id_ in held.items() if id_ in known}
