"""Parsing with a guard: foreign formats in a process of their own, stopped where it hangs, replaced where it dies."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

from reportedly.errors import Reason, RefusedError

from .formats import Format, Hint, parse
from .options import Options, Parsed
from .wire import pack_job, unpack_result

_TRUSTED = frozenset({Format.TEXT, Format.MARKDOWN})
"""Parsed here: a few regular expressions over decoded text, and small YAML."""
_JOBS = 500
"""Jobs after which a process is replaced, so that what a C library leaks stays small."""


class Parser:
    """Parses sources one after another. A context manager: it ends its process when it is left."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None
        self._jobs = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def parse(self, data: bytes, *, form: Format, hint: Hint) -> list[Parsed]:
        """The report or reports in ``data``.

        Raises:
            RefusedError: as the format's parser does; TOO_SLOW where it took longer than ``parse_seconds``;
                MALFORMED where its process died over it.
        """
        if form in _TRUSTED or not self._options.isolate:
            return parse(data, form=form, hint=hint, options=self._options)
        if self._jobs >= _JOBS:
            self._stop()
        process = self._process or self._start()
        self._jobs += 1
        expired = threading.Event()

        def stop() -> None:
            expired.set()
            process.kill()

        clock = threading.Timer(self._options.parse_seconds, stop)
        clock.daemon = True
        clock.start()
        try:
            answer = _exchange(process, pack_job(form, hint, self._options), data)
        except BaseException:
            self._stop()  # interrupted half way: what it answers next would belong to this job
            raise
        finally:
            clock.cancel()
        if answer.endswith(b"\n"):
            if expired.is_set():  # it answered on the stroke; the answer counts, the process is gone
                self._stop()
            return unpack_result(answer)
        self._stop()
        if expired.is_set():
            raise RefusedError(Reason.TOO_SLOW, f"not parsed in {self._options.parse_seconds:g} s")
        raise RefusedError(Reason.MALFORMED, f"the {form.value} parser crashed on it (exit {process.returncode})")

    def _start(self) -> subprocess.Popen[bytes]:
        self._jobs = 0
        self._process = subprocess.Popen(
            # -P: the working folder is no place to import from; it may hold a report called docx.py.
            [sys.executable, "-P", "-m", "reportedly.intake.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # bytes that it never took
                    pipe.close()


def _exchange(process: subprocess.Popen[bytes], job: bytes, data: bytes) -> bytes:
    """The line that answers a job; not a whole one where the process died before it had answered."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(job + b"%d\n" % len(data))
        process.stdin.write(data)
        process.stdin.flush()
        return process.stdout.readline()
    except OSError:  # a broken pipe
        return b""
