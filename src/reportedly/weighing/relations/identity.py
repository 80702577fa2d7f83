"""Names that cannot both be so: two real names of one person."""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.model import Kind, Text
from reportedly.weighing.likeness import Key
from reportedly.weighing.names import key, spelled_alike

from .relation import Kin, Relation, pairs
from .view import Scene, View, one_breath
from .words import in_words, who

_REAL = ("real name", "birth name", "true name", "born as", "given name", "full name")


def real_names(scene: Scene) -> Iterator[Relation]:
    """One has one real name: two that are no spellings or parts of each other contradict."""
    for (predicate, about), block in scene.questions.items():
        if predicate != "also_known_as":
            continue
        real = [v for v in block if v.affirmed and _is_real(v)]
        for a, b in pairs(sorted(real, key=lambda v: (v.span, v.p.id)), lambda v: v.span):
            one, other = (in_words(v.claims[0].claim.object) for v in (a, b))
            if not _one_name(one, other) and not one_breath(a, b):
                why = f"One has one real name, and two are given: {one} ({who(a)}) and {other} ({who(b)})."
                answers: tuple[Key, Key] = (a.p.object, b.p.object)
                yield Relation(Kin.CONTRADICTS, a.p, b.p, "object", why, "name", (about,), answers)


def _is_real(view: View) -> bool:
    """Whether a report calls it the real name, in a qualifier or in its words right before the name."""
    for told in view.claims:
        parts = (told.claim.qualifiers.get(name) for name in ("status", "relation", "title"))
        if any(isinstance(part, Text) and part.value.casefold().startswith(_REAL) for part in parts):
            return True
        words, name = told.claim.quote.casefold(), in_words(told.claim.object).casefold()
        at = words.find(name)
        if at > 0 and any(cue in words[max(0, at - 40) : at] for cue in _REAL[:3]):
            return True
    return False


def _one_name(a: str, b: str) -> bool:
    one, other = set(key(a, Kind.PERSON)), set(key(b, Kind.PERSON))
    return one <= other or other <= one or spelled_alike(a, b, Kind.PERSON) is not None
