"""Dead, and later seen alive: what only the living do, on a day after the day of a reported death."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from reportedly.model import Certainty
from reportedly.weighing.days import FAR, Days
from reportedly.weighing.likeness import Key

from .relation import Kin, Relation
from .view import Scene, View, one_breath
from .words import lexicon, on, saying, who

_FIRM = frozenset({Certainty.CERTAIN, Certainty.PROBABLE})
_WEEK = 7
_FEW = 16


def seen_alive(scene: Scene) -> Iterator[Relation]:
    """A dated act that is later than a dated death contradicts it; reports that look back have no day of their own.

    It is the same question as that of a denial: whether this one is dead.
    """
    acts: dict[Key, list[View]] = defaultdict(list)
    for view in scene.views:
        for person in lives(view):
            acts[person].append(view)
    for person, deaths in scene.deaths.items():
        died = [v for v in deaths if v.affirmed and v.dated and v.dated.last < FAR and firm(v)]
        after = sorted((d, v.p.id, v) for v in acts.get(person, ()) if firm(v) and (d := acted(v)) is not None)
        for death in died:
            late = [(day, v) for day, _, v in after if death.dated and day.first > death.dated.last + _WEEK]
            for day, act in late[-_FEW:]:
                if not one_breath(death, act):
                    yield _alive(person, death, day, act)


def lives(view: View) -> set[Key]:
    """Those who are alive if it is so: who does what only the living do, or is in a state."""
    if not view.affirmed or not (view.p.predicate in lexicon().alive or view.way.lasts):
        return set()
    return {view.p.subject, view.p.object if view.way.symmetric else view.p.subject}


def firm(view: View) -> bool:
    """Whether somebody says it as certain or probable."""
    return any(t.claim.certainty in _FIRM for t in view.claims)


def acted(view: View) -> Days | None:
    """The day of an act, or that on which a state began, where a report gives it."""
    name = "time" if view.p.predicate in lexicon().alive else "start"
    spans = [span for span, _ in view.said(name) if span.first > -FAR]
    return max(spans, default=None)


def _alive(person: Key, death: View, day: Days, act: View) -> Relation:
    last = death.dated.last if death.dated else 0
    why = (
        f"Said to have died by {on(last)} ({who(death)}), and yet, on or after {on(day.first)}: "
        f"{saying(act)} ({who(act)})."
    )
    answers: tuple[Key, Key] = (("yes",), ("no",))
    return Relation(Kin.CONTRADICTS, death.p, act.p, "polarity", why, "denied", (person, ()), answers)
