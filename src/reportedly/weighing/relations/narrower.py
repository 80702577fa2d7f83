"""The same thing, said more exactly: a finer time, a place within a place, more words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from reportedly.weighing.likeness import Key

from .relation import Kin, Relation, pairs
from .view import Scene, View, places_meet
from .words import in_words, saying, time, who

_YEAR = 366


def narrower(scene: Scene) -> Iterator[Relation]:
    """Each proposition with the coarser ones that it makes more exact."""
    same: dict[Hashable, list[View]] = defaultdict(list)
    asked: dict[Hashable, list[View]] = defaultdict(list)
    for view in scene.views:
        p = view.p
        same[p.predicate, p.subject, p.object, p.polarity, view.telling].append(view)
        asked[p.predicate, p.subject, p.polarity, view.telling].append(view)
    for block in same.values():
        if len(block) > 1:
            yield from _times(block)
    for block in asked.values():
        if len(block) > 1:
            yield from _places(block)
            yield from _texts(block)


def _times(block: Sequence[View]) -> Iterator[Relation]:
    for a, b in pairs([v for v in block if v.said("time")], lambda v: v.span):
        for fine, coarse in ((a, b), (b, a)):
            if fine.dated and coarse.dated and fine.dated != coarse.dated and coarse.dated.holds(fine.dated):
                one, other = fine.interval(), coarse.interval()
                if one and other and places_meet(fine, coarse):
                    why = f"{time(one)} ({who(fine)}) lies within {time(other)} ({who(coarse)})."
                    yield Relation(Kin.REFINES, fine.p, coarse.p, "time", why)
    if block[0].way.event:
        yield from _where(block)


def _where(block: Sequence[View]) -> Iterator[Relation]:
    """Of one event: a place within the place that another gives."""
    for a, b in pairs([v for v in block if v.places], lambda v: v.span):
        if a.dated and b.dated and a.dated.meets(b.dated):
            for fine, coarse in ((a, b), (b, a)):
                inside = any(x.within(y) and not x.same(y) for x in fine.places for y in coarse.places)
                if inside:
                    one, other = (in_words(v.claims[0].claim.qualifiers.get("place")) for v in (fine, coarse))
                    why = f"{one} ({who(fine)}) lies in {other} ({who(coarse)})."
                    yield Relation(Kin.REFINES, fine.p, coarse.p, "place", why)


def _places(block: Sequence[View]) -> Iterator[Relation]:
    """Objects that are places: one that lies in the other is a finer answer, not another one."""
    called: dict[Hashable, dict[Key, View]] = defaultdict(dict)
    placed = sorted((v for v in block if v.object_spot), key=lambda v: (v.span, v.p.id))
    for view in placed:
        for name in view.object_spot.names if view.object_spot else ():
            called[name].setdefault(view.p.object, view)
    for view in placed:
        spot = view.object_spot
        if spot is None:
            continue
        outer = {other.p.id: other for name in spot.around for other in called.get(name, {}).values()}
        for other in sorted(outer.values(), key=lambda v: v.p.id):
            mutual = other.object_spot is not None and other.object_spot.within(spot)
            if other.p.object != view.p.object and not (mutual and other.p.id < view.p.id) and _one_time(view, other):
                one, two = (in_words(v.claims[0].claim.object) for v in (view, other))
                how = "can be the same place as" if mutual else "lies in"
                yield Relation(
                    Kin.REFINES, view.p, other.p, "object", f"{one} ({who(view)}) {how} {two} ({who(other)})."
                )


def _one_time(a: View, b: View) -> bool:
    if a.dated is not None and b.dated is not None:
        return a.dated.meets(b.dated)
    return not a.way.lasts or a.held is None or b.held is None or a.held.gap(b.held) <= _YEAR


def _texts(block: Sequence[View]) -> Iterator[Relation]:
    """Objects in words: one that has all the words of the other, and more."""
    worded = [v for v in block if v.way.trait and v.p.object[:1] == ("text",)]
    for a, b in pairs(worded, lambda v: v.span):
        for fine, coarse in ((a, b), (b, a)):
            if set(coarse.p.object) < set(fine.p.object) and len(coarse.p.object) > 1:
                why = f"{saying(fine)} ({who(fine)}): the same as {in_words(coarse.claims[0].claim.object)}, and more."
                yield Relation(Kin.REFINES, fine.p, coarse.p, "object", why)
