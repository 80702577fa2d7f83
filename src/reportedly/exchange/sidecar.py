"""What stands beside a folder of reports: of each file its publisher, day, title, authors and language.

Either ``documents.csv``, with a header, or ``documents.jsonl``, one object a line. ``name`` (the file's, with or
without its ending) is needed; publisher, published (YYYY-MM-DD), title, authors and language may be there.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from reportedly.errors import ExchangeError
from reportedly.model import Document

_KEYS = ("name", "publisher", "published", "title", "authors", "language")


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of one report; what is not said is None."""

    publisher: str | None = None
    published: date | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None

    def over(self, document: Document) -> Document:
        """The document with what is said here, which goes before what the file says itself."""
        return replace(
            document,
            publisher=self.publisher or document.publisher,
            published=self.published or document.published,
            title=self.title or document.title,
            authors=self.authors or document.authors,
            language=self.language or document.language,
        )


def described(folder: Path) -> Mapping[str, Described]:
    """What ``documents.csv`` or ``documents.jsonl`` in a folder says, by the reports' names; empty without either.

    Raises:
        ExchangeError: naming the file, the line, the key, the value and what was expected.
    """
    found: dict[str, Described] = {}
    for name, lines in (("documents.csv", _csv), ("documents.jsonl", _jsonl)):
        file = folder / name
        if not file.is_file():
            continue
        try:
            for number, raw in lines(file):
                said = _described(f"{file}, line {number}", raw)
                found[str(raw["name"]).strip()] = said
        except (OSError, UnicodeDecodeError) as error:
            raise ExchangeError(f"{file}: cannot be read: {error}; save it in UTF-8") from error
    return found


def _csv(file: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        if "name" not in (reader.fieldnames or ()):
            raise ExchangeError(f"{file}, line 1: got {reader.fieldnames}, expected a header with name and {_rest()}")
        for row in reader:
            yield reader.line_num, {key: value for key, value in row.items() if key is not None}


def _jsonl(file: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
        except ValueError as error:
            raise ExchangeError(f"{file}, line {number}: expected one JSON object ({error})") from error
        if not isinstance(raw, dict):
            raise ExchangeError(f"{file}, line {number}: got {line[:60]!r}, expected one JSON object")
        yield number, raw


def _described(where: str, raw: Mapping[str, Any]) -> Described:
    if not str(raw.get("name") or "").strip():
        raise ExchangeError(f"{where}: name: got {raw.get('name')!r}, expected the name of a file")
    published = _words(raw.get("published"))
    try:
        day = date.fromisoformat(published) if published else None
    except ValueError as error:
        raise ExchangeError(f"{where}: published: got {published!r}, expected a day as YYYY-MM-DD") from error
    authors = raw.get("authors") or ()
    listed = authors.split(";") if isinstance(authors, str) else authors
    if not isinstance(listed, list | tuple) or not all(isinstance(author, str) for author in listed):
        raise ExchangeError(f"{where}: authors: got {authors!r}, expected names, in a CSV parted by semicolons")
    return Described(
        publisher=_words(raw.get("publisher")),
        published=day,
        title=_words(raw.get("title")),
        authors=tuple(name for author in listed if (name := _words(author))),
        language=_words(raw.get("language")),
    )


def _words(value: object) -> str | None:
    return " ".join(str(value).split()) or None if value is not None else None


def _rest() -> str:
    return ", ".join(_KEYS[1:])
