"""What a whole ledger comes to: conflicts, changes, questions, names, sources, and its log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from reportedly import judging, naming, overview
from reportedly.web.desk import DeskOf
from reportedly.weighing.changes import Change
from reportedly.weighing.identity import Undecided

from .asked import About, Limit, Most, Offset
from .shapes import (
    Claim,
    Decision,
    Entry,
    Named,
    Page,
    claim_of,
    decision_of,
    entry_of,
    named_of,
    page,
)

router = APIRouter(tags=["overview"])


@dataclass(frozen=True, slots=True)
class Conflict:
    """A question to which reports give answers that exclude each other; ``sides`` are the claims of each answer."""

    kind: str
    predicate: str
    why: str
    reports: int
    sides: list[list[Claim]]


@dataclass(frozen=True, slots=True)
class Changed:
    """One piece of news of a proposition: new, confirmed, contradicted, taken back, gone stale; and why.

    ``claims`` are the ids of those that made it so, ``first`` the id of the first claim that says it.
    """

    news: str
    why: str
    proposition: str
    predicate: str
    first: str
    quote: str
    reports: int
    claims: list[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that is not known; ``claims`` are the ids of those that bear on it."""

    kind: str
    why: str
    since: date | None
    claims: list[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names that may be one, for a person to judge; ``refs`` name them as judgements take them.

    ``likelihood`` is 0 to 1, ``claims`` how many hang on the answer.
    """

    refs: tuple[str, str]
    names: tuple[str, str]
    entities: tuple[str, str]
    likelihood: float
    reasons: list[str]
    against: list[str]
    claims: int


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name as reports write it, and how many do."""

    name: str
    reports: int
    claims: int


@dataclass(frozen=True, slots=True)
class Merge:
    """Two names that were taken for one: by which rule, how likely, why, and by which claim or judgement."""

    names: tuple[str, str]
    rule: str
    score: float
    reasons: list[str]
    against: list[str]
    claim: str | None
    report: str
    judgement: str | None


@dataclass(frozen=True, slots=True)
class Explained:
    """An entity: its spellings, what joined them, what was judged of it, what is open."""

    entity: Named
    spellings: list[Spelled]
    merges: list[Merge]
    judgements: list[Decision]
    open: list[Pair]


@dataclass(frozen=True, slots=True)
class Graded:
    """A source with its letter (A to F), how it fared, and the judgement that gave the letter.

    ``reference`` is how judgements name it; ``published`` and ``cited`` count reports.
    """

    reference: str
    name: str
    kind: str
    names: list[str]
    published: int
    cited: int
    letter: str
    letter_words: str
    record: str
    judgement: Decision | None


@dataclass(frozen=True, slots=True)
class State:
    """How much the ledger holds, and the hash of the last entry of its chain."""

    documents: int
    claims: int
    entities: int
    head: str


@router.get("/ledger", summary="How much there is")
def ledger(desk: DeskOf) -> State:
    """Counts of documents, standing claims and entities; the hash that vouches for all of it."""
    held = desk.ledger.counts()
    return State(held["documents"], held["claims"], held["entities"], desk.ledger.head())


@router.get("/entities", summary="Everybody and everything that is spoken of")
def entities(
    desk: DeskOf,
    kind: Annotated[str | None, Query(description="person, organization, place, account or work")] = None,
    offset: Offset = 0,
    limit: Limit = 100,
) -> Page[Named]:
    """By kind and name."""
    found = [entity for entity in desk.ledger.entities() if kind in (None, entity.kind.value)]
    return page(found, offset, limit, named_of)


@router.get("/conflicts", summary="What reports contradict each other in")
def conflicts(desk: DeskOf, about: About = None, most: Most = 20) -> list[Conflict]:
    """Of all, or of one name; what most reports take part in comes first."""
    return [
        Conflict(c.kind, c.predicate, c.why, c.reports, [[claim_of(record) for record in side] for side in c.sides])
        for c in overview.conflicts(desk.ledger, about, most=most)
    ]


@router.get("/changes", summary="What changed since a day")
def changes(
    desk: DeskOf,
    since: Annotated[date, Query(description="After this day.")],
    about: About = None,
    learned: Annotated[bool, Query(description="What the ledger learned since, whenever it was reported.")] = False,
    offset: Offset = 0,
    limit: Limit = 100,
) -> Page[Changed]:
    """New, confirmed, contradicted, taken back, gone stale: in this order, what most reports say first."""

    def made(change: Change) -> Changed:
        said = change.proposition
        return Changed(
            news=change.news.value,
            why=change.why,
            proposition=said.id,
            predicate=said.predicate,
            first=said.first.claim.id,
            quote=said.first.claim.quote,
            reports=change.standing.backing.reports,
            claims=list(change.claims),
        )

    return page(overview.changes(desk.ledger, since, about, learned=learned), offset, limit, made)


@router.get("/questions", summary="What nobody says")
def questions(desk: DeskOf, about: About = None, most: Most = 20) -> list[Asked]:
    """Of one name, or of the most reported ones: then ``most`` counts the names."""
    found = overview.questions(desk.ledger, about, most=most)
    return [Asked(q.kind, q.why, q.since, [told.claim.id for told in q.claims]) for q in found]


@router.get("/names", summary="Why names are taken for one")
def names(desk: DeskOf, name: Annotated[str, Query(min_length=1, max_length=2_000)]) -> Explained:
    """``name`` is one of them, the entity's id, or a reference such as ``person:Ana Wex``."""
    found = naming.explain(desk.ledger, name)
    return Explained(
        entity=named_of(found.entity),
        spellings=[Spelled(s.name, s.reports, s.claims) for s in found.spellings],
        merges=[
            Merge(
                w.names, w.rule, w.score, list(w.reasons), list(w.against), w.claim or None, w.report,
                w.judgement or None,
            )
            for w in found.merges
        ],
        judgements=[decision_of(judgement) for judgement in found.judgements],
        open=[_pair(pair) for pair in found.open],
    )  # fmt: skip


@router.get("/names/undecided", summary="Pairs of names that wait for a person")
def undecided(desk: DeskOf, offset: Offset = 0, limit: Limit = 100) -> Page[Pair]:
    """Those on which most claims hang come first."""
    return page(naming.undecided(desk.ledger), offset, limit, _pair)


@router.get("/sources", summary="Who publishes and who is cited")
def sources(desk: DeskOf, offset: Offset = 0, limit: Limit = 100) -> Page[Graded]:
    """The most used first, each with the letter that a person gave it; F where nobody did."""

    def made(graded: judging.Graded) -> Graded:
        source = graded.source
        return Graded(
            reference=f"{source.kind.value}:{source.name}",
            name=source.name,
            kind=source.kind.value,
            names=list(source.names),
            published=source.published,
            cited=source.cited,
            letter=graded.letter.value,
            letter_words=graded.letter.words,
            record=graded.record,
            judgement=decision_of(graded.judgement) if graded.judgement else None,
        )

    every = desk.ledger.named_sources()
    shown = judging.grades(desk.ledger, every[offset : offset + limit])
    return Page(len(every), offset, limit, [made(graded) for graded in shown])


@router.get("/log", summary="What happened in the ledger")
def log(
    desk: DeskOf,
    kind: Annotated[str | None, Query(description='"read", or a kind of judgement.')] = None,
    by: Annotated[str | None, Query(description="A person, or a reader.")] = None,
    since: Annotated[date | None, Query()] = None,
    about: Annotated[str | None, Query(description="A claim's id, a report, or a name.")] = None,
    offset: Offset = 0,
    limit: Limit = 100,
) -> Page[Entry]:
    """What was read and what was judged, in order."""
    return page(desk.ledger.log(kind=kind, by=by, since=since, about=about), offset, limit, entry_of)


def _pair(pair: Undecided) -> Pair:
    return Pair(
        pair.refs, pair.names, pair.entities, pair.score, list(pair.reasons), list(pair.against), pair.worth
    )  # fmt: skip
