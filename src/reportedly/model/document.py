"""A report: its text, and where and when it was got."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from .span import Span

SECTION_MARK = " › "
"""Stands between the headings of a section's path."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a part of the text stood in the original: a page, a heading.

    ``start`` and ``end`` are characters of the document's text, end exclusive. ``section`` is the path of
    headings above the part, the outermost first: "IV. Armed groups › A. Salt Brigade".
    """

    start: int
    end: int
    page: int | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one report, as it was read.

    ``id`` is the SHA-256 (hex) of the original bytes: the same bytes are the same
    document, whatever they are called. ``name`` is the file's name or the address.
    ``origin`` says whence the bytes came (path, address or ``-``), ``retrieved`` when.
    ``previous`` is the id of the version of the same origin that this one replaces.
    """

    id: str
    name: str
    text: str
    origin: str
    retrieved: datetime
    media_type: str = "text/plain"
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    language: str | None = None
    previous: str | None = None
    passages: tuple[Passage, ...] = field(default=())

    @property
    def dated(self) -> date:
        """The day from which on a report counts: when it was published; where nobody says when, when it was got."""
        return self.published or self.retrieved.date()

    def where(self, span: Span) -> Passage | None:
        """The passage in which ``span`` begins; None where the original has neither pages nor headings there."""
        return next((passage for passage in self.passages if passage.start <= span.start < passage.end), None)
