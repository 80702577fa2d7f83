"""``reportedly about NAME``: the dossier."""

from __future__ import annotations

from typing import Annotated

import typer

from . import screen, values
from .ledger import AfterOption, open_to_ask
from .weigh import note_if_unweighed

EPILOG = """\b
Examples:
  reportedly about "Valley Guard"
  reportedly about "Valley Guard" --as-of 2022-12-31
  reportedly about "Valley Guard" --why
  reportedly --ledger case.db about "Tamrek Sholdan" > sholdan.txt
"""


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("about", epilog=EPILOG)(about)


def about(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A person, organization, place or account.")],
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="Only what reports published by this day (YYYY-MM-DD) say."),
    ] = None,
    known: Annotated[
        str | None, typer.Option("--known", metavar="DATE", help="Only what this ledger knew by that day (YYYY-MM-DD).")
    ] = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", metavar="P", help="Leave out claims less sure than P (0 to 1).")
    ] = 0.0,
    why: Annotated[bool, typer.Option("--why", help="Under each line, what its credibility rests on.")] = False,
    ledger: AfterOption = None,
) -> None:
    """Print the dossier of NAME.

    What is said about it, by whom, since when, and who disagrees; each line with a footnote.
    """
    from reportedly.workspace import Workspace

    from .show_dossier import show

    day, then = values.day(as_of, option="--as-of"), values.day(known, option="--known")
    with open_to_ask(ctx, ledger) as opened:
        note_if_unweighed(opened)
        dossier = Workspace(opened).dossier(name, as_of=day, known=then, min_confidence=min_confidence)
    show(dossier, screen.result(), why=why)
