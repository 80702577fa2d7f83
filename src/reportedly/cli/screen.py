"""Where output goes: results to standard output, everything else to standard error, colour only on a terminal."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

PIPE_WIDTH = 100
"""Columns of a page that goes into a pipe or a file."""


def result() -> Console:
    """The console for what was asked for."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else _width(), highlight=False, soft_wrap=False)


def aside() -> Console:
    """The console for progress, refusals and errors."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def complain(message: str) -> None:
    """Say on standard error, in one line, what went wrong."""
    sys.stderr.write(f"reportedly: {' '.join(message.split())}\n")


def remark(message: str) -> None:
    """Say on standard error, in one line, what is worth knowing and no error."""
    sys.stderr.write(f"{' '.join(message.split())}\n")


def safe(lines: Iterable[str]) -> None:
    """Write text of others to a terminal: what could steer it (escape sequences) is shown and does nothing."""
    for text in lines:
        sys.stdout.write("".join(c if c.isprintable() or c in "\n\t" else ascii(c)[1:-1] for c in text))


def line(*fields: object) -> None:
    """Write one tab-separated line to standard output; a field's own tabs and line breaks become spaces."""
    sys.stdout.write("\t".join(" ".join(str(field).split()) for field in fields) + "\n")


def counted(number: int, thing: str) -> str:
    """ "1 claim", "1,204 claims"."""
    many = f"{thing[:-1]}ies" if thing.endswith("y") else f"{thing}s"
    return f"{number:,} {thing if number == 1 else many}"


def speak_unicode() -> None:
    """Make both streams UTF-8 where they are a pipe or a file, so that a name in Cyrillic never stops the program.

    A terminal keeps its own encoding; what it cannot show becomes an escape.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def hush() -> None:
    """Let nothing more be written to a standard output that nobody reads."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _width() -> int:
    asked = os.environ.get("COLUMNS", "")
    return int(asked) if asked.isdigit() and int(asked) >= 40 else PIPE_WIDTH
