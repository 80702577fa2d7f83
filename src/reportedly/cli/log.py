"""``reportedly log``: what happened in the ledger, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.days import day_of

from . import screen
from .ledger import AfterOption, open_to_ask

if TYPE_CHECKING:
    from reportedly.ledger import Happening, Ledger

EPILOG = """\b
Examples:
  reportedly log
  reportedly log --about "Orlan Besk" --since 2024-05-01
  reportedly log --kind rejected --by "O. Lind"
  reportedly log | tail -n 1 | cut -f 1

\b
In a pipe and on a terminal: tab-separated, newest last: id, when (UTC), what, by whom,
about what, why, and what became of it ("" where it stands).
"""
SHORT_ID = 10


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("log", epilog=EPILOG)(log)


def log(
    ctx: typer.Context,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Only by this person, or reader.")] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="Only read, accepted, rejected, mended, undone, …")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Only from this day on (YYYY-MM-DD).")
    ] = None,
    about: Annotated[
        str | None, typer.Option("--about", metavar="CLAIM|NAME|REPORT", help="Only what concerns it.")
    ] = None,
    ledger: AfterOption = None,
) -> None:
    """List what was read and judged, one line each, newest last.

    The ids are those that undo, show and claims --document take.
    """
    day = day_of("--since", since)
    with open_to_ask(ctx, ledger) as opened:
        for happening in opened.log(kind=kind, by=by, since=day, about=about):
            screen.line(*_fields(opened, happening))


def _fields(opened: Ledger, happening: Happening) -> tuple[str, ...]:
    from datetime import UTC

    at = happening.at.astimezone(UTC) if happening.at.tzinfo else happening.at
    when = f"{at:%Y-%m-%d %H:%M}"
    judgement = happening.judgement
    if judgement is None:
        found = f"{happening.name}: {happening.claims:,} {'claim' if happening.claims == 1 else 'claims'}"
        return happening.document[:SHORT_ID], when, happening.kind, happening.by, found, "", happening.state
    about = ", ".join(_short(one) for one in judgement.about)
    if judgement.kind == "undone" and judgement.replaces:
        about = f"{opened.judgement(judgement.replaces).kind} {judgement.replaces[:SHORT_ID]} ({about})"
    elif judgement.content and judgement.kind != "vocabulary":
        about += f": {judgement.content}"
    return judgement.id[:SHORT_ID], when, judgement.kind, judgement.by, about, judgement.reason, happening.state


def _short(about: str) -> str:
    """An id cut short; a name as it is."""
    bare = len(about) in (32, 64) and all(c in "0123456789abcdef" for c in about)
    return about[:SHORT_ID] if bare else about
