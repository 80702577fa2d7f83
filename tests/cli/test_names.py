"""names, same, different: as people type them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reportedly.cli.exits import Exit

from .conftest import Run


@pytest.fixture
def case(filled: Path, tmp_path: Path) -> Path:
    """A copy of the filled folder, to be written to."""
    return Path(shutil.copytree(filled, tmp_path / "case"))


def test_names_are_judged_explained_and_given_back(run: Run, case: Path) -> None:
    assert run("names", folder=case).stdout == ""
    done = run("same", "Orlan Besk", "Tovi Marn", "--why", "a pen name", "--by", "O. Lind", folder=case)
    assert done.returncode == 0, done.stderr
    kind, one, other, id_ = done.stdout.strip().split("\t")
    assert (kind, one, other) == ("same", "person:Orlan Besk", "person:Tovi Marn")
    (line,) = run("names", folder=case).stdout.splitlines()
    assert line.split("\t")[0] == "person"
    assert line.split("\t")[2:] == ["Orlan Besk", "Tovi Marn"]
    shown = run("names", "Tovi Marn", folder=case).stdout
    assert "Orlan Besk: 2 reports, 2 claims" in shown
    assert "Orlan Besk = Tovi Marn (judged)" in shown
    assert "for: O. Lind judged that they are one: a pen name" in shown
    assert f"judgement {id_[:12]}" in shown
    assert run("undo", id_, folder=case).returncode == 0
    assert run("names", folder=case).stdout == ""
    assert run("names", "--undecided", folder=case).stdout == "No two names wait for a judgement.\n"


def test_what_cannot_be_judged_says_why(run: Run, case: Path) -> None:
    done = run("different", "Orlan Besk", "Hill Brigade", "--why", "x", folder=case)
    assert done.returncode == Exit.USAGE
    assert "person and organization" in done.stderr
    done = run("same", "Nobody", "Orlan Besk", "--why", "x", folder=case)
    assert done.returncode == Exit.NOT_FOUND
    assert "no name 'Nobody'" in done.stderr
    assert run("same", "Tovi Marn", "Orlan Besk", folder=case).returncode == Exit.USAGE
