"""``reportedly mask``: a copy of the ledger under pseudonyms, to be handed on; and the option that others share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from . import screen
from .ledger import AfterOption, open_to_ask

if TYPE_CHECKING:
    from reportedly.ledger import Ledger

EPILOG = """\b
Examples:
  reportedly mask handed-on.db
  reportedly mask handed-on.db --rule "persons,places:province"
  reportedly mask handed-on.db --also "Tamrek Sholdan" --not "Lisvet Karune"
  reportedly mask

\b
A rule is made of: persons (those who lead nothing and hold no office) or all persons,
names (that no claim speaks of), unnamed (what is said of sources without a name),
places:LEVEL (the finest that stays: country, province, district), also:NAME, not:NAME.
"default" is persons,names,unnamed,places:district.
"""
RULE = "default"
MaskOption = Annotated[
    str | None,
    typer.Option(
        "--mask",
        metavar="RULE",
        help='Pseudonyms for private persons, unnamed sources and places: "default", or see reportedly mask.',
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("mask", epilog=EPILOG)(mask)


def mask(
    ctx: typer.Context,
    out: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE]", help="Where the copy goes; without it, who is behind the pseudonyms is listed."
        ),
    ] = None,
    rule: Annotated[str, typer.Option("--rule", metavar="RULE", help="What is masked.")] = RULE,
    also: Annotated[
        list[str] | None, typer.Option("--also", metavar="NAME", help="Mask NAME, too. Can be given several times.")
    ] = None,
    never: Annotated[
        list[str] | None, typer.Option("--not", metavar="NAME", help="Leave NAME. Can be given several times.")
    ] = None,
    ledger: AfterOption = None,
) -> None:
    """Write a copy of the ledger under pseudonyms, to be handed on.

    It holds nothing of what is masked: not in texts, names, addresses or ids. Without FILE, lists the pseudonyms with
    the names behind them, for you alone.
    """
    from dataclasses import replace

    from reportedly.masking import parse_rule, pseudonyms_of, write_masked

    chosen = parse_rule(rule)
    chosen = replace(chosen, also=(*chosen.also, *(also or ())), never=(*chosen.never, *(never or ())))
    with open_to_ask(ctx, ledger) as opened:
        if out is None:
            for one in pseudonyms_of(opened, chosen):
                screen.line(one.label, one.kind, *one.names)
            return
        copy = write_masked(opened, chosen, out)
    screen.line(f"{out}: {copy.words}")
    if copy.doubtful:
        screen.remark(
            f"Not masked, because reports use these words for something else more often: {', '.join(copy.doubtful)}; "
            "where one is a person after all: --also person:NAME"
        )


@contextmanager
def as_masked(ledger: Ledger, rule: str | None) -> Iterator[Ledger]:
    """The ledger, or where there is a rule its masked copy, for as long as the ``with`` lasts.

    Raises:
        BadValueError: where the rule cannot be read.
        NotFoundError: where it names somebody of whom no report speaks.
    """
    if rule is None:
        yield ledger
        return
    from reportedly.masking import masked, parse_rule

    with masked(ledger, parse_rule(rule)) as copy:
        yield copy.ledger
