"""Times as reports give them: intervals with open and blurred ends, written in EDTF (ISO 8601-2).

What is read and written: ``2015``, ``2023-09``, ``2023-09-14``, seasons and quarters
(``2023-21``, ``2022-33``), digits that nobody knows (``202X``, ``XXXX-09-14``), years before
the common era (``-0489``), ``~`` approximate, ``?`` uncertain, ``%`` both, ranges
(``2015/2018``, ``2015/..``, ``../2015``, ``2015/`` for an unknown end) and one of several
(``[1974,1976]``). Times of day are dropped: the ledger counts in days.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

_MOMENT = re.compile(r"(-?[0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?(?:T[0-9:.,Z+-]+)?([~?%]?)")
_KNOWN_YEARS = re.compile(r"-?[0-9]{1,4}X{0,3}")
# ISO 8601-2, 4.8: month numbers from 21 name divisions of the year. First month and length in months;
# the seasons are those of the north, winter begins in December of the year that it is written with.
_DIVISIONS = {
    **dict(zip(range(21, 25), ((3, 3), (6, 3), (9, 3), (12, 3)), strict=True)),
    **dict(zip(range(25, 29), ((3, 3), (6, 3), (9, 3), (12, 3)), strict=True)),
    **dict(zip(range(29, 33), ((9, 3), (12, 3), (3, 3), (6, 3)), strict=True)),
    **dict(zip(range(33, 37), ((1, 3), (4, 3), (7, 3), (10, 3)), strict=True)),
    **dict(zip(range(37, 40), ((1, 4), (5, 4), (9, 4)), strict=True)),
    **dict(zip(range(40, 42), ((1, 6), (7, 6)), strict=True)),
}
_FAR = 10**9  # days; beyond every date that four digits can write


class EdtfError(ValueError):
    """A time that is not written in the EDTF that we read; says the value and what was expected."""

    def __init__(self, value: object, expected: str) -> None:
        super().__init__(f"time: {value!r} is not EDTF: expected {expected}")
        self.value = value
        self.expected = expected

    def __reduce__(self) -> tuple[type[EdtfError], tuple[object, str]]:
        return type(self), (self.value, self.expected)


class Form(StrEnum):
    """What an EDTF text is: one date, a range of dates, or one of several dates."""

    DATE = "date"
    RANGE = "range"
    ONE_OF = "one of"


@dataclass(frozen=True, slots=True)
class Moment:
    """One date, as exact as it is known: the parts are as written, ``X`` for an unknown digit.

    ``month`` from 21 on is a season, quarter or half of the year (ISO 8601-2, 4.8).
    """

    year: str
    month: str | None = None
    day: str | None = None
    approximate: bool = False
    uncertain: bool = False

    @property
    def edtf(self) -> str:
        """The date in EDTF."""
        mark = {(True, True): "%", (True, False): "~", (False, True): "?"}.get((self.approximate, self.uncertain), "")
        return "-".join(part for part in (self.year, self.month, self.day) if part is not None) + mark

    @property
    def earliest(self) -> date | None:
        """The first day that it can be; None where the year is unknown or before year 1."""
        return _as_date(self._first)

    @property
    def latest(self) -> date | None:
        """The last day that it can be; None where the year is unknown or before year 1."""
        return _as_date(self._last)

    @property
    def tolerance(self) -> int:
        """How many days off the date may be where it is approximate, else 0.

        One unit of what is written: ten years for a decade, a year, a season, a month, a week for a day.
        """
        if not self.approximate:
            return 0
        if self.day is not None:
            return 7
        if self.month is not None:
            return 31 if self.month == "XX" or int(self.month.replace("X", "0")) <= 12 else 92
        return 366 * int(10 ** self.year.count("X"))

    @property
    def _first(self) -> int:
        return _days(self)[0]

    @property
    def _last(self) -> int:
        return _days(self)[1]

    @property
    def _year_unknown(self) -> bool:
        return _KNOWN_YEARS.fullmatch(self.year) is None

    def _bounds(self) -> tuple[int, int]:
        if self._year_unknown:
            return -_FAR, _FAR
        lowest, highest = _year(self.year, highest=False), _year(self.year, highest=True)
        return self._in_year(lowest)[0], self._in_year(highest)[1]

    def _in_year(self, year: int) -> tuple[int, int]:
        """First and last day, as day numbers, were it in ``year``."""
        if self.month is None:
            return _day_number(year, 1, 1), _day_number(year, 12, 31)
        months = [n for n in range(1, 42) if _fits(n, self.month) and (n <= 12 or (n > 20 and self.month[0] != "X"))]
        spans = [self._in_month(year, month) for month in months]
        return min(first for first, _ in spans), max(last for _, last in spans)

    def _in_month(self, year: int, month: int) -> tuple[int, int]:
        first, length = _DIVISIONS.get(month, (month, 1))
        over, last = divmod(first + length - 2, 12)
        if self.day is None or month > 12:
            return _day_number(year, first, 1), _day_number(year + over, last + 1, 31)
        days = [n for n in range(1, 32) if _fits(n, self.day)]
        return _day_number(year, month, days[0]), _day_number(year, month, days[-1])


@dataclass(frozen=True, slots=True)
class Interval:
    """When something was, or when it began or ended: an EDTF text, in canonical form.

    ``Interval("2015/..")`` and ``Interval.parse("2015/..")`` are the same. Two are equal where
    their EDTF is. A start or an end that is open (``..``) or unknown (nothing) is None.

    Raises:
        EdtfError: where the text is not EDTF, or its end lies before its start.
    """

    edtf: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "edtf", _read(self.edtf)[0])

    @classmethod
    def parse(cls, edtf: str) -> Interval:
        """Read an EDTF text.

        Raises:
            EdtfError: where the text is not EDTF, or its end lies before its start.
        """
        return cls(edtf)

    @classmethod
    def on(cls, day: date) -> Interval:
        """The interval of one day."""
        return cls(day.isoformat())

    @property
    def form(self) -> Form:
        """One date, a range, or one of several."""
        return _read(self.edtf)[1]

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Every date that is written in it, in order."""
        return tuple(moment for moment in _read(self.edtf)[2] if moment is not None)

    @property
    def start(self) -> Moment | None:
        """Its first date; None where the start is open or unknown."""
        parts = _read(self.edtf)[2]
        return min(self.moments, key=lambda m: m._first) if self.form is Form.ONE_OF else parts[0]

    @property
    def end(self) -> Moment | None:
        """Its last date; None where the end is open or unknown."""
        parts = _read(self.edtf)[2]
        return max(self.moments, key=lambda m: m._last) if self.form is Form.ONE_OF else parts[-1]

    @property
    def earliest(self) -> date | None:
        """The first day that it can cover; None where that is open, unknown or before year 1."""
        return self.start.earliest if self.start else None

    @property
    def latest(self) -> date | None:
        """The last day that it can cover; None where that is open or unknown."""
        return self.end.latest if self.end else None

    @property
    def approximate(self) -> bool:
        """Whether any of its dates is said to be approximate ("about")."""
        return any(moment.approximate for moment in self.moments)

    @property
    def uncertain(self) -> bool:
        """Whether any of its dates is said to be uncertain ("perhaps")."""
        return any(moment.uncertain for moment in self.moments)

    @property
    def open(self) -> bool:
        """Whether its start or its end is open or unknown."""
        return self.start is None or self.end is None

    @property
    def year_known(self) -> bool:
        """Whether at least the century of each of its dates is known."""
        return all(_KNOWN_YEARS.fullmatch(moment.year) for moment in self.moments)

    def about(self) -> Interval:
        """The same, approximate."""
        return Interval(_write(self.form, tuple(m and _blur(m) for m in _read(self.edtf)[2]), self.edtf))

    def compatible(self, other: Interval) -> bool:
        """Whether the two can speak of the same time: whether they overlap, with tolerance where approximate.

        A coarser date agrees with a finer one inside it; ``XXXX-09-14`` agrees with every 14 September.
        """
        slack = max((m.tolerance for m in self.moments + other.moments), default=0)
        if not (self.year_known and other.year_known):
            return _compatible_in_some_year(self, other, slack)
        return self._first <= other._last + slack and other._first <= self._last + slack

    def contains(self, other: Interval) -> bool:
        """Whether ``other`` lies wholly inside this one. False where the year of either is unknown."""
        if not (self.year_known and other.year_known):
            return self == other
        return self._first <= other._first and other._last <= self._last

    def before(self, other: Interval) -> bool:
        """Whether it is surely over when ``other`` begins. False where that is not known."""
        if not (self.year_known and other.year_known):
            return False
        return self._last < other._first

    @property
    def _first(self) -> int:
        return self.start._first if self.start else -_FAR

    @property
    def _last(self) -> int:
        return self.end._last if self.end else _FAR


@dataclass(frozen=True, slots=True)
class Tenure:
    """How long a state held, with what was seen kept apart from what began and ended.

    ``began`` and ``ended`` are said by a report. ``first_seen`` and ``last_seen`` are only the
    outermost times at which it is attested: the first day on which something is cited is not
    the day it began, and "at least until 2018" does not say that it ended.
    """

    began: Interval | None = None
    first_seen: Interval | None = None
    last_seen: Interval | None = None
    ended: Interval | None = None

    @classmethod
    def of(cls, *, time: Interval | None = None, start: Interval | None = None, end: Interval | None = None) -> Tenure:
        """From the qualifiers of one claim.

        A ``time`` is an attestation. A start "by 2014" (``../2014``) is seen in 2014 and began on an
        unknown day; an end "at least until 2018" (``2018/..``) is last seen in 2018 and not ended.
        """
        seen = [t for t in (time,) if t is not None]
        if start is not None and start.form is Form.RANGE and start.start is None and start.end is not None:
            seen.append(Interval(start.end.edtf))
            start = None
        if end is not None and end.form is Form.RANGE and end.end is None and end.start is not None:
            seen.append(Interval(end.start.edtf))
            end = None
        bare = cls(began=start, ended=end)
        for interval in seen:
            bare = bare.seen(interval)
        return bare

    def seen(self, interval: Interval) -> Tenure:
        """This tenure, attested at ``interval`` too."""
        first, last = self.first_seen, self.last_seen
        if first is None or interval._first < first._first:
            first = interval
        if last is None or interval._last > last._last:
            last = interval
        return Tenure(self.began, first, last, self.ended)

    def holds_on(self, day: date) -> bool | None:
        """Whether it held on ``day``: True, False, or None where nobody says.

        True only between its known start or first attestation and its end or last attestation (an
        attestation "in 2014" counts for all of 2014); False before it can have begun and after it
        must have ended.
        """
        number = day.toordinal()
        if self.began is not None and number < self.began._first:
            return False
        if self.ended is not None and number > self.ended._last:
            return False
        sure_from = [t._last for t in (self.began,) if t] + [t._first for t in (self.first_seen,) if t]
        sure_until = [t._first for t in (self.ended,) if t] + [t._last for t in (self.last_seen,) if t]
        since, until = min(sure_from, default=None), max(sure_until, default=None)
        if since is not None and until is not None and since <= number <= until:
            return True
        return None


@lru_cache(maxsize=65536)
def _days(moment: Moment) -> tuple[int, int]:
    """The first and the last day that a moment can be, as day numbers; asked for again and again in weighing."""
    return moment._bounds()


def _fits(number: int, pattern: str) -> bool:
    return all(p in ("X", d) for p, d in zip(pattern, f"{number:02d}", strict=True))


def _year(pattern: str, *, highest: bool) -> int:
    # A negative year with unknown digits runs the other way: -048X is -489 to -480.
    up = highest != pattern.startswith("-")
    return int(pattern.replace("X", "9" if up else "0"))


def _day_number(year: int, month: int, day: int) -> int:
    """Days since the eve of 1 January of year 1, as ``date.toordinal``, for every year (proleptic)."""
    shift = (1 - year + 399) // 400 if year < 1 else (year - 1) // 400 * -1
    inside = year + 400 * shift
    day = min(day, calendar.monthrange(inside, month)[1])
    return date(inside, month, day).toordinal() - shift * 146097


def _as_date(number: int) -> date | None:
    return date.fromordinal(number) if 1 <= number <= date.max.toordinal() else None


def _blur(moment: Moment) -> Moment:
    return Moment(moment.year, moment.month, moment.day, approximate=True, uncertain=moment.uncertain)


def _compatible_in_some_year(a: Interval, b: Interval, slack: int) -> bool:
    """Whether two intervals agree if the years that are unknown are filled in."""
    if a.year_known:
        a, b = b, a
    if len(a.moments) > 1 or a.open:
        return True  # ranges over unknown years: nothing speaks against it
    moment = a.moments[0]
    if moment.month is None:
        return True
    if b.year_known:
        if b._last - b._first >= 366 or b.open:
            return True
        middle = date.fromordinal(max(1, b._first)).year
        years = [
            y
            for y in (middle - 1, middle, middle + 1)
            if all(p in ("X", d) for p, d in zip(moment.year, f"{y:04d}", strict=False))
        ]
        spans = [moment._in_year(year) for year in years]
        return any(first <= b._last + slack and b._first <= last + slack for first, last in spans)
    if len(b.moments) > 1 or b.open or b.moments[0].month is None:
        return True
    first, last = moment._in_year(2000)
    others = [b.moments[0]._in_year(year) for year in (1999, 2000, 2001)]
    return any(first <= end + slack and start <= last + slack for start, end in others)


def _write(form: Form, parts: tuple[Moment | None, ...], like: str) -> str:
    if form is Form.DATE:
        return parts[0].edtf if parts[0] else like
    if form is Form.ONE_OF:
        return "[" + ",".join(part.edtf for part in parts if part) + "]"
    gaps = like.split("/")
    return "/".join(part.edtf if part else gap for part, gap in zip(parts, gaps, strict=True))


@lru_cache(maxsize=8192)
def _read(edtf: str) -> tuple[str, Form, tuple[Moment | None, ...]]:
    """The canonical text, its form and its dates."""
    if not isinstance(edtf, str):
        raise EdtfError(edtf, "a text")
    text = edtf.strip()
    parts: tuple[Moment | None, ...]
    if text.startswith("[") and text.endswith("]"):
        parts = tuple(_moment(part.strip(), edtf) for part in text[1:-1].split(","))
        return _write(Form.ONE_OF, parts, text), Form.ONE_OF, parts
    if "/" not in text:
        parts = (_moment(text, edtf),)
        return _write(Form.DATE, parts, text), Form.DATE, parts
    gaps = [part.strip() for part in text.split("/")]
    if len(gaps) != 2:
        raise EdtfError(edtf, "a range START/END with one slash, as 2015/2018 or 2015/..")
    parts = tuple(None if gap in ("", "..") else _moment(gap, edtf) for gap in gaps)
    start, end = parts
    if start is None and end is None:
        raise EdtfError(edtf, "a range with a date at one end at least, as 2015/.. or ../2015")
    if start and end and start._first > end._last:
        raise EdtfError(edtf, "a range whose end does not lie before its start")
    return _write(Form.RANGE, parts, "/".join(gaps)), Form.RANGE, parts


def _moment(text: str, whole: str) -> Moment:
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise EdtfError(whole, "a date as 2015, 2023-09, 2023-09-14, 202X, XXXX-09-14, 2021-08~ or a range of them")
    year, month, day, mark = match.groups()
    if month is not None and not any(_fits(n, month) for n in (*range(1, 13), *_DIVISIONS)):
        raise EdtfError(whole, f"a month 01 to 12, or 21 to 41 for a season, quarter or half, not {month}")
    if day is not None and not _possible_day(year, month or "", day):
        raise EdtfError(whole, f"a day that the month has, not {day}")
    return Moment(year, month, day, approximate=mark in {"~", "%"}, uncertain=mark in {"?", "%"})


def _possible_day(year: str, month: str, day: str) -> bool:
    lengths = [
        calendar.monthrange(2000 if "X" in year else _leap_twin(int(year)), n)[1]
        for n in range(1, 13)
        if _fits(n, month)
    ]
    return bool(lengths) and any(_fits(n, day) for n in range(1, max(lengths) + 1))


def _leap_twin(year: int) -> int:
    """A year of our calendar as long as ``year``."""
    return 2000 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 2001
