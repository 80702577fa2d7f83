"""Where a report comes from: what it goes back to and who goes back to it, passages side by side."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from reportedly import evidence, judging
from reportedly.errors import BadValueError
from reportedly.web.deciding import decided
from reportedly.web.desk import DeskOf
from reportedly.web.forms import FormOf, needed, words
from reportedly.web.rendering import render
from reportedly.web.visitor import judging_as

router = APIRouter()
LISTED = 300
"""Reports of a ledger up to which all are offered to be chosen from; in a larger one the other is typed."""
JUDGED = {"same": judging.same_origin, "independent": judging.independent}
"""What can be judged of two reports."""


@router.get("/origin/{document_id}")
def origin(request: Request, desk: DeskOf, document_id: str) -> Response:
    """The page of a report's origin."""
    found = evidence.lineage(desk.ledger, document_id)
    near = {d.id: d for d in (*(c.other for c in found.back), *(c.other for c in found.forth)) if d is not None}
    few = len(desk.ledger.copies) <= LISTED
    every = desk.ledger.copies.described() if few else []
    others = [d for d in every if d.id != found.document.id and d.id not in near]
    return render(request, desk, "origin.html", found=found, near=list(near.values()), others=others, few=few)


@router.post("/origin/{document_id}")
def judge(request: Request, desk: DeskOf, document_id: str, form: FormOf) -> Response:
    """Judge that two reports go back to one origin ("same"), or that they do not ("independent").

    Raises:
        BadValueError: where it is neither, no other report is named, or no reason is given.
    """
    chosen = words(form, "judged")
    if chosen not in JUDGED:
        raise BadValueError("judged", chosen, expected="same or independent")
    other = needed(form, "other", "another report, by its id or name")
    id_, by = desk.ledger.document(document_id).id, judging_as(request, desk, form)
    made = JUDGED[chosen](desk.ledger, id_, other, why=words(form, "why"), by=by)
    return decided(request, desk, form, made, desk.url("origin", id_))
