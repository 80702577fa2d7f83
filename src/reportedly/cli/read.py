"""``reportedly read``: reports into the ledger."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from . import screen, values
from .exits import Exit
from .ledger import AfterOption, open_to_write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportedly.pipeline import Step, Summary

EPILOG = """\b
Examples:
  reportedly read report.pdf notes/ https://example.org/story.html
  reportedly read letter.txt --publisher "The Quayside Observer" --published 2023-06-30
  pdftotext scan.pdf - | reportedly read - --published 2023-06-30
  reportedly read --ledger case.db --workers 4 inbox/

Folders are read with everything below them: .txt .md .html .htm .pdf .docx .eml.
What cannot be read is refused with its reason; the rest goes on, and the exit status is 1.
"""


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("read", epilog=EPILOG)(read)


def read(
    ctx: typer.Context,
    sources: Annotated[list[str], typer.Argument(metavar="PATH|URL|-...", help="Files, folders, addresses, or -.")],
    publisher: Annotated[
        str | None, typer.Option("--publisher", metavar="NAME", help="Who published these reports.")
    ] = None,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="The day they were published (YYYY-MM-DD).")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="CODE", help="Their language, where detection errs (en).")
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", metavar="N", min=1, help="Processes that read at the same time.")
    ] = None,
    max_size: Annotated[
        str, typer.Option("--max-size", metavar="SIZE", help="Refuse what is larger (500000, 20MB, 1GB).")
    ] = "50MB",
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", help="Give up a fetch that takes longer.")
    ] = 30.0,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch also from private and loopback addresses.")
    ] = False,
    ledger: AfterOption = None,
) -> None:
    """Read reports into the ledger, one commit a report."""
    import reportedly
    from reportedly.intake import Options

    options = Options(
        publisher=publisher,
        published=values.day(published, option="--published"),
        language=language,
        max_bytes=values.size(max_size, option="--max-size"),
        timeout=timeout,
        allow_private=allow_private,
    )
    with open_to_write(ctx, ledger) as opened, _told(sources) as tell:
        summary = reportedly.read(opened, sources, options=options, workers=workers, progress=tell)
    screen.line(_in_words(summary))
    if summary.refused:
        raise typer.Exit(Exit.REFUSED)


@contextmanager
def _told(sources: Sequence[str]) -> Iterator[Callable[[Step], None]]:
    """What to call when a source is done with: it tells of refusals and, on a terminal, moves a bar."""
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from reportedly.intake import count_sources

    console = screen.aside()
    columns = (
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[at]}"),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("", total=count_sources(sources) if console.is_terminal else None, at="")

        def tell(step: Step) -> None:
            if step.refusal is not None:
                console.print(f"refused: {step.refusal}", markup=False)
            progress.update(bar, advance=1, at=escape(step.origin.rsplit("/", 1)[-1][:40]))

        yield tell


def _in_words(summary: Summary) -> str:
    """A batch in one line: ``14 reports read, 312 claims; 2 unchanged; 1 refused (1 empty)``."""
    said = [f"{_counted(summary.read, 'report')} read, {_counted(summary.claims, 'claim')}"]
    if summary.superseded:
        said.append(f"{_counted(summary.superseded, 'earlier claim')} superseded")
    if summary.unchanged:
        said.append(f"{summary.unchanged:,} unchanged")
    if summary.refused:
        reasons = ", ".join(f"{count:,} {reason.value}" for reason, count in summary.by_reason.items())
        said.append(f"{len(summary.refused):,} refused ({reasons})")
    return "; ".join(said)


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
