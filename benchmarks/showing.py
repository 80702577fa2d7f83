"""What every benchmark shares: its options, how it counts right and wrong, and how it shows what came out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"


@dataclass(slots=True)
class Tally:
    """How much was found, how much should have been, and how much of it is right."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, gold: Iterable[object], found: Iterable[object]) -> None:
        """Counts two sets of which equal members are right."""
        wanted, had = set(gold), set(found)
        self.right += len(wanted & had)
        self.found += len(had)
        self.gold += len(wanted)

    def join(self, other: Tally) -> None:
        """Counts what ``other`` counted too."""
        self.right += other.right
        self.found += other.found
        self.gold += other.gold

    @property
    def figures(self) -> dict[str, float]:
        """Precision, recall and F1 in per cent."""
        precision = 100 * self.right / self.found if self.found else 0.0
        recall = 100 * self.right / self.gold if self.gold else 0.0
        f1 = 200 * self.right / (self.found + self.gold) if self.right else 0.0
        return {"precision": round(precision, 1), "recall": round(recall, 1), "f1": round(f1, 1), "gold": self.gold}


def options(description: str | None, *, what: str = "documents") -> argparse.ArgumentParser:
    """A parser with the options that every benchmark on the corpora has."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA, help=f"where the corpora lie (default: {CORPORA})")
    parser.add_argument("--limit", type=int, metavar="N", help=f"measure on the first N {what} only")
    return parser


def there(path: Path, *, option: str = "--corpora") -> Path:
    """The path, where something lies there; else the program ends with status 2 and says what to do."""
    if not path.exists():
        print(f"{path}: not there; say with {option} where it lies", file=sys.stderr)
        raise SystemExit(2)
    return path


def show(
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    totals: Iterable[Sequence[object]] = (),
    published: Iterable[Sequence[object]] = (),
) -> None:
    """A table: our rows, then their totals, then what others published; each part under a line."""
    table = Table(title=title, title_justify="left")
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if 0 < number < len(columns) - (columns[-1] == "source") else "left")
    for row in rows:
        table.add_row(*map(cell, row))
    table.add_section()
    for row in totals:
        table.add_row(*map(cell, row), style="bold")
    table.add_section()
    for row in published:
        table.add_row(*map(cell, row), style="dim")
    Console(width=None if sys.stdout.isatty() else 140).print(table)


def cell(value: object) -> str:
    """How a value stands in a table: figures with one place, nothing as a dash."""
    if value is None:
        return "–"
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def last_line(benchmark: str, result: Mapping[str, object]) -> None:
    """The one JSON object that a benchmark prints last."""
    print(json.dumps({"benchmark": benchmark, **result}, ensure_ascii=False), flush=True)
