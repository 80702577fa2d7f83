"""Times, numbers and grades of certainty in words."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date

from reportedly.model import Certainty, Interval, Quantity
from reportedly.model.time import Form, Moment

_DIVISIONS = {
    **dict(zip(range(21, 33), ("spring", "summer", "autumn", "winter") * 3, strict=True)),
    33: "first quarter of",
    34: "second quarter of",
    35: "third quarter of",
    36: "fourth quarter of",
    37: "first four months of",
    38: "middle of",
    39: "last four months of",
    40: "first half of",
    41: "second half of",
}

CERTAINTY = {
    Certainty.CERTAIN: "",
    Certainty.PROBABLE: "probable",
    Certainty.POSSIBLE: "possible",
    Certainty.UNKNOWN: "a plan, an order, a threat or a question",
}
"""How sure it is put, for the end of a line; nothing where it is put as a fact."""


def day(value: date | None) -> str:
    """A day: "4 May 2019"; "undated" where there is none."""
    return f"{value.day} {calendar.month_name[value.month]} {value.year}" if value else "undated"


def moment(value: Moment) -> str:
    """A date as exact as it is known: "2015", "about August 2021", "the 2010s"; "" where nothing is known."""
    text = _bare(value)
    if not text:
        return ""
    return ("perhaps " if value.uncertain else "") + ("about " if value.approximate else "") + text


def _bare(value: Moment) -> str:
    year = _year(value.year)
    if value.month is None or value.month == "XX":
        return year
    if not value.month.isdigit():
        return year
    number = int(value.month)
    if number > 12:
        return f"{_DIVISIONS.get(number, '')} {year}".strip()
    name = calendar.month_name[number]
    if value.day is not None and value.day.isdigit():
        name = f"{int(value.day)} {name}"
    return f"{name} {year}" if year else f"{name}, year unknown"


def _year(text: str) -> str:
    if set(text) <= {"X"}:
        return ""
    if text.endswith("XX"):
        return f"{text[:-2]}00s"
    if text.endswith("X"):
        return f"the {text[:-1]}0s"
    return f"{int(text[1:])} BCE" if text.startswith("-") else text.lstrip("0") or text


def interval(value: Interval | None) -> str:
    """An interval: "2015", "2015 to 2018", "from 2015 on", "by 2014", "1974 or 1976"; "" where nothing is known."""
    if value is None:
        return ""
    if value.form is Form.ONE_OF:
        return listed([moment(m) for m in value.moments], "or")
    if value.form is Form.DATE:
        return moment(value.moments[0])
    if value.start is None or value.end is None:
        edge = value.start or value.end
        said = moment(edge) if edge else ""
        return said and (f"from {said} on" if value.start else f"by {said}")
    first, last = moment(value.start), moment(value.end)
    return _shortened(first, last) if first and last else first or last


def days(values: Iterable[date | None]) -> str:
    """From the first to the last of some days: "4 May 2019", "3 to 4 September 2018"; "" where there is none."""
    known = sorted({value for value in values if value})
    if not known:
        return ""
    return day(known[0]) if len(known) == 1 else _shortened(day(known[0]), day(known[-1]))


def _shortened(first: str, last: str) -> str:
    """ "May 2015 to June 2015" as "May to June 2015"."""
    a, b = first.split(), last.split()
    same = 0
    while same < min(len(a), len(b)) - 1 and a[-1 - same] == b[-1 - same]:
        same += 1
    return f"{' '.join(a[: len(a) - same])} to {last}"


def number(value: Quantity) -> str:
    """A range: "220", "100 to 250", "20 or more", "up to 250"; with its unit where it has one."""
    low, high = value.low, value.high
    if low is None and high is None:
        text = "a number not given"
    elif low is None:
        text = f"up to {_plain(high)}"
    elif high is None:
        text = f"{_plain(low)} or more"
    else:
        text = _plain(low) if low == high else f"{_plain(low)} to {_plain(high)}"
    return f"{text} {value.unit}" if value.unit else text


def _plain(value: float | None) -> str:
    if value is None:
        return ""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,}"


def listed(items: Iterable[str], word: str = "and") -> str:
    """ "A", "A and B", "A, B and C"; what is empty falls away."""
    kept = [item for item in dict.fromkeys(items) if item]
    if len(kept) < 2:
        return "".join(kept)
    return f"{', '.join(kept[:-1])} {word} {kept[-1]}"


def counted(amount: int, one: str, many: str | None = None) -> str:
    """ "one report", "2 reports"."""
    return f"one {one}" if amount == 1 else f"{amount} {many or one + 's'}"


def certainties(grades: Iterable[Certainty]) -> str:
    """The grades of several tellers: "probable", or "put as certain and probable by different tellers"."""
    given = set(grades)
    kept = [grade for grade in Certainty if grade in given]
    if len(kept) < 2:
        return CERTAINTY[kept[0]] if kept else ""
    words = ["certain" if g is Certainty.CERTAIN else CERTAINTY[g] for g in kept]
    return f"put as {listed(words)} by different tellers"
