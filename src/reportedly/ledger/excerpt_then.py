"""What a large ledger had of one entity by a day: as ``excerpt``, counted from the claims that were told by then.

What was weighed is weighed of all reports. So origins, reports and ranks are counted anew here, from every claim about
the entity that was told by the day; a stored grade is used only where nothing that bears on it was told later, and
elsewhere the page grades what it shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, case, func, or_, select

from . import excerpt_rows as look_up
from . import tables
from .chunks import chunks
from .excerpt_rows import Spoken


class Weight(NamedTuple):
    """One proposition as it stood by the day; the names are those of ``tables.propositions``."""

    id: str
    predicate: str
    object: str
    is_subject: int
    claims: int
    reports: int
    origins_low: int
    grade: int
    last_told: date


class Then(NamedTuple):
    """All that was told of an entity by a day.

    ``weights``: its propositions, in the order in which a page takes them; ``spoken``: their claims; ``alone``: how
    many rest on one origin and are contradicted by nobody.
    """

    weights: Mapping[str, Weight]
    spoken: Mapping[str, Sequence[Spoken]]
    voiced: Sequence[int]
    reports: int
    first: date | None
    last: date | None
    alone: int


def told_by(connection: Connection, entity: str, day: date, *, withdrawn: Collection[int] = ()) -> Then:
    """What reports had said of an entity by ``day``, those that nobody dated if they were got by then.

    ``withdrawn``: numbers of claims that count as nobody's word. Costs grow with the claims about the entity.
    """
    beside = look_up.in_qualifiers(connection, entity)
    rows = list(_propositions(connection, entity, set(beside.values())))
    later = _told_later(connection, entity, day)
    spoken = look_up.voices(connection, [row.id for row in rows], until=day)
    mine = {row.id for row in rows if row.mine}
    for id_, told in spoken.items():
        if id_ not in mine:  # Of these only the claims that name the entity in a qualifier.
            told[:] = [one for one in told if one.claim in beside]
    weights = [
        _weight(row, spoken[row.id], withdrawn, exact=row.partition not in later) for row in rows if spoken.get(row.id)
    ]
    weights.sort(key=lambda w: (-w.origins_low, -w.reports, -w.last_told.toordinal(), w.id))
    quiet = {row.id for row in rows if row.mine and row.against_high == 0}
    reports, first, last = look_up.reports(connection, entity, until=day)
    return Then(
        weights={w.id: w for w in weights},
        spoken=spoken,
        voiced=look_up.voiced(connection, entity, until=day),
        reports=reports,
        first=first,
        last=last,
        alone=sum(1 for w in weights if w.id in quiet and w.origins_low == 1),
    )


def ranked(weights: Iterable[Weight], most: int) -> list[Weight]:
    """The weightiest of each predicate, and whichever give a number."""
    places: dict[tuple[str, int], int] = defaultdict(int)
    kept = []
    for weight in weights:
        places[weight.predicate, weight.is_subject] += 1
        if places[weight.predicate, weight.is_subject] <= most // 4 or weight.object.startswith('["number"'):
            kept.append(weight)
    return kept


def _propositions(connection: Connection, entity: str, beside: Collection[str]) -> Iterable[Any]:
    table = tables.propositions.c
    is_subject = case((table.subject_entity == entity, 1), else_=0).label("is_subject")
    own = or_(table.subject_entity == entity, table.object_entity == entity)
    columns = (table.id, table.partition, table.predicate, table.object, table.grade, table.against_high)
    mine = case((own, 1), else_=0).label("mine")
    yield from connection.execute(select(*columns, is_subject, mine).where(own)).all()
    for some in chunks(sorted(beside)):
        held = select(*columns, is_subject, mine).where(table.id.in_(some), ~func.coalesce(own, False))
        yield from connection.execute(held).all()


def _told_later(connection: Connection, entity: str, day: date) -> set[int]:
    """The partitions of an entity in which anything was told after the day: what is in them was weighed with that."""
    table, other = tables.propositions.c, tables.propositions.alias("other").c
    mine = select(table.partition).where(or_(table.subject_entity == entity, table.object_entity == entity))
    after = or_(other.last_told > day, other.last_told.is_(None))
    return set(connection.scalars(select(other.partition).distinct().where(after, other.partition.in_(mine))))


def _weight(row: Any, spoken: Sequence[Spoken], withdrawn: Collection[int], *, exact: bool) -> Weight:
    kept = [one for one in spoken if one.claim not in withdrawn] if withdrawn else spoken
    sure = {one.origin for one in kept if one.sure}
    return Weight(
        id=row.id,
        predicate=row.predicate,
        object=row.object,
        is_subject=row.is_subject,
        claims=len(spoken),
        reports=len({one.document for one in kept}),
        origins_low=len(sure) or min(1, len(kept)),
        grade=row.grade if exact else 0,
        last_told=max((one.day for one in spoken if one.day != date.max), default=date.min),
    )
