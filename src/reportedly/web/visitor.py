"""What this browser keeps for its user, in cookies: a name to judge by, the last judgement, the time of the last visit.

Each is of no use to anybody else: none opens anything. Ports of one machine share cookies, so that what belongs to one
ledger bears its mark.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, unquote

from fastapi import Request
from starlette.responses import Response

from reportedly.errors import ReportedlyError
from reportedly.ledger import Ledger
from reportedly.model import Judgement
from reportedly.model.judgement import UNDONE
from reportedly.model.plain import tidy

from .desk import Desk

WHO, LAST, VISIT = "reportedly_who", "reportedly_last", "reportedly_visit"
_NAME_MOST = 100
_YEAR, _LAST_SECONDS = 365 * 24 * 3600, 15 * 60
AWAY = timedelta(minutes=30)
"""So long nobody looked: then the next page begins a new visit."""
_LONG_AGO = timedelta(days=3650)
"""A visit before that was none of ours: a cookie is kept for a year after the last one."""


@dataclass(frozen=True, slots=True)
class Visit:
    """When this browser looked last: ``since`` is the end of the visit before this one, None for the first."""

    since: datetime | None
    seen: datetime


def mark_of(ledger: Ledger) -> str:
    """What tells the cookies of one ledger from those of another; it does not tell where the ledger lies."""
    return hashlib.sha256(ledger.where.encode(errors="surrogateescape")).hexdigest()[:12]


def who_of(request: Request, desk: Desk) -> str:
    """Who judges here: as ``serve --by`` says, else the name that was typed last; "" where none was."""
    return desk.by or tidy_name(unquote(request.cookies.get(WHO, "")))


def judging_as(request: Request, desk: Desk, form: Mapping[str, object]) -> str | None:
    """Who judges by this form: as ``serve --by`` says, else as typed in it or kept; None for the machine's user."""
    typed = form.get("by")
    return desk.by or (tidy_name(typed) if isinstance(typed, str) else "") or who_of(request, desk) or None


def tidy_name(name: str) -> str:
    """A name as it may be kept: one line, no control characters, not too long."""
    return tidy(name[:_NAME_MOST], joiners=False)


def remember(response: Response, ledger: Ledger, judgement: Judgement | None, *, by: str | None) -> None:
    """Keep who judged, and what, for the next page."""
    if by:
        _keep(response, WHO, quote(by, safe=""), _YEAR)
    if judgement is not None:
        _keep(response, f"{LAST}_{mark_of(ledger)}", judgement.id, _LAST_SECONDS)


def last_judgement(request: Request, ledger: Ledger) -> Judgement | None:
    """What was judged last in this browser, as long as it holds, so that it can be undone."""
    key = request.cookies.get(f"{LAST}_{mark_of(ledger)}", "")
    if not (key.isascii() and key.isalnum() and len(key) == 32):
        return None
    try:
        found = ledger.judgement(key)
        holds = any(j.id == found.id for j in ledger.judgements(about=found.about[0], standing=True))
    except ReportedlyError:
        return None
    return found if holds and found.kind != UNDONE else None


def visit_of(request: Request, ledger: Ledger, *, now: datetime) -> Visit:
    """The visit that this request belongs to; a new one begins after ``AWAY``."""
    since, _, seen = request.cookies.get(f"{VISIT}_{mark_of(ledger)}", "").partition("|")
    last, before = _moment(seen), _moment(since)
    if last is None or last > now or now - last > _LONG_AGO:
        return Visit(None, now)
    if before is not None and not timedelta() <= last - before <= _LONG_AGO:
        before = None
    return Visit(last, now) if now - last > AWAY else Visit(before, now)


def keep_visit(response: Response, ledger: Ledger, visit: Visit) -> None:
    """Note that the visit goes on."""
    since = visit.since.strftime(_FORM) if visit.since else ""
    _keep(response, f"{VISIT}_{mark_of(ledger)}", f"{since}|{visit.seen.strftime(_FORM)}", _YEAR)


_FORM = "%Y%m%dT%H%M%S%f"


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, _FORM).replace(tzinfo=UTC)
    except ValueError:
        return None


def _keep(response: Response, name: str, value: str, seconds: int) -> None:
    response.set_cookie(name, value, max_age=seconds, path="/", httponly=True, samesite="strict")
