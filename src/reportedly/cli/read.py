"""``reportedly read``: reports into the ledger."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.days import day_of
from reportedly.errors import BadValueError, BudgetError

from . import screen, values
from .exits import Exit
from .ledger import AfterOption, open_to_write
from .remote import FETCH, Asked, ReaderName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportedly.intake import Options
    from reportedly.ledger import Ledger
    from reportedly.pipeline import Step, Summary
    from reportedly.reading.remote import RemoteReader

EPILOG = """\b
Examples:
  reportedly read report.pdf notes/ https://example.org/story.html
  reportedly read letter.txt --publisher "The Quayside Observer" --published 2023-06-30
  pdftotext scan.pdf - | reportedly read - --published 2023-06-30
  reportedly read --ledger case.db --workers 4 inbox/
  reportedly read filings/ --vocabulary companies.yaml
  reportedly read inbox/ --reader openai --model qwen3:8b --base-url http://127.0.0.1:11434/v1

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
        float | None,
        typer.Option("--timeout", metavar="SECONDS", help="Give up a fetch [30] or a model's answer [300] after that."),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch also from private and loopback addresses.")
    ] = False,
    reader: Annotated[
        ReaderName, typer.Option("--reader", help="local, or openai: a model at any address of that protocol.")
    ] = ReaderName.LOCAL,
    model: Annotated[str | None, typer.Option("--model", metavar="NAME", help="The model that is to read.")] = None,
    base_url: Annotated[
        str | None, typer.Option("--base-url", metavar="URL", help="Where it is (http://127.0.0.1:11434/v1).")
    ] = None,
    budget: Annotated[
        str | None, typer.Option("--budget", metavar="AMOUNT", help="Stop before more is used (200k tokens, $5).")
    ] = None,
    prices: Annotated[
        str | None, typer.Option("--prices", metavar="IN,OUT", help="Of a million tokens, sent and answered.")
    ] = None,
    cache: Annotated[
        str | None, typer.Option("--cache", metavar="FOLDER", help="Where its answers are kept, or none.")
    ] = None,
    vocabulary: Annotated[
        str | None, typer.Option("--vocabulary", metavar="FILE", help="Predicates of your own (YAML), for this ledger.")
    ] = None,
    ledger: AfterOption = None,
) -> None:
    """Read reports into the ledger, one commit a report."""
    from reportedly import judging
    from reportedly.intake import Options
    from reportedly.reading.vocabulary import load_vocabulary

    asked = Asked(model, base_url, budget, prices, cache, timeout)
    if reader is ReaderName.LOCAL:
        asked.check_local()
    elif (workers or 1) > 1:
        raise BadValueError("--workers", workers, expected="none with --reader openai: one question at a time")
    options = Options(
        publisher=publisher,
        published=day_of("--published", published),
        language=language,
        max_bytes=values.size(max_size, option="--max-size"),
        timeout=FETCH if timeout is None else timeout,
        allow_private=allow_private,
    )
    own = None if vocabulary is None else load_vocabulary(vocabulary)
    with open_to_write(ctx, ledger) as opened:
        if own is not None:
            judging.keep_vocabulary(opened, own, why=f"read --vocabulary {vocabulary}")
        if reader is ReaderName.LOCAL:
            summary = _read(opened, sources, options=options, workers=workers)
            screen.line(_in_words(summary))
        else:
            summary = _read_remotely(opened, sources, options=options, asked=asked)
    if isinstance(summary.stopped, BudgetError):
        screen.complain(str(summary.stopped))
        raise typer.Exit(Exit.REFUSED)
    if summary.stopped is not None:
        raise summary.stopped
    if summary.refused:
        raise typer.Exit(Exit.REFUSED)


def _read(
    opened: Ledger,
    sources: Sequence[str],
    *,
    options: Options,
    workers: int | None = None,
    reader: RemoteReader | None = None,
) -> Summary:
    from reportedly.workspace import Workspace

    with _told(sources) as tell:
        return Workspace(opened).read(sources, options=options, workers=workers, progress=tell, reader=reader)


def _read_remotely(opened: Ledger, sources: Sequence[str], *, options: Options, asked: Asked) -> Summary:
    """Read by way of a model, and say what was sent where, what it used, and what was not taken of its answers."""
    from . import remote

    with remote.reader(asked) as made:
        if not made.local:
            screen.aside().print(f"the reports' texts are sent to {made.host}", markup=False)
        summary = _read(opened, sources, options=options, reader=made)
        screen.line(_in_words(summary))
        screen.line(remote.used(made.tally, made.cost))
        if lost := remote.refused(made.tally):
            screen.line(lost)
    return summary


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
    said = [f"{screen.counted(summary.read, 'report')} read, {screen.counted(summary.claims, 'claim')}"]
    if summary.superseded:
        said.append(f"{screen.counted(summary.superseded, 'earlier claim')} superseded")
    if summary.unchanged:
        said.append(f"{summary.unchanged:,} unchanged")
    if summary.refused:
        reasons = ", ".join(f"{count:,} {reason.value}" for reason, count in summary.by_reason.items())
        said.append(f"{len(summary.refused):,} refused ({reasons})")
    return "; ".join(said)
