"""The pictures of a dossier, each at an address of its own."""

from __future__ import annotations

import hashlib
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from reportedly import pictures
from reportedly.errors import BadValueError, NotFoundError
from reportedly.web.desk import DeskOf, day_asked
from reportedly.web.plates import NARROW, WIDE
from reportedly.web.shelf import shelf_of

router = APIRouter()
POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'unsafe-inline'",  # of the drawing itself: light and dark; it runs no script
        "frame-ancestors 'self'",
        "base-uri 'none'",
    ]
)


@router.get("/pictures/{kind}.svg")
def picture(
    request: Request,
    desk: DeskOf,
    kind: str,
    about: Annotated[str, Query()],
    at: Annotated[str, Query()] = "",
    width: Annotated[int, Query()] = WIDE,
) -> Response:
    """A picture; ``at``: the day that it shows, ``width``: for which it is laid out."""
    if kind not in pictures.KINDS:
        raise NotFoundError("picture", kind, hint=f"there are {', '.join(pictures.KINDS)}")
    if width not in (NARROW, WIDE):
        raise BadValueError("width", width, expected=f"{NARROW} or {WIDE}")
    found = shelf_of(request).about(desk, about)
    drawn = pictures.of(found, kind, at=day_asked("at", at), href=lambda claim: desk.url("claim", claim), width=width)
    if drawn is None:
        raise NotFoundError("picture", kind, hint=pictures.missing(found, kind))
    tag = f'"{hashlib.sha256(drawn.svg.encode()).hexdigest()[:32]}"'
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "private, no-cache", "ETag": tag}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(drawn.svg, media_type="image/svg+xml", headers=headers)
