"""Claims out of files that hold no reports: who says each, and the words that we write down for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reportedly.errors import ClaimReason, ClaimRefusal
from reportedly.exchange.csv import in_words
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
    Span,
    Text,
)
from reportedly.model.plain import tidy
from reportedly.reading.vocabulary import predicates

LONGEST = 10_000
"""Characters of a name or a value; what is longer is no name, and is refused."""

_SHOWN = 60
_SURE = {Certainty.PROBABLE: "put as probable", Certainty.POSSIBLE: "put as possible", Certainty.UNKNOWN: "not said so"}


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a claim: a publisher, a data set, a column's source; it becomes a report of its own.

    ``key`` tells the voices of a file apart, ``name`` is what the report is called.
    """

    key: str
    name: str
    publisher: str | None = None
    published: date | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Attributed:
    """One claim and who says it.

    ``claim`` has no report yet: its quotation is the whole of what is written down for it, its spans count from the
    beginning of that. ``record`` is what stood in the file, ``key`` names it there.
    """

    voice: Voice
    claim: Claim
    key: str
    record: Any = field(compare=False)


@dataclass(frozen=True, slots=True)
class Passed:
    """What makes no claim and was left aside: a kind of record or of property, in words."""

    what: str


Found = Attributed | ClaimRefusal | Passed


class UnfitValueError(ValueError):
    """A value in a file is not one that a claim can have; ``key`` names where it stood."""

    def __init__(self, key: str, value: object, expected: str, *, reason: ClaimReason = ClaimReason.MALFORMED) -> None:
        super().__init__(f"{key}: got {value!r}, expected {expected}")
        self.key, self.value, self.expected, self.reason = key, value, expected, reason

    def refusal(self, file: str, line: int) -> ClaimRefusal:
        """The refusal of what stands at ``line`` of ``file``."""
        shown = tidy(str(self.value)[: 4 * _SHOWN], most=_SHOWN)
        return ClaimRefusal(file, line, self.reason, self.key, shown, self.expected)


def words(key: str, value: object) -> str:
    """A value as one line of text, without control characters.

    Raises:
        UnfitValueError: where it is no text, an empty one, or longer than a name can be.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise UnfitValueError(key, value, "a text")
    if isinstance(value, str) and len(value) > LONGEST:
        raise UnfitValueError(key, f"{value[:_SHOWN]} ({len(value):,} characters)", f"{LONGEST:,} characters at most")
    try:
        fit = tidy(str(value))
    except ValueError as error:  # A number of thousands of digits, which Python does not write.
        raise UnfitValueError(key, "a number of too many digits", f"{LONGEST:,} characters at most") from error
    if not fit:
        raise UnfitValueError(key, value, "a text that is not empty")
    return fit


def named(key: str, value: object, kind: Kind) -> Mention:
    """A name as a mention; raises as ``words``."""
    return Mention(words(key, value), kind)


def when(key: str, value: object) -> Interval:
    """A time; raises ``UnfitValueError`` where it is none in EDTF."""
    text = words(key, value)
    try:
        return Interval(text)
    except ValueError as error:
        expected = getattr(error, "expected", None) or "a time in EDTF, such as 2015, 2023-09 or 2015/.."
        raise UnfitValueError(key, text, str(expected)) from error


def draft(
    predicate: str,
    subject: Mention | Text,
    object_: Mention | Text | Quantity | None = None,
    *,
    qualifiers: Mapping[str, Part] | None = None,
    polarity: Polarity = Polarity.AFFIRMED,
    certainty: Certainty = Certainty.CERTAIN,
    sources: tuple[Source, ...] = (),
    said: str | None = None,
) -> Claim:
    """A claim without a report, which quotes ``said``, or else a sentence made of it.

    Raises:
        UnfitValueError: where the vocabulary has no such predicate.
    """
    if predicate not in predicates():
        raise UnfitValueError(
            "predicate", predicate, "a predicate of the vocabulary", reason=ClaimReason.UNKNOWN_PREDICATE
        )
    given = dict(qualifiers or {})
    sentence = tidy(said) if said else ""
    sentence = sentence or in_a_sentence(predicate, subject, object_, given, polarity, certainty, sources)
    return Claim(
        document="",
        quote=sentence,
        span=Span(0, len(sentence)),
        predicate=predicate,
        subject=_placed(subject, sentence),
        object=_placed(object_, sentence),
        qualifiers={key: _placed(part, sentence) for key, part in given.items()},
        polarity=polarity,
        certainty=certainty,
        sources=sources,
        reader="import",
    )


def in_a_sentence(
    predicate: str,
    subject: Mention | Text,
    object_: Part | None,
    qualifiers: Mapping[str, Part],
    polarity: Polarity,
    certainty: Certainty,
    sources: tuple[Source, ...],
) -> str:
    """What a record says, as a sentence that can be quoted: "Orlan Besk leads Hill Brigade (start: 2015)."."""
    entry = predicates()[predicate]
    parts = {key: tidy(in_words(part)) for key, part in qualifiers.items()}
    parts["subject"] = tidy(in_words(subject)) or "Somebody"
    if object_ is not None:
        parts["object"] = tidy(in_words(object_)) or "something"
    more = [f"{key}: {parts[key]}" for key in qualifiers if key not in entry.slots()]
    more += [f"according to {tidy(source.name)}" for source in sources]
    more += [_SURE[certainty]] if certainty in _SURE else []
    phrase = entry.phrase(polarity, parts)
    if not phrase:
        return predicate
    if more:
        return f"{phrase} ({'; '.join(more)})."
    return phrase if phrase[-1] in ".!?…" else f"{phrase}."


def _placed(part: Any, sentence: str) -> Any:
    """The part with the characters of the sentence that stand for it, where they stand there."""
    if not isinstance(part, Mention | Text):
        return part
    value = part.name if isinstance(part, Mention) else part.value
    at = sentence.find(value) if value else -1
    span = Span(at, at + len(value)) if at >= 0 else None
    return Mention(part.name, part.kind, span) if isinstance(part, Mention) else Text(part.value, span)
