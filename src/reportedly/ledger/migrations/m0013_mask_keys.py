"""Step 13: the key with which a ledger makes the pseudonyms of its masked copies."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, String, Table

_keys = Table(
    "mask_keys",
    MetaData(),
    Column("number", Integer, primary_key=True),
    Column("made", String(40), nullable=False),
    Column("secret", LargeBinary, nullable=False),
)


def apply(connection: Connection) -> None:
    """Make the table; the key is made when a copy is first asked for."""
    _keys.create(connection)
