"""What weighing finds as it was is not written again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from reportedly.ledger import Ledger
from reportedly.weigh import weigh
from tests.written import number, org, place, report, says

GUARD = org("Salt Guard")
KEPT = ("propositions", "weighed_claims", "relations", "conflicts")


@pytest.fixture
def statements() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)


def writes(statements: list[str]) -> list[str]:
    starts = tuple(f"{verb} {table}" for verb in ("INSERT INTO", "DELETE FROM") for table in KEPT)
    return [statement for statement in statements if statement.startswith(starts)]


def test_only_what_changed_is_written(tmp_path: Path, statements: list[str]) -> None:
    with Ledger.open(tmp_path / "x.db") as ledger:
        for i, (outlet, men) in enumerate((("Pelmor Herald", 40), ("Lumen Wire", 900))):
            one = report(
                f"r{i}",
                outlet,
                "2015-03-0" + str(i + 1),
                (f"{outlet} counts {men} men.", says("strength", GUARD, number(men, men))),
                (f"{outlet} saw the Salt Guard in Kessra.", says("present_in", GUARD, place("Kessra"))),
            )
            ledger.add(one.document, one.original, one.claims, reader="by hand 1")
        weigh(ledger)
        assert writes(statements)  # the first time all of it is new
        before = ledger.weighed.conflicts(most=10)
        statements.clear()
        weigh(ledger, anew=True)
        assert writes(statements) == []
        assert ledger.weighed.conflicts(most=10) == before
