"""``reportedly reports``: one line a report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import typer

from . import screen
from .ledger import AfterOption, open_to_ask

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from reportedly.model import Document

EPILOG = """\b
Examples:
  reportedly reports
  reportedly reports --ledger case.db | sort -t "$(printf '\\t')" -k 2

\b
In a pipe: tab-separated, no header: id, published, publisher, title, name, claims.
"""

SHORT_ID = 10
"""Characters of an id that a terminal shows."""


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("reports", epilog=EPILOG)(reports)


def reports(ctx: typer.Context, ledger: AfterOption = None) -> None:
    """List the reports in the ledger.

    In order of publication, with how many claims each gave.
    """
    with open_to_ask(ctx, ledger) as opened:
        documents = opened.documents()
        counts = Counter(record.document.id for record in opened.claims())
    console = screen.result()
    if console.is_terminal:
        _table(documents, counts, console)
        return
    for document in documents:
        screen.line(
            document.id,
            document.published or "",
            document.publisher or "",
            document.title or "",
            document.name,
            counts[document.id],
        )


def _table(documents: Sequence[Document], counts: Mapping[str, int], console: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    table.add_column("report", style="dim", no_wrap=True)
    table.add_column("published", no_wrap=True)
    for heading in ("publisher", "title", "name"):
        table.add_column(heading)
    table.add_column("claims", justify="right")
    for document in documents:
        table.add_row(
            document.id[:SHORT_ID],
            document.published.isoformat() if document.published else "undated",
            Text(document.publisher or ""),
            Text(document.title or ""),
            Text(document.name),
            str(counts.get(document.id, 0)),
        )
    if documents:
        console.print(table)
    console.print("1 report" if len(documents) == 1 else f"{len(documents):,} reports", style="dim")
