"""Which claims of one block mean one occasion, or one stretch of time: by their times, then by their places.

Nothing here depends on the order of the claims or of publication. Where a coarse time or a claim without one could
mean several, it is given to none of them and stands by itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from reportedly.model import Quantity

from .days import FAR, Days, Finder, gather, held_days, said_days
from .spots import Spot, places_apart, spot_of
from .told import Told
from .ways import Way

_YEAR = 366
Anchor = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Claims that mean one occasion. ``anchor`` tells it from the others of its block, as plain values: the most exact
    time that a claim gives, and the place."""

    members: tuple[Told, ...]
    anchor: Anchor


def groups(block: Sequence[Told], way: Way, *, once: bool) -> list[Group]:
    """The occasions that the claims of a block mean; each claim is in exactly one.

    ``once``: it can have happened but once, so that neither place nor a missing date makes another occasion of it.
    """
    if len(block) == 1:
        return [Group(tuple(block), _anchor(block))]
    return _events(block, once=once) if way.event else _states(block, trait=way.trait)


def _anchor(members: Iterable[Told], more: Hashable = "") -> Anchor:
    """The most exact time among these, and where it is."""
    spans = [span for told in members if (span := held_days(told.claim)) is not None]
    best = min(spans, key=lambda s: (s.width, s)) if spans else ()
    return (*best, more)


# --- what happens


def _events(block: Sequence[Told], *, once: bool) -> list[Group]:
    by_days: dict[Days, list[Told]] = defaultdict(list)
    undated: list[Told] = []
    for told in block:
        span = held_days(told.claim)
        if span is None:
            undated.append(told)
        else:
            by_days[span].append(told)
    made: list[_Occasion] = []
    for bunch in gather(by_days):
        members = [told for span in bunch.members for told in by_days[span]]
        made += [_Occasion(bunch.core, None, members)] if once else _by_place(bunch.core, members)
    rest = _joined(made, undated, once=once)
    found = [Group(tuple(o.members), _anchor(o.members, _place_words(o.place))) for o in made]
    return found + [Group(tuple(told), ("undated", *mark)) for mark, told in rest]


@dataclass(slots=True)
class _Occasion:
    core: Days
    place: Spot | None
    members: list[Told]


def _by_place(core: Days, members: Sequence[Told]) -> list[_Occasion]:
    """Those of one time, parted by place; who names no place joins the only one there is."""
    placed: dict[Spot, list[Told]] = defaultdict(list)
    nowhere: list[Told] = []
    for told in members:
        spot = spot_of(told.claim.qualifiers.get("place"))
        if spot is None:
            nowhere.append(told)
        else:
            placed[spot].append(told)
    if len(placed) == 1 or not placed:
        return [_Occasion(core, next(iter(placed), None), list(members))]
    numbers = places_apart(placed)
    made: dict[int, _Occasion] = {}
    for spot, number in sorted(numbers.items(), key=lambda item: (item[1], _place_words(item[0]))):
        occasion = made.setdefault(number, _Occasion(core, spot, []))
        occasion.members += placed[spot]
        if occasion.place is not None and len(spot.around) > len(occasion.place.around):
            occasion.place = spot
    found = list(made.values())
    if len(found) == 1:
        found[0].members += nowhere
    elif nowhere:
        found.append(_Occasion(core, None, nowhere))
    return found


def _place_words(spot: Spot | None) -> str:
    return "|".join(sorted(map(repr, spot.names))) if spot else ""


def _joined(
    made: Sequence[_Occasion], undated: Sequence[Told], *, once: bool
) -> list[tuple[tuple[object, ...], list[Told]]]:
    """Gives each claim without a date to the only occasion that it can mean; what is left, by the time of telling.

    Nobody tells of an attack before it happened.
    """
    if once:
        if len(made) == 1:
            made[0].members += undated
            return []
        return [((), list(undated))] if undated else []
    by_core = sorted(made, key=lambda o: o.core)
    by_place: dict[Spot | None, tuple[list[_Occasion], list[int]]] = {}
    rest: list[Told] = []
    for told in undated:
        where = spot_of(told.claim.qualifiers.get("place"))
        if where not in by_place:
            fits = [o for o in by_core if where is None or o.place is None or o.place.compatible(where)]
            by_place[where] = fits, [o.core.first for o in fits]
        fits, firsts = by_place[where]
        day = told.document.published
        if (bisect_right(firsts, day.toordinal()) if day else len(fits)) == 1:
            fits[0].members.append(told)
        else:
            rest.append(told)
    return _told_together(rest)


def _told_together(undated: Sequence[Told]) -> list[tuple[tuple[object, ...], list[Told]]]:
    """Undated claims of one place, told with less than a year between: surely not two attacks ten years apart."""
    by_place: dict[Spot | None, list[Told]] = defaultdict(list)
    for told in undated:
        by_place[spot_of(told.claim.qualifiers.get("place"))].append(told)
    numbers = places_apart(spot for spot in by_place if spot is not None)
    single = len(set(numbers.values())) == 1
    gathered: dict[int, list[Told]] = defaultdict(list)
    for spot, members in by_place.items():
        gathered[numbers[spot] if spot is not None else (0 if single else -1)] += members
    found: list[tuple[tuple[object, ...], list[Told]]] = []
    for members in gathered.values():
        words = min(_place_words(spot_of(told.claim.qualifiers.get("place"))) for told in members)
        last = None
        for told in sorted(members, key=lambda t: t.document.published.toordinal() if t.document.published else FAR):
            day = told.document.published.toordinal() if told.document.published else FAR
            if last is None or day - last > _YEAR:
                found.append(((words, day), []))
            found[-1][1].append(told)
            last = day
    return found


# --- what lasts


@dataclass(slots=True)
class _Stretch:
    start: Days | None
    end: Days | None
    members: list[Told]

    @property
    def span(self) -> Days:
        return Days(self.start.first if self.start else -FAR, self.end.last if self.end else FAR)


def _states(block: Sequence[Told], *, trait: bool) -> list[Group]:
    """First by the start that is stated, then by the end; times at which it was seen, and claims without any, join
    the only stretch that they can mean."""
    started: dict[Days, list[Told]] = defaultdict(list)
    ended: dict[Days, list[Told]] = defaultdict(list)
    seen: dict[Days, list[Told]] = defaultdict(list)
    undated: list[Told] = []
    for told in block:
        start, end, time = (said_days(told.claim, name) for name in ("start", "end", "time"))
        if start is not None:
            started[start].append(told)
        elif end is not None:
            ended[end].append(told)
        elif time is not None:
            seen[time].append(told)
        else:
            undated.append(told)
    made = _begun(started)
    made += _over(made, ended)
    made += _seen(made, seen)
    rest = _told_of(made, undated, trait=trait)
    found = [Group(tuple(s.members), _anchor(s.members, _mark(s))) for s in made]
    if rest and isinstance(rest[0].claim.object, Quantity):
        # A number that is told again years later is that of another time.
        return found + [Group(tuple(told), ("undated", *mark)) for mark, told in _told_together(rest)]
    return found + ([Group(tuple(rest), ("undated",))] if rest else [])


def _mark(stretch: _Stretch) -> tuple[object, ...]:
    return (*(stretch.start or ("",)), *(stretch.end or ("",)))


def _begun(started: dict[Days, list[Told]]) -> list[_Stretch]:
    made: list[_Stretch] = []
    for bunch in gather(started):
        members = [told for span in bunch.members for told in started[span]]
        made += _by_end(bunch.core, members)
    return made


def _by_end(start: Days | None, members: Sequence[Told]) -> list[_Stretch]:
    """Those of one start, parted by the end where ends differ; who names no end joins the only one there is."""
    ends: dict[Days, list[Told]] = defaultdict(list)
    open_end: list[Told] = []
    for told in members:
        end = said_days(told.claim, "end")
        if end is None:
            open_end.append(told)
        else:
            ends[end].append(told)
    made = [_Stretch(start, b.core, [told for span in b.members for told in ends[span]]) for b in gather(ends)]
    if len(made) == 1:
        made[0].members += open_end
    elif open_end:
        made.append(_Stretch(start, None, open_end))
    return made


def _over(made: Sequence[_Stretch], ended: dict[Days, list[Told]]) -> list[_Stretch]:
    """Claims that give an end alone."""
    bounded = [s for s in made if s.end is not None]
    loose = [s for s in made if s.end is None]
    by_end = Finder([s.end for s in bounded if s.end is not None])
    by_start = Finder([s.span for s in loose])
    found: list[_Stretch] = []
    for bunch in gather(ended):
        members = [told for span in bunch.members for told in ended[span]]
        (count, which), (more, other) = by_end.fit(bunch.core), by_start.fit(bunch.core)
        if count + more == 1:
            (bounded[which] if count else loose[other]).members += members
        else:
            found.append(_Stretch(None, bunch.core, members))
    return found


def _seen(made: Sequence[_Stretch], seen: dict[Days, list[Told]]) -> list[_Stretch]:
    finder = Finder([s.span for s in made])
    found: list[_Stretch] = []
    for bunch in gather(seen):
        members = [told for span in bunch.members for told in seen[span]]
        count, which = finder.fit(bunch.core)
        if count == 1:
            made[which].members += members
        else:
            found.append(_Stretch(bunch.core, bunch.core, members))
    return found


def _told_of(made: Sequence[_Stretch], undated: Sequence[Told], *, trait: bool) -> list[Told]:
    """Gives claims without a time to the only stretch there is, unless they were told when it was over."""
    if len(made) != 1:
        return list(undated)
    only, rest = made[0], []
    over = max((end.last for told in only.members if (end := said_days(told.claim, "end"))), default=None)
    for told in undated:
        day = told.document.published
        if not trait and over is not None and day is not None and day.toordinal() > over:
            rest.append(told)
        else:
            only.members.append(told)
    return rest
