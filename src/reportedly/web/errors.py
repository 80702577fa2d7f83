"""What a request can be refused for, beyond what the rooms below raise; and how each refusal is told over HTTP."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.errors import AmbiguousError, BadValueError, LedgerError, NotFoundError, ReportedlyError


class ForbiddenError(BadValueError):
    """A write without the token of its page."""


class TooLargeError(BadValueError):
    """A request brings more than its address takes."""


class MethodError(BadValueError):
    """An address is asked for in a way that it does not answer."""


@dataclass(frozen=True, slots=True)
class Told:
    """How an error is told: the status (RFC 9110), a code that does not change, and a title for people."""

    error: type[ReportedlyError]
    status: int
    code: str
    title: str


TOLD = (
    Told(ForbiddenError, 403, "forbidden", "A write without the token of this server"),
    Told(TooLargeError, 413, "too_large", "More than this address takes"),
    Told(MethodError, 405, "method", "A method that this address does not answer"),
    Told(BadValueError, 422, "bad_value", "A value that cannot be used"),
    Told(NotFoundError, 404, "not_found", "Nothing answers to what was asked for"),
    Told(AmbiguousError, 409, "ambiguous", "More than one thing answers to a key or a name"),
    Told(LedgerError, 503, "ledger", "The ledger cannot be used now"),
    Told(ReportedlyError, 500, "failed", "It could not be done"),
)
"""Every kind of error. The first that fits counts."""


def told_of(error: ReportedlyError) -> Told:
    """How this error is told."""
    return next(told for told in TOLD if isinstance(error, told.error))
