"""Ledgers to test: the same contract on every backend."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from reportedly.ledger import Ledger, backend, fulltext

POSTGRES = "REPORTEDLY_TEST_POSTGRES"
"""An environment variable: the address of a PostgreSQL database that tests may empty."""

needs_postgres = pytest.mark.skipif(POSTGRES not in os.environ, reason=f"{POSTGRES} gives no PostgreSQL database")


def _emptied(address: str) -> str:
    address = _own_database(address)
    engine = create_engine(backend.address(address))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return address


def _own_database(address: str) -> str:
    """A database for each of the processes that tests run in side by side; the given one where there is only one."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        return address
    url = backend.address(address)
    own = f"{url.database}_{worker}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        known = connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": own})
        if known is None:
            connection.execute(text(f'CREATE DATABASE "{own}"'))
    engine.dispose()
    return url.set(database=own).render_as_string(hide_password=False)


@pytest.fixture(
    params=[
        "sqlite",
        "sqlite without FTS5",
        pytest.param("postgresql", marks=needs_postgres),
    ]
)
def where(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where a new ledger can be made, on each backend."""
    if request.param == "postgresql":
        return _emptied(os.environ[POSTGRES])
    if request.param == "sqlite without FTS5":
        monkeypatch.setattr(fulltext, "chosen", lambda _connection: fulltext.Plain())
    return str(tmp_path / "reports.db")


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    with Ledger.open(where) as opened:
        yield opened


@pytest.fixture
def sqlite(tmp_path: Path) -> Callable[[], Ledger]:
    """Opens the same SQLite ledger again and again."""
    return lambda: Ledger.open(tmp_path / "reports.db", busy_seconds=0.2)
