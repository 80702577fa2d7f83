"""``reportedly undo``, ``retract`` and ``grade``: what is judged of judgements, of what was published, of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from . import screen
from .judge import ByOption, told
from .ledger import AfterOption, open_to_ask
from .weigh import note_if_unweighed

if TYPE_CHECKING:
    from reportedly.ledger import Ledger

UNDO_EPILOG = """\b
Examples:
  reportedly log
  reportedly undo 51c0a9e2 --why "it was the other brother"
  reportedly undo 51c0a9e2
"""
RETRACT_EPILOG = """\b
Examples:
  reportedly retract 2021-03-04-wire.txt --why "withdrawn on 9 March 2021"
  reportedly retract 3f9a01c2 77b0e4d1 --why "correction of 9 March" --corrected "He was his deputy."
"""
GRADE_EPILOG = """\b
Examples:
  reportedly grade
  reportedly grade "Hill Wire" B --why "most of what it reported since 2019 was confirmed"
  reportedly grade --credibility off --why "our readers took the numbers for marks"

\b
A reliable, B usually reliable, C fairly reliable, D not usually reliable, E unreliable,
F reliability cannot be judged (every source's, until somebody gives it another).
"""

WhyOption = Annotated[str, typer.Option("--why", metavar="REASON", help="Why.")]


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("undo", epilog=UNDO_EPILOG)(undo)
    app.command("retract", epilog=RETRACT_EPILOG)(retract)
    app.command("grade", epilog=GRADE_EPILOG)(grade)


def undo(
    ctx: typer.Context,
    judgement: Annotated[
        str, typer.Argument(metavar="JUDGEMENT", help="Its id, or enough of its beginning; log shows it.")
    ],
    why: WhyOption = "",
    by: ByOption = None,
    ledger: AfterOption = None,
) -> None:
    """Take a judgement back.

    What it had replaced stands again. Both stay in the log, and an undoing can be undone.
    """
    from reportedly import judging

    with open_to_ask(ctx, ledger) as opened:
        made = judging.undo(opened, judgement, why=why, by=by)
        screen.line(made.kind, opened.judgement(made.replaces or "").kind, made.replaces, made.id)


def retract(
    ctx: typer.Context,
    what: Annotated[list[str], typer.Argument(metavar="REPORT|CLAIM...", help="Reports by name or id, claims by id.")],
    why: Annotated[
        str, typer.Option("--why", metavar="REASON", help="How that is known: when and where.", show_default=False)
    ],
    corrected: Annotated[
        str, typer.Option("--corrected", metavar="TEXT", help="What is right, as the outlet puts it.")
    ] = "",
    by: ByOption = None,
    ledger: AfterOption = None,
) -> None:
    """Note that an outlet took back a report, or claims of it.

    The claims stay, and are shown as taken back.
    """
    from reportedly import judging

    with open_to_ask(ctx, ledger) as opened:
        for made in judging.retract(opened, what, why=why, by=by, corrected=corrected):
            told(made)


def grade(
    ctx: typer.Context,
    source: Annotated[str | None, typer.Argument(metavar="[SOURCE]", help="A publisher, or a source by name.")] = None,
    letter: Annotated[str | None, typer.Argument(metavar="[LETTER]", help="A to F.")] = None,
    credibility: Annotated[
        str | None,
        typer.Option("--credibility", metavar="on|off", help="Whether dossiers show how credible a thing is, 1 to 6."),
    ] = None,
    why: WhyOption = "",
    by: ByOption = None,
    ledger: AfterOption = None,
) -> None:
    """Say how reliable a source is, or list the sources with their letters and records.

    In a pipe: letter, what it means, source, kind, reports published, reports citing it, record, by whom and why.
    """
    from reportedly import judging
    from reportedly.errors import BadValueError

    with open_to_ask(ctx, ledger) as opened:
        if credibility is not None:
            if source is not None:
                raise BadValueError(
                    "--credibility", credibility, expected="no source beside it: it is of all the ledger"
                )
            _switch(opened, credibility, why, by)
            return
        if source is None:
            note_if_unweighed(opened)
            _sources(opened)
            return
        if letter is None:
            raise BadValueError("LETTER", letter, expected='a letter from A to F, as in: grade "Hill Wire" B --why …')
        made = judging.grade(opened, source, letter, why=why, by=by)
        told(made, made.content)


def _switch(opened: Ledger, credibility: str, why: str, by: str | None) -> None:
    from reportedly import judging
    from reportedly.errors import BadValueError

    if credibility.strip().lower() not in ("on", "off"):
        raise BadValueError("--credibility", credibility, expected="on or off")
    made = judging.set_grading(opened, credibility.strip().lower() == "on", why=why, by=by)
    told(made, made.content)


def _sources(opened: Ledger) -> None:
    from reportedly import judging

    for graded in judging.grades(opened):
        given = ""
        if graded.judgement is not None:
            given = f"{graded.judgement.by}, {graded.judgement.at:%Y-%m-%d}: {graded.judgement.reason}"
        source = graded.source
        screen.line(
            *(graded.letter.value, graded.letter.words, source.name, source.kind.value),
            *(source.published, source.cited, graded.record, given),
        )
