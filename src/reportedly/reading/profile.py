"""Key-value lines ("Leaders: A (2009–2014), B"), read by rule: their subject is what the document is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from reportedly.model import Claim, Document, Kind, Mention, Part, Quantity, Span, Text

from . import times
from .analysis import Analysis
from .coreference import Namer
from .numbers import quantity
from .vocabulary import predicate

_LINE = re.compile(
    r"^[ \t>*•–-]*(?P<key>[A-Za-z][\w .'/-]{1,40}?)[ \t]*(?::|\t|\|)[ \t]*(?P<value>\S[^\n]*?)[ \t]*$", re.MULTILINE
)
_TITLE = re.compile(r"\s*(?P<title>[^\n:]{2,70}?)[ \t]*(?:\n|$)")
_NOTE = re.compile(r"\s*\((?P<note>[^()]*)\)\s*$")
_PIECE = re.compile(r"(?:[^,;()]|\([^()]*\))+")
_NAME = re.compile(r"[^,;()]+")
_YEARS = re.compile(r"(?P<start>[^–—-]*?\d{4}[^–—-]*?)?\s*[–—-]\s*(?P<end>.*)")
_NOW = frozenset({"", "present", "now", "today", "incumbent", "current", "date"})


@dataclass(frozen=True, slots=True)
class _Key:
    predicate: str
    side: str = "object"
    kind: str | None = None
    list: bool = False
    title: str | None = None
    status: str | None = None
    qualifier: str | None = None


class Profile:
    """Reads the key-value lines of one document."""

    def __init__(self, document: Document, analysis: Analysis, namer: Namer, *, published: date | None) -> None:
        self._document, self._text = document, analysis.text
        self._analysis, self._namer, self._published = analysis, namer, published

    def claims(self) -> Iterator[Claim]:
        """The claims of every line whose key the vocabulary knows; none in a text with fewer than two such lines."""
        lines = [(m, key) for m in _LINE.finditer(self._text) if (key := _keys().get(m["key"].strip().lower()))]
        if len(lines) < 2:
            return
        about = self._about()
        if about is None:
            return
        for match, key in lines:
            for start, end in self._pieces(match, key):
                claim = self._claim(match, key, start, end, about)
                if claim is not None:
                    yield claim

    def _about(self) -> tuple[str, Kind | None] | None:
        """The one whom the document is about: its title, or its first line."""
        title = self._document.title
        if not title:
            first = _TITLE.match(self._text)
            if first is None or _LINE.match(self._text, first.start("title")):
                return None
            title = first["title"].strip()
        title = re.split(r"\s+[-–—|:]\s+|:\s", title)[0].strip(" #")
        wanted = title.casefold()
        for referent in self._namer.referents:
            if wanted in {name.casefold() for name in (referent.name, *referent.names)}:
                return referent.name, referent.kind
        return (title, None) if len(title.split()) <= 6 else None

    def _pieces(self, match: re.Match[str], key: _Key) -> Iterator[tuple[int, int]]:
        if not key.list:
            yield match.span("value")
            return
        # What stands in brackets behind a name is another name; behind anything else it says when.
        pattern = _NAME if key.predicate == "also_known_as" else _PIECE
        for piece in pattern.finditer(self._text, *match.span("value")):
            words = piece[0]
            start = piece.start() + len(words) - len(words.lstrip())
            if words.strip():
                yield start, piece.start() + len(words.rstrip())

    def _claim(
        self, match: re.Match[str], key: _Key, start: int, end: int, about: tuple[str, Kind | None]
    ) -> Claim | None:
        words = self._text[start:end]
        note = _NOTE.search(words)
        core_end = start + note.start() if note and note.start() else end
        qualifiers: dict[str, Part] = {}
        if note and note.start():
            qualifiers |= self._when(start + note.start("note"), start + note.end("note"))
        entry = predicate(key.predicate)
        if key.title:
            qualifiers["title"] = Text(match["key"].strip().lower().removesuffix("s"))
        if key.status:
            qualifiers["status"] = Text(match["key"].strip().lower().removesuffix(" by"))
        one = Mention(about[0], about[1] or _kind(entry.subjects if key.side == "object" else entry.objects))
        other: Mention | Text | Quantity | None
        if key.qualifier:
            interval = times.qualifier(
                self._text, Span(start, end), published=self._published, expressions=self._analysis.times, role="time"
            )
            if interval is None:
                return None
            qualifiers, other = {key.qualifier: interval}, None
        elif entry.objects == {"quantity"}:
            other = quantity(self._text[start:core_end])
            if other is None:
                return None
        elif key.kind:
            span = Span(start, core_end)
            name, kind = self._namer.name_of(span)
            if not any(c.isalnum() for c in name):
                return None
            other = Mention(name, kind or Kind(key.kind), span)
        else:
            value = self._text[start:core_end].strip(' .;,"“”')
            if not value:
                return None
            other = Text(value, Span(start, core_end))
        subject, thing = (one, other) if key.side == "object" else (other, one)
        if not isinstance(subject, Mention) or (isinstance(thing, Mention) and thing.name == subject.name):
            return None
        line = Span(match.start("key"), match.end("value"))
        return Claim(
            document=self._document.id, quote=line.of(self._text), span=line, predicate=key.predicate,
            subject=subject, object=thing, qualifiers=qualifiers, reader="rule:key-value", score=0.9,
            trigger=Span(*match.span("key")),
        )  # fmt: skip

    def _when(self, start: int, end: int) -> Mapping[str, Part]:
        """Start and end of a state, from the brackets behind a value: "(2009–2014)", "(since 2014)", "(2018)"."""
        note = self._text[start:end]
        spans: dict[times.Role, tuple[int, int]] = {}
        if years := _YEARS.fullmatch(note):
            if years["start"]:
                spans["start"] = years.span("start")
            if years["end"].strip().lower() not in _NOW:
                spans["end"] = years.span("end")
        elif note.lower().startswith(("since", "from")):
            spans["start"] = (0, len(note))
        elif note.lower().startswith(("until", "to ")):
            spans["end"] = (0, len(note))
        else:
            spans["time"] = (0, len(note))
        intervals = {
            role: times.qualifier(
                self._text, Span(start + a, start + b),
                published=self._published, expressions=self._analysis.times, role=role,
            )
            for role, (a, b) in spans.items()
            if b > a
        }  # fmt: skip
        return {role: interval for role, interval in intervals.items() if interval is not None}


def _kind(allowed: frozenset[str]) -> Kind:
    return next((k for k in (Kind.ORGANIZATION, Kind.PERSON, Kind.PLACE) if k.value in allowed), Kind.ORGANIZATION)


@lru_cache(maxsize=1)
def _keys() -> dict[str, _Key]:
    raw: list[dict[str, Any]] = yaml.safe_load(
        files("reportedly.reading.vocabulary").joinpath("keys.yaml").read_text(encoding="utf-8")
    )
    return {word: _Key(**{k: v for k, v in entry.items() if k != "keys"}) for entry in raw for word in entry["keys"]}
