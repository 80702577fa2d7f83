"""Ledgers that somebody would like to see through, and what they are masked to without writing a copy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from reportedly.ledger import Ledger
from reportedly.masking import parse_rule
from reportedly.masking.making import prepared
from reportedly.masking.reports import Masked
from tests.written import READER, Written, org, outlet, person, place, report, says, shelve, speaker, unnamed

FRONT, ODA, LENA = org("Reed Front"), person("Oda Trask"), person("Lena Vorrick")
BASE = (
    ("Oda Trask leads the Reed Front.", says("leads", ODA, FRONT)),
    ("Lena Vorrick was arrested in Quellmere.", says("arrested", LENA, place=place("Quellmere"))),
)


def one(*sentences: Any, name: str = "a.txt", title: str | None = None, **document: Any) -> Written:
    """A report of Lena's arrest and of whatever else; what is a text alone says nothing."""
    told = [(each,) if isinstance(each, str) else each for each in sentences]
    made = report(name, "Courier", "2023-05-01", *BASE, *told, title=title)
    return replace(made, document=replace(made.document, **document))


@contextmanager
def shelved(path: Path, *reports: Written) -> Iterator[Ledger]:
    """A ledger of these reports with their names resolved, not weighed."""
    with Ledger.open(path, lasting=False) as ledger:
        shelve(ledger, *reports)
        yield ledger


def seen(ledger: Ledger, rule: str = "default") -> list[Masked]:
    """Every report as a copy would have it."""
    return list(prepared(ledger, parse_rule(rule)).reports())


def told(masked: list[Masked]) -> bytes:
    """All that they hold, in one text."""
    return "\n".join(f"{m.document}\n{m.original.decode()}\n{[*m.claims.values()]}" for m in masked).encode()


__all__ = ["FRONT", "LENA", "ODA", "READER", "one", "outlet", "seen", "shelved", "speaker", "told", "unnamed"]
