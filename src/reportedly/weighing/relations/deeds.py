"""Who did it, and whether it was done: attacks, killings and arrests told of one day and place in other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator

from reportedly.model import Mention, Part, Text
from reportedly.weighing.days import Days
from reportedly.weighing.likeness import Key, content
from reportedly.weighing.spots import Spot

from .relation import Kin, Relation, pairs
from .view import Scene, View, corrected, one_breath
from .words import in_words, saying, sort_of, who

_EXACT = 3
SOON = 14
"""Days after a deed within which a denial that gives no day speaks of it."""
_ANYBODY = frozenset(content("anybody anyone nobody none"))
_BY_SUBJECT = frozenset({"attack"})
_BY_OBJECT = frozenset({"killed", "arrested", "abducted", "captured"})
DEEDS = _BY_SUBJECT | _BY_OBJECT


def doers(scene: Scene) -> Iterator[Relation]:
    """Two who are said to have made one attack, or to have killed or taken one crowd or one town.

    It is one deed where both name one exact day and one place, or the place itself is what was taken. Who belongs
    together, or is named together by one report, is no rival; nor are attacks on two targets, or on two sorts of
    people.
    """
    told: dict[Hashable, list[View]] = defaultdict(list)
    for view in scene.views:
        if view.affirmed and doer(view)[:1] == ("entity",) and not named_victim(view):
            for mark in marks(view):
                told[mark].append(view)
    seen: set[tuple[str, str]] = set()
    for block in told.values():
        for a, b in pairs(sorted(block, key=lambda v: (v.span, v.p.id)), lambda v: v.span):
            if (a.p.id, b.p.id) not in seen and doer(a) != doer(b) and _one_deed(a, b):
                seen.add((a.p.id, b.p.id))
                if not one_breath(a, b) and not scene.tie(doer(a), doer(b)):
                    yield _rival_doers(a, b)


def first_shots(scene: Scene) -> Iterator[Relation]:
    """Two who are each said, by others, to have attacked the other on one day and at one place."""
    told: dict[Hashable, list[View]] = defaultdict(list)
    for view in scene.views:
        sides = (view.p.subject, view.p.object)
        if view.affirmed and view.p.predicate == "attack" and all(side[:1] == ("entity",) for side in sides):
            for mark in marks(view):
                told[(*mark, frozenset(sides))].append(view)
    seen: set[tuple[str, str]] = set()
    for block in told.values():
        for a, b in pairs(sorted(block, key=lambda v: (v.span, v.p.id)), lambda v: v.span):
            if a.p.subject == b.p.object and (a.p.id, b.p.id) not in seen and a.tellers.isdisjoint(b.tellers):
                seen.add((a.p.id, b.p.id))
                if not one_breath(a, b):
                    yield _rival_doers(a, b)


def denied_deeds(scene: Scene) -> Iterator[Relation]:
    """A deed denied in words other than those in which it is told: another target, a crowd, the place of it.

    The one who did it, and the place or the day, must be the same in both; what was done to soldiers is not denied by
    who denies to have hurt civilians.
    """
    done: dict[tuple[str, Key], list[View]] = defaultdict(list)
    denied: list[View] = []
    for view in scene.views:
        if view.p.predicate not in DEEDS or named_victim(view):
            continue
        if not view.affirmed:
            denied.append(view)
            continue
        for known in {doer(view), ()}:
            done[view.p.predicate, known].append(view)
    for no in denied:
        for yes in done.get((no.p.predicate, doer(no)), ()):
            same = (yes.p.subject, yes.p.object) == (no.p.subject, no.p.object)
            if not same and _is_denied(yes, no) and not one_breath(yes, no):
                yield _denial(yes, no)


def doer(view: View) -> Key:
    """Who did it; empty where nobody is named, or it is no deed."""
    if view.p.predicate in _BY_SUBJECT:
        return view.p.subject
    return view.p.object if view.p.predicate in _BY_OBJECT else ()


def _done_by(view: View) -> Part | None:
    claim = view.claims[0].claim
    return claim.subject if view.p.predicate in _BY_SUBJECT else claim.object


def _suffered(view: View) -> Part | None:
    claim = view.claims[0].claim
    return claim.object if view.p.predicate in _BY_SUBJECT else claim.subject


def named_victim(view: View) -> bool:
    """Whether one who bears a name suffered it: then it is asked who killed him, wherever it was."""
    part = _suffered(view)
    person = isinstance(part, Mention) and part.entity is not None and part.kind.value == "person"
    return view.p.predicate in _BY_OBJECT and person


def _spots(view: View) -> tuple[Spot, ...]:
    """Where it was: its place, or what was attacked or taken where that is a place; no countries."""
    found = [*view.places, *([view.object_spot] if view.object_spot and view.p.predicate in _BY_SUBJECT else [])]
    if view.p.predicate == "captured" and view.subject_spot:
        found.append(view.subject_spot)
    return tuple(spot for spot in found if spot.is_narrow)


def marks(view: View) -> Iterator[tuple[object, ...]]:
    """What tells one deed in whatever words: predicate, exact day, place."""
    if view.dated is not None and view.dated.width <= _EXACT:
        for day in range(view.dated.first, view.dated.last + 1):
            for name in sorted({name for spot in _spots(view) for name in spot.names}, key=repr):
                yield view.p.predicate, day, name


def _one_deed(a: View, b: View) -> bool:
    if not any(x.same(y) for x in _spots(a) for y in _spots(b)):
        return False
    one, other = (_words(_suffered(v)) for v in (a, b))
    if a.p.predicate in _BY_SUBJECT:
        # Two targets of one day in one town: a market and a barracks.
        return not one or not other or bool(one & other) or a.p.object == b.p.object
    return a.p.predicate == "captured" or sort_of(one) == sort_of(other)


def _words(part: Part | None) -> frozenset[str]:
    """The words for those who suffered it, who bear no name or are a body; none for a place."""
    if isinstance(part, Text):
        return frozenset(content(part.value))
    return frozenset(content(part.name)) if isinstance(part, Mention) and part.kind.value != "place" else frozenset()


def _is_denied(yes: View, no: View) -> bool:
    mine, theirs = _spots(yes), _spots(no)
    days, day = _meet(yes.dated, no.dated)
    placed = bool(mine and theirs)
    if not doer(no) and not placed:
        return False  # nobody in particular is said not to have done it
    if placed and not any(x.compatible(y) for x in mine for y in theirs):
        return False
    if (days and not day) or not (placed or day) or not _told_of(yes, no):
        return False
    one, other = _words(_suffered(yes)), _words(_suffered(no))
    if other & _ANYBODY:
        return True
    if not one or not other:
        return placed or not (one or other)
    sorts = sort_of(one), sort_of(other)
    known = [v.p.object if v.p.predicate in _BY_SUBJECT else v.p.subject for v in (yes, no)]
    if all(key[:1] == ("entity",) for key in known):
        return known[0] == known[1]
    return sorts[0] == sorts[1] if all(sorts) or yes.p.predicate in _BY_OBJECT else True


def _meet(a: Days | None, b: Days | None) -> tuple[bool, bool]:
    """Whether both give a time; and whether these meet on what is more exact than a month."""
    both = a is not None and b is not None
    meets = a is not None and b is not None and a.meets(b)
    return both, meets and min(a.width if a else 0, b.width if b else 0) <= _EXACT


def _told_of(yes: View, no: View) -> bool:
    """Whether the denial can speak of it: of its day, or told soon after."""
    if no.dated is not None and yes.dated is not None:
        return True
    when, told = yes.held, no.told
    return when is not None and told is not None and when.first <= told.last and told.first - when.last <= SOON


def _rival_doers(a: View, b: View) -> Relation:
    if found := corrected(a, b):
        first, last = found
        why = f"The same teller names another later: {who(first)}, then {who(last)}."
        return Relation(Kin.UPDATES, first.p, last.p, "doer", why)
    names = [in_words(_done_by(v)) for v in (a, b)]
    why = f"Of one deed, two are said to have done it: {names[0]} (by {who(a)}) and {names[1]} (by {who(b)})."
    about: Key = ("deed", a.p.predicate, *map(str, (a.dated or b.span)))
    what = "subject" if a.p.predicate in _BY_SUBJECT else "object"
    return Relation(Kin.CONTRADICTS, a.p, b.p, what, why, "object", (about,), (doer(a), doer(b)))


def _denial(yes: View, no: View) -> Relation:
    if found := corrected(yes, no):
        first, last = found
        why = f"The same teller says otherwise later: {who(last)}."
        return Relation(Kin.UPDATES, first.p, last.p, "polarity", why)
    why = f"That {saying(yes)} is said by {who(yes)}; that {saying(no)} is denied by {who(no)}."
    answers: tuple[Key, Key] = (("yes",), ("no",))
    return Relation(Kin.CONTRADICTS, yes.p, no.p, "polarity", why, "denied", (yes.p.subject, yes.p.object), answers)
