"""Reports that tests write: sentences of an invented country, each with the claims that it makes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from reportedly.ledger import Ledger, Membership, Record
from reportedly.model import (
    Certainty,
    Claim,
    Document,
    Interval,
    Kind,
    Mention,
    Part,
    Polarity,
    Quantity,
    Source,
    SourceKind,
    Span,
    Text,
)
from reportedly.weighing import resolve

GOT = datetime(2023, 6, 1, 12, 0, tzinfo=UTC)
READER = "by hand 1"

PERSON, ORG, PLACE = Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE
PROBABLE, POSSIBLE, UNKNOWN = Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNKNOWN
DENIED = Polarity.DENIED


def person(name: str) -> Mention:
    """A person, as a report names it."""
    return Mention(name, PERSON)


def org(name: str) -> Mention:
    """An organization, as a report names it."""
    return Mention(name, ORG)


def place(name: str) -> Mention:
    """A place, as a report names it."""
    return Mention(name, PLACE)


def number(low: float | None, high: float | None = None, unit: str | None = None) -> Quantity:
    """A range; one number where ``high`` is not given and ``low`` is exact: give both for that."""
    return Quantity(low, high, unit)


def unnamed(words: str) -> Source:
    """A source without a name."""
    return Source(words, SourceKind.UNNAMED)


def outlet(name: str) -> Source:
    """An outlet that a report cites."""
    return Source(name, SourceKind.OUTLET)


def speaker(name: str) -> Source:
    """A person whom a report cites."""
    return Source(name, SourceKind.PERSON)


def body(name: str) -> Source:
    """An organization that a report cites."""
    return Source(name, SourceKind.ORGANIZATION)


@dataclass(frozen=True)
class Said:
    """What one sentence says; qualifiers by name, times as EDTF, words as plain text."""

    predicate: str
    subject: Mention | Text
    object: Mention | Text | Quantity | str | None = None
    by: tuple[Source, ...] = ()
    sure: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.AFFIRMED
    more: dict[str, Part | str] = field(default_factory=dict)


def says(
    predicate: str, subject: Mention | Text, other: Mention | Quantity | str | None = None, **more: object
) -> Said:
    """One claim: ``by`` (sources), ``sure``, ``polarity``; every other keyword is a qualifier."""
    known = {key: more.pop(key) for key in ("by", "sure", "polarity") if key in more}
    by = known.pop("by", ())
    return Said(predicate, subject, other, by if isinstance(by, tuple) else (by,), more=more, **known)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Written:
    """A report with the claims in it."""

    document: Document
    original: bytes
    claims: tuple[Claim, ...]

    @property
    def records(self) -> list[Record]:
        """The claims as a ledger would give them, before names are resolved."""
        return [Record(claim, self.document, GOT, READER) for claim in self.claims]


def report(
    name: str,
    publisher: str | None,
    published: str | None,
    *sentences: tuple[str, *tuple[Said, ...]],
    title: str | None = None,
) -> Written:
    """A report of these sentences, each followed by what it says."""
    text = " ".join(sentence for sentence, *_ in sentences)
    original = f"{name}\n{text}".encode()
    document = Document(
        id=hashlib.sha256(original).hexdigest(),
        name=name,
        text=text,
        origin=f"/reports/{name}",
        retrieved=GOT,
        title=title,
        publisher=publisher,
        published=date.fromisoformat(published) if published else None,
        language="en",
    )
    claims, at = [], 0
    for sentence, *said in sentences:
        span = Span(at, at + len(sentence))
        claims += [_claim(document, sentence, span, one) for one in said]
        at += len(sentence) + 1
    return Written(document, original, tuple(claims))


def _claim(document: Document, sentence: str, span: Span, said: Said) -> Claim:
    return Claim(
        document=document.id,
        quote=sentence,
        span=span,
        predicate=said.predicate,
        subject=said.subject,
        object=Text(said.object) if isinstance(said.object, str) else said.object,
        qualifiers={key: _part(key, value) for key, value in said.more.items()},
        polarity=said.polarity,
        certainty=said.sure,
        sources=said.by,
    )


def _part(key: str, value: Part | str) -> Part:
    if not isinstance(value, str):
        return value
    return Interval(value) if key in ("time", "start", "end") else Text(value)


def shelve(ledger: Ledger, *reports: Written) -> None:
    """Put reports into a ledger and resolve their names, as the pipeline does."""
    for one in reports:
        ledger.add(one.document, one.original, one.claims, reader=READER)
    resolution = resolve(ledger.claims())
    members = [
        Membership(document, kind.value, name, entity) for (document, kind, name), entity in resolution.belongs.items()
    ]
    ledger.assign(resolution.entities, members)
