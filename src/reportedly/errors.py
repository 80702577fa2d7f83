"""Every error a caller can meet, and the typed reasons for what is refused.

Two things that look alike are kept apart. An *error* (``ReportedlyError`` and below) stops what was asked
for. A *refusal* is a record: one source of a batch could not become a document, this is why, the batch goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a source did not become a document."""

    EMPTY = "empty"
    BINARY = "binary"
    ENCRYPTED = "encrypted"
    NO_TEXT_LAYER = "no text layer"
    LANGUAGE = "language"
    TOO_LARGE = "too large"
    UNREACHABLE = "unreachable"
    FORBIDDEN_ADDRESS = "forbidden address"
    UNSUPPORTED = "unsupported format"
    MALFORMED = "malformed"
    TOO_SLOW = "too slow"
    UNREADABLE = "unreadable"
    """The reader failed on a document that intake had accepted (given by the pipeline, never by intake)."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One source that was refused: whence it came, why, and, in words, what was found and what to do."""

    origin: str
    reason: Reason
    detail: str

    def __str__(self) -> str:
        return f"{self.origin}: {self.reason.value}: {self.detail}"


class ClaimReason(StrEnum):
    """Why a claim from elsewhere was not taken in."""

    MALFORMED = "malformed"
    """The line is not one claim in the contract's form."""
    NO_DOCUMENT = "no document"
    """The report is neither in the folder nor in the ledger, or it was refused itself."""
    NOT_IN_THE_TEXT = "not in the text"
    """The quotation does not stand where the line says."""
    UNKNOWN_PREDICATE = "unknown predicate"


@dataclass(frozen=True, slots=True)
class ClaimRefusal:
    """One line of a file of claims that was refused: where it stands, what was found there, and what was expected."""

    file: str
    line: int
    reason: ClaimReason
    key: str
    value: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.key}: got {self.value!r}, expected {self.expected}"


class ReportedlyError(Exception):
    """The root of every error that this package raises on purpose; its text is fit for a user to read."""


class RefusedError(ReportedlyError):
    """One source cannot become a document.

    Raised inside intake, where it is caught and becomes a ``Refusal``; ``open_sources`` never lets it out.
    """

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason.value}: {detail}")
        self.reason = reason
        self.detail = detail

    def refusal(self, origin: str) -> Refusal:
        """The record of this refusal for the source ``origin``."""
        return Refusal(origin=origin, reason=self.reason, detail=self.detail)


class BadValueError(ReportedlyError):
    """A value given by the user (option, date, predicate …) is not one that can be used.

    ``key`` names what was given, ``value`` what stood there, ``expected`` what would do.
    """

    def __init__(self, key: str, value: object, *, expected: str) -> None:
        super().__init__(f"{key}: got {value!r}, expected {expected}")
        self.key = key
        self.value = value
        self.expected = expected


class VocabularyError(BadValueError):
    """A file of a user's own predicates lacks its form; ``file`` names it, ``key`` the predicate and its key."""

    def __init__(self, file: str, key: str, value: object, *, expected: str) -> None:
        super().__init__(f"{file}: {key}", value, expected=expected)
        self.file = file


class NotFoundError(ReportedlyError):
    """Nothing in the ledger answers to what was asked for (a claim, a document, a name)."""

    def __init__(self, what: str, key: str, *, hint: str = "") -> None:
        super().__init__(f"no {what} {key!r}" + (f"; {hint}" if hint else ""))
        self.what = what
        self.key = key


class AmbiguousError(ReportedlyError):
    """More than one thing answers to a prefix or a name; ``candidates`` says which."""

    def __init__(self, what: str, key: str, candidates: Sequence[str]) -> None:
        shown = ", ".join(list(candidates)[:8]) + (", …" if len(candidates) > 8 else "")
        super().__init__(f"{what} {key!r} could be any of: {shown}; give more of it")
        self.what = what
        self.key = key
        self.candidates = tuple(candidates)


class LedgerError(ReportedlyError):
    """The ledger cannot be opened, is newer than this program, or does not hold together."""


class ModelError(ReportedlyError):
    """The reader's model or vocabulary is missing, damaged or of another version."""


class StoppedError(ReportedlyError):
    """The reader cannot go on, through no fault of the report that it was reading; what was read before stays."""


class BudgetError(StoppedError):
    """What is left of the budget does not do for the next question to a model."""


class EndpointError(StoppedError):
    """The server that a reader asks does not answer, or does not let us in."""


class ExchangeError(ReportedlyError):
    """A file to be imported, or a place to export to, does not have the form that was expected."""


class MissingLibraryError(ReportedlyError):
    """Something was asked for that needs a library which is not installed; ``library`` is what pip calls it."""

    def __init__(self, library: str, purpose: str) -> None:
        super().__init__(f"{library} is needed {purpose}, and is not installed; get it with: pip install {library}")
        self.library = library
