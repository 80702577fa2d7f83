"""The resolving of names, as the ledger keeps it: what came since it was last done, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text, update

from reportedly.model import Entity, Kind
from reportedly.model.judgement import DIFFERENT, SAME, UNDONE

from . import agreed, former, name_reports, rows, tables
from .backend import Door
from .chunks import CHUNK, chunks
from .name_reports import NamedReport
from .name_rows import NameRows
from .names import fold_name

_SHOWN_AGAIN = """
INSERT INTO moved (mention)
SELECT u.mention FROM name_uses u JOIN name_nodes n ON n.number = u.node
LEFT JOIN memberships m ON m.mention = u.mention
WHERE u.mention IS NOT NULL AND n.entity IS NOT NULL AND (m.entity IS NULL OR m.entity <> n.entity)
  AND u.mention NOT IN (SELECT mention FROM moved)
"""
_LOST = """
INSERT INTO moved (mention)
SELECT m.mention FROM memberships m
WHERE m.mention NOT IN (
  SELECT u.mention FROM name_uses u JOIN name_nodes n ON n.number = u.node
  WHERE u.mention IS NOT NULL AND n.entity IS NOT NULL
) AND m.mention NOT IN (SELECT mention FROM moved)
"""
_MEMBERS = """
INSERT INTO memberships (mention, entity, score, reasons)
SELECT u.mention, n.entity, n.score, n.reasons FROM name_uses u JOIN name_nodes n ON n.number = u.node
WHERE u.mention IS NOT NULL AND n.entity IS NOT NULL
"""
Member = tuple[str, float, Sequence[str]]
"""An entity, how sure it is that a mention belongs to it, and why."""


@dataclass(frozen=True, slots=True)
class NamePending:
    """What has come since names were last resolved.

    ``reading`` and ``judgement`` are the numbers of the last ones there are (0: none); ``documents`` the ids of the
    reports that were read or judged since, ``about`` what was judged of names; ``everything``: all is to be done anew.
    """

    reading: int
    judgement: int
    documents: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    everything: bool = False

    @property
    def nothing(self) -> bool:
        """Whether all is as it was."""
        return not (self.documents or self.about or self.everything)


class Naming:
    """What a ledger keeps of the resolving of names."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def pending(self, method: str) -> NamePending:
        """What came since names were last resolved by this ``method`` (a name with its version)."""
        with self._door.reading() as connection:
            return _pending(connection, method)

    def reports(self, documents: Collection[str] | None = None) -> Iterator[NamedReport]:
        """The reports of these ids, or all, as far as their claims are shown: who is named in which."""
        with self._door.reading() as connection:
            yield from name_reports.reports(connection, documents)

    @contextmanager
    def asking(self) -> Iterator[NameRows]:
        """The tables of names, to be read."""
        with self._door.reading() as connection:
            yield NameRows(connection)

    @contextmanager
    def writing(self) -> Iterator[NameRows]:
        """The tables of names, in one transaction that writes."""
        with self._door.writing() as connection:
            yield NameRows(connection)

    def done(self, seen: NamePending, method: str, *, moved: int) -> None:
        """Note that names are resolved, up to what ``seen`` saw."""
        with self._door.writing() as connection:
            values = {"made": rows.now(), "moved": moved}
            connection.execute(
                insert(tables.namings).values(**values, method=method, reading=seen.reading, judgement=seen.judgement)
            )
            if seen.reading:
                connection.execute(insert(tables.assignments).values(**values, up_to=seen.reading))

    def read_by_several(self, documents: Collection[str] | None, mentions: Collection[int] = ()) -> set[str]:
        """Which of these reports (None: of all), and of those of these mentions, more than one reader has read."""
        with self._door.reading() as connection:
            table = tables.readings.c
            held = select(table.document).where(table.superseded_by.is_(None))
            held = held.group_by(table.document).having(func.count() > 1)
            if documents is None:
                return set(connection.scalars(held))
            wanted, found = set(documents), set[str]()
            for some in chunks(sorted(mentions)):
                of_these = select(tables.mentions.c.document).where(tables.mentions.c.number.in_(some))
                wanted |= set(connection.scalars(of_these))
            for ids in chunks(sorted(wanted)):
                found |= set(connection.scalars(held.where(table.document.in_(ids))))
            return found

    def organizations(self, words: Collection[str]) -> list[tuple[str, str]]:
        """Which organisations go by these names (in their normal form, words parted by blanks): name and entity."""
        with self._door.reading() as connection:
            node, found = tables.name_nodes.c, list[tuple[str, str]]()
            held = select(node.words, node.entity).where(node.kind == Kind.ORGANIZATION.value, node.entity.is_not(None))
            for some in chunks(sorted(words)):
                rows = connection.execute(held.where(node.words.in_(some)).distinct().order_by(node.words, node.entity))
                found += [(row.words, row.entity) for row in rows]
            return found

    def agree(self, documents: Collection[str], groups: Iterable[Sequence[agreed.Named]]) -> int:
        """Make these the groups of claims that readers of these reports read alike; others stay. How many groups."""
        with self._door.writing() as connection:
            return agreed.agree(connection, groups, documents=documents)


def _pending(connection: Connection, method: str) -> NamePending:
    reading = connection.scalar(select(func.max(tables.readings.c.number))) or 0
    judgement = connection.scalar(select(func.max(tables.judgements.c.number))) or 0
    last = connection.execute(select(tables.namings).order_by(tables.namings.c.number.desc()).limit(1)).first()
    if last is None or last.method != method:
        return NamePending(reading, judgement, everything=bool(reading))
    read = set(connection.scalars(select(tables.readings.c.document).where(tables.readings.c.number > last.reading)))
    table, subjects = tables.judgements.c, tables.judgement_subjects.c
    held = (
        select(table.kind, subjects.about)
        .join_from(tables.judgements, tables.judgement_subjects, subjects.judgement == table.number)
        .where(table.number > last.judgement)
    )
    since = connection.execute(held).all()
    about = {row.about for row in since if row.kind in (SAME, DIFFERENT, UNDONE) and ":" in row.about}
    judged = {row.about for row in since} - about
    return NamePending(reading, judgement, frozenset(read | _documents(connection, judged)), frozenset(about))


def _documents(connection: Connection, ids: Collection[str]) -> set[str]:
    """The reports that bear one of these ids, or make a claim that does."""
    found: set[str] = set()
    wanted = sorted(ids)
    for i in range(0, len(wanted), CHUNK):
        some = wanted[i : i + CHUNK]
        found |= set(connection.scalars(select(tables.documents.c.id).where(tables.documents.c.id.in_(some))))
        of_claims = (
            select(tables.readings.c.document)
            .join(tables.claims, tables.claims.c.reading == tables.readings.c.number)
            .where(tables.claims.c.id.in_(some))
        )
        found |= set(connection.scalars(of_claims.distinct()))
    return found


def place_all(names: NameRows, entities: Iterable[Entity]) -> int:
    """Make these all the entities, and every mention a member of the one that its node is placed in.

    How many mentions moved.
    """
    connection = names.connection
    before = connection.scalar(select(func.count()).select_from(tables.moved)) or 0
    connection.execute(text(_SHOWN_AGAIN))
    connection.execute(text(_LOST))
    moved = (connection.scalar(select(func.count()).select_from(tables.moved)) or 0) - before
    now = list(entities)
    former.note(connection, set(connection.scalars(select(tables.entities.c.id))) - {entity.id for entity in now})
    for table in (tables.memberships, tables.entity_names, tables.entities):
        connection.execute(delete(table))
    _add_entities(connection, now)
    connection.execute(text(_MEMBERS))
    return moved


def place_some(
    names: NameRows, entities: Mapping[str, Entity], gone: Collection[str], members: Mapping[int, Member | None]
) -> list[int]:
    """Change some entities and the members of some mentions; None takes one out. The mentions that moved."""
    connection = names.connection
    former.note(connection, gone)
    changed = _changed_entities(connection, entities)
    new = [entity for entity, known in changed if not known]
    _add_entities(connection, new)
    table = tables.memberships
    held: dict[int, str] = {}
    for some in chunks(sorted(members)):
        for row in connection.execute(select(table.c.mention, table.c.entity).where(table.c.mention.in_(some))):
            held[row.mention] = row.entity
        connection.execute(delete(table).where(table.c.mention.in_(some)))
    wanted = {mention: member for mention, member in members.items() if member is not None}
    if wanted:
        connection.execute(
            insert(table),
            [{"mention": m, "entity": e, "score": s, "reasons": list(r)} for m, (e, s, r) in sorted(wanted.items())],
        )
    _change_entities(connection, [entity for entity, known in changed if known])
    for ids in chunks(sorted(gone)):
        connection.execute(delete(tables.entity_names).where(tables.entity_names.c.entity.in_(ids)))
        connection.execute(delete(tables.entities).where(tables.entities.c.id.in_(ids)))
    moved = [m for m in members if held.get(m) != (wanted[m][0] if m in wanted else None)]
    _note_moved(connection, moved)
    return moved


def _note_moved(connection: Connection, moved: Sequence[int]) -> None:
    for some in chunks(sorted(moved)):
        known = set(connection.scalars(select(tables.moved.c.mention).where(tables.moved.c.mention.in_(some))))
        if fresh := [{"mention": mention} for mention in some if mention not in known]:
            connection.execute(insert(tables.moved), fresh)


def _changed_entities(connection: Connection, entities: Mapping[str, Entity]) -> list[tuple[Entity, bool]]:
    """The entities that are new or other than the ledger has them, and whether it has them."""
    held: dict[str, tuple[str, tuple[str, ...]]] = {}
    names: dict[str, list[str]] = {}
    for some in chunks(sorted(entities)):
        ordered = select(tables.entity_names).where(tables.entity_names.c.entity.in_(some))
        for row in connection.execute(ordered.order_by(tables.entity_names.c.entity, tables.entity_names.c.position)):
            names.setdefault(row.entity, []).append(row.name)
        for row in connection.execute(select(tables.entities).where(tables.entities.c.id.in_(some))):
            held[row.id] = (row.name, tuple(names.get(row.id, ())))
    return [
        (entity, id_ in held)
        for id_, entity in sorted(entities.items())
        if held.get(id_) != (entity.name, entity.names)
    ]


def _add_entities(connection: Connection, entities: Sequence[Entity]) -> None:
    if entities:
        connection.execute(
            insert(tables.entities), [{"id": e.id, "name": e.name, "kind": e.kind.value} for e in entities]
        )
        connection.execute(insert(tables.entity_names), [row for e in entities for row in _names(e)])


def _change_entities(connection: Connection, entities: Sequence[Entity]) -> None:
    for entity in entities:
        connection.execute(update(tables.entities).where(tables.entities.c.id == entity.id).values(name=entity.name))
        connection.execute(delete(tables.entity_names).where(tables.entity_names.c.entity == entity.id))
        connection.execute(insert(tables.entity_names), _names(entity))


def _names(entity: Entity) -> list[dict[str, Any]]:
    return [
        {"entity": entity.id, "position": position, "name": name, "folded": fold_name(name)}
        for position, name in enumerate(entity.names)
    ]
