"""``reportedly export``: files whole or not at all, nothing binary on a terminal, and what was lost said aside."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import Result
from typer.testing import CliRunner

from reportedly.cli.app import app
from reportedly.cli.exits import Exit
from reportedly.ledger import Ledger
from tests.outlook import fill
from tests.written import org, report, says


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small ledger in it."""
    made = tmp_path_factory.mktemp("export")
    with Ledger.open(made / "reportedly.db") as opened:
        fill(opened)
    return made


@pytest.fixture(autouse=True)
def _here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)


def asked(*arguments: str) -> Result:
    """The program in this process, which is quicker."""
    return CliRunner().invoke(app, arguments)


def test_a_dossier_goes_into_a_file_and_its_losses_to_standard_error(folder: Path) -> None:
    done = asked("export", "--about", "Salt Guard", "--format", "docx", "--out", "g.docx")
    assert (done.exit_code, done.stdout) == (Exit.DONE, ""), done.stderr
    assert done.stderr.startswith("g.docx: ")
    assert "lines written\nnot in it: " in done.stderr
    assert "word/footnotes.xml" in ZipFile(folder / "g.docx").namelist()


def test_markdown_and_its_pictures(folder: Path) -> None:
    done = asked(
        "export",
        "--about",
        "Salt Guard",
        "--format",
        "markdown",
        "--out",
        "g.md",
        "--pictures",
        "g pics",
    )
    assert done.exit_code == Exit.DONE, done.stderr
    text = (folder / "g.md").read_text(encoding="utf-8")
    drawn = sorted(path.name for path in (folder / "g pics").iterdir())
    assert drawn
    assert all(f"](g%20pics/{name})" in text for name in drawn)
    without = asked("export", "--about", "Salt Guard", "--format", "markdown")
    assert "pictures" in without.stderr
    assert "![" not in without.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "html"), "expected a name"),
        (("--format", "xml"), "one of html, markdown"),
        (("--format", "csv", "--documents", "d"), "only with --format gold"),
        (("--format", "csv", "--pictures", "d"), "only with --format markdown"),
        (("--format", "csv", "--as-of", "then"), "expected a day such as 2024-03-01"),
        (("--format", "csv", "--mask", "faces"), "faces"),
    ],
)
def test_what_does_not_go_together_is_bad_usage(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    done = asked("export", *arguments, "--out", "never")
    assert (done.exit_code, done.stdout) == (Exit.USAGE, "")
    assert said in done.stderr
    assert list(folder.glob("never*")) == []


def test_a_file_is_written_wholly_or_not_at_all(folder: Path) -> None:
    kept = folder / "kept.csv"
    kept.write_text("as it was", encoding="utf-8")
    done = asked("export", "--about", "Nobody Whatever", "--format", "csv", "--out", "kept.csv")
    assert done.exit_code == Exit.NOT_FOUND
    assert kept.read_text(encoding="utf-8") == "as it was"
    done = asked("export", "--format", "csv", "--out", "no/such/folder/x.csv")
    assert done.exit_code == Exit.FAILED
    assert "--out" in done.stderr
    assert list(folder.glob("*.part")) == []


def test_a_pipe_gets_bytes_and_only_the_form(folder: Path) -> None:
    program = "from reportedly.cli import main\nmain()\n"
    done = subprocess.run(
        [sys.executable, "-c", program, "export", "--about", "Salt Guard", "--format", "docx"],
        cwd=folder, capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    assert done.stdout[:2] == b"PK"
    assert b"not in it" in done.stderr


def on_a_terminal(folder: Path, *arguments: str) -> tuple[int, str]:
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-c", "from reportedly.cli import main\nmain()\n", *arguments],
        cwd=folder, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"},
    )  # fmt: skip
    os.close(theirs)
    said = b""
    while True:
        try:
            said += (piece := os.read(ours, 65536))
        except OSError:
            break
        if not piece:
            break
    os.close(ours)
    return program.wait(timeout=60), said.decode("utf-8", "replace")


def test_a_terminal_gets_nothing_binary(folder: Path) -> None:
    status, said = on_a_terminal(folder, "export", "--about", "Salt Guard", "--format", "docx")
    assert status == Exit.USAGE
    assert "docx is not text" in said
    assert "PK" not in said


def test_nothing_on_a_terminal_steers_it(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "reportedly.db") as opened:
        fill(
            opened,
            report("e.txt", None, "2020-01-01", ("It is.", says("allied_with", org("A\x1b[2JB"), org("C\x9bD")))),
        )
    status, said = on_a_terminal(tmp_path, "export", "--format", "csv")
    assert status == Exit.DONE
    assert "A\\x1b[2JB" in said
    assert not {"\x1b", "\x9b"} & set(said)
