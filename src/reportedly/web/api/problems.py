"""What went wrong, for programs: problem details (RFC 9457) with a code that does not change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from starlette.responses import JSONResponse

from reportedly.errors import AmbiguousError, BadValueError, LedgerError, NotFoundError, ReportedlyError
from reportedly.web.errors import ForbiddenError

MEDIA_TYPE = "application/problem+json"
KINDS: tuple[tuple[type[ReportedlyError], str, str], ...] = (
    (ForbiddenError, "forbidden", "A write without the token of this server"),
    (BadValueError, "bad_value", "A value that cannot be used"),
    (NotFoundError, "not_found", "Nothing answers to what was asked for"),
    (AmbiguousError, "ambiguous", "More than one thing answers to a key or a name"),
    (LedgerError, "ledger", "The ledger cannot be used now"),
    (ReportedlyError, "failed", "It could not be done"),
)
"""Each kind of problem: the error that it comes from, its code, its title. The first that fits counts."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong.

    ``code`` is one of forbidden, bad_value, not_found, ambiguous, ledger, failed; ``type`` an address that explains it.
    ``detail`` is a sentence for people. ``key`` names what was given, ``value`` what stood there, ``expected`` what
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


def problem(error: ReportedlyError, status: int) -> JSONResponse:
    """The answer to a request under /api that could not be met."""
    code, title = next((code, title) for kind, code, title in KINDS if isinstance(error, kind))
    told: dict[str, Any] = {"type": f"/api#{code}", "title": title, "status": status, "detail": str(error)}
    told["code"] = code
    if isinstance(error, BadValueError):
        told |= {"key": error.key, "value": str(error.value)[:200], "expected": error.expected}
    elif isinstance(error, NotFoundError | AmbiguousError):
        told["key"] = error.key
    if isinstance(error, AmbiguousError):
        told["candidates"] = error.candidates
    return JSONResponse(told, status_code=status, media_type=MEDIA_TYPE)


_SCHEMA = TypeAdapter(Problem).json_schema()
RESPONSES: dict[int | str, dict[str, Any]] = {
    "default": {"description": "A problem (RFC 9457)", "content": {MEDIA_TYPE: {"schema": _SCHEMA}}}
}
"""What OpenAPI says of every operation's failures."""
