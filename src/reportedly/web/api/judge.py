"""Judgements: each is appended, with who and why, and undone like any other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Body, Query

from reportedly import judging, naming
from reportedly.model import Judgement
from reportedly.web.desk import Desk, DeskOf

from .asked import Limit, Offset
from .shapes import Decision, Page, decision_of, page

router = APIRouter(prefix="/judgements", tags=["judgements"])
CREATED = 201


@dataclass(frozen=True, slots=True)
class Why:
    """The reason, in words, and who judges (None: whoever started the server)."""

    why: str
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepting:
    """A claim (its id, or the beginning of it) that is right as it was read; a reason may be given."""

    claim: str
    why: str = ""
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejecting(Why):
    """A claim (its id, or the beginning of it) that the report does not make."""

    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending(Why):
    """A claim, and what of it is to be changed; what is left out stays.

    ``subject`` and ``object`` are words, or KIND:WORDS ("person:Ana Wex", "number:20..40 men"); "-" takes the object
    away. ``qualifiers`` by name, times in EDTF, "" takes one away. ``sources`` is the whole chain, each KIND:NAME.
    """

    claim: str
    predicate: str | None = None
    subject: str | None = None
    object: str | None = None
    polarity: str | None = None
    certainty: str | None = None
    qualifiers: dict[str, str] = field(default_factory=dict)
    sources: list[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Names(Why):
    """Two names, ids of entities, or references (person:NAME, person:NAME@REPORT)."""

    name: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports(Why):
    """Two reports, by name or id."""

    report: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retracting(Why):
    """Reports or claims that their outlet took back; with ``corrected``, put right, and so."""

    keys: list[str]
    corrected: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading(Why):
    """A source (its name, or KIND:NAME) and how reliable it is, A to F."""

    source: str
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """A judgement (its id, or the beginning of it) that is taken back; an undoing can be taken back too."""

    judgement: str
    why: str = ""
    by: str | None = None


@router.get("", summary="Judgements")
def judgements(
    desk: DeskOf,
    kind: Annotated[str | None, Query(description="Only this kind, such as same or rejected.")] = None,
    about: Annotated[str | None, Query(description="The id of a claim or report, or a reference.")] = None,
    standing: Annotated[bool, Query(description="Only those that hold.")] = False,
    offset: Offset = 0,
    limit: Limit = 100,
) -> Page[Decision]:
    """In the order in which they were made."""
    found = desk.ledger.judgements(about=about, kind=kind, standing=standing, known=desk.known)
    return page(found, offset, limit, decision_of)


@router.get("/{judgement_id}", summary="One judgement")
def judgement(desk: DeskOf, judgement_id: str) -> Decision:
    """``judgement_id`` is its id, or the beginning of one, four characters or more."""
    return decision_of(desk.ledger.judgement(judgement_id))


@router.post("/accept", summary="A claim is right", status_code=CREATED)
def accept(desk: DeskOf, asked: Annotated[Accepting, Body()]) -> Decision:
    """As it was read; it then stays even where a later reading does not make it."""
    return decision_of(judging.accept(desk.ledger, asked.claim, why=asked.why, by=_by(desk, asked.by)))


@router.post("/reject", summary="A claim is not what the report says", status_code=CREATED)
def reject(desk: DeskOf, asked: Annotated[Rejecting, Body()]) -> Decision:
    """It is kept, and shown no more."""
    return decision_of(judging.reject(desk.ledger, asked.claim, why=asked.why, by=_by(desk, asked.by)))


@router.post("/mend", summary="A claim is right once it is changed", status_code=CREATED)
def mend(desk: DeskOf, asked: Annotated[Mending, Body()]) -> Decision:
    """The mended form is shown in its place; its id is the second of ``about``."""
    changes = judging.Changes(
        predicate=asked.predicate,
        subject=asked.subject,
        object=asked.object,
        polarity=asked.polarity,
        certainty=asked.certainty,
        qualifiers=asked.qualifiers,
        sources=None if asked.sources is None else tuple(asked.sources),
    )
    return decision_of(judging.mend(desk.ledger, asked.claim, changes, why=asked.why, by=_by(desk, asked.by)))


@router.post("/same", summary="Two names are one", status_code=CREATED)
def same(desk: DeskOf, asked: Annotated[Names, Body()]) -> Decision:
    """Whatever reports say of them."""
    return decision_of(naming.same(desk.ledger, asked.name, asked.other, why=asked.why, by=_by(desk, asked.by)))


@router.post("/different", summary="Two names are two", status_code=CREATED)
def different(desk: DeskOf, asked: Annotated[Names, Body()]) -> Decision:
    """However alike they look."""
    return decision_of(naming.different(desk.ledger, asked.name, asked.other, why=asked.why, by=_by(desk, asked.by)))


@router.post("/same-origin", summary="Two reports go back to one origin", status_code=CREATED)
def same_origin(desk: DeskOf, asked: Annotated[Reports, Body()]) -> Decision:
    """Whatever their texts show."""
    made = judging.same_origin(desk.ledger, asked.report, asked.other, why=asked.why, by=_by(desk, asked.by))
    return decision_of(made)


@router.post("/independent", summary="Two reports do not go back to one origin", status_code=CREATED)
def independent(desk: DeskOf, asked: Annotated[Reports, Body()]) -> Decision:
    """However alike they are."""
    made = judging.independent(desk.ledger, asked.report, asked.other, why=asked.why, by=_by(desk, asked.by))
    return decision_of(made)


@router.post("/retract", summary="An outlet took back a report, or claims", status_code=CREATED)
def retract(desk: DeskOf, asked: Annotated[Retracting, Body()]) -> list[Decision]:
    """One judgement a report; the claims stay, and are shown as taken back."""
    by, corrected = _by(desk, asked.by), asked.corrected
    return _each(judging.retract(desk.ledger, asked.keys, why=asked.why, by=by, corrected=corrected))


@router.post("/grade", summary="How reliable a source is", status_code=CREATED)
def grade(desk: DeskOf, asked: Annotated[Grading, Body()]) -> Decision:
    """A to F; takes the place of the letter that it had."""
    return decision_of(judging.grade(desk.ledger, asked.source, asked.letter, why=asked.why, by=_by(desk, asked.by)))


@router.post("/undo", summary="Take a judgement back", status_code=CREATED)
def undo(desk: DeskOf, asked: Annotated[Undoing, Body()]) -> Decision:
    """What it had replaced stands again, and what rested on it falls. Gives the undoing."""
    return decision_of(judging.undo(desk.ledger, asked.judgement, why=asked.why, by=_by(desk, asked.by)))


def _by(desk: Desk, given: str | None) -> str | None:
    """Who judges: whom the request names, or whoever sits at the desk."""
    return given.strip() if given and given.strip() else desk.by


def _each(made: list[Judgement]) -> list[Decision]:
    return [decision_of(one) for one in made]
