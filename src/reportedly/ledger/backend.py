"""What differs between SQLite and PostgreSQL: opening, locking, and what their errors mean.

Every statement that only SQLite understands stands here or in ``fulltext``.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, make_url

from reportedly.errors import BadValueError, LedgerError

from .errors import LedgerBusyError, NotALedgerError

_WRITES = "reportedly_writes"
# A number that all versions of this program agree on: whoever writes to a PostgreSQL ledger holds this lock.
_POSTGRES_LOCK = 0x7265706F


def address(where: str | Path) -> URL:
    """The SQLAlchemy address of a ledger: an address as it stands, anything else is an SQLite file.

    Raises:
        BadValueError: where an address cannot be read, or is of another database than SQLite and PostgreSQL.
    """
    if isinstance(where, Path) or "://" not in where:
        return URL.create("sqlite", database=str(where))
    try:
        url = make_url(where)
    except exc.ArgumentError as error:
        raise BadValueError("ledger", where, expected="a file, or an address such as sqlite:///reports.db") from error
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise BadValueError("ledger", where, expected="sqlite or postgresql before the colon")
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def engine(url: URL, *, busy_seconds: float, lasting: bool = True) -> Engine:
    """A database engine for a ledger. ``busy_seconds``: how long a writer waits for another. ``lasting``: a power cut
    loses nothing.

    Raises:
        BadValueError: where the address names a driver that is not installed.
    """
    sqlite = url.get_backend_name() == "sqlite"
    try:
        if sqlite:
            made = create_engine(url, connect_args={"timeout": busy_seconds})
        else:
            made = create_engine(url, isolation_level="REPEATABLE READ")
    except (exc.NoSuchModuleError, ImportError) as error:
        wanted = "a driver that is installed; for PostgreSQL: pip install 'psycopg[binary]'"
        raise BadValueError("ledger", url.drivername, expected=wanted) from error
    event.listen(made, "connect", _prepare_sqlite if sqlite else _prepare_postgres(busy_seconds))
    if sqlite and not lasting:
        event.listen(made, "connect", _hurry_sqlite)
    event.listen(made, "begin", _begin_sqlite if sqlite else _begin_postgres)
    return made


@dataclass(frozen=True, slots=True)
class Door:
    """How the parts of a ledger come by their transactions."""

    engine: Engine
    where: str

    def reading(self) -> AbstractContextManager[Connection]:
        """One transaction that only reads; see ``reading``."""
        return reading(self.engine, self.where)

    def writing(self) -> AbstractContextManager[Connection]:
        """One transaction that writes; see ``writing``."""
        return writing(self.engine, self.where)


@contextmanager
def reading(made: Engine, where: str) -> Iterator[Connection]:
    """One transaction that only reads: everything in it is seen as of its first statement."""
    with _translated(where), made.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(made: Engine, where: str) -> Iterator[Connection]:
    """One transaction that writes, alone: committed as a whole at the end, or not at all."""
    with _translated(where), made.connect() as connection:
        if made.dialect.name == "postgresql":
            # A repeatable snapshot would be taken before the wait for the lock, and miss what the other wrote.
            connection.execution_options(isolation_level="READ COMMITTED")
        connection.execution_options(**{_WRITES: True})
        with connection.begin():
            yield connection


def _prepare_sqlite(raw: Any, _record: object) -> None:
    # The driver must not begin or commit by itself: a migration's CREATE TABLE belongs to its transaction.
    raw.isolation_level = None
    cursor = raw.cursor()
    try:
        _use_wal(cursor)
        # FULL: what was reported as read is still there after a power cut, not only after a kill.
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
    finally:
        cursor.close()


def _hurry_sqlite(raw: Any, _record: object) -> None:
    raw.execute("PRAGMA synchronous = OFF").close()


def _use_wal(cursor: Any) -> None:
    """Switch to a write-ahead log; two processes that make a ledger at once must take turns by hand.

    SQLite does not wait for its busy timeout while the journal mode changes.
    """
    for attempt in range(50):
        try:
            if cursor.execute("PRAGMA journal_mode").fetchone()[0].lower() != "wal":
                cursor.execute("PRAGMA journal_mode = WAL")
        except Exception as error:
            if "locked" not in str(error) or attempt == 49:
                raise
            time.sleep(0.05)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    # IMMEDIATE: a writer waits for its turn before it reads, and never finds at the end that it read too early.
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare_postgres(busy_seconds: float) -> Any:
    def prepare(raw: Any, _record: object) -> None:
        cursor = raw.cursor()
        cursor.execute(f"SET lock_timeout = {int(busy_seconds * 1000)}")
        cursor.close()
        raw.commit()

    return prepare


def _begin_postgres(connection: Connection) -> None:
    if connection.get_execution_options().get(_WRITES):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_POSTGRES_LOCK})")


@contextmanager
def _translated(where: str) -> Iterator[None]:
    """Say what a database error means for the ledger at ``where``."""
    try:
        yield
    except exc.DBAPIError as error:
        said = str(error.orig).lower()
        if "not a database" in said:
            raise NotALedgerError(
                f"{where}: not a ledger (no SQLite database); give another file with --ledger"
            ) from error
        if "locked" in said or "lock timeout" in said or "could not serialize" in said:
            raise LedgerBusyError(
                f"{where}: another process is writing to this ledger; nothing was changed, try again when it is done"
            ) from error
        if "malformed" in said or "disk i/o" in said:
            raise LedgerError(
                f"{where}: the ledger is damaged ({error.orig}); take a copy of it, then try: sqlite3 {where} .recover"
            ) from error
        if "unable to open" in said:
            raise LedgerError(f"{where}: cannot be opened; does the folder exist, and may you write to it?") from error
        if "readonly" in said or "read-only" in said:
            raise LedgerError(f"{where}: may not be written to; check its permissions") from error
        if "full" in said:
            raise LedgerError(f"{where}: the disk is full; nothing of this commit was written") from error
        if isinstance(error, exc.OperationalError):
            raise LedgerError(f"{where}: {error.orig}") from error
        raise
