"""Export: what, in which form, as of which day, masked or not; what would be left out; and the file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO, cast

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from reportedly import exporting
from reportedly.errors import AmbiguousError, BadValueError, NotFoundError, ReportedlyError
from reportedly.exporting import FORMATS, Carried
from reportedly.web.desk import Desk, DeskOf
from reportedly.web.masks import PERSONS, PLACES, Masking, masking_of
from reportedly.web.rendering import render

from .home import subjects

router = APIRouter()

_IN_MEMORY = 8_000_000
_CHUNK = 256_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be exported, as the address asks it."""

    key: str
    about: str
    confidence: str
    masking: Masking

    @property
    def least(self) -> float:
        """The least confidence, as a number.

        Raises:
            BadValueError: where it is none.
        """
        try:
            return float(self.confidence) if self.confidence else 0.0
        except ValueError as error:
            raise BadValueError("min_confidence", self.confidence, expected="a number from 0 to 1") from error


@router.get("/export")
def form(request: Request, desk: DeskOf) -> Response:
    """The form; with ``check`` also what the file would hold, and what it would not."""
    asked, carried, wrong, name = _asked(request), None, None, ""
    checked = bool(request.query_params.get("check"))
    if checked:
        try:
            with tempfile.TemporaryFile() as nowhere:
                carried, name = _write(desk, asked, cast("IO[bytes]", nowhere))
        except ReportedlyError as error:
            wrong = error
    return render(
        request,
        desk,
        "export.html",
        status=200 if wrong is None else 422,
        formats=FORMATS,
        asked=asked,
        carried=carried,
        name=name,
        wrong=wrong,
        wrong_at=_field(wrong),
        file=_file_address(desk, asked),
        persons=PERSONS,
        places=PLACES,
        subjects=subjects(desk.ledger, most=50),
    )


@router.get("/export/file")
def file(request: Request, desk: DeskOf) -> Response:
    """The file itself, to be saved.

    Raises:
        BadValueError: where the form, the mask or the confidence is none, or the form needs a name.
        NotFoundError, AmbiguousError: where the name is not one.
        ExchangeError: where what the form needs is not installed.
    """
    asked = _asked(request)
    kept = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - what sends it closes it
    try:
        _, name = _write(desk, asked, cast("IO[bytes]", kept))
    except BaseException:
        kept.close()
        raise
    size = kept.tell()
    kept.seek(0)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Length": str(size)}
    return StreamingResponse(
        _chunks(cast("IO[bytes]", kept)), media_type=FORMATS[asked.key].media_type, headers=headers
    )


def _write(desk: Desk, asked: Asked, out: IO[bytes]) -> tuple[Carried, str]:
    """Write the file; what it carries, and its name, which is as masked as it is."""
    form = exporting.checked(asked.key, about=asked.about or None)
    with exporting.matter(
        desk.ledger,
        about=asked.about or None,
        as_of=desk.as_of,
        known=desk.known,
        min_confidence=asked.least,
        mask=asked.masking.rule or None,
    ) as found:
        carried = form.export(found, cast("BinaryIO", out))
        return carried, exporting.file_name(form, found.about.name if found.about else None, as_of=desk.as_of)


def _chunks(kept: IO[bytes]) -> Iterator[bytes]:
    with kept:
        while chunk := kept.read(_CHUNK):
            yield chunk


def _asked(request: Request) -> Asked:
    given = dict(request.query_params)
    key = given.get("format", "html")
    return Asked(key, given.get("about", "").strip(), given.get("min_confidence", "").strip(), masking_of(given))


def _file_address(desk: Desk, asked: Asked) -> str:
    return desk.url(
        "export",
        "file",
        format=asked.key,
        about=asked.about,
        mask=asked.masking.rule,
        min_confidence=asked.confidence,
    )


def _field(wrong: ReportedlyError | None) -> str:
    """The field beside which an error belongs."""
    match wrong:
        case BadValueError(key=key):
            return key
        case NotFoundError() | AmbiguousError():
            return "about"
        case _:
            return ""
