"""What happened in a ledger, in order: what was read, and what people judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection, func, select

from reportedly.errors import AmbiguousError, BadValueError, NotFoundError
from reportedly.model import Judgement
from reportedly.model.judgement import UNDONE

from . import chain, judged, reader, tables
from .digests import BY_REVIEW
from .names import fold_name
from .standing import matters

READ = "read"


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of the log.

    ``number`` is that of its entry in the chain, ``kind`` "read" or the kind of a judgement, ``by`` the reader or the
    person. Of a reading ``document`` is the report's id, ``name`` its name and ``claims`` how many claims it gave; of
    a judgement ``judgement`` is all of it. ``state``: "" where it stands, else in words what became of it.
    """

    number: int
    at: datetime
    kind: str
    by: str
    document: str = ""
    name: str = ""
    claims: int = 0
    judgement: Judgement | None = None
    state: str = ""

    @property
    def id(self) -> str:
        """The judgement's id, or the report's."""
        return self.judgement.id if self.judgement else self.document


def happenings(
    connection: Connection,
    *,
    kind: str | None = None,
    by: str | None = None,
    since: date | None = None,
    about: str | None = None,
) -> list[Happening]:
    """Everything that was read and judged, in the order of the chain; see ``Ledger.log``.

    Raises:
        AmbiguousError: where ``about`` is the beginning of several ids.
    """
    concerned = None if about is None else _concerned(connection, about)
    found = [*_read(connection, concerned)] if kind in (None, READ) else []
    if kind != READ:
        found += _judgements(connection, kind, concerned)
    first = None if since is None else _start(since)
    return sorted(
        (
            h
            for h in found
            if (by is None or fold_name(by) in (fold_name(h.by), fold_name(h.by.rpartition(" ")[0])))
            and (first is None or _zoned(h.at) >= first)
        ),
        key=lambda h: h.number,
    )


@dataclass(frozen=True, slots=True)
class _Concerned:
    """What ``about`` came to: readings by number, and what a judgement that concerns it is about."""

    readings: frozenset[int]
    ids: frozenset[str]
    name: str = ""

    def by(self, judgement: Judgement) -> bool:
        if any(about in self.ids for about in judgement.about):
            return True
        return bool(self.name) and any(self._named(about) for about in judgement.about)

    def _named(self, about: str) -> bool:
        """Whether a reference to a name ("person:Ana Wex", "person:Wex@<document>") is to this one."""
        name = about.partition(":")[2]
        before, at, _ = name.rpartition("@")
        return self.name in (fold_name(name), fold_name(before) if at else "") if name else False


def _concerned(connection: Connection, about: str) -> _Concerned:
    for found in (_claim, _report):
        try:
            return found(connection, about)
        except (NotFoundError, BadValueError):
            continue
    numbers = select(tables.claims.c.reading).where(reader.speaks_of(connection, about))
    ids = select(tables.claims.c.id).where(reader.speaks_of(connection, about))
    return _Concerned(
        frozenset(connection.scalars(numbers)), frozenset([about, *connection.scalars(ids)]), fold_name(about)
    )


def _claim(connection: Connection, key: str) -> _Concerned:
    try:
        id_ = reader.claim(connection, key).claim.id
    except AmbiguousError:
        if any(c not in "0123456789abcdef" for c in key.lower()):
            raise NotFoundError("claim", key) from None
        raise
    made = connection.scalars(select(tables.claims.c.reading).filter_by(id=id_))
    return _Concerned(frozenset(made), frozenset([id_]))


def _report(connection: Connection, key: str) -> _Concerned:
    id_ = reader.document_id(connection, key)
    readings = connection.execute(select(tables.readings.c.number).filter_by(document=id_)).scalars().all()
    claims = connection.scalars(select(tables.claims.c.id).where(tables.claims.c.reading.in_(readings)))
    return _Concerned(frozenset(readings), frozenset([id_, *claims]))


def _read(connection: Connection, concerned: _Concerned | None) -> Iterator[Happening]:
    readings, claims = tables.readings, tables.claims
    count = (
        select(func.count())
        .select_from(claims)
        .where(claims.c.reading == readings.c.number, claims.c.read_by != BY_REVIEW)
        .correlate(readings)
        .scalar_subquery()
    )
    later = readings.alias("later")
    held = (
        select(readings, tables.documents.c.name, count.label("claims"), later.c.reader.label("later"))
        .join(tables.documents, tables.documents.c.id == readings.c.document)
        .outerjoin(later, later.c.number == readings.c.superseded_by)
    )
    entries = _entries(connection, chain.READING)
    for row in connection.execute(held):
        if concerned is None or row.number in concerned.readings:
            state = f"superseded by {row.later}" if row.later else ""
            number = entries.get(str(row.number), 0)
            at = datetime.fromisoformat(row.made)
            yield Happening(number, at, READ, row.reader, row.document, row.name, row.claims, state=state)


def _judgements(connection: Connection, kind: str | None, concerned: _Concerned | None) -> Iterator[Happening]:
    every = judged.judgements(connection)
    standing = {j.id for j in judged.judgements(connection, standing=True)}
    states = _states(every, standing)
    entries = _entries(connection, chain.JUDGEMENT)
    for judgement in every:
        if (kind is None or judgement.kind == kind) and (concerned is None or concerned.by(judgement)):
            yield Happening(
                entries.get(judgement.id, 0),
                judgement.at,
                judgement.kind,
                judgement.by,
                judgement=judgement,
                state=states[judgement.id],
            )


def _states(every: Sequence[Judgement], standing: set[str]) -> dict[str, str]:
    """What became of each judgement, in words; "" where it stands."""
    undone = {j.replaces: j.id for j in every if j.kind == UNDONE and j.id in standing}
    matter = matters(every)
    holds = {matter[j.id]: j.id for j in every if j.id in standing and j.kind != UNDONE}

    def state(judgement: Judgement) -> str:
        if judgement.id in standing:
            return ""
        if judgement.id in undone:
            return f"undone by {undone[judgement.id][:10]}"
        holder = holds.get(matter[judgement.id])
        if holder is not None and judgement.kind != UNDONE:
            return f"replaced by {holder[:10]}"
        return "fell with what it rests on"

    return {judgement.id: state(judgement) for judgement in every}


def _entries(connection: Connection, kind: str) -> dict[str, int]:
    table = tables.chain
    held = connection.execute(select(table.c.subject, table.c.number).filter_by(kind=kind))
    return {row.subject: row.number for row in held}


def _start(since: date) -> datetime:
    return _zoned(since) if isinstance(since, datetime) else datetime(since.year, since.month, since.day, tzinfo=UTC)


def _zoned(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


__all__ = ["READ", "Happening", "happenings"]
