"""From the words that carry a claim's time to its qualifier: "since 2014" is the start 2014."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import Literal

from reportedly.model import Interval, Span
from reportedly.model.time import EdtfError, Form

from .analysis import TimeExpression
from .times_calendar import When, step
from .times_recognise import duration_of

Role = Literal["time", "start", "end"]

# The words before a date that say how it bounds: nearest last. "until at least 2018" is an attestation.
_LAST_SEEN = re.compile(r"\b(?:(?:until|till|to) at least|at least (?:until|till|to|up to))\s+(?:\w+\s+){0,2}$")
_BOUND = re.compile(
    r"\b(since|from|until|till|by|before|after|prior to|ahead of|up to|no later than|not before)\s+"
    r"(?:(?:at|least|about|around|early|the|its|his|her|their|some|approximately|on|in|of|\w+ing|\w+ion)\s+){0,4}$"
)
_BETWEEN = re.compile(r"^[\s,]*(?:and|to|until|till|through|up to|–|—|-|/)[\s,]*(?:about |the |until |in |from )*$")
_OR = re.compile(r"^[\s,]*or(?: in| on)?[\s,]*(?:the )?$")
_BACK = re.compile(
    r"\b(?:since(?! \w+day)|then|thereafter|at (?:the|that) (?:same )?time|at once|the same time|afterwards|soon after|"
    r"until then|meanwhile|immediately)\b"
)
_ROUGH = re.compile(r"\b(?:about|around|circa|approximately|roughly|or so|or thereabouts|some|perhaps)\b")


def qualifier(
    text: str, words: Span, *, published: date | None, expressions: Sequence[TimeExpression], role: Role
) -> Interval | None:
    """The interval that ``words`` of ``text`` give a claim in its qualifier ``role``; None where they give none.

    ``expressions`` are the times of the whole text (``find``), in order. A start "since 2014" is ``2014``,
    an event "since 2014" ``2014/..``, "by 2014" ``../2014``, an end "at least until 2018" ``2018/..``: last
    seen, not ended. "1974 or 1976" is one of two, "between 2015 and 2017" a range. Words that point back
    ("since then") take the date that was spoken of before them.
    """
    inside = _within(expressions, words)
    dated = [e for e in inside if e.interval is not None and e.type != "set"]
    if not dated:
        return _lasting(text, words, published, expressions, role) or _pointing_back(text, words, expressions, role)
    first = dated[0]
    assert first.interval is not None
    lead = text[max(0, min(words.start, first.span.start) - 40) : first.span.start].casefold()
    own = lead[len(lead) - max(0, first.span.start - words.start) :] if first.span.start > words.start else ""
    interval = first.interval
    if len(dated) > 1:
        interval = _joined(text, dated[0], dated[1]) or interval
    if role != "time" and interval.form is Form.RANGE and not interval.open:
        interval = _side(interval, own, role, several=len(dated) > 1, kind=first.type)
    if _ROUGH.search(text[words.start : words.end].casefold()) and not interval.approximate:
        interval = interval.about()
    return _bounded(interval, own, lead, role)


def _within(expressions: Sequence[TimeExpression], words: Span) -> list[TimeExpression]:
    at = max(0, bisect_left(expressions, words.start, key=lambda e: e.span.start) - 1)
    inside = []
    for expression in expressions[at:]:
        if expression.span.start >= words.end:
            break
        if expression.span.overlaps(words):
            inside.append(expression)
    return inside


def _joined(text: str, first: TimeExpression, second: TimeExpression) -> Interval | None:
    """Two dates with "and", "to" or "or" between them, as one interval."""
    a, b = first.interval, second.interval
    if a is None or b is None or a.form is not Form.DATE or b.form is not Form.DATE:
        return None
    gap = text[first.span.end : second.span.start].casefold()
    try:
        if _OR.match(gap):
            return Interval(f"[{a.edtf},{b.edtf}]")
        if _BETWEEN.match(gap):
            return Interval(f"{a.edtf}/{b.edtf}")
    except EdtfError:
        return None
    return None


def _side(interval: Interval, own: str, role: Role, *, several: bool, kind: str) -> Interval:
    """The end of a range that a start or an end asks for."""
    moment = interval.start if role == "start" else interval.end
    if moment is None or (several and "between" in own):
        return interval
    if kind == "duration" or "from" in own or several:
        return Interval(moment.edtf)
    return interval


def _bounded(interval: Interval, own: str, lead: str, role: Role) -> Interval:
    """The interval, open on the side that "since", "by" or "before" leave open."""
    if interval.form is not Form.DATE:
        return interval
    if role == "end" and _LAST_SEEN.search(lead):
        return Interval(f"{interval.edtf}/..")
    found = _BOUND.search(own)
    word = found[1] if found else ""
    if role == "time" and word == "since":
        return Interval(f"{interval.edtf}/..")
    fine = interval.start is not None and interval.start.day is not None
    if word in ("before", "prior to", "ahead of") or (word == "by" and not fine and role != "end"):
        return Interval(f"../{interval.edtf}") if role != "end" else interval
    return interval


def _lasting(
    text: str, words: Span, published: date | None, expressions: Sequence[TimeExpression], role: Role
) -> Interval | None:
    """A duration as a start ("for 25 years": so long before publication) or as an end ("for nine days")."""
    phrase = text[words.start : words.end]
    length = duration_of(phrase)
    if length is None:
        return None
    count, unit = length
    if role == "end":
        before = _spoken_before(expressions, words)
        moment = before.start if before is not None else None
        origin = _when(moment.edtf) if moment is not None else None
    else:
        origin = When.on(published) if published is not None else None
        count = -count
    if origin is None:
        return Interval("XXXX") if unit in "YTC" and role == "start" else None
    moved = step(origin, unit, count)
    return Interval(moved[1].edtf).about() if moved is not None else None


def _pointing_back(text: str, words: Span, expressions: Sequence[TimeExpression], role: Role) -> Interval | None:
    """ "Since then", "at the time", "until then": the date spoken of before."""
    phrase = text[words.start : words.end].casefold()
    if _BACK.search(phrase) is None:
        return None
    before = _spoken_before(expressions, words)
    if before is None or before.form is not Form.DATE:
        return before
    return Interval(f"{before.edtf}/..") if role == "time" and "since" in phrase else before


def _spoken_before(expressions: Sequence[TimeExpression], words: Span) -> Interval | None:
    at = bisect_left(expressions, words.start, key=lambda e: e.span.start)
    for expression in reversed(expressions[max(0, at - 8) : at]):
        if expression.interval is not None and expression.type in ("date", "time"):
            return expression.interval
    return None


def _when(edtf: str) -> When | None:
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?[~?%]?", edtf)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    return When(year, month, day)
