from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.docs.pages import ROOT
from tests.forks import BLOCK, programs

Run = Callable[..., subprocess.CompletedProcess[str]]

WIRE = """---
title: Gunmen name a leader
publisher: Hill Wire
published: 2021-03-04
---
Orlan Besk, the ministry said, leads the Hill Brigade.

Анвар Караев leads the River Column.
"""

DENIAL = """---
title: No, says his brother
publisher: River Gazette
published: 2021-03-09
---
Orlan Besk never leads the Hill Brigade, and Tovi Marn may lead the Hill Brigade.
"""

# The program with a reader made by hand in place of the trained one. A file, so that worker processes find it too.
PROGRAM = "import reportedly, tests.cli.reader as made\nreportedly.load_reader = made.load\n"
PROGRAM += "from reportedly.cli import main\nmain()\n"


@pytest.fixture(scope="session")
def run() -> Run:
    """Run the program in a process of its own, in ``folder``, with the reader made by hand."""

    def runner(*arguments: str, folder: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
        return subprocess.run(
            [str(programs() / BLOCK), PROGRAM, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            input=stdin,
            timeout=60,
            check=False,
        )

    return runner


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """A folder whose reportedly.db holds two reports; nothing may write to it."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / "wire.txt").write_text(WIRE, encoding="utf-8")
    (folder / "denial.txt").write_text(DENIAL, encoding="utf-8")
    done = run("read", "wire.txt", "denial.txt", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder
