"""What a caller can say about how sources are taken in, and what comes out of a parser."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from reportedly.errors import BadValueError
from reportedly.model import Document, Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How sources are opened.

    ``publisher`` and ``published`` (the day) say what a file does not say. They give way to YAML front
    matter, which someone wrote for that one file, and go before what a machine finds in a page, in the
    properties of a file or in the header of a mail, because that is often wrong and the user can see it.
    ``language`` (ISO 639-1) likewise; where it or the front matter names one, none is detected.

    ``readable`` are the languages that the reader can read, empty: any. ``max_bytes`` bounds one source as it comes,
    ``max_characters`` its text, ``max_pages`` a PDF. ``timeout`` (seconds) bounds one fetch from name
    look-up to last byte, ``parse_seconds`` the parsing of one source. ``allow_private`` lets a fetch go
    to loopback, private and other addresses that are not public. ``isolate`` parses everything but plain
    text in a process of its own, which is stopped where it takes too long; without it neither
    ``parse_seconds`` nor a crash of a parser's C code is caught.

    Raises:
        BadValueError: where a limit is not above zero (``max_redirects``: below zero).
    """

    publisher: str | None = None
    published: date | None = None
    language: str | None = None
    readable: frozenset[str] = frozenset({"en"})
    max_bytes: int = 50_000_000
    max_characters: int = 5_000_000
    max_pages: int = 3_000
    timeout: float = 30.0
    max_redirects: int = 5
    allow_private: bool = False
    parse_seconds: float = 60.0
    isolate: bool = True

    def __post_init__(self) -> None:
        for key in ("max_bytes", "max_characters", "max_pages", "timeout", "parse_seconds"):
            if getattr(self, key) <= 0:
                raise BadValueError(key, getattr(self, key), expected="a number above 0")
        if self.max_redirects < 0:
            raise BadValueError("max_redirects", self.max_redirects, expected="0 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a report says of itself. ``published`` is a day, ``language`` an ISO 639-1 code."""

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    language: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """This, with ``other`` where this says nothing."""
        return Metadata(
            title=self.title or other.title,
            publisher=self.publisher or other.publisher,
            authors=self.authors or other.authors,
            published=self.published or other.published,
            language=self.language or other.language,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """One report as a parser gives it.

    ``stated`` is what someone wrote down for this very file (front matter), ``found`` what a machine made
    of headers and properties. ``original`` and ``name`` are set where the report is a part of the source,
    as an item of a feed is.
    """

    text: str
    media_type: str
    stated: Metadata = field(default_factory=Metadata)
    found: Metadata = field(default_factory=Metadata)
    passages: tuple[Passage, ...] = ()
    original: bytes | None = None
    name: str | None = None

    def metadata(self, options: Options) -> Metadata:
        """What is known of the report: stated, else given by the caller, else found."""
        given = Metadata(publisher=options.publisher, published=options.published, language=options.language)
        return self.stated.over(given).over(self.found)

    def named(self, name: str, original: bytes) -> Parsed:
        """This, as a part of a source, with a name and bytes of its own."""
        return replace(self, name=name, original=original)


@dataclass(frozen=True, slots=True)
class Intaken:
    """A document and the bytes it was made from, whose SHA-256 is its id."""

    document: Document
    original: bytes
