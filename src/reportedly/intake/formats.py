"""Which format a source is in, by its content where that is plain, else by its name, and who parses it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from reportedly.errors import Reason, RefusedError

from .options import Options, Parsed


class Format(StrEnum):
    """The formats that can be taken in."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    WORD = "docx"
    MAIL = "eml"
    FEED = "feed"


SUFFIXES: dict[str, Format] = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".pdf": Format.PDF,
    ".docx": Format.WORD,
    ".eml": Format.MAIL,
    ".xml": Format.FEED,
    ".rss": Format.FEED,
    ".atom": Format.FEED,
}
"""File name endings (lower case) and what they promise."""

MEDIA_TYPES: dict[str, Format] = {
    "text/plain": Format.TEXT,
    "text/markdown": Format.MARKDOWN,
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "application/pdf": Format.PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Format.WORD,
    "message/rfc822": Format.MAIL,
    "application/rss+xml": Format.FEED,
    "application/atom+xml": Format.FEED,
    "application/rdf+xml": Format.FEED,
    "application/xml": Format.FEED,
    "text/xml": Format.FEED,
}
"""Media types of servers and what they promise."""

ANY_MEDIA_TYPES = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/download"})
"""Media types that promise nothing: the content and the name decide."""

_KNOWN = ", ".join(sorted(SUFFIXES))
_FOREIGN = (  # what begins like this cannot be read, whatever it is called
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x1f\x8b", "gzip data; unpack it"),
    (b"BZh", "bzip2 data; unpack it"),
    (b"\xfd7zXZ", "xz data; unpack it"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it"),
    (b"Rar!", "a RAR archive; unpack it"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(r"(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What is known of a source before its content: how it is called, and what a server said it is."""

    name: str
    media_type: str | None = None
    charset: str | None = None
    address: str | None = None

    @property
    def suffix(self) -> str:
        """The ending of the name in lower case, with its dot; empty where it has none."""
        path = unquote(urlsplit(self.name).path) if self.address else self.name
        return PurePosixPath(path.replace("\\", "/")).suffix.lower()


def format_of(data: bytes, hint: Hint) -> Format:
    """The format of ``data``.

    Raises:
        RefusedError: EMPTY, BINARY, ENCRYPTED or UNSUPPORTED.
    """
    if not data.strip(b" \t\r\n\f\v\0") or data.strip() in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        raise RefusedError(Reason.EMPTY, f"{len(data)} bytes, nothing but blanks" if data else "0 bytes")
    plain = _by_content(data)
    if plain is not None:
        return plain
    promised = MEDIA_TYPES.get(hint.media_type or "") or SUFFIXES.get(hint.suffix)
    head = data[:4_096].decode("latin-1")
    if promised in (Format.PDF, Format.WORD):
        _refuse_binary(data)
        if _HTML.match(head):
            return Format.HTML  # what a site sends in place of the file that it wants a login for
        raise RefusedError(Reason.MALFORMED, f"named {hint.suffix or hint.media_type}, but its content is not that")
    if promised is Format.TEXT and _HTML.match(head):
        return Format.HTML
    if promised is Format.FEED and _HTML.match(head):
        return Format.HTML
    return promised or _sniffed(data, head, hint)


def _by_content(data: bytes) -> Format | None:
    """A format that the first bytes leave no doubt of."""
    if data.startswith(b"%PDF-") or (b"%PDF-" in data[:1_024] and not data[:64].isascii()):
        return Format.PDF
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in data:
            raise RefusedError(Reason.ENCRYPTED, "an Office file with a password; save it without one")
        raise RefusedError(Reason.UNSUPPORTED, "an old Office file; save it as .docx or .pdf")
    if data.startswith(b"{\\rtf"):
        raise RefusedError(Reason.UNSUPPORTED, "a rich text file (RTF); save it as .docx or .pdf")
    for magic, what in _FOREIGN:
        if data.startswith(magic):
            raise RefusedError(Reason.BINARY, f"{what}; expected one of {_KNOWN}")
    return None


def _zipped(data: bytes) -> Format:
    import io
    import zipfile

    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise RefusedError(Reason.MALFORMED, f"a damaged .docx or archive: {error}") from error
    if "word/document.xml" in names or ("[Content_Types].xml" in names and any(n.startswith("word/") for n in names)):
        return Format.WORD
    for mark, what in (("xl/", "a spreadsheet"), ("ppt/", "a presentation"), ("content.xml", "an OpenDocument file")):
        if any(name.startswith(mark) for name in names):
            raise RefusedError(Reason.UNSUPPORTED, f"{what}; save it as .docx or .pdf")
    raise RefusedError(Reason.BINARY, f"a zip archive of {len(names)} files; unpack it")


def _sniffed(data: bytes, head: str, hint: Hint) -> Format:
    from .feed import looks_like_feed
    from .mail import looks_like_mail

    if _HTML.match(head):
        return Format.HTML
    if looks_like_feed(head):
        return Format.FEED
    _refuse_binary(data)
    if looks_like_mail(data[:8_192]):
        return Format.MAIL
    if hint.suffix and not hint.address:
        raise RefusedError(Reason.UNSUPPORTED, f"a {hint.suffix} file; expected one of {_KNOWN}")
    return Format.TEXT


def _refuse_binary(data: bytes) -> None:
    from .decode import decode

    decode(data[:65_536] if not data.startswith((b"\xff\xfe", b"\xfe\xff")) else data)


def parse(data: bytes, *, form: Format, hint: Hint, options: Options) -> list[Parsed]:
    """The report or reports in ``data``.

    Raises:
        RefusedError: where they cannot be had.
    """
    return _PARSERS[form](data, hint, options)


def _text(data: bytes, hint: Hint, options: Options) -> list[Parsed]:
    from . import plain

    return plain.parse(data, options=options, charset=hint.charset)


def _markdown(data: bytes, hint: Hint, options: Options) -> list[Parsed]:
    from . import plain

    return plain.parse(data, options=options, charset=hint.charset, markdown=True)


def _html(data: bytes, hint: Hint, options: Options) -> list[Parsed]:
    from . import html

    return html.parse(data, options=options, charset=hint.charset, address=hint.address)


def _pdf(data: bytes, hint: Hint, options: Options) -> list[Parsed]:
    from . import pdf

    return pdf.parse(data, options=options)


def _word(data: bytes, hint: Hint, options: Options) -> list[Parsed]:
    from . import word

    return word.parse(data, options=options)


def _mail(data: bytes, hint: Hint, options: Options) -> list[Parsed]:
    from . import mail

    return mail.parse(data, options=options)


def _feed(data: bytes, hint: Hint, options: Options) -> list[Parsed]:
    from . import feed

    return feed.parse(data, options=options)


_PARSERS: dict[Format, Callable[[bytes, Hint, Options], list[Parsed]]] = {
    Format.TEXT: _text,
    Format.MARKDOWN: _markdown,
    Format.HTML: _html,
    Format.PDF: _pdf,
    Format.WORD: _word,
    Format.MAIL: _mail,
    Format.FEED: _feed,
}
