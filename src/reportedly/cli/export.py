"""``reportedly export``: a dossier, or claims, for other people and other programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.days import day_of

from . import screen
from .ledger import AfterOption, open_to_ask
from .masks import MaskOption
from .values import AsOfOption, ConfidenceOption, KnownOption

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO

    from reportedly.exchange.formats import Carried, Format

EPILOG = """\b
Examples:
  reportedly export --about "Valley Guard" --format docx --out guard.docx
  reportedly export --about "Valley Guard" --as-of 2022-12-31 --format html --out guard.html
  reportedly export --format csv --out claims.csv
  reportedly export --format jsonl > claims.jsonl
  reportedly export --format csv --mask default --out masked.csv
  reportedly export --format gold --out gold.jsonl --documents judged/

\b
Dossiers (with --about): html, markdown, docx.
Claims (all, or with --about): jsonl, csv, ftm, ftm-statements, stix, nanopub, geojson,
graphml, gold.
What a form could not carry is said on standard error.
"""


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("export", epilog=EPILOG)(export)


def export(
    ctx: typer.Context,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="One of those below.")] = "jsonl",
    about: Annotated[
        str | None, typer.Option("--about", metavar="NAME", help="The dossier of NAME, or the claims about it.")
    ] = None,
    out: Annotated[
        str | None,
        typer.Option("--out", metavar="FILE", help="Write to FILE. [default: standard output]", show_default=False),
    ] = None,
    as_of: AsOfOption = None,
    known: KnownOption = None,
    min_confidence: ConfidenceOption = 0.0,
    mask: MaskOption = None,
    documents: Annotated[
        str | None,
        typer.Option("--documents", metavar="FOLDER", help="With gold: write the originals of its reports there too."),
    ] = None,
    pictures: Annotated[
        str | None, typer.Option("--pictures", metavar="FOLDER", help="With markdown: write its pictures there too.")
    ] = None,
    ledger: AfterOption = None,
) -> None:
    """Write a dossier, or claims, for others.

    Whatever a form cannot carry is said on standard error.
    """
    from pathlib import Path

    from reportedly import exporting

    chosen = exporting.checked(form, about=about)
    day, then = day_of("--as-of", as_of), day_of("--known", known)
    folder = _folder(chosen, documents=documents, pictures=pictures)
    _fit_for(chosen, out)

    with open_to_ask(ctx, ledger) as opened:

        def fill(stream: BinaryIO) -> Carried:
            return exporting.export(
                opened, form, stream, about=about, as_of=day, known=then, min_confidence=min_confidence, mask=mask,
                folder=folder,
            )  # fmt: skip

        if out is None:
            carried = _to_standard_output(fill)
        else:
            carried = exporting.to_file(Path(out), fill, hint="choose another place with --out")
    _tell(chosen, carried, out)


def _folder(form: Format, *, documents: str | None, pictures: str | None) -> Path | None:
    """Where what stands beside the file goes.

    Raises:
        BadValueError: where this form has nothing of the kind.
    """
    from pathlib import Path

    from reportedly.errors import BadValueError
    from reportedly.exchange.formats import FORMATS

    for option, given in (("documents", documents), ("pictures", pictures)):
        if given is not None and form.beside != option:
            fit = " or ".join(other.key for other in FORMATS.values() if other.beside == option)
            raise BadValueError(f"--{option}", given, expected=f"it only with --format {fit}")
    given = documents or pictures
    return Path(given) if given else None


def _fit_for(form: Format, out: str | None) -> None:
    """Raises BadValueError where a terminal would get what is not text."""
    from reportedly.errors import BadValueError

    if form.binary and out is None and sys.stdout.isatty():
        raise BadValueError("--out", "nothing", expected=f"a file such as dossier{form.suffix}: {form.key} is not text")


def _to_standard_output(fill: Callable[[BinaryIO], Carried]) -> Carried:
    """All of it or nothing: what fails half way leaves no half file in a pipe."""
    import shutil
    from tempfile import SpooledTemporaryFile
    from typing import cast

    with SpooledTemporaryFile(max_size=16_000_000) as held:
        carried = fill(cast("BinaryIO", held))
        held.seek(0)
        if sys.stdout.isatty():
            screen.safe(line.decode("utf-8", "replace") for line in held)
        else:
            sys.stdout.flush()
            shutil.copyfileobj(held, sys.stdout.buffer)
            sys.stdout.buffer.flush()
    return carried


def _tell(form: Format, carried: Carried, out: str | None) -> None:
    """Says on standard error what was written where, and what was left out."""
    if out is not None:
        screen.remark(f"{out}: {screen.counted(carried.written, form.counts)} written")
    if carried.masked:
        screen.remark(f"masked: {carried.masked}")
    if carried.left_out:
        screen.remark(f"not in it: {'; '.join(carried.left_out)}")
