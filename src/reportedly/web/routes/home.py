"""The first page: search, subjects by weight, what changed since the last visit, what waits for a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from reportedly import overview
from reportedly.judging import queue
from reportedly.ledger import Ledger
from reportedly.ledger.survey import Held, Learned
from reportedly.web.desk import DeskOf
from reportedly.web.forms import FormOf, go, words
from reportedly.web.rendering import render
from reportedly.web.said import manner, sentence
from reportedly.web.visitor import Visit, keep_visit, visit_of
from reportedly.weighing.changes import News

router = APIRouter()

SUBJECTS = 20
_NEWS = 12
"""Pieces of news that the first page shows."""
_LOOKED_THROUGH = 400
"""Claims learned since the last visit up to which each is looked at; of more, the page gives the number alone."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of news: what happened, to what, why, and where it is read on."""

    news: str
    what: str
    how: str
    why: str
    claim: str


@dataclass(frozen=True, slots=True)
class Since:
    """What the ledger learned since the last visit: how much, and the news in it (None: too much to look through)."""

    learned: Learned
    news: tuple[Piece, ...] | None
    more: int = 0


@router.get("/")
def home(request: Request, desk: DeskOf) -> Response:
    """The first page; notes that this browser was here."""
    visit = visit_of(request, desk.ledger, now=datetime.now(UTC))
    counts = desk.ledger.counts()
    answer = render(
        request,
        desk,
        "home.html",
        counts=counts,
        subjects=subjects(desk.ledger),
        waiting=queue.count(desk.ledger) if counts["claims"] else None,
        visit=visit,
        since=_since(desk.ledger, visit) if visit.since else None,
    )
    keep_visit(answer, desk.ledger, visit)
    return answer


@router.post("/seen")
def seen(request: Request, desk: DeskOf, form: FormOf) -> Response:
    """All news has been seen: what changes from now on is news."""
    now = datetime.now(UTC)
    answer = go(words(form, "back"))
    keep_visit(answer, desk.ledger, Visit(now, now))
    return answer


def subjects(ledger: Ledger, *, most: int = SUBJECTS) -> list[Held]:
    """Those of whom most reports speak, in that order, with how much there is of each."""
    ids = ledger.weighed.heaviest(most=most)
    held = ledger.survey.held(ids)
    return [held[id_] for id_ in ids if id_ in held]


def _since(ledger: Ledger, visit: Visit) -> Since:
    assert visit.since is not None
    learned = ledger.survey.learned(visit.since)
    if learned.claims > _LOOKED_THROUGH:
        return Since(learned, None)
    # Changes are told by the day; what was learned on the day of the visit, but before it, is left out below.
    day = visit.since.date() - timedelta(days=1)
    news = []
    for change in overview.changes(ledger, day, learned=True):
        late = [t for t in change.proposition.claims if t.claim.id in change.claims and _learned(t) > visit.since]
        if late or (change.news not in (News.NEW, News.CONFIRMED, News.CONTRADICTED) and learned.claims):
            told = change.proposition.first
            claim = late[0].claim.id if late else told.claim.id
            news.append(Piece(change.news.value, sentence(told.claim), manner(told.claim), change.why, claim))
    return Since(learned, tuple(news[:_NEWS]), max(0, len(news) - _NEWS))


def _learned(told: object) -> datetime:
    learned = getattr(told, "learned", None)
    return learned if isinstance(learned, datetime) else datetime.min.replace(tzinfo=UTC)
