"""What was read and judged, by whom and why; and one judgement, which can be taken back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from reportedly import evidence, judging
from reportedly.model import judgement as kinds
from reportedly.web.deciding import decided
from reportedly.web.desk import DeskOf, day_asked
from reportedly.web.forms import FormOf, within, words
from reportedly.web.rendering import render
from reportedly.web.visitor import judging_as

router = APIRouter()
PAGE = 50
KINDS = (
    *("read", kinds.ACCEPTED, kinds.REJECTED, kinds.MENDED, kinds.SAME, kinds.DIFFERENT, kinds.SAME_ORIGIN),
    *(kinds.INDEPENDENT, kinds.RELIABILITY, kinds.RETRACTED, kinds.CORRECTED, kinds.GRADING, kinds.VOCABULARY),
    kinds.UNDONE,
)


@router.get("/log")
def log(
    request: Request,
    desk: DeskOf,
    kind: Annotated[str, Query()] = "",
    by: Annotated[str, Query()] = "",
    about: Annotated[str, Query()] = "",
    since: Annotated[str, Query()] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Response:
    """Everything that happened, newest first; of a kind, by somebody, about something, since a day."""
    found = desk.ledger.log(
        kind=kind or None, by=by.strip() or None, about=about.strip() or None, since=day_asked("since", since)
    )
    if desk.known is not None:
        found = [one for one in found if one.at.date() <= desk.known]
    found.reverse()
    shown = found[PAGE * (page - 1) : PAGE * page]
    abouts = {h.id: evidence.links_of(desk.ledger, h.judgement) for h in shown if h.judgement}
    return render(
        request,
        desk,
        "log.html",
        shown=shown,
        abouts=abouts,
        total=len(found),
        asked={"kind": kind, "by": by, "about": about, "since": since},
        kinds=KINDS,
        page=page,
        pages=max(1, -(-len(found) // PAGE)),
    )


@router.get("/judgement/{judgement_id}")
def judgement(request: Request, desk: DeskOf, judgement_id: str) -> Response:
    """The page of a judgement."""
    found = evidence.judged(desk.ledger, judgement_id)
    return render(request, desk, "judgement.html", found=found)


@router.post("/judgement/{judgement_id}/undo")
def undo(request: Request, desk: DeskOf, judgement_id: str, form: FormOf) -> Response:
    """Take a judgement back; it is told from the answer by its state, and the undoing can be undone.

    Raises:
        NotFoundError, AmbiguousError: where ``judgement_id`` does not name one.
        BadValueError: where it is undone already.
    """
    by = judging_as(request, desk, form)
    undoing = judging.undo(desk.ledger, judgement_id, why=words(form, "why"), by=by)
    there = within(words(form, "back"), desk.url("judgement", undoing.replaces or undoing.id))
    return decided(request, desk, form, undoing, there)
