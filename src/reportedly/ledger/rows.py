"""Between the model's records and the ledger's rows; what goes in comes out equal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, insert

from reportedly.model import (
    Certainty,
    Claim,
    Document,
    Interval,
    Kind,
    Mention,
    Part,
    Passage,
    Polarity,
    Quantity,
    Source,
    SourceKind,
    Span,
    Text,
)

from .errors import UnfitError
from .names import fold, fold_name

Values = dict[str, Any]
MentionKey = tuple[str, str]
"""Kind and name of a mention, within one document."""


def stamp(moment: datetime) -> str:
    """A time as the ledger writes it: ISO 8601, in UTC where the zone is known."""
    return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat()


def now() -> str:
    """The present, as the ledger writes it (to the microsecond)."""
    return stamp(datetime.now(UTC))


def passages_as_lists(document: Document) -> list[list[int | str | None]]:
    """The passages of a document, each as start, end, page, section."""
    return [[p.start, p.end, p.page, p.section] for p in document.passages]


def document_from(document: Row[Any], edition: Row[Any]) -> Document:
    """The document of two rows: what the bytes are, and what intake made of them."""
    return Document(
        id=document.id,
        name=document.name,
        text=edition.text,
        origin=document.origin,
        retrieved=datetime.fromisoformat(document.retrieved),
        media_type=document.media_type,
        title=edition.title,
        publisher=edition.publisher,
        authors=tuple(edition.authors),
        published=edition.published,
        language=edition.language,
        previous=document.previous,
        passages=tuple(Passage(*passage) for passage in edition.passages),
    )


def parts_of(claim: Claim) -> Iterator[tuple[str, str, Part]]:
    """Slot, key and content of every part of a claim."""
    yield "subject", "", claim.subject
    if claim.object is not None:
        yield "object", "", claim.object
    for key, part in claim.qualifiers.items():
        yield "qualifier", key, part


def kind_of_source(source: Source) -> str:
    """The kind of the mention that a source is: an outlet is an organization, as in weighing; "unnamed" is none."""
    return Kind.ORGANIZATION.value if source.kind is SourceKind.OUTLET else source.kind.value


def mentions_of(claims: Iterable[Claim]) -> dict[MentionKey, Values]:
    """Every mention and source that claims name, without the document's number."""
    found: dict[MentionKey, Values] = {}
    for claim in claims:
        named = [(part.kind.value, part.name) for _, _, part in parts_of(claim) if isinstance(part, Mention)]
        named += [(kind_of_source(source), source.name) for source in claim.sources]
        for kind, name in named:
            found.setdefault((kind, name), {"kind": kind, "name": name, "folded": fold_name(name)})
    return found


def claim_row(claim: Claim) -> Values:
    """The row of a claim, without its id, its reading and the time when it was learnt."""
    return {
        "predicate": claim.predicate,
        "polarity": claim.polarity.value,
        "certainty": claim.certainty.value,
        "quote": claim.quote,
        "starts": claim.span.start,
        "ends": claim.span.end,
        "read_by": claim.reader,
        "score": float(claim.score),
        "trigger_starts": claim.trigger.start if claim.trigger else None,
        "trigger_ends": claim.trigger.end if claim.trigger else None,
        "words": _words(claim),
    }


def part_rows(number: int, claim: Claim, mentions: Mapping[MentionKey, int]) -> list[Values]:
    """The rows of a claim's parts; ``mentions`` gives the number of each mention."""
    rows = []
    for slot, key, part in parts_of(claim):
        row: Values = {"claim": number, "slot": slot, "key": key}
        row |= dict.fromkeys(("mention", "low", "high", "unit", "earliest", "latest", "starts", "ends", "entity"))
        rows.append(row | _part(part, mentions))
    return rows


def source_rows(number: int, claim: Claim, mentions: Mapping[MentionKey, int]) -> list[Values]:
    """The rows of a claim's chain of sources."""
    return [
        {
            "claim": number,
            "position": position,
            "mention": mentions[kind_of_source(source), source.name],
            "name": source.name,
            "kind": source.kind.value,
            "entity": source.entity,
            **_span(source.span),
        }
        for position, source in enumerate(claim.sources)
    ]


def claim_from(row: Row[Any], parts: Iterable[Row[Any]], sources: Iterable[Row[Any]], document: str) -> Claim:
    """The claim of its rows. Rows of parts and sources carry ``member_of``: the entity they were assigned to."""
    subject: Part | None = None
    object_: Part | None = None
    qualifiers: dict[str, Part] = {}
    for part in parts:
        match part.slot:
            case "subject":
                subject = _part_from(part)
            case "object":
                object_ = _part_from(part)
            case _:
                qualifiers[part.key] = _part_from(part)
    assert isinstance(subject, Mention | Text)
    assert not isinstance(object_, Interval)
    return Claim(
        document=document,
        quote=row.quote,
        span=Span(row.starts, row.ends),
        predicate=row.predicate,
        subject=subject,
        object=object_,
        qualifiers=qualifiers,
        polarity=Polarity(row.polarity),
        certainty=Certainty(row.certainty),
        sources=tuple(
            Source(s.name, SourceKind(s.kind), _span_from(s.starts, s.ends), s.member_of or s.entity) for s in sources
        ),
        reader=row.read_by,
        score=row.score,
        trigger=_span_from(row.trigger_starts, row.trigger_ends),
    )


def _part(part: Part, mentions: Mapping[MentionKey, int]) -> Values:
    match part:
        case Mention(name=name, kind=kind, span=span, entity=entity):
            number = mentions[kind.value, name]
            return {"type": "mention", "value": name, "mention": number, "entity": entity, **_span(span)}
        case Text(value=value, span=span):
            return {"type": "text", "value": value, **_span(span)}
        case Quantity(low=low, high=high, unit=unit, span=span):
            value = " ".join(filter(None, (_range(low, high), unit)))
            return {
                "type": "quantity",
                "value": value,
                "low": _double(low),
                "high": _double(high),
                "unit": unit,
                **_span(span),
            }
        case Interval():
            return {"type": "time", "value": part.edtf, "earliest": part.earliest, "latest": part.latest}


def _part_from(row: Row[Any]) -> Part:
    span = _span_from(row.starts, row.ends)
    match row.type:
        case "mention":
            return Mention(row.value, Kind(row.kind), span, row.member_of or row.entity)
        case "text":
            return Text(row.value, span)
        case "quantity":
            return Quantity(_number(row.low), _number(row.high), row.unit, span)
        case _:
            return Interval.parse(row.value)


def _span(span: Span | None) -> Values:
    return {"starts": span.start if span else None, "ends": span.end if span else None}


def _span_from(starts: int | None, ends: int | None) -> Span | None:
    return None if starts is None or ends is None else Span(starts, ends)


def _double(number: float | None) -> float | None:
    """A number as a double, which is what every backend keeps."""
    if number is None:
        return None
    try:
        double = float(number)
    except OverflowError:
        double = float("nan")
    if double != number:
        raise UnfitError(
            f"quantity {number!r}: expected a number that a double holds exactly (up to 2^53 for integers)"
        )
    return double


def _number(double: float | None) -> float | None:
    """A whole number as the integer that it is, so that exports write 100 and not 100.0."""
    return int(double) if double is not None and double.is_integer() else double


def _range(low: float | None, high: float | None) -> str:
    ends = ["" if end is None else f"{end:g}" if end != int(end) else str(int(end)) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]}..{ends[1]}"


def _words(claim: Claim) -> str:
    """What full-text search looks at: the quotation, and every name and value that is not in it."""
    values = [
        part.name if isinstance(part, Mention) else part.value
        for _, _, part in parts_of(claim)
        if isinstance(part, Mention | Text)
    ]
    pieces = [fold(claim.quote)]
    for words in map(fold, values + [source.name for source in claim.sources]):
        if words and not any(f" {words} " in f" {piece} " for piece in pieces):
            pieces.append(words)
    return " ".join(pieces)


def insert_one(connection: Connection, table: Table, **values: Any) -> int:
    """Insert one row; the number it was given."""
    return int(connection.scalars(insert(table).values(values).returning(table.c.number)).one())
