"""Claims from elsewhere: held against their texts, refused one by one, replaced when they come again."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly import judging
from reportedly.errors import BadValueError, ClaimReason, ClaimRefusal, ExchangeError
from reportedly.exchange import jsonl
from reportedly.importing import Form, Imported, Progress, form_of, import_claims, import_file
from reportedly.ledger import Finding, Ledger
from reportedly.ledger.mending import Changes
from reportedly.model import Claim
from tests.ledger import made

WIRE = "Ana Velk leads the Reed Front, officials said. The front has 100 fighters.\n"
NOTE = "Bero Tam met Ana Velk in Old Ferry.\n"
LEADS: dict[str, Any] = {
    "document": "wire.txt", "quote": "Ana Velk leads the Reed Front", "start": 0, "end": 29, "predicate": "leads",
    "subject": {"name": "Ana Velk", "kind": "person", "entity": "from-elsewhere"},
    "object": {"name": "Reed Front", "kind": "organization"},
    "sources": [{"name": "officials", "kind": "unnamed"}],
}  # fmt: skip
MET: dict[str, Any] = {
    "document": "note", "quote": "Bero Tam met Ana Velk in Old Ferry", "start": 0, "end": 34, "predicate": "met",
    "subject": {"name": "Bero Tam", "kind": "person"}, "object": {"name": "Ana Velk", "kind": "person"},
    "qualifiers": {"place": {"name": "Old Ferry", "kind": "place"}, "time": "2021-03"},
}  # fmt: skip

Write = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "reports"
    (reports / "more").mkdir(parents=True)
    (reports / "wire.txt").write_text(WIRE, encoding="utf-8")
    (reports / "more" / "note.md").write_text(NOTE, encoding="utf-8")
    return reports


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def lines(*raw: Any, name: str = "claims.jsonl") -> Path:
        path = tmp_path / name
        path.write_text("".join(f"{r if isinstance(r, str) else json.dumps(r)}\n" for r in raw), encoding="utf-8")
        return path

    return lines


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    with Ledger.open(tmp_path / "a.db") as opened:
        yield opened


def taken(ledger: Ledger, path: Path, folder: Path | None) -> tuple[Imported, list[ClaimRefusal]]:
    refused: list[ClaimRefusal] = []
    return import_claims(ledger, path, documents=folder, refused=refused.append), refused


def test_claims_and_their_reports_are_taken_in(ledger: Ledger, folder: Path, write: Write) -> None:
    seen: list[Progress] = []
    path = write(LEADS, MET, LEADS | {"certainty": "probable"})
    summary = import_claims(ledger, path, documents=folder, progress=seen.append)
    assert (summary.claims, summary.reports, summary.new_reports, summary.refused) == (3, 2, 2, 0)
    assert seen[-1] == Progress(3, 3)
    records = ledger.claims()
    assert sorted((r.claim.predicate, r.document.name) for r in records) == [
        ("leads", "wire.txt"), ("leads", "wire.txt"), ("met", "note.md"),
    ]  # fmt: skip
    assert all(r.reader.startswith("import:claims.jsonl ") for r in records)
    assert ledger.original("wire.txt") == WIRE.encode()
    assert {e.name for e in ledger.entities()} >= {"Ana Velk", "Reed Front", "Bero Tam"}
    assert "from-elsewhere" not in {e.id for e in ledger.entities()}
    findings: list[Finding] = []
    ledger.verify(found=findings.append)
    assert findings == []


def test_a_line_that_does_not_stand_is_refused_and_the_rest_goes_on(ledger: Ledger, folder: Path, write: Write) -> None:
    path = write(
        LEADS,
        LEADS | {"start": 4, "end": 33},
        LEADS | {"start": 900, "end": 929},
        LEADS | {"predicate": "led"},
        LEADS | {"document": "none.txt"},
        "{not json",
        LEADS | {"certainty": "surely"},
        {"quote": "x"},
        LEADS | {"quote": "Ana"},
        LEADS | {"spans": {"subject": [70, 900]}},
        MET,
    )
    summary, refused = taken(ledger, path, folder)
    assert (summary.claims, summary.reports, summary.refused) == (2, 2, 9)
    assert summary.by_reason == {
        ClaimReason.MALFORMED: 4, ClaimReason.NOT_IN_THE_TEXT: 3,
        ClaimReason.UNKNOWN_PREDICATE: 1, ClaimReason.NO_DOCUMENT: 1,
    }  # fmt: skip
    by_line = {refusal.line: refusal for refusal in refused}
    assert sorted(by_line) == [2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert {r.file for r in refused} == {"claims.jsonl"}
    assert "these words stand at 0..29" in by_line[2].expected
    assert "'Velk leads the Reed Front, of'" in by_line[2].expected
    assert "which has 75 characters" in by_line[3].expected
    assert (by_line[4].key, by_line[4].value) == ("predicate", "led")
    assert "near it: leads" in by_line[4].expected
    assert "read --vocabulary FILE" in by_line[4].expected
    assert "--documents FOLDER" in by_line[5].expected
    assert (by_line[7].key, by_line[7].value) == ("certainty", "surely")
    assert "certain, probable, possible, unknown" in by_line[7].expected
    assert by_line[8].key == "document"
    assert by_line[9].key == "quote"
    assert str(by_line[7]).startswith("claims.jsonl, line 7: certainty: got 'surely', expected one of")


def test_the_same_file_read_once_more_replaces_what_it_gave(ledger: Ledger, folder: Path, write: Write) -> None:
    first = LEADS
    second = LEADS | {"certainty": "possible"}
    taken(ledger, write(first, MET, name="my-claims of June.jsonl"), folder)
    again, _ = taken(ledger, write(first, MET, name="my-claims of June.jsonl"), folder)
    assert (again.claims, again.reports, again.unchanged) == (0, 0, 2)
    changed, _ = taken(ledger, write(second, MET, name="my-claims of June.jsonl"), folder)
    assert (changed.claims, changed.superseded, changed.unchanged) == (1, 1, 1)
    assert [r.claim.certainty.value for r in ledger.claims(predicate="leads")] == ["possible"]
    back, _ = taken(ledger, write(first, MET, name="my-claims of June.jsonl"), folder)
    assert (back.claims, back.superseded) == (1, 1)
    assert [r.claim.certainty.value for r in ledger.claims(predicate="leads")] == ["certain"]
    # Another file's claims stand beside it.
    taken(ledger, write(second, name="other.jsonl"), folder)
    assert len(ledger.claims(predicate="leads", repeats=True)) == 2


def test_a_line_can_name_its_own_reader(ledger: Ledger, folder: Path, write: Write) -> None:
    taken(ledger, write(LEADS | {"reader": "hand 1"}, MET | {"reader": "tool-2b"}), folder)
    assert sorted(r.reader for r in ledger.claims()) == ["hand 1", "tool-2b"]
    summary, _ = taken(ledger, write(LEADS | {"reader": "hand 1", "certainty": "possible"}), folder)
    assert (summary.claims, summary.superseded) == (1, 1)
    assert [r.claim.certainty.value for r in ledger.claims(predicate="leads")] == ["possible"]


def test_reports_of_the_ledger_are_found_by_id_and_name(ledger: Ledger, write: Write) -> None:
    document, original = made.report(WIRE, name="wire.txt")
    ledger.add(document, original, [], reader="none 1")
    summary, refused = taken(
        ledger, write(LEADS, LEADS | {"document": "called otherwise", "document_id": document.id, "score": 0.5}), None
    )
    assert (summary.claims, summary.new_reports, refused) == (1, 0, [])
    assert {r.claim.document for r in ledger.claims()} == {document.id}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("documents.csv", "name,publisher,published,title,authors\n"
                          "wire.txt,Hill Wire,2021-03-04,A title,A. Lee; B. Oy\n"),
        ("documents.jsonl", '{"name": "wire", "publisher": "Hill Wire", "published": "2021-03-04", "title": "A title", '
                            '"authors": ["A. Lee", "B. Oy"]}\n'),
    ],
)  # fmt: skip
def test_what_stands_beside_the_reports_is_known_of_them(
    ledger: Ledger, folder: Path, write: Write, name: str, content: str
) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    taken(ledger, write(LEADS), folder)
    document = ledger.document("wire.txt")
    assert (document.publisher, document.published, document.title) == ("Hill Wire", date(2021, 3, 4), "A title")
    assert document.authors == ("A. Lee", "B. Oy")
    assert taken(ledger, write(LEADS), folder)[0].unchanged == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("documents.csv", "file,publisher\nwire.txt,X\n", "expected a header with name"),
        ("documents.csv", "name,published\nwire.txt,March\n", "line 2: published: got 'March', expected a day"),
        ("documents.jsonl", "[1]\n", "line 1: got '[1]'"),
        ("documents.jsonl", '{"name": "wire", "authors": 3}\n', "authors: got 3"),
        ("documents.jsonl", "{}\n", "name: got None"),
    ],
)
def test_a_folder_badly_described_is_told(
    ledger: Ledger, folder: Path, write: Write, name: str, content: str, said: str
) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(ExchangeError) as caught:
        taken(ledger, write(LEADS), folder)
    assert said in str(caught.value)
    assert ledger.documents() == []


def test_a_report_that_cannot_be_read_refuses_its_claims(ledger: Ledger, folder: Path, write: Write) -> None:
    (folder / "blank.txt").write_text(" \n", encoding="utf-8")
    summary, refused = taken(ledger, write(LEADS | {"document": "blank"}, LEADS), folder)
    assert (summary.claims, summary.refused) == (1, 1)
    assert [r.reason.value for r in summary.documents] == ["empty"]
    assert (refused[0].reason, refused[0].line) == (ClaimReason.NO_DOCUMENT, 1)


def test_a_report_in_another_language_is_no_hindrance(ledger: Ledger, folder: Path, write: Write) -> None:
    text = "Карим Олан возглавляет бригаду на холме, сообщило министерство внутренних дел страны вчера вечером."
    (folder / "ru.txt").write_text(text, encoding="utf-8")
    line = LEADS | {"document": "ru.txt", "quote": text[:38], "end": 38}
    assert taken(ledger, write(line), folder)[0].claims == 1


def test_what_is_no_file_or_folder(ledger: Ledger, tmp_path: Path, write: Write) -> None:
    with pytest.raises(ExchangeError, match="cannot be read"):
        taken(ledger, tmp_path / "none.jsonl", None)
    with pytest.raises(ExchangeError, match="not a folder"):
        taken(ledger, write(LEADS), tmp_path / "none")


def test_own_predicates_are_known_where_the_ledger_knows_them(ledger: Ledger, folder: Path, write: Write) -> None:
    from reportedly.reading.vocabulary import combine_vocabularies

    words = "sponsors:\n  says: who pays whom\n  subject: any\n  object: any\n  holds: many\n  triggers: [sponsor]\n"
    judging.keep_vocabulary(ledger, combine_vocabularies([words]), why="given")
    assert taken(ledger, write(LEADS | {"predicate": "sponsors"}), folder)[0].claims == 1


# --- round trip


def test_what_is_exported_with_reviews_is_imported_as_it_is_shown(
    ledger: Ledger, folder: Path, write: Write, tmp_path: Path
) -> None:
    taken(ledger, write(LEADS, MET), folder)
    judging.mend(ledger, ledger.claims(predicate="leads")[0].claim.id, Changes(certainty="probable"), why="so")
    out = io.StringIO()
    jsonl.write(ledger.claims(), out)
    path = tmp_path / "exported.jsonl"
    path.write_text(out.getvalue(), encoding="utf-8")
    with Ledger.open(tmp_path / "b.db") as other:
        assert taken(other, path, folder)[0].claims == 2
        assert [r.claim.id for r in other.claims()] == [r.claim.id for r in ledger.claims()]
        assert [r.reader for r in other.claims()] == [r.reader for r in ledger.claims()]


DOCUMENT, ORIGINAL = made.report()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(made.claims(DOCUMENT), max_size=3))
def test_any_claims_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, claims: list[Claim]) -> None:
    folder = tmp_path_factory.mktemp("round")
    known = [replace(claim, predicate="stated") for claim in claims]
    (folder / "reports").mkdir()
    (folder / "reports" / DOCUMENT.name).write_bytes(ORIGINAL)
    path = folder / "claims.jsonl"
    with Ledger.open(folder / "a.db") as one, Ledger.open(folder / "b.db") as two:
        one.add(DOCUMENT, ORIGINAL, known, reader="hand 1")
        with path.open("w", encoding="utf-8") as out:
            jsonl.write(one.claims(), out)
        summary = import_claims(two, path, documents=folder / "reports")
        assert summary.refused == 0
        said = {r.claim.id: (r.claim.quote, r.claim.score, r.claim.trigger, r.reader) for r in one.claims()}
        assert {r.claim.id: (r.claim.quote, r.claim.score, r.claim.trigger, r.reader) for r in two.claims()} == said


# --- which form a file has


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("a.jsonl", json.dumps(LEADS), Form.JSONL),
        ("a.json", "\ufeff" + json.dumps(LEADS), Form.JSONL),
        ("a.json", '{"id": "p", "schema": "Person", "properties": {}}', Form.FTM),
        ("a.jsonl", '{"entity_id": "p", "schema": "Person", "prop": "name", "value": "x"}', Form.FTM),
        ("a.csv", '"canonical_id","entity_id","prop","schema"', Form.FTM),
        ("a.csv", "Name,Role", Form.CSV),
        ("a.json", '{\n  "type": "bundle",\n  "objects": []\n}', Form.STIX),
        ("a.json", '{"type": "bundle", "id": "bundle--1", "objects": []}', Form.STIX),
        ("a.txt", "not json", Form.JSONL),
        ("a.jsonl", "{not json", Form.JSONL),
    ],
)
def test_the_form_is_told_from_the_file(tmp_path: Path, name: str, content: str, form: Form) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert form_of(path) is form


def test_a_file_that_tells_nothing_is_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("{\n 1", encoding="utf-8")
    with pytest.raises(BadValueError, match="--format with one of jsonl, csv, ftm, stix"):
        form_of(path)


def test_one_door_for_every_form(ledger: Ledger, folder: Path, write: Write) -> None:
    assert import_file(ledger, write(LEADS), documents=folder).claims == 1
    with pytest.raises(BadValueError, match="--by"):
        import_file(ledger, write(LEADS), by="X")
    with pytest.raises(BadValueError, match="--columns"):
        import_file(ledger, write(LEADS), columns="x.yaml")
