"""Numbers of members, and of what else one has a number of at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from reportedly.model import Certainty, Quantity
from reportedly.weighing.days import FAR
from reportedly.weighing.likeness import Key, key_of, numbers_agree, unit_key

from .relation import Kin, Relation, pairs
from .view import Scene, View, corrected, later, one_breath
from .words import in_words, who

_SEASON = 92
"""Days within which two strengths are of one time where one of them is dated."""
_HALF_YEAR = 183
"""The same where neither is: who says that it grew says so."""
_ROUGH = 0.1
"""The share by which estimates of one strength may be off each other without contradicting."""
_NEXT = 8


def strengths(scene: Scene) -> Iterator[Relation]:
    """Numbers of members, or of what else one has a number of at a time: of one time and scope they contradict where
    they have nothing in common."""
    for (_, about), block in scene.questions.items():
        if block[0].way.holds != "one_at_a_time" or block[0].way.per != "subject":
            continue
        said = sorted((v for v in block if v.affirmed and v.number is not None), key=lambda v: (v.span, v.p.id))
        scopes: dict[Hashable, list[View]] = defaultdict(list)
        for view in said:
            scopes[_unit(view), _place(view), view.limits].append(view)
        for views in scopes.values():
            yield from _of_one_scope(about, views)
        yield from _of_two_scopes(said)


def _unit(view: View) -> str:
    value = view.number
    return unit_key(value) if value else ""


def _place(view: View) -> Key:
    return key_of(view.claims[0].claim.qualifiers.get("place"))


def _of_one_scope(about: Key, views: Sequence[View]) -> Iterator[Relation]:
    for a, b in _near(views):
        one, other = a.number, b.number
        if one is None or other is None:
            continue
        if not _one_time(a, b):
            continue
        if _within(one, other) or _within(other, one):
            fine, coarse = (a, b) if _within(one, other) else (b, a)
            why = f"{in_words(fine.number)} lies within {in_words(coarse.number)} ({who(fine)}; {who(coarse)})."
            yield Relation(Kin.REFINES, fine.p, coarse.p, "object", why)
        elif not _agree(a, b) and not one_breath(a, b):
            yield _rival(about, a, b)
    for a, b in later(views, lambda x, y: x.p.object != y.p.object):
        if not _one_time(a, b):
            why = f"{in_words(a.number)} and, at a later time, {in_words(b.number)} ({who(a)}, then {who(b)})."
            yield Relation(Kin.UPDATES, a.p, b.p, "object", why)


def _near(views: Sequence[View]) -> Iterator[tuple[View, View]]:
    """Every two; of a great many, each with its next in time, and with the lowest and the highest of its season."""
    if len(views) <= 40:
        yield from pairs(views, lambda v: v.span)
        return
    seen: set[tuple[str, str]] = set()
    seasons: dict[int, list[View]] = defaultdict(list)
    for view in views:
        seasons[view.span.first // _SEASON].append(view)
    outer = {season: _outermost(members) for season, members in seasons.items()}
    for at, view in enumerate(views):
        for other in (*views[at + 1 : at + 1 + _NEXT], *outer[view.span.first // _SEASON]):
            pair = (min(view.p.id, other.p.id), max(view.p.id, other.p.id))
            if other is not view and pair not in seen:
                seen.add(pair)
                yield view, other


def _outermost(views: Sequence[View]) -> tuple[View, View]:
    """The one whose number ends lowest, and the one whose number begins highest."""
    lowest = min(views, key=lambda v: (_bounds(v)[1], v.p.id))
    return lowest, max(views, key=lambda v: (_bounds(v)[0], v.p.id))


def _bounds(view: View) -> tuple[float, float]:
    value = view.number
    low = value.low if value and value.low is not None else float("-inf")
    return low, value.high if value and value.high is not None else float("inf")


def _one_time(a: View, b: View) -> bool:
    """Whether the two speak of one time: dates that meet, or, where one gives none, reports of one season."""
    if a.dated is not None and b.dated is not None and a.dated.last < FAR and b.dated.last < FAR:
        return a.dated.meets(b.dated)
    if a.held is None or b.held is None:
        return True
    if (a.changed or b.changed) and not a.span.meets(b.span):
        return False
    return a.held.gap(b.held) <= (_HALF_YEAR if a.dated is None and b.dated is None else _SEASON)


def _within(inner: Quantity, outer: Quantity) -> bool:
    """Whether one range lies in the other, and is the narrower."""
    if (inner.low, inner.high) == (outer.low, outer.high):
        return False
    low = outer.low is None or (inner.low is not None and inner.low >= outer.low)
    return low and (outer.high is None or (inner.high is not None and inner.high <= outer.high))


def _agree(a: View, b: View) -> bool:
    """Whether two ranges have a number in common; estimates also where they come near each other."""
    one, other = a.number, b.number
    if one is None or other is None or numbers_agree(one, other):
        return True
    rough = all(t.claim.certainty is not Certainty.CERTAIN for v in (a, b) for t in v.claims)
    low, high = sorted((one, other), key=lambda q: (q.low or 0, q.high or 0))
    return rough and low.high is not None and high.low is not None and high.low <= low.high * (1 + _ROUGH)


def _rival(about: Key, a: View, b: View) -> Relation:
    if found := corrected(a, b):
        first, last = found
        why = f"The same teller gives another number later: {in_words(first.number)}, then {in_words(last.number)}."
        return Relation(Kin.UPDATES, first.p, last.p, "object", why)
    form = "number" if a.p.predicate == "strength" else "object"
    why = (
        f"Of one time, numbers that have nothing in common: {in_words(a.number)} ({who(a)}) and "
        f"{in_words(b.number)} ({who(b)})."
    )
    return Relation(Kin.CONTRADICTS, a.p, b.p, "object", why, form, (about,), (a.p.object, b.p.object))


def _of_two_scopes(said: Sequence[View]) -> Iterator[Relation]:
    """Men of one district against members of the whole; men against guns are not even compared."""
    for a, b in pairs(said, lambda v: v.span):
        if _unit(a) == _unit(b) and _place(a) != _place(b) and _one_time(a, b):
            narrow, wide = (a, b) if not _place(b) or _inside(a, b) else (b, a)
            where = in_words(narrow.claims[0].claim.qualifiers.get("place"))
            whole = in_words(wide.claims[0].claim.qualifiers.get("place")) or "the whole"
            why = (
                f"{in_words(narrow.number)} is said of {where or 'a part'}, {in_words(wide.number)} of {whole} "
                f"({who(narrow)}; {who(wide)})."
            )
            yield Relation(Kin.DIFFERS_IN_SCOPE, narrow.p, wide.p, "place", why)


def _inside(a: View, b: View) -> bool:
    return any(x.within(y) for x in a.places for y in b.places)
