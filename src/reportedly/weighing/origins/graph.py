"""The way of claims as a graph: reports, outlets and sources, each edge with what shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from reportedly.model import SourceKind
from reportedly.weighing.told import Told

from . import wording
from .chain import is_named
from .origins import Origins
from .records import Passages


class NodeKind(StrEnum):
    """What a node stands for."""

    REPORT = "report"
    OUTLET = "outlet"
    SOURCE = "source"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Node:
    """A report, an outlet, or a source. ``origin``: some claim ends here."""

    id: str
    kind: NodeKind
    label: str
    origin: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """That what stands in ``start`` goes back to ``end``.

    ``how``: "reprints", "cites", "says" and the like. ``evidence``: in words, and the quotations. ``passages`` that two
    reports share. ``claims``: the ids of the claims that go this way.
    """

    start: str
    end: str
    how: str
    evidence: tuple[str, ...]
    passages: Passages = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and edges, in an order that does not depend on that of the claims."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class _Stop:
    node: Node
    how: str = ""
    evidence: tuple[str, ...] = ()
    passages: Passages = ()


def graph(told: Iterable[Told], origins: Origins) -> Graph:
    """The origin graph of claims: from each report over those that it copies and the sources that it cites to the end.

    A source without a name is a node of its own for each report (or group of copies) that has it.
    """
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str, str], Edge] = {}
    for each in sorted(told, key=lambda t: (t.claim.document, t.claim.span, t.claim.id)):
        way = list(_way(each, origins))
        for number, stop in enumerate(way):
            known = nodes.get(stop.node.id, stop.node)
            ends = known.origin or number == len(way) - 1
            nodes[stop.node.id] = Node(known.id, known.kind, known.label, ends)
        for before, after in pairwise(way):
            key = (before.node.id, after.node.id, after.how)
            edges[key] = _joined(edges.get(key), key, after, each.claim.id)
    return Graph(tuple(nodes[k] for k in sorted(nodes)), tuple(edges[k] for k in sorted(edges)))


def _joined(known: Edge | None, key: tuple[str, str, str], stop: _Stop, claim: str) -> Edge:
    evidence = dict.fromkeys((*(known.evidence if known else ()), *stop.evidence))
    passages = dict.fromkeys((*(known.passages if known else ()), *stop.passages))
    claims = dict.fromkeys((*(known.claims if known else ()), claim))
    return Edge(*key, tuple(evidence), tuple(passages), tuple(claims))


def _way(told: Told, origins: Origins) -> Iterator[_Stop]:
    """The stops of one claim, from its report inward."""
    claim, document = told.claim, told.document
    yield _Stop(_report(document.id, wording.named(document)))
    walk = origins.walk_of(told)
    chain = origins.chain(told, walk)
    if not chain:
        for link in walk.links:
            how = wording.VERBS[link.via]
            node = _report(link.origin, wording.named(origins.document(link.origin)))
            yield _Stop(node, how, link.score.reasons, link.passages)
    origin = origins.origin_of(told)
    said = f"“{' '.join(claim.quote.split())}”"
    for source in chain[:-1]:
        kind = NodeKind.OUTLET if source.kind is SourceKind.OUTLET else NodeKind.SOURCE
        if not is_named(source):
            node = Node(f"unnamed:{document.id}:{source.name}", NodeKind.UNNAMED, source.name)
        else:
            node = Node("|".join(origins.key(source)), kind, source.name)
        yield _Stop(node, "cites", (said,))
    kind = NodeKind.OUTLET
    if claim.sources:
        last = claim.sources[-1].kind
        kind = {SourceKind.UNNAMED: NodeKind.UNNAMED, SourceKind.OUTLET: NodeKind.OUTLET}.get(last, NodeKind.SOURCE)
    yield _Stop(
        Node("|".join(origin.key), kind, origin.label), "cites" if claim.sources else "is published by", (said,)
    )


def _report(document: str, label: str) -> Node:
    return Node(f"report:{document}", NodeKind.REPORT, label)
