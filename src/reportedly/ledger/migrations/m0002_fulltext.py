"""Step 2: full-text search over the claims, where the database offers it."""

from __future__ import annotations

from sqlalchemy import Connection, text


def apply(connection: Connection) -> None:
    """Make the FTS5 index; without FTS5 (and on PostgreSQL) search does with plain matching."""
    if connection.dialect.name != "sqlite":
        return
    if not connection.scalar(text("SELECT sqlite_compileoption_used('ENABLE_FTS5')")):
        return
    connection.execute(
        text(
            "CREATE VIRTUAL TABLE claims_search USING fts5("
            "words, content='claims', content_rowid='number', tokenize='unicode61 remove_diacritics 0')"
        )
    )
    connection.execute(text("INSERT INTO claims_search (claims_search) VALUES ('rebuild')"))
