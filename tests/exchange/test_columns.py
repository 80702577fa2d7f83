"""Tables with a column map: each row on the word of whom it names, each mistake with file, row, column and value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import BadValueError, ExchangeError
from reportedly.exchange.columns import ColumnsError, load, parse
from reportedly.importing import Imported, import_file
from reportedly.ledger import Ledger, Record

MAP: dict[str, Any] = {
    "publisher": {"value": "Register of Hill Bodies"},
    "published": "Listed",
    "subject": {"column": "Name", "kind": "person"},
    "predicate": {"column": "Role", "values": {"boss": "leads", "fighter": "member_of"}},
    "object": {"column": "Body", "kind": "organization", "parted by": ";"},
    "qualifiers": {"start": "Since", "title": {"column": "Title", "optional": True}},
    "sources": [{"column": "Said by", "kind": "unnamed", "optional": True}],
}
HEADER = "Name,Role,Body,Since,Title,Listed,Said by\n"
ROW = "Orlan Besk,boss,Hill Brigade;Reed Front,2015,emir,2021-03-04,the ministry\n"


def taken(folder: Path, rows: str, map_: Any = None, **asked: Any) -> tuple[Imported, list[Record], list[str]]:
    table, columns = folder / "people.csv", folder / "people.yaml"
    table.write_text(rows, encoding="utf-8", newline="")
    columns.write_text(yaml.safe_dump(MAP if map_ is None else map_, sort_keys=False), encoding="utf-8")
    refused: list[str] = []
    with Ledger.open(folder / "a.db") as opened:
        summary = import_file(opened, table, columns=columns, refused=lambda one: refused.append(str(one)), **asked)
        return summary, opened.claims(), refused


def test_rows_are_claims_of_their_publisher_with_their_chain(tmp_path: Path) -> None:
    summary, records, refused = taken(tmp_path, HEADER + ROW)
    assert (summary.claims, summary.reports, refused) == (2, 1, [])
    assert {record.claim.object.name for record in records} == {"Hill Brigade", "Reed Front"}  # type: ignore[union-attr]
    for record in records:
        document, claim = record.document, record.claim
        assert (document.publisher, str(document.published)) == ("Register of Hill Bodies", "2021-03-04")
        assert [source.name for source in claim.sources] == ["the ministry"]
        assert document.text[claim.span.start : claim.span.end] == claim.quote
        assert "Orlan Besk leads" in claim.quote


def test_the_same_table_again_changes_nothing_and_a_changed_one_is_its_next_version(tmp_path: Path) -> None:
    taken(tmp_path, HEADER + ROW)
    assert taken(tmp_path, HEADER + ROW)[0].unchanged == 1
    summary, records, _ = taken(tmp_path, HEADER + ROW.replace("2015", "2016"))
    assert summary.claims == 2
    assert {bool(record.newer_version) for record in records} == {True, False}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (ROW.replace("2015", "March"), "people.csv, line 2: Since: got 'March', expected a date as 2015"),
        (ROW.replace("boss", "cook"), "people.csv, line 2: Role: got 'cook', expected one of boss, fighter"),
        (ROW.replace("Orlan Besk", " "), "people.csv, line 2: Name: got '', expected a value"),
        (
            ROW.replace("2021-03-04", "4 March"),
            "people.csv, line 2: Listed: got '4 March', expected a day as YYYY-MM-DD",
        ),
        (ROW.replace("Orlan Besk", "B" * 20_000), "people.csv, line 2: Name: got 'BBB"),
    ],
)
def test_a_row_that_does_not_hold_is_refused_with_its_place(tmp_path: Path, row: str, said: str) -> None:
    summary, records, refused = taken(tmp_path, HEADER + row + ROW.replace("Orlan", "Tamir"))
    assert len(refused) == summary.refused == 1
    assert refused[0].startswith(said)
    assert len(refused[0]) < 300
    assert {record.claim.subject.name for record in records} == {"Tamir Besk"}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [("220", 220, 220), ('"1,200"', 1200, 1200), ("100 to 250", 100, 250), ("100-250", 100, 250), ("20+", 20, None)],
)
def test_numbers_are_ranges(tmp_path: Path, cell: str, low: int, high: int | None) -> None:
    map_ = {
        "subject": {"column": "Body", "kind": "organization"}, "predicate": {"value": "strength"},
        "object": {"column": "Men", "kind": "number", "unit": "fighters"},
    }  # fmt: skip
    _, [record], _ = taken(tmp_path, f"Body,Men\nHill Brigade,{cell}\n", map_, by="Hill Register")
    said: Any = record.claim.object
    assert (said.low, said.high, said.unit) == (low, high, "fighters")
    assert record.document.publisher == "Hill Register"


def test_a_number_beyond_all_bounds_is_refused(tmp_path: Path) -> None:
    map_ = {
        "subject": {"column": "Body", "kind": "organization"}, "predicate": {"value": "strength"},
        "object": {"column": "Men", "kind": "number"},
    }  # fmt: skip
    rows = "Body,Men\n" + "".join(f"X,{cell}\n" for cell in ("9" * 400, "1e400", "nan", "-1", "٣"))
    summary, records, refused = taken(tmp_path, rows, map_)
    assert (summary.refused, records) == (5, [])
    assert all(": Men: got" in one for one in refused)


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_semicolons_tabs_and_a_byte_order_mark_are_read(tmp_path: Path, delimiter: str) -> None:
    rows = "\ufeffName,Role,Since\nOrlan Besk,boss,2015\n".replace(",", delimiter)
    map_ = {
        **{k: MAP[k] for k in ("subject", "predicate")},
        "object": {"value": "Hill Brigade", "kind": "organization"},
    }
    assert len(taken(tmp_path, rows, map_)[1]) == 1


def test_a_quotation_of_the_table_is_what_the_claim_quotes(tmp_path: Path) -> None:
    map_ = {"subject": MAP["subject"], "predicate": MAP["predicate"], "quote": "Words", "certainty": "How"}
    map_["polarity"] = {"value": "denied"}
    rows = 'Name,Role,Words,How\nOrlan Besk,boss,"He\x00 does\nnot lead.",probable\n'
    _, [record], _ = taken(tmp_path, rows.replace("\x00", "\x07"), map_)
    assert record.claim.quote == "He does not lead."
    assert (record.claim.polarity.value, record.claim.certainty.value) == ("denied", "probable")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"predicat": "x"}, "people.yaml: map: got 'predicat', expected one of certainty"),
        ({"predicate": None}, "people.yaml: predicate: got 'nothing', expected a column or a value"),
        ({"subject": "Name"}, "people.yaml: subject: kind: got 'nothing', expected one of account"),
        ({"subject": {"column": "Name", "kind": "dog"}}, "people.yaml: subject: kind: got 'dog'"),
        ({"subject": {"column": "Nme", "kind": "person"}}, "subject: got 'Nme', expected a column of people.csv"),
        ({"object": {"column": "Body", "value": "x", "kind": "text"}}, "either a column or a value"),
        ({"sources": {"a": 1}}, "people.yaml: sources: got"),
        ({"published": {"column": "Listed", "optional": "yes"}}, "people.yaml: published: optional: got 'yes'"),
        ({"qualifiers": {"start": {"column": "Since", "kind": "date"}}}, "people.yaml: qualifiers: start: kind"),
    ],
)  # fmt: skip
def test_a_map_that_does_not_hold_is_told_with_its_key(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    with pytest.raises(ColumnsError) as caught:
        taken(tmp_path, HEADER + ROW, MAP | change)
    assert said in str(caught.value)


@pytest.mark.parametrize("content", ["a: [", "!!python/object/apply:os.system ['true']", "\x00", "- 1", "[" * 3000])
def test_what_is_no_map_is_told(tmp_path: Path, content: str) -> None:
    file = tmp_path / "map.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises((ExchangeError, ColumnsError), match=r"map\.yaml: "):
        load(file)


def test_options_that_do_not_go_together_are_told(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text(HEADER, encoding="utf-8")
    with Ledger.open(tmp_path / "a.db") as opened:
        with pytest.raises(BadValueError, match="--columns: got 'nothing'"):
            import_file(opened, table)
        with pytest.raises(BadValueError, match="--documents"):
            import_file(opened, table, columns="x.yaml", documents=tmp_path)
        with pytest.raises(BadValueError, match="--format: got 'xlsx'"):
            import_file(opened, table, form="xlsx")


SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
ANYTHING = st.recursive(
    SCALARS, lambda s: st.lists(s, max_size=3) | st.dictionaries(st.text(max_size=8), s, max_size=3)
)
KEYS = st.sampled_from(["subject", "predicate", "object", "qualifiers", "sources", "published", "quote", "other"])


@settings(max_examples=50, deadline=None)
@given(ANYTHING | st.dictionaries(KEYS, ANYTHING, max_size=6))
def test_anything_is_a_map_or_a_named_error(raw: Any) -> None:
    said = ""
    try:
        parse(raw, file="map.yaml")
    except ColumnsError as error:
        said = str(error)
    assert said.startswith("map.yaml: " if said else "")
    assert len(said) < 600
