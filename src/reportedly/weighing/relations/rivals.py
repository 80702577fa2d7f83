"""Two who are said to hold one office at one time: which of the claims about them exclude each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.model import Kind, Text
from reportedly.weighing.days import Days, said_days
from reportedly.weighing.likeness import Key, content
from reportedly.weighing.names import spelled_alike
from reportedly.weighing.tenures import Held
from reportedly.weighing.told import Told

from .relation import Kin, Relation
from .view import Scene, View, voice
from .words import in_words, lexicon, on, time, who

_WEEK = 7
_HANDOVER = 62
"""Days between the end of one tenure and the beginning of the next that make them one change."""
_MANY = 24
"""Claims about one holder of which all are compared; of more, those at either end."""


@dataclass(frozen=True, slots=True)
class _Stay:
    """One claim, with the days for which it attests that the office is held. ``end``: it tells only that it is over."""

    view: View
    told: Told
    days: Days
    end: bool = False

    @property
    def limits(self) -> frozenset[str]:
        return limits_of(self.told)

    @property
    def only(self) -> View:
        """The proposition with this claim alone."""
        return self.view.only([self.told])


def rivals(scene: Scene, body: Key, a: Sequence[View], b: Sequence[View], one: Held, other: Held) -> Iterator[Relation]:
    """The claims about two rivals that speak of days on which both are said to be in office.

    Where one report names the two in one breath, they share it. Titles that differ in what is led ("military chief",
    "acting") make two offices of it. That one has left speaks for who follows.
    """
    if spelled_alike(named(a[0]), named(b[0]), Kind.PERSON) is not None:
        return  # one man in two spellings, whom nobody put together yet
    mine, theirs = _stays(a, one), _stays(b, other)
    met = [(x, y) for x in mine for y in theirs if not x.end and not y.end and _meet(x, y)]
    if any(_one_breath(x, y) and x.limits == y.limits for x, y in met):
        return
    met = met or list(_bridged(mine, theirs, sure_days(one), sure_days(other)))
    reason = _split(scene, body, a, one) or _split(scene, body, b, other)
    rest = []
    for x, y in met:
        why = reason or _titles(x, y, met)
        if why:
            yield Relation(Kin.DIFFERS_IN_SCOPE, x.only.p, y.only.p, "title", why)
        elif not _one_breath(x, y):
            rest.append((x, y))
    for x, y in (*rest, *_left(mine, rest, flip=False), *_left(theirs, rest, flip=True)):
        yield _against(body, x, y, one, other)


def _split(scene: Scene, body: Key, views: Sequence[View], held: Held) -> str:
    """Why he leads only those who went with him; "" where nobody says so."""
    for split in scene.splits.get((held.holder, body), ()):
        when = split.interval()
        told = f" ({time(when)})" if when else ""
        return f"{named(views[0])} broke with it{told}, and leads those who went with him ({who(split)})."
    return ""


def _titles(x: _Stay, y: _Stay, met: Sequence[tuple[_Stay, _Stay]]) -> str:
    """Why two titles need not be one office; a claim without a title speaks of the holder as the others do."""
    one, other = (_limits(stay, [pair[side] for pair in met]) for side, stay in enumerate((x, y)))
    if one == other:
        return ""
    words = ", ".join(sorted(one ^ other))
    return f"The titles differ in what is led ({words}): {named(x.view)} and {named(y.view)} need not hold one office."


def _limits(stay: _Stay, of_holder: Sequence[_Stay]) -> frozenset[str]:
    if stay.told.claim.qualifiers.get("title") is not None or stay.limits:
        return stay.limits
    return frozenset().union(*(other.limits for other in of_holder))


def _against(body: Key, x: _Stay, y: _Stay, one: Held, other: Held) -> Relation:
    v, w = x.only, y.only
    if x.end or y.end:
        gone, still = (x, y) if x.end else (y, x)
        why = (
            f"{named(gone.view)} is said to have left ({who(gone.only)}), and yet to be in office ({who(still.only)})."
        )
    else:
        first, last = max(x.days.first, y.days.first), min(x.days.last, y.days.last)
        when = f"on {on(first)}" if first >= last else f"between {on(first)} and {on(last)}"
        why = f"Both {named(v)} ({who(v)}) and {named(w)} ({who(w)}) are said to lead {when}."
    form = "leader" if v.p.predicate == "leads" else "object"
    return Relation(Kin.CONTRADICTS, v.p, w.p, "subject", why, form, (body,), (one.holder, other.holder))


def _left(mine: Sequence[_Stay], met: Sequence[tuple[_Stay, _Stay]], *, flip: bool) -> Iterator[tuple[_Stay, _Stay]]:
    """That one has left, against those who say later that he is still in office: it stands on the side of the other."""
    later = {id(pair[flip].told): pair[flip] for pair in met}
    begun = min((pair[not flip].days.first for pair in met), default=0)
    for gone in (x for x in mine if x.end):
        for still in later.values():
            soon = abs(begun - gone.days.last) <= _HANDOVER
            if soon and gone.days.last < still.days.last and not _one_breath(gone, still):
                yield (still, gone) if not flip else (gone, still)


def _stays(views: Sequence[View], held: Held) -> list[_Stay]:
    past = {id(told) for _, told in held.past}
    found: list[_Stay] = []
    for view in views:
        for told in view.claims:
            stay = _stay(view, told, past=id(told) in past)
            if stay is not None:
                found.append(stay)
    found.sort(key=lambda s: (s.days, s.told.claim.id))
    return found if len(found) <= _MANY else [*found[: _MANY // 2], *found[-_MANY // 2 :]]


def _stay(view: View, told: Told, *, past: bool) -> _Stay | None:
    start, end, time = (said_days(told.claim, name) for name in ("start", "end", "time"))
    day = told.document.published.toordinal() if told.document.published else None
    if end is not None:
        first = start.last if start else end.first
        return _Stay(view, told, Days(min(first, end.first), end.first), end=start is None)
    if time is not None:
        last = min(time.last, max(time.first, day)) if day is not None else time.last
        return _Stay(view, told, Days(time.first, last))
    if past or day is None:
        return _Stay(view, told, Days(start.last, start.last)) if start else None
    return _Stay(view, told, Days(min(start.last, day), day) if start else Days(day, day))


def _meet(x: _Stay, y: _Stay) -> bool:
    """Whether the two have days in common, more than the one of a handover."""
    first, last = max(x.days.first, y.days.first), min(x.days.last, y.days.last)
    if first != last:
        return first < last
    edges = [d for s in (x, y) for name in ("start", "end") if (d := said_days(s.told.claim, name))]
    return not any(d.first <= first <= d.last for d in edges)


def _bridged(mine: Sequence[_Stay], theirs: Sequence[_Stay], one: Days, other: Days) -> Iterator[tuple[_Stay, _Stay]]:
    """Of those who are in office at one time only by what lies between: the claims nearest to those days."""
    window = Days(max(one.first, other.first), min(one.last, other.last))
    if window.first > window.last:
        window = Days(window.last - _WEEK, window.first + _WEEK)
    near = [_nearest([s for s in stays if not s.end] or stays, window) for stays in (mine, theirs)]
    yield from ((x, y) for x in near[0] for y in near[1])


def _nearest(stays: Sequence[_Stay], window: Days) -> list[_Stay]:
    inside = [s for s in stays if s.days.meets(window)]
    if inside:
        return inside
    before = [s for s in stays if s.days.last < window.first]
    after = [s for s in stays if s.days.first > window.last]
    return [*before[-1:], *after[:1]]


def limits_of(told: Told) -> frozenset[str]:
    """Words of its title and status that limit what is led: "military", "faction", "acting"."""
    parts = [told.claim.qualifiers.get(name) for name in ("title", "status")]
    return frozenset(w for part in parts if isinstance(part, Text) for w in content(part.value)) & lexicon().limits


def sure_days(held: Held) -> Days:
    """The days on which one is surely in office, if what is said is so; the first that is known where nobody says."""
    if held.sure is None:
        day = held.from_day.toordinal()
        return Days(day, day)
    return Days(min(held.sure).toordinal(), max(held.sure).toordinal())


def named(view: View) -> str:
    """The holder, by the name that a report gives."""
    return in_words(view.claims[0].claim.subject)


def _one_breath(x: _Stay, y: _Stay) -> bool:
    return voice(x.told) == voice(y.told)
