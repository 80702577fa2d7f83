"""What was judged of the mentions: entities and their members, and judgements, which are only ever added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from reportedly.errors import AmbiguousError, BadValueError, NotFoundError
from reportedly.model import Entity, Judgement, Kind
from reportedly.model.judgement import UNDONE

from . import chain, former, in_force, rows, tables
from .chunks import chunks
from .moment import Moment
from .names import fold_name
from .records import Membership
from .standing import not_undone, standing

_SHORTEST_PREFIX = 4


def entities(connection: Connection) -> list[Entity]:
    """Every entity, by kind and name."""
    names: dict[str, list[str]] = defaultdict(list)
    ordered = select(tables.entity_names).order_by(tables.entity_names.c.entity, tables.entity_names.c.position)
    for row in connection.execute(ordered):
        names[row.entity].append(row.name)
    held = connection.execute(select(tables.entities)).all()
    found = [Entity(row.id, row.name, Kind(row.kind), tuple(names[row.id])) for row in held]
    return sorted(found, key=lambda e: (e.kind, fold_name(e.name), e.id))


def members(connection: Connection, entity: str | None = None) -> list[Membership]:
    """Which mention belongs to which entity, and why; of one entity, or of all."""
    held = (
        select(tables.memberships, tables.mentions.c.document, tables.mentions.c.kind, tables.mentions.c.name)
        .join(tables.mentions, tables.mentions.c.number == tables.memberships.c.mention)
        .order_by(tables.mentions.c.number)
    )
    if entity is not None:
        held = held.where(tables.memberships.c.entity == entity)
    return [
        Membership(row.document, row.kind, row.name, row.entity, row.score, tuple(row.reasons))
        for row in connection.execute(held)
    ]


def judgements(
    connection: Connection,
    *,
    about: str | None = None,
    kind: str | None = None,
    standing: bool = False,
    moment: Moment | None = None,
    id_: str | None = None,
) -> list[Judgement]:
    """Judgements in the order in which they were made; with ``standing`` only those that hold (see ``standing``).

    ``moment``: only those that had been made by then, and with ``standing`` those that held then.
    """
    table, subjects = tables.judgements, tables.judgement_subjects
    chosen = select(table).order_by(table.c.number)
    if about is not None:
        chosen = chosen.where(table.c.number.in_(select(subjects.c.judgement).filter_by(about=about)))
    if kind is not None:
        chosen = chosen.where(table.c.kind == kind)
    if id_ is not None:
        chosen = chosen.where(table.c.id == id_)
    if standing:
        chosen = chosen.where(moment.holds(table.c.number) if moment else table.c.number.in_(in_force.holding()))
    if moment is not None:
        chosen = chosen.where(table.c.at < moment.before)
    concerned: dict[int, list[str]] = defaultdict(list)
    wanted = select(subjects).where(subjects.c.judgement.in_(chosen.order_by(None).with_only_columns(table.c.number)))
    for row in connection.execute(wanted.order_by(subjects.c.judgement, subjects.c.position)):
        concerned[row.judgement].append(row.about)
    return [
        Judgement(
            id=row.id,
            kind=row.kind,
            about=tuple(concerned[row.number]),
            by=row.by,
            at=datetime.fromisoformat(row.at),
            reason=row.reason,
            replaces=row.replaces,
            content=row.content or "",
        )
        for row in connection.execute(chosen)
    ]


def unassigned(connection: Connection) -> int | None:
    """The number of the last reading, where it came after names were last resolved."""
    last = connection.scalar(select(func.max(tables.readings.c.number)))
    up_to = connection.scalar(select(func.max(tables.assignments.c.up_to)))
    return last if last is not None and (up_to is None or up_to < last) else None


def judgement(connection: Connection, key: str) -> Judgement:
    """The judgement of an id, or of the beginning of one (four characters or more).

    Raises:
        NotFoundError, AmbiguousError, BadValueError
    """
    table = tables.judgements
    if len(key) < _SHORTEST_PREFIX:
        raise BadValueError("judgement", key, expected=f"at least {_SHORTEST_PREFIX} characters of its id")
    found = list(connection.scalars(select(table.c.id).where(table.c.id.startswith(key.lower(), autoescape=True))))
    if key in found:
        found = [key]
    if not found:
        raise NotFoundError("judgement", key, hint="ids are shown by: reportedly log")
    if len(found) > 1:
        raise AmbiguousError("judgement", key, sorted(found))
    return judgements(connection, id_=found[0])[0]


def add_judgement(connection: Connection, judgement: Judgement) -> None:
    """Append a judgement, enter it in the chain, and say anew what holds.

    Raises:
        NotFoundError: where it replaces a judgement that is not there.
        BadValueError: where its id is taken, another has replaced the same one, or it undoes what is undone already.
    """
    table = tables.judgements
    if connection.scalar(select(table.c.number).filter_by(id=judgement.id)) is not None:
        raise BadValueError(
            "judgement", judgement.id, expected="an id that no judgement has yet; they are never overwritten"
        )
    if judgement.replaces is not None:
        _check_replaced(connection, judgement)
    elif judgement.kind == UNDONE:
        raise BadValueError("replaces", None, expected="the id of the judgement that is undone")
    number = rows.insert_one(
        connection,
        table,
        id=judgement.id,
        kind=judgement.kind,
        by=judgement.by,
        at=rows.stamp(judgement.at),
        reason=judgement.reason,
        replaces=judgement.replaces,
        content=judgement.content or None,
    )
    subjects = [{"judgement": number, "position": i, "about": about} for i, about in enumerate(judgement.about)]
    if subjects:
        connection.execute(insert(tables.judgement_subjects), subjects)
    in_force.renew(connection, number)
    chain.add_judgement(connection, number)


def replaced_by(connection: Connection, kinds: Collection[str], about: str) -> str | None:
    """What a new judgement of one of these kinds, first of all about this, takes the place of; None: it is the first.

    What stands; where all was undone, the last, so that what is done once more never stands beside the new one.
    """
    table, subjects = tables.judgements, tables.judgement_subjects
    of_this = (
        select(table.c.id, table.c.number.in_(in_force.holding()).label("holds"))
        .join(subjects, subjects.c.judgement == table.c.number)
        .where(table.c.kind.in_(kinds), subjects.c.position == 0, subjects.c.about == about)
        .order_by(table.c.number)
    )
    found = connection.execute(of_this).all()
    return next((row.id for row in reversed(found) if row.holds), found[-1].id if found else None)


def _check_replaced(connection: Connection, judgement: Judgement) -> None:
    """That what a judgement replaces is there, and can be replaced by it.

    An undoing takes back what no other undoing has taken back. Any other judgement takes the place of what stands in
    its matter; where all of it was undone, of any of it.
    """
    assert judgement.replaces is not None
    matter = in_force.matter(connection, judgement.replaces)
    replaced = next((link for link in matter if link.id == judgement.replaces), None)
    if replaced is None:
        raise NotFoundError("judgement", judgement.replaces)
    if judgement.kind == UNDONE:
        undone = {link.replaces: link.id for link in matter if link.kind == UNDONE and link.id in not_undone(matter)}
        if replaced.id in undone:
            raise BadValueError(
                "replaces",
                replaced.id,
                expected=f"a judgement that is not undone; {undone[replaced.id]} undid this one",
            )
        return
    if replaced.kind == UNDONE:
        raise BadValueError("replaces", replaced.id, expected="a judgement of the matter, and no undoing of one")
    holds = [link.id for link in matter if link.id in standing(matter) and link.kind != UNDONE]
    if holds and holds[-1] != replaced.id:
        raise BadValueError("replaces", replaced.id, expected=f"a judgement that stands; {holds[-1]} replaced this one")


def assign(
    connection: Connection, entities: Iterable[Entity], members: Iterable[Membership], *, up_to: int | None
) -> int:
    """Make these the entities, and these their members; the number of mentions whose entity changed.

    ``up_to`` is the number of the last reading that was weighed (None: the last there is).
    Only what differs is written. Members that the ledger has no mention of are passed over.
    """
    wanted = {entity.id: entity for entity in entities}
    names = select(tables.mentions.c.document, tables.mentions.c.kind, tables.mentions.c.name, tables.mentions.c.number)
    numbers = {(document, kind, name): number for document, kind, name, number in connection.execute(names)}
    target = {
        numbers[m.document, m.kind, m.name]: (m.entity, float(m.score), list(m.reasons))
        for m in members
        if (m.document, m.kind, m.name) in numbers
    }
    stray = {entity for entity, _, _ in target.values()} - wanted.keys()
    if stray:
        raise BadValueError(
            "members", sorted(stray)[0], expected="the id of one of the entities that are assigned with them"
        )
    held = {
        row.mention: (row.entity, row.score, list(row.reasons))
        for row in connection.execute(select(tables.memberships))
    }
    changed = [mention for mention, member in target.items() if held.get(mention) != member]
    moved = [m for m in held.keys() | target.keys() if held.get(m, (None,))[0] != target.get(m, (None,))[0]]
    gone = [mention for mention in held if mention not in target or held[mention] != target[mention]]
    former.note(connection, set(connection.scalars(select(tables.entities.c.id))) - wanted.keys())
    for some in chunks(gone):
        connection.execute(delete(tables.memberships).where(tables.memberships.c.mention.in_(some)))
    _assign_entities(connection, wanted)
    if changed:
        keys = ("entity", "score", "reasons")
        connection.execute(
            insert(tables.memberships),
            [{"mention": mention, **dict(zip(keys, target[mention], strict=True))} for mention in changed],
        )
    up_to = up_to if up_to is not None else connection.scalar(select(func.max(tables.readings.c.number)))
    if up_to is not None:
        connection.execute(insert(tables.assignments).values(made=rows.now(), up_to=up_to, moved=len(moved)))
    return len(moved)


def _assign_entities(connection: Connection, wanted: dict[str, Entity]) -> None:
    names: dict[str, list[str]] = {}
    ordered = select(tables.entity_names).order_by(tables.entity_names.c.entity, tables.entity_names.c.position)
    for row in connection.execute(ordered):
        names.setdefault(row.entity, []).append(row.name)
    held = {
        row.id: (row.name, row.kind, tuple(names.get(row.id, ())))
        for row in connection.execute(select(tables.entities))
    }
    target = {entity.id: (entity.name, entity.kind.value, entity.names) for entity in wanted.values()}
    changed = [id_ for id_, entity in target.items() if held.get(id_) != entity]
    gone = [id_ for id_ in held if id_ not in target]
    for some in chunks(gone + [id_ for id_ in changed if id_ in held]):
        connection.execute(delete(tables.entity_names).where(tables.entity_names.c.entity.in_(some)))
    for some in chunks(gone):
        connection.execute(delete(tables.entities).where(tables.entities.c.id.in_(some)))
    for id_ in changed:
        values = {"name": target[id_][0], "kind": target[id_][1]}
        if id_ in held:
            connection.execute(update(tables.entities).where(tables.entities.c.id == id_).values(values))
        else:
            connection.execute(insert(tables.entities).values(id=id_, **values))
    rows_ = [
        {"entity": id_, "position": position, "name": name, "folded": fold_name(name)}
        for id_ in changed
        for position, name in enumerate(target[id_][2])
    ]
    if rows_:
        connection.execute(insert(tables.entity_names), rows_)
