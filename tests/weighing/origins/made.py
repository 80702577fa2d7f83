"""Reports of an invented country, and claims in them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime

from reportedly.model import Claim, Document, Judgement, Kind, Mention, Source, SourceKind, Span
from reportedly.model.judgement import INDEPENDENT, SAME_ORIGIN

GOT = datetime(2031, 6, 1, tzinfo=UTC)

WIRE = """\
Nine men were killed on Sunday when the ferry Halcyon burned at its moorings in Port Quennet, the harbour master said.

The fire began in the engine room shortly before midnight and reached the fuel tanks within minutes, a stoker who \
escaped said. Two crews from the island of Sarn tried to tow the ship away from the pier.

The Reed Column, which fights for the independence of Sarn, said that it had not set the fire. Its leader, Toma \
Velgrin, has been in hiding since the spring and commands some 300 men.

The governor has closed the harbour until Friday and promised every widow a pension."""

TOLD_ALONE = """\
A ship lay blackened and half sunk in the harbour of Port Quennet this morning, and on the quay women read out names. \
There were nine of them. Toma Velgrin, whose Reed Column wants Sarn to be free, denies any part in it. Nobody can say \
yet why the Halcyon caught fire; her owner speaks of a pump that had been repaired twice since March. The governor was \
expected in the afternoon. By then the ferrymen had gone home, and the gulls had the pier to themselves."""


@dataclass(frozen=True)
class Said:
    """A claim and its report."""

    claim: Claim
    document: Document


def document(
    text: str, publisher: str | None = "Quennet Wire", day: str | None = "2031-05-04", **more: object
) -> Document:
    """A report; its id follows from what it says and who says it."""
    id_ = hashlib.sha256(f"{publisher}|{day}|{text}|{more}".encode()).hexdigest()
    published = date.fromisoformat(day) if day else None
    given: dict[str, object] = {"origin": f"/reports/{id_[:8]}", "title": None} | more
    return Document(id_, f"{id_[:8]}.txt", text, retrieved=GOT, publisher=publisher, published=published, **given)  # type: ignore[arg-type]


def said(report: Document, words: str, *sources: Source) -> Said:
    """A claim that quotes ``words`` of a report."""
    start = report.text.index(words)
    subject = Mention("Halcyon", Kind.WORK)
    return Said(Claim(report.id, words, Span(start, start + len(words)), "stated", subject, sources=sources), report)


def person(name: str, entity: str | None = None) -> Source:
    return Source(name, SourceKind.PERSON, entity=entity)


def outlet(name: str, entity: str | None = None) -> Source:
    return Source(name, SourceKind.OUTLET, entity=entity)


def unnamed(words: str) -> Source:
    return Source(words, SourceKind.UNNAMED)


def judged(kind: str, one: Document, other: Document, *, at: int = 1, id_: str = "j") -> Judgement:
    return Judgement(
        id_, kind, (one.id, other.id), "A. Orlo", datetime(2031, 6, at, tzinfo=UTC), "I asked both editors"
    )


def same(one: Document, other: Document, *, at: int = 1) -> Judgement:
    return judged(SAME_ORIGIN, one, other, at=at, id_=f"same {at}")


def independent(one: Document, other: Document, *, at: int = 1) -> Judgement:
    return judged(INDEPENDENT, one, other, at=at, id_=f"independent {at}")
