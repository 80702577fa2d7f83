"""An export as a request asks for it: written aside first, so that no half file is ever sent; then sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, cast

from starlette.background import BackgroundTask
from starlette.responses import Response, StreamingResponse

from reportedly import exporting
from reportedly.exporting import Carried, Format

from .attached import POLICY
from .desk import Desk

_IN_MEMORY = 8_000_000
_CHUNK = 256_000


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: in which form, what it carries, under which name, and by which rule it is masked ("": none).

    ``file`` is closed once it is sent, or by ``close``.
    """

    form: Format
    carried: Carried
    name: str
    mask: str
    file: IO[bytes]

    def close(self) -> None:
        """Let go of it unsent."""
        self.file.close()


def export(desk: Desk, key: str, *, about: str | None, mask: str | None, min_confidence: float) -> Exported:
    """Write what the desk sees, in the form ``key``; else as ``exporting.matter``.

    Raises:
        BadValueError: where the form, the mask or the confidence is none, or the form needs a name.
        NotFoundError, AmbiguousError: where the name is not one.
        ExchangeError: where what the form needs is not installed.
    """
    form = exporting.checked(key, about=about or None)
    file = cast("IO[bytes]", SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 (closed once it is sent)
    try:
        with exporting.matter(
            desk.ledger,
            about=about or None,
            as_of=desk.as_of,
            known=desk.known,
            min_confidence=min_confidence,
            mask=mask or None,
        ) as matter:
            carried = form.export(matter, cast("BinaryIO", file))
            # The name as the export has it: masked where all is.
            name = exporting.file_name(form, matter.about.name if matter.about else None, as_of=desk.as_of)
            return Exported(form, carried, name, matter.mask, file)
    except BaseException:
        file.close()
        raise


def sent(made: Exported, **headers: str) -> Response:
    """The file, to be saved; whatever is in it, no browser runs it."""
    size = made.file.tell()
    made.file.seek(0)
    headers = {
        "Content-Disposition": f'attachment; filename="{made.name}"',
        "Content-Length": str(size),
        "Content-Security-Policy": POLICY,
        **headers,
    }
    return StreamingResponse(
        _chunks(made.file), media_type=made.form.media_type, headers=headers, background=BackgroundTask(made.close)
    )


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
