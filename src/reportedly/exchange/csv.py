"""CSV for spreadsheets: one row a claim, in a form that opens right by a double click.

UTF-8 with a byte order mark, so that Arabic and Cyrillic do not turn into symbols; rows end as RFC 4180 says; what a
spreadsheet would take for a formula has an apostrophe before it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import BinaryIO, TextIO

from reportedly.ledger import Record
from reportedly.model import Interval, Mention, Part, Quantity, Text

from .formats import FORMATS, Carried, text
from .matter import Matter
from .row import Row

_MARK = "\N{BYTE ORDER MARK}"
# Spaces and marks of direction, behind which a formula can hide.
_UNSEEN = " \N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

COLUMNS = (
    *("id", "document", "predicate", "subject", "subject_kind", "subject_entity"),
    *("object", "object_kind", "object_entity", "object_low", "object_high", "object_unit"),
    *("time", "start_time", "end_time", "place", "other_qualifiers", "polarity", "certainty", "sources"),
    *("publisher", "title", "published", "quote", "start", "end", "reader", "read_by", "score", "document_id"),
    *("page", "section", "agreed"),
)
"""The columns, in order. ``start_time`` and ``end_time`` are the contract's qualifiers ``start`` and ``end``;
``start`` and ``end`` the characters of the quotation, ``page`` and ``section`` where in the original it begins;
 ``sources`` the chain from the report inward, " > " between."""

_OWN_COLUMN = frozenset({"time", "start", "end", "place"})


def write(records: Iterable[Record | Row], out: TextIO) -> int:
    """Write claims to ``out`` (opened with ``newline=""``), a header first; how many they were."""
    out.write(_MARK)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    count = 0
    for record in records:
        cells = _cells(record)
        writer.writerow([guarded(cells.get(column, "")) for column in COLUMNS])
        count += 1
    return count


def export(matter: Matter, out: BinaryIO) -> Carried:
    """Write the claims as a table; what it took along and what not."""
    with text(out) as stream:
        return Carried(write(matter.records, stream), FORMATS["csv"].loses)


def guarded(cell: str) -> str:
    """The cell as a spreadsheet shows it and never runs it; numbers stay numbers. ``unguarded`` takes it back."""
    return f"'{cell}" if _is_formula(cell.lstrip("'")) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before ``guarded``."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell.lstrip("'")) else cell


def _is_formula(cell: str) -> bool:
    return cell.lstrip(_UNSEEN).startswith(_FORMULA) and not _NUMBER.fullmatch(cell)


def _cells(record: Record | Row) -> dict[str, str]:
    row = Row.of(record)
    claim = row.claim
    cells = {
        "id": claim.id,
        "document": row.document,
        "predicate": claim.predicate,
        "polarity": claim.polarity.value,
        "certainty": claim.certainty.value,
        "sources": " > ".join(f"{source.name} ({source.kind.value})" for source in claim.sources),
        "quote": claim.quote,
        "start": str(claim.span.start),
        "end": str(claim.span.end),
        "reader": row.reader,
        "read_by": claim.reader,
        "score": f"{claim.score:g}",
        "document_id": claim.document,
        "page": "" if row.page is None else str(row.page),
        "section": row.section or "",
        "agreed": "; ".join(other.reader for other in row.agreed),
    }
    cells |= _side("subject", claim.subject) | _side("object", claim.object)
    for key in _OWN_COLUMN:
        if key in claim.qualifiers:
            cells[f"{key}_time" if key in ("start", "end") else key] = in_words(claim.qualifiers[key])
    others = ((key, part) for key, part in claim.qualifiers.items() if key not in _OWN_COLUMN)
    cells["other_qualifiers"] = "; ".join(f"{key}: {in_words(part)}" for key, part in others)
    if isinstance(record, Record):
        published = record.document.published
        cells["publisher"] = record.document.publisher or ""
        cells["title"] = record.document.title or ""
        cells["published"] = published.isoformat() if published else ""
    return cells


def _side(side: str, part: Part | None) -> dict[str, str]:
    if part is None:
        return {}
    cells = {side: in_words(part)}
    if isinstance(part, Mention):
        cells |= {f"{side}_kind": part.kind.value, f"{side}_entity": part.entity or ""}
    if isinstance(part, Quantity):
        cells |= {f"{side}_low": _plain(part.low), f"{side}_high": _plain(part.high), f"{side}_unit": part.unit or ""}
    return cells


def in_words(part: Part) -> str:
    """A part of a claim in one cell; a range as "100 to 250", an open end as "20+" or "up to 250"."""
    match part:
        case Mention(name=name):
            return name
        case Text(value=value):
            return value
        case Interval(edtf=edtf):
            return edtf
        case Quantity(low=low, high=high, unit=unit):
            if low == high:
                text = _plain(low)
            elif high is None:
                text = f"{_plain(low)}+"
            else:
                text = f"{_plain(low)} to {_plain(high)}" if low is not None else f"up to {_plain(high)}"
            return f"{text} {unit}" if unit else text


def _plain(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else str(value)
