"""The process in which foreign formats are parsed: ``python -m reportedly.intake.worker``.

Reads jobs from standard input, each a line of JSON and a line with a length followed by that many bytes, and
answers each with one line of JSON, until its input ends. The master (``isolation``) stops it where it hangs.
"""

from __future__ import annotations

import os
import sys
from typing import BinaryIO

from reportedly.errors import Reason, RefusedError

from .formats import parse
from .options import Parsed
from .wire import pack_result, unpack_job

_MEMORY = 3_000_000_000
"""Bytes of address space that parsing one source may take."""


def serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    """Answer every job until there are no more."""
    while line := jobs.readline():
        data = jobs.read(int(jobs.readline()))
        answers.write(pack_result(_result(line, data)))
        answers.flush()


def _result(line: bytes, data: bytes) -> list[Parsed] | RefusedError:
    form, hint, options = unpack_job(line)
    try:
        return parse(data, form=form, hint=hint, options=options)
    except RefusedError as refused:
        return refused
    except MemoryError:
        return RefusedError(Reason.TOO_LARGE, "needs more memory to parse than it may have")
    except Exception as error:  # the last net: a parser's surprise is this source's refusal, not the batch's end
        said = str(error)[:200]
        return RefusedError(Reason.MALFORMED, f"the {form.value} parser failed: {type(error).__name__}: {said}")


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the master's clock still holds
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    except (ValueError, OSError):  # macOS knows the limit and refuses to set it
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def main() -> None:
    """Serve on what were standard input and output, which are then closed to everything else."""
    # Libraries in C print to file descriptor 1 as they please; a stray word there would spoil the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit_memory()
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
