"""The chain: one entry a record, in order, whoever writes; an older ledger is given one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sqlalchemy import text

from reportedly import judging
from reportedly.ledger import Finding, Ledger, backend
from reportedly.ledger.migrations import MIGRATIONS, migrate
from tests.docs.pages import ROOT

from .made import based, leads, report

PROGRAM = """
import sys
from reportedly.ledger import Ledger
from tests.ledger.made import report, strength
with Ledger.open(sys.argv[1]) as ledger:
    for number in range(15):
        document, original = report(f"{sys.argv[2]} {number}. The front has 100 to 250 fighters.", name=f"{number}")
        ledger.add(document, original, [strength(document)], reader="hand 1")
"""


def findings(ledger: Ledger) -> list[str]:
    found: list[Finding] = []
    ledger.verify(found=found.append)
    return [*map(str, found)]


def test_two_processes_write_one_chain(where: str) -> None:
    Ledger.open(where).close()
    writers = [
        subprocess.Popen([sys.executable, "-c", PROGRAM, where, who], cwd=ROOT, stderr=subprocess.PIPE)
        for who in ("One", "Two")
    ]
    for writer in writers:
        _, said = writer.communicate(timeout=60)
        assert writer.returncode == 0, said.decode()
    with Ledger.open(where) as ledger:
        assert findings(ledger) == []
        assert ledger.verify(found=print).entries == 30


def test_what_is_not_written_is_not_entered(ledger: Ledger) -> None:
    document, original = report()
    ledger.add(document, original, [leads(document)], reader="hand 1")
    head = ledger.head()
    assert not ledger.add(document, original, [leads(document)], reader="hand 1").new_reading
    assert ledger.head() == head
    described, _ = report(title="A title")
    ledger.add(described, original, [leads(document)], reader="hand 1")
    assert ledger.head() != head
    assert findings(ledger) == []


def test_an_older_ledger_is_given_a_chain_and_its_judgements_hold_as_they_did(tmp_path: Path) -> None:
    path = tmp_path / "reports.db"
    with Ledger.open(path) as ledger:
        document, original = report()
        ledger.add(document, original, [leads(document), based(document)], reader="hand 1")
        first = judging.reject(ledger, leads(document).id, why="no", by="O. Lind")
        second = judging.accept(ledger, leads(document).id, by="O. Lind")
        third = judging.reject(ledger, based(document).id, why="no", by="O. Lind")
        ledger.seen_again(report(name="copy.txt", origin="/copy.txt")[0])
        ledger.add(document, original, [leads(document), based(document)], reader="hand 2")
        before = [(r.claim, r.review) for r in ledger.claims(rejected=True, superseded=True)]
    _take_back(path)
    with Ledger.open(path) as ledger:
        assert [(r.claim, r.review) for r in ledger.claims(rejected=True, superseded=True)] == before
        assert ledger.judgements() == [first, second, third]
        assert ledger.judgements(standing=True) == [second, third]
        assert findings(ledger) == []
        assert ledger.verify(found=print).entries == 6
        kinds = [h.kind for h in ledger.log()]
        assert kinds == ["read", "rejected", "accepted", "rejected", "read"]


def test_an_older_ledger_without_anything_in_it(tmp_path: Path) -> None:
    path = tmp_path / "reports.db"
    engine = backend.engine(backend.address(path), busy_seconds=1)
    migrate(engine, str(path), [m for m in MIGRATIONS if m.number < 9])
    engine.dispose()
    with Ledger.open(path) as ledger:
        assert (findings(ledger), ledger.head()) == ([], "0" * 64)


def _take_back(path: Path) -> None:
    """Make of a ledger what it was before there was a chain."""
    engine = backend.engine(backend.address(path), busy_seconds=1)
    with backend.writing(engine, str(path)) as connection:
        for statement in (
            "DROP TABLE chain",
            "DROP TABLE standing_judgements",
            "CREATE VIEW statements AS SELECT 1 AS x",
            "DELETE FROM migrations WHERE number = 9",
        ):
            connection.execute(text(statement))
    engine.dispose()
