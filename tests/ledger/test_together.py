"""Two at once, an interrupt, damage: a ledger holds whole reports, and says what is wrong."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, LedgerBusyError, writer
from tests.ledger.made import based, leads, report, strength

Opener = Callable[[], Ledger]


def test_a_reader_never_sees_half_a_report(sqlite: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    document, original = report()
    halfway, go_on = threading.Event(), threading.Event()
    whole = writer._add_claims

    def slowly(*args: object) -> None:
        whole(*args)  # type: ignore[arg-type]
        halfway.set()
        assert go_on.wait(10)

    monkeypatch.setattr(writer, "_add_claims", slowly)
    with sqlite() as one, sqlite() as other:
        writing = threading.Thread(target=lambda: one.add(document, original, [leads(document)], reader="hand 1"))
        writing.start()
        assert halfway.wait(10)
        assert other.documents() == []
        assert other.claims() == []
        assert other.counts() == {"documents": 0, "claims": 0, "entities": 0}
        go_on.set()
        writing.join()
        assert len(other.claims()) == 1


def test_whoever_waits_too_long_is_told_so_and_changes_nothing(sqlite: Opener, tmp_path: Path) -> None:
    document, original = report()
    with sqlite() as ledger, closing(sqlite3.connect(tmp_path / "reports.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with pytest.raises(LedgerBusyError, match="another process is writing to this ledger"):
            ledger.add(document, original, [leads(document)], reader="hand 1")
        assert time.monotonic() - began < 5
        assert ledger.documents() == []
        other.execute("ROLLBACK")
        assert ledger.add(document, original, [leads(document)], reader="hand 1").new_claims == 1


def test_two_writers_take_turns(tmp_path: Path) -> None:
    path, failed = tmp_path / "reports.db", []

    def write(who: int) -> None:
        try:
            with Ledger.open(path) as ledger:
                for number in range(12):
                    words = f"Report {number} of all. The front has 100 to 250 fighters."
                    document, original = report(words, name=f"{number}")
                    ledger.add(document, original, [strength(document)], reader=f"hand {who % 2}")
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with Ledger.open(path) as ledger:
        assert ledger.counts()["documents"] == 12
        assert len(ledger.claims()) == 12
        assert len(ledger.claims(superseded=True)) == 24


@pytest.mark.parametrize("at", ["_add_document", "add_retrieval", "_edition", "_standing", "_mention_numbers"])
def test_an_interrupt_in_the_middle_leaves_nothing_of_the_report(
    sqlite: Opener, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    one, one_bytes = report()
    two, two_bytes = report("Two. The front has 100 to 250 fighters.", name="two.txt")
    with sqlite() as ledger:
        ledger.add(one, one_bytes, [leads(one)], reader="hand 1")
        real = getattr(writer, at)

        def interrupted(*args: object, **named: object) -> None:
            real(*args, **named)
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(writer, at, interrupted)
            with pytest.raises(KeyboardInterrupt):
                ledger.add(two, two_bytes, [strength(two)], reader="hand 1")
        assert ledger.documents() == [one]
        assert len(ledger.retrievals(one.id)) == 1
        assert ledger.search("fighters") == []
        assert ledger.add(two, two_bytes, [strength(two)], reader="hand 1").new_document
        assert len(ledger.search("fighters")) == 1


def test_damage_is_named(sqlite: Opener, tmp_path: Path) -> None:
    document, original = report("Long. " * 20_000 + "The front has 100 to 250 fighters. Its camp lies near Old Ferry")
    with sqlite() as ledger:
        ledger.add(document, original, [strength(document), based(document)], reader="hand 1")
    path = tmp_path / "reports.db"
    content = bytearray(path.read_bytes())
    content[8192 : len(content) // 2] = b"\xa5" * (len(content) // 2 - 8192)
    path.write_bytes(content)

    def read_all() -> None:
        with sqlite() as ledger:
            ledger.claims()
            ledger.documents()
            ledger.original(document.id)

    with pytest.raises(LedgerError, match=r"reports\.db: the ledger is damaged"):
        read_all()


def test_foreign_keys_and_the_log_are_on(sqlite: Opener, tmp_path: Path) -> None:
    with sqlite() as ledger:
        document, original = report()
        ledger.add(document, original, [leads(document)], reader="hand 1")
        with ledger._reading() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    with closing(sqlite3.connect(tmp_path / "reports.db")) as raw:
        assert raw.execute("SELECT subject, predicate, object, report FROM claims_view").fetchall() == [
            ("Ánja Velkova", "leads", "Reed Front", "story.txt")
        ]
        assert raw.execute("SELECT name, claims FROM reports_view").fetchall() == [("story.txt", 1)]
