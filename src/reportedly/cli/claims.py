"""``reportedly claims``: one line a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.days import day_of

from . import screen
from .ledger import AfterOption, open_to_ask
from .values import AsOfOption, ConfidenceOption, KnownOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from reportedly.ledger.records import Record

EPILOG = """\b
Examples:
  reportedly claims --about "Valley Guard" --predicate leads
  reportedly claims --source "Interior Ministry"
  reportedly claims --document 2023-09-15-inland-wire-belkesh.txt | cut -f 2-4

\b
In a pipe: tab-separated, no header: id, subject, predicate, object, qualifiers,
polarity, certainty, sources, report, published, page, section, review.
"""

SHORT_ID = 10
"""Characters of an id that a terminal shows; ``show`` takes them."""


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("claims", epilog=EPILOG)(claims)


def claims(
    ctx: typer.Context,
    about: Annotated[str | None, typer.Option("--about", metavar="NAME", help="NAME has a part in it.")] = None,
    predicate: Annotated[
        str | None, typer.Option("--predicate", metavar="PREDICATE", help="Only this predicate, such as leads.")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="NAME", help="NAME is in the chain of sources, or published it.")
    ] = None,
    document: Annotated[
        str | None, typer.Option("--document", metavar="REPORT", help="Only this report, by name or id.")
    ] = None,
    as_of: AsOfOption = None,
    known: KnownOption = None,
    superseded: Annotated[
        bool, typer.Option("--superseded", help="Also claims that a newer reader no longer makes.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Also claims that a person rejected, or mended, with the reason.")
    ] = False,
    min_confidence: ConfidenceOption = 0.0,
    ledger: AfterOption = None,
) -> None:
    """List claims, one line each.

    In order of publication. The filters narrow each other.
    """
    from reportedly.dossiers import seen

    day, then = day_of("--as-of", as_of), day_of("--known", known)
    with open_to_ask(ctx, ledger) as opened:
        found = seen(opened, known=then, min_confidence=min_confidence).claims(
            about=about, predicate=predicate, source=source, document=document, as_of=day, superseded=superseded,
            rejected=everything,
        )  # fmt: skip
    console = screen.result()
    if console.is_terminal:
        _table(found, console)
    else:
        _lines(found)


def _lines(found: Sequence[Record]) -> None:
    from . import in_words

    for record in found:
        claim, document = record.claim, record.document
        screen.line(
            claim.id,
            in_words.part(claim.subject),
            claim.predicate,
            "" if claim.object is None else in_words.part(claim.object),
            in_words.qualifiers(claim),
            claim.polarity.value,
            claim.certainty.value,
            in_words.chain(claim.sources),
            document.name,
            document.published or "",
            *_place(record),
            in_words.review(record),
        )


def _place(record: Record) -> tuple[str, str]:
    """Page and section of the original, each "" where it has none."""
    found = record.document.where(record.claim.span)
    return (str(found.page or ""), found.section or "") if found else ("", "")


def _table(found: Sequence[Record], console: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    from . import in_words

    table = Table(box=None, pad_edge=False)
    table.add_column("claim", style="dim", no_wrap=True)
    for heading in ("says", "when, how", "put as", "said by", "report"):
        table.add_column(heading)
    for record in found:
        claim = record.claim
        row = (
            claim.id[:SHORT_ID],
            in_words.statement(claim),
            in_words.qualifiers(claim),
            in_words.standing(claim),
            in_words.chain(claim.sources),
            record.document.name + (f", p. {page}" if (page := _place(record)[0]) else ""),
        )
        struck = record.struck
        style = "strike dim" if struck else ""
        table.add_row(*(Text(cell, style=style) for cell in row))
        if said := in_words.review(record):
            table.add_row("", Text(said, style="italic"))
    if found:
        console.print(table)
    console.print(f"{len(found):,} claims" if len(found) != 1 else "1 claim", style="dim")
