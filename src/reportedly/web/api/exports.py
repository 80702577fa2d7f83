"""Exports: the forms there are, and what is asked for in one of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import Annotated, BinaryIO, cast

from fastapi import APIRouter, Query
from starlette.background import BackgroundTask
from starlette.responses import Response, StreamingResponse

from reportedly import exporting
from reportedly.web.desk import DeskOf

from .asked import About, MinConfidence

router = APIRouter(prefix="/exports", tags=["exports"])
_IN_MEMORY = 16_000_000
LEFT_OUT = "Reportedly-Left-Out"
"""A header of the answer: a JSON list of sentences that say what the form could not carry."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form. ``of``: a dossier (which needs ``about``), or claims. ``loses``: what it can never carry."""

    key: str
    label: str
    suffix: str
    media_type: str
    of: str
    loses: list[str]


@router.get("", summary="The forms that an export can have")
def forms() -> list[Form]:
    """In the order in which a page offers them."""
    return [
        Form(form.key, form.label, form.suffix, form.media_type, form.of.value, list(form.loses))
        for form in exporting.FORMATS.values()
    ]


@router.get(
    "/{key}",
    summary="An export",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}},
)
def export(
    desk: DeskOf,
    key: str,
    about: About = None,
    mask: Annotated[str | None, Query(description="A rule by which names are replaced.")] = None,
    min_confidence: MinConfidence = 0.0,
) -> Response:
    """A file, in the form's own media type; what it could not carry is in the header ``Reportedly-Left-Out``."""
    form = exporting.checked(key, about=about)
    held = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (closed once it is sent)
    try:
        with exporting.matter(
            desk.ledger,
            about=about,
            as_of=desk.as_of,
            known=desk.known,
            min_confidence=min_confidence,
            mask=mask or None,
        ) as matter:
            carried = form.export(matter, cast(BinaryIO, held))
            # The name as the export has it: masked where all is.
            name = exporting.file_name(form, matter.about.name if matter.about else None, as_of=desk.as_of)
    except BaseException:
        held.close()
        raise
    held.seek(0)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        LEFT_OUT: json.dumps(carried.left_out),
    }
    return StreamingResponse(
        iter(lambda: held.read(65_536), b""),
        media_type=form.media_type,
        headers=headers,
        background=BackgroundTask(held.close),
    )
