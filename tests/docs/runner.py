"""Runs the blocks of a page, in order, in a folder of their own that holds the examples."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from .pages import ROOT, Block

PATIENCE = 240
"""Seconds that one block may take."""


def prepare(folder: Path) -> None:
    """Lay out ``folder`` as a page expects it: with the examples in it."""
    shutil.copytree(ROOT / "examples" / "reports", folder / "examples" / "reports")


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run ``command`` in ``folder`` with this very installation first on the path."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "COLUMNS": "100",
    }
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def run_block(block: Block, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one block of shell or Python; a line that fails ends it.

    No ``pipefail``: a command whose output goes to ``head`` may rightly end with 141.
    """
    if block.language == "python":
        return run([sys.executable, "-W", "error", "-c", block.body], folder)
    return run(["bash", "-eu", "-c", block.body], folder)


def output_of(command: str, folder: Path) -> str:
    """What a documented command prints on standard output.

    Raises:
        RuntimeError: where it fails.
    """
    done = run(["bash", "-euo", "pipefail", "-c", command], folder)
    if done.returncode != 0:
        raise RuntimeError(f"{command}: exit status {done.returncode}: {done.stderr}")
    return done.stdout
