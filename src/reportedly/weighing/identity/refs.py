"""How a judgement points at a name: "person:Tamrek Sholdan", or "person:Sholdan@<document id>" for one report."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.errors import BadValueError
from reportedly.model import Kind

from .node import Node, node_of

_EXPECTED = 'KIND:NAME or KIND:NAME@DOCUMENT, such as "person:Tamrek Sholdan"'


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A name that a person judges; ``document`` is empty where it is meant in every report."""

    kind: Kind
    name: str
    document: str = ""

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.name}" + (f"@{self.document}" if self.document else "")

    @property
    def node(self) -> Node:
        """The node that is meant."""
        found = node_of(self.document, self.kind, self.name)
        # A full name that is judged in one report alone is bound to that report.
        return Node(found.kind, found.key, self.document) if self.document else found


def parse(text: str) -> Ref:
    """The reference of a text.

    Raises:
        BadValueError: where it has not the form.
    """
    kind, colon, rest = text.partition(":")
    name, at, document = rest.rpartition("@")
    # An "@" belongs to the name of an account, and a document's id is one word.
    if not at or not name or not document or any(c.isspace() for c in document):
        name, document = rest, ""
    if not colon or kind not in set(Kind) or not name.strip():
        raise BadValueError("name", text, expected=_EXPECTED)
    return Ref(Kind(kind), name.strip(), document)
