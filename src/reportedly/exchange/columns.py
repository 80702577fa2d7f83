"""A column map: which column of a table is which part of a claim, as YAML.

    publisher: {value: Register of Hill Bodies}
    published: Listed
    subject: {column: Name, kind: person}
    predicate: {column: Role, values: {boss: leads, fighter: member_of}}
    object: {column: Body, kind: organization}
    qualifiers:
      start: Since
      title: {column: Title, optional: true}
    sources:
      - {column: Said by, kind: person, optional: true}

A text alone is the name of a column. ``value`` is the same in every row; ``values`` turns what stands in the column
into what the claim takes; ``optional`` lets it be empty; ``parted by`` cuts a cell into several claims (objects only).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from reportedly.errors import BadValueError, ExchangeError
from reportedly.model import Kind, SourceKind

SINGLE = ("publisher", "published", "title", "report", "predicate", "polarity", "certainty", "quote")
"""The parts that are one cell or one value; ``report`` tells reports of one publisher apart."""

SIDES = ("subject", "object")
QUALIFIERS = "qualifiers"
SOURCES = "sources"
_KEYS = frozenset({*SINGLE, *SIDES, QUALIFIERS, SOURCES})
_CELL_KEYS = frozenset({"column", "value", "values", "optional", "kind", "unit", "parted by"})
_NO_KIND = frozenset({"text", "number"})
_SHOWN = 60


class ColumnsError(BadValueError):
    """A column map lacks its form; ``key`` names the file and the key."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one part of a claim comes from: a column, or a value that is the same in every row.

    ``kind``: that of the name, or "text" or "number" ("" where it is not asked for). ``parted_by`` cuts a cell.
    """

    key: str
    column: str | None = None
    value: str | None = None
    values: Mapping[str, str] | None = None
    optional: bool = False
    kind: str = ""
    unit: str | None = None
    parted_by: str | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """A column map, read and checked."""

    file: str
    single: Mapping[str, Cell]
    subject: Cell
    object: Cell | None
    qualifiers: Mapping[str, Cell]
    sources: tuple[Cell, ...]

    def cells(self) -> Iterator[Cell]:
        """Every part that comes from a column or a value."""
        yield from self.single.values()
        yield self.subject
        if self.object is not None:
            yield self.object
        yield from self.qualifiers.values()
        yield from self.sources

    def check(self, header: list[str], table: str) -> None:
        """See that a table has the columns that are spoken of.

        Raises:
            ColumnsError: naming this file, the key, the column and those that the table has.
        """
        for cell in self.cells():
            if cell.column is not None and cell.column not in header:
                has = ", ".join(name[:_SHOWN] for name in header[:20]) or "none"
                raise self._wrong(cell.key, cell.column, f"a column of {table}, which has: {has}")

    def _wrong(self, key: str, value: Any, expected: str) -> ColumnsError:
        return ColumnsError(f"{self.file}: {key}", value, expected=expected)


def load(path: str | Path) -> Columns:
    """Read a column map.

    Raises:
        ExchangeError: where the file cannot be read, or is no YAML.
        ColumnsError: naming the key, its value and what was expected.
    """
    file = Path(path)
    try:
        raw = yaml.safe_load(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ExchangeError(f"{file}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError, ValueError) as error:
        raise ExchangeError(f"{file}: expected a column map in YAML ({str(error)[:200]})") from error
    return parse(raw, file=file.name)


def parse(raw: Any, *, file: str = "<columns>") -> Columns:
    """A column map out of what YAML gave; ``file`` is what errors call it.

    Raises:
        ColumnsError: naming the key, its value and what was expected.
    """
    reading = _Reading(file)
    top = reading.mapping("map", raw, _KEYS)
    for key in ("subject", "predicate"):
        if top.get(key) is None:
            raise reading.wrong(key, "nothing", "a column or a value: every claim has one")
    qualifiers = reading.mapping(QUALIFIERS, top.get(QUALIFIERS) or {}, None)
    sources = top.get(SOURCES) or []
    if not isinstance(sources, list):
        raise reading.wrong(SOURCES, sources, "a list, the outermost source first")
    kinds = frozenset(kind.value for kind in Kind)
    return Columns(
        file=file,
        single={key: reading.cell(key, top[key]) for key in SINGLE if top.get(key) is not None},
        subject=reading.cell("subject", top["subject"], kinds | {"text"}, needed=True),
        object=reading.cell("object", top["object"], kinds | _NO_KIND, needed=True) if top.get("object") else None,
        qualifiers={
            key: reading.cell(f"{QUALIFIERS}: {key}", value, kinds | _NO_KIND) for key, value in qualifiers.items()
        },
        sources=tuple(
            reading.cell(f"{SOURCES}[{i}]", value, frozenset(SourceKind), needed=True)
            for i, value in enumerate(sources)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    file: str

    def wrong(self, key: str, value: object, expected: str) -> ColumnsError:
        shown = value if len(str(value)) <= _SHOWN else f"{str(value)[:_SHOWN]}…"
        return ColumnsError(f"{self.file}: {key}", shown, expected=expected)

    def mapping(self, key: str, raw: Any, known: frozenset[str] | None) -> dict[str, Any]:
        if not isinstance(raw, dict) or not all(isinstance(name, str) for name in raw):
            raise self.wrong(key, raw, "keys with values")
        for name in raw:
            if known is not None and name not in known:
                raise self.wrong(key, name, f"one of {', '.join(sorted(known))}")
        return raw

    def cell(self, key: str, raw: Any, kinds: frozenset[str] = frozenset(), *, needed: bool = False) -> Cell:
        if isinstance(raw, str):
            raw = {"column": raw}
        held = self.mapping(key, raw, _CELL_KEYS)
        column, value = held.get("column"), held.get("value")
        if (column is None) == (value is None):
            raise self.wrong(key, raw, "either a column or a value")
        if column is not None and not isinstance(column, str):
            raise self.wrong(f"{key}: column", column, "the name of a column")
        if isinstance(value, dict | list):
            raise self.wrong(f"{key}: value", value, "one text or one number")
        kind = held.get("kind")
        if kind is not None and (not kinds or kind not in kinds):
            raise self.wrong(f"{key}: kind", kind, f"one of {', '.join(sorted(kinds))}" if kinds else "no kind here")
        if kind is None and needed:
            raise self.wrong(f"{key}: kind", "nothing", f"one of {', '.join(sorted(kinds))}")
        values = held.get("values")
        return Cell(
            key=key,
            column=column,
            value=None if value is None else str(value),
            values=None if values is None else self._values(key, values),
            optional=self._flag(f"{key}: optional", held.get("optional", False)),
            kind=kind or "",
            unit=self._text(f"{key}: unit", held.get("unit")),
            parted_by=self._text(f"{key}: parted by", held.get("parted by")),
        )

    def _values(self, key: str, raw: Any) -> dict[str, str]:
        if not isinstance(raw, dict) or any(isinstance(v, dict | list) for v in raw.values()):
            raise self.wrong(f"{key}: values", raw, "what stands in the column, and what is taken for it")
        return {str(name): str(value) for name, value in raw.items()}

    def _flag(self, key: str, raw: Any) -> bool:
        if not isinstance(raw, bool):
            raise self.wrong(key, raw, "true or false")
        return raw

    def _text(self, key: str, raw: Any) -> str | None:
        if raw is not None and (not isinstance(raw, str) or not raw):
            raise self.wrong(key, raw, "a text")
        return raw
