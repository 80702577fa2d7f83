"""Reports, their texts and originals, and what they go back to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter
from starlette.responses import PlainTextResponse, Response

from reportedly.copying import origins_of
from reportedly.model import Document
from reportedly.web.attached import POLICY
from reportedly.web.desk import DeskOf
from reportedly.weighing.origins import Link, Origins, credits_of

from .asked import Limit, Offset
from .shapes import Page, Report, page, report_of

router = APIRouter(tags=["reports"])
_ORIGINAL = {"Content-Security-Policy": POLICY, "Content-Disposition": "attachment"}
"""An original can be a page with scripts in it: it is only ever saved, never shown."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters ``start`` to ``end`` of this report, and where the other has the same."""

    start: int
    end: int
    other_start: int
    other_end: int


@dataclass(frozen=True, slots=True)
class Copied:
    """That one report goes back to another.

    ``how``: reprint, rewrite, extract, credit, version or judged. ``report`` is the id of the other one, None where it
    is not in the ledger; ``outlet`` whose it is. ``whole``: all of it goes back, and not passages alone.
    ``directed``: it is known which came first.
    """

    how: str
    report: str | None
    name: str | None
    outlet: str
    whole: bool
    directed: bool
    score: float
    reasons: list[str]
    passages: list[Passage]


@dataclass(frozen=True, slots=True)
class Credited:
    """Whom a report says it has something from, in its words."""

    name: str
    quote: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """What an outlet took back or corrected, in its words; ``report`` is the one concerned, ``by`` the one it is in."""

    kind: str
    quote: str
    report: str | None
    by: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Whence:
    """Where a report comes from: what it goes back to, who goes back to it, whom it credits, what was corrected.

    ``one_origin`` are the ids of all reports of one origin with it, itself included.
    """

    report: Report
    goes_back_to: list[Copied]
    copied_by: list[Copied]
    one_origin: list[str]
    credits: list[Credited]
    corrections: list[Taken]


@dataclass(frozen=True, slots=True)
class Linked:
    """One link between reports; ``report`` is the one that goes back."""

    report: str
    name: str
    published: date | None
    goes_back_to: Copied


@router.get("/reports", summary="Every report")
def reports(desk: DeskOf, offset: Offset = 0, limit: Limit = 100) -> Page[Report]:
    """In order of publication, those without a day last; with ``as_of`` those published by that day."""
    found = desk.ledger.documents()
    if desk.as_of is not None:
        found = [d for d in found if d.dated <= desk.as_of]
    return page(found, offset, limit, report_of)


@router.get("/reports/{report_id}", summary="One report")
def report(desk: DeskOf, report_id: str) -> Report:
    """``report_id`` is its id, the beginning of one (four characters or more), or its name."""
    return report_of(desk.ledger.document(report_id))


@router.get("/reports/{report_id}/text", summary="The text of a report", response_class=PlainTextResponse)
def text(desk: DeskOf, report_id: str) -> PlainTextResponse:
    """As it was read: the offsets of its claims count characters of this."""
    return PlainTextResponse(desk.ledger.document(report_id).text)


@router.get(
    "/reports/{report_id}/original",
    summary="The bytes of a report, as they came",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}},
)
def original(desk: DeskOf, report_id: str) -> Response:
    """To be saved: it can hold anything."""
    return Response(desk.ledger.original(report_id), media_type="application/octet-stream", headers=_ORIGINAL)


@router.get("/reports/{report_id}/origins", summary="What a report goes back to")
def report_origins(desk: DeskOf, report_id: str) -> Whence:
    """Copies with their passages, credits, corrections."""
    document = desk.ledger.document(report_id)
    found = origins_of(desk.ledger, [document.id])
    about = [one for one in found.corrected if document.id in (one.by, one.document)]
    return Whence(
        report=report_of(document),
        goes_back_to=[_copied(link, found, link.origin) for link in found.links(document.id)],
        copied_by=[_copied(link, found, link.document, turned=True) for link in found.copied_by(document.id)],
        one_origin=list(found.members(document.id)),
        credits=[Credited(credit.name, credit.quote, credit.whole) for credit in credits_of(document)],
        corrections=[
            Taken(c.correction.kind.value, c.correction.quote, c.document or None, c.by, c.correction.whole)
            for c in about
        ],
    )


@router.get("/origins", summary="Every link between reports")
def origins(desk: DeskOf, offset: Offset = 0, limit: Limit = 100) -> Page[Linked]:
    """In order of the publication of the reports that go back to another."""
    found = origins_of(desk.ledger)

    def made(link: Link) -> Linked:
        document = found.document(link.document)
        return Linked(document.id, document.name, document.published, _copied(link, found, link.origin))

    return page(list(found), offset, limit, made)


def _copied(link: Link, origins: Origins, other: str, *, turned: bool = False) -> Copied:
    document: Document | None = origins.document(other) if other else None
    pairs = [(b, a) if turned else (a, b) for a, b in link.passages]
    return Copied(
        how=link.via.value,
        report=other or None,
        name=document.name if document else None,
        outlet=(document.publisher or "") if turned and document else link.outlet,
        whole=link.whole,
        directed=link.directed,
        score=link.score.value,
        reasons=list(link.score.reasons),
        passages=[Passage(a.start, a.end, b.start, b.end) for a, b in pairs],
    )
