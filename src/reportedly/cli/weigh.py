"""``reportedly weigh``: brings the weighing of a ledger up to date, and says when it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from . import screen
from .ledger import AfterOption, open_to_ask

if TYPE_CHECKING:
    from reportedly.ledger import Ledger
    from reportedly.weigh import Progress, Summary

EPILOG = """\b
Examples:
  reportedly weigh
  reportedly weigh --anew

Reading, importing and judging end with this: it is needed for a ledger of an older version, or after an interruption.
"""


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("weigh", epilog=EPILOG)(weigh)


def weigh(
    ctx: typer.Context,
    anew: Annotated[bool, typer.Option("--anew", help="All of it, whatever was weighed before.")] = False,
    ledger: AfterOption = None,
) -> None:
    """Weigh what was read or judged since the last time.

    Names, copies, what says the same, what contradicts, how each thing stands.
    """
    from reportedly.weigh import weigh as weigh_ledger

    with open_to_ask(ctx, ledger) as opened, _told() as progress:
        summary = weigh_ledger(opened, anew=anew, progress=progress)
    screen.line(_in_words(summary))


def note_if_unweighed(ledger: Ledger) -> None:
    """Say on standard error where a ledger holds what was not weighed yet; a question writes nothing."""
    from reportedly.weigh import METHOD

    pending = ledger.weighed.pending(METHOD)
    if pending.documents or (pending.everything and ledger.counts()["claims"]):
        screen.complain("this ledger was not weighed yet, or not since something was added; run: reportedly weigh")


@contextmanager
def _told() -> Iterator[Callable[[Progress], None]]:
    """What to call with how much is weighed."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = screen.aside()
    columns = (TextColumn("Weighing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def progress(step: Progress) -> None:
            bar.update(task, completed=step.done, total=step.total)

        yield progress


def _in_words(summary: Summary) -> str:
    """A weighing in one line: "621 claims weighed, 512 propositions, 9 links between reports; 3 seconds"."""
    if not summary.claims:
        return "nothing to weigh"
    parts = (
        screen.counted(summary.claims, "claim") + " weighed",
        screen.counted(summary.propositions, "proposition"),
        screen.counted(summary.links, "link") + " between reports",
    )
    return f"{', '.join(parts)}; {screen.counted(round(summary.seconds), 'second')}"
