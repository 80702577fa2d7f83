"""``reportedly verify``: whether the ledger is still what was entered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from . import screen
from .exits import Exit
from .ledger import AfterOption, open_to_ask

EPILOG = """\b
Examples:
  reportedly verify
  reportedly verify --head >> noted-elsewhere.txt
  reportedly verify --expect 4be1c19d…

A ledger cannot see by itself that its end was cut off: note the hash elsewhere,
on paper or with someone else, and hold it against the ledger later.
"""


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("verify", epilog=EPILOG)(verify)


def verify(
    ctx: typer.Context,
    head: Annotated[bool, typer.Option("--head", help="Print the last hash of the chain, check nothing.")] = False,
    expect: Annotated[
        str | None, typer.Option("--expect", metavar="HASH", help="A hash noted earlier: the chain must hold it still.")
    ] = None,
    ledger: AfterOption = None,
) -> None:
    """Check that nothing was tampered with.

    Originals, texts, quotations, claims, judgements and the chain over them.
    """
    with open_to_ask(ctx, ledger) as opened:
        if head:
            screen.line(opened.head())
            return
        with _progress() as progress:
            verified = opened.verify(
                found=lambda finding: screen.line(finding.sort, finding.id, finding),
                expect=expect,
                progress=progress,
            )
    checked = (
        f"{verified.documents:,} reports, {verified.readings:,} readings, {verified.claims:,} claims, "
        f"{verified.judgements:,} judgements, {verified.entries:,} entries of the chain checked"
    )
    if verified.findings:
        screen.complain(f"{verified.findings:,} findings; {checked}")
        raise typer.Exit(Exit.TAMPERED)
    screen.line(f"{checked}; nothing was tampered with; last hash {verified.head}")


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """What to call with how much is done; None where nobody watches."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = screen.aside()
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("Checking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("")
        yield lambda done, total: progress.update(bar, completed=done, total=total)
