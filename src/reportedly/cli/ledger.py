"""The one option that every command has: which ledger. It may stand before or after the command; after wins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from reportedly.ledger import Ledger

DEFAULT = "reportedly.db"
_HELP = f"The ledger: a file, or a database URL. [default: {DEFAULT} in the working folder]"

BeforeOption = Annotated[str | None, typer.Option("--ledger", "-l", metavar="PATH", help=_HELP, show_default=False)]
AfterOption = Annotated[
    str | None,
    typer.Option(
        "--ledger", "-l", metavar="PATH", help=_HELP + " Wins over one before the command.", show_default=False
    ),
]


def where(ctx: typer.Context, after: str | None) -> str:
    """The place of the ledger that this call means."""
    return after or ctx.obj or DEFAULT


def open_to_write(ctx: typer.Context, after: str | None) -> Ledger:
    """The ledger, made where there is none.

    Raises:
        LedgerError: where it cannot be opened.
    """
    from reportedly.ledger import Ledger

    return Ledger.open(where(ctx, after))


def open_to_ask(ctx: typer.Context, after: str | None) -> Ledger:
    """The ledger to put a question to; one that is not there is an error and not a new, empty ledger.

    Raises:
        NotFoundError: where there is none.
        LedgerError: where it cannot be opened.
    """
    from reportedly.ledger import Ledger

    return Ledger.open(where(ctx, after), create=False)
