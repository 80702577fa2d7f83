"""Who owns a thing, where a report says so in an open relation: the words differ, the question is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from reportedly.model import Text
from reportedly.weighing.likeness import Key, content

from .relation import Kin, Relation, pairs
from .view import Scene, View, corrected, follows, one_breath
from .words import in_words, lexicon, who

_SHARED = frozenset(content("share shares stake percent half part partly joint jointly partner co-owner quarter third"))
_SEASON = 92


def owners(scene: Scene) -> Iterator[Relation]:
    """Two owners of one thing at one time; one who owns it after the other. Whoever owns a share of it is no rival."""
    owned: dict[Key, list[View]] = defaultdict(list)
    for view in scene.views:
        if view.p.predicate == "open" and view.affirmed and view.p.object and owns(view) and not _in_part(view):
            owned[view.p.object].append(view)
    for thing, block in owned.items():
        for a, b in pairs(sorted(block, key=lambda v: (v.span, v.p.id)), lambda v: v.span):
            named = all(v.p.subject[:1] == ("entity",) for v in (a, b))
            if named and a.p.subject != b.p.subject and not scene.tie(a.p.subject, b.p.subject):
                found = _compared(thing, a, b)
                if found is not None:
                    yield found


def owns(view: View) -> bool:
    """Whether an open relation is that of an owner."""
    relation = view.claims[0].claim.qualifiers.get("relation")
    return isinstance(relation, Text) and bool(lexicon().owning.intersection(content(relation.value)))


def has_owned(view: View) -> bool:
    """Whether it says that one owns the other, bought or sold it: all of which who denies to own it denies."""
    relation = view.claims[0].claim.qualifiers.get("relation")
    words = lexicon().owning | lexicon().acquiring
    return isinstance(relation, Text) and bool(words.intersection(content(relation.value)))


def _in_part(view: View) -> bool:
    return any(_SHARED.intersection(content(t.claim.quote)) for t in view.claims)


def _compared(thing: Key, a: View, b: View) -> Relation | None:
    if one_breath(a, b) or a.held is None or b.held is None:
        return None
    one, other = (in_words(v.claims[0].claim.subject) for v in (a, b))
    if follows(a, b) or follows(b, a):
        first, last = (a, b) if a.span <= b.span else (b, a)
        why = f"It has changed hands: {who(first)}, then {who(last)}."
        return Relation(Kin.UPDATES, first.p, last.p, "time", why) if a.held.gap(b.held) > _SEASON else None
    if not a.held.meets(b.held):
        return None
    if found := corrected(a, b):
        first, last = found
        return Relation(Kin.UPDATES, first.p, last.p, "subject", f"The same teller says otherwise later: {who(last)}.")
    why = f"Of one time, two owners: {one} ({who(a)}) and {other} ({who(b)})."
    return Relation(Kin.CONTRADICTS, a.p, b.p, "subject", why, "object", (thing,), (a.p.subject, b.p.subject))
