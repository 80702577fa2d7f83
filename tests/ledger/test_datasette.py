"""The views by which other tools look at a ledger, on each backend, and datasette itself, offline."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from typer.testing import CliRunner

from reportedly import judging, naming, overview
from reportedly.cli.app import app
from reportedly.errors import BadValueError
from reportedly.exchange.datasette import VIEWS, metadata
from reportedly.ledger import Ledger, backend
from reportedly.ledger.mending import Changes
from tests.outlook import GUARD, IDRIS, REPORTS, fill, told
from tests.written import org, says, speaker, unnamed

HOSTILE = "<script>alert(1)</script>\u202egpj.exe"


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    chained = says("leads", IDRIS, GUARD, by=(speaker("Ona Reth"), unnamed("officials")), time="2018", start="2016")
    fill(ledger, *REPORTS, told("f.txt", "Lumen Wire", "2020-01-02", chained))
    return ledger


def rows(where: str, view: str) -> list[dict[str, Any]]:
    engine = create_engine(backend.address(where))
    with engine.connect() as connection:
        found = [dict(row) for row in connection.execute(text(f"SELECT * FROM {view}")).mappings()]
    engine.dispose()
    return found


def test_each_standing_claim_is_one_row_with_its_chain_and_its_grade(full: Ledger, where: str) -> None:
    found = {row["id"]: row for row in rows(where, "claims_view")}
    standing = {record.claim.id: record for record in full.claims()}
    assert found.keys() == standing.keys()
    for key, row in found.items():
        claim, document = standing[key].claim, standing[key].document
        assert row["quote"] == claim.quote == document.text[row["starts"] : row["ends"]]
        assert (row["publisher"], row["report"], row["document"]) == (document.publisher, document.name, document.id)
        assert row["predicate"] == claim.predicate
        weighed = full.weighed.of_claim(key)
        assert weighed is not None
        stands = weighed[0]
        assert (row["proposition"], row["grade"], row["origins_low"]) == (stands.id, stands.grade, stands.origins_low)
    chained = next(row for row in found.values() if row["time"] == "2018")
    assert chained["sources"] == "Ona Reth > officials"
    assert (chained["time"], chained["start_time"], chained["end_time"]) == ("2018", "2016", None)
    counted = next(row for row in found.values() if row["predicate"] == "strength")
    assert (counted["object_low"], counted["object_high"]) == (9, 9)


def test_names_are_shown_as_they_are_resolved(full: Ledger, where: str) -> None:
    fill(full, told("g.txt", "Pelmor Herald", "2020-03-01", says("leads", IDRIS, org("Salt Wardens"))))
    naming.same(full, "organization:Salt Guard", "organization:Salt Wardens", why="one seal")
    views = rows(where, "claims_view")
    renamed = next(row for row in views if row["object_as_written"] == "Salt Wardens")
    assert renamed["object"] == "Salt Guard"
    (guard,) = (row for row in rows(where, "entities_view") if row["name"] == "Salt Guard")
    assert sorted(guard["names"].split(" > ")) == ["Salt Guard", "Salt Wardens"]
    assert guard["reports"] == 5
    assert guard["claims"] == sum("Salt Guard" in (row["subject"], row["object"]) for row in views)


def test_what_a_person_rejected_is_no_row_and_what_was_mended_stands_as_it_was_mended(full: Ledger, where: str) -> None:
    by_predicate = {row["predicate"]: row["id"] for row in rows(where, "claims_view")}
    judging.reject(full, by_predicate["strength"], why="not said")
    mended = judging.mend(full, by_predicate["based_in"], Changes(predicate="present_in"), why="only seen there")
    found = {row["id"]: row["predicate"] for row in rows(where, "claims_view")}
    assert by_predicate["strength"] not in found
    assert by_predicate["based_in"] not in found
    assert found[mended.about[1]] == "present_in"
    judged = {row["kind"]: row for row in rows(where, "judgements_view")}
    assert judged["mended"]["about"] == " > ".join(mended.about)
    assert judged["rejected"]["stands"] == 1
    judging.undo(full, judged["rejected"]["id"], why="it is said")
    assert by_predicate["strength"] in {row["id"] for row in rows(where, "claims_view")}
    assert {row["kind"]: row["stands"] for row in rows(where, "judgements_view")}["rejected"] == 0


def test_where_grades_are_off_no_view_shows_one(full: Ledger, where: str) -> None:
    assert all(row["grade"] for row in rows(where, "claims_view"))
    judging.set_grading(full, False, why="the readers of this file take them for probabilities")
    for view in ("claims_view", "propositions_view"):
        assert {row["grade"] for row in rows(where, view)} == {None}


def test_contradictions_have_a_row_for_each_claim_of_each_side(full: Ledger, where: str) -> None:
    found = rows(where, "conflicts_view")
    disputes = overview.conflicts(full, most=100)
    assert disputes
    wanted = sorted(
        (dispute.why, number, record.claim.id)
        for dispute in disputes
        for number, side in enumerate(dispute.sides, 1)
        for record in side
    )
    assert sorted((row["why"], row["side"], row["claim"]) for row in found) == wanted


def test_reports_propositions_sources_and_origins(full: Ledger, where: str) -> None:
    reports = {row["name"]: row for row in rows(where, "reports_view")}
    assert reports.keys() == {document.name for document in full.documents()}
    assert reports["a.txt"]["claims"] == 2
    said = rows(where, "propositions_view")
    leads = max((row for row in said if row["predicate"] == "leads"), key=lambda row: row["reports"])
    assert (leads["subject"], leads["object"], leads["reports"]) == ("Idris Valkoen", "Salt Guard", 3)
    sources = {row["source"]: row for row in rows(where, "sources_view")}
    assert (sources["Ona Reth"]["kind"], sources["Ona Reth"]["reports"]) == ("person", 1)
    engine = create_engine(backend.address(where))
    with engine.connect() as connection:
        links = connection.execute(text("SELECT count(*) FROM links")).scalar()
    engine.dispose()
    assert len(rows(where, "origins_view")) == links


# --- datasette itself


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "valley.db"
    with Ledger.open(path) as ledger:
        fill(ledger, *REPORTS, told("x.txt", HOSTILE, "2020-01-02", says("leads", IDRIS, GUARD)))
    return path


async def _ask(path: Path, described: dict[str, Any], addresses: list[str], *, immutable: bool) -> list[Any]:
    from datasette.app import Datasette

    files, immutables = ([], [str(path)]) if immutable else ([str(path)], [])
    shown = Datasette(files, immutables=immutables, metadata=described)
    await shown.invoke_startup()
    return [await shown.client.get(address) for address in addresses]


@pytest.mark.parametrize("immutable", [False, True])
def test_datasette_shows_the_views_and_hides_the_rest(file: Path, immutable: bool) -> None:
    out = file.parent / "metadata.json"
    done = CliRunner().invoke(app, ["-l", str(file), "datasette", "--out", str(out)])
    assert done.exit_code == 0
    described = json.loads(out.read_text(encoding="utf-8"))
    pages = [f"/valley/{view}" for view in VIEWS]
    queries = ["/valley/said_of.json?name=Idris", "/valley/who_contradicts_whom.json"]
    first, *rest = asyncio.run(_ask(file, described, ["/valley.json", *pages, *queries], immutable=immutable))
    told_ = first.json()
    assert [table["name"] for table in told_["tables"] if not table["hidden"]] == []
    assert {view["name"] for view in told_["views"]} == VIEWS.keys()
    assert [answer.status_code for answer in rest] == [200] * len(rest)
    assert "<script>alert(1)</script>" not in rest[0].text
    assert len(rest[-2].json()["rows"]) >= 4
    assert rest[-1].json()["rows"]


def test_every_view_that_is_described_has_the_columns_that_are(file: Path) -> None:
    with Ledger.open(file) as ledger:
        tables = next(iter(metadata(ledger)["databases"].values()))["tables"]
    engine = create_engine(backend.address(file))
    with engine.connect() as connection:
        for view, told_ in VIEWS.items():
            columns = set(connection.execute(text(f"SELECT * FROM {view} LIMIT 0")).keys())
            named = {*told_.get("columns", {}), *told_["facets"]}
            named |= {tables[view][key] for key in ("sort", "sort_desc") if key in tables[view]}
            assert named <= columns, view
    engine.dispose()


def test_datasette_is_for_files(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db") as ledger:
        ledger.where = "postgresql://somewhere/reports"
        with pytest.raises(BadValueError, match="datasette opens SQLite alone"):
            metadata(ledger)
