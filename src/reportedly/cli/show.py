"""``reportedly show CLAIM``: one claim in the passage it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from . import screen
from .ledger import AfterOption, open_to_ask

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text

    from reportedly.evidence.passage import Piece
    from reportedly.ledger.records import Record
    from reportedly.ledger.weights import Related, Weighing

EPILOG = """\b
Examples:
  reportedly claims --predicate leads
  reportedly show 3f9a01c2
"""

_STYLES = {"subject": "bold cyan", "object": "bold magenta", "source": "bold green", "trigger": "bold yellow"}
_OTHER = "bold blue"
_RELATED = 5


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("show", epilog=EPILOG)(show)


def show(
    ctx: typer.Context,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The claim's id, or enough of its beginning.")],
    ledger: AfterOption = None,
) -> None:
    """Show one claim in its passage.

    With its parts marked, its chain of sources, and the file it comes from.
    """
    from reportedly.copying import origins_of
    from reportedly.evidence import passage

    with open_to_ask(ctx, ledger) as opened:
        record = opened.claim(claim)
        weighed = opened.weighed.of_claim(record.claim.id)
        origin = origins_of(opened, [record.claim.document]).origin_of(record)
    said, text = record.claim, record.document.text
    pieces = passage.pieces(text, passage.around(said, text), passage.marks(said))
    console = screen.result()
    if console.is_terminal:
        console.print(_coloured(pieces, said.predicate.replace("_", " ")))
    else:
        console.print(passage.plain(pieces), markup=False, soft_wrap=True)
    console.print()
    for label, value in (*_facts(record), ("goes back", "; ".join(origin.trail)), *_standing(weighed)):
        console.print(f"{label + ':':<12} {value}", markup=False, soft_wrap=True)


def _coloured(pieces: Sequence[Piece], predicate: str) -> Text:
    from rich.text import Text

    text = Text()
    for piece in pieces:
        if piece.label is None:
            text.append(piece.text)
            continue
        first = piece.label.split(" + ")[0]
        style = _STYLES.get("trigger" if first == predicate else first, _OTHER)
        inner = _coloured(piece.inner, predicate)
        inner.stylize(style)
        text.append(inner).append(f" ({piece.label})", style="dim")
    return text


def _facts(record: Record) -> Iterator[tuple[str, str]]:
    """What there is to say about a claim, a label and a value each; what is not known is left out."""
    from reportedly.weighing.probability import of_claim

    from . import in_words

    claim, document = record.claim, record.document
    yield "claim", claim.id
    yield "says", in_words.statement(claim)
    for key, value in sorted(claim.qualifiers.items()):
        yield key, in_words.part(value)
    yield (
        "certainty",
        (in_words.standing(claim) or "certain") + (f", that is {said}" if (said := of_claim(claim)) else ""),
    )
    yield "said by", in_words.chain(claim.sources)
    yield "report", in_words.report(document)
    yield "origin", f"{document.origin}, retrieved {document.retrieved:%Y-%m-%d}"
    yield "characters", f"{claim.span.start} to {claim.span.end}" + _where(record)
    yield "read by", f"{record.reader} ({claim.reader}, score {claim.score:.2f}), {record.learned:%Y-%m-%d}"
    if record.agreed:
        yield "read alike", "; ".join(f"{other.reader} ({other.claim})" for other in record.agreed)
    if judged := in_words.review(record):
        yield "judged", judged
    if record.superseded_by_reader:
        yield "superseded", f"a later reading by {record.superseded_by_reader} does not make this claim"
    if record.newer_version:
        yield "newer", f"the ledger holds a later version of this report: {record.newer_version[:12]}"


def _standing(weighed: tuple[Weighing, Sequence[Related]] | None) -> Iterator[tuple[str, str]]:
    """How what the claim says stands, and what it has to do with what others say."""
    from reportedly.weighing.credibility import Credibility

    if weighed is None:
        return
    stands, related = weighed
    yield "stands", f"{stands.grade}, {Credibility(stands.grade).words}: {'; '.join(stands.why)}"
    for relation in related[:_RELATED]:
        yield relation.kind.replace("_", " "), relation.why
    if len(related) > _RELATED:
        yield "and", f"{len(related) - _RELATED} relations more"


def _where(record: Record) -> str:
    from . import in_words

    where = in_words.where(record.document, record.claim)
    return f", {where}" if where else ""
