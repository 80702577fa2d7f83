"""``reportedly origins``: where reports, claims and what is said of a name come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.errors import NotFoundError

from . import screen
from .ledger import AfterOption, open_to_ask
from .weigh import note_if_unweighed

if TYPE_CHECKING:
    from reportedly.ledger import Ledger

EPILOG = """\b
Examples:
  reportedly origins
  reportedly origins 2023-09-16-lemet-mercury-reprint.html
  reportedly origins 3f9a01c2
  reportedly origins "Tamrek Sholdan"

\b
Without an argument, in a pipe: tab-separated, no header: how, report, published,
publisher, the report it goes back to, that one's outlet, whole or part, score, why.
"""

_HEX = frozenset("0123456789abcdef")
_SHORTEST = 4


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("origins", epilog=EPILOG)(origins)


def origins(
    ctx: typer.Context,
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[REPORT|CLAIM|NAME]", help="A report (name, id), a claim (id), or a name.", show_default=False
        ),
    ] = None,
    ledger: AfterOption = None,
) -> None:
    """Show where reports and claims come from.

    Of a report: what it copies and credits, and who copies it, the passages side by side. Of a claim: the way back to
    whose word it is. Of a name: for everything that is said of it the reports, the outlets and the independent origins,
    for it and against it. Without an argument: every link between reports.
    """
    from . import show_origins

    with open_to_ask(ctx, ledger) as opened:
        note_if_unweighed(opened)
        if what is None:
            show_origins.links(opened, screen.result())
        elif (report := _report(opened, what)) is not None:
            show_origins.report(opened, report, screen.result())
        elif (claim := _claim(opened, what)) is not None:
            show_origins.claim(opened, claim, screen.result())
        else:
            show_origins.name(opened, what, screen.result())


def _report(opened: Ledger, key: str) -> str | None:
    """The id of the report of this name or id; None where there is none.

    Raises:
        AmbiguousError: where several answer to it.
    """
    try:
        return opened.document(key).id
    except NotFoundError:
        return None


def _claim(opened: Ledger, key: str) -> str | None:
    """The id of the claim that this begins; None where it begins none, or cannot."""
    if len(key) < _SHORTEST or not set(key.lower()) <= _HEX:
        return None
    try:
        return opened.claim(key).claim.id
    except NotFoundError:
        return None
