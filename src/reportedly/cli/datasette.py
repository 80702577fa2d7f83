"""``reportedly datasette``: what datasette needs to show a ledger well."""

from __future__ import annotations

from typing import Annotated

import typer

from . import screen
from .ledger import AfterOption, open_to_ask

EPILOG = """\b
Examples:
  reportedly datasette --out metadata.json
  datasette reportedly.db --metadata metadata.json
"""


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("datasette", epilog=EPILOG)(datasette)


def datasette(
    ctx: typer.Context,
    out: Annotated[
        str | None,
        typer.Option("--out", metavar="FILE", help="Write to FILE. [default: standard output]", show_default=False),
    ] = None,
    ledger: AfterOption = None,
) -> None:
    """Write the metadata with which datasette shows a ledger.

    Which views are for people, what their columns mean, what is a matter of the program alone.
    """
    import json
    from pathlib import Path

    from reportedly.errors import ExchangeError
    from reportedly.exchange.datasette import metadata

    with open_to_ask(ctx, ledger) as opened:
        text = json.dumps(metadata(opened), indent=2) + "\n"
    if out is None:
        typer.echo(text, nl=False)
        return
    try:
        Path(out).write_text(text, encoding="utf-8")
    except OSError as error:
        raise ExchangeError(f"{out}: cannot be written: {error.strerror}; choose another place with --out") from error
    screen.remark(f"{out}: written; start it with: datasette {opened.where} --metadata {out}")
