"""``reportedly names``, ``same`` and ``different``: who goes by which names, why, and what a person says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from . import screen
from .judge import ByOption, WhyOption, told
from .ledger import AfterOption, open_to_ask

if TYPE_CHECKING:
    from rich.console import Console

    from reportedly.naming import Explained
    from reportedly.weighing import Undecided

NAMES_EPILOG = """\b
Examples:
  reportedly names
  reportedly names "Tamrek Sholdan"
  reportedly names --undecided
"""
SAME_EPILOG = """\b
Examples:
  reportedly same "Tamrek Sholdan" "Tamrik Sholdon" --why "the court papers give both"
  reportedly same "person:Sholdan@note.txt" "Tamrek Sholdan" --why "the author confirmed it"
"""
DIFFERENT_EPILOG = """\b
Examples:
  reportedly different "Tamrek Sholdan" "Tamrin Sholdan" --why "they are brothers"
"""

FirstArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="A name, KIND:NAME, KIND:NAME@REPORT, or an entity's id.")
]
SecondArgument = Annotated[str, typer.Argument(metavar="OTHER", help="The other, in the same way.")]


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("names", epilog=NAMES_EPILOG)(names)
    app.command("same", epilog=SAME_EPILOG)(same)
    app.command("different", epilog=DIFFERENT_EPILOG)(different)


def names(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Whose names to explain.", show_default=False)
    ] = None,
    undecided: Annotated[
        bool, typer.Option("--undecided", help="The pairs that wait for a person, the worthiest first.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="Not more pairs than this.", min=1)] = 20,
    ledger: AfterOption = None,
) -> None:
    """Show who goes by several names, or why NAME's are taken for one.

    Without NAME one line for each, tab-separated: kind, id, name, other names.
    """
    from reportedly import naming

    with open_to_ask(ctx, ledger) as opened:
        if undecided:
            _show_undecided(naming.undecided(opened), limit)
        elif name is not None:
            _show(naming.explain(opened, name))
        else:
            naming.resolve_names(opened)
            for entity in opened.entities():
                if len(entity.names) > 1:
                    screen.line(entity.kind.value, entity.id, *entity.names)


def same(
    ctx: typer.Context,
    name: FirstArgument,
    other: SecondArgument,
    why: WhyOption,
    by: ByOption = None,
    ledger: AfterOption = None,
) -> None:
    """Say that two names are one.

    Outranks what was worked out, and what was judged of the two before.
    """
    from reportedly import naming

    with open_to_ask(ctx, ledger) as opened:
        told(naming.same(opened, name, other, why=why, by=by))


def different(
    ctx: typer.Context,
    name: FirstArgument,
    other: SecondArgument,
    why: WhyOption,
    by: ByOption = None,
    ledger: AfterOption = None,
) -> None:
    """Say that two names are two, however alike they look.

    They are not asked about again.
    """
    from reportedly import naming

    with open_to_ask(ctx, ledger) as opened:
        told(naming.different(opened, name, other, why=why, by=by))


def _show_undecided(waiting: list[Undecided], limit: int) -> None:
    console = screen.result()
    if not waiting:
        console.print("No two names wait for a judgement.")
    for pair in waiting[:limit]:
        claims = "1 claim hangs" if pair.worth == 1 else f"{pair.worth} claims hang"
        console.print(f"{pair.refs[0]}\n{pair.refs[1]}", style="bold", markup=False)
        console.print(f"  likelihood {pair.score:.0%}; {claims} on it", markup=False)
        _reasons(console, pair.reasons, pair.against)
        console.print()
    if len(waiting) > limit:
        console.print(f"{len(waiting) - limit} more; see them with --limit {len(waiting)}", markup=False)


def _reasons(console: Console, reasons: tuple[str, ...], against: tuple[str, ...]) -> None:
    for sign, words in (*(("for", r) for r in reasons), *(("against", r) for r in against)):
        console.print(f"  {sign}: {words}", markup=False)


def _show(found: Explained) -> None:
    console = screen.result()
    console.print(f"{found.entity.name} ({found.entity.kind.value}, {found.entity.id})", style="bold", markup=False)
    console.print("Names:")
    for spelling in found.spellings:
        reports, claims = screen.counted(spelling.reports, "report"), screen.counted(spelling.claims, "claim")
        console.print(f"  {spelling.name}: {reports}, {claims}", markup=False)
    if found.merges:
        console.print("Taken for one:")
    for merge in found.merges:
        on = f"; {merge.report}" if merge.report else ""
        console.print(f"  {merge.names[0]} = {merge.names[1]} ({merge.rule}{on})", markup=False)
        for sign, words in (*(("for", r) for r in merge.reasons), *(("against", r) for r in merge.against)):
            console.print(f"    {sign}: {words}", markup=False)
        for what, id_ in (("claim", merge.claim[:12]), ("judgement", merge.judgement[:12])):
            if id_:
                console.print(f"    {what} {id_}", markup=False)
    if found.judgements:
        console.print("Judged:")
    for judgement in found.judgements:
        pair = " / ".join(judgement.about)
        console.print(f"  {judgement.kind}: {pair}", markup=False)
        console.print(f"    {judgement.by}: {judgement.reason} ({judgement.id[:12]})", markup=False)
    if found.open:
        console.print("Not decided:")
    for waiting in found.open:
        console.print(f"  {waiting.refs[0]} / {waiting.refs[1]} ({waiting.score:.0%})", markup=False)
