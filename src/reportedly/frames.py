"""Answers as flat rows, for data frames and notebooks.

rows = work.claims(about="Valley Guard")
rows[0].subject, rows.records[0].document.text
rows.to_pandas(), pandas.DataFrame(rows)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar, overload

from reportedly.errors import MissingLibraryError
from reportedly.model import Document, Mention, Part, Quantity, notebook

if TYPE_CHECKING:
    import pandas

    from reportedly.ledger import Record

Row = TypeVar("Row", bound="AnyRow")
Held = TypeVar("Held")
_SHOWN = 20
"""Rows that a notebook shows."""


class AnyRow(Protocol):
    """What every row can do; each is a dataclass, whose fields are the columns."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    def cells(self) -> dict[str, str]:
        """What a notebook shows of it, as HTML, by the heading of the column."""
        ...


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim, flat; the names of columns are those of the CSV export.

    Times are EDTF as the report gives them, ``sources`` the chain from the report inward with " > " between,
    ``object_low`` and ``object_high`` the range of a number, ``start`` and ``end`` characters of the report's text.
    ``standing``: False where a later reading, or a person, took the claim's place.
    """

    id: str
    predicate: str
    subject: str
    subject_kind: str | None
    subject_entity: str | None
    object: str | None
    object_kind: str | None
    object_entity: str | None
    object_low: float | None
    object_high: float | None
    object_unit: str | None
    time: str | None
    start_time: str | None
    end_time: str | None
    place: str | None
    polarity: str
    certainty: str
    sources: str
    publisher: str | None
    title: str | None
    published: date | None
    quote: str
    document: str
    document_id: str
    start: int
    end: int
    page: int | None
    section: str | None
    reader: str
    score: float
    learned: datetime
    review: str | None
    standing: bool

    @classmethod
    def of(cls, record: Record) -> ClaimRow:
        """The row of a record."""
        claim, document = record.claim, record.document
        where = document.where(claim.span)
        number = claim.object if isinstance(claim.object, Quantity) else None
        return cls(
            id=claim.id,
            predicate=claim.predicate,
            subject=_words(claim.subject) or "",
            subject_kind=_kind(claim.subject),
            subject_entity=_entity(claim.subject),
            object=_words(claim.object),
            object_kind=_kind(claim.object),
            object_entity=_entity(claim.object),
            object_low=number.low if number else None,
            object_high=number.high if number else None,
            object_unit=number.unit if number else None,
            time=_words(claim.qualifiers.get("time")),
            start_time=_words(claim.qualifiers.get("start")),
            end_time=_words(claim.qualifiers.get("end")),
            place=_words(claim.qualifiers.get("place")),
            polarity=claim.polarity.value,
            certainty=claim.certainty.value,
            sources=" > ".join(f"{source.name} ({source.kind.value})" for source in claim.sources),
            publisher=document.publisher,
            title=document.title,
            published=document.published,
            quote=claim.quote,
            document=document.name,
            document_id=document.id,
            start=claim.span.start,
            end=claim.span.end,
            page=where.page if where else None,
            section=where.section if where else None,
            reader=record.reader,
            score=claim.score,
            learned=record.learned,
            review=record.review.kind if record.review else None,
            standing=record.superseded_by_reader is None and not record.struck,
        )

    def cells(self) -> dict[str, str]:
        """What a notebook shows of it, as HTML."""
        return {
            "claim": f"<code>{self.id[:10]}</code>",
            "subject": notebook.shown(self.subject, 120),
            "predicate": notebook.shown(("not: " if self.polarity == "denied" else "") + self.predicate, 60),
            "object": notebook.shown(self.object or "", 120),
            "put as": notebook.shown(self.certainty),
            "said by": notebook.shown(self.sources, 160),
            "report": notebook.shown(self.publisher or self.document, 120),
            "day": notebook.shown(self.published or ""),
        }


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report, flat; ``characters`` is the length of its text."""

    id: str
    name: str
    title: str | None
    publisher: str | None
    published: date | None
    language: str | None
    media_type: str
    origin: str
    retrieved: datetime
    characters: int

    @classmethod
    def of(cls, document: Document) -> ReportRow:
        """The row of a report."""
        return cls(
            id=document.id,
            name=document.name,
            title=document.title,
            publisher=document.publisher,
            published=document.published,
            language=document.language,
            media_type=document.media_type,
            origin=document.origin,
            retrieved=document.retrieved,
            characters=len(document.text),
        )

    def cells(self) -> dict[str, str]:
        """What a notebook shows of it, as HTML."""
        return {
            "report": notebook.shown(self.name, 120),
            "title": notebook.shown(self.title or "", 160),
            "publisher": notebook.shown(self.publisher or "", 120),
            "day": notebook.shown(self.published or ""),
        }


class Rows(Sequence[Row], Generic[Row, Held]):
    """Flat rows, each made of a record when it is asked for; ``records`` are those, in the same order.

    ``pandas.DataFrame(rows)`` takes it as it stands.
    """

    def __init__(self, records: Sequence[Held], make: Callable[[Held], Row], row: type[Row]) -> None:
        self.records: tuple[Held, ...] = tuple(records)
        self._make, self._row = make, row

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(field.name for field in fields(self._row))

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Rows[Row, Held]: ...
    def __getitem__(self, index: int | slice) -> Row | Rows[Row, Held]:
        if isinstance(index, slice):
            return Rows(self.records[index], self._make, self._row)
        return self._make(self.records[index])

    def __len__(self) -> int:
        return len(self.records)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and self._row is other._row and self.records == other.records

    def __hash__(self) -> int:
        return hash((self._row, len(self.records)))

    def __repr__(self) -> str:
        return f"<{len(self):,} {self._row.__name__}>"

    def to_pandas(self) -> pandas.DataFrame:
        """A data frame with a type for each column: days are datetimes, ranges and pages numbers that can be missing,
        and what has few values is categorical.

        Raises:
            MissingLibraryError: where pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise MissingLibraryError("pandas", "to make a data frame") from error
        rows = [asdict(row) for row in self]
        types = {name: kind for name, kind in _TYPES.items() if name in self.columns}
        return pandas.DataFrame(
            {name: pandas.Series([row[name] for row in rows], dtype=types.get(name, "string")) for name in self.columns}
        )

    def _repr_html_(self) -> str:
        rows = [row.cells() for row in self[:_SHOWN]]
        more = f", of which the first {_SHOWN} are shown" if len(self) > _SHOWN else ""
        caption = f"{len(self):,} {_NAMES.get(self._row, 'rows')}{more}"
        return notebook.table(list(rows[0]) if rows else [], [list(row.values()) for row in rows], caption)


_NAMES: dict[Any, str] = {ClaimRow: "claims", ReportRow: "reports"}
_TYPES: dict[str, Any] = {
    **dict.fromkeys(("predicate", "subject_kind", "object_kind", "polarity", "certainty", "review"), "category"),
    **dict.fromkeys(("language", "media_type"), "category"),
    **dict.fromkeys(("object_low", "object_high", "score"), "Float64"),
    **dict.fromkeys(("start", "end", "characters"), "int64"),
    "page": "Int64",
    "standing": "bool",
    "published": "datetime64[s]",
    "learned": "datetime64[us, UTC]",
    "retrieved": "datetime64[us, UTC]",
}


def _words(part: Part | None) -> str | None:
    from reportedly.exchange.csv import in_words

    return None if part is None else in_words(part)


def _kind(part: Part | None) -> str | None:
    return part.kind.value if isinstance(part, Mention) else None


def _entity(part: Part | None) -> str | None:
    return part.entity if isinstance(part, Mention) else None


__all__ = ["ClaimRow", "ReportRow", "Rows"]
