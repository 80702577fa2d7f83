"""Whose relative one is, and how: son or nephew, of one and the same man."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from reportedly.model import Text
from reportedly.weighing.likeness import Key, key_of

from .relation import Kin, Relation, pairs
from .view import Scene, View, corrected, one_breath
from .words import in_words, who

_SORTS: Mapping[str, str] = {
    **dict.fromkeys(("son", "daughter", "child"), "child"),
    **dict.fromkeys(("father", "mother", "parent"), "parent"),
    **dict.fromkeys(("nephew", "niece"), "nephew"),
    **dict.fromkeys(("uncle", "aunt"), "uncle"),
    **dict.fromkeys(("brother", "sister", "half-brother", "half-sister", "sibling", "twin"), "sibling"),
    **dict.fromkeys(("wife", "husband", "spouse"), "spouse"),
    **dict.fromkeys(("grandson", "granddaughter", "grandchild"), "grandchild"),
    **dict.fromkeys(("grandfather", "grandmother"), "grandparent"),
    **dict.fromkeys(("son-in-law", "daughter-in-law"), "child in law"),
    **dict.fromkeys(("father-in-law", "mother-in-law"), "parent in law"),
    **dict.fromkeys(("brother-in-law", "sister-in-law"), "sibling in law"),
    "cousin": "cousin",
}
_INVERSE = {
    "child": "parent", "nephew": "uncle", "grandchild": "grandparent", "child in law": "parent in law",
}  # fmt: skip
_TURNED = {**_INVERSE, **{b: a for a, b in _INVERSE.items()}}
_BOTH = frozenset({"spouse", "cousin", "sibling in law", "child in law", "nephew"})
"""Sorts of which one person can be two to another, by marriage in the family."""
_FURTHER = re.compile(r"'s\b|\bof\b|\bstep|\bfoster|\badopt|\bhalf\b|\bgod")


def kinships(scene: Scene) -> Iterator[Relation]:
    """Two sorts of relative that one cannot be to one man at once; "relative" and words not known are no rivals."""
    told: dict[tuple[Key, Key], list[tuple[str, View]]] = defaultdict(list)
    for view in scene.views:
        if view.p.predicate == "relative_of" and view.affirmed and (sort := _sort(view)):
            told[view.p.subject, view.p.object].append((sort, view))
    for about, block in told.items():
        for (one, a), (other, b) in pairs(sorted(block, key=lambda s: (s[1].span, s[1].p.id)), lambda s: s[1].span):
            if one != other and not {one, other} <= _BOTH and not one_breath(a, b):
                yield _rival(about, a, b, one, other)


def _sort(view: View) -> str:
    """What the first of the two (as propositions put them) is to the second; "" where the words do not say."""
    claim = view.claims[0].claim
    relation = claim.qualifiers.get("relation")
    said = relation.value.casefold() if isinstance(relation, Text) else ""
    if _FURTHER.search(said):
        return ""
    found = {_SORTS[word] for word in re.findall(r"[\w-]+", said) if word in _SORTS}
    if len(found) != 1:
        return ""
    sort = found.pop()
    mine = key_of(claim.subject)
    return sort if view.p.subject[: len(mine)] == mine else _TURNED.get(sort, sort)


def _rival(about: tuple[Key, Key], a: View, b: View, one: str, other: str) -> Relation:
    if found := corrected(a, b):
        first, last = found
        return Relation(Kin.UPDATES, first.p, last.p, "relation", f"The same teller says otherwise later: {who(last)}.")
    words = [in_words(v.claims[0].claim.qualifiers.get("relation")) for v in (a, b)]
    why = f"One is not both to the same person: {words[0]} (by {who(a)}) and {words[1]} (by {who(b)})."
    return Relation(Kin.CONTRADICTS, a.p, b.p, "relation", why, "object", about, ((one,), (other,)))
