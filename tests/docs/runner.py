"""Runs the blocks of a page, in order, in a folder of their own that holds the examples.

A block with ``<!-- serves: PATH -->`` above it starts a server, which must answer at PATH and runs until the page ends.
The port that a page writes is replaced by a free one, so that no test meets a server that somebody else has started.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.forks import BLOCK, programs

from .pages import ROOT, Block

PATIENCE = 240
"""Seconds that one block may take."""
WAIT = 30
"""Seconds in which a server must answer, and end."""
PORT = 8642
"""The port that pages write."""
SERVE = "reportedly serve"


def prepare(folder: Path) -> None:
    """Lay out ``folder`` as a page expects it: with the examples in it."""
    shutil.copytree(ROOT / "examples" / "reports", folder / "examples" / "reports")


def surroundings() -> dict[str, str]:
    """The environment of a documented command: with this very installation first on the path, its program as a fork."""
    return {
        **os.environ,
        "PATH": os.pathsep.join([str(programs()), str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        "COLUMNS": "100",
    }


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run ``command`` in ``folder``."""
    return subprocess.run(
        command,
        cwd=folder,
        env=surroundings(),
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
        return run([str(programs() / BLOCK), block.body], folder)
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


@dataclass
class Served:
    """What a page has started: its port, and the processes to stop."""

    port: int
    running: list[subprocess.Popen[str]] = field(default_factory=list)

    def here(self, block: Block) -> Block:
        """The block with this page's own port in the place of the one that readers see."""
        body = block.body.replace(f":{PORT}", f":{self.port}")
        if SERVE in body:
            body = body.replace(SERVE, f"{SERVE} --port {self.port}")
        return replace(block, body=body)

    def start(self, block: Block, folder: Path) -> str:
        """Start the server of a block; what it answers at the path that the block names.

        Raises:
            RuntimeError: where it does not answer in time, or ends.
        """
        # In a group of its own: the shell is not what has to be stopped.
        server = subprocess.Popen(
            ["bash", "-eu", "-c", block.body],
            cwd=folder,
            env=surroundings(),
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.running.append(server)
        address = f"http://127.0.0.1:{self.port}{block.notes['serves']}"
        until = time.monotonic() + WAIT
        while time.monotonic() < until and server.poll() is None:
            try:
                with urllib.request.urlopen(address, timeout=WAIT) as answer:  # (this machine's own)
                    page: str = answer.read().decode("utf-8")
                    return page
            except urllib.error.HTTPError as error:
                raise RuntimeError(f"{block.where}: {address}: {error.code}: {error.read().decode()}") from error
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"{block.where}: nothing answers at {address}; exit status {server.poll()}")

    def stop(self) -> list[int]:
        """End what runs as Ctrl-C does; the exit statuses."""
        for server in self.running:
            os.killpg(server.pid, signal.SIGINT)
        return [server.wait(WAIT) for server in self.running]


@contextmanager
def served() -> Iterator[Served]:
    """A page's servers; none of them outlives it."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        made = Served(door.getsockname()[1])
    try:
        yield made
    finally:
        for server in made.running:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()
