"""Days as pixels: an axis of time whose ticks are years, months or days, whichever there is room for."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from .look import SMALL
from .sheet import Sheet

_STEPS = (("day", 1), ("day", 2), ("day", 7), ("month", 1), ("month", 2), ("month", 3), ("month", 6))
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_LENGTH = {"day": 1, "month": 30.4}


@dataclass(frozen=True, slots=True)
class Calendar:
    """From ``first`` to ``last`` between the pixels ``left`` and ``right``."""

    first: date
    last: date
    left: float
    right: float

    @classmethod
    def over(
        cls, days: Iterable[date | None], *, left: float, right: float, early: float = 0.0
    ) -> Calendar | None:  # fmt: skip
        """One that holds all these days, with a little room at both ends; None where there is no day.

        ``early``: up to this share of the days is left beyond its beginning, where that at least halves its length.
        """
        known = sorted(day for day in days if day is not None)
        if not known:
            return None
        whole = (known[-1] - known[0]).days
        for cut in range(int(len(known) * early), 0, -1):
            if (known[-1] - known[cut]).days * 2 <= whole and known[cut] != known[cut - 1]:
                known = known[cut:]
                break
        first, last = known[0].toordinal(), known[-1].toordinal()
        room = max(15, round((last - first) * 0.03))
        first, last = max(1, first - room), min(date.max.toordinal(), last + room)
        return cls(date.fromordinal(first), date.fromordinal(last), left, right)

    def at(self, day: date) -> float:
        """Where a day begins."""
        share = (day.toordinal() - self.first.toordinal()) / max(1, self.last.toordinal() - self.first.toordinal())
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))

    def range(self, first: date | None, last: date | None, *, least: float = 3) -> tuple[float, float]:
        """From where to where some days reach, the last whole; open ends reach to the edge."""
        begin = self.at(first) if first else self.left
        end = self.at(date.fromordinal(min(last.toordinal() + 1, date.max.toordinal()))) if last else self.right
        if end - begin < least:
            middle = (begin + end) / 2
            begin, end = middle - least / 2, middle + least / 2
        return begin, end

    def draw(self, sheet: Sheet, top: float, bottom: float) -> None:
        """Ticks with their names above ``top`` and lines down to ``bottom``."""
        ended = -1e9
        for day, name in self._ticks():
            x = self.at(day)
            sheet.line(x, top, x, bottom, "rule", z=0)
            if x - ended > 4 and x <= self.right - 8:
                sheet.words(x + 3, top + SMALL - 2, name, role="quiet", size=SMALL)
                ended = x + 7 * len(name)

    def _ticks(self) -> Iterator[tuple[date, str]]:
        days = self.last.toordinal() - self.first.toordinal()
        most = max(2, (self.right - self.left) / 68)
        for unit, step in _STEPS:
            if days / (_LENGTH[unit] * step) <= most:
                yield from self._months(step) if unit == "month" else self._days(step)
                return
        step = next((s for s in _YEARS if days / (365.25 * s) <= (self.right - self.left) / 44), 1000)
        for year in range(-(-self.first.year // step) * step or step, self.last.year + 1, step):
            if (day := date(year, 1, 1)) >= self.first:
                yield day, str(year)

    def _months(self, step: int) -> Iterator[tuple[date, str]]:
        for number in range(self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month):
            year, month = divmod(number, 12)
            day = date(year, month + 1, 1)
            if month % step == 0 and day >= self.first:
                yield day, f"{calendar.month_abbr[month + 1]} {year}"

    def _days(self, step: int) -> Iterator[tuple[date, str]]:
        for number in range(self.first.toordinal(), self.last.toordinal() + 1):
            if number % step == 0:
                day = date.fromordinal(number)
                yield day, f"{day.day} {calendar.month_abbr[day.month]}"
