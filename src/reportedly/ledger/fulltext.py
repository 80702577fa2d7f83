"""Full-text search over claims: FTS5 where SQLite has it, plain matching anywhere else.

Both look at ``claims.words``, which is folded already (see ``names.fold``), and both give the same claims;
FTS5 is faster and ranks them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, inspect, literal, select, text

from reportedly.errors import BadValueError

from . import tables
from .names import fold

_TERM = re.compile(r'"([^"]+)"(\*?)|(\S+)')
_ENOUGH = 10_000  # claims; more than anyone reads


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand together, in this order; with ``prefix`` the last may go on."""

    words: str
    prefix: bool


def terms(query: str) -> list[Term]:
    """What a query asks for: each word, and each phrase in double quotes; ``word*`` for a beginning.

    Raises:
        BadValueError: where there is no word in it.
    """
    found = []
    for phrase, phrase_star, word in _TERM.findall(query):
        folded = fold(phrase or word)
        if any(c.isalnum() for c in folded):
            found.append(Term(folded, bool(phrase_star) or word.endswith("*")))
    if not found:
        raise BadValueError(
            "search", query, expected='at least one word, such as: ceasefire "northern valley" negotiat*'
        )
    return found


class FullText(Protocol):
    """How one backend finds words in claims."""

    def index(self, connection: Connection, claims: Sequence[tuple[int, str]]) -> None:
        """Take in the words of new claims, each with the claim's number."""

    def find(self, connection: Connection, query: Sequence[Term]) -> list[int]:
        """The numbers of the claims that hold every term, the best first."""


class Plain:
    """Matching with LIKE: slower than an index, and the same on every backend."""

    def index(self, connection: Connection, claims: Sequence[tuple[int, str]]) -> None:
        """Nothing to do: ``claims.words`` is what is searched."""

    def find(self, connection: Connection, query: Sequence[Term]) -> list[int]:
        """The numbers of the claims that hold every term, in the order in which they were learnt."""
        padded = literal(" ") + tables.claims.c.words + literal(" ")
        found = select(tables.claims.c.number).order_by(tables.claims.c.number).limit(_ENOUGH)
        for term in query:
            found = found.where(
                padded.contains(f" {term.words}" if term.prefix else f" {term.words} ", autoescape=True)
            )
        return list(connection.scalars(found))


class Fts5:
    """SQLite's FTS5, over the claims table itself (datasette finds it by its ``content`` option)."""

    TABLE = "claims_search"

    def index(self, connection: Connection, claims: Sequence[tuple[int, str]]) -> None:
        """Add the words of new claims to the index."""
        if claims:
            rows = [{"number": number, "words": words} for number, words in claims]
            connection.execute(text(f"INSERT INTO {self.TABLE} (rowid, words) VALUES (:number, :words)"), rows)

    def find(self, connection: Connection, query: Sequence[Term]) -> list[int]:
        """The numbers of the claims that hold every term, by bm25."""
        match = " ".join(f'"{term.words}"' + ("*" if term.prefix else "") for term in query)
        ranked = text(
            f"SELECT rowid FROM {self.TABLE} WHERE {self.TABLE} MATCH :match ORDER BY rank, rowid LIMIT :enough"
        )
        return list(connection.scalars(ranked, {"match": match, "enough": _ENOUGH}))


def chosen(connection: Connection) -> FullText:
    """What an open ledger searches with: FTS5 where a migration made its index."""
    if connection.dialect.name == "sqlite" and inspect(connection).has_table(Fts5.TABLE):
        return Fts5()
    return Plain()
