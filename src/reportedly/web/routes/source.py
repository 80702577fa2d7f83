"""Sources: every one with its letter and record, and one with what it says, whom it cites and who cites it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from reportedly import evidence, judging
from reportedly.evidence.sourcing import MOST
from reportedly.ledger import fold_name
from reportedly.model.reliability import Reliability
from reportedly.web.deciding import decided
from reportedly.web.desk import DeskOf
from reportedly.web.forms import FormOf, needed, words
from reportedly.web.panel import reference
from reportedly.web.rendering import render
from reportedly.web.visitor import judging_as

router = APIRouter()
PAGE = 100


@router.get("/sources")
def sources(
    request: Request,
    desk: DeskOf,
    find: Annotated[str, Query()] = "",
    kind: Annotated[str, Query()] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Response:
    """Every source, the most used first; those whose name holds ``find``, of one ``kind``."""
    every = desk.ledger.named_sources()
    wanted = fold_name(find)
    found = [s for s in every if any(wanted in fold_name(name) for name in s.names) and kind in ("", s.kind.value)]
    shown = judging.grades(desk.ledger, found[PAGE * (page - 1) : PAGE * page])
    return render(
        request,
        desk,
        "sources.html",
        shown=[(graded, judging.reference(graded.source)) for graded in shown],
        total=len(found),
        find=find,
        kind=kind,
        kinds=sorted({s.kind.value for s in every}),
        page=page,
        pages=max(1, -(-len(found) // PAGE)),
        letters=list(Reliability),
    )


@router.get("/source")
def source(
    request: Request, desk: DeskOf, name: Annotated[str, Query()], page: Annotated[int, Query(ge=1, le=1_000_000)] = 1
) -> Response:
    """The page of a source."""
    found = evidence.profile(desk.ledger, name, as_of=desk.as_of, skip=MOST * (page - 1))
    return render(
        request,
        desk,
        "source.html",
        profile=found,
        reference=judging.reference(found.graded.source),
        refer=reference,
        page=page,
        pages=max(1, -(-found.total // MOST)),
        letters=list(Reliability),
    )


@router.post("/source/grade")
def grade(request: Request, desk: DeskOf, form: FormOf) -> Response:
    """Give a source a letter.

    Raises:
        NotFoundError, AmbiguousError: where ``source`` does not name one.
        BadValueError: where the letter is none, or no reason is given.
    """
    source = needed(form, "source", "a source, as KIND:NAME")
    by = judging_as(request, desk, form)
    made = judging.grade(desk.ledger, source, words(form, "letter"), why=words(form, "why"), by=by)
    return decided(request, desk, form, made, desk.url("source", name=source))
