"""A report: its text with all that is marked in it, the claim that is looked at beside it, and the file it came as."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from reportedly import evidence, judging
from reportedly.errors import NotFoundError
from reportedly.evidence.marking import LEGEND
from reportedly.ledger import Record
from reportedly.web.attached import attached
from reportedly.web.deciding import decided
from reportedly.web.desk import Desk, DeskOf
from reportedly.web.forms import FormOf, words
from reportedly.web.marked import block, by_block
from reportedly.web.panel import Panel, panel
from reportedly.web.rendering import render
from reportedly.web.visitor import judging_as

router = APIRouter()


@router.get("/report/{document_id}")
def report(
    request: Request,
    desk: DeskOf,
    document_id: str,
    claim: Annotated[str, Query()] = "",
    part: Annotated[int, Query()] = 0,
) -> Response:
    """The page of a report; ``claim`` is looked at, ``part`` is shown of a long one."""
    picked = _picked(desk, document_id, claim) if claim else None
    place = picked.claim.span.start if picked else 0
    shown = evidence.report(desk.ledger, document_id, part=part, place=place, known=desk.known)
    address = _address(desk, shown)
    marks = shown.marks(picked)
    own = picked.claim.id if picked else ""
    text = shown.document.text
    blocks = [
        block(text, one, inside, address=address, picked=own)
        for one, inside in by_block(shown.part.blocks if shown.part else (), marks)
    ]
    looked_at: Panel | None = panel(desk, picked) if picked else None
    return render(
        request,
        desk,
        "report.html",
        shown=shown,
        part=shown.part,
        blocks=blocks,
        address=address,
        panel=looked_at,
        legend=LEGEND,
        marked={mark.kind for mark in marks},
        late=desk.as_of is not None and shown.document.dated > desk.as_of,
    )


@router.get("/report/{document_id}/original")
def original(desk: DeskOf, document_id: str) -> Response:
    """The bytes as they came, so that no browser runs anything in them."""
    document = desk.ledger.document(document_id)
    return attached(desk.ledger.original(document.id), media_type=document.media_type, name=document.name)


@router.post("/report/{document_id}/retract")
def retract(request: Request, desk: DeskOf, document_id: str, form: FormOf) -> Response:
    """Note that the outlet took the report back, or corrected it.

    Raises:
        BadValueError: where no reason is given.
    """
    id_, by = desk.ledger.document(document_id).id, judging_as(request, desk, form)
    made = judging.retract(desk.ledger, [id_], why=words(form, "why"), by=by, corrected=words(form, "corrected"))
    return decided(request, desk, form, made[-1], desk.url("report", id_))


class _Address:
    """Where a click on a claim leads: to the same part of the same report, the claim beside it."""

    def __init__(self, desk: Desk, document: str, part: int | None) -> None:
        query = desk.url("report", document, part=part).partition("?")[2]
        self._query = f"{query}&" if query else ""

    def __call__(self, claim: str) -> str:
        # Relative, for there are hundreds of them on a page.
        return f"?{self._query}claim={claim}#claim-{claim}"


def _address(desk: Desk, shown: evidence.Report) -> _Address:
    part = shown.part.number if shown.part and len(shown.parts) > 1 else None
    return _Address(desk, shown.document.id, part)


def _picked(desk: Desk, document: str, key: str) -> Record:
    """The claim that is looked at, which can be one that is no longer shown.

    Raises:
        NotFoundError, AmbiguousError, BadValueError: where there is none, or it is another report's.
    """
    record = desk.ledger.claim(key)
    if record.claim.document != desk.ledger.document(document).id:
        raise NotFoundError("claim of this report", key, hint=f"it is one of {record.document.name}")
    return record
