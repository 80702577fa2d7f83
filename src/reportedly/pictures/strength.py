"""How strong it is said to be: each number a row, in order of time, with who gives it; nothing is averaged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from reportedly.dossier import Dossier
from reportedly.dossier.figures import Number
from reportedly.model import Certainty

from . import legend
from .look import BODY, HEAD, NARROW, SMALL
from .picture import Described, Drawing, Row
from .sheet import Sheet
from .words import counted, fitted, listed, plain, width, wrapped

MOST = 40
"""Numbers that one picture shows; the table has them all."""
_THICK = 8
_WIDE_RANGE = 60
"""From so many times the smallest number on, the scale is one of powers of ten."""


def describe(dossier: Dossier) -> Described | None:
    """The same in words and as a table; None where no number is given."""
    numbers = dossier.figures.numbers
    if not numbers:
        return None
    rows = tuple(
        Row((plain(n.span.words), plain(_value(n)), plain(listed(n.voices)), plain(n.said)), n.claims) for n in numbers
    )
    told = "; ".join(f"{n.span.words}: {_value(n)}, {n.said}" for n in numbers)
    return Described(
        kind="strength",
        title=plain(f"How strong {dossier.entity.name} is said to be"),
        alt=plain(f"{counted(len(numbers), 'number')}, in order of time. {told}.", 2000),
        header=("When", "How many", "Who says it", "Reported by"),
        rows=rows,
        note=plain(_note(numbers), 1000),
    )


def draw(dossier: Dossier, width: int) -> Drawing:
    """The picture of ``describe``, laid out for so many pixels."""
    sheet = Sheet(width)
    width = sheet.width
    panels = _panels(dossier.figures.numbers[:MOST])
    y = 4.0
    for unit, block in panels.items():
        if len(panels) > 1:
            y += 18
            sheet.words(0, y, fitted(_heading(unit, block), width, HEAD, bold=True), size=HEAD, bold=True)
            y += 4
        y = _panel(sheet, block, y)
        y += 8
    return sheet.drawing(legend.draw(sheet, y, list(_legend(dossier.figures.numbers))) + 4)


def _panels(numbers: Sequence[Number]) -> dict[str, list[Number]]:
    found: dict[str, list[Number]] = {}
    for number in numbers:
        found.setdefault(number.counts, []).append(number)
    return found


def _heading(unit: str, block: Sequence[Number]) -> str:
    return plain((unit or next((n.unit for n in block if n.unit), "") or "people").capitalize())


def _value(number: Number) -> str:
    words = number.words + (f" in {number.place}" if number.place else "")
    if number.denied:
        return f"denied: {words}"
    if number.certainty is Certainty.POSSIBLE:
        return f"perhaps {words}"
    return words


def _note(numbers: Sequence[Number]) -> str:
    found = ["Each number is as one source gives it; none is averaged or preferred."]
    if any(n.contested for n in numbers):
        found.append("Numbers in the colour of dispute exclude another of the same time.")
    if any(not n.dated for n in numbers):
        found.append("“Reported” is the day of the report, where none says for when the number holds.")
    if any(_Scale.of(block).powers for block in _panels(numbers).values()):
        found.append("The scale runs in powers of ten.")
    if len(numbers) > MOST:
        found.append(f"{counted(len(numbers) - MOST, 'more number')} in the table.")
    return " ".join(found)


# --- drawing


@dataclass(frozen=True, slots=True)
class _Scale:
    """Numbers as pixels, from nought on; in powers of ten where they lie far apart (``powers``)."""

    low: float
    high: float
    powers: bool
    left: float = 0
    right: float = 0

    @classmethod
    def of(cls, block: Sequence[Number], *, left: float = 0, right: float = 0) -> _Scale:
        values = [v for n in block for v in (n.low, n.high) if v is not None and v > 0]
        least, most = min(values, default=1), max(values, default=1)
        powers = most / least > _WIDE_RANGE
        low = 10.0 ** floor(log10(least)) if powers else 0.0
        return cls(low, most * (1.25 if powers else 1.06), powers, left, right)

    def at(self, value: float) -> float:
        if self.powers:
            share = (log10(max(value, self.low)) - log10(self.low)) / (log10(self.high) - log10(self.low))
        else:
            share = value / self.high
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))

    def ticks(self) -> Iterator[float]:
        if self.powers:
            value = self.low
            while value <= self.high:
                yield value
                value *= 10
            return
        rough = self.high / max(2, (self.right - self.left) / 90)
        unit = 10.0 ** floor(log10(rough))
        step = next(unit * m for m in (1, 2, 2.5, 5, 10) if unit * m >= rough)
        if self.high <= 10:
            step = max(1.0, ceil(step))
        for i in range(int(self.high / step) + 1):
            yield i * step


def _panel(sheet: Sheet, block: Sequence[Number], top: float) -> float:
    scale = _Scale.of(block, left=4, right=sheet.width - 70)
    y = top + 16
    for number in block:
        y = _row(sheet, scale, number, y)
    ended = -1e9
    for value in scale.ticks():
        x = scale.at(value)
        sheet.line(x, top + 14, x, y, "rule", z=0)
        if x - ended > 8:
            label = f"{value:,.0f}"
            sheet.words(x + 3, top + 12, label, role="quiet", size=SMALL)
            ended = x + width(label, SMALL)
    return y


def _row(sheet: Sheet, scale: _Scale, number: Number, y: float) -> float:
    value = plain(_value(number), 80)
    link = sheet.link(number.claims, f"{number.span.words}: {_value(number)}, {number.said}")
    when = plain(number.span.words[:1].upper() + number.span.words[1:], 60)
    y += 18
    sheet.words(0, y, when, bold=True, size=SMALL + 1, link=link, halo=True)
    begin = width(when, SMALL + 1, bold=True) + 8
    who = plain(listed(number.voices))
    if sheet.width >= NARROW:
        sheet.words(begin, y, fitted(who, sheet.width - begin, SMALL), role="quiet", size=SMALL, halo=True)
    else:
        for line in wrapped(who, sheet.width, SMALL):
            y += 14
            sheet.words(0, y, line, role="quiet", size=SMALL, halo=True)
    middle = y + 6 + _THICK
    _range(sheet, scale, number, middle, link)
    _, end = _ends(scale, number)
    role = "contested" if number.contested else "ink"
    room = sheet.width - end - 10
    if width(value, BODY, bold=True) > room:
        # No room behind the bar: the number stands before it, or at the end of the line above.
        sheet.words(sheet.width, y, fitted(value, sheet.width - begin, BODY, bold=True), role=role, bold=True,
                    align="right", halo=True, link=link)  # fmt: skip
    else:
        sheet.words(end + 10, middle + 4, value, role=role, bold=True, halo=True, link=link)
    return middle + _THICK


def _ends(scale: _Scale, number: Number) -> tuple[float, float]:
    """From where to where the mark of a number reaches, with its arrow."""
    if number.high is None and number.low is not None:
        return scale.at(number.low), scale.at(number.low) + 30
    if number.low is None and number.high is not None:
        return max(scale.left, scale.at(number.high) - 30), scale.at(number.high)
    return scale.at(number.low or 0), scale.at(number.high or 0)


def _range(sheet: Sheet, scale: _Scale, number: Number, middle: float, link: str) -> None:
    role = "contested" if number.contested else "main"
    begin, end = _ends(scale, number)
    dash = (3, 3) if number.denied else ()
    sheet.line(scale.left, middle, begin, middle, "rule", dash=(1, 3), z=1)
    if number.high is None:
        sheet.line(begin, middle, end, middle, role, thick=2.5, dash=dash, link=link)
        sheet.point(end, middle, role, shape="triangle-right", size=70, hollow=number.denied, link=link)
        sheet.line(begin, middle - 7, begin, middle + 7, role, thick=2.5, link=link)
    elif number.low is None:
        sheet.line(begin, middle, end, middle, role, thick=2.5, dash=dash, link=link)
        sheet.point(begin + 3, middle, role, shape="triangle-left", size=70, hollow=number.denied, link=link)
        sheet.line(end, middle - 7, end, middle + 7, role, thick=2.5, link=link)
    elif number.low != number.high:
        half = _THICK / 2 + 1
        sheet.bar(begin, end, middle - half, middle + half, "" if number.denied else role, edge=role,
                  dash=number.denied, link=link)  # fmt: skip
    else:
        sheet.point(begin, middle, role, size=110, hollow=number.denied, dash=number.denied, link=link)


def _legend(numbers: Sequence[Number]) -> Iterator[tuple[legend.Sample, str]]:
    if any(n.low is not None and n.high is not None and n.low != n.high for n in numbers):
        yield lambda s, x, y: s.bar(x, x + 24, y - 5, y + 5, "main", edge="main"), "from … to …"
    if any(n.low == n.high for n in numbers):
        yield lambda s, x, y: s.point(x + 12, y, "main", size=110), "one number"
    if any(n.high is None for n in numbers):
        yield _sample_least, "at least"
    if any(n.low is None for n in numbers):
        yield _sample_most, "at most"
    if any(n.contested for n in numbers):
        yield lambda s, x, y: s.point(x + 12, y, "contested", size=110), "others contradict it"
    if any(n.denied for n in numbers):
        yield lambda s, x, y: s.point(x + 12, y, "main", size=110, hollow=True, dash=True), "denied"


def _sample_least(sheet: Sheet, x: float, y: float) -> None:
    sheet.line(x, y - 7, x, y + 7, "main", thick=2.5)
    sheet.line(x, y, x + 20, y, "main", thick=2.5)
    sheet.point(x + 20, y, "main", shape="triangle-right", size=70)


def _sample_most(sheet: Sheet, x: float, y: float) -> None:
    sheet.line(x + 24, y - 7, x + 24, y + 7, "main", thick=2.5)
    sheet.line(x + 4, y, x + 24, y, "main", thick=2.5)
    sheet.point(x + 4, y, "main", shape="triangle-left", size=70)
