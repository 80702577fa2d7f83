"""Wrapped text with a hanging indent, without blanks at the ends of its lines: it reads the same in a pipe."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text


def put(text: Text, console: Console, *, indent: int = 0, before: Sequence[Text] = ()) -> None:
    """Print wrapped text with a hanging indent; ``before`` stands in the margin, line by line."""
    room = max(console.width - indent, 8)
    lines = list(text.wrap(console, room)) if text.plain else [Text()]
    for i in range(max(len(lines), len(before))):
        margin = before[i].copy() if i < len(before) else Text()
        margin.append(" " * max(indent - margin.cell_len, 0))
        whole = margin + lines[i] if i < len(lines) else margin
        whole.rstrip()
        console.print(whole, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)
