"""What a dossier says in numbers, days and places, each with its claims: what pictures and data formats are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reportedly.model import Certainty, Interval, Kind
from reportedly.model.time import Tenure

LASTS_DAYS = 2 * 366
"""For how many days after it was last attested a tie is still drawn as one that may hold."""


@dataclass(frozen=True, slots=True)
class Span:
    """A time as exact as it is known: the first and the last day that it can be (None: open), and how it is said."""

    first: date | None
    last: date | None
    words: str

    @property
    def exact(self) -> bool:
        """Whether it is one known day."""
        return self.first is not None and self.first == self.last


@dataclass(frozen=True, slots=True)
class Mark:
    """A time and the claims that give it."""

    span: Span
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """One holder in one office.

    ``office`` tells offices apart: all with one are one succession. ``holder`` is the name as the page uses it,
    ``title`` what this one is called, ``body`` what the office is in. ``starts`` and ``ends`` are stated, more than one
    where reports disagree; ``seen`` are times at which this one is cited in office, ``past`` reports that only look
    back, ``late`` citations after the reported death. ``deaths`` are reported deaths, ``death`` is that which ended it
    as far as is said, ``alive`` are denials. ``since`` and ``until``: the days between which this one surely held it,
    if what is said is so. ``rivals`` are said to hold it at the same time. ``denied``: claims that this one does not
    hold it.
    """

    office: str
    title: str
    holder: str
    entity: str | None
    body: str
    starts: tuple[Mark, ...] = ()
    ends: tuple[Mark, ...] = ()
    seen: tuple[Mark, ...] = ()
    past: tuple[Mark, ...] = ()
    late: tuple[Mark, ...] = ()
    deaths: tuple[Mark, ...] = ()
    death: Span | None = None
    alive: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    words: str = ""
    said: str = ""
    rivals: tuple[str, ...] = ()
    contested: bool = False
    denied: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """That nobody is named in an office for months: from the end of one to the beginning of the next."""

    office: str
    first: date
    last: date
    words: str


@dataclass(frozen=True, slots=True)
class Number:
    """A strength as one statement gives it. ``low`` and ``high`` None: open. ``span``: the time for which it is said;
    ``dated`` False where no report says, and ``span`` are the days of the reports. ``counts``: what is counted, "" for
    people, however they are called."""

    low: float | None
    high: float | None
    unit: str
    counts: str
    words: str
    span: Span
    dated: bool
    said: str
    voices: tuple[str, ...]
    certainty: Certainty
    place: str = ""
    contested: bool = False
    denied: bool = False
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One event. ``kind`` is its predicate, ``label`` that in words; ``dated`` as in ``Number``. ``own``: the page's
    entity is its subject, of a killing the one who was killed."""

    kind: str
    label: str
    text: str
    span: Span
    dated: bool
    place: str
    said: str
    certainty: Certainty
    reports: int = 1
    contested: bool = False
    denied: bool = False
    claims: tuple[str, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is said to be, or to have happened. ``place`` is as the report calls it; ``entity`` its id.

    ``kind`` is the predicate ("based_in", "controls", "attack"), ``text`` the whole statement, ``tenure`` when it held.
    ``place_id`` is that of the gazetteer ("geonames:1135689"), "" where it knows no such place or cannot choose.
    """

    place: str
    entity: str | None
    place_id: str
    kind: str
    label: str
    text: str
    tenure: Tenure
    event: bool
    said: str
    certainty: Certainty
    contested: bool = False
    denied: bool = False
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation of the page's entity to another. ``forward``: the page's entity is the subject of it.

    ``label`` reads from the page's entity to the other: "allied with", "commands". ``moment``: it is an event (a
    split), which holds from its day on, or something without a time (kinship).
    """

    other: str
    entity: str | None
    other_kind: Kind
    kind: str
    label: str
    text: str
    forward: bool
    tenure: Tenure
    moment: bool
    words: str
    said: str
    certainty: Certainty
    contested: bool = False
    denied: bool = False
    claims: tuple[str, ...] = ()

    def holds_on(self, day: date) -> bool | None:
        """Whether it held on a day: True; None where it may have (imprecise times, or attested not long before); else
        False: it had not begun, was over, or nobody has spoken of it for that time."""
        return holds_on(self.tenure, day, moment=self.moment)

    def days(self) -> Iterator[date]:
        """The days on which ``holds_on`` may change."""
        yield from turning_days(self.tenure)


@dataclass(frozen=True, slots=True)
class Figures:
    """All of a page. Nothing in it is averaged or chosen: what reports disagree in stands side by side."""

    held: tuple[Held, ...] = ()
    gaps: tuple[Gap, ...] = ()
    numbers: tuple[Number, ...] = ()
    events: tuple[Event, ...] = ()
    spots: tuple[Spot, ...] = ()
    ties: tuple[Tie, ...] = ()


def holds_on(tenure: Tenure, day: date, *, moment: bool = False) -> bool | None:
    """Whether something held on a day, as ``Tie.holds_on``; ``moment``: it happened once, and its outcome stays;
    what has no time at all (kinship) holds always."""
    if moment:
        time = tenure.first_seen or tenure.began
        if time is None:
            return True
        if time.latest is not None and day >= time.latest:
            return True
        return None if time.earliest is not None and day >= time.earliest else False
    found = tenure.holds_on(day)
    if found is not None:
        return found
    if tenure.began is not None and _within(tenure.began, day):
        return None
    last = tenure.last_seen or tenure.began
    since = tenure.began or tenure.first_seen
    if last is None or since is None or last.latest is None:
        # Only an end is told, or no year at all: it may have held on any day before.
        return None
    begun = since.earliest or since.latest
    if begun is not None and day < begun:
        return False
    return None if (day - last.latest).days <= LASTS_DAYS or tenure.ended is not None else False


def _within(interval: Interval, day: date) -> bool:
    return (interval.earliest or date.min) <= day <= (interval.latest or date.max)


def turning_days(tenure: Tenure) -> Iterator[date]:
    """The days on which ``holds_on`` may change its answer."""
    for interval in (tenure.began, tenure.first_seen):
        if interval is not None:
            yield from filter(None, (interval.earliest, interval.latest))
    for interval in (tenure.last_seen, tenure.ended):
        if interval is not None:
            yield from (_after(day, 1) for day in (interval.earliest, interval.latest) if day)
    last = tenure.last_seen or tenure.began
    if last is not None and last.latest is not None and tenure.ended is None:
        yield _after(last.latest, LASTS_DAYS + 1)


def _after(day: date, days: int) -> date:
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))
