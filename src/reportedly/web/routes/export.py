"""Export: what, in which form, as of which day, masked or not; what would be left out; and the file."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from reportedly.errors import AmbiguousError, BadValueError, NotFoundError, ReportedlyError
from reportedly.exporting import FORMATS
from reportedly.web import exported
from reportedly.web.desk import Desk, DeskOf
from reportedly.web.exported import Exported
from reportedly.web.masks import PERSONS, PLACES, Masking, masking_of
from reportedly.web.rendering import render

from .home import subjects

router = APIRouter()


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
            made = _made(desk, asked)
            made.close()
            carried, name = made.carried, made.name
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
    return exported.sent(_made(desk, _asked(request)))


def _made(desk: Desk, asked: Asked) -> Exported:
    return exported.export(desk, asked.key, about=asked.about, mask=asked.masking.rule, min_confidence=asked.least)


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
