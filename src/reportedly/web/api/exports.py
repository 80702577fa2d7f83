"""Exports: the forms there are, and what is asked for in one of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from reportedly import exporting
from reportedly.web import exported
from reportedly.web.desk import DeskOf

from .asked import About, MinConfidence

router = APIRouter(prefix="/exports", tags=["exports"])
LEFT_OUT = "Reportedly-Left-Out"
"""A header of the answer: a JSON list of sentences that say what the form could not carry."""
MASKED = "Reportedly-Masked"
"""A header of the answer: by which rule it is masked, a JSON text."""


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
    """A file, in the form's own media type.

    What it could not carry is in the header ``Reportedly-Left-Out``, by which rule it is masked in
    ``Reportedly-Masked``, both as JSON.
    """
    made = exported.export(desk, key, about=about, mask=mask, min_confidence=min_confidence)
    said = {LEFT_OUT: json.dumps(made.carried.left_out)}
    if made.mask:
        said[MASKED] = json.dumps(made.mask)
    return exported.sent(made, **said)
