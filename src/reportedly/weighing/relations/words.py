"""Words that relations go by (words.yaml), and the words in which relations are explained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from textwrap import shorten
from typing import TYPE_CHECKING

import yaml

from reportedly.model import Claim, Interval, Kind, Mention, Part, Polarity, Quantity, Text
from reportedly.weighing.likeness import content
from reportedly.weighing.names import tokens
from reportedly.weighing.propositions import Proposition
from reportedly.weighing.told import Told
from reportedly.weighing.ways import Way

if TYPE_CHECKING:
    from .view import View


_MONTHS = (
    *("", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What stands in words.yaml."""

    change: re.Pattern[str]
    correction: re.Pattern[str]
    never: re.Pattern[str]
    limits: frozenset[str]
    deeds: frozenset[str]
    inclusive: frozenset[str]
    parts: frozenset[str]
    implies: Mapping[str, tuple[str, ...]]
    seldom: frozenset[str]
    not_alone: re.Pattern[str]
    wide: frozenset[str]
    seat: re.Pattern[str]
    ties: frozenset[str]
    crowds: dict[str, frozenset[str]]
    alive: frozenset[str]
    single: frozenset[str]
    shared: frozenset[str]
    anybody: frozenset[str]
    causes: Mapping[str, frozenset[str]]
    together: tuple[frozenset[str], ...]
    owning: frozenset[str]
    acquiring: frozenset[str]
    heads: frozenset[str]
    empty: frozenset[str]
    any_kin: frozenset[str]
    synonyms: tuple[frozenset[str], ...]


@cache
def lexicon() -> Lexicon:
    """The words that relations go by, read once a process."""
    raw = yaml.safe_load(files(__package__).joinpath("words.yaml").read_text(encoding="utf-8"))
    return Lexicon(
        change=_any_of(raw["change"]),
        correction=_any_of(raw["correction"]),
        never=_any_of(raw["never"]),
        limits=frozenset(content(raw["limits"])),
        deeds=frozenset(raw["deeds"]),
        inclusive=frozenset(raw["inclusive"]),
        parts=frozenset(raw["parts"]),
        implies={name: tuple(others) for name, others in raw["implies"].items()},
        seldom=frozenset(raw["seldom"]),
        not_alone=_any_of(raw["not_alone"]),
        wide=frozenset(content(raw["wide"])),
        seat=_any_of(raw["seat"]),
        ties=frozenset(raw["ties"]),
        crowds={name: frozenset(words.split()) for name, words in raw["crowds"].items()},
        alive=frozenset(raw["alive"]),
        single=frozenset(content(raw["single"])),
        shared=frozenset(raw["shared"]),
        anybody=frozenset(content(raw["anybody"])),
        causes={name: frozenset(content(words)) for name, words in raw["causes"].items()},
        together=tuple(frozenset(sorts) for sorts in raw["together"]),
        owning=frozenset(content(raw["owning"])),
        acquiring=frozenset(content(raw["acquiring"])),
        heads=frozenset(raw["heads"]),
        empty=frozenset(content(raw["empty"])),
        any_kin=frozenset(content(raw["any_kin"])),
        synonyms=tuple(frozenset(content(words)) for words in raw["synonyms"]),
    )


def sort_of(words: Iterable[str]) -> str:
    """Of what sort those are who are called by these words: soldiers, civilians …; "" for people of any sort."""
    said = frozenset(words)
    for crowd, known in _crowds().items():
        if said & known:
            return crowd
    return ""


@cache
def _crowds() -> Mapping[str, frozenset[str]]:
    return {crowd: frozenset(content(" ".join(words))) for crowd, words in lexicon().crowds.items()}


def is_head(claim: Claim) -> bool:
    """Whether somebody is said to hold the post of who leads the body: its "chairman", "head", "emir".

    Such titles are those of ``leads``; who reads a report may still have put them down as a position.
    """
    title, body = claim.qualifiers.get("title"), claim.object
    if claim.predicate != "holds_position" or not isinstance(title, Text) or not isinstance(body, Mention):
        return False
    words = " ".join(w for w in tokens(title.value) if w not in ("the", "its", "their", "of", "group", "organization"))
    return body.kind is Kind.ORGANIZATION and words in lexicon().heads


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(patterns) + r")\b", re.IGNORECASE)


def in_words(part: Part | None) -> str:
    """A part of a claim as its report words it; a number and a time in words."""
    match part:
        case Mention(name=name):
            return name
        case Text(value=value):
            return value.strip().rstrip(".")
        case Quantity():
            return number(part)
        case Interval():
            return time(part)
        case None:
            return ""


def number(value: Quantity) -> str:
    """A range in words: "100 to 250", "more than 20", "300 fighters"."""
    low, high = (f"{x:,.0f}" if x is not None and float(x).is_integer() else x for x in (value.low, value.high))
    unit = f" {value.unit}" if value.unit else ""
    if low is None and high is None:
        return f"an unknown number{unit and ' of'}{unit}"
    if high is None:
        return f"{low} or more{unit}"
    if low is None:
        return f"up to {high}{unit}"
    return f"{low}{unit}" if low == high else f"{low} to {high}{unit}"


def time(interval: Interval) -> str:
    """An interval in words: "2015", "March 2015", "14 March 2015", "from 2015", "by 2018"."""
    moments = [_moment(m.year, m.month, m.day, about=m.approximate) for m in interval.moments]
    if interval.start is None:
        return f"by {moments[-1]}"
    if interval.end is None:
        return f"from {moments[0]} on"
    return moments[0] if len(moments) == 1 else f"{moments[0]} to {moments[-1]}"


def _moment(year: str, month: str | None, day: str | None, *, about: bool) -> str:
    words = f"the {year[:3]}0s" if year.endswith("X") and year[:3].isdigit() else year
    if month is not None and month.isdigit() and 1 <= int(month) <= 12:
        words = f"{_MONTHS[int(month)]} {words}"
        if day is not None and day.isdigit():
            words = f"{int(day)} {words}"
    return f"about {words}" if about else words


def on(day: date | int) -> str:
    """A day in words: "14 March 2015"."""
    day = date.fromordinal(day) if isinstance(day, int) else day
    return f"{day.day} {_MONTHS[day.month]} {day.year}"


def who(view: View) -> str:
    """Who says it: the first two tellers, each with the day of the report, and how many more there are."""
    return view.voices


def tellers(claims: Iterable[Told]) -> str:
    """Those who say it in the end, each once, with the paper and its day: "a nurse in Radio Lemet of 2 May 2021"."""
    seen: dict[str, str] = {}
    for told in claims:
        paper = told.document.publisher or shorten(told.document.title or told.document.name, 40, placeholder=" …")
        day = f" of {on(told.document.published)}" if told.document.published else ""
        last = told.claim.sources[-1].name if told.claim.sources else ""
        seen.setdefault(last or paper, f"{last} in {paper}{day}" if last and last != paper else f"{paper}{day}")
    named = list(seen.values())
    if len(named) > 2:
        return f"{', '.join(named[:2])} and {len(named) - 2} more"
    return " and ".join(named)


def saying(view: View) -> str:
    """What is said, in words: "Idris Valkoen leads the Sannar Brotherhood"."""
    return saying_of(view.p, view.way)


def saying_of(proposition: Proposition, way: Way) -> str:
    """What a proposition affirms or denies, put as if it were so."""
    claim = proposition.first.claim
    parts = {name: text for name, part in claim.qualifiers.items() if (text := in_words(part))}
    parts |= {"subject": in_words(claim.subject)} | ({"object": other} if (other := in_words(claim.object)) else {})
    if way.phrase is not None:
        return way.phrase(Polarity.AFFIRMED, parts)
    return " ".join(w for w in (parts["subject"], proposition.predicate.replace("_", " "), parts.get("object")) if w)
