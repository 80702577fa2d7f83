"""The dossier of one: by its id; a name leads there, or to a choice of those it fits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from reportedly import overview
from reportedly.dossier import Dossier, Footnote
from reportedly.errors import AmbiguousError, BadValueError, NotFoundError
from reportedly.exchange.note import GRADES, METHOD
from reportedly.model import Entity
from reportedly.pages import page_of, running_head
from reportedly.web.desk import Desk, DeskOf, day_asked
from reportedly.web.moved import came_by, moved
from reportedly.web.plates import plates
from reportedly.web.rendering import render
from reportedly.web.shelf import shelf_of
from reportedly.weighing import find
from reportedly.weighing.changes import Change

router = APIRouter()
MOST = 8
"""Lines of a section that are shown of whom the ledger says more than a page can hold; all have a page of their own."""
LARGE = 250
"""Sentences from which on a page cannot hold all of them."""
ROWS = 5
"""Rows of the table beneath a picture; the same holds of the rest."""
_NEAR = 5


@dataclass(frozen=True, slots=True)
class WebLinks:
    """Links of a dossier on the web: each is an address, with the days that are asked about."""

    desk: Desk
    about: str

    def claim(self, claim: str) -> str:
        """The page of a claim."""
        return self.desk.url("claim", claim)

    def report(self, note: Footnote) -> str:
        """The page of a report, at the claim."""
        claim = note.claims[0]
        return f"{self.desk.url('report', note.document, claim=claim)}#claim-{claim}"

    def source(self, note: Footnote) -> str:
        """The page of a publisher."""
        return self.desk.url("source", name=f"outlet:{note.publisher}") if note.publisher else ""

    def entity(self, entity: Entity) -> str:
        """The dossier of another."""
        return self.desk.url("dossier", entity.id)

    def section(self, key: str) -> str:
        """One section of this dossier, whole."""
        return self.desk.url("dossier", self.about, section=key)


@router.get("/dossier")
def named(request: Request, desk: DeskOf, name: Annotated[str, Query()] = "") -> Response:
    """From a name to the dossier of whom it means; a choice where it fits several, names near it where it fits none."""
    if not name.strip():
        return RedirectResponse(desk.url(), status_code=303)
    entities = desk.ledger.entities()
    try:
        entity = overview.entity_named(desk.ledger, name, entities=entities)
    except AmbiguousError:
        fitting = list(find(entities, name))
        return render(request, desk, "which.html", status=300, name=name, fitting=fitting, near=[])
    except NotFoundError:
        near = _near(entities, name)
        return render(request, desk, "which.html", status=404, name=name, fitting=[], near=near)
    return RedirectResponse(desk.url("dossier", entity.id), status_code=303)


@router.get("/dossier/{entity}")
def dossier(
    request: Request,
    desk: DeskOf,
    entity: str,
    at: Annotated[str, Query()] = "",
    section: Annotated[str, Query()] = "",
    since: Annotated[str, Query()] = "",
) -> Response:
    """The dossier; ``at``: the day of the network, ``section``: that one alone and whole, ``since``: what is new."""
    then, after = day_asked("at", at), day_asked("since", since)
    if (on := moved(request, desk, "dossier", entity)) is not None:
        return on
    try:
        found = shelf_of(request).about(desk, entity)
    except NotFoundError:
        known = desk.ledger.excerpts.entities([entity])
        if not known:
            raise
        return render(request, desk, "silent.html", status=404, entity=known[0])
    _sections(found, section)
    page = page_of(
        found,
        plates=plates(desk, found, at=then),
        most=MOST if found.left_out or len(found.footnotes) > LARGE else None,
        rows=ROWS,
        single=section,
    )
    return render(
        request,
        desk,
        "dossier.html",
        page=page,
        links=WebLinks(desk, found.entity.id),
        inline=True,
        method=METHOD,
        grades=GRADES,
        came_by=came_by(request, desk, entity),
        since=after,
        changes=_changes(desk, after, found.entity.id) if after else (),
    )


@router.get("/dossier/{entity}/paper.css")
def paper(request: Request, desk: DeskOf, entity: str) -> Response:
    """What stands at the head of each printed sheet: a page may hold no style of its own."""
    return Response(running_head(shelf_of(request).about(desk, entity)), media_type="text/css")


def _changes(desk: Desk, since: date, entity: str) -> list[Change]:
    """What is new since a day; with a day that is asked about, only what reports until then make so."""
    found = overview.changes(desk.ledger, since, entity)
    if desk.as_of is None:
        return found
    until = desk.as_of

    def known(claim: str) -> bool:
        return desk.ledger.claim(claim).document.dated <= until

    return [change for change in found if change.claims and all(map(known, change.claims))]


def _sections(found: Dossier, asked: str) -> None:
    """Sees that a section that is asked for is there.

    Raises:
        BadValueError: where it is not.
    """
    known = [s.key for s in found.sections] + ["contested", "stale", "unknown"]
    if asked and asked not in known:
        raise BadValueError("section", asked, expected=f"one of {', '.join(known)}")


def _near(entities: list[Entity], name: str) -> list[Entity]:
    """Those whose names hold what was typed, then those whose names come nearest to it."""
    known = {spelling: entity for entity in entities for spelling in (entity.name, *entity.names)}
    typed = name.strip().casefold()
    found = [spelling for spelling in known if typed in spelling.casefold()][:_NEAR]
    found += get_close_matches(name[:200], known, n=_NEAR, cutoff=0.55)
    return list({known[spelling].id: known[spelling] for spelling in found}.values())
