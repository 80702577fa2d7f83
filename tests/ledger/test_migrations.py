"""Steps from nothing, and from older ledgers, to the tables of today."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection, Inspector, create_engine, inspect, text

from reportedly.errors import BadValueError, NotFoundError
from reportedly.ledger import Ledger, NewerLedgerError, NotALedgerError, backend, tables
from reportedly.ledger.migrations import MIGRATIONS, Migration, migrate
from tests.ledger.made import leads, report


def _shape(found: Inspector) -> dict[str, object]:
    """What the tables are: columns with type and nullability, keys, indexes."""
    shape: dict[str, object] = {}
    for table in sorted(set(found.get_table_names())):
        if table == "migrations" or table.startswith("claims_search"):
            continue
        shape[table] = (
            [(c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(table)],
            found.get_pk_constraint(table)["constrained_columns"],
            sorted((k["constrained_columns"], k["referred_table"]) for k in found.get_foreign_keys(table)),
            sorted((i["column_names"], i["unique"]) for i in found.get_indexes(table)),
            sorted(u["column_names"] for u in found.get_unique_constraints(table)),
        )
    return shape


def test_the_steps_lead_to_the_tables_that_the_program_uses(where: str) -> None:
    Ledger.open(where).close()
    migrated = create_engine(backend.address(where))
    wanted = create_engine("sqlite://")
    with wanted.connect() as connection:
        tables.schema.create_all(connection)
        if migrated.dialect.name == "sqlite":
            assert _shape(inspect(migrated)) == _shape(inspect(connection))
        assert _shape(inspect(migrated)).keys() == _shape(inspect(connection)).keys()
    migrated.dispose()
    wanted.dispose()


def test_steps_are_numbered_in_order_and_recorded_once(where: str) -> None:
    assert [m.number for m in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))
    for _ in range(2):
        Ledger.open(where).close()
    engine = create_engine(backend.address(where))
    with engine.connect() as connection:
        recorded = connection.execute(text("SELECT number, name FROM migrations ORDER BY number")).all()
    engine.dispose()
    assert [tuple(row) for row in recorded] == [(m.number, m.name) for m in MIGRATIONS]


def test_a_step_and_its_record_are_one(tmp_path: Path) -> None:
    path = tmp_path / "reports.db"

    def breaks(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE half (x INTEGER)"))
        connection.execute(text("INSERT INTO half VALUES (1)"))
        raise RuntimeError("in the middle")

    def works(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE half (x INTEGER, y INTEGER)"))

    following = len(MIGRATIONS) + 1
    with Ledger.open(path) as ledger:
        document, original = report()
        ledger.add(document, original, [leads(document)], reader="hand 1")
    engine = backend.engine(backend.address(path), busy_seconds=1)
    with pytest.raises(RuntimeError):
        migrate(engine, str(path), [*MIGRATIONS, Migration(following, "breaks", breaks)])
    assert "half" not in inspect(engine).get_table_names()
    with Ledger.open(path) as ledger:
        assert len(ledger.claims()) == 1
    assert migrate(engine, str(path), [*MIGRATIONS, Migration(following, "works", works)]) == [following]
    assert migrate(engine, str(path), [*MIGRATIONS, Migration(following, "works", works)]) == []
    engine.dispose()


def test_an_older_ledger_is_brought_up_to_date_with_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "reports.db"
    engine = backend.engine(backend.address(path), busy_seconds=1)
    assert migrate(engine, str(path), MIGRATIONS[:1]) == [1]
    engine.dispose()
    document, original = report()
    # As the first release would have written it, before there was an index for the words.
    with sqlite3.connect(path) as raw:
        raw.execute(
            "INSERT INTO documents VALUES (?, 'a.txt', '/a.txt', '2024-05-02', 'text/plain', NULL)", [document.id]
        )
        raw.execute("INSERT INTO originals VALUES (?, ?, ?)", [document.id, len(original), original])
        raw.execute(
            "INSERT INTO editions (document, made, authors, passages, text) VALUES (?, '2024-05-02', '[]', '[]', ?)",
            [document.id, document.text],
        )
        raw.execute("INSERT INTO readings VALUES (1, ?, 1, 'hand 1', '2024-05-02', NULL)", [document.id])
        raw.execute(
            "INSERT INTO claims VALUES (1, 'abcdef', 1, '2024-05-02', 'stated', 'affirmed', 'certain', ?, 0, 12,"
            " 'graph', 1.0, NULL, NULL, 'anja velkova')",
            [document.text[:12]],
        )
        raw.execute("INSERT INTO parts (claim, slot, key, type, value) VALUES (1, 'subject', '', 'text', 'x')")
    raw.close()
    with Ledger.open(path) as ledger:
        assert [r.claim.quote for r in ledger.search("velkova")] == ["Ánja Velkova"]


def test_a_ledger_of_a_newer_program_is_refused_and_left_alone(where: str) -> None:
    Ledger.open(where).close()
    engine = create_engine(backend.address(where))
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO migrations VALUES (99, 'tomorrow', '2031-01-01')"))
    with pytest.raises(NewerLedgerError, match=r"version 99, this program knows up to \d+.*pip install --upgrade"):
        Ledger.open(where)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM migrations WHERE number = 99"))
    engine.dispose()
    Ledger.open(where).close()


@pytest.mark.parametrize("content", [b"This is a report and no ledger. " * 40, b"\x00\xff" * 3000])
def test_a_file_that_is_something_else_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(content)
    with pytest.raises(NotALedgerError, match=r"report\.txt: not a ledger"):
        Ledger.open(path)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE photos (name TEXT)")
    raw.close()
    with pytest.raises(NotALedgerError, match=r"other tables \(photos\)"):
        Ledger.open(path)
    with sqlite3.connect(path) as raw:
        assert [row[0] for row in raw.execute("SELECT name FROM sqlite_master")] == ["photos"]
    raw.close()


def test_a_ledger_that_is_not_there_is_made_only_where_asked(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    with pytest.raises(NotFoundError, match=r"no ledger .*none\.db"):
        Ledger.open(path, create=False)
    assert not path.exists()
    with pytest.raises(NotFoundError):
        Ledger.open(f"sqlite:///{path}", create=False)
    Ledger.open(path).close()
    Ledger.open(f"sqlite:///{path}", create=False).close()


@pytest.mark.parametrize("where", ["mysql://localhost/x", "postgresql", "://", "sqlite+nothing://x"])
def test_an_address_that_cannot_be_used(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    if "://" in where:
        with pytest.raises(BadValueError, match="ledger"):
            Ledger.open(where)
    else:
        Ledger.open(where).close()  # a file of that name
        assert (tmp_path / where).is_file()


def test_paths_with_signs_of_their_own(tmp_path: Path) -> None:
    for name in ("a?b=c.db", "50% #1.db", "дело.db", "with space.db"):
        Ledger.open(tmp_path / name).close()
        Ledger.open(str(tmp_path / name)).close()
        assert (tmp_path / name).is_file()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="cannot be opened; does the folder exist"):
        Ledger.open(tmp_path / "no" / "reports.db")
