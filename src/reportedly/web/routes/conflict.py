"""What reports contradict each other in: all of it, and one question with its answers side by side."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from reportedly import evidence
from reportedly.errors import AmbiguousError, NotFoundError
from reportedly.web.desk import DeskOf
from reportedly.web.rendering import render

router = APIRouter()
PAGE = 20


@router.get("/conflicts")
def conflicts(
    request: Request,
    desk: DeskOf,
    name: Annotated[str, Query()] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Response:
    """The conflicts of all, or of one name."""
    wrong: AmbiguousError | NotFoundError | None = None
    found = evidence.Disputes((), 0)
    try:
        found = evidence.disputes(
            desk.ledger, name.strip() or None, as_of=desk.as_of, most=PAGE, skip=PAGE * (page - 1)
        )
    except (AmbiguousError, NotFoundError) as error:
        wrong = error
    return render(
        request,
        desk,
        "conflicts.html",
        status=200 if wrong is None else 404,
        found=found,
        name=name.strip(),
        page=page,
        pages=max(1, -(-found.total // PAGE)),
        wrong=wrong,
    )


@router.get("/conflict/{address}")
def conflict(request: Request, desk: DeskOf, address: str) -> Response:
    """The page of one conflict."""
    return render(request, desk, "conflict.html", dispute=evidence.dispute(desk.ledger, address, as_of=desk.as_of))
