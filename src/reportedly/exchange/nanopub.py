"""RDF in TriG: one nanopublication a claim (http://nanopub.net/guidelines/working_draft/), under a Trusty URI.

- assertion: the claim as an ``rdf:Statement`` with polarity and certainty, so that nothing is asserted that the report
  denies or only holds possible; qualifiers beside it, times in EDTF;
- provenance, in PROV: from which report it was derived, the quotation with its selectors (Web Annotation), and each
  link of the chain of sources;
- publication info: by what it was read and how it was weighed.

Addresses end in ``.invalid`` (RFC 2606): nothing is published, nothing is signed, and nothing of it can be fetched.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import quote

from reportedly.exchange.formats import Carried, text
from reportedly.exchange.matter import Matter, Standing
from reportedly.exchange.said import outlet
from reportedly.ledger import Record
from reportedly.model import Document, Interval, Kind, Mention, Part, Quantity, Source, SourceKind, Text
from reportedly.model.plain import tidy

from .trusty import Graphs, Iri, Literal, Term, Triple, hashed, moved, trig

BASE = "https://reportedly.invalid/"
TERMS = f"{BASE}terms#"
"""Where predicates, qualifiers, polarity and certainty have their names."""

_NP = "http://www.nanopub.org/nschema#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_PROV = "http://www.w3.org/ns/prov#"
_OA = "http://www.w3.org/ns/oa#"
_DCT = "http://purl.org/dc/terms/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
_TYPE = Iri(f"{_RDF}type")
_LABEL = Iri(f"{_RDFS}label")
_AROUND = 32  # characters before and after a quotation, by which it is found again in another version of a text

_CLASS = {
    Kind.PERSON: Iri("http://xmlns.com/foaf/0.1/Person"),
    Kind.ORGANIZATION: Iri("http://xmlns.com/foaf/0.1/Organization"),
    Kind.PLACE: Iri("https://schema.org/Place"),
    Kind.ACCOUNT: Iri("http://xmlns.com/foaf/0.1/OnlineAccount"),
    Kind.WORK: Iri("https://schema.org/CreativeWork"),
}
_AGENT = {
    SourceKind.PERSON: Iri(f"{_PROV}Person"),
    SourceKind.ORGANIZATION: Iri(f"{_PROV}Organization"),
    SourceKind.OUTLET: Iri(f"{_PROV}Organization"),
    SourceKind.WORK: Iri(f"{_PROV}Entity"),
    SourceKind.UNNAMED: Iri(f"{_PROV}Agent"),
}
_PROGRAM = Iri(f"{BASE}program")


def export(matter: Matter, out: BinaryIO) -> Carried:
    """Write one nanopublication a claim."""
    seen: set[str] = set()
    with text(out) as stream:
        for record in matter.records:
            graphs = nanopublication(record, matter.standing(record.claim.id), mask=matter.mask)
            head = next(iter(graphs))
            if head not in seen:
                seen.add(head)
                stream.writelines(trig(graphs))
                stream.write("\n")
    kept = "which characters of the sentence are subject, object and cue, and the reports' texts"
    return Carried(len(seen), (kept, "signatures: nothing here is signed or published"))


def nanopublication(record: Record, standing: Standing | None = None, *, mask: str = "") -> Graphs:
    """The four graphs of one claim, under their Trusty URI."""
    base = f"{BASE}np/draft"
    head, assertion, provenance, pubinfo = (Iri(f"{base}#{n}") for n in ("Head", "assertion", "provenance", "pubinfo"))
    own = Iri(base)
    graphs: Graphs = {
        head.value: [
            (own, _TYPE, Iri(f"{_NP}Nanopublication")),
            (own, Iri(f"{_NP}hasAssertion"), assertion),
            (own, Iri(f"{_NP}hasProvenance"), provenance),
            (own, Iri(f"{_NP}hasPublicationInfo"), pubinfo),
        ],
        assertion.value: list(_asserted(record, base)),
        provenance.value: list(_provenance(record, base, assertion)),
        pubinfo.value: list(_published(record, own, standing, mask)),
    }
    return moved(graphs, base, f"{BASE}np/{hashed(graphs, base)}")


# --- what is said


def _asserted(record: Record, base: str) -> Iterator[Triple]:
    claim, own = record.claim, Iri(f"{base}#claim")
    yield own, _TYPE, Iri(f"{_RDF}Statement")
    yield own, _TYPE, _term("Claim")
    yield own, Iri(f"{_RDF}predicate"), _term(claim.predicate)
    yield from _side(own, Iri(f"{_RDF}subject"), claim.subject, f"{base}#subject")
    if claim.object is not None:
        yield from _side(own, Iri(f"{_RDF}object"), claim.object, f"{base}#object")
    yield own, _term("polarity"), _term(claim.polarity.value)
    yield own, _term("certainty"), _term(claim.certainty.value)
    for number, (key, part) in enumerate(claim.qualifiers.items(), start=1):
        yield from _side(own, _term(f"qualifier-{key}"), part, f"{base}#qualifier{number}")


def _side(own: Iri, relation: Iri, part: Part, node: str) -> Iterator[Triple]:
    match part:
        case Mention(name=name, kind=kind, entity=entity):
            place = Iri(f"{BASE}entity/{quote(entity, safe='')}") if entity is not None else Iri(node)
            yield own, relation, place
            yield place, _TYPE, _CLASS[kind]
            yield place, _LABEL, Literal(tidy(name))
        case Text(value=value):
            yield own, relation, Literal(value)
        case Interval(edtf=edtf):
            yield own, relation, Literal(edtf, _EDTF)
        case Quantity(low=low, high=high, unit=unit):
            place = Iri(node)
            yield own, relation, place
            yield place, _TYPE, _term("Range")
            for key, edge in (("low", low), ("high", high)):
                if edge is not None:
                    yield place, _term(key), _number(edge)
            if unit is not None:
                yield place, _term("unit"), Literal(unit)


# --- where it is from


def _provenance(record: Record, base: str, assertion: Iri) -> Iterator[Triple]:
    claim, document = record.claim, record.document
    report, quotation = report_address(document), Iri(f"{base}#quotation")
    yield assertion, Iri(f"{_PROV}wasDerivedFrom"), report
    yield assertion, Iri(f"{_PROV}wasDerivedFrom"), quotation
    yield from _report(document, report)
    yield quotation, Iri(f"{_PROV}wasQuotedFrom"), report
    yield quotation, Iri(f"{_PROV}value"), Literal(claim.quote)
    yield quotation, _TYPE, Iri(f"{_OA}SpecificResource")
    yield quotation, Iri(f"{_OA}hasSource"), report
    yield from _selectors(record, quotation, base)
    yield from _attributed(assertion, 0, Source(outlet(document), SourceKind.OUTLET), base, own="publisher")
    for number, source in enumerate(claim.sources, start=1):
        yield from _attributed(assertion, number, source, base)


def report_address(document: Document) -> Iri:
    """The address of a report: the hash of its original bytes (RFC 6920)."""
    packed = base64.urlsafe_b64encode(bytes.fromhex(document.id)).decode().rstrip("=")
    return Iri(f"ni:///sha-256;{packed}")


def _report(document: Document, report: Iri) -> Iterator[Triple]:
    yield report, _TYPE, Iri(f"{_PROV}Entity")
    yield report, Iri(f"{_DCT}title"), Literal(tidy(document.title or document.name))
    yield report, Iri(f"{_DCT}publisher"), Literal(outlet(document))
    if document.published is not None:
        yield report, Iri(f"{_DCT}issued"), Literal(document.published.isoformat(), f"{_XSD}date")
    if document.language is not None:
        yield report, Iri(f"{_DCT}language"), Literal(tidy(document.language))
    for author in document.authors:
        yield report, Iri(f"{_DCT}creator"), Literal(tidy(author))
    if document.origin.startswith(("http://", "https://")):
        yield report, Iri(f"{_DCT}source"), Literal(document.origin, f"{_XSD}anyURI")


def _selectors(record: Record, quotation: Iri, base: str) -> Iterator[Triple]:
    span, words = record.claim.span, record.document.text
    position, exact = Iri(f"{base}#position"), Iri(f"{base}#words")
    yield quotation, Iri(f"{_OA}hasSelector"), position
    yield position, _TYPE, Iri(f"{_OA}TextPositionSelector")
    yield position, Iri(f"{_OA}start"), _integer(span.start)
    yield position, Iri(f"{_OA}end"), _integer(span.end)
    yield quotation, Iri(f"{_OA}hasSelector"), exact
    yield exact, _TYPE, Iri(f"{_OA}TextQuoteSelector")
    yield exact, Iri(f"{_OA}exact"), Literal(record.claim.quote)
    for key, around in (
        ("prefix", words[max(0, span.start - _AROUND) : span.start]),
        ("suffix", words[span.end : span.end + _AROUND]),
    ):
        if around:
            yield exact, Iri(f"{_OA}{key}"), Literal(around)


def _attributed(assertion: Iri, number: int, source: Source, base: str, *, own: str = "") -> Iterator[Triple]:
    """A link of the chain from the report inward; number 0 is the publisher."""
    link, agent = Iri(f"{base}#link{number}"), Iri(f"{base}#source{number}")
    if source.entity is not None:
        agent = Iri(f"{BASE}entity/{quote(source.entity, safe='')}")
    yield assertion, Iri(f"{_PROV}wasAttributedTo"), agent
    yield assertion, Iri(f"{_PROV}qualifiedAttribution"), link
    yield link, _TYPE, Iri(f"{_PROV}Attribution")
    yield link, Iri(f"{_PROV}agent"), agent
    yield link, Iri(f"{_PROV}hadRole"), _term(own or source.kind.value)
    yield link, _term("position"), _integer(number)
    yield agent, _TYPE, _AGENT[source.kind]
    yield agent, _LABEL, Literal(tidy(source.name))


# --- who made it of what


def _published(record: Record, own: Iri, standing: Standing | None, mask: str) -> Iterator[Triple]:
    yield own, Iri(f"{_PROV}wasAttributedTo"), _PROGRAM
    yield _PROGRAM, _TYPE, Iri(f"{_PROV}SoftwareAgent")
    yield _PROGRAM, _LABEL, Literal("reportedly")
    yield own, _term("claim"), Literal(record.claim.id)
    yield own, _term("reader"), Literal(tidy(record.reader))
    yield own, _term("readBy"), Literal(tidy(record.claim.reader))
    yield own, _term("confidence"), _number(record.claim.score)
    if record.retraction is not None:
        yield own, _term("takenBack"), Literal("true", f"{_XSD}boolean")
    if mask:
        yield own, _term("masked"), Literal(mask)
    if standing is None:
        return
    yield own, _term("proposition"), Literal(standing.proposition)
    yield own, _term("originsLeast"), _integer(standing.low)
    yield own, _term("originsMost"), _integer(standing.high)
    if standing.grade is not None:
        yield own, _term("credibility"), _integer(standing.grade)
    for why in standing.why:
        yield own, _term("why"), Literal(tidy(why))
    for other in standing.contradicted_by:
        yield own, _term("contradictedBy"), Literal(other)


def _term(name: str) -> Iri:
    return Iri(TERMS + quote(name, safe=""))


def _integer(value: int) -> Term:
    return Literal(str(value), f"{_XSD}integer")


def _number(value: float) -> Term:
    """Whole numbers as integers, others as doubles: what every library reads and writes back alike."""
    if float(value).is_integer() and abs(value) < 2**53:
        return _integer(int(value))
    return Literal(repr(float(value)), f"{_XSD}double")
