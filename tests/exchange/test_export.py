"""Exports as one thing: one table of forms, one way to what is exported, and an account of what was left."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from reportedly import exporting
from reportedly.errors import BadValueError, ExchangeError, NotFoundError
from reportedly.exchange.formats import FORMATS, Format, Of, format_of
from reportedly.exchange.note import GRADES
from reportedly.judging import reject, set_grading
from reportedly.ledger import Ledger
from reportedly.weighing.credibility import Credibility
from tests.exchange.handed import LINK, SCRIPT, handed, ledger
from tests.outlook import fill

CLAIMS = [form.key for form in FORMATS.values() if form.of is Of.CLAIMS and form.key != "gold"]
DOSSIERS = [form.key for form in FORMATS.values() if form.of is Of.DOSSIER]


@pytest.mark.parametrize("key", [key for key in FORMATS if key != "gold"])
def test_every_form_gives_the_same_bytes_each_time_and_nothing_of_this_machine(
    key: str, small: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("USER", "LOGNAME", "USERNAME"):
        monkeypatch.setenv(variable, "someone-at-the-keyboard")
    content, carried = handed(small, key, about="Salt Guard")
    assert handed(small, key, about="Salt Guard")[0] == content, "an export holds nothing of when it was made"
    assert carried.written > 0
    assert all(said == said.strip() and not said.endswith(".") for said in carried.left_out)
    for told in (b"someone-at-the-keyboard", str(Path(small.where).parent).encode(), b"/reports/", b"handed.db"):
        assert told not in content, told
    assert FORMATS[key].binary or content.decode("utf-8")


@pytest.mark.parametrize("key", CLAIMS)
def test_claims_of_one_name_are_fewer_than_of_all(key: str, small: Ledger) -> None:
    every, some = handed(small, key)[0], handed(small, key, about="Idris Valkoen")[0]
    quotes = {record.claim.quote for record in small.claims()}
    mine = {record.claim.quote for record in small.claims(about="Idris Valkoen")}
    assert len(some) < len(every)
    if key not in ("ftm", "ftm-statements", "geojson"):  # They hold sentences where they have a place for them.
        assert all(quote.encode() in some for quote in mine)
    assert not any(quote.encode() in some for quote in quotes - mine)


@pytest.mark.parametrize("key", DOSSIERS)
def test_a_dossier_needs_a_name(key: str, small: Ledger) -> None:
    with pytest.raises(BadValueError, match="expected a name"):
        handed(small, key)


def test_what_is_asked_for_must_be_there(small: Ledger) -> None:
    with pytest.raises(BadValueError, match="one of html, markdown"):
        handed(small, "pdf")
    with pytest.raises(NotFoundError):
        handed(small, "csv", about="Nobody Whatever")
    with pytest.raises(BadValueError):
        handed(small, "csv", min_confidence=2.0)
    with pytest.raises(BadValueError, match="together with a mask"):
        handed(small, "csv", known=date(2020, 1, 1), mask="persons")
    with pytest.raises(BadValueError):
        handed(small, "csv", mask="faces")


def test_a_form_whose_library_is_missing_says_so(small: Ledger) -> None:
    absent = replace(FORMATS["graphml"], module="reportedly.exchange.no_such_form")
    with exporting.matter(small) as found, pytest.raises(ExchangeError, match="no_such_form"):
        absent.export(found, BytesIO())


def test_only_what_was_said_and_known_and_sure_by_then(small: Ledger) -> None:
    with exporting.matter(small, as_of=date(2017, 12, 31)) as found:
        assert {record.document.name for record in found.records} == {"a.txt"}
        assert {found.standing(record.claim.id).high for record in found.records} == {1}  # type: ignore[union-attr]
    with exporting.matter(small, known=date(2000, 1, 1)) as found:
        assert found.records == ()
    with exporting.matter(small, about="Salt Guard", as_of=date(2017, 12, 31)) as found:
        assert found.dossier
        assert found.dossier.as_of == date(2017, 12, 31)
        assert found.about == found.dossier.entity


def test_each_claim_stands_as_the_dossier_has_it(small: Ledger) -> None:
    with exporting.matter(small, about="Salt Guard") as found:
        assert found.dossier
        lines = [line for section in found.dossier.sections for line in section.lines if line.worth and line.claims]
        compared = 0
        for line in lines:
            standings = {found.standing(claim) for claim in line.claims} - {None}
            if len({standing.proposition for standing in standings if standing}) == 1:
                (standing,) = standings
                assert standing
                assert line.worth
                assert (standing.grade, standing.low, standing.high) == (
                    line.worth.grade,
                    line.worth.low,
                    line.worth.high,
                )
                compared += 1
        assert compared >= 4


def test_without_grading_no_form_has_a_grade(tmp_path: Path) -> None:
    with ledger(tmp_path) as small:
        set_grading(small, False, why="our readers would take it for a mark")
        for key in ("graphml", "geojson", "markdown", "docx"):
            content = handed(small, key, about="Salt Guard")[0]
            assert b"probably true" not in content
            assert b"grade_words" not in content
        with exporting.matter(small) as found:
            assert all(found.standing(record.claim.id).grade is None for record in found.records)  # type: ignore[union-attr]


def test_the_note_names_the_grades_as_weighing_does() -> None:
    assert [(number, word) for number, word, _ in GRADES] == [(int(each), each.words) for each in Credibility]


@pytest.mark.parametrize(
    ("about", "day", "name"),
    [
        ("Valley Guard", None, "valley-guard.docx"),
        ("Valley Guard", date(2022, 12, 31), "valley-guard-2022-12-31.docx"),
        ("Хартан Улуж", None, "khartan-uluzh.docx"),
        ("../../etc/passwd\x00\r\nX: y", None, "etc-passwd-x-y.docx"),
        (SCRIPT, None, "script-alert-x-script.docx"),
        ("***", None, "dossier.docx"),
        ("N" * 1_000_000, None, "n" * 60 + ".docx"),
        (None, None, "dossier.docx"),
    ],
)
def test_names_of_files_are_plain(about: str | None, day: date | None, name: str) -> None:
    assert exporting.file_name(format_of("docx"), about, as_of=day) == name


def test_a_hostile_ledger_leaves_in_every_form(hostile: Ledger) -> None:
    with exporting.matter(hostile, about="Salt Guard") as found:
        for key, form in FORMATS.items():
            if key != "gold":
                assert form.export(found, BytesIO()).written, key


def test_masked_exports_hold_no_name_that_is_masked_and_say_by_which_rule(small: Ledger) -> None:
    with exporting.matter(small, about="Salt Guard", mask="all persons") as found:
        assert "every person" in found.mask
        for key, form in FORMATS.items():
            form.export(found, out := BytesIO())
            content = unpacked(out.getvalue())
            for name in (b"Idris", b"Valkoen"):
                assert name not in content, key
            if key in (
                "html",
                "markdown",
                "docx",
                "stix",
                "nanopub",
                "geojson",
                "graphml",
            ):  # Tables have no place for it.
                assert found.mask[:30].encode() in content, key


def unpacked(content: bytes) -> bytes:
    """All that is in a file, where that is an archive."""
    if not content.startswith(b"PK"):
        return content
    with ZipFile(BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_nothing_heavy_is_loaded_for_the_table_of_forms() -> None:
    program = "import sys, reportedly.exchange.formats\nprint(*sorted(m for m in sys.modules if '.' not in m))\n"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert {"docx", "altair", "stix2", "rdflib", "networkx", "jinja2", "vl_convert"} & set(done.stdout.split()) == set()


def test_every_form_is_told_apart() -> None:
    assert len({form.label for form in FORMATS.values()}) == len(FORMATS)
    for form in FORMATS.values():
        assert isinstance(form, Format)
        assert form.loses
        assert form.suffix.startswith(".")


def test_originals_of_judged_reports_go_into_their_folder(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "g.db") as small:
        fill(small)
        reject(small, small.claims(document="a.txt")[0].claim.id, why="a test", by="tester")
        content, carried = handed(small, "gold", folder=tmp_path / "judged", about="Salt Guard")
    assert carried.written == content.count(b"\n") == 1
    assert [path.name for path in (tmp_path / "judged").iterdir()] == ["a.txt"]
    assert LINK.encode() not in content
