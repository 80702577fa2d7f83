"""A table into claims: each row as a column map says, on the word of whom it names."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import BinaryIO, TypeVar

from reportedly.errors import ExchangeError
from reportedly.exchange.columns import Cell, Columns
from reportedly.exchange.csv import COLUMNS, unguarded
from reportedly.model import Certainty, Kind, Mention, Part, Polarity, Quantity, Source, SourceKind, Text
from reportedly.reading.vocabulary import predicates

from .attributed import Attributed, Found, UnfitValueError, Voice, draft, named, when, words

_MOST_CELL = 10 * 1024 * 1024
_TIMES = frozenset({"time", "start", "end"})
_RANGE = re.compile(r"([\d.]+)\s*(?:-|–|to|\.\.)\s*([\d.]+)")
_DIGITS = 15  # what a double holds exactly
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads a CSV row by row; ``by``: who says it where the map names no publisher, None: the file's name."""

    stream: BinaryIO
    columns: Columns
    file: str
    by: str | None = None

    def found(self) -> Iterator[Found]:
        """Every claim, and every row that is refused, with its column and value.

        Raises:
            ColumnsError: where the table lacks a column that the map speaks of.
            ExchangeError: where it is no CSV in UTF-8.
        """
        csv.field_size_limit(_MOST_CELL)
        text = io.TextIOWrapper(self.stream, encoding="utf-8-sig", newline="")
        try:
            rows = csv.reader(text, delimiter=_delimiter(text))
            header = [name.strip() for name in next(rows, [])]
            self.columns.check(header, self.file)
            ours = tuple(header) == COLUMNS
            for cells in rows:
                row = [unguarded(cell) for cell in cells] if ours else cells  # Another's apostrophes are its own.
                if any(cell.strip() for cell in row):
                    yield from self._row(dict(zip(header, row, strict=False)), rows.line_num)
        except UnicodeDecodeError as error:
            raise ExchangeError(f"{self.file}: expected UTF-8 ({error.reason} at {error.start})") from error
        except csv.Error as error:
            raise ExchangeError(f"{self.file}: expected a CSV ({error})") from error
        finally:
            text.detach()

    def _row(self, row: Mapping[str, str], number: int) -> Iterator[Found]:
        try:
            voice = self._voice(row)
            subject = self._part(self.columns.subject, row)
            if not isinstance(subject, Mention | Text):
                raise _unfit(self.columns.subject, "", "a name")
            for other in self._objects(row):
                claim = draft(
                    self._predicate(row), subject, other,
                    qualifiers=self._qualifiers(row),
                    polarity=self._choice("polarity", row, Polarity, Polarity.AFFIRMED),
                    certainty=self._choice("certainty", row, Certainty, Certainty.CERTAIN),
                    sources=self._sources(row), said=self._single("quote", row),
                )  # fmt: skip
                yield Attributed(voice, claim, f"row {number}", {"line": number, **row})
        except UnfitValueError as error:
            yield error.refusal(self.file, number)

    # --- the parts of a claim

    def _voice(self, row: Mapping[str, str]) -> Voice:
        publisher = self._single("publisher", row) or self.by or self.file
        report, title = self._single("report", row), self._single("title", row)
        day = self._single("published", row)
        try:
            published = date.fromisoformat(day) if day else None
        except ValueError as error:
            raise _unfit(self.columns.single["published"], day, "a day as YYYY-MM-DD") from error
        name = f"{self.file}: {report or publisher}" + (f", {day}" if day else "")
        return Voice("\x1f".join((publisher, day or "", report or "", title or "")), name, publisher, published, title)

    def _predicate(self, row: Mapping[str, str]) -> str:
        cell = self.columns.single["predicate"]
        value = _cell(cell, row) or ""
        if value not in predicates():
            raise _unfit(cell, value, "a predicate of the vocabulary; give `values` to turn what stands there into one")
        return value

    def _objects(self, row: Mapping[str, str]) -> list[Mention | Text | Quantity | None]:
        cell = self.columns.object
        if cell is None:
            return [None]
        value = _cell(cell, row)
        if value is None:
            return [None]
        pieces = [value] if cell.parted_by is None else [p for p in value.split(cell.parted_by) if p.strip()]
        made = [_as_part(cell, piece) for piece in pieces]
        return [part for part in made if isinstance(part, Mention | Text | Quantity)] or [None]

    def _qualifiers(self, row: Mapping[str, str]) -> dict[str, Part]:
        found: dict[str, Part] = {}
        for key, cell in self.columns.qualifiers.items():
            # An empty cell says nothing; a start that nobody knows is no mistake in the row.
            value = _cell(cell, row, needed=False)
            if value is not None:
                found[key] = when(cell.column or cell.key, value) if key in _TIMES else _as_part(cell, value)
        return found

    def _sources(self, row: Mapping[str, str]) -> tuple[Source, ...]:
        given = ((cell, _cell(cell, row, needed=False)) for cell in self.columns.sources)
        return tuple(Source(words(cell.key, value), SourceKind(cell.kind)) for cell, value in given if value)

    def _part(self, cell: Cell, row: Mapping[str, str]) -> Part | None:
        value = _cell(cell, row)
        return None if value is None else _as_part(cell, value)

    def _single(self, key: str, row: Mapping[str, str]) -> str | None:
        cell = self.columns.single.get(key)
        return None if cell is None else _cell(cell, row, needed=False)

    def _choice(self, key: str, row: Mapping[str, str], kind: type[_Choice], default: _Choice) -> _Choice:
        value = self._single(key, row)
        try:
            return default if value is None else kind(value)
        except ValueError as error:
            raise _unfit(self.columns.single[key], value, f"one of {', '.join(kind)}") from error


def _cell(cell: Cell, row: Mapping[str, str], *, needed: bool = True) -> str | None:
    """What a row has for a part; None where it is empty and may be."""
    raw = cell.value if cell.column is None else row.get(cell.column, "")
    value = (raw or "").strip()
    if cell.values is not None and value:
        if value not in cell.values:
            raise _unfit(cell, value, f"one of {', '.join(list(cell.values)[:20])}")
        value = cell.values[value]
    if not value:
        if needed and not cell.optional:
            raise _unfit(cell, value, "a value; `optional: true` lets it be empty")
        return None
    return words(cell.column or cell.key, value)


def _as_part(cell: Cell, value: str) -> Mention | Text | Quantity:
    if cell.kind == "number":
        return _quantity(cell, value)
    if cell.kind in ("", "text"):
        return Text(words(cell.column or cell.key, value))
    return named(cell.column or cell.key, value, Kind(cell.kind))


def _quantity(cell: Cell, value: str) -> Quantity:
    """A number or a range: "220", "1,200", "100 to 250", "20+"."""
    plain = value.replace(",", "").replace("\N{NO-BREAK SPACE}", "").strip()
    if match := _RANGE.fullmatch(plain):
        return Quantity(_number(cell, match[1]), _number(cell, match[2]), cell.unit)
    if plain.endswith("+"):
        return Quantity(_number(cell, plain[:-1]), None, cell.unit)
    number = _number(cell, plain)
    return Quantity(number, number, cell.unit)


def _number(cell: Cell, value: str) -> float:
    expected = f"a number of at most {_DIGITS} digits, or a range such as 100 to 250"
    if not re.fullmatch(r"\d+(\.\d+)?", value, re.ASCII) or len(value) > _DIGITS:
        raise _unfit(cell, value, expected)
    number = float(value)
    return int(number) if number.is_integer() else number


def _unfit(cell: Cell, value: object, expected: str) -> UnfitValueError:
    return UnfitValueError(cell.column or cell.key, value, expected)


def _delimiter(text: io.TextIOWrapper) -> str:
    """Comma, semicolon or tab: whichever the header has most of."""
    at = text.tell()
    head = text.readline(1 << 16)
    text.seek(at)
    return max(",;\t", key=head.count) if head else ","
