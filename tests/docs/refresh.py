"""Writes anew what README and docs say that commands print.

Run it as ``python -m tests.docs.refresh`` in the repository's root. A block is refreshed where
``<!-- output of: COMMAND -->`` stands above it, in a folder where the examples have been read into ``reportedly.db``.
With ``<!-- lines: N -->`` above it too, the first N lines are kept, and ``[…]`` ends them.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from .pages import Block, blocks, pages
from .runner import output_of, prepare, run

CUT = "[…]"


def shown(block: Block, printed: str) -> str:
    """``printed`` as the block shows it: without trailing blanks, cut where the block says so."""
    lines = [line.rstrip() for line in printed.rstrip().splitlines()]
    limit = int(block.notes.get("lines", len(lines)))
    return "\n".join([*lines[:limit], CUT] if len(lines) > limit else lines) + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        prepare(folder)
        run(["reportedly", "read", "examples/reports"], folder)
        for page in pages():
            text = page.read_text(encoding="utf-8")
            for block in blocks(page):
                if "output of" in block.notes:
                    fence = f"```{block.language}\n"
                    printed = shown(block, output_of(block.notes["output of"], folder))
                    text = text.replace(fence + block.body, fence + printed)
                    print(f"{block.where}: {block.notes['output of']}")  # noqa: T201 (a program to be run)
            page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
