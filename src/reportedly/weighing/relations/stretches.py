"""When a state began and ended: two beginnings, or two ends, of what is said to have been one stretch of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from itertools import pairwise

from reportedly.weighing.days import Days
from reportedly.weighing.likeness import Key, key_of

from .relation import Kin, Relation
from .view import Scene, View, one_breath
from .words import saying, time, who

_SEASON = 92
_ONE_STRETCH = frozenset({"leads", "holds_position", "controls", "member_of", "based_in"})
"""States that last in one stretch, as a rule; one is seen in a place, allied or supported time and again."""


def beginnings(scene: Scene) -> Iterator[Relation]:
    """One state of one subject of which two beginnings are told, or two ends, with no other stretch between them."""
    told: dict[Hashable, list[View]] = defaultdict(list)
    for view in scene.views:
        if view.affirmed and view.p.predicate in _ONE_STRETCH and view.p.object and not view.past:
            told[view.p.predicate, view.p.subject, view.p.object, view.telling].append(view)
    for block in told.values():
        if len(block) > 1:
            yield from _starts([v for v in block if v.said("start")])
            yield from _ends(block)


def _starts(views: list[View]) -> Iterator[Relation]:
    ordered = sorted(views, key=lambda v: (_edge(v, "start"), v.p.id))
    for a, b in pairwise(ordered):
        ended = any(span.first <= _edge(b, "start").last for span, _ in a.said("end"))
        if not ended:
            yield from _apart(a, b, "start", "begun")


def _ends(block: list[View]) -> Iterator[Relation]:
    ordered = sorted((v for v in block if v.said("end")), key=lambda v: (_edge(v, "end"), v.p.id))
    for a, b in pairwise(ordered):
        over = _edge(a, "end")
        again = any(span.last >= over.first for v in block for span, _ in v.said("start"))
        if not again:
            yield from _apart(a, b, "end", "ended")


def _apart(a: View, b: View, name: str, verb: str) -> Iterator[Relation]:
    one, other = _edge(a, name), _edge(b, name)
    if one.gap(other) <= _SEASON or one_breath(a, b) or _states(a) != _states(b):
        return
    days = " and ".join(_said(v, name) for v in (a, b))
    why = f"That {saying(a)} is said to have {verb} at two times: {days} (by {who(a)}; by {who(b)})."
    answers: tuple[Key, Key] = (("days", *map(str, one)), ("days", *map(str, other)))
    yield Relation(Kin.CONTRADICTS, a.p, b.p, name, why, "time", (a.p.subject, a.p.object), answers)


def _said(view: View, name: str) -> str:
    interval = view.interval(name)
    return time(interval) if interval else "another day"


def _states(view: View) -> frozenset[Key]:
    """What sort of tenure it is: "acting" is another than in full right."""
    return frozenset(key_of(t.claim.qualifiers.get("status")) for t in view.claims)


def _edge(view: View, name: str) -> Days:
    return min((span for span, _ in view.said(name)), key=lambda s: (s.width, s))
