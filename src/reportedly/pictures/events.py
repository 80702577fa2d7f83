"""What happened when: a timeline with imprecise dates as spans, what it was, where, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportedly.dossier import Dossier
from reportedly.dossier.figures import Event
from reportedly.dossier.wording import counted

from . import legend
from .calendar import Calendar
from .look import BODY, NARROW, SMALL
from .picture import Described, Drawing, Row
from .sheet import Sheet
from .words import fitted, plain, width, wrapped

MOST = 20
"""Events that have a line each, as many as a sheet of paper holds; where there are more, those of one kind share a
line, and the table has them all."""
_LANES = 160
"""Pixels for the names of lanes, where those of one kind share a line."""
_VIOLENT = frozenset({"attack", "clash", "killed", "captured", "abducted", "arrested", "disappeared"})


def describe(dossier: Dossier) -> Described | None:
    """The same in words and as a table; None where no event is told that has a day."""
    events = dossier.figures.events
    if not any(event.span.first or event.span.last for event in events):
        return None
    rows = tuple(
        Row((plain(e.span.words), plain(_what(e)), plain(e.label), plain(e.place), plain(e.said)), e.claims)
        for e in events
    )
    told = "; ".join(f"{e.span.words}: {_what(e)}" for e in events)
    return Described(
        kind="events",
        title=plain(f"What happened: {dossier.entity.name}"),
        alt=plain(f"{counted(len(events), 'event')}, in order of time. {told}.", 2000),
        header=("When", "What", "Kind", "Where", "Who says so"),
        rows=rows,
        note=plain(_note(events), 600),
    )


def draw(dossier: Dossier, width: int) -> Drawing:
    """The picture of ``describe``, laid out for so many pixels: words on the left, the line of time on the right; on a
    phone the words above."""
    events = [e for e in dossier.figures.events if e.span.first or e.span.last]
    sheet = Sheet(width)
    lines = len(events) <= MOST
    left = 2.0 if width < NARROW else sheet.width * 0.6 if lines else _LANES
    days = [d for e in events for d in (e.span.first, e.span.last)]
    axis = Calendar.over(days, left=left, right=sheet.width - 4, early=0.15)
    if axis is None:
        raise ValueError("events: none of those shown has a day; describe() gives None for such a dossier")
    y = top = 18.0
    if lines:
        for event in events:
            y = _beside(sheet, axis, event, y) if width >= NARROW else _below(sheet, axis, event, y)
    else:
        y = _by_kind(sheet, axis, events, y)
    axis.draw(sheet, top, y + 4)
    return sheet.drawing(legend.draw(sheet, y + 12, list(_legend(events, axis))) + 4)


def _what(event: Event) -> str:
    return f"denied: {event.text}" if event.denied else event.text


def _note(events: Sequence[Event]) -> str:
    found = []
    if any(not e.dated for e in events):
        found.append("Hollow marks stand at the day of the report, where no report says when it happened.")
    without = sum(1 for e in events if not (e.span.first or e.span.last))
    if without:
        found.append(f"{counted(without, 'event')} without any day in the table.")
    return " ".join(found)


def _role(event: Event) -> str:
    return "contested" if event.contested else "ink" if event.kind in _VIOLENT else "main"


def _link(sheet: Sheet, event: Event) -> str:
    return sheet.link(event.claims, f"{event.span.words}: {_what(event)}; {event.said}")


def _beside(sheet: Sheet, axis: Calendar, event: Event, y: float) -> float:
    """One event: the day and who says so, what happened, and on the same line its mark."""
    link, room = _link(sheet, event), axis.left - 16
    role = "contested" if event.contested else "ink"
    when = fitted(plain(_capital(event.span.words), 60), room, SMALL)
    y += 17
    sheet.words(0, y, when, bold=True, size=SMALL, role="quiet", link=link)
    begin = width(when, SMALL, bold=True) + 8
    sheet.words(begin, y, fitted(plain(event.said), room - begin, SMALL), role="quiet", size=SMALL)
    y += 3
    for line in wrapped(plain(_what(event)), room, BODY):
        y += 14
        sheet.words(0, y, line, role=role, link=link)
    middle = y - 10
    sheet.line(axis.left, middle, axis.right, middle, "faint", z=0)
    _mark(sheet, axis, event, middle, link)
    return y + 5


def _below(sheet: Sheet, axis: Calendar, event: Event, y: float) -> float:
    """One event on a phone: the day, what happened, and its mark below."""
    link = _link(sheet, event)
    role = "contested" if event.contested else "ink"
    y += 18
    sheet.words(0, y, plain(_capital(event.span.words), 60), bold=True, size=SMALL, link=link, halo=True)
    for line in wrapped(plain(_what(event)), sheet.width, BODY, lines=3):
        y += 15
        sheet.words(0, y, line, role=role, link=link, halo=True)
    _mark(sheet, axis, event, y + 11, link)
    return y + 18


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _mark(sheet: Sheet, axis: Calendar, event: Event, middle: float, link: str) -> None:
    role = _role(event)
    hollow = not event.dated or event.denied
    if (event.span.last or event.span.first or axis.first) < axis.first:
        sheet.point(axis.left + 5, middle, role, shape="triangle-left", size=80, hollow=hollow, link=link)
        return
    begin, end = axis.range(event.span.first, event.span.last, least=0)
    if end - begin > 9:
        fill = "" if not event.dated or event.denied else role
        dash = event.denied or event.span.first is None or event.span.last is None
        sheet.bar(begin, end, middle - 4, middle + 4, fill, edge=role, dash=dash, round_=4, link=link)
        return
    sheet.point((begin + end) / 2, middle, role, size=80, hollow=hollow, dash=event.denied, link=link)


def _by_kind(sheet: Sheet, axis: Calendar, events: Sequence[Event], y: float) -> float:
    """Many events: a lane for each kind, and within it as many lines as its marks need not to hide each other."""
    kinds: dict[str, list[Event]] = {}
    for event in events:
        kinds.setdefault(event.label, []).append(event)
    beside = axis.left >= _LANES
    y += 6
    for label, block in sorted(kinds.items(), key=lambda pair: -len(pair[1])):
        y += 18
        name = plain(f"{_capital(label)} ({len(block)})")
        name = fitted(name, axis.left - 8 if beside else sheet.width, SMALL + 1, bold=True)
        sheet.words(0, y, name, bold=True, size=SMALL + 1, halo=True)
        top = y - 4 if beside else y + 11
        ends: list[float] = []
        for event in sorted(block, key=lambda e: axis.range(e.span.first, e.span.last)[0]):
            begin, end = axis.range(event.span.first, event.span.last, least=9)
            free = next((i for i, taken in enumerate(ends) if taken + 1 < begin), None)
            if free is None and len(ends) < 6:
                ends.append(0.0)
                free = len(ends) - 1
            lane = free if free is not None else ends.index(min(ends))
            ends[lane] = end
            _mark(sheet, axis, event, top + 12 * lane, _link(sheet, event))
        y = top + 12 * (len(ends) - 1) + (2 if beside else 7)
        if beside:
            sheet.line(0, y + 6, axis.right, y + 6, "faint", z=0)
    return y


def _legend(events: Sequence[Event], axis: Calendar) -> Iterator[tuple[legend.Sample, str]]:
    if any(e.kind in _VIOLENT and not e.contested for e in events):
        yield lambda s, x, y: s.point(x + 12, y, "ink", size=80), "violence, arrests, captures"
    if any(e.kind not in _VIOLENT and not e.contested for e in events):
        yield lambda s, x, y: s.point(x + 12, y, "main", size=80), "other events"
    if any(e.contested for e in events):
        yield lambda s, x, y: s.point(x + 12, y, "contested", size=80), "contested"
    if any(e.span.first != e.span.last for e in events):
        yield _sample_span, "some time between these days"
    if any((e.span.last or e.span.first or axis.first) < axis.first for e in events):
        yield lambda s, x, y: s.point(x + 12, y, "ink", shape="triangle-left", size=80), "before this time"
    if any(not e.dated for e in events):
        yield lambda s, x, y: s.point(x + 12, y, "ink", size=80, hollow=True), "no day told: that of the report"
    if any(e.denied for e in events):
        yield lambda s, x, y: s.point(x + 12, y, "ink", size=80, hollow=True, dash=True), "denied"


def _sample_span(sheet: Sheet, x: float, y: float) -> None:
    sheet.bar(x, x + 24, y - 4, y + 4, "ink", edge="ink", round_=4)
