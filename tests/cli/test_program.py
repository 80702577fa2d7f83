"""The program as a whole: which ledger, how it ends, how fast it starts, how it behaves in a pipe."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from reportedly.cli.exits import Exit

from .conftest import PROGRAM, ROOT, WIRE, Run

HEAVY = ("numpy", "onnxruntime", "trafilatura", "lxml", "pypdfium2", "docx", "httpx", "sqlalchemy", "yaml", "py3langid")


def test_the_ledger_may_stand_before_or_after_and_after_wins(run: Run, tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text(WIRE, encoding="utf-8")
    assert run("--ledger", "before.db", "read", "wire.txt", folder=tmp_path).returncode == 0
    assert run("read", "wire.txt", "--ledger", "after.db", folder=tmp_path).returncode == 0
    assert run("--ledger", "loses.db", "read", "--ledger", "wins.db", "wire.txt", folder=tmp_path).returncode == 0
    assert sorted(p.name for p in tmp_path.glob("*.db")) == ["after.db", "before.db", "wins.db"]
    for before, after in ((["--ledger", "before.db"], []), ([], ["--ledger", "before.db"])):
        done = run(*before, "reports", *after, folder=tmp_path)
        assert (done.returncode, len(done.stdout.splitlines())) == (0, 1)


def test_without_one_named_the_ledger_is_reportedly_db_here(run: Run, filled: Path) -> None:
    assert (filled / "reportedly.db").is_file()
    assert run("reports", folder=filled).stdout == run("reports", "--ledger", "reportedly.db", folder=filled).stdout


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["reports", "--ledger", "none.db"], Exit.LEDGER, "none.db"),
        (["reports", "--ledger", "wire.txt"], Exit.LEDGER, "wire.txt"),
        (["show", "ffffffffffff"], Exit.NOT_FOUND, "ffffffffffff"),
        (["about", "Nobody Whatever"], Exit.NOT_FOUND, "Nobody Whatever"),
        (["claims", "--document", "none.txt"], Exit.NOT_FOUND, "none.txt"),
        (["claims", "--as-of", "yesterday"], Exit.USAGE, "--as-of: got 'yesterday', expected a day such as 2024-03-01"),
        (["about", "Besk", "--as-of", "2021-13-01"], Exit.USAGE, "--as-of"),
        (["read", "--max-size", "huge", "wire.txt"], Exit.USAGE, "--max-size"),
        (["read", "--published", "March", "wire.txt"], Exit.USAGE, "--published"),
        (["read", "--timeout", "0", "wire.txt"], Exit.USAGE, "timeout"),
        (["read"], Exit.USAGE, "Missing argument"),
        (["export", "--format", "xml"], Exit.USAGE, "xml"),
        (["conjure"], Exit.USAGE, "conjure"),
    ],
)
def test_an_error_is_told_without_a_traceback(
    run: Run, filled: Path, arguments: list[str], status: Exit, said: str
) -> None:
    done = run(*arguments, folder=filled)
    assert (done.returncode, done.stdout) == (status, ""), done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    if "Usage:" not in done.stderr:
        assert done.stderr.startswith("reportedly: ")
        assert done.stderr.count("\n") == 1
    assert not (filled / "none.db").exists()


def test_a_missing_model_is_told_in_one_line(filled: Path) -> None:
    program = (
        "import reportedly\nfrom reportedly.errors import ModelError\n"
        "def load():\n    raise ModelError('weights.onnx: not there; install the package again')\n"
        "reportedly.load_reader = load\nfrom reportedly.cli import main\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "read", "--ledger", "other.db", "wire.txt"],
        cwd=filled, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (Exit.FAILED, "")
    assert done.stderr == "reportedly: weights.onnx: not there; install the package again\n"


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\nsys.argv = ['reportedly', '--help']\nfrom reportedly.cli import main\n"
        "try:\n    main()\nexcept SystemExit as e:\n    assert not e.code, e.code\n"
        "print(*sorted(m for m in sys.modules if '.' not in m), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert "read" in done.stdout
    assert sorted(set(HEAVY) & set(done.stderr.split())) == []


@pytest.mark.parametrize("command", ["about", "claims", "reports", "show", "export"])
def test_a_question_loads_no_reader_and_no_parser(command: str, filled: Path) -> None:
    arguments = {"about": ["Hill Brigade"], "show": ["f" * 12]}.get(command, [])
    program = (
        f"import sys\nsys.argv = ['reportedly', {command!r}, *{arguments!r}]\nfrom reportedly.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*sorted(m for m in sys.modules if '.' not in m), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=filled, capture_output=True, text=True, timeout=60, check=True
    )
    assert {"onnxruntime", "trafilatura", "pypdfium2", "httpx"} & set(done.stderr.split()) == set()


def processor_seconds(*arguments: str, folder: Path) -> float:
    """What the program costs from a cold start; unlike wall time, no matter what else the machine does."""
    before = os.times()
    subprocess.run(
        [sys.executable, "-m", "reportedly", *arguments], cwd=folder, capture_output=True, check=True, timeout=120
    )
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def test_help_costs_less_than_half_a_second(tmp_path: Path) -> None:
    assert min(processor_seconds("--help", folder=tmp_path) for _ in range(3)) < 0.5


def test_a_small_report_is_read_from_a_cold_start_in_three_seconds(tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text(WIRE, encoding="utf-8")
    assert processor_seconds("read", "wire.txt", folder=tmp_path) < 3.0


@pytest.mark.parametrize("command", ["read", "about", "claims", "reports", "show", "export"])
def test_each_command_helps_with_examples(run: Run, tmp_path: Path, command: str) -> None:
    done = run(command, "--help", folder=tmp_path)
    assert done.returncode == 0
    assert "Examples:" in done.stdout
    assert f"reportedly {command}" in done.stdout
    assert "--ledger" in done.stdout


def test_version_is_the_packages_own(run: Run, tmp_path: Path) -> None:
    from importlib.metadata import version

    assert run("--version", folder=tmp_path).stdout == f"reportedly {version('reportedly')}\n"


def test_a_reader_that_goes_away_is_no_error(run: Run, tmp_path: Path) -> None:
    # More than a pipe holds (64 kB), so that writing must fail once its reader has gone.
    sentence = "Orlan Besk leads the Hill Brigade. "
    (tmp_path / "long.txt").write_text("This report is a long one. " + sentence * 1500, encoding="utf-8")
    assert run("read", "long.txt", folder=tmp_path).returncode == 0
    for command in ("claims", "export"):
        program = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, command], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        with program:
            assert program.stdout is not None
            assert program.stderr is not None
            program.stdout.readline()
            program.stdout.close()
            said = program.stderr.read().decode()
        assert (program.returncode, said) == (Exit.BROKEN_PIPE, "")


def test_no_colour_and_no_bar_in_a_pipe(run: Run, tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text(WIRE, encoding="utf-8")
    done = run("read", "wire.txt", folder=tmp_path)
    assert done.stderr == ""
    for command in (["claims"], ["reports"], ["about", "Hill Brigade"]):
        assert "\x1b" not in run(*command, folder=tmp_path).stdout


def test_names_in_any_script_pass_a_pipe_whatever_the_locale(filled: Path) -> None:
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }
    done = subprocess.run(
        [sys.executable, "-m", "reportedly", "claims"], cwd=filled, env=environment, capture_output=True, timeout=60,
        check=True,
    )  # fmt: skip
    assert "Анвар Караев" in done.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminal")
def test_a_terminal_gets_a_table(filled: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "140"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(
        [sys.executable, "-m", "reportedly", "claims"], cwd=filled, stdout=theirs, stderr=theirs, env=environment
    ):
        os.close(theirs)
        shown = b""
        try:
            while chunk := os.read(ours, 4096):
                shown += chunk
        except OSError:  # Linux says EIO where the other end is closed
            pass
    os.close(ours)
    assert b"\x1b[" in shown
    assert "4 claims" in shown.decode()
    assert "Orlan Besk" in shown.decode()
