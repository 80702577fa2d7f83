"""On what propositions can bear that are weighed apart from them: what two must have in common to be related at all.

Claims are weighed by partition (see ``weighing.partition``). Most that two propositions can have to do with each other
they have within one; what is left is found by marks. Each finder of relations looks propositions up by something that
both sides have: the same is said here, so that one partition finds the others that it must be weighed with. A mark can
bring together what turns out to be unrelated, and must never miss what is related.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple

from reportedly.model import Mention, Text
from reportedly.weighing.days import FAR, Days
from reportedly.weighing.likeness import Key, content, key_of
from reportedly.weighing.propositions import Proposition
from reportedly.weighing.ways import Ways

from . import deeds, lives, offices
from .counts import counted
from .denied import asked, names
from .owners import owns
from .sole import PARENTS
from .view import Scene, View, asked_of
from .words import is_head, lexicon

_MONTH = 31
_LONG = 120
"""Months of which each has a mark; of what is told of a longer time, the first and the last."""


class Side(IntEnum):
    """How a mark is borne: alike by all (MEETS); by one who asks and one who answers, who bear on each other; or by one
    who wants to know a fact and one who gives it, who does not need the other. A statement and a denial of one (DENIES,
    STATES) need several words in common (ENOUGH)."""

    MEETS = 0
    ASKS = 1
    ANSWERS = 2
    WANTS = 3
    GIVES = 4
    DENIES = 5
    STATES = 6


NEEDS = {
    Side.MEETS: Side.MEETS,
    Side.ASKS: Side.ANSWERS,
    Side.ANSWERS: Side.ASKS,
    Side.WANTS: Side.GIVES,
    Side.DENIES: Side.STATES,
    Side.STATES: Side.DENIES,
}
"""Whoever bears a mark of the one sort is weighed with those who bear it as the other."""
TOUCHES = {needed: side for side, needed in NEEDS.items()}
"""Whoever changes touches those who are weighed with it."""
ENOUGH = {Side.DENIES: 3, Side.STATES: 3}
"""How many marks two must have in common, where one is not enough."""


class Mark(NamedTuple):
    """Something that two propositions have in common: 64 bits of what it is, and the side on which it is borne."""

    key: int
    side: Side


_Told = tuple[Side, tuple[object, ...]]


def bearings(found: Iterable[Proposition], ways: Ways) -> dict[str, frozenset[Mark]]:
    """The marks by which others that bear on some propositions are found, by the ids of the propositions."""
    scene = Scene.of(found, (), ways)
    return {v.p.id: frozenset(_mark(side, what) for side, what in _marks(scene, v)) for v in scene.views}


def tie(pair: frozenset[Key]) -> Mark:
    """The mark of who wants to know whether two belong together."""
    return _mark(Side.WANTS, ("tie", *sorted(pair)))


def _mark(side: Side, what: tuple[object, ...]) -> Mark:
    packed = hashlib.blake2b(repr(what).encode(), digest_size=8).digest()
    return Mark(int.from_bytes(packed, "big", signed=True), side)


def _marks(scene: Scene, view: View) -> Iterator[_Told]:
    yield from _denials(scene, view)
    yield from _facts(view)
    yield from _persons(view)
    yield from _posts(view)
    yield from _deeds(view)
    yield from _questions(view)
    yield from _statements(view)


def _denials(scene: Scene, view: View) -> Iterator[_Told]:
    """What is denied finds what is affirmed; of one who is nobody in particular only in one report."""
    own = _reports(view) if view.p.subject[:1] != ("entity",) else [""]
    if not view.affirmed:
        for predicate, name in asked(view):
            if name == (view.p.subject, ()) and _by_month(view):
                yield from ((Side.ASKS, ("denied", predicate, name, m)) for m in _months(view.held, _MONTH))
            else:
                yield from ((Side.ASKS, ("denied", predicate, name, report)) for report in own)
        if view.p.predicate in lexicon().inclusive:
            yield Side.ASKS, ("denied", view.p.predicate, view.p.subject)
        return
    here = _is_whole(view)
    for predicate, name in set(names(scene, view)):
        if here and predicate == view.p.predicate:
            continue  # who denies it lies in the same partition
        yield from ((Side.ANSWERS, ("denied", predicate, name, report)) for report in own)
    if _by_month(view) and not here:
        nothing = (view.p.subject, ())
        yield from ((Side.ANSWERS, ("denied", view.p.predicate, nothing, m)) for m in _months(view.held))
    if view.p.predicate in lexicon().inclusive:
        yield Side.ANSWERS, ("denied", view.p.predicate, view.p.subject)
        yield Side.WANTS, ("whole", view.p.object)


def _is_whole(view: View) -> bool:
    """Whether all that is said of the subject by this predicate lies in one partition."""
    p, claim = view.p, view.claims[0].claim
    of_subject = view.way.per == "subject" or view.way.holds == "many"
    by_both = view.way.holds == "many" and view.way.event and isinstance(claim.object, Mention)
    return of_subject and not by_both and p.subject[:1] == ("entity",)


def _by_month(view: View) -> bool:
    """Whether a denial that names no other side speaks of that time alone; see ``denied.of_one``."""
    bare = (view.affirmed or not view.p.object) and not view.way.speech
    return bare and view.way.holds != "once" and view.p.predicate not in lexicon().deeds and view.held is not None


def _facts(view: View) -> Iterator[_Told]:
    """Who belongs to whom, who split off, who took a place."""
    p = view.p
    if not view.affirmed:
        return
    if p.predicate in lexicon().ties and p.object:
        yield Side.GIVES, ("tie", *sorted((p.subject, p.object)))
    if p.predicate in lexicon().parts and p.object:
        yield Side.GIVES, ("whole", p.subject)
    if p.predicate == "split_from":
        yield Side.GIVES, ("split", p.subject, p.object)
    if p.predicate == "leads" or is_head(view.claims[0].claim):
        yield Side.WANTS, ("split", p.subject, p.object)
    if p.predicate == "captured":
        yield Side.MEETS, ("taken", p.subject)
        yield Side.ASKS, ("held", p.subject)
    if p.predicate == "controls" and p.object:
        yield Side.ANSWERS, ("held", p.object)


def _persons(view: View) -> Iterator[_Told]:
    """Who died, and what only the living do; offices that end with a death."""
    p = view.p
    if p.predicate == "killed":
        if p.subject[:1] == ("entity",):
            yield Side.ASKS, ("dead", p.subject)
        return
    acting = lives.lives(view) if lives.firm(view) and lives.acted(view) is not None else set[Key]()
    if view.affirmed and p.predicate in ("leads", "holds_position"):
        acting = acting | {p.subject}
    yield from ((Side.ANSWERS, ("dead", one)) for one in sorted(acting) if one[:1] == ("entity",))


def _posts(view: View) -> Iterator[_Told]:
    """Who leads one body, by whatever predicate, and who holds one post."""
    if not view.affirmed or not view.p.object:
        return
    if view.p.predicate == "leads" or is_head(view.claims[0].claim):
        yield Side.MEETS, ("head", view.p.object)
    if view.p.predicate == "holds_position" and (post := offices.single_post(view)):
        yield Side.MEETS, ("post", view.p.object, post)


def _deeds(view: View) -> Iterator[_Told]:
    """What is told of one day and place in whatever words; a deed, and the denial of one by whom it is laid to."""
    if view.affirmed and view.way.event:
        yield from ((Side.MEETS, ("count", *mark)) for mark in counted(view))
    if view.p.predicate not in deeds.DEEDS or deeds.named_victim(view):
        return
    doer = deeds.doer(view)
    if not view.affirmed:
        for month in {*_months(view.dated), *_months(view.told)}:
            yield Side.ASKS, ("deed", view.p.predicate, doer, month)
        return
    for month in {*_months(view.dated, deeds.SOON), *_months(view.held, deeds.SOON)}:
        yield from ((Side.ANSWERS, ("deed", view.p.predicate, one, month)) for one in {doer, ()})
    if doer[:1] == ("entity",):
        yield from ((Side.MEETS, ("doer", *mark)) for mark in deeds.marks(view))


def _questions(view: View) -> Iterator[_Told]:
    """What is asked of one, where its answers lie in several partitions."""
    p, claim = view.p, view.claims[0].claim
    if not view.affirmed:
        return
    if (about := asked_of(view)) and about[:1] != ("entity",):
        yield Side.MEETS, ("asked", p.predicate, about)
    if p.predicate in {"transferred", *lexicon().seldom} and isinstance(claim.object, Mention):
        yield Side.MEETS, ("happened", p.predicate, p.subject)
    if p.predicate == "open" and p.object and owns(view):
        yield Side.MEETS, ("owned", p.object)
    relation = claim.qualifiers.get("relation")
    word = relation.value.strip().casefold() if isinstance(relation, Text) else ""
    if p.predicate == "relative_of" and word in PARENTS:
        yield Side.MEETS, ("parent", key_of(claim.object), word)


def _statements(view: View) -> Iterator[_Told]:
    """A statement finds a denial of it in its words."""
    part = view.claims[0].claim.object
    if view.p.predicate != "stated" or not isinstance(part, Text):
        return
    side = Side.STATES if view.affirmed else Side.DENIES
    yield from ((side, ("said", word)) for word in set(content(part.value)))


def _reports(view: View) -> list[str]:
    """The reports that say it, where it is an event, or nobody known has to do with it; "" for all."""
    alone = view.way.event or view.p.object[:1] != ("entity",)
    return sorted({told.claim.document for told in view.claims}) if alone else [""]


def _months(days: Days | None, further: int = 0) -> list[int]:
    """The months on which some days lie, and those of so many days before and after."""
    if days is None:
        return []
    first, last = ((day + more) // _MONTH for day, more in ((max(days.first, -FAR), -further), (days.last, further)))
    return list(range(first, last + 1)) if last - first < _LONG else [first, last]
