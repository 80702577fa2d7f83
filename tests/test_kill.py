"""``kill -9`` at any moment of a read: the ledger opens, holds whole reports, and a second read does the rest."""

from __future__ import annotations

import random
import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from reportedly import pipeline
from reportedly.intake import Intaken
from reportedly.ledger import Ledger
from tests.test_pipeline import HandReader, batch, everything

_RUNS = 30
_REPORTS = 10
_reader = partial(HandReader, seconds=0.004)


def victim(where: str, workers: int, told: Connection) -> None:
    """Read all reports and tell of each step; killed from outside."""
    pipeline._LARGE_BATCH = 1
    told.send("opening")
    with Ledger.open(where) as ledger:
        pipeline.read(ledger, batch(_REPORTS), _reader, workers=workers, progress=told.send)


def _killed(where: Path, chance: random.Random, *, workers: int) -> bool:
    """Start a read in a process of its own and kill it at some moment; False where it had ended before.

    The moment is a step drawn by chance and some time after it, in units of what a step takes here and now:
    so it falls anywhere in the read on a fast machine and on a busy one.
    """
    context = get_context("forkserver")
    hears, tells = context.Pipe(duplex=False)
    process = context.Process(target=victim, args=(str(where), workers, tells))
    process.start()
    tells.close()
    began = time.monotonic()
    steps = chance.randrange(_REPORTS + 2)
    for _ in range(steps):
        hears.recv()
    a_step = (time.monotonic() - began) / max(steps, 1)
    process.join(chance.uniform(0, 1.5) * min(max(a_step, 0.02), 0.5))
    process.kill()
    process.join()
    hears.close()
    return process.exitcode == -signal.SIGKILL


def _holds_whole_reports(where: Path, wanted: list[Intaken]) -> int:
    """Check what is there after a kill; how many reports it is."""
    if not where.exists():
        return 0
    with Ledger.open(where) as ledger:
        documents = ledger.documents()
        assert documents == [source.document for source in wanted[: len(documents)]]
        for source in wanted[: len(documents)]:
            assert ledger.original(source.document.id) == source.original
            assert ledger.has(source.document.id, reader=_reader().name)
            assert len(ledger.retrievals(source.document.id)) == 1
            records = ledger.claims(document=source.document.id)
            assert len(records) == 1
            read = HandReader().read(source.document)
            assert [record.claim.id for record in records] == [claim.id for claim in read]
            found = ledger.search(f'"report {int(source.document.name[:4])}"') + ledger.search(records[0].claim.quote)
            assert records[0].claim.id in [record.claim.id for record in found]
    with closing(sqlite3.connect(where)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    return len(documents)


def test_killed_at_any_moment_a_ledger_holds_whole_reports_only(tmp_path: Path) -> None:
    get_context("forkserver").set_forkserver_preload(["tests.test_kill"])
    wanted = [source for source in batch(_REPORTS) if isinstance(source, Intaken)]
    with Ledger.open(tmp_path / "whole.db") as ledger:
        pipeline.read(ledger, wanted, HandReader)
        whole = everything(ledger)
    chance = random.Random(20240501)
    held: Counter[int] = Counter()
    kills = 0
    for run in range(_RUNS):
        where = tmp_path / f"{run}.db"
        # One in ten with worker processes, which take long to start.
        killed = _killed(where, chance, workers=2 if run % 10 == 5 else 1)
        kills += killed
        there = _holds_whole_reports(where, wanted)
        held[there] += 1
        assert killed or there == _REPORTS
        with Ledger.open(where) as ledger:
            summary = pipeline.read(ledger, wanted, HandReader)
            assert (summary.read, summary.unchanged) == (_REPORTS - there, there)
            assert everything(ledger) == whole
    # The kills must have come at different moments, or the test says little.
    assert kills >= _RUNS // 2, (kills, held)
    assert len(held) >= 5, (kills, held)
