"""The program: its commands, the options they share, and how it ends.

Nothing heavy is imported here: the commands import what they need when they run, so that ``--help`` is instant.
"""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from reportedly import __version__
from reportedly.errors import ReportedlyError

from . import (
    about,
    claims,
    compare,
    datasette,
    evaluate,
    export,
    import_,
    judge,
    log,
    masks,
    names,
    origins,
    outlook,
    read,
    reports,
    screen,
    serve,
    show,
    undo,
    verify,
    weigh,
    witnesses,
)
from .exits import Exit, status_of
from .ledger import BeforeOption

EPILOG = """\b
Examples:
  reportedly read reports/ https://example.org/story.html
  reportedly about "Valley Guard"
  reportedly claims --predicate leads
  reportedly export --format jsonl --out claims.jsonl

\b
Exit status: 0 done, 1 something was refused, 2 bad usage, 3 ledger problem, 4 not found,
5 other failure, 6 the ledger was tampered with, 130 interrupted, 141 output closed.
"""


class Guarded(TyperGroup):
    """Turns every error of ours into one line on standard error and an exit status."""

    def invoke(self, ctx: Any) -> Any:
        """Run the chosen command; ``ctx`` is Typer's context."""
        try:
            outcome = super().invoke(ctx)
            sys.stdout.flush()
        except ReportedlyError as error:
            screen.complain(str(error))
            raise typer.Exit(status_of(error)) from error
        except BrokenPipeError as error:
            screen.hush()
            raise typer.Exit(Exit.BROKEN_PIPE) from error
        except KeyboardInterrupt as error:
            screen.complain("interrupted; what was read so far is kept")
            raise typer.Exit(Exit.INTERRUPTED) from error
        return outcome


app = typer.Typer(
    cls=Guarded,
    name="reportedly",
    help="Read reports into a ledger of attributed claims, and ask it who said what about whom.",
    epilog=EPILOG,
    no_args_is_help=True,
    # Plain help reads the same in a terminal, a pipe and the docs, and starts faster.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"reportedly {__version__}")
        raise typer.Exit


@app.callback()
def shared(
    ctx: typer.Context,
    ledger: BeforeOption = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Read reports into a ledger of attributed claims, and ask it who said what about whom."""
    ctx.obj = ledger


# In the order in which a pile of reports is worked through.
for module in (
    *(read, import_, about, claims, reports, show, names, origins, witnesses, outlook, judge, undo, log, verify),
    *(weigh, compare, export, masks, datasette, evaluate, serve),
):
    module.register(app)


def run() -> None:
    """Run the program on ``sys.argv`` and exit."""
    screen.speak_unicode()
    app(prog_name="reportedly")
