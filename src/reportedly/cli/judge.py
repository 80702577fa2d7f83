"""``reportedly accept``, ``reject`` and ``mend``: what a person judges of a claim, appended and never overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from . import screen
from .ledger import AfterOption, open_to_ask

if TYPE_CHECKING:
    from reportedly.model import Judgement

ACCEPT_EPILOG = """\b
Examples:
  reportedly accept 3f9a01c2
  reportedly accept 3f9a01c2 --by "O. Lind" --why "I called the registry"
"""
REJECT_EPILOG = """\b
Examples:
  reportedly reject 3f9a01c2 --why "it speaks of another company"
  reportedly claims --all
"""
MEND_EPILOG = """\b
Examples:
  reportedly mend 3f9a01c2 --object "organization:Corrow Mills" --why "the mill, not the town"
  reportedly mend 3f9a01c2 --polarity denied --source "person:Dagna Pryce" --why "she denied it"
  reportedly mend 3f9a01c2 --qualifier start=2015 --qualifier place= --why "since 2015; no place is given"
"""

ClaimArgument = Annotated[
    str, typer.Argument(metavar="CLAIM", help="The claim's id, or enough of its beginning.", show_default=False)
]
WhyOption = Annotated[str, typer.Option("--why", metavar="REASON", help="Why.", show_default=False)]
ByOption = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who judges. [default: your user name]", show_default=False)
]


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("accept", epilog=ACCEPT_EPILOG)(accept)
    app.command("reject", epilog=REJECT_EPILOG)(reject)
    app.command("mend", epilog=MEND_EPILOG)(mend)


def accept(
    ctx: typer.Context,
    claim: ClaimArgument,
    why: Annotated[str, typer.Option("--why", metavar="REASON", help="Why it is right.")] = "",
    by: ByOption = None,
    ledger: AfterOption = None,
) -> None:
    """Say that a claim is right as it was read.

    Takes the place of what was judged of it before.
    """
    from reportedly import judging

    with open_to_ask(ctx, ledger) as opened:
        told(judging.accept(opened, claim, why=why, by=by))


def reject(
    ctx: typer.Context,
    claim: ClaimArgument,
    why: Annotated[str, typer.Option("--why", metavar="REASON", help="Why it is wrong.", show_default=False)],
    by: ByOption = None,
    ledger: AfterOption = None,
) -> None:
    """Say that the report does not make this claim.

    It is kept, and shown no more but by claims --all and show.
    """
    from reportedly import judging

    with open_to_ask(ctx, ledger) as opened:
        told(judging.reject(opened, claim, why=why, by=by))


def mend(
    ctx: typer.Context,
    claim: ClaimArgument,
    why: Annotated[str, typer.Option("--why", metavar="REASON", help="Why it is so.", show_default=False)],
    predicate: Annotated[str | None, typer.Option("--predicate", metavar="PREDICATE", help="What it says.")] = None,
    subject: Annotated[
        str | None, typer.Option("--subject", metavar="[KIND:]WORDS", help="Of whom it says it.")
    ] = None,
    object_: Annotated[
        str | None,
        typer.Option(
            "--object",
            metavar="[KIND:]WORDS",
            help="The other side: person:Ana Wex, text:…, number:20..40; - for none.",
        ),
    ] = None,
    polarity: Annotated[str | None, typer.Option("--polarity", metavar="POLARITY", help="affirmed or denied.")] = None,
    certainty: Annotated[
        str | None, typer.Option("--certainty", metavar="CERTAINTY", help="certain, probable, possible or unknown.")
    ] = None,
    qualifier: Annotated[
        list[str] | None,
        typer.Option(
            "--qualifier", metavar="KEY=VALUE", help="start=2015, place=Wend, …; KEY= takes it away. Repeatable."
        ),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="KIND:NAME", help="The chain from the report inward, anew. Repeatable."),
    ] = None,
    own_voice: Annotated[
        bool, typer.Option("--own-voice", help="The report says it itself: no source is in the chain.")
    ] = False,
    by: ByOption = None,
    ledger: AfterOption = None,
) -> None:
    """Say what a claim should have been.

    The mended form is shown in its place; both are kept, with who, when and why.
    """
    from reportedly import judging

    changes = judging.Changes(
        predicate=predicate,
        subject=subject,
        object=object_,
        polarity=polarity,
        certainty=certainty,
        qualifiers=_pairs(qualifier or []),
        sources=() if own_voice else tuple(source) if source else None,
    )
    with open_to_ask(ctx, ledger) as opened:
        told(judging.mend(opened, claim, changes, why=why, by=by))


def _pairs(given: list[str]) -> dict[str, str]:
    from reportedly.errors import BadValueError

    found = {}
    for pair in given:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            raise BadValueError("--qualifier", pair, expected="KEY=VALUE, such as start=2015")
        found[key.strip()] = value.strip()
    return found


def told(made: Judgement, *also: str) -> None:
    """One line: what was judged, of what, what is said of it (``also``), and the id of the judgement."""
    screen.line(made.kind, *made.about, *also, made.id)
