"""Nanopublications: valid by their own library, found again by their hash, and never asserting what is denied."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import rdflib
from hypothesis import given, settings

from reportedly.exchange import nanopub as exporter
from reportedly.exchange.matter import Matter, Standing
from reportedly.exchange.trusty import trig
from reportedly.ledger import Ledger, Record
from reportedly.model import Claim
from tests.dossier.brotherhood import REPORTS
from tests.exchange.handed import handed, ledger
from tests.ledger import made
from tests.outlook import fill
from tests.written import DENIED, GOT, PROBABLE, number, org, outlet, person, report, says, unnamed

library = pytest.importorskip("nanopub")

GUARD, IDRIS = org("Salt Guard"), person("Idris Valkoen")
TERMS = exporter.TERMS


@pytest.fixture(scope="module")
def brotherhood(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("np") / "a.db") as opened:
        fill(opened, *REPORTS)
        yield opened


def valid(text: str) -> rdflib.ConjunctiveGraph:
    """One nanopublication, which the library takes as one, with the hash that its address says."""
    with warnings.catch_warnings():
        # The library builds on a class that rdflib calls old.
        warnings.simplefilter("ignore", DeprecationWarning)
        graph = rdflib.ConjunctiveGraph()
        graph.parse(data=text, format="trig")
        found = library.Nanopub(rdf=graph, conf=library.NanopubConf())
        assert found.is_valid
        assert found.has_valid_trusty
    return graph


def dataset(content: bytes) -> rdflib.Dataset:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        graph = rdflib.Dataset(default_union=True)
        graph.parse(data=content.decode(), format="trig")
    return graph


def asked(graph: rdflib.ConjunctiveGraph, query: str) -> list[tuple[str, ...]]:
    prefixes = f"""
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX oa: <http://www.w3.org/ns/oa#>
        PREFIX np: <http://www.nanopub.org/nschema#> PREFIX dct: <http://purl.org/dc/terms/> PREFIX : <{TERMS}>
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        rows: Any = graph.query(prefixes + query)
        return [tuple(str(value) for value in row) for row in rows]


def test_each_is_valid_and_its_address_holds_its_hash(brotherhood: Ledger) -> None:
    content, carried = handed(brotherhood, "nanopub")
    blocks = [block for block in content.decode().split("\n\n") if block.strip()]
    assert carried.written == len(blocks) == len(brotherhood.claims())
    for block in blocks:
        valid(block)
    assert handed(brotherhood, "nanopub")[0] == content


def test_a_changed_word_no_longer_fits_its_address() -> None:
    [record] = report("a.txt", "Pelmor Herald", "2019-01-01", ("He leads.", says("leads", IDRIS, GUARD))).records
    text = "".join(trig(exporter.nanopublication(record)))
    valid(text)
    with pytest.raises(library.utils.MalformedNanopubError, match="is not valid"):
        valid(text.replace("He leads.", "He led."))


def test_denials_are_found_by_a_query_with_their_sources_and_words(tmp_path: Path) -> None:
    reports = (
        report("a.txt", "Pelmor Herald", "2019-01-01", ("He leads it.", says("leads", IDRIS, GUARD, start="2015"))),
        report(
            "b.txt", "Lumen Wire", "2019-01-02",
            ("He does not, officials told Radio Kessra.",
             says("leads", IDRIS, GUARD, polarity=DENIED, by=(outlet("Radio Kessra"), unnamed("officials")))),
            ("It has 100 to 250 men.", says("strength", GUARD, number(100, 250, "men"), sure=PROBABLE)),
        ),
    )  # fmt: skip
    with Ledger.open(tmp_path / "a.db") as opened:
        fill(opened, *reports)
        graph = dataset(handed(opened, "nanopub")[0])
    denied = asked(
        graph,
        """SELECT ?who ?relation ?whom ?publisher ?words ?start ?end WHERE {
            GRAPH ?assertion { ?claim :polarity :denied ; rdf:subject/rdfs:label ?who ; rdf:predicate ?relation ;
                               rdf:object/rdfs:label ?whom . }
            GRAPH ?provenance { ?assertion prov:wasDerivedFrom ?report, ?quotation .
                                ?report dct:publisher ?publisher . ?quotation prov:wasQuotedFrom ?report .
                                ?quotation oa:hasSelector/oa:exact ?words .
                                ?quotation oa:hasSelector ?at . ?at oa:start ?start ; oa:end ?end . } }""",
    )
    words = "He does not, officials told Radio Kessra."
    assert denied == [("Idris Valkoen", f"{TERMS}leads", "Salt Guard", "Lumen Wire", words, "0", str(len(words)))]
    chain = asked(
        graph,
        """SELECT ?number ?name ?role WHERE {
            GRAPH ?a { ?claim :polarity :denied }
            GRAPH ?p { ?a prov:qualifiedAttribution ?link .
                       ?link prov:agent/rdfs:label ?name ; prov:hadRole ?role ; :position ?number . } }
            ORDER BY ?number""",
    )
    assert chain == [
        ("0", "Lumen Wire", f"{TERMS}publisher"),
        ("1", "Radio Kessra", f"{TERMS}outlet"),
        ("2", "officials", f"{TERMS}unnamed"),
    ]
    # A triple that says outright that he leads it is nowhere.
    assert asked(graph, "SELECT ?s WHERE { ?s :leads ?o }") == []
    ranges = asked(
        graph, "SELECT ?l ?h ?u ?c WHERE { ?c_ rdf:object ?n ; :certainty ?c . ?n :low ?l ; :high ?h ; :unit ?u }"
    )
    assert ranges == [("100", "250", "men", f"{TERMS}probable")]
    assert asked(graph, "SELECT ?t WHERE { ?c :qualifier-start ?t }") == [("2015",)]
    assert len(asked(graph, "SELECT ?np WHERE { ?np :credibility 4 }")) == 2


def test_a_mask_is_named_and_what_was_weighed_is_said(tmp_path: Path) -> None:
    [record] = report("a.txt", "X", "2019-01-01", ("He leads.", says("leads", IDRIS, GUARD))).records
    standing = Standing("p", 1, 2, grade=3, why=("one origin says it",), contradicted_by=("other",))
    graph = valid("".join(trig(exporter.nanopublication(record, standing, mask="private persons"))))
    query = "SELECT ?m ?w ?x WHERE { GRAPH ?g { ?n :masked ?m ; :why ?w ; :contradictedBy ?x } }"
    assert asked(graph, query) == [("private persons", "one origin says it", "other")]


def test_hostile_names_are_carried_as_names(tmp_path: Path) -> None:
    with ledger(tmp_path, hostile=True) as opened:
        content, _ = handed(opened, "nanopub")
        quotes = {record.claim.quote for record in opened.claims()}
    assert {row[0] for row in asked(dataset(content), "SELECT ?w WHERE { ?q oa:exact ?w }")} == quotes


DOCUMENT, ORIGINAL = made.report()


@settings(max_examples=30, deadline=None)
@given(made.claims(DOCUMENT))
def test_any_claim_is_a_valid_nanopublication(claim: Claim) -> None:
    out = BytesIO()
    matter = Matter(None, (Record(claim, DOCUMENT, GOT, "hand 1"),))  # type: ignore[arg-type]
    assert exporter.export(matter, out).written == 1
    valid(out.getvalue().decode())
