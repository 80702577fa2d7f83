"""Identifiers and times of STIX 2.1 objects: made from what an object is, so that the same thing has the same id."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from reportedly.ledger import Record
from reportedly.model import Document, Interval, Part
from reportedly.model.time import Form

_OURS = UUID("5f0c6a5e-6c3b-5d2f-9a41-7a3c1c0f7d11")
_SCO = UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")  # the namespace of STIX 2.1, section 2.9, for observables
_EARLIEST = 1  # 1 January of the year 1 is the first day that both Python and the format can write


def made(kind: str, *parts: str) -> str:
    """The id of an object of type ``kind``: a UUIDv5 of ours over its parts."""
    return f"{kind}--{uuid5(_OURS, _joined(kind, *parts))}"


def observable(kind: str, canonical: str) -> str:
    """The id of an observable: a UUIDv5 over its contributing properties, as section 2.9 asks for."""
    return f"{kind}--{uuid5(_SCO, _whole(canonical))}"


def of_claim(kind: str, record: Record) -> str:
    """The id of the object that stands for one claim of one reader."""
    return made(kind, record.claim.id, record.reader)


def of_report(document: Document) -> str:
    """The id of a report."""
    return made("report", document.id)


def published(document: Document) -> str:
    """When a report was published, as a timestamp: midnight of its day, or when it was got where nobody says."""
    return at(document.published) if document.published else moment(document.retrieved)


def at(day: date) -> str:
    """The beginning of a day (UTC)."""
    return f"{day.isoformat()}T00:00:00.000Z"


def moment(when: datetime) -> str:
    """A time as a timestamp with milliseconds, in UTC."""
    utc = when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    return f"{utc.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"


def exact_day(part: Part | None) -> date | None:
    """A time that is known to the day, neither approximate nor uncertain; None for any other."""
    if not isinstance(part, Interval) or part.form is not Form.DATE or part.approximate or part.uncertain:
        return None
    first, last = part.earliest, part.latest
    return first if first is not None and first == last and first.toordinal() > _EARLIEST else None


def _joined(*parts: str) -> str:
    return _whole("\x1f".join(parts))


def _whole(text: str) -> str:
    """Without halves of characters, over which no hash can be taken."""
    return text.encode(errors="replace").decode()
