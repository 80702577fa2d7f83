"""Names that are joined into entities, step by step, each step with its reason; and names that must stay apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reportedly.model import Kind, Score

from .names import is_acronym, is_generic, key
from .told import Unit


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """One name, in its normal form.

    ``document`` is empty where the name is strong enough to mean the same in every report, and the id of the report
    where it is not: a surname alone, an initial, an acronym, "Ministry of Defence".
    """

    kind: Kind
    key: tuple[str, ...]
    document: str = ""

    @property
    def strong(self) -> bool:
        """Whether the name means the same in every report."""
        return not self.document


def node_of(unit: Unit) -> Node:
    """The node that a name of a report belongs to."""
    document, kind, name = unit
    words = key(name, kind)
    return Node(kind, words, document if _weak(name, words, kind) else "")


def _weak(name: str, words: tuple[str, ...], kind: Kind) -> bool:
    if kind is Kind.PERSON:
        return len(words) < 2 or any(len(word) == 1 for word in words[:1])
    if kind is Kind.ORGANIZATION:
        return is_acronym(name) or is_generic(words)
    if kind is Kind.WORK:
        return len(words) < 2
    return kind is Kind.PLACE and is_generic(words)


@dataclass(frozen=True, slots=True)
class Join:
    """That two nodes were joined, and why."""

    a: Node
    b: Node
    rule: str
    score: Score
    claim: str | None = None


@dataclass(slots=True)
class Clusters:
    """A union-find that remembers its reasons and refuses what must stay apart."""

    parent: dict[Node, Node] = field(default_factory=dict)
    members: dict[Node, set[Node]] = field(default_factory=dict)
    foes: dict[Node, set[Node]] = field(default_factory=dict)
    joins: list[Join] = field(default_factory=list)

    def add(self, node: Node) -> None:
        """Make a node known, as a cluster of its own."""
        if node not in self.parent:
            self.parent[node] = node
            self.members[node] = {node}

    def root(self, node: Node) -> Node:
        """The node that stands for the cluster of this one."""
        while self.parent[node] != node:
            self.parent[node] = self.parent[self.parent[node]]
            node = self.parent[node]
        return node

    def keep_apart(self, a: Node, b: Node) -> None:
        """Never let these two into one cluster."""
        self.foes.setdefault(a, set()).add(b)
        self.foes.setdefault(b, set()).add(a)

    def may_join(self, a: Node, b: Node) -> bool:
        """Whether joining the two breaks no rule: one kind, and nobody in one whom the other must not meet."""
        if a.kind is not b.kind:
            return False
        one, two = self.members[self.root(a)], self.members[self.root(b)]
        return not any(self.foes.get(node, set()) & two for node in one)

    def join(self, a: Node, b: Node, *, rule: str, score: Score, claim: str | None = None) -> bool:
        """Join two clusters. False, and nothing done, where they must stay apart or are one already."""
        one, two = self.root(a), self.root(b)
        if one == two or not self.may_join(a, b):
            return False
        small, large = sorted((one, two), key=lambda r: (len(self.members[r]), r))
        self.parent[small] = large
        self.members[large] |= self.members.pop(small)
        self.joins.append(Join(a, b, rule, score, claim))
        return True

    def roots(self, nodes: Iterable[Node]) -> set[Node]:
        """The clusters that these nodes lie in."""
        return {self.root(node) for node in nodes}
