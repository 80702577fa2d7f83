"""Writes anew what README and docs say that commands print.

Run it as ``python -m tests.docs.refresh`` in the repository's root. A block is refreshed where
``<!-- output of: COMMAND -->`` stands above it, in a folder where the examples have been read into ``reportedly.db``.
With ``<!-- from: TEXT -->`` what comes before the first line that holds TEXT is left out, with ``<!-- to: TEXT -->``
what comes after the next line that holds that one. With ``<!-- lines: N -->`` the first N lines are kept, and ``[…]``
ends them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from .pages import Block, blocks, pages
from .runner import output_of, prepare, run

CUT = "[…]"


def shown(block: Block, printed: str) -> str:
    """``printed`` as the block shows it: without trailing blanks, cut where the block says so.

    Raises:
        RuntimeError: where what the block begins or ends with is not printed.
    """
    lines = [line.rstrip() for line in printed.rstrip().splitlines()]
    if "from" in block.notes:
        lines = lines[_first(block, "from", lines) :]
    if "to" in block.notes:
        lines = lines[: _first(block, "to", lines) + 1]
    limit = int(block.notes.get("lines", len(lines)))
    return "\n".join([*lines[:limit], CUT] if len(lines) > limit else lines) + "\n"


def _first(block: Block, key: str, lines: list[str]) -> int:
    """The number of the first line that holds what the block says under ``key``."""
    wanted = block.notes[key]
    found = next((i for i, line in enumerate(lines) if wanted in line), None)
    if found is None:
        raise RuntimeError(f"{block.where}: {key}: no line holds {wanted!r}: {block.notes['output of']}")
    return found


def refreshed(text: str, bodies: Sequence[tuple[Block, str]]) -> str:
    """A page with new bodies for some of its blocks, each in its own place.

    By place and not by what stands there: two blocks can be alike, and an empty one is like the beginning of them all.
    """
    for block, body in sorted(bodies, key=lambda b: -b[0].start):
        text = text[: block.start] + body + text[block.end :]
    return text


def main() -> None:
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        prepare(folder)
        run(["reportedly", "read", "examples/reports"], folder)
        for page in pages():
            made = []
            for block in blocks(page):
                if "output of" in block.notes:
                    made.append((block, shown(block, output_of(block.notes["output of"], folder))))
                    print(f"{block.where}: {block.notes['output of']}")  # noqa: T201 (a program to be run)
            if made:
                page.write_text(refreshed(page.read_text(encoding="utf-8"), made), encoding="utf-8")


if __name__ == "__main__":
    main()
