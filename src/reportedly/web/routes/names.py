"""Names: who goes by which, why they are taken for one, and what people judge of it."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from reportedly import naming
from reportedly.model import Entity, Kind
from reportedly.web.desk import DeskOf
from reportedly.web.moved import came_by, moved
from reportedly.web.paging import page_of
from reportedly.web.rendering import render

from .search import finder

router = APIRouter()

PAGE = 50


@router.get("/names")
def names(request: Request, desk: DeskOf, q: str = "", kind: str = "", several: str = "", page: int = 1) -> Response:
    """Every name with its other spellings; of one ``kind``, or with ``several`` spellings only."""
    asked = q.strip()[:200]
    made = finder(request, desk.ledger)
    every = [hit.entity for hit in made.find(asked)] if asked else _by_name(made.entities)
    kinds = [each.value for each in Kind]
    chosen = [e for e in every if (kind not in kinds or e.kind == kind) and (not several or len(e.names) > 1)]
    cut = page_of(chosen, page, PAGE)
    held = desk.ledger.survey.held([entity.id for entity in cut.items])
    return render(
        request,
        desk,
        "names.html",
        page=cut,
        held=held,
        asked=asked,
        kind=kind if kind in kinds else "",
        kinds=kinds,
        several=bool(several),
    )


@router.get("/names/{name}")
def explained(request: Request, desk: DeskOf, name: str) -> Response:
    """Why the names of one entity are taken for one, with forms to join and to part them.

    Raises:
        NotFoundError, AmbiguousError: where ``name`` is not that of one.
    """
    if (on := moved(request, desk, "names", name)) is not None:
        return on
    found = naming.explain(desk.ledger, name)
    held = desk.ledger.survey.held([found.entity.id]).get(found.entity.id)
    refs = [f"{found.entity.kind.value}:{spelling.name}" for spelling in found.spellings]
    return render(
        request, desk, "name.html", found=found, held=held, refs=refs, came_by=came_by(request, desk, found.entity.id)
    )


def _by_name(entities: Sequence[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda entity: (entity.name.casefold(), entity.id))
