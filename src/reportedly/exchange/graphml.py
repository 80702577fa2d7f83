"""Who is said to have to do with whom, as GraphML: for Gephi, yEd, Cytoscape, networkx and igraph.

Nodes are those spoken of, one an entity; a value (a number, a text) is a node of its own, of the kind "value". Edges
are claims, directed from subject to object and as many as there are; a claim without an object leads back to its
subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator

from reportedly.dossier.wording import counted
from reportedly.ledger import Record
from reportedly.model import Claim, Mention, Part
from reportedly.model.plain import MARK, for_xml

from .formats import FORMATS, Carried
from .matter import Matter
from .saying import Cell, cells, part_in_words

_Keys = dict[tuple[str, str], tuple[str, str]]
"""By what it belongs to ("node", "edge") and the name of a cell: the key's id and its type."""
_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES: dict[type, str] = {bool: "boolean", int: "int", float: "double", str: "string"}
_ENDS = ("report_name", "why", "subject", "object")
"""Cells that an edge need not repeat: its ends and its report say them."""


def export(matter: Matter, out: BinaryIO) -> Carried:
    """Write the network; how many edges it has, and what it could not hold."""
    net = _Net(matter)
    for record in matter.records:
        net.add(record)
    net.write(out)
    left = [loss for loss in FORMATS["graphml"].loses if "XML" not in loss]
    if net.marked:
        left.append(f"control characters in {counted(net.marked, 'cell')}, shown as {MARK}")
    return Carried(len(net.edges), tuple(left))


@dataclass(slots=True)
class _Edge:
    id: str
    source: str
    target: str
    cells: dict[str, Cell]


@dataclass(slots=True)
class _Net:
    """Nodes and edges as they are gathered; ``marked`` counts cells in which something had to be replaced."""

    matter: Matter
    nodes: dict[str, dict[str, Cell]] = field(default_factory=dict)
    edges: list[_Edge] = field(default_factory=list)
    marked: int = 0

    def add(self, record: Record) -> None:
        """Take in one claim."""
        claim = record.claim
        source = self._node(claim, "subject", claim.subject)
        target = source if claim.object is None else self._node(claim, "object", claim.object)
        said = {key: value for key, value in cells(record, self.matter).items() if key not in _ENDS}
        said["label"] = claim.predicate.replace("_", " ")
        said["weight"] = max(int(said.get("origins_low", 1)), 1)
        self.edges.append(_Edge(claim.id, source, target, said))

    def _node(self, claim: Claim, role: str, part: Part) -> str:
        """The id of the node for a part, made where it is new."""
        entities = self.matter.entities
        if isinstance(part, Mention):
            entity = entities.get(part.entity or "")
            id_ = entity.id if entity else f"{part.kind.value}:{part.name}"
            made: dict[str, Cell] = {"label": entity.name if entity else part.name, "kind": part.kind.value}
            if entity and len(entity.names) > 1:
                made["names"] = "; ".join(entity.names)
            if self.matter.about is not None and id_ == self.matter.about.id:
                made["about"] = True
        else:
            id_ = f"{claim.id}:{role}"
            made = {"label": part_in_words(part, entities) or "someone", "kind": "value"}
        self.nodes.setdefault(id_, made)
        return id_

    def write(self, out: BinaryIO) -> None:
        """The whole file, piece by piece."""
        ids = {node: f"n{place}" for place, node in enumerate(self.nodes)}
        keys = {**_keys("node", self.nodes.values()), **_keys("edge", (edge.cells for edge in self.edges))}
        xml = XMLGenerator(out, "utf-8", short_empty_elements=True)
        xml.startDocument()
        with _element(xml, "graphml", {"xmlns": _NAMESPACE}):
            for (domain, name), (id_, kind) in keys.items():
                with _element(xml, "key", {"id": id_, "for": domain, "attr.name": name, "attr.type": kind}):
                    pass
            about = f"about-{self.matter.about.id}" if self.matter.about else "claims"
            with _element(xml, "graph", {"id": about, "edgedefault": "directed"}):
                if self.matter.mask:
                    with _element(xml, "desc", {}):
                        xml.characters(self._clean(f"Masked: {self.matter.mask}"))
                for node, said in self.nodes.items():
                    # An entity's own id is kept, for other tables; a name is none, for it can hold anything.
                    named = {"id": node, **said} if node in self.matter.entities else said
                    self._put(xml, "node", {"id": ids[node]}, named, keys)
                for edge in self.edges:
                    ends = {"id": edge.id, "source": ids[edge.source], "target": ids[edge.target]}
                    self._put(xml, "edge", ends, edge.cells, keys)
        xml.endDocument()
        out.write(b"\n")

    def _put(
        self, xml: XMLGenerator, name: str, attributes: dict[str, str], said: dict[str, Cell], keys: _Keys
    ) -> None:
        with _element(xml, name, attributes):
            for key, value in said.items():
                with _element(xml, "data", {"key": keys[name, key][0]}):
                    xml.characters(self._clean(str(value).lower() if isinstance(value, bool) else str(value)))

    def _clean(self, words: str) -> str:
        clean = for_xml(words)
        self.marked += clean != words
        return clean


@contextmanager
def _element(xml: XMLGenerator, name: str, attributes: dict[str, str]) -> Iterator[None]:
    xml.startElement(name, attributes)  # type: ignore[arg-type]  # A mapping does; typeshed wants its own.
    yield
    xml.endElement(name)
    xml.ignorableWhitespace("\n")


def _keys(domain: str, rows: Iterable[dict[str, Cell]]) -> _Keys:
    """An id and a type for each name of a cell; one that has values of several types is a string."""
    types: dict[str, set[type]] = {"id": {str}} if domain == "node" else {}
    for row in rows:
        for key, value in row.items():
            types.setdefault(key, set()).add(type(value))
    return {
        (domain, key): (f"{domain[0]}_{place}", _TYPES[found.pop()] if len(found) == 1 else "string")
        for place, (key, found) in enumerate(sorted(types.items()))
    }
