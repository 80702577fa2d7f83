"""``reportedly about NAME``: the dossier."""

from __future__ import annotations

from typing import Annotated

import typer

from reportedly.days import day_of

from . import screen
from .ledger import AfterOption, open_to_ask
from .values import AsOfOption, ConfidenceOption, KnownOption
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
    as_of: AsOfOption = None,
    known: KnownOption = None,
    min_confidence: ConfidenceOption = 0.0,
    why: Annotated[bool, typer.Option("--why", help="Under each line, what its credibility rests on.")] = False,
    ledger: AfterOption = None,
) -> None:
    """Print the dossier of NAME.

    What is said about it, by whom, since when, and who disagrees; each line with a footnote.
    """
    from rich.text import Text

    from reportedly.dossiers import dossier_of

    from .show_dossier import show
    from .wrapping import put

    day, then = day_of("--as-of", as_of), day_of("--known", known)
    with open_to_ask(ctx, ledger) as opened:
        note_if_unweighed(opened)
        masked = opened.masked_by()
        dossier = dossier_of(opened, name, as_of=day, known=then, min_confidence=min_confidence)
    console = screen.result()
    if masked:
        put(Text(f"A masked copy. {masked}", style="italic"), console)
    show(dossier, console, why=why)
