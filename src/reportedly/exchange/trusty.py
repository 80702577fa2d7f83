"""RDF as quads in TriG, and the Trusty URI of a nanopublication: an address that holds the hash of what it names.

The hash is that of module RA (T. Kuhn and M. Dumontier, Trusty URIs, ESWC 2014; http://trustyuri.net): the quads with
a blank in place of the hash, sorted, each term on a line, SHA-256, in the URL-safe base 64 without padding. Written
without rdflib: its order of triples changes from run to run, and its graphs take a hundred times as long.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_ESCAPED = re.compile('[\\x00-\\x1f\\x7f"\\\\\\u0085\\u2028\\u2029\\ufffe\\uffff]')
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_IN_IRI = re.compile('[\\x00-\\x20<>"{}|^`\\\\\\x7f-\\x9f]')


@dataclass(frozen=True, slots=True, order=True)
class Iri:
    """A node with an address."""

    value: str


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """A value; ``datatype`` is an address."""

    value: str
    datatype: str = _STRING


Term = Iri | Literal
Triple = tuple[Iri, Iri, Term]
Graphs = dict[str, list[Triple]]
"""Triples by the address of their graph."""


def hashed(graphs: Graphs, base: str) -> str:
    """The artifact code of a nanopublication whose own addresses are ``base`` and ``base`` + "#…"."""
    quads = [(graph, *triple) for graph, triples in graphs.items() for triple in triples]
    lines = sorted({_key(quad, base) for quad in quads})
    normal = "".join("".join(f"{line}\n" for line in _lines(key)) for key in lines)
    return "RA" + base64.urlsafe_b64encode(hashlib.sha256(normal.encode()).digest()).decode().rstrip("=")


def moved(graphs: Graphs, base: str, to: str) -> Graphs:
    """The same graphs with ``to`` in place of ``base`` in all addresses of their own."""

    def term(value: Term) -> Term:
        return value if isinstance(value, Literal) else iri(value)

    def iri(value: Iri) -> Iri:
        return Iri(_moved(value.value, base, to))

    return {
        _moved(graph, base, to): [(iri(s), iri(p), term(o)) for s, p, o in triples] for graph, triples in graphs.items()
    }


def trig(graphs: Graphs) -> Iterator[str]:
    """The graphs in TriG, one triple a line, in the order given."""
    for graph, triples in graphs.items():
        yield f"<{graph}> {{\n"
        for subject, predicate, value in dict.fromkeys(triples):
            yield f"  {written(subject)} {written(predicate)} {written(value)} .\n"
        yield "}\n"


def written(term: Term) -> str:
    """A term as TriG has it."""
    if isinstance(term, Iri):
        return f"<{_IN_IRI.sub(lambda m: f'%{ord(m[0]):02X}', term.value)}>"
    text = _ESCAPED.sub(lambda m: _SHORT.get(m[0]) or f"\\u{ord(m[0]):04X}", term.value)
    return f'"{text}"' if term.datatype == _STRING else f'"{text}"^^<{term.datatype}>'


_Key = tuple[bytes, bytes, bytes, bool, bytes, str]


def _key(quad: tuple[str, Iri, Iri, Term], base: str) -> _Key:
    graph, subject, predicate, value = quad
    blank = f"{base.rsplit('/', 1)[0]}/ "
    places = tuple(_moved(place, base, blank).encode() for place in (graph, subject.value, predicate.value))
    if isinstance(value, Literal):
        return (*places, True, value.value.encode(), value.datatype)  # type: ignore[return-value]
    return (*places, False, _moved(value.value, base, blank).encode(), "")  # type: ignore[return-value]


def _lines(key: _Key) -> Iterable[str]:
    graph, subject, predicate, is_literal, value, datatype = key
    text = value.decode()
    if is_literal:
        text = f"^{datatype} " + text.replace("\\", "\\\\").replace("\n", "\\n")
    return (graph.decode(), subject.decode(), predicate.decode(), text)


def _moved(address: str, base: str, to: str) -> str:
    own = address == base or address.startswith(f"{base}#")
    return to + address[len(base) :] if own else address
