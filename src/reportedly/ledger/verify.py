"""Whether a ledger is still what was entered: originals, texts, quotations, claims, judgements and the chain over them.

Everything is looked at in order and a few reports at a time, so that memory does not grow with the ledger; a finding
stops nothing. What the chain cannot see by itself is that its end was cut off, or that all of it was made anew: for
that a hash noted elsewhere is held against it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from . import chain, digests, tables, verify_judged, verify_read
from .findings import Desk, Finding, Sort, entered


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and the last hash of the chain; ``findings``: how many things do not fit."""

    findings: int
    entries: int
    documents: int
    readings: int
    claims: int
    judgements: int
    head: str


def verify(
    connection: Connection,
    *,
    found: Callable[[Finding], object],
    expect: str | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> Verified:
    """Look at everything; see ``Ledger.verify``."""
    documents, readings, judgements = (
        connection.scalar(select(func.count()).select_from(table)) or 0
        for table in (tables.documents, tables.readings, tables.judgements)
    )
    desk = Desk(connection, found, progress, total=documents + readings)
    entries = _links(desk)
    if expect is not None and not chain.holds(connection, expect.strip().lower()):
        desk.tell(
            Sort.CHAIN,
            expect,
            f"no entry of the chain has the hash {expect}: entries were taken from its end, or the chain was made anew",
        )
    _missing(desk)
    _originals(desk)
    verify_read.readings(desk)
    verify_judged.judgements(desk)
    verify_judged.retrievals(desk)
    verify_judged.derived(desk)
    return Verified(desk.findings, entries, documents, readings, desk.claims, judgements, chain.head(connection))


def _links(desk: Desk) -> int:
    """That each entry follows the one before it and has the hash of its content; how many entries there are."""
    number, previous, count = 0, digests.NOTHING, 0
    held = select(tables.chain).order_by(tables.chain.c.number)
    for row in desk.connection.execution_options(yield_per=1000).execute(held):
        count += 1
        since = entered(row.number, row.at)
        if row.number != number + 1:
            gone = f"{number + 1}" if row.number == number + 2 else f"{number + 1} to {row.number - 1}"
            desk.tell(Sort.CHAIN, gone, f"the chain lacks entry {gone}: it goes from {number} to {row.number}", since)
        elif row.previous != previous:
            desk.tell(
                Sort.CHAIN,
                str(row.number),
                f"entry {row.number} of the chain does not follow the one before it: it names {row.previous[:12]}, "
                f"expected {previous[:12]}",
                since,
            )
        expected = digests.link(row.number, row.at, row.kind, row.subject, row.digest, row.previous)
        if row.hash != expected:
            desk.tell(
                Sort.CHAIN,
                str(row.number),
                f"entry {row.number} of the chain ({row.kind} {row.subject}) was changed: its content gives the hash "
                f"{expected[:12]}, it has {row.hash[:12]}",
                since,
            )
        number, previous = row.number, row.hash
    return count


def _missing(desk: Desk) -> None:
    """That every record has its entry, and every entry its record."""
    for kind, sort, table, key in (
        (chain.READING, Sort.READING, tables.readings, tables.readings.c.number),
        (chain.RETRIEVAL, Sort.RETRIEVAL, tables.retrievals, tables.retrievals.c.number),
        (chain.JUDGEMENT, Sort.JUDGEMENT, tables.judgements, tables.judgements.c.id),
    ):
        entered_ = tables.chain
        # As texts: that is how the chain names them.
        held = select(entered_).filter_by(kind=kind).order_by(entered_.c.number)
        known = set(map(str, desk.connection.scalars(select(key))))
        named: set[str] = set()
        for row in desk.connection.execute(held):
            named.add(row.subject)
            if row.subject not in known:
                desk.tell(
                    sort, row.subject, f"{kind} {row.subject} was taken out of the ledger", entered(row.number, row.at)
                )
        unentered = known - named
        if kind == chain.RETRIEVAL:
            firsts = select(func.min(table.c.number)).group_by(tables.retrievals.c.document)
            unentered -= set(map(str, desk.connection.scalars(firsts)))
        for subject in sorted(unentered):
            desk.tell(sort, subject, f"{kind} {subject} has no entry in the chain: it was put in past the program")


def _originals(desk: Desk) -> None:
    """That the bytes of every report are those that its id is the hash of."""
    documents, originals = tables.documents, tables.originals
    for row in desk.connection.execute(select(documents.c.id, documents.c.name).order_by(documents.c.id)).all():
        held = desk.connection.execute(select(originals).filter_by(document=row.id)).one_or_none()
        said = _wrong(row, held)
        if said:
            since = verify_read.since_of(desk.connection, row.id)
            desk.tell(Sort.ORIGINAL, row.id, f"report {row.name}: {said}", since)
        desk.step()


def _wrong(document: Any, original: Any) -> str:
    """What is wrong with the bytes of a document, in words; "" where nothing is."""
    if original is None:
        return "its original is gone"
    content = bytes(original.content)
    found = hashlib.sha256(content).hexdigest()
    if found != document.id:
        return f"the original was changed: its SHA-256 is {found[:12]}…, expected {document.id[:12]}…"
    if original.size != len(content):
        return f"the original has {len(content)} bytes, {original.size} are noted"
    return ""
