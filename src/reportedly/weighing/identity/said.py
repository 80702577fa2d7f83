"""What identity needs of a claim: who is named in it. Read from records, or by a ledger straight from its columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reportedly.model import Certainty, Claim, Document, Interval, Mention, Polarity, Text
from reportedly.weighing.told import Told, order, source_kind

from .node import Named


@dataclass(frozen=True, slots=True)
class Said:
    """One claim, as far as names are concerned.

    ``start`` and ``end`` are those of its quotation, in characters of the report; ``alias`` are the words of an object
    that is no mention; ``others`` the names among its qualifiers, ``sources`` those of its chain; ``year`` is the
    year that it gives for what it tells, where it gives just one; ``title`` and ``relation`` are those that it names.
    """

    claim: str
    predicate: str
    denied: bool
    certainty: Certainty
    quote: str
    start: int
    end: int
    subject: Named | None
    object: Named | None
    alias: str = ""
    others: tuple[Named, ...] = ()
    sources: tuple[Named, ...] = ()
    year: int | None = None
    withdrawn: bool = False
    title: str = ""
    relation: str = ""

    def names(self) -> Iterator[Named]:
        """Every name that the claim uses."""
        if self.subject is not None:
            yield self.subject
        if self.object is not None:
            yield self.object
        yield from self.others
        yield from self.sources


@dataclass(frozen=True, slots=True)
class Report:
    """One report with all that is claimed in it. ``place`` is where it stands in the order of publication."""

    id: str
    text: str
    place: tuple[str, str]
    said: tuple[Said, ...]


def reports_of(records: Iterable[Told], withdrawn: frozenset[str] = frozenset()) -> list[Report]:
    """The reports of records. ``withdrawn``: ids of documents and claims that were taken back; their names stay."""
    found: dict[str, list[Told]] = defaultdict(list)
    for told in records:
        found[told.claim.document].append(told)
    reports = []
    for document, block in sorted(found.items()):
        out = document in withdrawn
        said = {s.claim: s for s in (said_of(told.claim) for told in block)}
        kept = [replace(s, withdrawn=True) if out or s.claim in withdrawn else s for s in said.values()]
        ordered = tuple(sorted(kept, key=lambda s: (s.start, s.end, s.claim)))
        reports.append(Report(document, _text(block), min(_place(told.document, document) for told in block), ordered))
    return reports


def _text(block: list[Told]) -> str:
    return max((told.document.text for told in block), key=lambda text: (len(text), text))


def _place(document: Document, identifier: str) -> tuple[str, str]:
    return order(document)[0], identifier


def said_of(claim: Claim) -> Said:
    """A claim as identity sees it."""
    time = claim.qualifiers.get("time")
    sources = ((source_kind(source.kind), source.name) for source in claim.sources)
    return Said(
        claim=claim.id,
        predicate=claim.predicate,
        denied=claim.polarity is Polarity.DENIED,
        certainty=claim.certainty,
        quote=claim.quote,
        start=claim.span.start,
        end=claim.span.end,
        subject=_named(claim.subject),
        object=_named(claim.object),
        alias=claim.object.value if isinstance(claim.object, Text) else "",
        others=tuple((m.kind, m.name) for m in claim.qualifiers.values() if isinstance(m, Mention)),
        sources=tuple((kind, name) for kind, name in sources if kind is not None),
        year=_year(time) if isinstance(time, Interval) else None,
        title=_words(claim.qualifiers.get("title")),
        relation=_words(claim.qualifiers.get("relation")),
    )


def _named(part: object) -> Named | None:
    return (part.kind, part.name) if isinstance(part, Mention) else None


def _words(part: object) -> str:
    return part.value if isinstance(part, Text) else ""


def _year(time: Interval) -> int | None:
    first, last = time.earliest, time.latest
    return first.year if first and last and first.year == last.year else None
