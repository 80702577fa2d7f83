"""What went wrong, for programs: problem details (RFC 9457) with a code that does not change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from starlette.responses import JSONResponse

from reportedly.errors import AmbiguousError, BadValueError, NotFoundError, ReportedlyError
from reportedly.web.errors import told_of

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong.

    ``code`` is one of those of ``web.errors.TOLD``: forbidden, too_large, method, bad_value, not_found, ambiguous,
    ledger, failed; ``type`` an address that explains it. ``detail`` is a sentence for people. ``key`` names what was
    given, ``value`` what stood there, ``expected`` what
    would do; ``candidates`` are the things that an ambiguous key could be. Each is left out where it does not apply.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    key: str | None = None
    value: str | None = None
    expected: str | None = None
    candidates: tuple[str, ...] | None = None


def problem(error: ReportedlyError) -> JSONResponse:
    """The answer to a request under /api that could not be met."""
    kind = told_of(error)
    told: dict[str, Any] = {"type": f"/api#{kind.code}", "title": kind.title, "status": kind.status}
    told |= {"detail": str(error), "code": kind.code}
    if isinstance(error, BadValueError):
        told |= {"key": error.key, "value": str(error.value)[:200], "expected": error.expected}
    elif isinstance(error, NotFoundError | AmbiguousError):
        told["key"] = error.key
    if isinstance(error, AmbiguousError):
        told["candidates"] = error.candidates
    # What was given can hold half a character (JSON's "\\ud800"), which no answer can.
    sound = {key: _sound(value) if isinstance(value, str) else value for key, value in told.items()}
    return JSONResponse(sound, status_code=kind.status, media_type=MEDIA_TYPE)


def _sound(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


_SCHEMA = TypeAdapter(Problem).json_schema()
RESPONSES: dict[int | str, dict[str, Any]] = {
    "default": {"description": "A problem (RFC 9457)", "content": {MEDIA_TYPE: {"schema": _SCHEMA}}}
}
"""What OpenAPI says of every operation's failures."""
