"""The claim: one statement that one report makes, or passes on, about one subject."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from .mention import Kind, Mention, Quantity, Text
from .span import Span
from .time import Interval

Part = Mention | Text | Quantity | Interval
"""What can fill a qualifier."""


class Polarity(StrEnum):
    """Whether the speaker says that it is so."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Certainty(StrEnum):
    """How sure the last speaker in the chain puts it."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


class SourceKind(StrEnum):
    """What sort of source a link of the chain is."""

    OUTLET = "outlet"
    PERSON = "person"
    ORGANIZATION = "organization"
    WORK = "work"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Source:
    """One link in the chain from the report inward."""

    name: str
    kind: SourceKind
    span: Span | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One attributed statement, anchored to its exact words.

    ``quote`` is ``document.text[span.start:span.end]``. ``sources`` runs from the
    report inward, outermost first, without the report's own publisher; empty where
    the report says it in its own voice. ``reader`` says what read it ("graph",
    "rule:also-known-as", …), ``score`` the reader's confidence, 0 to 1. ``trigger``
    are the words that evoke the predicate.

    Raises:
        ValueError: where the quotation does not have the length of its span.
    """

    document: str
    quote: str
    span: Span
    predicate: str
    subject: Mention | Text
    object: Mention | Text | Quantity | None = None
    qualifiers: Mapping[str, Part] = field(default_factory=dict)
    polarity: Polarity = Polarity.AFFIRMED
    certainty: Certainty = Certainty.CERTAIN
    sources: tuple[Source, ...] = ()
    reader: str = "graph"
    score: float = 1.0
    trigger: Span | None = None
    _id: str = field(default="", init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.quote) != self.span.end - self.span.start:
            raise ValueError(
                f"claim: quote has {len(self.quote)} characters, span {self.span.start}..{self.span.end} has "
                f"{self.span.end - self.span.start}; quote must be text[start:end]"
            )
        object.__setattr__(self, "qualifiers", MappingProxyType(dict(self.qualifiers)))

    def __hash__(self) -> int:
        # The qualifiers are a mapping, which has no hash; what is left tells claims apart well enough.
        return hash((self.document, self.span, self.predicate, self.subject, self.object))

    def __reduce__(self) -> tuple[type[Claim], tuple[Any, ...]]:
        # A read-only mapping cannot be pickled, and claims come from worker processes.
        values = (getattr(self, f.name) for f in fields(self) if f.init)
        return Claim, tuple(dict(value) if isinstance(value, MappingProxyType) else value for value in values)

    @property
    def id(self) -> str:
        """A hash over what is said, by whom and where: the same reading is the same claim.

        The SHA-256 of a canonical JSON array; ``score`` and entities stay out of it, so
        that a recalibrated reader or a merge of names does not make a new claim.
        """
        # Weighing asks a dozen times; a frozen record can remember what it is called.
        if not self._id:
            object.__setattr__(self, "_id", self._digest())
        return self._id

    def _digest(self) -> str:
        array = [
            self.document,
            self.span.start,
            self.span.end,
            self.predicate,
            _plain(self.subject),
            _plain(self.object),
            sorted((key, _plain(part)) for key, part in self.qualifiers.items()),
            self.polarity.value,
            self.certainty.value,
            [[s.name, s.kind.value] for s in self.sources],
        ]
        packed = json.dumps(array, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return hashlib.sha256(packed.encode()).hexdigest()[:32]

    def _repr_html_(self) -> str:
        """The claim in a notebook."""
        from . import notebook

        return notebook.claim(self)

    def standing_in(self, text: str) -> Claim:
        """This claim, once its quotation is seen to stand in ``text``.

        Raises:
            ValueError: where ``text[start:end]`` is not the quotation.
        """
        if self.span.of(text) != self.quote:
            raise ValueError(
                f"claim {self.predicate!r} of {self.document}: quote {self.quote[:60]!r} does not stand at "
                f"{self.span.start}..{self.span.end}, where the text has {self.span.of(text)[:60]!r}"
            )
        return self


def _plain(part: Part | None) -> object:
    match part:
        case None:
            return None
        case Mention(name=name, kind=kind):
            return ["mention", name, kind.value]
        case Text(value=value):
            return ["text", value]
        case Quantity(low=low, high=high, unit=unit):
            return ["quantity", _number(low), _number(high), unit]
        case Interval():
            return ["time", part.edtf]


def _number(number: float | None) -> float | None:
    """100 and 100.0 are equal, and so are claims that differ in nothing else: they share their id."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


__all__ = [
    "Certainty",
    "Claim",
    "Kind",
    "Part",
    "Polarity",
    "Source",
    "SourceKind",
]
