"""A proposition: what it says, everyone who says it and who denies it, on whose word, and what that makes of it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from reportedly import evidence
from reportedly.dossier.contested import question
from reportedly.web.desk import DeskOf
from reportedly.web.rendering import render

router = APIRouter()


@router.get("/proposition/{proposition_id}")
def proposition(request: Request, desk: DeskOf, proposition_id: str) -> Response:
    """The page of a proposition."""
    found = evidence.statement(desk.ledger, proposition_id, as_of=desk.as_of)
    own = [p.id for p in found.whole.propositions]
    with found.wording.speaking() as teller:
        conflicts = [(evidence.address_of(one, own), question(teller, one)) for one in found.conflicts]
    return render(request, desk, "proposition.html", statement=found, conflicts=conflicts)
