"""A claim is judged: accepted, rejected, or mended by way of a form with all of its parts."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from reportedly import judging, ways
from reportedly.errors import BadValueError
from reportedly.ledger import Record
from reportedly.reading.vocabulary import predicates, using
from reportedly.web import mending
from reportedly.web.desk import Desk, DeskOf
from reportedly.web.forms import FormOf, anchor, within, words
from reportedly.web.mending import Fields
from reportedly.web.rendering import render
from reportedly.web.said import said
from reportedly.web.visitor import judging_as

from .review import NOT_SAID, judged

router = APIRouter()


@router.get("/review/claim/{claim_id}")
def form(request: Request, desk: DeskOf, claim_id: str, back: str = "", to: str = "") -> Response:
    """The form in which a claim is mended, accepted or rejected.

    Raises:
        NotFoundError, AmbiguousError, BadValueError: where ``claim_id`` does not name one claim.
    """
    record = desk.ledger.claim(claim_id)
    with using(ways.vocabulary_of(desk.ledger)):
        return _form(request, desk, record, mending.fields_of(record.claim), back=back, to=to)


@router.post("/review/claim/{claim_id}")
def decide(request: Request, desk: DeskOf, claim_id: str, form: FormOf) -> Response:
    """``decide`` is "accept", "reject" or "mend".

    What cannot be done is shown in the form again, beside the field that it is about, with all that was typed.

    Raises:
        NotFoundError, AmbiguousError, BadValueError: where ``claim_id`` does not name one claim, or ``decide`` is none.
    """
    record, by = desk.ledger.claim(claim_id), judging_as(request, desk, form)
    chosen, why, ledger, key = words(form, "decide"), words(form, "why"), desk.ledger, record.claim.id
    if chosen not in ("accept", "reject", "mend"):
        raise BadValueError("decide", chosen, expected="accept, reject or mend")
    with using(ways.vocabulary_of(ledger)):
        fields = mending.fields_from(form) if chosen == "mend" else mending.fields_of(record.claim)
        fields.why = why
        try:
            if chosen == "accept":
                kept = judging.accept(ledger, key, why=why, by=by)
            elif chosen == "reject":
                kept = judging.reject(ledger, key, why=why, by=by)
            else:
                kept = judging.mend(ledger, key, mending.changes_of(record.claim, fields), why=why, by=by)
        except BadValueError as error:
            fields.wrong[mending.field_of(error, fields)] = f"Expected {error.expected}."
            back, to = words(form, "back"), words(form, "to")
            return _form(request, desk, record, fields, back=back, to=to, status=422)
    return judged(desk, form, kept, by)


def _form(
    request: Request, desk: Desk, record: Record, fields: Fields, *, back: str, to: str, status: int = 200
) -> Response:
    return render(
        request,
        desk,
        "mend.html",
        status=status,
        record=record,
        claim=said(record),
        fields=fields,
        back=within(back, desk.url("review")),
        to=anchor(to),
        choices=mending.choices(predicates()),
        kinds=mending.KINDS,
        source_kinds=mending.SOURCE_KINDS,
        polarities=mending.POLARITIES,
        certainties=mending.CERTAINTIES,
        not_said=NOT_SAID,
    )
