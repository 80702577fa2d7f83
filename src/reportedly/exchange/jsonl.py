"""JSON Lines: one claim a line, in the form of the contract.

``read(write(rows))`` gives the same rows. Beside the contract's keys a line has ``document_id``, ``reader``,
``read_by`` (what in the reader made this claim: the graph or a rule), ``score`` and ``spans``: the characters of
trigger, subject, object, of each qualifier and each source that has any. ``page`` and ``section`` (the path of
headings) are there where the report has them, and ``agreed`` (reader and id of its claim) where other readers read the
same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, BinaryIO, TextIO, TypeVar

from reportedly.errors import ExchangeError
from reportedly.ledger import Agreement, Record
from reportedly.model import (
    Certainty,
    Claim,
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

from .formats import FORMATS, Carried, text
from .matter import Matter
from .row import Row

_TIMES = frozenset({"time", "start", "end"})
_Choice = TypeVar("_Choice", bound=StrEnum)


class FieldError(ValueError):
    """A line lacks a key, or has a value there that it cannot have; ``expected`` says what would do."""

    def __init__(self, key: str, value: object, expected: str) -> None:
        super().__init__(f"{key}: got {value!r}, expected {expected}")
        self.key = key
        self.value = value
        self.expected = expected


_MISSING = "nothing"


def write(records: Iterable[Record | Row], out: TextIO) -> int:
    """Write claims to ``out``, one a line; how many they were."""
    count = 0
    for record in records:
        out.write(json.dumps(as_json(Row.of(record)), ensure_ascii=False, allow_nan=False))
        out.write("\n")
        count += 1
    return count


def export(matter: Matter, out: BinaryIO) -> Carried:
    """Write the claims, lossless; what does not travel with them."""
    with text(out) as stream:
        return Carried(write(matter.records, stream), FORMATS["jsonl"].loses)


def read(lines: Iterable[str], *, name: str = "<lines>") -> Iterator[Row]:
    """Read claims; ``name`` is what errors call the file. Empty lines are passed over.

    Raises:
        ExchangeError: naming the file, the line, the key, the value and what was expected.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield from_json(json.loads(line))
        except json.JSONDecodeError as error:
            raise ExchangeError(
                f"{name}, line {number}: expected one JSON object, got {line[:60]!r} ({error})"
            ) from error
        except FieldError as error:
            raise ExchangeError(f"{name}, line {number}: {error}") from error


def as_json(row: Row) -> dict[str, Any]:
    """One claim as a JSON object."""
    claim = row.claim
    made: dict[str, Any] = {
        "id": claim.id,
        "document": row.document,
        "quote": claim.quote,
        "start": claim.span.start,
        "end": claim.span.end,
        "predicate": claim.predicate,
        "subject": _object(claim.subject),
    }
    if claim.object is not None:
        made["object"] = _object(claim.object)
    made["qualifiers"] = {key: _qualifier(key, part) for key, part in claim.qualifiers.items()}
    made["polarity"] = claim.polarity.value
    made["certainty"] = claim.certainty.value
    made["sources"] = [_source(source) for source in claim.sources]
    made |= {"document_id": claim.document, "reader": row.reader, "read_by": claim.reader, "score": claim.score}
    made |= {key: value for key, value in (("page", row.page), ("section", row.section)) if value is not None}
    if row.agreed:
        made["agreed"] = [{"reader": other.reader, "claim": other.claim} for other in row.agreed]
    made["spans"] = _spans(claim)
    return made


def _object(part: Part) -> dict[str, Any]:
    match part:
        case Mention(name=name, kind=kind, entity=entity):
            return {"name": name, "kind": kind.value} | ({"entity": entity} if entity is not None else {})
        case Text(value=value):
            return {"value": value or None}  # As the contract writes a subject that the text leaves out.
        case Quantity():
            return {"value": _range(part)}
        case Interval(edtf=edtf):
            return {"time": edtf}


def _range(part: Quantity) -> dict[str, Any]:
    return {"low": part.low, "high": part.high} | ({"unit": part.unit} if part.unit is not None else {})


def _qualifier(key: str, part: Part) -> Any:
    """As the contract has it: times in EDTF and texts are plain strings, ranges plain objects."""
    match part:
        case Interval(edtf=edtf) if key in _TIMES:
            return edtf
        case Text(value=value) if key not in _TIMES:
            return value
        case Quantity():
            return _range(part)
        case _:
            return _object(part)


def _source(source: Source) -> dict[str, Any]:
    entity = {"entity": source.entity} if source.entity is not None else {}
    return {"name": source.name, "kind": source.kind.value} | entity


def _spans(claim: Claim) -> dict[str, list[int]]:
    found: dict[str, Span | None] = {"trigger": claim.trigger, "subject": _span(claim.subject)}
    found["object"] = _span(claim.object)
    found |= {f"qualifier:{key}": _span(part) for key, part in claim.qualifiers.items()}
    found |= {f"source{i}": source.span for i, source in enumerate(claim.sources)}
    return {key: [span.start, span.end] for key, span in found.items() if span is not None}


def _span(part: Part | None) -> Span | None:
    return None if part is None or isinstance(part, Interval) else part.span


def from_json(raw: Any) -> Row:
    """One claim from a JSON object in the contract's form; what the contract lacks may be missing.

    Raises:
        FieldError: where a key is missing or its value is not one that it can have.
    """
    if not isinstance(raw, Mapping):
        raise FieldError("line", raw, "one JSON object")
    _refuse_halves("", raw)
    spans = {key: _span_from(key, value) for key, value in _mapping(raw, "spans").items()}
    subject = _part("subject", _given(raw, "subject"), spans.get("subject"))
    other = _part("object", raw["object"], spans.get("object")) if raw.get("object") is not None else None
    if not isinstance(subject, Mention | Text):
        raise FieldError("subject", raw["subject"], "a name with its kind, or a text")
    if isinstance(other, Interval):
        raise FieldError("object", raw["object"], "a name with its kind, a text or a number")
    document, quote, start = _text(raw, "document"), _text(raw, "quote"), _offset(raw, "start")
    page, section = raw.get("page"), raw.get("section")
    if page is not None and (isinstance(page, bool) or not isinstance(page, int)):
        raise FieldError("page", page, "a whole number")
    end = _offset(raw, "end")
    if not start < end:
        raise FieldError("end", end, f"more than start, {start}")
    if len(quote) != end - start:
        raise FieldError(
            "quote", quote[:60], f"the text from start to end: quote has {len(quote)} characters, {start}..{end} has "
            f"{end - start}",
        )  # fmt: skip
    claim = Claim(
        document=_text(raw, "document_id") if raw.get("document_id") is not None else document,
        quote=quote,
        span=Span(start, end),
        predicate=_text(raw, "predicate"),
        subject=subject,
        object=other,
        qualifiers={
            key: _qualifier_from(f"qualifiers: {key}", value, spans.get(f"qualifier:{key}"), time=key in _TIMES)
            for key, value in _mapping(raw, "qualifiers").items()
        },
        polarity=_choice("polarity", raw.get("polarity", Polarity.AFFIRMED), Polarity),
        certainty=_choice("certainty", raw.get("certainty", Certainty.CERTAIN), Certainty),
        sources=tuple(_source_from(s, spans.get(f"source{i}")) for i, s in enumerate(_list(raw, "sources"))),
        reader=_text(raw, "read_by") if raw.get("read_by") is not None else "import",
        score=_score(raw.get("score", 1.0)),
        trigger=spans.get("trigger"),
    )
    return Row(
        claim=claim, document=document,
        reader=_text(raw, "reader") if raw.get("reader") is not None else "import",
        page=page, section=None if section is None else _text(raw, "section"),
        agreed=tuple(_agreement(other) for other in _list(raw, "agreed")),
    )  # fmt: skip


def _refuse_halves(key: str, value: Any) -> None:
    """JSON can hold half a character (a lone surrogate, RFC 8259, 8.2), which no text and no ledger can."""
    match value:
        case str():
            try:
                value.isascii() or value.encode()
            except UnicodeEncodeError as error:
                at = f"a text without half a character (a lone surrogate) at {error.start}"
                raise FieldError(key, value[error.start : error.start + 20], at) from error
        case Mapping():
            for name, inner in value.items():
                _refuse_halves(f"{key}: {name}" if key else str(name), inner)
                _refuse_halves(key, name)
        case list():
            for inner in value:
                _refuse_halves(key, inner)


def _given(raw: Mapping[str, Any], key: str) -> Any:
    if key not in raw:
        raise FieldError(key, _MISSING, "a value: the key is missing")
    return raw[key]


def _text(raw: Mapping[str, Any], key: str) -> str:
    value = _given(raw, key)
    if not isinstance(value, str):
        raise FieldError(key, value, "a text")
    return value


def _offset(raw: Mapping[str, Any], key: str) -> int:
    value = _given(raw, key)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise FieldError(key, value, "a number of characters, 0 or more")
    return value


def _mapping(raw: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = raw.get(key)
    if value is not None and not isinstance(value, Mapping):
        raise FieldError(key, value, "an object")
    return value or {}


def _list(raw: Mapping[str, Any], key: str) -> list[Any]:
    value = raw.get(key)
    if value is not None and not isinstance(value, list):
        raise FieldError(key, value, "a list")
    return value or []


def _choice(key: str, value: Any, kind: type[_Choice]) -> _Choice:
    try:
        return kind(value)
    except ValueError as error:
        raise FieldError(key, value, f"one of {', '.join(kind)}") from error


def _score(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise FieldError("score", value, "a number from 0 to 1")
    return float(value)


def _agreement(value: Any) -> Agreement:
    if not isinstance(value, Mapping):
        raise FieldError("agreed", value, "an object with reader and claim")
    return Agreement(_text(value, "reader"), _text(value, "claim"))


def _span_from(key: str, value: Any) -> Span:
    if isinstance(value, list) and len(value) == 2 and all(isinstance(n, int) for n in value):
        start, end = value
        if 0 <= start < end:
            return Span(start, end)
    raise FieldError(f"spans: {key}", value, "[start, end]")


def _part(key: str, value: Any, span: Span | None) -> Part:
    if not isinstance(value, Mapping):
        raise FieldError(key, value, "an object with a name and a kind, or a value")
    if "name" in value:
        return Mention(_named(key, value), _kind(key, value, Kind), span, _entity(key, value))
    if "time" in value:
        return _time(key, value["time"])
    if "value" not in value:
        raise FieldError(key, dict(value), "a name with its kind, or a value")
    inner = value["value"]
    if isinstance(inner, Mapping):
        return _quantity(key, inner, span)
    if inner is not None and not isinstance(inner, str | int | float):
        raise FieldError(key, inner, "a text, or a number as low and high")
    return Text("" if inner is None else str(inner), span)


def _named(key: str, value: Mapping[str, Any]) -> str:
    if not isinstance(value["name"], str):
        raise FieldError(f"{key}: name", value["name"], "a text")
    return value["name"]


def _kind(key: str, value: Mapping[str, Any], kind: type[_Choice]) -> _Choice:
    return _choice(f"{key}: kind", value.get("kind", _MISSING), kind)


def _entity(key: str, value: Mapping[str, Any]) -> str | None:
    entity = value.get("entity")
    if entity is not None and not isinstance(entity, str):
        raise FieldError(f"{key}: entity", entity, "a text")
    return entity


def _time(key: str, value: Any) -> Interval:
    try:
        return Interval(value)
    except (ValueError, TypeError) as error:
        expected = getattr(error, "expected", None) or "a time in EDTF, such as 2015, 2023-09 or 2015/.."
        raise FieldError(key, value, expected) from error


def _quantity(key: str, value: Mapping[str, Any], span: Span | None) -> Quantity:
    low, high, unit = value.get("low"), value.get("high"), value.get("unit")
    for edge in (low, high):
        if edge is not None and (isinstance(edge, bool) or not isinstance(edge, int | float)):
            raise FieldError(key, edge, "a number or null")
    if unit is not None and not isinstance(unit, str):
        raise FieldError(f"{key}: unit", unit, "a text")
    return Quantity(low, high, unit, span)


def _qualifier_from(key: str, value: Any, span: Span | None, *, time: bool) -> Part:
    if isinstance(value, str):
        return _time(key, value) if time else Text(value, span)
    if isinstance(value, Mapping) and not value.keys() & {"name", "value", "time"}:
        return _quantity(key, value, span)
    return _part(key, value, span)


def _source_from(value: Any, span: Span | None) -> Source:
    if not isinstance(value, Mapping) or "name" not in value:
        raise FieldError("sources", value, "an object with a name and a kind")
    return Source(_named("sources", value), _kind("sources", value, SourceKind), span, _entity("sources", value))
