"""``reportedly conflicts``, ``changes`` and ``questions``: what the whole ledger comes to, or what one name does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.days import day_of

from . import screen
from .ledger import AfterOption, open_to_ask
from .weigh import note_if_unweighed

if TYPE_CHECKING:
    from rich.console import Console

    from reportedly.ledger import Record
    from reportedly.overview import Dispute
    from reportedly.weighing.changes import Change

CONFLICTS_EPILOG = """\b
Examples:
  reportedly conflicts
  reportedly conflicts "Valley Guard" --most 5

Nothing wins here: neither the newest nor what most reports say.
"""
CHANGES_EPILOG = """\b
Examples:
  reportedly changes --since 2023-12-31
  reportedly changes --since 2023-12-31 --about "Valley Guard"
  reportedly changes --since 2024-03-01 --learned
"""
QUESTIONS_EPILOG = """\b
Examples:
  reportedly questions "Valley Guard"
  reportedly questions --most 5
"""

NameArgument = Annotated[
    str | None,
    typer.Argument(metavar="[NAME]", help="Only what concerns this person, organization or place.", show_default=False),
]
_INDENT = 2
_QUOTED = 160


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("conflicts", epilog=CONFLICTS_EPILOG)(conflicts)
    app.command("changes", epilog=CHANGES_EPILOG)(changes)
    app.command("questions", epilog=QUESTIONS_EPILOG)(questions)


def conflicts(
    ctx: typer.Context,
    name: NameArgument = None,
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, help="At most so many.")] = 20,
    ledger: AfterOption = None,
) -> None:
    """List what reports contradict each other in, each side with its words.

    What most reports take part in comes first.
    """
    from reportedly import overview

    with open_to_ask(ctx, ledger) as opened:
        note_if_unweighed(opened)
        found = overview.conflicts(opened, name, most=most)
    console = screen.result()
    for i, dispute in enumerate(found):
        if i:
            console.print()
        _show_dispute(dispute, console)
    _say_none(found, "no report contradicts another", console)


def changes(
    ctx: typer.Context,
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="After this day (YYYY-MM-DD).")],
    about: Annotated[str | None, typer.Option("--about", metavar="NAME", help="Only what concerns NAME.")] = None,
    learned: Annotated[
        bool, typer.Option("--learned", help="By when this ledger learned it, not by when it was reported.")
    ] = False,
    ledger: AfterOption = None,
) -> None:
    """List what is new, confirmed, contradicted, taken back or gone stale since a day."""
    from reportedly import overview

    day = day_of("--since", since)
    assert day is not None
    with open_to_ask(ctx, ledger) as opened:
        note_if_unweighed(opened)
        found = overview.changes(opened, day, about, learned=learned)
    console = screen.result()
    for change in found:
        _put(f"{change.news.value}: {_said(change)}; {change.why}", console)
    _say_none(found, "nothing changed since", console)


def questions(
    ctx: typer.Context,
    name: NameArgument = None,
    most: Annotated[
        int, typer.Option("--most", metavar="N", min=1, help="Without NAME: about so many of the most reported.")
    ] = 20,
    ledger: AfterOption = None,
) -> None:
    """List what nobody says, what rests on one origin, and what is not settled."""
    from reportedly import overview

    with open_to_ask(ctx, ledger) as opened:
        note_if_unweighed(opened)
        found = overview.questions(opened, name, most=most)
    console = screen.result()
    for question in found:
        ids = " ".join(told.claim.id[:8] for told in question.claims[:3])
        _put(f"{question.why}{f' [{ids}]' if ids else ''}", console)
    _say_none(found, "no question is open", console)


def _show_dispute(dispute: Dispute, console: Console) -> None:
    _put(f"{dispute.predicate}, {screen.counted(dispute.reports, 'report')}: {dispute.why}", console)
    for i, side in enumerate(dispute.sides):
        if i:
            _put("or", console, indent=_INDENT)
        for record in side:
            _put(_quoted(record), console, indent=2 * _INDENT)


def _quoted(record: Record) -> str:
    document, claim = record.document, record.claim
    who = [document.publisher or document.title or document.name, *(source.name for source in claim.sources)]
    told = f", {document.published}" if document.published else ""
    words = " ".join(claim.quote.split())
    short = words if len(words) <= _QUOTED else f"{words[: _QUOTED - 1].rsplit(' ', 1)[0]} …"
    return f"{claim.id[:8]} {' < '.join(who)}{told}: “{short}”"


def _said(change: Change) -> str:
    claim = change.proposition.first.claim
    words = " ".join(claim.quote.split())
    return f"{claim.id[:8]} {claim.predicate} “{words[:_QUOTED]}{' …' if len(words) > _QUOTED else ''}”"


def _put(text: str, console: Console, *, indent: int = 0) -> None:
    """Print wrapped text, without blanks at the end of a line."""
    from rich.text import Text

    for line in Text(text).wrap(console, max(console.width - indent, 8)):
        line.rstrip()
        shown = Text(" " * indent) + line
        console.print(shown, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)


def _say_none(found: object, words: str, console: Console) -> None:
    if not found:
        _put(words, console)
