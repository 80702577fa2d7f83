"""The day of publication that a report states itself, for documents whose metadata says nothing."""

from __future__ import annotations

import re
from datetime import date

from .times_recognise import Timing, timings

_HEAD = 1200  # characters in which a dateline can stand
_MARKED = re.compile(
    r"\b(?:published|updated|posted|issued|released|filed|first aired|recorded|date|dated|as of|(?:week|month) ending|"
    r"last (?:updated|modified|revised))(?:\s+(?:on|at))?\s*[:\-–]?"
    r"\s*(?:\w+day,?\s+)?(?:\d{1,2}[:.]\d\d\s*(?:[ap]m)?,?\s*)?$",
    re.IGNORECASE,
)
_BIOGRAPHY = re.compile(
    r"\b(?:born|died|birth|death|dob|d\.o\.b|aged|passport|listed|amended|since|founded|killed|arrested|captured|time)\b",
    re.IGNORECASE,
)
_LIFE = re.compile(r"\s*[–-]\s*(?:\d{1,2}\s)?(?:[A-Z][a-z]+\s)?(?:\d{1,2},\s)?\d{4}|\s*[–-]\s*present")
_LIFE_END = re.compile(r"\d{4}\s*[–-]\s*$")
# What may stand before the date in its line: a place, an agency, an issue; no sentence.
_PLACE = re.compile(
    r"^[\s\W]*(?:(?:[^\W\d_a-z][\w'’.-]*|no\.|of|the|de|del|la|al|el|and|by|issue|week|\d{1,5}(?:/\d+)?)"
    r"(?:[\s,;:/()|·•—–-]+|$)){0,14}$"
)
# Before a date that closes its line: "By our correspondent in Pemba. 25 January 2023".
_BYLINE = re.compile(r"(?:^|[,.;|·(/—–-])\s*(?:\w+day,?\s+)?$")
_AFTER = re.compile(r"^\s*(?:$|[\n—–(/|:;.\[]|-\s|·|,?\s*\d{1,2}[:.]\d\d|by\b|\))", re.IGNORECASE)


def dateline(text: str) -> date | None:
    """The day of publication in the first lines: "KABUL, 14 September 2023 —", "Published: 2023-09-14".

    None where there is none with day, month and year, or where the text is a list of dated entries.
    """
    head = text[:_HEAD]
    found: list[tuple[int, date]] = []
    listed = 0
    for timing in timings(head, published=None):
        day = _full_day(head, timing)
        if day is None:
            continue
        line_start = head.rfind("\n", 0, timing.span.start) + 1
        before = head[line_start : timing.span.start]
        after = head[timing.span.end : timing.span.end + 80]
        if _MARKED.search(before) and not _BIOGRAPHY.search(before):
            return day
        if _BIOGRAPHY.search(before) or _LIFE.match(after) or _LIFE_END.search(before) or not _AFTER.match(after):
            continue
        closing = after.split("\n")[0].strip(" .)*_") == "" and len(before) <= 110 and _BYLINE.search(before)
        if (len(before) <= 90 and _PLACE.match(before)) or closing:
            bare = not re.search(r"\w", before) and re.match(r"\s*[—–:.-]\s*\S", after) is not None
            listed += bare
            found.append((timing.span.start, day))
    return found[0][1] if found and listed < 2 else None


def _full_day(head: str, timing: Timing) -> date | None:
    """The day, where the words themselves name day, month and year."""
    if timing.value.type != "date" or re.search(r"\b\d{4}\b", timing.span.of(head)) is None:
        return None
    try:
        return date.fromisoformat((timing.value.edtf or "")[:10])
    except ValueError:
        return None
