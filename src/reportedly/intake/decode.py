"""Bytes into text, and the refusal of bytes that are not text."""

from __future__ import annotations

import codecs
import re

from reportedly.errors import Reason, RefusedError

_BOMS = (  # the longer first: a UTF-32 mark begins with a UTF-16 one
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_LETTER = re.compile(rb"[A-Za-z]")
_ALLOWED_CONTROL = 0.002
"""Share of control characters that a text may have: old files carry a stray one, random bytes one in eight."""
_WESTERN = 0.15
"""Up to this many bytes above 0x7f a Latin letter, an undeclared 8-bit text is taken for Western European."""


def decode(data: bytes, *, charset: str | None = None) -> str:
    """The text that ``data`` encodes, its line ends and spaces untouched, a byte order mark removed.

    In order: a byte order mark, ``charset`` (as a server or the document declares it), UTF-8, and, for
    8-bit text that declares nothing, cp1252 or what charset-normalizer takes it for.

    Raises:
        RefusedError: BINARY where it is no text; MALFORMED where its own byte order mark is belied.
    """
    text = _marked(data)
    if text is None:
        if b"\0" in data:
            raise RefusedError(Reason.BINARY, f"NUL byte at offset {data.index(0)}; expected text")
        text = _declared(data, charset) or _utf8(data) or _eight_bit(data)
    refuse_binary(text)
    return text


def refuse_binary(text: str) -> None:
    """Raise where ``text`` holds what no text holds.

    Raises:
        RefusedError: BINARY, on a NUL or many control characters.
    """
    if "\0" in text:
        raise RefusedError(Reason.BINARY, f"NUL character at {text.index(chr(0))}; expected text")
    controls = sum(1 for _ in _CONTROL.finditer(text))
    if controls > 2 and controls > len(text) * _ALLOWED_CONTROL:
        raise RefusedError(Reason.BINARY, f"{controls} control characters in {len(text)}; expected text")


def _marked(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise RefusedError(
                    Reason.MALFORMED, f"its byte order mark says {encoding}, but byte {error.start} is not that"
                ) from error
    return None


def _declared(data: bytes, charset: str | None) -> str | None:
    try:
        return data.decode(charset) if charset else None
    except (LookupError, ValueError):  # a charset that does not exist, or is not what the bytes are
        return None


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _eight_bit(data: bytes) -> str:
    high = sum(1 for _ in _HIGH.finditer(data))
    if high > _WESTERN * sum(1 for _ in _LETTER.finditer(data)):
        guess = _guessed(data)
        if guess is not None:
            return guess
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:  # five bytes have no meaning there
        return data.decode("latin-1")


def _guessed(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    refuse_binary(data.decode("latin-1"))  # cheap, and spares the guess on noise
    best = from_bytes(data[:200_000]).best()
    if best is None:
        return None
    try:
        return data.decode(best.encoding)
    except UnicodeDecodeError:
        return None
