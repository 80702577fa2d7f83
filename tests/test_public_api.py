"""The public face: what a program and a notebook meet first."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pandas
import pytest

import reportedly
from reportedly import judging, overview
from reportedly.errors import BadValueError, MissingLibraryError, NotFoundError
from reportedly.frames import ClaimRow, ReportRow, Rows
from reportedly.model import notebook
from reportedly.workspace import Workspace
from tests.cli.reader import LeadersReader
from tests.outlook import GUARD, IDRIS, REPORTS, fill, told
from tests.written import says

HOSTILE = "<img src=x onerror=alert(1)>\u202egpj\x1b[2J"


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workspace]:
    with reportedly.open(tmp_path / "case.db") as opened:
        fill(opened.ledger)
        yield opened


def test_the_face_is_small_and_what_it_names_is_there() -> None:
    assert sorted(reportedly.__all__) == ["ReportedlyError", "__version__", "load_reader", "open"]
    assert all(hasattr(reportedly, name) for name in reportedly.__all__)


def test_a_ledger_is_made_only_where_it_may_be(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        reportedly.open(tmp_path / "none.db", create=False)
    with reportedly.open(tmp_path / "new.db") as opened:
        assert len(opened.reports()) == 0
        assert "new.db" in repr(opened)


def test_read_takes_one_path_or_many(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text("The reader asked for says nothing of this sentence in English.", encoding="utf-8")
    with reportedly.open(tmp_path / "case.db") as opened:
        assert opened.read(inbox, reader=LeadersReader()).read == 1
        assert opened.read([inbox / "a.txt"], reader=LeadersReader()).unchanged == 1
        refused = opened.read(str(tmp_path / "missing.txt"), reader=LeadersReader()).refused
        assert [refusal.reason.value for refusal in refused] == ["unreachable"]


def test_days_can_be_written_as_text(work: Workspace) -> None:
    assert work.dossier("Salt Guard", as_of="2018-01-01") == work.dossier("Salt Guard", as_of=date(2018, 1, 1))
    assert len(work.claims(as_of="2018-01-01")) == 2
    for ask in (
        lambda: work.dossier("Salt Guard", as_of="last year"),
        lambda: work.claims(known="2018-13-01"),
        lambda: work.changes("yesterday"),
    ):
        with pytest.raises(BadValueError, match="expected a day such as 2024-03-01"):
            ask()


def test_claims_are_flat_rows_over_whole_records(work: Workspace) -> None:
    found = work.claims(about="Salt Guard")
    assert isinstance(found, Rows)
    assert [row.id for row in found] == [record.claim.id for record in work.ledger.claims(about="Salt Guard")]
    row = found[0]
    record = found.records[0]
    assert isinstance(row, ClaimRow)
    assert (row.subject, row.subject_kind, row.object) == ("Idris Valkoen", "person", "Salt Guard")
    assert row.published == date(2017, 2, 3)
    assert record.document.text[row.start : row.end] == row.quote
    assert len(found[1:3]) == 2
    assert found[:1] == work.claims(about="Salt Guard")[:1] != found
    assert repr(found) == f"<{len(found)} ClaimRow>"
    strength = next(row for row in found if row.predicate == "strength")
    assert (strength.object_low, strength.object_high, strength.object) == (9, 9, "9")


def test_a_rejected_claim_is_a_row_only_where_it_is_asked_for(work: Workspace) -> None:
    one = work.claims(predicate="strength")[0]
    judging.reject(work.ledger, one.id, why="not said")
    assert len(work.claims(predicate="strength")) == 0
    (row,) = work.claims(predicate="strength", rejected=True)
    assert (row.review, row.standing) == ("rejected", False)


def test_a_mended_claim_stands_in_its_new_form_alone(work: Workspace) -> None:
    one = work.claims(predicate="based_in")[0]
    judging.mend(work.ledger, one.id, judging.Changes(predicate="present_in"), why="only seen there")
    rows = {row.predicate: row.standing for row in work.claims(about="Kessra", rejected=True)}
    assert rows == {"based_in": False, "present_in": True}


def test_pandas_takes_the_rows_and_a_frame_has_types(work: Workspace) -> None:
    found = work.claims()
    plain = pandas.DataFrame(found)
    assert list(plain.columns) == list(found.columns)
    assert list(plain["id"]) == [row.id for row in found]
    frame = found.to_pandas()
    assert list(frame.columns) == list(found.columns)
    assert frame["published"].dtype.kind == "M"
    assert frame["published"].min() == pandas.Timestamp("2017-02-03")
    assert str(frame["learned"].dt.tz) == "UTC"
    assert frame["predicate"].dtype == "category"
    assert frame["object_high"].sum() == 9
    assert frame["page"].isna().all()
    assert frame["standing"].all()
    assert frame.groupby("predicate", observed=True).size()["leads"] == 2
    empty = work.claims(about="nobody at all").to_pandas()
    assert len(empty) == 0
    assert empty.dtypes.equals(frame.dtypes) or list(empty.columns) == list(frame.columns)


def test_reports_are_rows_too(work: Workspace) -> None:
    found = work.reports()
    assert [row.name for row in found] == [report.document.name for report in REPORTS]
    assert isinstance(found[0], ReportRow)
    assert found.records[0].text == REPORTS[0].document.text
    frame = found.to_pandas()
    assert frame["retrieved"][0] == datetime(2023, 6, 1, 12, tzinfo=UTC)
    assert frame["characters"].sum() == sum(len(report.document.text) for report in REPORTS)


def test_a_far_day_is_still_a_day_in_a_frame(tmp_path: Path) -> None:
    with reportedly.open(tmp_path / "old.db") as opened:
        fill(opened.ledger, told("old.txt", "Chronicle", "1206-01-01", says("leads", IDRIS, GUARD)))
        assert opened.claims().to_pandas()["published"][0].year == 1206


def test_without_pandas_the_error_says_what_to_do(work: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingLibraryError, match="pip install pandas"):
        work.claims().to_pandas()


def test_what_the_rooms_say_is_what_the_workspace_says(work: Workspace) -> None:
    ledger = work.ledger
    assert work.conflicts("Salt Guard") == overview.conflicts(ledger, "Salt Guard")
    assert work.conflicts()
    assert work.changes("2019-01-01") == overview.changes(ledger, date(2019, 1, 1))
    assert work.questions("Salt Guard") == overview.questions(ledger, "Salt Guard")
    assert work.questions()
    assert work.names("organization:Salt Guard").entity.name == "Salt Guard"
    assert work.undecided() == []
    assert {graded.source.name for graded in work.sources()} >= {"Pelmor Herald", "Lumen Wire"}
    assert work.claim(work.claims()[0].id[:8]).claim.id == work.claims()[0].id
    assert {row.predicate for row in work.search("Lumen")} == {"founded", "leads"}
    with pytest.raises(NotFoundError, match="read by two readers"):
        work.compare()


def test_an_export_is_one_call(work: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    carried = work.export("jsonl", path)
    assert carried.written == len(work.claims()) == len(path.read_text(encoding="utf-8").splitlines())
    work.export("csv", path, about="Salt Guard", as_of="2018-01-01")
    assert path.read_bytes().count(b"\r\n") == 3
    before = path.read_bytes()
    with pytest.raises(BadValueError, match="format"):
        work.export("papyrus", path)
    assert path.read_bytes() == before


def test_a_dossier_and_a_claim_show_themselves_in_a_notebook(work: Workspace) -> None:
    page = work.dossier("Salt Guard")._repr_html_()
    assert "<h3><bdi>Salt Guard</bdi></h3>" in page
    assert "Contested" in page
    assert "Pelmor Herald of 2017-02-03 has statement 0." in page
    record = work.claims().records[0]
    shown = record._repr_html_()
    assert "<bdi>Idris Valkoen</bdi> (person)" in shown
    assert "Pelmor Herald" in shown
    assert "the report itself" in record.claim._repr_html_()
    table = work.claims()._repr_html_()
    assert table.count("<tr>") == 1 + len(work.claims())
    assert "<caption>0 claims</caption>" in work.claims(about="nobody at all")._repr_html_()


def test_hostile_text_does_nothing_in_a_notebook(tmp_path: Path) -> None:
    from tests.written import org

    bad = told("bad.txt", HOSTILE, "2020-01-02", says("leads", IDRIS, org(HOSTILE + "x" * 100_000)))
    with reportedly.open(tmp_path / "bad.db") as opened:
        fill(opened.ledger, bad)
        shown = [
            opened.dossier("Idris Valkoen")._repr_html_(),
            opened.claims()._repr_html_(),
            opened.claims().records[0]._repr_html_(),
            opened.reports()._repr_html_(),
        ]
    for page in shown:
        assert "<img" not in page
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", page)
        assert len(page) < 20_000
        assert "&lt;img" in page


def test_text_in_a_notebook_is_cut_and_isolated() -> None:
    assert notebook.shown("a" * 1_000, 10) == f"<bdi>{'a' * 9}…</bdi>"
    assert notebook.shown("می‌رود") == "<bdi>می‌رود</bdi>"
    assert notebook.shown('"&<>') == "<bdi>&quot;&amp;&lt;&gt;</bdi>"


def test_the_face_imports_nothing_heavy() -> None:
    code = (
        "import sys, reportedly; heavy = {'numpy', 'onnxruntime', 'sqlalchemy', 'fastapi', 'pandas', 'jinja2'}; "
        "print(sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
