"""``reportedly compare``: readers side by side on the same reports."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from . import screen
from .ledger import AfterOption, open_to_ask

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from reportedly.comparison import Comparison
    from reportedly.ledger.records import Record

EPILOG = """\b
Examples:
  reportedly compare
  reportedly compare --document 2023-09-15-inland-wire-belkesh.txt --differences
  reportedly compare --readers local --readers openai:qwen3

\b
In a pipe: tab-separated, no header: report, first reader, second reader, claims of
the first, of the second, of both, alike in everything, what the others differ in.
The last lines ("all") are the sums. With --differences: report, reader, what
("only" or what is otherwise), id, subject, predicate, object, polarity, certainty,
sources.
"""

ALL = "all"


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("compare", epilog=EPILOG)(compare)


def compare(
    ctx: typer.Context,
    readers: Annotated[
        list[str] | None, typer.Option("--readers", metavar="READER", help="Only readers whose name begins so; repeat.")
    ] = None,
    document: Annotated[
        str | None, typer.Option("--document", metavar="REPORT", help="Only this report, by name or id.")
    ] = None,
    differences: Annotated[
        bool, typer.Option("--differences", help="List each claim that only one has, or has otherwise.")
    ] = False,
    ledger: AfterOption = None,
) -> None:
    """Set readers side by side on the same reports.

    How many claims each has, how many both have (predicates of one family, the same subject and object, overlapping
    words), and in what they differ.
    """
    from reportedly import comparison

    with open_to_ask(ctx, ledger) as opened:
        found = comparison.compare(opened, readers=readers or (), document=document)
    console = screen.result()
    if differences:
        for line in _differences(found):
            screen.line(*line)
    elif console.is_terminal:
        _table(found, console)
    else:
        for row in _rows(found):
            screen.line(*row)


def _rows(found: Sequence[Comparison]) -> Iterator[tuple[str, ...]]:
    """A line for each report and two readers, and one for all reports and each two."""
    for one in found:
        yield (one.document.name, one.first, one.second, *_cells([one]))
    for first, second in dict.fromkeys((one.first, one.second) for one in found):
        yield (ALL, first, second, *_cells([one for one in found if (one.first, one.second) == (first, second)]))


def _cells(group: Sequence[Comparison]) -> tuple[str, ...]:
    counts = (
        sum(one.firsts for one in group),
        sum(one.seconds for one in group),
        sum(one.agreed for one in group),
        sum(one.alike for one in group),
    )
    differing: Counter[str] = Counter()
    for one in group:
        differing += one.differing
    return (*map(str, counts), ", ".join(f"{count} {name}" for name, count in differing.most_common()))


def _differences(found: Sequence[Comparison]) -> Iterator[tuple[str, ...]]:
    for one in found:
        for record in one.sides.first_only:
            yield _line(one, record, "only")
        for record in one.sides.second_only:
            yield _line(one, record, "only")
        for pair in one.sides.agreed:
            if pair.differing:
                yield _line(one, pair.first, ", ".join(pair.differing))
                yield _line(one, pair.second, ", ".join(pair.differing))


def _line(one: Comparison, record: Record, what: str) -> tuple[str, ...]:
    from . import in_words

    claim = record.claim
    return (
        one.document.name,
        record.reader,
        what,
        claim.id,
        in_words.part(claim.subject),
        claim.predicate,
        "" if claim.object is None else in_words.part(claim.object),
        claim.polarity.value,
        claim.certainty.value,
        in_words.chain(claim.sources),
    )


def _table(found: Sequence[Comparison], console: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    for first, second in dict.fromkeys((one.first, one.second) for one in found):
        table = Table(box=None, pad_edge=False)
        for heading in ("report", "first", "second", "both", "alike"):
            table.add_column(heading, justify="left" if heading == "report" else "right")
        table.add_column("the others differ in")
        for name, one, other, *cells in _rows(found):
            if (one, other) == (first, second):
                table.add_row(*(Text(cell) for cell in (name, *cells)), style="bold" if name == ALL else None)
        console.print(f"first: {first}\nsecond: {second}", markup=False, soft_wrap=True)
        console.print(table)
