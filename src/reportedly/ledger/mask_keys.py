"""The key with which a ledger makes pseudonyms: random, made once, and in nothing that leaves."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, insert, select

from . import rows, tables

_BYTES = 32


def held(connection: Connection) -> bytes | None:
    """The key of this ledger; None where none was made yet."""
    table = tables.mask_keys.c
    key = connection.scalar(select(table.secret).order_by(table.number).limit(1))
    return None if key is None else bytes(key)


def made(connection: Connection) -> bytes:
    """The key of this ledger, made where there is none; inside a transaction that writes."""
    key = held(connection)
    if key is None:
        key = secrets.token_bytes(_BYTES)
        connection.execute(insert(tables.mask_keys).values(made=rows.now(), secret=key))
    return key
