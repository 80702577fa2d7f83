"""Entities that are no more: which mentions they had, so that an address that somebody kept leads to who has them now.

The id of an entity goes where its names are put to others, by a judgement or by what new reports say. What is noted
here is no part of the record: no claim and no judgement rests on it, and the chain does not vouch for it. Where the id
comes back (a judgement is undone), it is the entity itself again, and the note is not looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection, delete, func, insert, select

from . import tables
from .chunks import chunks

MOST = 64
"""Mentions that are noted of one entity: enough to say who has most of them."""


def note(connection: Connection, gone: Collection[str]) -> None:
    """Note whose mentions these entities have, before they go; inside the transaction that takes them away."""
    table, members = tables.former_entities, tables.memberships.c
    for some in chunks(sorted(gone)):
        held: dict[str, list[int]] = defaultdict(list)
        chosen = select(members.entity, members.mention).where(members.entity.in_(some)).order_by(members.mention)
        for row in connection.execute(chosen):
            held[row.entity].append(row.mention)
        if held:
            connection.execute(delete(table).where(table.c.entity.in_(sorted(held))))
            values = [{"entity": id_, "mention": m} for id_, mentions in held.items() for m in _spread(mentions)]
            connection.execute(insert(table), values)


def _spread(mentions: list[int]) -> list[int]:
    """So many of these mentions, from the first to the last."""
    return mentions[:: -(-len(mentions) // MOST)]


def successor(connection: Connection, id_: str) -> str | None:
    """The entity that has the mentions of the one of this id; of several the one with most, then the first by its id.

    The id itself where there is such an entity; None where there never was, or nothing is left of it.
    """
    if connection.scalar(select(tables.entities.c.id).filter_by(id=id_)) is not None:
        return id_
    former, members = tables.former_entities.c, tables.memberships.c
    held = (
        select(members.entity)
        .join_from(tables.former_entities, tables.memberships, members.mention == former.mention)
        .where(former.entity == id_)
        .group_by(members.entity)
        .order_by(func.count().desc(), members.entity)
    )
    found: str | None = connection.scalar(held.limit(1))
    return found
