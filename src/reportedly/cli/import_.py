"""``reportedly import FILE``: claims from elsewhere, in one of several forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from . import screen
from .exits import Exit
from .ledger import AfterOption, open_to_write

if TYPE_CHECKING:
    from reportedly.errors import ClaimRefusal
    from reportedly.importing import Imported, Progress

EPILOG = """\b
Examples:
  reportedly import claims.jsonl --documents reports/
  reportedly import entities.ftm.json
  reportedly import bundle.json --format stix
  reportedly import people.csv --columns people.yaml --by "Hill Register"
  reportedly export > claims.jsonl && reportedly import claims.jsonl --ledger other.db --documents reports/

\b
jsonl: one claim a line, as export --format jsonl writes them; only document, quote, start, end,
predicate and subject must be there. documents.csv or documents.jsonl in FOLDER can say
of each report: name, publisher, published, title, authors, language.
csv: a table, with a column map; ftm: FollowTheMoney entities or statements; stix: STIX 2.1.
What these say is never taken for a fact: it is claimed by the source that the file names.
"""


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("import", epilog=EPILOG)(import_)


def import_(
    ctx: typer.Context,
    claims: Annotated[str, typer.Argument(metavar="FILE", help="The file with the claims.")],
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="FORM", help="jsonl, csv, ftm or stix. [default: told from the file]"),
    ] = None,
    documents: Annotated[
        str | None,
        typer.Option("--documents", metavar="FOLDER", help="The reports that they quote, where not in the ledger."),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option("--columns", metavar="MAP.yaml", help="With csv: which column is which part of a claim."),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help="Who says what the file attributes to nobody. [default: the file]"),
    ] = None,
    ledger: AfterOption = None,
) -> None:
    """Take in claims made elsewhere, by hand or by another tool.

    Each is held against the text it quotes; one that does not stand there is refused, and the rest goes on.
    """
    from pathlib import Path

    from reportedly import importing
    from reportedly.errors import ExchangeError

    if not Path(claims).is_file():
        raise ExchangeError(f"{claims}: no such file; expected claims in JSON Lines, CSV, FollowTheMoney or STIX")
    with open_to_write(ctx, ledger) as opened, _told() as (refused, progress):
        summary = importing.import_file(
            opened, claims, form=form, documents=documents, columns=columns, by=by, refused=refused, progress=progress
        )
    screen.line(_in_words(summary))
    if summary.refused or summary.documents:
        raise typer.Exit(Exit.REFUSED)


@contextmanager
def _told() -> Iterator[tuple[Callable[[ClaimRefusal], None], Callable[[Progress], None]]]:
    """What to call with a refused line, and with how much is done."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = screen.aside()
    columns = (TextColumn("Importing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def refused(refusal: ClaimRefusal) -> None:
            console.print(f"refused: {refusal}", markup=False)

        def progress(step: Progress) -> None:
            bar.update(task, completed=step.done, total=step.total)

        yield refused, progress


def _in_words(summary: Imported) -> str:
    """An import in one line: ``312 claims of 14 reports taken in; 2 refused (2 not in the text)``."""
    said = [f"{screen.counted(summary.claims, 'claim')} of {screen.counted(summary.reports, 'report')} taken in"]
    if summary.superseded:
        said.append(f"{screen.counted(summary.superseded, 'earlier claim')} superseded")
    if summary.unchanged:
        said.append(f"{screen.counted(summary.unchanged, 'report')} unchanged")
    if summary.refused:
        reasons = ", ".join(f"{count:,} {reason.value}" for reason, count in summary.by_reason.items())
        said.append(f"{screen.counted(summary.refused, 'claim')} refused ({reasons})")
    if summary.documents:
        said.append(f"{screen.counted(len(summary.documents), 'file')} not taken in")
    if summary.passed:
        kinds = ", ".join(f"{count:,} {what}" for what, count in summary.passed.items())
        said.append(f"left aside, for they make no claim: {kinds}")
    return "; ".join(said)
