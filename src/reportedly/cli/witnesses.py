"""``reportedly same-origin`` and ``independent``: what a person says of where two reports have it from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .judge import ByOption, WhyOption, told
from .ledger import AfterOption, open_to_ask

if TYPE_CHECKING:
    pass

SAME_EPILOG = """\b
Examples:
  reportedly same-origin vashet-gazette-guns.txt kelmurian-daily-guns.txt --why "both retell the same wire"
"""
INDEPENDENT_EPILOG = """\b
Examples:
  reportedly independent courier-bridge.txt radio-bridge.txt --why "each had a reporter at the bridge"
"""

ReportArgument = Annotated[str, typer.Argument(metavar="REPORT", help="A report, by its name, address or id.")]
OtherArgument = Annotated[str, typer.Argument(metavar="OTHER", help="The other report.")]


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("same-origin", epilog=SAME_EPILOG)(same_origin)
    app.command("independent", epilog=INDEPENDENT_EPILOG)(independent)


def same_origin(
    ctx: typer.Context,
    report: ReportArgument,
    other: OtherArgument,
    why: WhyOption,
    by: ByOption = None,
    ledger: AfterOption = None,
) -> None:
    """Say that two reports go back to one origin.

    Outranks what their texts show; what both say then counts once.
    """
    from reportedly import judging

    with open_to_ask(ctx, ledger) as opened:
        told(judging.same_origin(opened, report, other, why=why, by=by))


def independent(
    ctx: typer.Context,
    report: ReportArgument,
    other: OtherArgument,
    why: WhyOption,
    by: ByOption = None,
    ledger: AfterOption = None,
) -> None:
    """Say that two reports do not go back to one origin.

    Outranks what their texts show; what both say then counts twice.
    """
    from reportedly import judging

    with open_to_ask(ctx, ledger) as opened:
        told(judging.independent(opened, report, other, why=why, by=by))
