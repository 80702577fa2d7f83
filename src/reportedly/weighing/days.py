"""Times as ranges of days, and ranges that mean one time taken together, whatever the order they come in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from reportedly.model import Claim, Interval

FAR = 10**9
"""Days; beyond every date that four digits can write."""
_LEVELS = (16, 62, 190, 732, 8000)
"""How exact a range is, in days: a day (about a day), a month, a season, a year, a decade; then all that is wider."""


class Days(NamedTuple):
    """The first and the last day that something can cover, as ``date.toordinal``; ``FAR`` where that is open."""

    first: int
    last: int

    @property
    def width(self) -> int:
        """How many days it covers."""
        return self.last - self.first + 1

    def meets(self, other: Days) -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def holds(self, other: Days) -> bool:
        """Whether the other lies wholly inside."""
        return self.first <= other.first and other.last <= self.last

    def gap(self, other: Days) -> int:
        """How many days lie between the two; 0 where they meet."""
        return max(0, self.first - other.last, other.first - self.last)

    def __and__(self, other: Days) -> Days:
        return Days(max(self.first, other.first), min(self.last, other.last))

    def __or__(self, other: Days) -> Days:
        return Days(min(self.first, other.first), max(self.last, other.last))


@lru_cache(maxsize=65536)
def _read(edtf: str) -> Days:
    interval = Interval(edtf)
    slack = max((moment.tolerance for moment in interval.moments), default=0)
    first, last = interval.earliest, interval.latest
    return Days(first.toordinal() - slack if first else -FAR, last.toordinal() + slack if last else FAR)


def days_of(interval: Interval) -> Days:
    """The days of an interval, wider by the tolerance of what is approximate; all where the year is unknown."""
    return _read(interval.edtf)


def said_days(claim: Claim, name: str) -> Days | None:
    """The days of the time, start or end of a claim; None where it has none."""
    part = claim.qualifiers.get(name)
    return _read(part.edtf) if isinstance(part, Interval) else None


def held_days(claim: Claim) -> Days | None:
    """The days over which a claim speaks, as far as it says: of its time, or from its start to its end."""
    if (time := said_days(claim, "time")) is not None:
        return time
    start, end = said_days(claim, "start"), said_days(claim, "end")
    if start is None and end is None:
        return None
    found = Days(start.first if start else -FAR, end.last if end else FAR)
    return found if found.first <= found.last else start


@dataclass(frozen=True, slots=True)
class Bunch:
    """Ranges that can mean one time; ``core`` are the days that the most exact of them have in common."""

    core: Days
    members: tuple[Days, ...]


class Finder:
    """Which of many ranges meet a given one: none, exactly one, or several. A question costs O(log n)."""

    def __init__(self, spans: Sequence[Days]) -> None:
        order = sorted(range(len(spans)), key=lambda i: spans[i])
        self._firsts = [spans[i].first for i in order]
        # For each prefix in order of the first day: whose last day is latest, and the latest but one.
        self._best: list[tuple[int, int, int]] = []
        best, which, second = -FAR - 1, -1, -FAR - 1
        for i in order:
            last = spans[i].last
            if last > best:
                best, which, second = last, i, best
            else:
                second = max(second, last)
            self._best.append((best, which, second))

    def fit(self, asked: Days) -> tuple[int, int]:
        """How many meet it (0, 1, or 2 for several), and which one where it is one."""
        upto = bisect_right(self._firsts, asked.last)
        if upto == 0:
            return 0, -1
        best, which, second = self._best[upto - 1]
        if best < asked.first:
            return 0, -1
        return (2, -1) if second >= asked.first else (1, which)


def gather(ranges: Iterable[Days]) -> list[Bunch]:
    """Ranges taken together where they can mean one time; every range is in exactly one bunch.

    The most exact come first: days that meet are one time. A coarser range joins the only finer one that it meets
    ("2015" joins "July 2015"); where it meets several, or none, it stands with its like. Depends on the set of ranges
    alone, never on their order. O(n log n) for n ranges.
    """
    levels: list[list[Days]] = [[] for _ in range(len(_LEVELS) + 1)]
    for span in set(ranges):
        levels[sum(span.width > wide for wide in _LEVELS)].append(span)
    cores: list[Days] = []
    members: list[list[Days]] = []
    for level in levels:
        finder, rest = Finder(cores), []
        for span in sorted(level):
            count, which = finder.fit(span)
            if count == 1:
                members[which].append(span)
            else:
                rest.append(span)
        for core, stabbed in _stabbed(rest):
            cores.append(core)
            members.append(stabbed)
    return [Bunch(core, tuple(sorted(m))) for core, m in zip(cores, members, strict=True)]


def _stabbed(spans: Sequence[Days]) -> list[tuple[Days, list[Days]]]:
    """The fewest groups whose members all have a day in common: by the earliest last day, greedily."""
    found: list[tuple[Days, list[Days]]] = []
    for span in sorted(spans, key=lambda s: (s.last, s.first)):
        if found and span.first <= found[-1][0].last:
            core, group = found[-1]
            group.append(span)
            found[-1] = (core & span, group)
        else:
            found.append((span, [span]))
    return found
