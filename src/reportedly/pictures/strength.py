"""How strong it is said to be over time: a range for each number, by the source that gives it; nothing is averaged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil, floor, log10

from reportedly.dossier import Dossier
from reportedly.dossier.figures import Number
from reportedly.dossier.wording import counted
from reportedly.model import Certainty

from . import legend
from .calendar import Calendar
from .labels import Board
from .look import BODY, HEAD, NARROW, SMALL
from .picture import Described, Drawing, Row
from .sheet import Sheet
from .words import fitted, listed, plain, width, wrapped

MOST = 40
"""Numbers that one picture shows; the table has them all."""
_TALL, _LOW = 230, 190
"""Pixels from nought to the highest number, on a desk and on a phone."""
_ARROW = 20
_THICK = 8
_WIDE_RANGE = 60
"""From so many times the smallest number on, the scale is one of powers of ten."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_UNDATED = 58
"""Pixels at the right for numbers of which no day is known."""


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
    """The picture of ``describe``, laid out for so many pixels: of each unit a plot, and beneath it who is who."""
    sheet = Sheet(width)
    shown = dossier.figures.numbers[:MOST]
    panels = _panels(shown)
    letters = _letters(shown)
    y = 4.0
    for unit, block in panels.items():
        if len(panels) > 1:
            y += 16
            sheet.words(0, y, fitted(_heading(unit, block), sheet.width, HEAD, bold=True), size=HEAD, bold=True)
            y += 4
        if len(block) > 1 and any(_days(number)[0] for number in block):  # One number, or no day, needs no axes.
            y = _plot(sheet, block, letters, y)
        y = _key(sheet, block, letters, y) + 10
    return sheet.drawing(legend.draw(sheet, y, list(_legend(shown))) + 4)


def _letters(numbers: Sequence[Number]) -> dict[tuple[str, ...], str]:
    """A letter for each source (or for those who give one number together), in order of their first number."""
    voices = dict.fromkeys(n.voices for n in numbers)
    many = len(_LETTERS)
    return {v: _LETTERS[i % many] + (str(i // many + 1) if i >= many else "") for i, v in enumerate(voices)}


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
    found = ["Each number is as one source gives it; none is averaged or preferred.", "Letters tell sources apart."]
    if any(n.contested for n in numbers):
        found.append("Numbers in the colour of dispute exclude another of the same time.")
    if any(not n.dated for n in numbers):
        found.append(
            "“Reported” is the day of the report, where none says for when the number holds; its mark is hollow."
        )
    if any(_Scale.of(block).powers for block in _panels(numbers).values()):
        found.append("The scale runs in powers of ten.")
    if len(numbers) > MOST:
        found.append(f"{counted(len(numbers) - MOST, 'more number')} in the table.")
    return " ".join(found)


# --- drawing


@dataclass(frozen=True, slots=True)
class _Scale:
    """Numbers as pixels, from nought (``bottom``) up; in powers of ten where they lie far apart (``powers``)."""

    low: float
    high: float
    powers: bool
    bottom: float = 0
    top: float = 0

    @classmethod
    def of(cls, block: Sequence[Number], *, bottom: float = 0, top: float = 0) -> _Scale:
        values = [v for n in block for v in (n.low, n.high) if v is not None and v > 0]
        least, most = min(values, default=1), max(values, default=1)
        powers = most / least > _WIDE_RANGE
        low = 10.0 ** floor(log10(least)) if powers else 0.0
        return cls(low, most * (1.5 if powers else 1.12), powers, bottom, top)

    def at(self, value: float) -> float:
        if self.powers:
            share = (log10(max(value, self.low)) - log10(self.low)) / (log10(self.high) - log10(self.low))
        else:
            share = value / self.high
        return self.bottom - (self.bottom - self.top) * min(1.0, max(0.0, share))

    def ticks(self) -> Iterator[float]:
        if self.powers:
            value = self.low
            while value <= self.high:
                yield value
                value *= 10
            return
        rough = self.high / max(2, (self.bottom - self.top) / 48)
        unit = 10.0 ** floor(log10(rough))
        step = next(unit * m for m in (1, 2, 2.5, 5, 10) if unit * m >= rough)
        if self.high <= 10:
            step = max(1.0, ceil(step))
        for i in range(int(self.high / step) + 1):
            yield i * step


Box = tuple[float, float, float, float]


def _plot(sheet: Sheet, block: Sequence[Number], letters: dict[tuple[str, ...], str], top: float) -> float:
    """Time across, numbers up. Where it ends."""
    bottom = top + 18 + (_TALL if sheet.width >= NARROW else _LOW)
    scale = _Scale.of(block, bottom=bottom, top=top + 18)
    ticks = [(scale.at(value), f"{value:,.0f}") for value in scale.ticks()]
    left = max(width(label, SMALL) for _, label in ticks) + 10
    undated = any(_days(n) == (None, None) for n in block)
    right = sheet.width - 26 - (_UNDATED if undated else 0)
    axis = Calendar.over([day for n in block for day in _days(n)], left=left, right=right)
    for y, label in ticks:
        sheet.line(left, y, sheet.width, y, "rule", z=0)
        sheet.words(left - 6, y + 4, label, role="quiet", size=SMALL, align="right")
    if axis is not None:
        axis.draw(sheet, top + 4, bottom)
    if undated:
        sheet.words(sheet.width, top + 13, "undated", role="quiet", size=SMALL, align="right")
    board, taken, at = Board(sheet.width, bottom + 6), list[Box](), dict[int, tuple[float, float]]()
    for i, number in enumerate(block):
        box = _apart(_box(number, scale, axis, sheet.width - _UNDATED / 2), taken)
        taken.append(box)
        board.take(*box)
        at[i] = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    _threads(sheet, block, at)
    for number, box in zip(block, taken, strict=True):
        link = sheet.link(number.claims, f"{number.span.words}: {_value(number)}, {number.said}")
        _mark(sheet, number, box, link)
        letter, role = letters[number.voices], "contested" if number.contested else "ink"
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        spot = board.place(x, y, letter, BODY, bold=True, away=(box[2] - box[0]) / 2 + 2, must=True)
        if spot is not None:
            sheet.words(*spot.at, letter, role=role, bold=True, align=spot.align, halo=True, link=link)
    return bottom + 8


def _days(number: Number) -> tuple[date | None, date | None]:
    """The days for which a number holds: of one without an end the other end's alone."""
    return number.span.first or number.span.last, number.span.last or number.span.first


def _box(number: Number, scale: _Scale, axis: Calendar | None, middle: float) -> Box:
    """What the mark of a number covers: as long as its time is imprecise, as high as the number is."""
    first, last = _days(number)
    begin, end = (middle, middle) if axis is None or first is None else axis.range(first, last, least=0)
    if end - begin < _THICK:
        middle = (begin + end) / 2
        begin, end = middle - _THICK / 2, middle + _THICK / 2
    if number.high is None:
        foot = scale.at(number.low or 0)
        return begin, max(scale.top - 10, foot - _ARROW), end, foot
    if number.low is None:
        head = scale.at(number.high)
        return begin, head, end, min(scale.bottom + 4, head + _ARROW)
    low, high = scale.at(number.low), scale.at(number.high)
    if low - high < _THICK:
        middle = (low + high) / 2
        low, high = middle + _THICK / 2, middle - _THICK / 2
    return begin, high, end, low


def _apart(box: Box, taken: Sequence[Box]) -> Box:
    """A mark that others would hide, moved aside by no more than keeps it in sight."""
    for step in (0, 1, -1, 2, -2, 3, -3, 4, -4):
        x, x2 = box[0] + step * (_THICK + 4), box[2] + step * (_THICK + 4)
        if all(x2 < a or c < x or box[3] < b or d < box[1] for a, b, c, d in taken):
            return x, box[1], x2, box[3]
    return box


def _threads(sheet: Sheet, block: Sequence[Number], at: dict[int, tuple[float, float]]) -> None:
    """A thin line from each number of a source to the next that it gives."""
    by_voice: dict[tuple[str, ...], list[tuple[float, float]]] = {}
    for i, number in enumerate(block):
        if not number.denied and not number.place:
            by_voice.setdefault(number.voices, []).append(at[i])
    for points in by_voice.values():
        for (x, y), (x2, y2) in pairwise(sorted(points)):
            sheet.line(x, y, x2, y2, "quiet", thick=1, dash=(1, 3), z=1)


def _mark(sheet: Sheet, number: Number, box: Box, link: str) -> None:
    role = "contested" if number.contested else "main"
    hollow, dash = number.denied or not number.dated, number.denied
    begin, head, end, foot = box
    middle = (begin + end) / 2
    if number.high is None or number.low is None:
        up = number.high is None
        edge, tip = (foot, head) if up else (head, foot)
        sheet.line(begin - 3, edge, end + 3, edge, role, thick=2.5, dash=(3, 3) if dash else (), link=link)
        sheet.line(middle, edge, middle, tip, role, thick=2.5, dash=(3, 3) if dash else (), link=link)
        shape = "triangle-up" if up else "triangle-down"
        sheet.point(middle, tip + (3 if up else -3), role, shape=shape, size=70, hollow=hollow, link=link)
    elif number.low == number.high and end - begin <= _THICK + 0.1:
        sheet.point(middle, (head + foot) / 2, role, size=85, hollow=hollow, dash=dash, link=link)
    else:
        sheet.bar(begin, end, head, foot, "paper" if hollow else role, edge=role, dash=dash, link=link,
                  round_=4 if number.low == number.high else 0, z=2)  # fmt: skip


def _key(sheet: Sheet, block: Sequence[Number], letters: dict[tuple[str, ...], str], y: float) -> float:
    """Who each letter is, with the numbers that this one gives. Where it ends."""
    by_voice: dict[tuple[str, ...], list[Number]] = {}
    for number in block:
        by_voice.setdefault(number.voices, []).append(number)
    indent = 26
    for voices, given in by_voice.items():
        y += 18
        sheet.words(0, y, letters[voices], bold=True, role="contested" if all(n.contested for n in given) else "ink")
        who = wrapped(plain(listed(voices)), sheet.width - indent, BODY)
        for i, line in enumerate(who):
            y += 16 if i else 0
            sheet.words(indent, y, line, size=BODY)
        begin = indent + width(who[-1], BODY) + 10
        told = [plain(f"{n.span.words}: {_value(n)}", 120) for n in given]
        links = [sheet.link(n.claims, f"{n.span.words}: {_value(n)}, {n.said}") for n in given]
        for text, link, number in zip(told, links, given, strict=True):
            role = "contested" if number.contested else "quiet"
            if begin + width(text, SMALL) > sheet.width:
                y, begin = y + 15, float(indent)
            for i, line in enumerate(wrapped(text, sheet.width - begin, SMALL)):
                y += 15 if i else 0
                sheet.words(begin, y, line, role=role, size=SMALL, link=link)
            begin += width(text, SMALL) + 14
    return y


def _legend(numbers: Sequence[Number]) -> Iterator[tuple[legend.Sample, str]]:
    if any(n.low is not None and n.high is not None and n.low != n.high for n in numbers):
        yield lambda s, x, y: s.bar(x + 8, x + 16, y - 8, y + 8, "main", edge="main"), "from … to …"
    if any(n.low == n.high for n in numbers):
        yield lambda s, x, y: s.point(x + 12, y, "main", size=85), "one number"
    if any(n.high is None for n in numbers):
        yield _sample_least, "at least"
    if any(n.low is None for n in numbers):
        yield _sample_most, "at most"
    if any(n.span.first != n.span.last for n in numbers):
        yield _sample_span, "some time between these days"
    if any(not n.dated and n.span.first for n in numbers):
        yield lambda s, x, y: s.point(x + 12, y, "main", size=85, hollow=True), "day of the report"
    if any(n.contested for n in numbers):
        yield lambda s, x, y: s.point(x + 12, y, "contested", size=85), "others contradict it"
    if any(n.denied for n in numbers):
        yield lambda s, x, y: s.point(x + 12, y, "main", size=85, hollow=True, dash=True), "denied"


def _sample_span(sheet: Sheet, x: float, y: float) -> None:
    sheet.bar(x, x + 24, y - 4, y + 4, "main", edge="main", round_=4)


def _sample_least(sheet: Sheet, x: float, y: float) -> None:
    sheet.line(x + 6, y + 8, x + 18, y + 8, "main", thick=2.5)
    sheet.line(x + 12, y + 8, x + 12, y - 6, "main", thick=2.5)
    sheet.point(x + 12, y - 6, "main", shape="triangle-up", size=60)


def _sample_most(sheet: Sheet, x: float, y: float) -> None:
    sheet.line(x + 6, y - 8, x + 18, y - 8, "main", thick=2.5)
    sheet.line(x + 12, y - 8, x + 12, y + 6, "main", thick=2.5)
    sheet.point(x + 12, y + 6, "main", shape="triangle-down", size=60)
