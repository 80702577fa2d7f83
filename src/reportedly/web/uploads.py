"""What a browser sends: how much of it is taken, and under which names files are kept while they are read."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from starlette.datastructures import Headers, UploadFile
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reportedly.errors import BadValueError, Reason, Refusal

from .errors import TooLargeError

MOST = 250_000_000
"""Bytes that one request may bring where files are sent."""
FORM_MOST = 2_000_000
"""Bytes of any other form, and of JSON."""
_TAKES_FILES = frozenset({"/add", "/api/read/files"})
MOST_FILES = 1_000
"""Files that a browser may send at once, as the parser of forms bounds them."""
_DRAINED = 4 * MOST
"""Bytes that are read and dropped, so that a browser that sends too much hears why."""
_NAME_BYTES = 180
_ADDRESSES = 500


class Bounded:
    """Refuses a request that brings more than its address takes, before anything of it is kept."""

    def __init__(self, app: ASGIApp, *, most: int = MOST, form_most: int = FORM_MOST) -> None:
        self._app, self._most, self._form_most = app, most, form_most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, as ASGI has it."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self._app(scope, receive, send)
            return
        most = self._most if scope["path"] in _TAKES_FILES else self._form_most
        length = Headers(scope=scope).get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:20]) > most:
            await _drain(receive, int(length[:20]))
            await _refuse(scope, receive, send, most)
            return
        taken, begun = 0, False

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:  # It did not say how much it would be.
                raise TooLargeError("request", f"more than {most:,} bytes", expected=_fits(most))
            return message

        async def told(message: Message) -> None:
            nonlocal begun
            if taken <= most or begun:  # What was cut off is told of below, whatever the application made of it.
                begun = True
                await send(message)

        with suppress(TooLargeError):
            await self._app(scope, counted, told)
        if taken > most and not begun:
            await _refuse(scope, receive, send, most)


async def _drain(receive: Receive, length: int) -> None:
    left = min(length, _DRAINED)
    while left > 0:
        message = await receive()
        left -= len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return


async def _refuse(scope: Scope, receive: Receive, send: Send, most: int) -> None:
    from .app import wrong

    error = TooLargeError("request", f"more than {most:,} bytes", expected=_fits(most))
    await wrong(Request(scope, receive), error)(scope, receive, send)


def _fits(most: int) -> str:
    return f"at most {most:,} bytes at once; send less, or use: reportedly read FOLDER"


def keep(files: Sequence[UploadFile], folder: Path) -> list[str]:
    """Write the files into a folder of their own, each in one of its own, so that none can take another's place.

    Hidden files of a folder that is sent whole (".git/config") are passed over, as ``reportedly read`` does. Gives the
    paths, in the order in which the files came.
    """
    kept = []
    for number, file in enumerate(files):
        given = (file.filename or "").replace("\\", "/")
        parts = [part for part in given.split("/") if part]
        if not parts or any(part.startswith(".") and part.strip(".") for part in parts):
            continue
        place = folder / f"{number:04d}"
        place.mkdir()
        path = place / safe_name(parts[-1])
        with path.open("xb") as out:
            shutil.copyfileobj(file.file, out)
        kept.append(str(path))
    return kept


def safe_name(given: str) -> str:
    """The name of a file that came from elsewhere, as one part of a path, and not a long one; its ending is kept.

    No separators, no control characters and none that turn the direction of writing, never ".", ".." or nothing.
    """
    plain = unicodedata.normalize("NFC", given.encode("utf-8", "replace").decode("utf-8"))
    bare = "".join("_" if c in '/\\:*?"<>|' or unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in plain)
    bare = bare.strip().strip(".") or "file"
    stem, dot, ending = bare.rpartition(".")
    if not dot or len(ending.encode()) > 20:
        stem, dot, ending = bare, "", ""
    room = _NAME_BYTES - len(f"{dot}{ending}".encode())
    return stem.encode()[:room].decode("utf-8", "ignore") + dot + ending


def addresses_in(text: str) -> tuple[list[str], list[Refusal]]:
    """The addresses of a text, one a line, and the lines that are none: nothing but http and https is ever opened.

    Raises:
        BadValueError: where there are more than are read at once.
    """
    lines = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if len(lines) > _ADDRESSES:
        raise BadValueError("addresses", len(lines), expected=f"at most {_ADDRESSES} at once")
    good = [line for line in lines if line.lower().startswith(("http://", "https://"))]
    said = "not an address; expected one that begins with http:// or https://"
    return good, [Refusal(line[:300], Reason.UNSUPPORTED, said) for line in lines if line not in good]
