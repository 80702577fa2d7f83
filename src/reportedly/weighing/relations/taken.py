"""A town that one has taken, and that another is said to hold on the days after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from reportedly.weighing.likeness import Key

from .relation import Kin, Relation
from .view import Scene, View, attested, corrected, one_breath
from .words import in_words, who

_EXACT = 3
_SOON = 14
_FEW = 12


def taken(scene: Scene) -> Iterator[Relation]:
    """A capture on a known day, against another's control told of the two weeks after it, where nothing is said of its
    having been taken back."""
    held: dict[Key, list[View]] = defaultdict(list)
    for view in scene.views:
        if view.affirmed and view.p.predicate == "controls" and view.p.object:
            held[view.p.object].append(view)
    for (place, actor), captures in scene.captures.items():
        for capture in captures:
            if capture.dated is None or capture.dated.width > _EXACT or not actor:
                continue
            near = [v for v in held.get(place, ()) if v.p.subject != actor and _after(capture, v)]
            for control in near[:_FEW]:
                back = any(
                    c.span.last >= capture.span.first for c in scene.captures.get((place, control.p.subject), ())
                )
                if not back and not one_breath(capture, control) and not scene.tie(actor, control.p.subject):
                    yield _rival(place, capture, control)


def _after(capture: View, control: View) -> bool:
    last = capture.dated.last if capture.dated else 0
    if control.said("start") or control.changed:
        return False
    days = [d for t in control.claims if (d := attested(t)) is not None]
    return any(last < d.first <= last + _SOON for d in days)


def _rival(place: Key, capture: View, control: View) -> Relation:
    if found := corrected(capture, control):
        first, later = found
        return Relation(Kin.UPDATES, first.p, later.p, "time", f"The same teller says otherwise later: {who(later)}.")
    actor, holder = in_words(capture.claims[0].claim.object), in_words(control.claims[0].claim.subject)
    why = f"{actor} is said to have taken it ({who(capture)}), and {holder} to hold it after that ({who(control)})."
    answers = (capture.p.object, control.p.subject)
    return Relation(Kin.CONTRADICTS, capture.p, control.p, "subject", why, "object", (place,), answers)
