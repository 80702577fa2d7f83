"""The part of ``verify`` that looks at what was read: texts, descriptions, quotations and claims, report by report."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, cast

from sqlalchemy import Connection, Row, Select, literal, select

from reportedly.model import Certainty, Claim, Polarity

from . import chain, digests, rows, tables
from .findings import Desk, Sort, entered
from .names import reader_family

_BATCH = 25  # reports whose texts and claims are in memory at once
_NAMES = {
    "document": "what is noted of its file (name, origin, when it was got)",
    "description": "its description (title, publisher, day, authors, language, pages)",
    "text": "its text",
    "reading": "who read it, or when",
    "claims": "its claims, their confidence, or when they were learnt",
}
_SORTS = {"text": Sort.TEXT, "reading": Sort.READING, "claims": Sort.READING}


def readings(desk: Desk) -> None:
    """Look at every reading, with the edition that was read and its claims."""
    numbers = desk.connection.scalars(select(tables.readings.c.number).order_by(tables.readings.c.number)).all()
    superseded = _Superseded()
    looking = _Looking(desk)
    for i in range(0, len(numbers), _BATCH):
        some = numbers[i : i + _BATCH]
        for reading, claims in _loaded(desk.connection, some):
            looking.at(reading, claims)
            superseded.note(reading)
        desk.step(len(some))
    superseded.tell(desk)


def since_of(connection: Connection, document: str) -> str:
    """Since when the chain knows a document: its first reading's entry."""
    readings_ = tables.readings
    first = connection.scalar(
        select(readings_.c.number).filter_by(document=document).order_by(readings_.c.number).limit(1)
    )
    entry = connection.execute(select(tables.chain).filter_by(kind=chain.READING, subject=str(first))).first()
    return "" if entry is None else entered(entry.number, entry.at)


class _Looking:
    """Looks at one reading after the other, and knows what the ledger's words are, to say what a changed one was."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def at(self, reading: Row[Any], claims: Sequence[tuple[Row[Any], Claim | None]]) -> None:
        name = f"report {reading.name}"
        since = "" if reading.entry is None else entered(reading.entry, reading.entered)
        self._parts(name, reading, [row for row, _ in claims], since)
        for row, claim in claims:
            self._claim(name, reading, row, claim, since)
        self._desk.claims += len(claims)

    def _parts(self, name: str, reading: Row[Any], claims: Sequence[Row[Any]], since: str) -> None:
        if reading.digest is None:
            return  # that it has no entry is told elsewhere
        expected = json.loads(reading.digest)
        said, count = digests.of_claims(claims)
        found = {
            "document": _of_document(reading),
            "description": digests.of_description(_Renamed(reading, document="document", made="edition_made")),
            "text": digests.of_text(reading.text),
            "reading": digests.of_reading(reading.document, reading.edition, reading.reader, reading.made),
            "claims": said,
        }
        for part, what in _NAMES.items():
            if found[part] == expected.get(part):
                continue
            changed = f"{what} was changed"
            if part == "claims" and str(count) != expected.get("count"):
                changed = f"{expected.get('count')} claims were read, {count} are there"
            self._desk.tell(
                _SORTS.get(part, Sort.REPORT),
                reading.document,
                f"{name}, read by {reading.reader}: {changed}",
                since,
            )

    def _claim(self, name: str, reading: Row[Any], row: Row[Any], claim: Claim | None, since: str) -> None:
        there = reading.text[row.starts : row.ends]
        if row.quote != there:
            self._desk.tell(
                Sort.QUOTATION,
                row.id,
                f"claim {row.id[:10]} of {name}: the quotation is {_short(row.quote)}, the report has {_short(there)} "
                f"at {row.starts}..{row.ends}",
                since,
            )
        if claim is None:
            self._desk.tell(Sort.CLAIM, row.id, f"claim {row.id[:10]} of {name}: it lacks a part", since)
        elif claim.id != row.id:
            self._desk.tell(
                Sort.CLAIM,
                row.id,
                f"claim {row.id[:10]} of {name}: what it says was changed: its content gives the id {claim.id[:10]}, "
                f"expected {row.id[:10]}{self._was(row.id, claim)}",
                since,
            )

    def _was(self, id_: str, claim: Claim) -> str:
        """What a changed claim said, where the change of one word of a known list explains it."""
        for certainty in Certainty:
            if replace(claim, certainty=certainty).id == id_:
                return f"; its certainty was {certainty.value!r} and is {claim.certainty.value!r}"
        for polarity in Polarity:
            if replace(claim, polarity=polarity).id == id_:
                return f"; its polarity was {polarity.value!r} and is {claim.polarity.value!r}"
        for predicate in self._predicates:
            if replace(claim, predicate=predicate).id == id_:
                return f"; its predicate was {predicate!r} and is {claim.predicate!r}"
        return ""

    @cached_property
    def _predicates(self) -> list[str]:
        return sorted(self._desk.connection.scalars(select(tables.claims.c.predicate).distinct()))


class _Superseded:
    """That each reading is superseded by the next of its document by another version of its reader, and by no other."""

    def __init__(self) -> None:
        self._held: dict[int, tuple[str, str, int | None]] = {}
        self._standing: dict[tuple[str, str], int] = {}
        self._expected: dict[int, int] = {}

    def note(self, reading: Row[Any]) -> None:
        key = (reading.document, reader_family(reading.reader))
        if before := self._standing.get(key):
            self._expected[before] = reading.number
        self._standing[key] = reading.number
        self._held[reading.number] = (reading.document, reading.name, reading.superseded_by)

    def tell(self, desk: Desk) -> None:
        for number, (document, name, superseded_by) in self._held.items():
            expected = self._expected.get(number)
            if superseded_by != expected:
                said = "by no other" if expected is None else f"by reading {expected}"
                desk.tell(
                    Sort.DERIVED,
                    document,
                    f"report {name}: reading {number} is noted as superseded by {superseded_by or 'none'}, expected "
                    f"{said}",
                    since_of(desk.connection, document),
                )


class _Renamed:
    """A row whose columns have other names, as when rows of several tables stand in one."""

    def __init__(self, row: Row[Any], **names: str) -> None:
        self._row, self._names = row, names

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, self._names.get(name, name))


def _of_document(row: Row[Any]) -> str:
    return digests.of_document(_Renamed(row, id="document"))


def _loaded(
    connection: Connection, numbers: Sequence[int]
) -> Iterator[tuple[Row[Any], list[tuple[Row[Any], Claim | None]]]]:
    """Readings, each with its document, its edition, its entry and its claims."""
    readings_, editions, documents, entries = tables.readings, tables.editions, tables.documents, tables.chain
    held = (
        select(
            readings_,
            *(documents.c.name, documents.c.origin, documents.c.retrieved, documents.c.media_type),
            documents.c.previous,
            editions.c.made.label("edition_made"),
            *(editions.c.title, editions.c.publisher, editions.c.authors, editions.c.published),
            *(editions.c.language, editions.c.passages, editions.c.text),
            *(entries.c.number.label("entry"), entries.c.at.label("entered"), entries.c.digest),
        )
        .join(editions, editions.c.number == readings_.c.edition)
        .join(documents, documents.c.id == readings_.c.document)
        .outerjoin(
            entries,
            (entries.c.kind == chain.READING) & (entries.c.subject == readings_.c.number.cast(entries.c.subject.type)),
        )
        .where(readings_.c.number.in_(numbers))
        .order_by(readings_.c.number)
    )
    claims: dict[int, list[Row[Any]]] = defaultdict(list)
    table = tables.claims
    for row in connection.execute(select(table).where(table.c.reading.in_(numbers)).order_by(table.c.number)):
        claims[row.reading].append(row)
    chosen = select(table.c.number).where(table.c.reading.in_(numbers))
    parts = _grouped(connection, _parts(), tables.parts.c.claim, chosen)
    sources = _grouped(connection, _sources(), tables.sources.c.claim, chosen)
    for reading in connection.execute(held):
        yield reading, [(row, _made(row, parts, sources, reading.document)) for row in claims[reading.number]]


def _made(
    row: Row[Any], parts: dict[int, list[Row[Any]]], sources: dict[int, list[Row[Any]]], document: str
) -> Claim | None:
    """The claim of its rows; None where they do not make one. Its quotation is looked at by itself."""
    try:
        return rows.claim_from(cast(Row[Any], _Quoted(row)), parts[row.number], sources[row.number], document)
    except (ValueError, AssertionError):
        return None


class _Quoted(_Renamed):
    """A row of a claim whose quotation is as long as its span, whatever became of it: the id does not rest on it."""

    @property
    def quote(self) -> str:
        return "x" * int(self._row.ends - self._row.starts)


def _parts() -> Select[Any]:
    return select(tables.parts, literal(None).label("member_of"), tables.mentions.c.kind).outerjoin(
        tables.mentions, tables.mentions.c.number == tables.parts.c.mention
    )


def _sources() -> Select[Any]:
    return select(tables.sources, literal(None).label("member_of")).order_by(tables.sources.c.position)


def _grouped(
    connection: Connection, statement: Select[Any], claim: Any, chosen: Select[Any]
) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(statement.where(claim.in_(chosen))):
        found[row.claim].append(row)
    return found


def _short(words: str) -> str:
    return repr(words if len(words) <= 80 else words[:77] + "…")
