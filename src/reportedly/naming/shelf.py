"""A shelf of names in a ledger's tables: what the making of entities asks for is fetched, what it finds is written."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from reportedly.ledger.name_rows import NameRows, Values
from reportedly.model import Kind
from reportedly.weighing.identity import FIRST, Link, Node, Outcome, Placed, Tie
from reportedly.weighing.identity.link import AGAINST, BORN


@lru_cache(maxsize=1 << 20)
def number_of(node: Node) -> int:
    """The number of a node: a hash, the same in every ledger."""
    packed = json.dumps([node.kind.value, node.key, node.document], ensure_ascii=False)
    return int(hashlib.sha256(packed.encode()).hexdigest()[:15], 16)


def place_of(document: str) -> int:
    """The beginning of a document's id as a number: it sorts as the ids do."""
    return int(document[:15], 16)


def words_of(node: Node) -> str:
    """The key of a node as it is kept."""
    return " ".join(node.key)


def node_from(row: Any) -> Node:
    """The node of a row."""
    kind = Kind(row.kind)
    key = (row.words,) if kind is Kind.ACCOUNT else tuple(row.words.split(" "))
    return Node(kind, key, row.document)


class Shelf:
    """The tables of names as ``weighing.identity`` wants them; rows of nodes are fetched once.

    ``before``: where names were placed that may have gone from the tables since.
    """

    def __init__(self, rows: NameRows, before: Mapping[Node, Placed] = MappingProxyType({})) -> None:
        self.rows = rows
        self.changed: dict[Node, Placed | None] = {}
        self._held: dict[int, Any] = {}
        self._nodes: dict[int, Node] = {}
        self._placed: dict[int, Placed | None] = {number_of(node): where for node, where in before.items()}

    # --- nodes and numbers

    def node(self, number: int) -> Node:
        """The node of a number that was fetched."""
        return self._nodes[number]

    def _fetch(self, numbers: Iterable[int]) -> None:
        wanted = {number for number in numbers if number not in self._held}
        self._held |= dict.fromkeys(wanted)
        for row in self.rows.nodes(wanted):
            self._held[row.number] = row
            self._nodes[row.number] = node_from(row)
            self._placed.setdefault(
                row.number, Placed(row.entity, row.score, tuple(row.reasons)) if row.entity is not None else None
            )

    def _rows(self, nodes: Collection[Node]) -> dict[Node, Any]:
        numbered = {node: number_of(node) for node in nodes}
        self._nodes |= {number: node for node, number in numbered.items()}
        self._fetch(numbered.values())
        return {node: row for node, number in numbered.items() if (row := self._held[number]) is not None}

    def numbered(self, numbers: Iterable[int]) -> dict[int, Node]:
        """The nodes of these numbers."""
        return self._of(numbers)

    def _of(self, numbers: Iterable[int]) -> dict[int, Node]:
        """Nodes by their numbers; hubs among them, which a tie alone knows."""
        wanted = list(numbers)
        self._fetch(wanted)
        return {number: self._nodes[number] for number in wanted if number in self._nodes}

    def at(self, documents: Collection[str]) -> dict[int, Node]:
        """The nodes that reports use, by number."""
        return self._of({row.node for row in self.rows.used_at([place_of(document) for document in documents])})

    # --- what is asked

    def known(self, nodes: Collection[Node]) -> set[Node]:
        """See ``weighing.identity.Shelf``, here and below."""
        return {node for node, row in self._rows(nodes).items() if row.reports}

    def names(self, nodes: Collection[Node]) -> dict[Node, str]:
        """One spelling of each node."""
        return {node: row.name for node, row in self._rows(nodes).items() if row.reports}

    def spellings(self, nodes: Collection[Node]) -> dict[Node, dict[str, int]]:
        """Every spelling of each node, with the number of claims that use it."""
        found: dict[Node, dict[str, int]] = defaultdict(dict)
        numbers = {number_of(node): node for node in self.known(nodes)}
        for row in self.rows.spellings(numbers):
            found[numbers[row.node]][row.name] = row.claims
        return dict(found)

    def places(self, nodes: Collection[Node]) -> dict[Node, tuple[tuple[str, str], int]]:
        """The earliest report of each node, and the number of its reports."""
        return {n: ((row.day, row.first), row.reports) for n, row in self._rows(nodes).items() if row.reports}

    def keyed(self, keys: Collection[str]) -> dict[str, set[Node]]:
        """The nodes under each key."""
        rows = self.rows.keyed(keys)
        nodes = self._of(row.node for row in rows)
        found: dict[str, set[Node]] = defaultdict(set)
        for row in rows:
            found[row.key].add(nodes[row.node])
        return dict(found)

    def block(self, words: Collection[tuple[str, ...]]) -> dict[tuple[str, ...], set[Node]]:
        """Organizations' nodes bound to a report, by their words."""
        rows = self.rows.block(Kind.ORGANIZATION.value, [" ".join(own) for own in words])
        nodes = self._of(row.number for row in rows)
        found: dict[tuple[str, ...], set[Node]] = defaultdict(set)
        for row in rows:
            found[tuple(row.words.split(" "))].add(nodes[row.number])
        return dict(found)

    def links(self, nodes: Collection[Node], rules: Collection[str]) -> list[Link]:
        """Links of some rules with a node at either end; of the same in many reports, that of the first."""
        return self._linked(self.rows.links([number_of(node) for node in nodes], rules))

    def births(self) -> list[Link]:
        """Every year of birth that a report gives."""
        return self._linked(self.rows.links_of(BORN))

    def foes(self, nodes: Collection[Node]) -> list[Link]:
        """Links between the nodes that keep them apart."""
        return self._linked(self.rows.links_between([number_of(node) for node in nodes], AGAINST))

    def _linked(self, rows: list[Any]) -> list[Link]:
        nodes = self._of({end for row in rows for end in (row.a, row.b)})
        found: dict[tuple[Node, Node, str, float], Link] = {}
        for row in rows:
            link = Link(nodes[row.a], nodes[row.b], row.rule, row.document, row.score, row.reason, row.claim)
            key = (link.a, link.b, link.rule, link.score)
            found[key] = min(found.get(key, link), link, key=lambda one: (one.document, one))
        return sorted(found.values())

    def ties(self, nodes: Collection[Node]) -> list[Tie]:
        """Ties with a node at either end."""
        return sorted(self._tied(nodes).values(), key=lambda tie: tie.key)

    def _tied(self, nodes: Collection[Node]) -> dict[int, Tie]:
        self._nodes |= {number_of(node): node for node in nodes}
        rows = self.rows.ties([number_of(node) for node in nodes])
        ends = self._of({end for row in rows for end in (row.a, row.b)})
        return {row.number: tie_from(row, ends[row.a], ends[row.b]) for row in rows}

    def together(self, pairs: Collection[tuple[Node, Node]]) -> set[tuple[Node, Node]]:
        """Those of the pairs that one report uses side by side."""
        rows = self._rows({node for pair in pairs for node in pair})
        found = set()
        for pair in pairs:
            few, many = sorted(pair, key=lambda node: rows[node].reports if node in rows else 0)
            if self.rows.together(number_of(few), number_of(many)):
                found.add(pair)
        return found

    def company(self, nodes: Collection[Node]) -> dict[Node, frozenset[Node]]:
        """The strong names in the first reports of each node."""
        first = {node: self.rows.first_places(number_of(node), FIRST) for node in self.known(nodes)}
        rows = self.rows.strong_at({place for places in first.values() for place in places})
        ends = self._of({row.node for row in rows})
        at: dict[int, set[Node]] = defaultdict(set)
        for row in rows:
            at[row.place].add(ends[row.node])
        return {node: frozenset(c for p in places for c in at[p]) - {node} for node, places in first.items()}

    def first_reports(self, nodes: Collection[Node]) -> dict[Node, tuple[str, ...]]:
        """The beginnings of the ids of each node's first reports."""
        return {
            node: tuple(f"{place:015x}" for place in self.rows.first_places(number_of(node), FIRST))
            for node in self.known(nodes)
        }

    def placed(self, nodes: Collection[Node]) -> dict[Node, Placed]:
        """To which entity each node belongs by now."""
        self._rows(nodes)
        return {node: where for node in nodes if (where := self._placed.get(number_of(node))) is not None}

    def members(self, entities: Collection[str]) -> set[Node]:
        """The nodes of some entities, as they are by now."""
        wanted = set(entities)
        found = set(self._of(self.rows.members(entities)).values())
        found |= {self._nodes[number] for number, where in self._placed.items() if where and where.entity in wanted}
        return {node for node in found if (p := self._placed.get(number_of(node))) is not None and p.entity in wanted}

    # --- what is written

    def change_ties(self, gone: Collection[Tie], new: Collection[Tie]) -> None:
        """Take ties away, and put others in."""
        if gone:
            known = self._tied({node for tie in gone for node in (tie.a, tie.b)})
            wanted = set(gone)
            self.rows.drop_ties([number for number, tie in known.items() if tie in wanted])
        hubs = {node for tie in new for node in (tie.a, tie.b) if node.hub}
        fresh = sorted(hubs - self._rows(hubs).keys())
        self.rows.add("nodes", [hub_row(hub) for hub in fresh])
        for hub in fresh:
            self._held.pop(number_of(hub))
        self.rows.add("ties", [tie_row(tie) for tie in new])

    def place(self, placed: Mapping[Node, Placed | None]) -> None:
        """Put nodes into entities; written by ``flush``."""
        for node, where in placed.items():
            self._nodes[number_of(node)] = node
            self._placed[number_of(node)] = where
            self.changed[node] = where

    def flush(self) -> None:
        """Write where nodes were put."""
        rows = self._rows(self.changed)
        self.rows.drop_nodes([number_of(n) for n, where in self.changed.items() if n.hub and where is None])
        self.rows.change_nodes(
            [{"number": number_of(n), **placed_row(w)} for n, w in sorted(self.changed.items()) if n in rows]
        )

    def mentions(self, nodes: Collection[Node], documents: Collection[str]) -> Iterator[tuple[Node, int]]:
        """Every mention of some nodes, and every mention of some reports."""
        for number, mention in self.rows.mentions_of([number_of(node) for node in nodes]):
            yield self._nodes[number], mention
        rows = [r for r in self.rows.used_at([place_of(d) for d in documents]) if r.mention is not None]
        ends = self._of({row.node for row in rows})
        for row in rows:
            yield ends[row.node], row.mention


def node_row(node: Node, name: str) -> Values:
    """What a node is, as columns."""
    return {
        "number": number_of(node),
        "kind": node.kind.value,
        "words": words_of(node),
        "document": node.document,
        "name": name,
    }


def hub_row(hub: Node) -> Values:
    """A node that no report uses."""
    return {**node_row(hub, ""), "day": "", "first": "", "reports": 0, **placed_row(None)}


def placed_row(where: Placed | None) -> Values:
    """Where a node was put, as columns."""
    if where is None:
        return {"entity": None, "score": None, "reasons": None}
    return {"entity": where.entity, "score": where.score, "reasons": list(where.reasons)}


def tie_row(tie: Tie) -> Values:
    """A tie as columns."""
    return {
        "a": number_of(tie.a),
        "b": number_of(tie.b),
        "rule": tie.rule,
        "score": tie.score,
        "reasons": list(tie.reasons),
        "against": list(tie.against),
        "hindrance": tie.hindrance,
        "claim": tie.claim,
        "document": tie.document,
        "weight": tie.weight,
        "outcome": tie.outcome.value,
    }


def tie_from(row: Any, a: Node, b: Node) -> Tie:
    """The tie of a row."""
    return Tie(
        a,
        b,
        row.rule,
        row.score,
        tuple(row.reasons),
        tuple(row.against),
        row.claim,
        row.document,
        row.weight,
        row.hindrance,
        Outcome(row.outcome),
    )
