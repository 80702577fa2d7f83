"""One says that it is so, another that it is not: a contradiction, a later state, or the denial of something else."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from reportedly.weighing.days import Days
from reportedly.weighing.likeness import Key

from .relation import Kin, Relation
from .view import Scene, View, corrected, one_breath, places_meet
from .words import on, saying, who

_YEAR = 366
_MONTH = 31
_WEEK = 7
"""Days by which the day of a death is often off, and a denial can come before it."""
_FEW = 3
_ALL = 1600
"""Pairs that are all compared; of more, each with those nearest in time on either side."""


def denials(scene: Scene) -> Iterator[Relation]:
    """What is denied against what is affirmed of the same subject, predicate and object.

    A denial without an object ("is alive") answers every affirmation; one of a place answers what lies in it.
    """
    yes: dict[Hashable, list[View]] = defaultdict(list)
    no: list[View] = []
    for view in scene.views:
        if view.affirmed:
            for name in _names(view):
                yes[view.p.predicate, view.p.subject, name].append(view)
        else:
            no.append(view)
    for block in yes.values():
        block.sort(key=lambda v: (v.span, v.p.id))
    answered: dict[Hashable, list[View]] = defaultdict(list)
    for denial in sorted(no, key=lambda v: (v.span, v.p.id)):
        for key in _asked(denial):
            if key in yes:
                answered[key].append(denial)
    seen: set[tuple[str, str]] = set()
    for key, denied in answered.items():
        for pro, against in _met(yes[key], denied):
            if (pro.p.id, against.p.id) not in seen and _of_one(pro, against):
                seen.add((pro.p.id, against.p.id))
                found = _compared(pro, against)
                if found is not None:
                    yield found


def _names(view: View) -> set[Hashable]:
    spot = view.object_spot
    around = {("in", name) for name in spot.around} if spot else set()
    return {(), view.p.object, *around}


def _asked(view: View) -> list[Hashable]:
    predicate, subject = view.p.predicate, view.p.subject
    if view.object_spot:
        names: list[Hashable] = [("in", name) for name in sorted(view.object_spot.names, key=repr)]
        return [(predicate, subject, name) for name in (view.p.object, *names)]
    return [(predicate, subject, view.p.object)]


def _met(yes: Sequence[View], no: Sequence[View]) -> Iterator[tuple[View, View]]:
    """Every affirmation with every denial; of a great many, each with those nearest to it in time."""
    if len(yes) * len(no) <= _ALL:
        yield from ((a, b) for a in yes for b in no)
        return
    for these, those, turned in ((yes, no, False), (no, yes, True)):
        spans = [v.span for v in those]
        for one in these:
            at = bisect_left(spans, one.span)
            for other in those[max(0, at - _FEW) : at + _FEW]:
                yield (other, one) if turned else (one, other)


def _of_one(yes: View, no: View) -> bool:
    """Whether the denial speaks of the same: a crowd of one report is not that of another, one post not another.

    Who denies to have said anything denies no single statement; who denies "an attack" denies that of those days.
    """
    if yes.p.object and not no.p.object and yes.way.holds != "once":
        near = yes.held is not None and no.held is not None and yes.held.gap(no.held) <= _MONTH
        if yes.way.speech or not near:
            return False
    crowd = yes.p.subject[:1] != ("entity",) and yes.way.event
    if crowd and {t.claim.document for t in yes.claims}.isdisjoint(t.claim.document for t in no.claims):
        return False
    return yes.telling == no.telling or not any(yes.telling) or not any(no.telling)


def _compared(yes: View, no: View) -> Relation | None:
    if one_breath(yes, no) and not yes.way.lasts:
        return None
    if found := corrected(yes, no):
        first, later = found
        return Relation(
            Kin.UPDATES, first.p, later.p, "polarity", f"The same teller says otherwise later: {who(later)}."
        )
    if yes.p.predicate == "killed":
        return _death(yes, no)
    if yes.way.lasts:
        return _state(yes, no)
    if yes.way.event and not _same_occasion(yes, no):
        return None
    if yes.dated and no.dated and not yes.dated.meets(no.dated):
        return None
    return _against(yes, no)


def _against(yes: View, no: View) -> Relation:
    why = f"That {saying(yes)} is said by {who(yes)} and denied by {who(no)}."
    about = (yes.p.subject, no.p.object)
    answers: tuple[Key, Key] = (("yes",), ("no",))
    return Relation(Kin.CONTRADICTS, yes.p, no.p, "polarity", why, "denied", about, answers)


def _death(yes: View, no: View) -> Relation | None:
    """Who is said to be alive on a day can have died later."""
    alive = no.held
    if alive is not None:
        if yes.dated is not None and alive.last + _WEEK < yes.dated.first:
            return _then(no, yes, f"Said to be alive on {on(alive.last)}, and to have died later")
        if yes.dated is None and yes.told is not None and alive.last + _YEAR < yes.told.first:
            return _then(
                no, yes, f"Said to be alive on {on(alive.last)}; the death was reported more than a year later"
            )
    return _against(yes, no)


def _state(yes: View, no: View) -> Relation | None:
    """What was so at one time need not be so at another."""
    one, other = yes.held, no.held
    if one is None or other is None or not places_meet(yes, no):
        return _against(yes, no) if places_meet(yes, no) and not one_breath(yes, no) else None
    if yes.dated and no.dated and not yes.dated.meets(no.dated):
        return _in_order(yes, no, "The two speak of different times")
    if one.gap(other) > _YEAR:
        return _in_order(yes, no, "More than a year lies between the two")
    if no.changed and one.last <= other.first + _MONTH:
        return _then(yes, no, f"{who(no)} says that this is no longer so")
    if one_breath(yes, no):
        return None
    return _against(yes, no)


def _in_order(a: View, b: View, why: str) -> Relation:
    first, later = sorted((a, b), key=lambda v: (v.span, v.p.id))
    return _then(first, later, why)


def _then(first: View, later: View, why: str) -> Relation:
    return Relation(Kin.UPDATES, first.p, later.p, "time", f"{why}: {_told(first)}, then {_told(later)}.")


def _told(view: View) -> str:
    return who(view)


def _same_occasion(yes: View, no: View) -> bool:
    """Whether a denial can mean what is said to have happened: it is not told before, nor of another place."""
    if not places_meet(yes, no):
        return False
    if no.dated is not None and yes.dated is not None:
        return yes.dated.meets(no.dated)
    one, other = yes.held, no.held
    if one is None or other is None:
        return True
    if yes.dated is not None:
        return other.last + _WEEK >= yes.dated.first
    return Days(one.first, one.last).gap(other) <= _YEAR
