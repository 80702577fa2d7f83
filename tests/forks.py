"""The program, in processes of its own without the cost of their imports, and otherwise as on any machine.

Tests and pages of the docs call it some four hundred times, each time anew, and most of what that takes is imports. So
a process that has imported everything (``python -m tests.forks DOOR``) forks for each call: still a process of its
own, with its own arguments, folder, environment, input and output, that runs the very script of the installation. What
stands first on the path under the name ``reportedly`` is a small program (``CALL``) that hands these over, passes on
signals, waits, and ends as the command ends.

Only imports are shared: no ledger, model or table has been read before a fork, and no thread runs.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import importlib
import json
import os
import pkgutil
import runpy
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import types
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
INSTALLED = Path(sys.executable).parent / "reportedly"
BLOCK = "python-block"
"""The program that runs its first argument as ``python -W error -c`` would, with the others as that one's arguments."""
HEAVY = (
    *("altair", "anyascii", "charset_normalizer", "docx", "httpx", "lxml.html", "py3langid.langid"),
    *("rich.console", "rich.progress", "rich.table", "stix2", "trafilatura", "vl_convert", "yaml"),
    *("uvicorn", "uvicorn.lifespan.on", "uvicorn.loops.auto", "uvicorn.protocols.http.auto"),
)
"""What commands import only when they need it; not onnxruntime, which starts a thread."""

# Isolated and without the site's packages Python starts in a hundredth of a second.
CALL = """
import json, os, signal, socket, sys
door = socket.socket(socket.AF_UNIX)
door.connect(sys.argv[1])
for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(one, lambda number, frame: door.send(bytes([number])))
said = json.dumps([sys.argv[2:], os.getcwd(), dict(os.environ)]).encode()
socket.send_fds(door, [b"%12d" % len(said)], [0, 1, 2])
door.sendall(said)
for fd in (0, 1, 2):
    os.close(fd)  # or whoever reads the command's output would wait for this program too
ended = int(door.recv(12) or b"70")
if ended < 0:
    signal.signal(-ended, signal.SIG_DFL)
    os.kill(os.getpid(), -ended)
os._exit(ended)
"""


@functools.cache
def programs() -> Path:
    """A folder with the programs ``reportedly`` and ``BLOCK``, which run as forks. The first call starts the server.

    Raises:
        RuntimeError: where the server does not begin.
    """
    room = Path(tempfile.mkdtemp(prefix="forks-"))
    (room / "call.py").write_text(CALL, encoding="utf-8")
    (room / "bin").mkdir()
    for name in ("reportedly", BLOCK):
        program = room / "bin" / name
        call = f"exec '{sys.executable}' -IS '{room}/call.py' '{room}/door' {name}"
        program.write_text(f'#!/bin/sh\n{call} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.forks", str(room / "door")],
        cwd=ROOT,
        # Arithmetic starts its threads where it is imported, and threads do not live through a fork.
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        # The server ends with its input, so it never outlives the tests; Ctrl-C is for them and not for it.
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    atexit.register(_end, server, room)
    assert server.stdout is not None
    if server.stdout.readline() != "ready\n":
        raise RuntimeError(f"the server of forks did not begin: exit status {server.wait()}")
    return room / "bin"


def _end(server: subprocess.Popen[str], room: Path) -> None:
    server.communicate()
    shutil.rmtree(room)


def main(door: Path) -> None:
    """Import everything, then serve; in a fork, run the command."""
    # What warns on import would fail `python -W error`, so it fails here.
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        import reportedly

        for module in pkgutil.walk_packages(reportedly.__path__, "reportedly."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
        for name in HEAVY:
            importlib.import_module(name)
    assert threading.active_count() == 1
    if Path("/proc/self/task").is_dir():
        assert len(list(Path("/proc/self/task").iterdir())) == 1, "an import has started a thread"
    gc.freeze()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(door))
        listening.listen()
        print("ready", flush=True)  # noqa: T201 (the tests wait for it)
        asked = serve(listening)
    if asked is None:
        return
    try:
        run(*asked)
        ended = 0
    except SystemExit as end:
        if end.code is not None and not isinstance(end.code, int):
            raise
        ended = end.code or 0
    # As Python ends, but for taking every module apart, which takes longer than many a command.
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    os._exit(ended)


def serve(listening: socket.socket) -> tuple[list[str], str, dict[str, str]] | None:
    """Fork for each call, until standard input ends. In a fork: the arguments, folder and environment of the call."""
    calls: dict[int, socket.socket] = {}
    ringing, bell = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    signal.set_wakeup_fd(bell, warn_on_full_buffer=False)
    with selectors.DefaultSelector() as waiting:
        for one in (0, ringing, listening):
            waiting.register(one, selectors.EVENT_READ)
        while True:
            for key, _ in waiting.select():
                if key.fileobj == 0:
                    return None
                if key.fileobj == ringing:
                    os.read(ringing, 4096)
                    _tell_who_ended(calls, waiting)
                elif key.fileobj is listening:
                    call, _address = listening.accept()
                    asked, given = _received(call)
                    pid = os.fork()
                    if pid == 0:
                        signal.set_wakeup_fd(-1)
                        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                        for fd, inherited in enumerate(given):
                            os.dup2(inherited, fd)
                        for fd in (*given, ringing, bell):
                            os.close(fd)
                        for other in (call, *calls.values()):
                            other.close()
                        return asked
                    for fd in given:
                        os.close(fd)
                    calls[pid] = call
                    waiting.register(call, selectors.EVENT_READ, pid)
                else:
                    _pass_on(calls, waiting, key.data)


def _received(call: socket.socket) -> tuple[tuple[list[str], str, dict[str, str]], list[int]]:
    size, given, _, _ = socket.recv_fds(call, 12, 3)
    with call.makefile("rb") as words:
        arguments, folder, environment = json.loads(words.read(int(size)))
    return (arguments, folder, environment), list(given)


def _pass_on(calls: dict[int, socket.socket], waiting: selectors.BaseSelector, pid: int) -> None:
    """Signals that a caller got, for its command; where the caller was killed, so is the command."""
    signals = calls[pid].recv(16) if pid in calls else b""
    if pid in calls and not signals:
        waiting.unregister(calls[pid])
        calls.pop(pid).close()
    for number in signals or [signal.SIGKILL]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def _tell_who_ended(calls: dict[int, socket.socket], waiting: selectors.BaseSelector) -> None:
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            pid, status = ended
            if pid in calls:
                waiting.unregister(calls[pid])
                with contextlib.suppress(OSError), calls.pop(pid) as call:
                    call.send(b"%d" % os.waitstatus_to_exitcode(status))


def run(arguments: list[str], folder: str, environment: dict[str, str]) -> None:
    """Run a command in this very process, and end as it ends."""
    # New files: those of the server have noted what its own input and output were.
    sys.stdin = open(0, encoding=sys.stdin.encoding, errors=sys.stdin.errors, closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding=sys.stdout.encoding, errors=sys.stdout.errors, closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, sys.stderr.encoding, sys.stderr.errors, closefd=False)  # noqa: SIM115
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    program, *given = arguments
    if program == BLOCK:
        code, *more = given
        sys.argv, sys.path[0] = ["-c", *more], ""
        sys.path[1:1] = [place for place in environment.get("PYTHONPATH", "").split(os.pathsep) if place]
        sys.warnoptions.append("error")
        warnings.simplefilter("error")
        block = types.ModuleType("__main__")
        sys.modules["__main__"] = block
        exec(compile(code, "<string>", "exec"), vars(block))
    else:
        sys.argv, sys.path[0] = [str(INSTALLED), *given], str(INSTALLED.parent)
        runpy.run_path(str(INSTALLED), run_name="__main__")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
