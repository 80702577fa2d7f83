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


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_no_cell_begins_a_formula_and_none_is_lost(cell: str) -> None:
    kept = csv.guarded(cell)
    assert kept in (cell, f"'{cell}")
    if kept[:1] in ("=", "+", "-", "@"):
        float(kept)
