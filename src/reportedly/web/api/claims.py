"""Dossiers, claims, search, and how a claim stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from reportedly.copying import origins_of
from reportedly.dossier import Dossier
from reportedly.dossiers import dossier_of
from reportedly.ledger import Asked
from reportedly.web.desk import DeskOf
from reportedly.weighing.credibility import Credibility

from . import shapes
from .asked import About, Limit, MinConfidence, Offset
from .shapes import Claim, Page, claim_of, page

router = APIRouter(tags=["claims"])


@dataclass(frozen=True, slots=True)
class Relation:
    """What a proposition has to do with another: ``kind`` such as contradicts or refines, and why."""

    kind: str
    other: str
    why: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How what a claim says stands among all that is said.

    ``proposition`` is the id of what it says, ``grade`` its credibility (1 to 6, docs/method.md), None where grading is
    off. ``origins_low`` of those to whom it goes back are surely independent, ``origins_high`` at most;
    ``against_low`` and ``against_high`` count those who contradict it.
    """

    proposition: str
    grade: int | None
    grade_words: str
    why: list[str]
    first_told: date | None
    last_told: date | None
    claims: int
    reports: int
    outlets: int
    origins_low: int
    origins_high: int
    against_low: int
    against_high: int
    relations: list[Relation]


@dataclass(frozen=True, slots=True)
class Origin:
    """On whose word a claim stands in the end; ``trail`` how it goes back to that, step by step.

    ``sure`` is False where nobody can know whether it is another's word too: a source that is not named.
    """

    label: str
    sure: bool
    trail: list[str]


@dataclass(frozen=True, slots=True)
class WholeClaim:
    """A claim, on whose word it stands, and how what it says stands; None where it was not weighed."""

    claim: Claim
    origin: Origin
    standing: Standing | None


@router.get("/dossier", summary="The dossier of a name")
def dossier(
    desk: DeskOf,
    name: Annotated[str, Query(description="A name, or an entity's id.", min_length=1, max_length=2_000)],
    min_confidence: MinConfidence = 0.0,
) -> Dossier:
    """What is said of one name, by whom, since when, and who disagrees; every line with its footnotes."""
    return dossier_of(desk.ledger, name, as_of=desk.as_of, known=desk.known, min_confidence=min_confidence)


@router.get("/claims", summary="Claims that answer to all that is asked")
def claims(
    desk: DeskOf,
    about: About = None,
    predicate: Annotated[str | None, Query(description="Such as leads; docs: the vocabulary.")] = None,
    source: Annotated[str | None, Query(description="Is in the chain of sources, or published it.")] = None,
    report: Annotated[str | None, Query(description="Only this report, by name or id.")] = None,
    superseded: Annotated[bool, Query(description="Also what a newer reading no longer makes.")] = False,
    rejected: Annotated[bool, Query(description="Also what a person rejected, or mended.")] = False,
    min_confidence: MinConfidence = 0.0,
    offset: Offset = 0,
    limit: Limit = 100,
) -> Page[Claim]:
    """In order of publication and, within a report, of the text."""
    asked = Asked(
        about=about,
        predicate=predicate,
        source=source,
        document=report,
        as_of=desk.as_of,
        known=desk.known,
        superseded=superseded,
        rejected=rejected,
        min_confidence=min_confidence,
    )
    found = desk.ledger.part(asked, offset=offset, limit=limit)
    return Page(found.total, offset, limit, [claim_of(record) for record in found.records])


@router.get("/search", summary="Claims that hold every word")
def search(
    desk: DeskOf,
    q: Annotated[str, Query(description='Words; "a phrase" stands together, negotiat* begins so.', max_length=2_000)],
    offset: Offset = 0,
    limit: Limit = 100,
) -> Page[Claim]:
    """Looks at quotations, names, values and sources, whatever case and accents; the best first."""
    return page(desk.ledger.search(q), offset, limit, claim_of)


@router.get("/claims/{claim_id}", summary="One claim, its origin and how it stands")
def claim(desk: DeskOf, claim_id: str) -> WholeClaim:
    """``claim_id`` is its id or the beginning of one, four characters or more; superseded and rejected ones too."""
    record = desk.ledger.claim(claim_id)
    origin = origins_of(desk.ledger, [record.claim.document]).origin_of(record)
    said = Origin(origin.label, origin.sure, list(origin.trail))
    return WholeClaim(shapes.claim_of(record), said, _standing(desk, record.claim.id))


def _standing(desk: DeskOf, claim_id: str) -> Standing | None:
    from reportedly.judging import grading

    weighed = desk.ledger.weighed.of_claim(claim_id)
    if weighed is None:
        return None
    stands, related = weighed
    graded = grading(desk.ledger)
    return Standing(
        proposition=stands.id,
        grade=stands.grade if graded else None,
        grade_words=Credibility(stands.grade).words if graded else "",
        why=list(stands.why) if graded else [],
        first_told=stands.first_told,
        last_told=stands.last_told,
        claims=stands.claims,
        reports=stands.reports,
        outlets=stands.outlets,
        origins_low=stands.origins_low,
        origins_high=stands.origins_high,
        against_low=stands.against_low,
        against_high=stands.against_high,
        relations=[Relation(r.kind, r.b if r.a == stands.id else r.a, r.why) for r in related],
    )
