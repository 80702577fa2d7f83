"""What the API answers with: records of the rooms as flat, typed objects, in the form of the claims contract."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from reportedly.exchange.jsonl import as_json
from reportedly.exchange.row import Row
from reportedly.ledger import Happening, Record
from reportedly.model import Document, Entity, Judgement

T = TypeVar("T")
Held = TypeVar("Held")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of ``total`` things, from number ``offset`` (counted from 0) on, ``limit`` of them at most."""

    total: int
    offset: int
    limit: int
    items: list[T]


def page(every: Sequence[Held], offset: int, limit: int, make: Callable[[Held], T]) -> Page[T]:
    """The part that was asked for; only that is made."""
    return Page(len(every), offset, limit, [make(one) for one in every[offset : offset + limit]])


@dataclass(frozen=True, slots=True)
class Source:
    """One link of a chain. ``kind``: outlet, person, organization, work, unnamed."""

    name: str
    kind: str
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A judgement that holds or held: what kind, about which records (ids), by whom, when and why."""

    id: str
    kind: str
    about: list[str]
    by: str
    at: datetime
    reason: str
    replaces: str | None
    content: str


@dataclass(frozen=True, slots=True)
class Report:
    """One report, without its text. ``previous`` is the id of the version that it replaces."""

    id: str
    name: str
    title: str | None
    publisher: str | None
    authors: list[str]
    published: date | None
    language: str | None
    media_type: str
    origin: str
    retrieved: datetime
    previous: str | None
    characters: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim, in the form of the contract: docs/method.md says what each part is.

    ``subject`` and ``object`` are ``{name, kind, entity}``, ``{value: text}`` or ``{value: {low, high, unit}}``;
    qualifiers are EDTF for times, text, ``{low, high}``, or a name as above. ``quote`` is the report's text from
    ``start`` to ``end`` (characters, end exclusive). ``report`` is where it stands. ``review`` is what a person judged
    of it, ``retraction`` that its outlet took it back; ``superseded_by`` the reader whose later reading does not make
    it, ``newer_version`` the id of the report's next version.
    """

    id: str
    predicate: str
    subject: dict[str, Any]
    object: dict[str, Any] | None
    qualifiers: dict[str, Any]
    polarity: str
    certainty: str
    sources: list[Source]
    quote: str
    start: int
    end: int
    page: int | None
    section: str | None
    report: Report
    reader: str
    score: float
    learned: datetime
    review: Decision | None
    retraction: Decision | None
    superseded_by: str | None
    newer_version: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """An entity: one person, organization, place, account or work across reports."""

    id: str
    name: str
    kind: str
    names: list[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log; ``state`` says in words what became of a judgement that stands no more."""

    number: int
    at: datetime
    kind: str
    by: str
    report: str | None
    name: str
    claims: int
    judgement: Decision | None
    state: str


def claim_of(record: Record) -> Claim:
    """A record of the ledger as the API gives it."""
    made = as_json(Row.of(record))
    return Claim(
        id=made["id"],
        predicate=made["predicate"],
        subject=made["subject"],
        object=made.get("object"),
        qualifiers=made["qualifiers"],
        polarity=made["polarity"],
        certainty=made["certainty"],
        sources=[Source(source.name, source.kind.value, source.entity) for source in record.claim.sources],
        quote=made["quote"],
        start=made["start"],
        end=made["end"],
        page=made.get("page"),
        section=made.get("section"),
        report=report_of(record.document),
        reader=record.reader,
        score=record.claim.score,
        learned=record.learned,
        review=decision_of(record.review) if record.review else None,
        retraction=decision_of(record.retraction) if record.retraction else None,
        superseded_by=record.superseded_by_reader,
        newer_version=record.newer_version,
    )


def report_of(document: Document) -> Report:
    """A report without its text."""
    return Report(
        id=document.id,
        name=document.name,
        title=document.title,
        publisher=document.publisher,
        authors=list(document.authors),
        published=document.published,
        language=document.language,
        media_type=document.media_type,
        origin=document.origin,
        retrieved=document.retrieved,
        previous=document.previous,
        characters=len(document.text),
    )


def decision_of(judgement: Judgement) -> Decision:
    """A judgement as the API gives it."""
    return Decision(
        judgement.id,
        judgement.kind,
        list(judgement.about),
        judgement.by,
        judgement.at,
        judgement.reason,
        judgement.replaces,
        judgement.content,
    )


def named_of(entity: Entity) -> Named:
    """An entity as the API gives it."""
    return Named(entity.id, entity.name, entity.kind.value, list(entity.names))


def entry_of(happening: Happening) -> Entry:
    """An entry of the log as the API gives it."""
    return Entry(
        number=happening.number,
        at=happening.at,
        kind=happening.kind,
        by=happening.by,
        report=happening.document or None,
        name=happening.name,
        claims=happening.claims,
        judgement=decision_of(happening.judgement) if happening.judgement else None,
        state=happening.state,
    )
