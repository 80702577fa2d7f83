"""What somebody died of: an illness and an air strike cannot both have killed one man."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportedly.model import Text
from reportedly.weighing.likeness import Key, content
from reportedly.weighing.told import Told

from .once import across
from .relation import Kin, Relation, pairs
from .view import Scene, View, corrected, one_breath
from .words import in_words, lexicon, who

Cause = frozenset[str]


def causes(scene: Scene) -> Iterator[Relation]:
    """Rival causes of one death. Who gives no cause, or in words that nobody knows, contradicts nobody."""
    for person, deaths in scene.deaths.items():
        by_cause: dict[Cause, list[View]] = {}
        for view in deaths:
            if view.affirmed and view.way.holds == "once":
                for cause, told in _by_cause(view.claims).items():
                    by_cause.setdefault(cause, []).append(view.only(told))
        for (one, these), (other, those) in pairs(sorted(by_cause.items(), key=_first), lambda c: c[1][0].span):
            if _exclude(one, other):
                for a, b in across(these, those):
                    if not one_breath(a, b):
                        yield _rival(person, a, b, one, other)


def _first(cause: tuple[Cause, list[View]]) -> list[str]:
    return sorted(cause[0])


def _by_cause(claims: Sequence[Told]) -> dict[Cause, list[Told]]:
    found: dict[Cause, list[Told]] = {}
    for told in claims:
        weapon = told.claim.qualifiers.get("weapon")
        words = set(content(weapon.value)) if isinstance(weapon, Text) else set()
        sorts = frozenset(sort for sort, known in lexicon().causes.items() if words & known)
        if sorts:
            found.setdefault(sorts, []).append(told)
    return found


def _exclude(one: Cause, other: Cause) -> bool:
    """Whether the two can be one cause by no reading: a bomb can have fallen from the air."""
    if one & other:
        return False
    return not any(one & sorts and other & sorts for sorts in lexicon().together)


def _rival(person: Key, a: View, b: View, one: Cause, other: Cause) -> Relation:
    if found := corrected(a, b):
        first, last = found
        why = f"The same teller gives another cause later: {who(first)}, then {who(last)}."
        return Relation(Kin.UPDATES, first.p, last.p, "weapon", why)
    words = [in_words(v.claims[0].claim.qualifiers.get("weapon")) for v in (a, b)]
    why = f"One dies but once, and of two things: {words[0]} (by {who(a)}) and {words[1]} (by {who(b)})."
    answers: tuple[Key, Key] = (("cause", *sorted(one)), ("cause", *sorted(other)))
    return Relation(Kin.CONTRADICTS, a.p, b.p, "weapon", why, "object", (person,), answers)
