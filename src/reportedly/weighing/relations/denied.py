"""What a denial answers: by which names an affirmation is found, and whether the two speak of one thing."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from reportedly.model import Kind, Mention, Text
from reportedly.weighing.likeness import Key, content
from reportedly.weighing.names import key, tokens

from .owners import has_owned, owns
from .view import Scene, View
from .words import in_words, is_head, lexicon

_MONTH = 31
_ANY = frozenset({"any", "anybody", "anyone", "nobody", "none", "no"})
_ELSE = frozenset({"other", "others", "else"})
_WORDED = frozenset({"nationality", "equipped_with", "described_as", "goal", "ideology"})
"""Predicates of which the words of a denial, all found in an affirmation, deny it: no tanks, no battle tanks."""


def names(scene: Scene, view: View) -> Iterator[tuple[str, Hashable]]:
    """What an affirmation is found by: predicate and subject, with nothing, with its object, and with what its object
    is a part of; and the same for whatever must be so where it is so."""
    predicate = view.p.predicate
    for name in _own(scene, view):
        yield predicate, name
    if not view.p.object:
        return
    for implied in lexicon().implies.get(predicate, ()):
        yield implied, (view.p.subject, view.p.object)
        yield implied, (view.p.object, view.p.subject)
        for name in _inside(view):
            yield implied, name
    if is_head(view.claims[0].claim):
        yield "leads", (view.p.subject, view.p.object)


def _own(scene: Scene, view: View) -> set[Hashable]:
    subject = view.p.subject
    found: set[Hashable] = {(subject, ()), (subject, view.p.object), *_inside(view)}
    if view.p.predicate in lexicon().inclusive:
        found |= {(subject, body) for body in scene.wholes.get(view.p.object, ())}
    if view.p.predicate == "also_known_as":
        found.add(_two_names(view))
    if view.p.predicate in _WORDED:
        found |= {(subject, "word", word) for word in words_of(view)}
    return found


def _inside(view: View) -> set[Hashable]:
    spot = view.object_spot
    return {(view.p.subject, ("in", name)) for name in spot.around} if spot else set()


def asked(view: View) -> list[tuple[str, Hashable]]:
    """The names by which a denial finds what it denies."""
    predicate, subject = view.p.predicate, view.p.subject
    found: list[Hashable] = [(subject, view.p.object)]
    if view.object_spot:
        found += [(subject, ("in", name)) for name in sorted(view.object_spot.names, key=repr)]
    if _of_anybody(view):
        found.append((subject, ()))
    if predicate == "also_known_as":
        found.append(_two_names(view))
    if predicate in _WORDED and (words := words_of(view)):
        found.append((subject, "word", min(words)))
    return [(predicate, name) for name in found]


def words_of(view: View) -> frozenset[str]:
    """The content words of an object in words, without those that say nothing by themselves ("citizen", "group")."""
    part = view.claims[0].claim.object
    said = frozenset(content(part.value)) if isinstance(part, Text) else frozenset[str]()
    return said - lexicon().empty


def _two_names(view: View) -> Hashable:
    """The two names that are said to mean one, or not to; who denies it takes the bearers for two."""
    claim = view.claims[0].claim
    kind = claim.subject.kind if isinstance(claim.subject, Mention) else Kind.PERSON
    return "names", frozenset(key(in_words(part), kind) for part in (claim.subject, claim.object))


def _of_anybody(view: View) -> bool:
    """Whether what is denied is denied of everybody: "never armed anybody", but not "any other group"."""
    words = tokens(in_words(view.claims[0].claim.object))
    return bool(words) and words[0] in _ANY and not _ELSE.intersection(words)


def of_one(yes: View, no: View) -> bool:
    """Whether the denial speaks of the same: a crowd of one report is not that of another, one post not another.

    Who denies to have said anything denies no single statement; who denies "an attack" denies that of those days.
    """
    if yes.p.object and not no.p.object and yes.way.holds != "once" and yes.p.predicate not in lexicon().deeds:
        near = yes.held is not None and no.held is not None and yes.held.gap(no.held) <= _MONTH
        if yes.way.speech or not near:
            return False
    if yes.p.predicate != no.p.predicate:
        inside = yes.object_spot and no.object_spot and yes.object_spot.within(no.object_spot)
        turned = no.way.symmetric or "captured" in (yes.p.predicate, no.p.predicate)
        return bool(inside) or (yes.p.subject, yes.p.object) == (no.p.subject, no.p.object) or turned
    if yes.p.predicate in _WORDED and yes.p.object != no.p.object and no.p.object and not _of_anybody(no):
        return words_of(no) <= words_of(yes)
    crowd = yes.p.subject[:1] != ("entity",) and yes.way.event
    if crowd and {t.claim.document for t in yes.claims}.isdisjoint(t.claim.document for t in no.claims):
        return False
    if yes.p.predicate == "open" and has_owned(yes) and owns(no):
        return True
    return not any(yes.telling) or not any(no.telling) or all(map(_alike, yes.telling, no.telling))


def _alike(one: Key, other: Key) -> bool:
    """Whether two titles, states or ways of kin can be one: "terrorist" and "terrorist organization", "violated" and
    "broken", a brother and a relative of any sort."""
    if one == other:
        return True
    if one[:1] != ("text",) or other[:1] != ("text",):
        return False
    a, b = set(one[1:]), set(other[1:])
    if a & lexicon().any_kin or b & lexicon().any_kin:
        return True
    a, b = a - lexicon().empty or a, b - lexicon().empty or b
    return a == b or any(a & words and b & words for words in lexicon().synonyms)
