"""CSV: opens right in a spreadsheet, runs nothing there, keeps every script whole."""

from __future__ import annotations

import csv as standard
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.exchange import csv
from reportedly.ledger import Ledger
from tests.dossier.brotherhood import REPORTS
from tests.exchange.handed import handed
from tests.written import number, org, person, place, report, says, shelve, unnamed


def table(*reports: object) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    csv.write([record for one in reports for record in one.records], out)  # type: ignore[attr-defined]
    text = out.getvalue()
    assert text.startswith("\ufeff")
    return list(standard.DictReader(io.StringIO(text[1:], newline="")))


def test_one_row_a_claim_with_every_column(tmp_path: Path) -> None:
    out = tmp_path / "claims.csv"
    with Ledger.open(tmp_path / "b.db") as ledger, out.open("w", encoding="utf-8", newline="") as stream:
        shelve(ledger, *REPORTS)
        records = ledger.claims()
        assert csv.write(records, stream) == len(records)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(standard.DictReader(stream))
    assert [row["id"] for row in rows] == [record.claim.id for record in records]
    assert [row["quote"] for row in rows] == [record.claim.quote for record in records]
    assert tuple(rows[0]) == csv.COLUMNS


def test_numbers_times_places_and_chains() -> None:
    said = says(
        "attack", org("Reed Front"), place("Kessra"), by=(unnamed("a nurse"), unnamed("a guard")),
        time="2019-02-18", place=place("Pelmor"), killed=number(12, 12), wounded=number(20, None), weapon="mortars",
    )  # fmt: skip
    (row,) = table(report("a.txt", "Pelmor Herald", "2019-02-20", ("A raid.", said)))
    assert (row["time"], row["place"]) == ("2019-02-18", "Pelmor")
    assert row["other_qualifiers"] == "killed: 12; wounded: 20+; weapon: mortars"
    assert row["sources"] == "a nurse (unnamed) > a guard (unnamed)"
    assert (row["publisher"], row["published"]) == ("Pelmor Herald", "2019-02-20")
    (row,) = table(report("b.txt", None, None, ("B.", says("strength", org("RF"), number(100, 250, "men")))))
    assert (row["object_low"], row["object_high"], row["object_unit"]) == ("100", "250", "men")


def test_right_to_left_names_stay_whole() -> None:
    text = "قال يوسف دروان، قائد الجماعة، إنه «هنا»."
    said = says("leads", person("يوسف دروان"), org("جماعة"))
    (row,) = table(report("a.txt", None, None, (text, said)))
    assert (row["subject"], row["quote"]) == ("يوسف دروان", text)


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", " =1", "\u200f=1", "＝1", "\n=1"])
def test_formulas_are_words(cell: str) -> None:
    assert csv.guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "12", "-2.5", "Ana-Maria", "a = b", "'quoted'"])
def test_what_is_no_formula_stays_as_it_is(cell: str) -> None:
    assert csv.guarded(cell) == cell


@settings(deadline=None, max_examples=50)
@given(
    st.text("'=+-@\t\r\n 1.5ea\u200f＝", max_size=8) | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
)
def test_a_guarded_cell_can_be_had_back(cell: str) -> None:
    assert csv.unguarded(csv.guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["-inf", "+nan", "-1_000", "-٣", "+1;=1"])
def test_what_only_python_takes_for_a_number_is_guarded(cell: str) -> None:
    assert csv.guarded(cell) == f"'{cell}"


def test_a_file_opens_right_in_a_spreadsheet_and_comes_back(hostile: Ledger) -> None:
    content, carried = handed(hostile, "csv", about="Salt Guard")
    records = {record.claim.id: record.claim for record in hostile.claims(about="Salt Guard")}
    assert content.startswith(b"\xef\xbb\xbf")
    before = standard.field_size_limit(2_000_000)  # Python's own limit, which a name of a megabyte is over.
    lines = list(standard.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    standard.field_size_limit(before)
    assert carried.written == len(lines) == len(records)
    # One end of a line a row, whatever ends of lines the cells hold: none of these does.
    assert content.count(b"\r\n") == content.count(b"\n") == len(lines) + 1
    for row in lines:
        claim = records[row["id"]]
        assert csv.unguarded(row["quote"]) == claim.quote
        assert csv.unguarded(row["subject"]) == csv.in_words(claim.subject)
        assert csv.unguarded(row["object"]) == (csv.in_words(claim.object) if claim.object else "")
        for cell in row.values():
            assert not cell.lstrip().startswith(("=", "+", "@")), cell[:80]


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_no_cell_begins_a_formula_and_none_is_lost(cell: str) -> None:
    kept = csv.guarded(cell)
    assert kept in (cell, f"'{cell}")
    if kept[:1] in ("=", "+", "-", "@"):
        float(kept)


COLUMN_MAP = """
publisher: {column: publisher}
published: {column: published, optional: true}
predicate: predicate
polarity: polarity
certainty: certainty
quote: quote
subject: {column: subject, kind: organization}
object: {column: object, kind: text}
"""


def test_our_own_table_is_imported_with_its_formulas_as_they_were(small: Ledger, tmp_path: Path) -> None:
    from reportedly.importing import import_file

    formulas = ("=1+1", "'=1+1", "+cmd|x", "@SUM(A1)", "-2+3", "plain")
    rows = [says("goal", org(text), text) for text in formulas]
    written = report("f.txt", "=Publisher", "2020-01-01", *((f"{said.subject.name} it is.", said) for said in rows))  # type: ignore[union-attr]
    (tmp_path / "map.yaml").write_text(COLUMN_MAP, encoding="utf-8")
    with (tmp_path / "ours.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.write(written.records, stream)
    with Ledger.open(tmp_path / "in.db") as taken:
        summary = import_file(taken, tmp_path / "ours.csv", columns=tmp_path / "map.yaml")
        records = taken.claims()
    assert summary.claims == len(formulas)
    assert {record.claim.subject.name for record in records} == set(formulas)  # type: ignore[union-attr]
    assert {record.document.publisher for record in records} == {"=Publisher"}
