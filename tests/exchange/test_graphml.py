"""GraphML: every claim an edge that networkx reads again, and nothing in it that XML refuses."""

from __future__ import annotations

from io import BytesIO

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.exchange import graphml
from reportedly.exchange.matter import Matter
from reportedly.ledger import Ledger
from reportedly.model import Entity
from reportedly.model.plain import for_xml
from tests.exchange.handed import FORMULA, LONG, SCRIPT, handed
from tests.written import org, report, says


def graph(content: bytes) -> networkx.MultiDiGraph:
    return networkx.read_graphml(BytesIO(content), force_multigraph=True)


def test_every_claim_is_an_edge_with_what_stands_behind_it(small: Ledger) -> None:
    content, carried = handed(small, "graphml")
    records = {record.claim.id: record for record in small.claims()}
    entities = {entity.id: entity.name for entity in small.entities()}
    net = graph(content)
    edges = {key: (net.nodes[a], net.nodes[b], cells) for a, b, key, cells in net.edges(keys=True, data=True)}
    assert edges.keys() == records.keys()
    assert carried.written == len(records)
    for key, (a, _, cells) in edges.items():
        claim = records[key].claim
        assert (cells["quote"], cells["predicate"], cells["polarity"]) == (claim.quote, claim.predicate, claim.polarity)
        assert cells["report"] == claim.document
        assert a["label"] == entities[claim.subject.entity]  # type: ignore[union-attr]
    founded = next(cells for _, _, cells in edges.values() if cells["predicate"] == "founded")
    assert (founded["time"], founded["grade"], founded["origins_low"]) == ("2009", 4, 1)
    assert founded["contradicted_by"]
    led = [cells for _, _, cells in edges.values() if cells["predicate"] == "leads"]
    assert {(cells["grade"], cells["origins_low"], cells["origins_high"], cells["weight"]) for cells in led} == {
        (1, 2, 2, 2)
    }
    strength = next((b, cells) for _, b, cells in edges.values() if cells["predicate"] == "strength")
    assert strength[0] == {"label": "9", "kind": "value"}


def test_of_one_name_only_what_it_has_a_part_in(small: Ledger) -> None:
    net = graph(handed(small, "graphml", about="Idris Valkoen")[0])
    wanted = {record.claim.id for record in small.claims(about="Idris Valkoen")}
    assert {key for *_, key in net.edges(keys=True)} == wanted
    assert [cells["label"] for _, cells in net.nodes(data=True) if cells.get("about")] == ["Idris Valkoen"]


def test_hostile_names_travel_and_what_xml_refuses_is_said(hostile: Ledger) -> None:
    content, carried = handed(hostile, "graphml")
    labels = {cells["label"] for _, cells in graph(content).nodes(data=True)}
    assert {SCRIPT, FORMULA, LONG} <= labels
    assert any("control characters in" in said for said in carried.left_out)


@settings(max_examples=40, deadline=None)
@given(name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12))
def test_any_name_makes_xml(name: str) -> None:
    said = says("leads", org(name), org(f"{name} Front"))
    written = report("a.txt", name, "2020-01-01", (f"It is {name}.", said), title=name)
    out = BytesIO()
    carried = graphml.export(Matter(Empty(), tuple(written.records)), out)  # type: ignore[arg-type]
    ((_, _, cells),) = graph(out.getvalue()).edges(data=True)
    marked = for_xml(name)
    # XML gives every end of a line as one newline (1.0, 2.11).
    assert cells["publisher"] == marked.replace("\r\n", "\n").replace("\r", "\n")
    assert (marked != name) == any("control" in said for said in carried.left_out)


class Empty:
    """A ledger that knows nobody."""

    def entities(self) -> list[Entity]:
        return []
