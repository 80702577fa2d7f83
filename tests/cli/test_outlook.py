"""conflicts, changes, questions, weigh and grade --credibility, as people type them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from reportedly.cli.app import app
from reportedly.cli.exits import Exit
from reportedly.ledger import Ledger
from tests.outlook import fill

Ask = Callable[..., Result]
UNWEIGHED = "reportedly: this ledger was not weighed yet, or not since something was added; run: reportedly weigh\n"


def asking(where: Path) -> Ask:
    def asked(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["--ledger", str(where), *arguments], env={"COLUMNS": "100"})

    return asked


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    with Ledger.open(tmp_path / "x.db") as ledger:
        fill(ledger)
    return asking(tmp_path / "x.db")


def test_conflicts_are_listed_with_the_words_of_each_side(ask: Ask) -> None:
    done = ask("conflicts")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "founded, 2 reports: " in done.stdout
    assert "\n  or\n" in done.stdout
    assert "Hill Gazette, 2019-06-07: “Hill Gazette of 2019-06-07 has statement 0.”" in done.stdout
    assert all(line == line.rstrip() and len(line) <= 100 for line in done.stdout.splitlines())
    assert "founded" not in ask("conflicts", "Idris Valkoen").stdout
    assert ask("conflicts", "--most", "1").stdout.count("\n  or\n") == 1
    assert ask("conflicts", "Nobody").exit_code == Exit.NOT_FOUND


def test_changes_are_listed_by_what_happened(ask: Ask) -> None:
    said = ask("changes", "--since", "2018-12-31").stdout
    assert "new: " in said
    assert "confirmed: " in said
    assert said.index("new: ") < said.index("confirmed: ")
    assert "killed" not in ask("changes", "--since", "2018-12-31", "--about", "Kessra").stdout
    assert ask("changes", "--since", "2030-01-01").stdout == "nothing changed since\n"
    assert ask("changes", "--since", "soon").exit_code == Exit.USAGE
    assert "new: " in ask("changes", "--since", "2020-01-01", "--learned").stdout


def test_questions_are_listed(ask: Ask) -> None:
    assert "rests on one origin" in ask("questions", "Salt Guard").stdout
    assert ask("questions", "--most", "2").stdout.count("\n") > 1


def test_a_question_writes_nothing_and_says_what_was_not_weighed(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "x.db") as ledger:
        fill(ledger, weighed=False)
    ask = asking(tmp_path / "x.db")
    for command in (("conflicts",), ("changes", "--since", "2019-01-01"), ("questions",), ("origins",), ("grade",)):
        assert ask(*command).stderr == UNWEIGHED, command
    assert "founded" not in ask("conflicts").stdout
    done = ask("weigh")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("8 claims weighed, ")
    assert ask("weigh").stdout == "nothing to weigh\n"
    assert ask("weigh", "--anew").stdout.startswith("8 claims weighed, ")
    done = ask("conflicts")
    assert (done.stderr, "founded" in done.stdout) == ("", True)


def test_an_empty_ledger_has_nothing_to_weigh(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "x.db"):
        pass
    assert asking(tmp_path / "x.db")("conflicts").stderr == ""


def test_credibility_is_switched_off_and_on(ask: Ask) -> None:
    assert "; 4>" in ask("about", "Idris Valkoen").stdout
    assert "doubtful" in ask("about", "Idris Valkoen", "--why").stdout
    done = ask("grade", "--credibility", "off", "--why", "taken for marks", "--by", "O. Lind")
    assert done.stdout.startswith("grading\tcredibility\toff\t"), done.stderr
    off = ask("about", "Idris Valkoen", "--why").stdout
    assert "; 4>" not in off
    assert "doubtful: " not in off
    assert "origin" in off  # Origins are counted all the same.
    assert "grading" in ask("log", "--kind", "grading").stdout
    assert ask("grade", "--credibility", "on", "--why", "explained now").exit_code == 0
    assert "; 4>" in ask("about", "Idris Valkoen").stdout
    assert ask("grade", "--credibility", "off").exit_code == Exit.USAGE  # without a reason
    assert ask("grade", "--credibility", "perhaps", "--why", "x").exit_code == Exit.USAGE
    assert ask("grade", "Lumen Wire", "--credibility", "off", "--why", "x").exit_code == Exit.USAGE


def test_switching_off_is_undone_like_any_judgement(ask: Ask) -> None:
    ask("grade", "--credibility", "off", "--why", "x")
    judgement = ask("log", "--kind", "grading").stdout.split("\t")[0]
    assert ask("undo", judgement).exit_code == 0
    assert "; 4>" in ask("about", "Idris Valkoen").stdout


def test_a_sources_record_stands_beside_its_letter(ask: Ask) -> None:
    rows = {row[2]: row for row in (line.split("\t") for line in ask("grade").stdout.splitlines())}
    assert rows["Pelmor Herald"][0] == "F"
    assert rows["Pelmor Herald"][6] == "2 statements, 1 confirmed by independent origins, 0 contradicted"
