"""Claims as weighing wants them: without the texts of their reports, by number, thousands at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from reportedly.model import Claim, Document

from . import rows, tables
from .chunks import chunks


@dataclass(frozen=True, slots=True)
class Heard:
    """One claim and its report; ``document.text`` is empty, for weighing asks who says what, and when.

    ``learned`` is when the ledger first held this very claim.
    """

    number: int
    claim: Claim
    document: Document
    learned: datetime


class Documents:
    """Reports without their texts, by the number of their edition; each is made once."""

    def __init__(self) -> None:
        self._known: dict[int, Document] = {}

    def of(self, connection: Connection, editions: Iterable[int]) -> dict[int, Document]:
        """The reports of these editions."""
        wanted = set(editions)
        for some in chunks(sorted(wanted - self._known.keys())):
            table, documents = tables.editions.c, tables.documents.c
            held = (
                select(
                    *(table.number, table.title, table.publisher, table.authors, table.published, table.language),
                    *(documents.id, documents.name, documents.origin, documents.retrieved, documents.previous),
                )
                .join_from(tables.editions, tables.documents, documents.id == table.document)
                .where(table.number.in_(some))
            )
            for row in connection.execute(held).all():
                self._known[row.number] = Document(
                    id=row.id,
                    name=row.name,
                    text="",
                    origin=row.origin,
                    retrieved=datetime.fromisoformat(row.retrieved),
                    title=row.title,
                    publisher=row.publisher,
                    authors=tuple(row.authors),
                    published=row.published,
                    language=row.language,
                    previous=row.previous,
                )
        return {number: self._known[number] for number in wanted}


def heard(connection: Connection, numbers: Iterable[int], documents: Documents) -> dict[int, Heard]:
    """The claims of these numbers, with the entities of their mentions and sources."""
    found: dict[int, Heard] = {}
    for some in chunks(sorted(numbers)):
        claims = (
            select(tables.claims, tables.readings.c.edition, tables.readings.c.document)
            .join(tables.readings, tables.readings.c.number == tables.claims.c.reading)
            .where(tables.claims.c.number.in_(some))
        )
        held = connection.execute(claims).all()
        parts = _grouped(connection, _parts().where(tables.parts.c.claim.in_(some)))
        chains = _grouped(connection, _chains().where(tables.sources.c.claim.in_(some)))
        reports = documents.of(connection, {row.edition for row in held})
        for row in held:
            claim = rows.claim_from(row, parts[row.number], chains[row.number], row.document)
            found[row.number] = Heard(row.number, claim, reports[row.edition], datetime.fromisoformat(row.learned))
    return found


def _parts() -> Select[Any]:
    parts = tables.parts
    return (
        select(parts, tables.memberships.c.entity.label("member_of"), tables.mentions.c.kind)
        .outerjoin(tables.mentions, tables.mentions.c.number == parts.c.mention)
        .outerjoin(tables.memberships, tables.memberships.c.mention == parts.c.mention)
    )


def _chains() -> Select[Any]:
    chain = tables.sources
    return (
        select(chain, tables.memberships.c.entity.label("member_of"))
        .outerjoin(tables.memberships, tables.memberships.c.mention == chain.c.mention)
        .order_by(chain.c.position)
    )


def _grouped(connection: Connection, statement: Select[Any]) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(statement).all():
        found[row.claim].append(row)
    return found
