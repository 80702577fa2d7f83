"""Where names and what is known of them are kept while entities are made: in memory here, in tables in a ledger."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from .facts import Facts
from .link import AGAINST, Link
from .node import Node
from .tie import Tie

FIRST = 30
"""Reports of a name, the first by their ids, whose other names are its company."""


@dataclass(frozen=True, slots=True)
class Placed:
    """To which entity a name belongs, and what that rests on."""

    entity: str
    score: float
    reasons: tuple[str, ...]


class Shelf(Protocol):
    """What the making of entities asks for, in batches. Nodes that are not known are passed over."""

    def known(self, nodes: Collection[Node]) -> set[Node]:
        """Those of the nodes that some report uses, or states as an alias."""
        ...

    def names(self, nodes: Collection[Node]) -> dict[Node, str]:
        """One spelling of each node: the shortest, and of these the first."""
        ...

    def spellings(self, nodes: Collection[Node]) -> dict[Node, dict[str, int]]:
        """Every spelling of each node, with the number of claims that use it."""
        ...

    def places(self, nodes: Collection[Node]) -> dict[Node, tuple[tuple[str, str], int]]:
        """For each node its earliest report (day and id), and the number of reports that use it."""
        ...

    def keyed(self, keys: Collection[str]) -> dict[str, set[Node]]:
        """The nodes under each blocking key."""
        ...

    def block(self, words: Collection[tuple[str, ...]]) -> dict[tuple[str, ...], set[Node]]:
        """The organizations' nodes, bound to a report, of each normal form: bare acronyms."""
        ...

    def links(self, nodes: Collection[Node], rules: Collection[str]) -> list[Link]:
        """The links of some rules that have a node at either end; of the same in many reports, one."""
        ...

    def foes(self, nodes: Collection[Node]) -> list[Link]:
        """The links between these nodes that keep them apart."""
        ...

    def ties(self, nodes: Collection[Node]) -> list[Tie]:
        """The ties that have a node at either end."""
        ...

    def change_ties(self, gone: Collection[Tie], new: Collection[Tie]) -> None:
        """Take ties away, and put others in."""
        ...

    def together(self, pairs: Collection[tuple[Node, Node]]) -> set[tuple[Node, Node]]:
        """Those of the pairs that one report uses side by side."""
        ...

    def company(self, nodes: Collection[Node]) -> dict[Node, frozenset[Node]]:
        """The strong names that stand in the first reports of each node, without itself."""
        ...

    def first_reports(self, nodes: Collection[Node]) -> dict[Node, tuple[str, ...]]:
        """The first reports of each node, by their ids; ``FIRST`` at most."""
        ...

    def placed(self, nodes: Collection[Node]) -> dict[Node, Placed]:
        """To which entity each node belongs by now."""
        ...

    def members(self, entities: Collection[str]) -> set[Node]:
        """The nodes of some entities."""
        ...

    def place(self, placed: Mapping[Node, Placed | None]) -> None:
        """Put nodes into entities; None takes one out."""
        ...


@dataclass(slots=True)
class Memory:
    """A shelf in memory: for a pile of reports taken as a whole."""

    _spellings: dict[Node, dict[str, int]] = field(default_factory=dict)
    _spelled: dict[Node, Counter[str]] = field(default_factory=dict)
    _first: dict[Node, tuple[str, str]] = field(default_factory=dict)
    _documents: dict[Node, set[str]] = field(default_factory=lambda: defaultdict(set))
    _strong: dict[str, list[Node]] = field(default_factory=dict)
    _links: dict[Node, dict[tuple[Node, Node, str, float], Link]] = field(default_factory=lambda: defaultdict(dict))
    _keys: dict[str, set[Node]] = field(default_factory=lambda: defaultdict(set))
    _blocks: dict[tuple[str, ...], set[Node]] = field(default_factory=lambda: defaultdict(set))
    _ties: dict[Node, set[Tie]] = field(default_factory=lambda: defaultdict(set))
    _placed: dict[Node, Placed] = field(default_factory=dict)
    _members: dict[str, set[Node]] = field(default_factory=lambda: defaultdict(set))
    _one: dict[Node, Node] = field(default_factory=dict)

    def add(self, facts: Facts) -> None:
        """Take in what one report says."""
        strong = set()
        for named, found in facts.nodes.items():
            node = self._one.setdefault(found, found)
            spelled = self._spellings.setdefault(node, {})
            spelled[named[1]] = spelled.get(named[1], 0) + facts.counts[named]
            self._spelled.setdefault(node, Counter())[named[1]] += 1
            self._first[node] = min(self._first.get(node, facts.place), facts.place)
            self._documents[node].add(facts.document)
            if node.strong:
                strong.add(node)
            elif node.kind.value == "organization":
                self._blocks[node.key].add(node)
        self._strong[facts.document] = sorted(strong)
        for link in facts.links:
            for end in {link.a, link.b}:
                known = self._links[end]
                key = (link.a, link.b, link.rule, link.score)
                known[key] = min(known.get(key, link), link, key=lambda one: (one.document, one))

    def set_keys(self, keys: Mapping[Node, Iterable[str]]) -> None:
        """File nodes under their blocking keys."""
        for node, own in keys.items():
            for key in own:
                self._keys[key].add(node)

    def every(self) -> list[Node]:
        """Every node, in order."""
        return sorted(self._spellings)

    def known(self, nodes: Collection[Node]) -> set[Node]:
        """See ``Shelf``."""
        return {node for node in nodes if node in self._spellings}

    def names(self, nodes: Collection[Node]) -> dict[Node, str]:
        """See ``Shelf``."""
        return {n: min(s, key=lambda name: (len(name), name)) for n in nodes if (s := self._spellings.get(n))}

    def spellings(self, nodes: Collection[Node]) -> dict[Node, dict[str, int]]:
        """See ``Shelf``."""
        return {n: self._spellings[n] for n in nodes if n in self._spellings}

    def reports(self, nodes: Collection[Node]) -> dict[Node, dict[str, tuple[int, int]]]:
        """Every spelling of each node, with the numbers of claims and of reports that use it."""
        return {n: {s: (c, self._spelled[n][s]) for s, c in self._spellings[n].items()} for n in nodes}

    def places(self, nodes: Collection[Node]) -> dict[Node, tuple[tuple[str, str], int]]:
        """See ``Shelf``."""
        return {n: (self._first[n], len(self._documents[n])) for n in nodes if n in self._first}

    def keyed(self, keys: Collection[str]) -> dict[str, set[Node]]:
        """See ``Shelf``."""
        return {key: self._keys[key] for key in keys if key in self._keys}

    def block(self, words: Collection[tuple[str, ...]]) -> dict[tuple[str, ...], set[Node]]:
        """See ``Shelf``."""
        return {key: self._blocks[key] for key in words if key in self._blocks}

    def links(self, nodes: Collection[Node], rules: Collection[str]) -> list[Link]:
        """See ``Shelf``."""
        found = {link for n in nodes if n in self._links for link in self._links[n].values() if link.rule in rules}
        return sorted(found)

    def foes(self, nodes: Collection[Node]) -> list[Link]:
        """See ``Shelf``."""
        inside = set(nodes)
        return [link for link in self.links(nodes, AGAINST) if link.a in inside and link.b in inside]

    def ties(self, nodes: Collection[Node]) -> list[Tie]:
        """See ``Shelf``."""
        return sorted({tie for n in nodes if n in self._ties for tie in self._ties[n]}, key=lambda tie: tie.key)

    def change_ties(self, gone: Collection[Tie], new: Collection[Tie]) -> None:
        """See ``Shelf``."""
        for tie in gone:
            self._ties[tie.a].discard(tie)
            self._ties[tie.b].discard(tie)
        for tie in new:
            self._ties[tie.a].add(tie)
            self._ties[tie.b].add(tie)

    def together(self, pairs: Collection[tuple[Node, Node]]) -> set[tuple[Node, Node]]:
        """See ``Shelf``."""
        return {(a, b) for a, b in pairs if not self._documents[a].isdisjoint(self._documents[b])}

    def company(self, nodes: Collection[Node]) -> dict[Node, frozenset[Node]]:
        """See ``Shelf``."""
        first = self.first_reports(nodes)
        return {n: frozenset(c for d in first[n] for c in self._strong[d]) - {n} for n in first}

    def first_reports(self, nodes: Collection[Node]) -> dict[Node, tuple[str, ...]]:
        """See ``Shelf``."""
        return {n: tuple(sorted(self._documents[n])[:FIRST]) for n in nodes if n in self._documents}

    def placed(self, nodes: Collection[Node]) -> dict[Node, Placed]:
        """See ``Shelf``."""
        return {n: self._placed[n] for n in nodes if n in self._placed}

    def members(self, entities: Collection[str]) -> set[Node]:
        """See ``Shelf``."""
        return {node for entity in entities for node in self._members.get(entity, ())}

    def place(self, placed: Mapping[Node, Placed | None]) -> None:
        """See ``Shelf``."""
        for node, where in placed.items():
            before = self._placed.pop(node, None)
            if before is not None:
                self._members[before.entity].discard(node)
            if where is not None:
                self._placed[node] = where
                self._members[where.entity].add(node)


__all__ = ["FIRST", "Memory", "Placed", "Shelf"]
