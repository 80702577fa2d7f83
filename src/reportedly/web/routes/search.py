"""Search: names in any script, then claims, then reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from reportedly import naming
from reportedly.errors import BadValueError
from reportedly.finding import NameFinder, NameHit, TextHit, TextIndex, claims_with, marked
from reportedly.ledger import Ledger
from reportedly.ledger.fulltext import terms as terms_of
from reportedly.ledger.survey import Held
from reportedly.web.desk import Desk, DeskOf
from reportedly.web.paging import Item, Page, page_of
from reportedly.web.rendering import render
from reportedly.web.said import Said, said

router = APIRouter()

FIRST, PAGE = 8, 25
"""Hits of a sort where all sorts are shown, and on a page of one sort."""
SORTS = {"names": "Names", "claims": "Claims", "reports": "Reports"}


@dataclass(frozen=True, slots=True)
class Named:
    """A name that was found, and how much there is of who bears it."""

    hit: NameHit
    held: Held


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, or this page of it, with how much there is in all of each sort."""

    names: Page[Named]
    claims: Page[Said]
    reports: Page[TextHit]


@router.get("/search")
def search(request: Request, desk: DeskOf, q: str = "", sort: str = "", page: int = 1) -> Response:
    """What answers to ``q``; of one sort where ``sort`` names it."""
    asked = q.strip()[:300]
    shown = sort if sort in SORTS else ""
    try:
        terms = terms_of(asked) if asked else []
    except BadValueError:
        terms = []
    found = _found(request, desk, asked, shown, page) if terms else None
    return render(request, desk, "search.html", asked=asked, sort=shown, sorts=SORTS, found=found)


def _found(request: Request, desk: Desk, asked: str, sort: str, page: int) -> Found:
    def cut(of: str, items: Sequence[Item]) -> Page[Item]:
        return page_of(items, page if sort == of else 1, PAGE if sort == of else FIRST)

    terms, ledger = terms_of(asked), desk.ledger
    names = cut("names", named(ledger, finder(request, ledger).find(_bare(asked))))
    records = cut("claims", claims_with(ledger, asked, as_of=desk.as_of))
    texts = index(request, ledger)
    reports = cut("reports", texts.find(terms, as_of=desk.as_of))
    return Found(
        names,
        records.of([said(r, pieces=marked(r.claim.quote, terms), around=0) for r in records.items]),
        reports.of([texts.show(report, terms) for report in reports.items]),
    )


def named(ledger: Ledger, hits: Sequence[NameHit]) -> list[Named]:
    """Names that were found, those that fit equally well by how many claims there are."""
    held = ledger.survey.held([hit.entity.id for hit in hits])
    found = [Named(hit, held[hit.entity.id]) for hit in hits if hit.entity.id in held]
    return sorted(found, key=lambda one: (one.hit.alike, -round(one.hit.fit, 1), -one.held.claims))


def finder(request: Request, ledger: Ledger) -> NameFinder:
    """The names of the ledger as they are now; what was made for the same names is used again."""
    now = (ledger.where, ledger.head())  # Before names are resolved: what is told later makes a new one next time.
    naming.resolve_names(ledger)
    kept = getattr(request.app.state, "names", None)
    if kept is None or kept[0] != now:
        kept = (now, NameFinder(ledger.entities()))
        request.app.state.names = kept
    made: NameFinder = kept[1]
    return made


def index(request: Request, ledger: Ledger) -> TextIndex:
    """The index of the reports' texts, made once for a run of the server."""
    if not hasattr(request.app.state, "texts"):
        request.app.state.texts = TextIndex(ledger)
    made: TextIndex = request.app.state.texts
    return made


def _bare(asked: str) -> str:
    """What was asked for as a name: without the marks of a phrase and of a beginning."""
    return asked.replace('"', " ").replace("*", " ")


__all__ = ["Found", "Named", "finder", "index", "named", "router", "search"]
