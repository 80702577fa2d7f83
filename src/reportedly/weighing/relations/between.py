"""What happens between two, or to one at a place and a day: its rival days and its rival places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence

from reportedly.model import Kind, Mention
from reportedly.weighing.days import Days
from reportedly.weighing.likeness import Key
from reportedly.weighing.spots import Spot, spot_of

from .relation import Kin, Relation, pairs
from .sole import apart
from .view import Scene, View, corrected, one_breath, places_meet
from .words import time, who

_EXACT = 3
_FEW_DAYS = 14
_ONCE = frozenset({"split_from", "merged_with"})
"""What two bodies do but once, as far as reports tell."""
_SELDOM = frozenset({"agreement", "captured"})
"""What happens between two seldom enough that two days of a fortnight are two dates of one occasion."""
_PLACED = frozenset({"agreement", "met"})
"""What two do at one place on one day."""


def between(scene: Scene) -> Iterator[Relation]:
    """Rival days of one split, merger, agreement or capture; rival places of one meeting or agreement."""
    told: dict[Hashable, list[View]] = defaultdict(list)
    for view in scene.views:
        p = view.p
        if view.affirmed and p.object and p.predicate in _ONCE | _SELDOM | _PLACED:
            told[p.predicate, p.subject, p.object, view.telling if p.predicate == "agreement" else ()].append(view)
    for block in told.values():
        for a, b in pairs(sorted(block, key=lambda v: (v.span, v.p.id)), lambda v: v.span):
            if a.dated is None or b.dated is None or one_breath(a, b):
                continue
            if not a.dated.meets(b.dated):
                if a.p.predicate in _ONCE or (a.p.predicate in _SELDOM and _one_occasion(scene, a, b)):
                    yield _two_days(a, b)
            elif a.p.predicate in _PLACED and _exact(a, b):
                yield from _two_places(a, b, a.places, b.places, "place")


def _one_occasion(scene: Scene, a: View, b: View) -> bool:
    """Whether two days are so near that one occasion is meant, and nothing happened between them."""
    if a.dated is None or b.dated is None or not places_meet(a, b):
        return False
    if max(a.dated.width, b.dated.width) > _EXACT or a.dated.gap(b.dated) > _FEW_DAYS:
        return False
    if a.p.predicate != "captured":
        return True
    window = a.dated | b.dated
    others = (v for (place, actor), block in scene.captures.items() for v in block if _other(a, place, actor))
    return not any(v.dated is not None and v.dated.meets(window) for v in others)


def _other(view: View, place: Key, actor: Key) -> bool:
    return place == view.p.subject and actor != view.p.object


def _exact(a: View, b: View) -> bool:
    return all(v.dated is not None and v.dated.width <= _EXACT for v in (a, b))


def _two_days(a: View, b: View) -> Relation:
    one, other = a.interval(), b.interval()
    days = f"{time(one) if one else 'one day'} and {time(other) if other else 'another day'}"
    why = f"One occasion, and two dates of it: {days} (by {who(a)}; by {who(b)})."
    answers = (_days(a.dated or a.span), _days(b.dated or b.span))
    return _or_corrected(a, b, "time", why, "time", (a.p.subject, a.p.object), answers)


def _days(days: Days) -> Key:
    return ("days", str(days.first), str(days.last))


def _two_places(a: View, b: View, one: Sequence[Spot], other: Sequence[Spot], what: str) -> Iterator[Relation]:
    if one and other and all(apart(x, y) for x in one for y in other):
        why = f"It was at one place, and two are given: by {who(a)} and by {who(b)}."
        answers = (_place(one), _place(other))
        yield _or_corrected(a, b, what, why, "place", (a.p.subject, a.p.object if what == "place" else ()), answers)


def _place(spots: Sequence[Spot]) -> Key:
    return ("place", *sorted(repr(name) for spot in spots for name in spot.names))


# --- where one person was on a day


def whereabouts(scene: Scene) -> Iterator[Relation]:
    """One person at two places on one day, or taken to two places on one day; rival places of a birth or founding."""
    seen: dict[Hashable, list[View]] = defaultdict(list)
    for view in scene.views:
        if not view.affirmed:
            continue
        if view.p.predicate in ("present_in", "transferred") and _is_person(view):
            seen[view.p.predicate, view.p.subject].append(view)
        if view.p.predicate in ("born", "founded") and view.p.subject[:1] == ("entity",):
            seen[view.p.predicate, view.p.subject].append(view)
    for block in seen.values():
        where = _WHERE[block[0].p.predicate]
        placed = sorted((v for v in block if where(v)), key=lambda v: (v.span, v.p.id))
        for a, b in pairs(placed, lambda v: v.span):
            if not one_breath(a, b) and _one_day(a, b) and not _both_objects(a, b):
                yield from _two_places(a, b, where(a), where(b), "where")


def _is_person(view: View) -> bool:
    part = view.claims[0].claim.subject
    return isinstance(part, Mention) and part.kind is Kind.PERSON and bool(part.entity)


def _both_objects(a: View, b: View) -> bool:
    """Whether both places are objects of a birth, which are compared as the answers that they are."""
    return a.p.predicate == "born" and a.object_spot is not None and b.object_spot is not None


def _one_day(a: View, b: View) -> bool:
    if a.way.holds == "once":
        return a.dated is None or b.dated is None or a.dated.meets(b.dated)
    if not _exact(a, b) or a.dated is None or b.dated is None:
        return False
    same = a.dated.meets(b.dated) and max(a.dated.width, b.dated.width) == 1
    return same and not _chained(a, b)


def _chained(a: View, b: View) -> bool:
    """Whether one was taken from where the other took him."""
    for x, y in ((a, b), (b, a)):
        if any(o.compatible(d) for o in _named(x, "origin") for d in _named(y, "destination")):
            return True
    return False


def _named(view: View, name: str) -> tuple[Spot, ...]:
    return tuple(s for t in view.claims if (s := spot_of(t.claim.qualifiers.get(name))) is not None)


_WHERE: dict[str, Callable[[View], tuple[Spot, ...]]] = {
    "present_in": lambda view: (view.object_spot,) if view.object_spot else (),
    "transferred": lambda view: _named(view, "destination"),
    "born": lambda view: (view.object_spot,) if view.object_spot else view.places,
    "founded": lambda view: view.places,
}


def _or_corrected(
    a: View, b: View, what: str, why: str, form: str, about: tuple[Key, ...], answers: tuple[Key, Key]
) -> Relation:
    if found := corrected(a, b):
        first, last = found
        return Relation(Kin.UPDATES, first.p, last.p, what, f"The same teller says otherwise later: {who(last)}.")
    return Relation(Kin.CONTRADICTS, a.p, b.p, what, why, form, about, answers)
