"""log, undo, retract, grade, verify, import, --known: as people type them."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reportedly.cli.exits import Exit

from .conftest import Run


@pytest.fixture
def case(filled: Path, tmp_path: Path) -> Path:
    """A copy of the filled folder, to be written to."""
    return Path(shutil.copytree(filled, tmp_path / "case"))


def lines(run: Run, folder: Path, *arguments: str) -> list[list[str]]:
    done = run(*arguments, folder=folder)
    assert done.returncode == 0, done.stderr
    return [line.split("\t") for line in done.stdout.splitlines()]


def test_what_was_judged_is_logged_undone_and_redone(run: Run, case: Path) -> None:
    id_ = lines(run, case, "claims")[0][0]
    run("reject", id_, "--why", "another brigade", "--by", "O. Lind", folder=case)
    log = lines(run, case, "log")
    assert [row[2] for row in log] == ["read", "read", "rejected"]
    assert log[0][3:] == ["leaders-by-hand 1", "wire.txt: 2 claims", "", ""]
    assert log[2][3:] == ["O. Lind", id_[:10], "another brigade", ""]
    done = run("undo", log[2][0], "--why", "no", "--by", "P. Moss", folder=case)
    kind, what, of, by = done.stdout.split()
    assert (kind, what, of[:10]) == ("undone", "rejected", log[2][0]), done.stderr
    assert id_ in {row[0] for row in lines(run, case, "claims")}
    log = lines(run, case, "log", "--about", id_)
    assert [(row[2], row[6]) for row in log] == [("read", ""), ("rejected", f"undone by {by[:10]}"), ("undone", "")]
    run("undo", by[:10], folder=case)
    assert id_ not in {row[0] for row in lines(run, case, "claims")}
    assert len(lines(run, case, "log", "--kind", "undone", "--since", "2020-01-01")) == 2


def test_a_report_is_taken_back_and_a_source_graded(run: Run, case: Path) -> None:
    done = run("retract", "wire.txt", "--why", "withdrawn", "--by", "O. Lind", folder=case)
    assert done.stdout.startswith("retracted\t"), done.stderr
    rows = lines(run, case, "claims", "--document", "wire.txt")
    assert len(rows) == 2
    assert all("retracted by the outlet with its report (noted by O. Lind, " in row[-1] for row in rows)
    other = lines(run, case, "claims", "--document", "denial.txt")[0]
    done = run("retract", other[0], "--why", "on page 2", "--corrected", "He led it once.", folder=case)
    assert done.stdout.split("\t")[2].strip() == other[0]
    assert "corrected by the outlet into: He led it once." in run("show", other[0][:8], folder=case).stdout
    done = run("grade", "hill wire", "B", "--why", "so far", folder=case)
    assert done.stdout.startswith("reliability\torganization:Hill Wire\tB\t"), done.stderr
    graded = {row[2]: row for row in lines(run, case, "grade")}
    assert graded["Hill Wire"][:2] == ["B", "usually reliable"]
    assert graded["River Gazette"][:2] == ["F", "reliability cannot be judged"]


def test_the_ledger_is_verified_and_what_was_changed_is_named(run: Run, case: Path) -> None:
    head = run("verify", "--head", folder=case).stdout.strip()
    done = run("verify", "--expect", head, folder=case)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "2 reports, 2 readings, 4 claims, 0 judgements, 2 entries of the chain checked; nothing"
    )
    assert done.stdout.rstrip().endswith(head)
    with closing(sqlite3.connect(case / "reportedly.db")) as raw, raw:
        raw.execute("UPDATE claims SET certainty = 'certain' WHERE certainty = 'possible'")
    done = run("verify", "--expect", "f" * 64, folder=case)
    assert done.returncode == Exit.TAMPERED
    found = [line.split("\t") for line in done.stdout.splitlines()]
    assert [row[0] for row in found] == ["chain", "claim"]
    assert "its certainty was 'possible' and is 'certain'" in found[1][2]
    assert "entered 2" in found[1][2]
    assert done.stderr.startswith("reportedly: 2 findings; ")


def test_what_the_ledger_knew_by_a_day(run: Run, case: Path) -> None:
    assert lines(run, case, "claims", "--known", "2001-01-01") == []
    today = datetime.now(UTC).date()
    assert lines(run, case, "claims", "--known", today.isoformat()) == lines(run, case, "claims")
    assert len(lines(run, case, "claims", "--known", date.max.isoformat(), "--as-of", "2021-03-04")) == 2
    done = run("about", "Hill Brigade", "--known", "2001-01-01", folder=case)
    assert done.returncode == Exit.NOT_FOUND


def test_claims_are_exported_and_imported(run: Run, case: Path) -> None:
    (case / "claims.jsonl").write_text(run("export", folder=case).stdout, encoding="utf-8")
    reports = case / "reports"
    reports.mkdir()
    for name in ("wire.txt", "denial.txt"):
        shutil.copy(case / name, reports / name)
    done = run("import", "claims.jsonl", "--documents", "reports", "--ledger", "b.db", folder=case)
    assert (done.returncode, done.stdout) == (0, "4 claims of 2 reports taken in\n"), done.stderr
    assert lines(run, case, "claims", "--ledger", "b.db") == lines(run, case, "claims")
    first = json.loads((case / "claims.jsonl").read_text(encoding="utf-8").splitlines()[0])
    (case / "bad.jsonl").write_text(json.dumps(first | {"start": 3, "end": 3 + len(first["quote"])}), encoding="utf-8")
    done = run("import", "bad.jsonl", "--ledger", "b.db", folder=case)
    assert (done.returncode, done.stdout) == (
        Exit.REFUSED, "0 claims of 0 reports taken in; 1 claim refused (1 not in the text)\n",
    )  # fmt: skip
    assert done.stderr.startswith("refused: bad.jsonl, line 1: quote: got ")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["undo", "ffffffff"], Exit.NOT_FOUND, "reportedly log"),
        (["retract", "none.txt", "--why", "x"], Exit.NOT_FOUND, "none.txt"),
        (["retract", "wire.txt"], Exit.USAGE, "--why"),
        (["grade", "Hill Wire"], Exit.USAGE, "a letter from A to F"),
        (["grade", "Hill Wire", "B"], Exit.USAGE, "a reason"),
        (["grade", "Nobody", "B", "--why", "x"], Exit.NOT_FOUND, "reportedly grade"),
        (["log", "--since", "soon"], Exit.USAGE, "--since"),
        (["claims", "--known", "soon"], Exit.USAGE, "--known"),
        (["verify", "--ledger", "none.db"], Exit.LEDGER, "none.db"),
        (["import", "none.jsonl"], Exit.FAILED, "none.jsonl: no such file"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    run: Run, filled: Path, arguments: list[str], status: Exit, said: str
) -> None:
    done = run(*arguments, folder=filled)
    assert (done.returncode, done.stdout) == (status, ""), done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
