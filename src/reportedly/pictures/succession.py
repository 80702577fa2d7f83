"""Who held an office when: bars over time, with uncertain ends drawn as uncertain and rivals side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from reportedly.dossier import Dossier
from reportedly.dossier.figures import Figures, Gap, Held, Mark
from reportedly.dossier.wording import counted
from reportedly.model import Kind

from . import legend
from .calendar import Calendar
from .look import BODY, HEAD, NARROW, SMALL
from .picture import Described, Drawing, Row
from .sheet import Sheet
from .words import fitted, listed, plain, width, wrapped

MOST = 40
"""Holders that one picture shows; the table has them all."""
_BAR, _ROOM = 12, 8
_CROSS = "M-.7,-.7L.7,.7M.7,-.7L-.7,.7"


def describe(dossier: Dossier) -> Described | None:
    """The same in words and as a table; None where nobody is said to hold an office."""
    figures = dossier.figures
    if not any(_days(held) for held in figures.held):
        return None
    offices = _offices(figures)
    rows = tuple(
        Row((plain(held.holder), plain(held.office), plain(_when(held)), plain(held.said)), held.claims)
        for block in offices.values()
        for held in block
    )
    return Described(
        kind="succession",
        title=plain(_title(dossier)),
        alt=plain(". ".join(_told(office, block) for office, block in offices.items()) + ".", 2000),
        header=("Who", "Office", "When", "Who says so"),
        rows=rows,
        note=plain(_note(dossier), 1000),
    )


def draw(dossier: Dossier, width: int) -> Drawing:
    """The picture of ``describe``, laid out for so many pixels."""
    sheet = Sheet(width)
    offices = _offices(dossier.figures)
    shown = [held for block in offices.values() for held in block][:MOST]
    axis = _calendar(dossier, shown, sheet.width)
    top = 18.0
    y = top + 8
    own = dossier.entity.kind is Kind.PERSON
    many = len(offices) > 1 and not own
    for office, block in offices.items():
        kept = [held for held in block if held in shown]
        if not kept:
            continue
        if many:
            y += 28
            heading = fitted(plain(office[:1].upper() + office[1:]), sheet.width, HEAD, bold=True)
            sheet.words(0, y, heading, size=HEAD, bold=True, halo=True)
            y += 2
        gaps = [gap for gap in dossier.figures.gaps if gap.office == office]
        began = y
        for held in kept:
            y = _holder(sheet, axis, held, y, date_of(dossier), own=own)
        for gap in gaps:
            _gap(sheet, axis, gap, began, y)
    axis.draw(sheet, top, y + 2)
    return sheet.drawing(legend.draw(sheet, y + 10, list(_legend(shown))) + 4)


def date_of(dossier: Dossier) -> date | None:
    """The day for which a dossier speaks: that asked for, or that of its last report."""
    return dossier.as_of or dossier.last


# --- words


def _offices(figures: Figures) -> dict[str, list[Held]]:
    found: dict[str, list[Held]] = {}
    for held in figures.held:
        found.setdefault(held.office, []).append(held)
    return found


def _title(dossier: Dossier) -> str:
    if dossier.entity.kind is Kind.PERSON:
        return f"Offices of {dossier.entity.name}"
    return f"Who led {dossier.entity.name}, and who held office in it"


def _when(held: Held) -> str:
    words = held.words or ("denied" if held.denied and len(held.claims) == len(held.denied) else "no time is said")
    if held.alive and "dead" in words:
        words += "; the death is denied"
    if held.late:
        words += f"; cited after it on {listed([m.span.words for m in held.late])}"
    return words


def _told(office: str, block: Sequence[Held]) -> str:
    parts = [f"{held.holder} ({_when(held)})" for held in block]
    return f"{office[:1].upper()}{office[1:]}: " + "; ".join(parts)


def _note(dossier: Dossier) -> str:
    found: list[str] = []
    for held in dossier.figures.held:
        if held.rivals and not any(held.holder in told for told in found):
            found.append(f"{held.holder} is said to be {held.title} at the same time as {listed(held.rivals)}.")
    found += [f"Nobody is named as {gap.office} {gap.words}." for gap in dossier.figures.gaps]
    more = len(dossier.figures.held) - MOST
    if more > 0:
        found.append(f"{counted(more, 'more holder')} of an office in the table.")
    return " ".join(found)


# --- drawing


def _days(held: Held) -> list[date]:
    marks = (*held.starts, *held.ends, *held.seen, *held.past, *held.late, *held.deaths)
    return [day for mark in marks for day in (mark.span.first, mark.span.last) if day is not None]


def _calendar(dossier: Dossier, shown: Sequence[Held], width: int) -> Calendar:
    days = [day for held in shown for day in _days(held)]
    axis = Calendar.over([*days, date_of(dossier)], left=2, right=width - 4)
    if axis is None:
        raise ValueError("succession: nobody of those shown has a day; describe() gives None for such a dossier")
    return axis


def _holder(sheet: Sheet, axis: Calendar, held: Held, y: float, today: date | None, *, own: bool) -> float:
    """One lane, from ``y`` down: the name and the words, then the bar; on a person's ``own`` page the office in place
    of the name. Where it ends."""
    called = f"{held.office[:1].upper()}{held.office[1:]}" if own else held.holder
    name = fitted(plain(called), sheet.width * 0.8, BODY, bold=True)
    link = sheet.link(held.claims, f"{held.holder}, {held.office}: {_when(held)}")
    y += 18
    sheet.words(0, y, name, bold=True, link=link, halo=True)
    begin = width(name, BODY, bold=True) + _ROOM
    words = plain(_when(held), 300)
    role = "contested" if held.contested else "quiet"
    if sheet.width >= NARROW and width(words, SMALL) <= sheet.width - begin:
        sheet.words(begin, y, words, role=role, size=SMALL, halo=True)
    else:
        for line in wrapped(words, sheet.width, SMALL):
            y += 14
            sheet.words(0, y, line, role=role, size=SMALL, halo=True)
    _bar(sheet, axis, held, y + 7, link, today)
    return y + 7 + _BAR + 6


def _bar(sheet: Sheet, axis: Calendar, held: Held, y: float, link: str, today: date | None) -> None:
    middle, bottom = y + _BAR / 2, y + _BAR
    first, last = _sure(held)
    if first is not None and last is not None:
        begin, end = axis.range(first, last)
        for mark in held.starts:
            if mark.span.first and mark.span.first < first:
                sheet.bar(axis.at(mark.span.first), begin, y + 2, bottom - 2, "pale", link=link)
        spans = [mark.span for mark in held.ends] or ([held.death] if held.death else [])
        over = max((span.last for span in spans if span.last), default=None)
        if over is not None and over > last:
            sheet.bar(end, axis.range(over, over)[1], y + 2, bottom - 2, "pale", link=link)
        elif over is None and today is not None and today > last:
            # Cited last, and no end told: nobody says that it is over.
            sheet.line(end, middle, min(end + 28, axis.at(today)), middle, "main", thick=2, dash=(2, 3))
        sheet.bar(begin, end, y, bottom, "main", link=link)
    elif (before := _before(held)) is not None:
        sheet.line(max(axis.left, axis.at(before) - 60), middle, axis.at(before), middle, "main", thick=2, dash=(2, 3))
    for mark in (*held.starts, *held.ends):
        _bracket(sheet, axis, mark, held, middle)
    for mark in held.seen:
        _dot(sheet, axis, mark, held, middle, "main")
    for mark in held.late:
        _dot(sheet, axis, mark, held, middle, "contested")
    for mark in held.deaths if "dead" in held.words else ():
        _death(sheet, axis, mark, held, middle)


def _sure(held: Held) -> tuple[date | None, date | None]:
    """The days that the full bar covers: up to the first stated end, even where someone cites this one later."""
    ends = [mark.span.first for mark in held.ends if mark.span.first]
    last = held.until
    if ends and last is not None and last > min(ends):
        last = min(ends)
    first = held.since
    if first is not None and last is not None and last < first:
        # Times that disagree: what is sure is nothing but that one of them was a beginning.
        first, last = last, first
    return first, last


def _before(held: Held) -> date | None:
    spans = [mark.span for mark in (*held.ends, *held.past)] + ([held.death] if held.death else [])
    return min((day for span in spans if (day := span.last or span.first)), default=None)


def _words_of(held: Held, what: str, mark: Mark) -> str:
    return f"{held.holder}: {what} {mark.span.words}"


def _bracket(sheet: Sheet, axis: Calendar, mark: Mark, held: Held, middle: float) -> None:
    """A stated beginning or end: a stroke at the day, or between strokes where it is known only so far."""
    what = "began" if mark in held.starts else "ended"
    link = sheet.link(mark.claims, _words_of(held, what, mark))
    begin, end = axis.range(mark.span.first, mark.span.last, least=0)
    half = _BAR / 2 + 2
    if mark.span.exact or end - begin < 4:
        x = begin if what == "began" else end
        sheet.line(x, middle - half, x, middle + half, "ink", thick=2, link=link)
        return
    sheet.line(begin, middle, end, middle, "ink", link=link)
    for x, known in ((begin, mark.span.first), (end, mark.span.last)):
        if known is not None:
            sheet.line(x, middle - 4, x, middle + 4, "ink", link=link)


def _dot(sheet: Sheet, axis: Calendar, mark: Mark, held: Held, middle: float, role: str) -> None:
    link = sheet.link(mark.claims, _words_of(held, "cited in office", mark))
    begin, end = axis.range(mark.span.first, mark.span.last, least=0)
    if end - begin > 10:
        sheet.line(begin, middle, end, middle, "paper", thick=2, link=link)
    sheet.point((begin + end) / 2, middle, role, size=34, hollow=True, link=link)


def _death(sheet: Sheet, axis: Calendar, mark: Mark, held: Held, middle: float) -> None:
    role = "contested" if held.alive else "ink"
    link = sheet.link(mark.claims, _words_of(held, "reported dead", mark))
    begin, end = axis.range(mark.span.first or mark.span.last, mark.span.last, least=0)
    if end - begin > 6:
        sheet.line(begin, middle, end, middle, role, dash=(1, 2), link=link)
    sheet.point(end, middle, role, shape=_CROSS, size=110, thick=2.2, link=link)


def _gap(sheet: Sheet, axis: Calendar, gap: Gap, top: float, bottom: float) -> None:
    begin, end = axis.at(gap.first), axis.at(gap.last)
    sheet.bar(begin, end, top + 2, bottom, "faint", edge="rule", dash=True, z=0)
    if end - begin > 90:
        middle = (begin + end) / 2
        sheet.words(middle, bottom - 3, "nobody named", role="quiet", size=SMALL, italic=True, align="center")


def _legend(shown: Sequence[Held]) -> Iterator[tuple[legend.Sample, str]]:
    middle = _BAR / 2
    yield lambda s, x, y: s.bar(x, x + 24, y - middle, y + middle, "main"), "in office, as reports have it"
    yield lambda s, x, y: s.bar(x, x + 24, y - middle + 2, y + middle - 2, "pale"), "perhaps"
    if any(not mark.span.exact for held in shown for mark in (*held.starts, *held.ends)):
        yield _sample_bracket, "began or ended between these days"
    yield lambda s, x, y: s.line(x + 12, y - 8, x + 12, y + 8, "ink", thick=2), "began or ended on this day"
    if any(held.seen for held in shown):
        yield lambda s, x, y: s.point(x + 12, y, "main", size=34, hollow=True), "cited in office"
    if any(held.deaths for held in shown):
        yield lambda s, x, y: s.point(x + 12, y, "ink", shape=_CROSS, size=110, thick=2.2), "reported dead"
    if any(held.deaths and held.alive for held in shown):
        yield lambda s, x, y: s.point(x + 12, y, "contested", shape=_CROSS, size=110, thick=2.2), "and denied"
    if any(held.late for held in shown):
        yield lambda s, x, y: s.point(x + 12, y, "contested", size=34, hollow=True), "cited after the reported death"
    yield lambda s, x, y: s.line(x, y, x + 24, y, "main", thick=2, dash=(2, 3)), "no end or no beginning is told"


def _sample_bracket(sheet: Sheet, x: float, y: float) -> None:
    sheet.line(x, y, x + 24, y, "ink")
    sheet.line(x, y - 4, x, y + 4, "ink")
    sheet.line(x + 24, y - 4, x + 24, y + 4, "ink")
