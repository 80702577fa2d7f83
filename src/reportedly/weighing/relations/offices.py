"""Who leads: two at one time, one after the other, or two who lead different things under one name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from reportedly.model import Text
from reportedly.weighing.likeness import Key, content
from reportedly.weighing.tenures import at_once, tenures

from .once import across
from .relation import Kin, Relation, pairs
from .rivals import named, rivals, sure_days
from .view import Scene, View
from .words import is_head, lexicon, who

_FEW = 12
"""Holders of whom each is told to come before each that follows; of more, only the next."""


def leaders(scene: Scene) -> Iterator[Relation]:
    """Leaders of one body, and holders of one post that one person holds at a time (governor, mayor of a place)."""
    blocks: dict[tuple[str, Key, Key], list[View]] = defaultdict(list)
    titles = _titles(scene)
    for (predicate, about), views in scene.questions.items():
        if predicate == "leads" and about:
            blocks[predicate, about, ()] = [v for v in views if v.affirmed]
    for view in scene.views:
        if view.p.predicate == "holds_position" and view.affirmed and view.p.object and (post := single_post(view)):
            blocks["holds_position", view.p.object, post].append(view)
        if view.affirmed and is_head(view.claims[0].claim) and _title(view) in titles[view.p.object]:
            blocks["leads", view.p.object, ()].append(view)
    for (_, body, _), said in blocks.items():
        yield from _office(scene, body, said)


def _titles(scene: Scene) -> dict[Key, set[frozenset[str]]]:
    """The titles by which reports call those who lead a body: who holds a post of the same title leads it too."""
    found: dict[Key, set[frozenset[str]]] = defaultdict(set)
    for view in scene.views:
        if view.p.predicate == "leads" and view.affirmed and (title := _title(view)):
            found[view.p.object].add(title)
    return found


def _title(view: View) -> frozenset[str]:
    titles = (t.claim.qualifiers.get("title") for t in view.claims)
    return next((frozenset(content(title.value)) for title in titles if isinstance(title, Text)), frozenset())


def single_post(view: View) -> Key:
    """The title, where it is that of a post which one person holds at a time."""
    title = view.claims[0].claim.qualifiers.get("title")
    words = content(title.value) if isinstance(title, Text) else ()
    return words if words and set(words) <= lexicon().single else ()


def _office(scene: Scene, body: Key, said: Sequence[View]) -> Iterator[Relation]:
    by_holder: dict[Key, list[View]] = defaultdict(list)
    for view in said:
        by_holder[view.p.subject].append(view)
    if len(by_holder) < 2:
        return
    fell = [death.p for holder in by_holder for death in scene.deaths.get(holder, ())]
    held = tenures([v.p for v in said], fell)
    for a, b in pairs(held, sure_days):
        if at_once(a, b):
            yield from rivals(scene, body, by_holder[a.holder], by_holder[b.holder], a, b)
    for a, b in combinations(held, 2) if len(held) <= _FEW else pairwise(held):
        if not at_once(a, b) and not a.only_over:
            for x, y in across(by_holder[a.holder], by_holder[b.holder]):
                why = f"{named(x)} and then {named(y)}: one follows the other ({who(x)}; {who(y)})."
                yield Relation(Kin.UPDATES, x.p, y.p, "subject", why)
