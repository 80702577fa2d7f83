"""A claim: its sentence in its passage, its parts, every form that it had, and everything that was judged of it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from reportedly import evidence, judging
from reportedly.evidence import marking
from reportedly.evidence.passage import around
from reportedly.web.deciding import decided
from reportedly.web.desk import DeskOf
from reportedly.web.forms import FormOf, words
from reportedly.web.marked import passage
from reportedly.web.panel import panel
from reportedly.web.rendering import render
from reportedly.web.visitor import judging_as

router = APIRouter()


@router.get("/claim/{claim_id}")
def claim(request: Request, desk: DeskOf, claim_id: str) -> Response:
    """The page of a claim."""
    found = evidence.history(desk.ledger, claim_id, known=desk.known)
    record = found.record
    text = record.document.text
    span = around(record.claim, text)
    return render(
        request,
        desk,
        "claim.html",
        history=found,
        record=record,
        panel=panel(desk, record),
        passage=passage(text, span.start, span.end, marking.of_one(record.claim)),
        document=record.document,
    )


@router.post("/claim/{claim_id}/retract")
def retract(request: Request, desk: DeskOf, claim_id: str, form: FormOf) -> Response:
    """Note that the outlet took the claim back, or corrected it.

    Raises:
        BadValueError: where no reason is given.
    """
    id_, by = desk.ledger.claim(claim_id).claim.id, judging_as(request, desk, form)
    made = judging.retract(desk.ledger, [id_], why=words(form, "why"), by=by, corrected=words(form, "corrected"))
    return decided(request, desk, form, made[-1], desk.url("claim", id_))
