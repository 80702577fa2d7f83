"""Reports: all that were read, the latest first."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from reportedly.model import Document
from reportedly.web.desk import Desk, DeskOf
from reportedly.web.paging import page_of
from reportedly.web.rendering import render

router = APIRouter()

PAGE = 50
ORDERS = {"": "published, the latest first", "first": "published, the earliest first", "added": "added last first"}


@router.get("/reports")
def reports(request: Request, desk: DeskOf, find: str = "", order: str = "", page: int = 1) -> Response:
    """Every report, or those whose title, publisher or file name hold all the words of ``find``."""
    asked = find.strip()[:200]
    chosen = order if order in ORDERS else ""
    found = _ordered([d for d in desk.ledger.copies.described() if _out(d, desk) and _holds(d, asked)], chosen)
    cut = page_of(found, page, PAGE)
    claims = desk.ledger.survey.claims_of([document.id for document in cut.items])
    return render(request, desk, "reports.html", page=cut, claims=claims, asked=asked, order=chosen, orders=ORDERS)


def _out(document: Document, desk: Desk) -> bool:
    """Whether a report was out by the day that is looked at; one without a day counts from when it was got."""
    return desk.as_of is None or document.dated <= desk.as_of


def _holds(document: Document, asked: str) -> bool:
    held = " ".join(filter(None, (document.title, document.publisher, document.name))).casefold()
    return all(word in held for word in asked.casefold().split())


def _ordered(documents: list[Document], order: str) -> list[Document]:
    """By the day of publication, those without one last; or by when they were got."""
    if order == "added":
        return sorted(documents, key=lambda d: (d.retrieved, d.name), reverse=True)
    dated = [d for d in documents if d.published is not None]
    dated.sort(key=lambda d: (d.published, d.name), reverse=order != "first")
    return dated + sorted((d for d in documents if d.published is None), key=lambda d: d.name)
