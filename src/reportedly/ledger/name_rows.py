"""Rows of the tables of names, by the numbers of their nodes; every method works inside one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, text, tuple_, update

from reportedly.model import Entity, Kind

from . import tables
from .chunks import CHUNK, chunks

Values = dict[str, Any]
_TOGETHER = text(
    "SELECT 1 FROM name_uses x WHERE x.node = :few AND EXISTS"
    " (SELECT 1 FROM name_uses y WHERE y.node = :many AND y.place = x.place) LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class NameRows:
    """The tables of names, within one transaction."""

    connection: Connection

    # --- reading

    def nodes(self, numbers: Collection[int]) -> list[Row[Any]]:
        """The nodes of these numbers."""
        return self._of(tables.name_nodes.c.number, numbers, select(tables.name_nodes))

    def block(self, kind: str, words: Collection[str]) -> list[Row[Any]]:
        """The nodes of one kind that are bound to a report, by their words."""
        node = tables.name_nodes.c
        held = select(node.number, node.words).where(node.kind == kind, node.document != "")
        return self._of(node.words, words, held)

    def named(self, kind: str, words: str, limit: int) -> list[Row[Any]]:
        """The nodes of one kind and these words, bound to a report or not; not more than ``limit``."""
        node = tables.name_nodes
        held = select(node).where(node.c.kind == kind, node.c.words == words).order_by(node.c.document)
        return list(self.connection.execute(held.limit(limit)))

    def entity(self, id_: str) -> Entity:
        """The entity of an id."""
        row = self.connection.execute(select(tables.entities).filter_by(id=id_)).one()
        names = select(tables.entity_names.c.name).filter_by(entity=id_).order_by(tables.entity_names.c.position)
        return Entity(row.id, row.name, Kind(row.kind), tuple(self.connection.scalars(names)))

    def keyed(self, keys: Collection[str]) -> list[Row[Any]]:
        """Keys with the nodes under them."""
        return self._of(tables.name_keys.c.key, keys, select(tables.name_keys))

    def spellings(self, numbers: Collection[int]) -> list[Row[Any]]:
        """Spellings of nodes, with the number of claims that use each."""
        return self._of(tables.name_spellings.c.node, numbers, select(tables.name_spellings))

    def links(self, numbers: Collection[int], rules: Collection[str]) -> list[Row[Any]]:
        """Links of some rules with a node at either end; one twice where both ends are named."""
        table = tables.name_links
        held = select(table).where(table.c.rule.in_(sorted(rules)))
        return [*self._of(table.c.a, numbers, held), *self._of(table.c.b, numbers, held.where(table.c.a != table.c.b))]

    def links_of(self, rule: str) -> list[Row[Any]]:
        """Every link of a rule."""
        table = tables.name_links
        return list(self.connection.execute(select(table).where(table.c.rule == rule)))

    def links_between(self, numbers: Collection[int], rules: Collection[str]) -> list[Row[Any]]:
        """Links of some rules with both ends among the nodes."""
        table = tables.name_links
        held = select(table).where(table.c.rule.in_(sorted(rules)))
        inside = set(numbers)
        if len(inside) <= CHUNK:
            held = held.where(table.c.b.in_(sorted(inside)))
        return [row for row in self._of(table.c.a, inside, held) if row.b in inside]

    def ties(self, numbers: Collection[int]) -> list[Row[Any]]:
        """Ties with a node at either end; one twice where both ends are named."""
        table = tables.name_ties
        return [*self._of(table.c.a, numbers, select(table)), *self._of(table.c.b, numbers, select(table))]

    def together(self, few: int, many: int) -> bool:
        """Whether one report uses both nodes; quick where ``few`` is used by few reports."""
        return self.connection.execute(_TOGETHER, {"few": few, "many": many}).first() is not None

    def first_places(self, number: int, limit: int) -> list[int]:
        """The first reports that use a node, by their ids."""
        use = tables.name_uses.c
        return list(
            self.connection.scalars(
                select(use.place).where(use.node == number).distinct().order_by(use.place).limit(limit)
            )
        )

    def strong_at(self, places: Collection[int]) -> list[Row[Any]]:
        """Each report's nodes that are not bound to it."""
        use, node = tables.name_uses.c, tables.name_nodes.c
        held = (
            select(use.place, use.node)
            .join_from(tables.name_uses, tables.name_nodes, node.number == use.node)
            .where(node.document == "")
        )
        return self._of(use.place, places, held)

    def used_at(self, places: Collection[int]) -> list[Row[Any]]:
        """Every use in these reports."""
        return self._of(tables.name_uses.c.place, places, select(tables.name_uses))

    def members(self, entities: Collection[str]) -> list[int]:
        """The numbers of the nodes of some entities."""
        node = tables.name_nodes.c
        return [row.number for row in self._of(node.entity, entities, select(node.number))]

    def undecided(self) -> list[Row[Any]]:
        """Every tie that waits for a person."""
        table = tables.name_ties
        return list(self.connection.execute(select(table).where(table.c.outcome == "undecided")))

    def claims_of(self, entities: Collection[str]) -> dict[str, int]:
        """How many claims use the names of each entity (twice where a claim uses two)."""
        node, spelled = tables.name_nodes.c, tables.name_spellings.c
        held = (
            select(node.entity, func.sum(spelled.claims).label("claims"))
            .join_from(tables.name_nodes, tables.name_spellings, spelled.node == node.number)
            .group_by(node.entity)
        )
        return {row.entity: int(row.claims) for row in self._of(node.entity, entities, held)}

    def reports_of(self, numbers: Collection[int]) -> list[Row[Any]]:
        """For each spelling of the nodes, how many reports use it."""
        spelled = tables.name_spellings.c
        held = select(
            spelled.name, func.sum(spelled.reports).label("reports"), func.sum(spelled.claims).label("claims")
        )
        return self._of(spelled.node, numbers, held.group_by(spelled.name))

    # --- writing

    def add(self, table: str, rows: Sequence[Values]) -> None:
        """Append rows to one of the tables of names."""
        if rows:
            self.connection.execute(insert(tables.schema.tables[f"name_{table}"]), rows)

    def empty(self) -> None:
        """Take everything out of the tables of names."""
        for table in ("nodes", "keys", "uses", "spellings", "links", "ties"):
            self.connection.execute(delete(tables.schema.tables[f"name_{table}"]))

    def drop(self, places: Collection[int], documents: Collection[str]) -> None:
        """Take out what reports say of names."""
        self._delete(tables.name_uses.c.place, places)
        self._delete(tables.name_links.c.document, documents)

    def drop_nodes(self, numbers: Collection[int]) -> None:
        """Take nodes out, with their keys and spellings."""
        self._delete(tables.name_nodes.c.number, numbers)
        self._delete(tables.name_keys.c.node, numbers)
        self._delete(tables.name_spellings.c.node, numbers)

    def drop_ties(self, numbers: Collection[int]) -> None:
        """Take ties out, by their own numbers."""
        self._delete(tables.name_ties.c.number, numbers)

    def drop_keys(self, numbers: Collection[int]) -> None:
        """Take nodes from under their keys."""
        self._delete(tables.name_keys.c.node, numbers)

    def drop_spellings(self, pairs: Sequence[tuple[int, str]]) -> None:
        """Take spellings of nodes out."""
        spelled = tables.name_spellings.c
        for some in chunks(pairs):
            self.connection.execute(
                delete(tables.name_spellings).where(tuple_(spelled.node, spelled.name).in_(list(some)))
            )

    def change_nodes(self, rows: Sequence[Values]) -> None:
        """Change nodes; each row has the ``number``, and all rows the same other columns."""
        if rows:
            changed = [{f"_{key}": value for key, value in row.items()} for row in rows]
            node = tables.name_nodes
            names = [key for key in rows[0] if key != "number"]
            self.connection.execute(
                update(node)
                .where(node.c.number == bindparam("_number"))
                .values({k: bindparam(f"_{k}") for k in names}),
                changed,
            )

    def uses_of(self, numbers: Collection[int]) -> list[Row[Any]]:
        """All uses of nodes, summed for each node and spelling."""
        use = tables.name_uses.c
        held = select(
            *(use.node, use.name, func.sum(use.claims).label("claims"), func.count().label("reports")),
        ).group_by(use.node, use.name)
        return self._of(use.node, numbers, held)

    def earliest(self, number: int) -> tuple[str, int, int]:
        """Day and place of the earliest report of a node, and how many reports use it."""
        use = tables.name_uses.c
        first = select(use.day, use.place).where(use.node == number).order_by(use.day, use.place).limit(1)
        row = self.connection.execute(first).one()
        count = select(func.count(use.place.distinct())).where(use.node == number)
        return row.day, row.place, int(self.connection.scalar(count) or 0)

    def document_at(self, place: int) -> str:
        """The id of the document whose place this is."""
        table = tables.documents.c
        found = select(table.id).where(table.id >= f"{place:015x}").order_by(table.id).limit(1)
        return str(self.connection.scalars(found).one())

    def mentions_of(self, numbers: Collection[int]) -> Iterator[tuple[int, int]]:
        """Node and mention of each use that a claim makes of these nodes."""
        use = tables.name_uses.c
        for row in self._of(use.node, numbers, select(use.node, use.mention).where(use.mention.is_not(None))):
            yield row.node, row.mention

    def mention_numbers(self, documents: Collection[str]) -> dict[tuple[str, str, str], int]:
        """The numbers of mentions, by document, kind and name."""
        table = tables.mentions.c
        held = select(table.document, table.kind, table.name, table.number)
        return {(row.document, row.kind, row.name): row.number for row in self._of(table.document, documents, held)}

    # --- helpers

    def _of(self, column: Any, values: Iterable[Any], statement: Any) -> list[Row[Any]]:
        found: list[Row[Any]] = []
        for some in chunks(sorted(set(values))):
            found += self.connection.execute(statement.where(column.in_(some)))
        return found

    def _delete(self, column: Any, values: Collection[Any]) -> None:
        for some in chunks(sorted(set(values))):
            self.connection.execute(delete(column.table).where(column.in_(some)))
