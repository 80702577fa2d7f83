"""How many were killed, wounded, taken or given on one occasion: numbers that have nothing in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportedly.model import Mention, Quantity, Text
from reportedly.weighing.days import Days, gather
from reportedly.weighing.likeness import Key, content, key_of, numbers_agree
from reportedly.weighing.spots import Spot
from reportedly.weighing.told import Told

from .relation import Kin, Relation, pairs
from .view import Scene, View, attested, corrected, one_breath, places_meet
from .words import lexicon, number, sort_of, tellers, who

_COUNTS = ("killed", "wounded", "number")
_EXACT = 3
"""Days that a date may cover for an occasion to be told by it."""
_MANY = frozenset(content("hundred thousand million billion hundreds thousands millions dozen dozens"))
_SEASON = 92
"""Days within which a state has one number."""
_SOON = 14
"""Days within which two reports without a date tell of one occasion, if all else agrees."""


@dataclass(frozen=True, slots=True)
class _Count:
    """A number that some claims of a proposition give for one crowd, or one sort of things, of one occasion."""

    view: View
    name: str
    value: Quantity
    claims: tuple[Told, ...]
    crowd: str
    words: frozenset[str]

    @property
    def days(self) -> Days:
        return self.view.span


def counts(scene: Scene) -> Iterator[Relation]:
    """Different numbers told of one occasion, by whatever words the crowd is called.

    That the occasion is one must be evident: one proposition; one exact day and one place with nothing against it; or
    the same named person taken or killed with them in both reports.
    """
    same: dict[Hashable, list[_Count]] = defaultdict(list)
    states: dict[Hashable, list[_Count]] = defaultdict(list)
    tolls: dict[Hashable, list[_Count]] = defaultdict(list)
    given_by: dict[str, list[_Count]] = {}
    with_them = _companions(scene)
    for view in scene.views:
        if not view.affirmed:
            continue
        if not view.way.event and view.p.predicate not in lexicon().deeds:
            if view.way.lasts and (numbers := [c for c in given_by_claims(view) if c.name == "number"]):
                states[view.p.predicate, view.p.subject, view.p.object, view.telling].extend(numbers)
            continue
        given = given_by[view.p.id] = given_by_claims(view)
        yield from _rival_counts(given)
        for count in given:
            for mark in marks(view, with_them):
                same[count.name, mark].append(count)
            for toll in tolls_of(view, count):
                tolls[toll].append(count)
    for block in same.values():
        yield from _rival_counts(block, across=True)
    for block in tolls.values():
        yield from _rival_tolls(block)
    for block in states.values():
        yield from _of_states(block)
    yield from _undated(scene, given_by)


def tolls_of(view: View, count: _Count) -> Iterator[tuple[object, ...]]:
    """What may tell the attack whose dead are counted, in the attack itself or by themselves."""
    own = view.p.predicate == "attack" and count.name == "killed"
    if (own or (view.p.predicate == "killed" and count.name == "number")) and _doer(view)[:1] == ("entity",):
        for _, _, *where in marks(view, {}):
            yield ("toll", _doer(view), *where)


def _doer(view: View) -> Key:
    return view.p.subject if view.p.predicate == "attack" else view.p.object


def given_by_claims(view: View) -> list[_Count]:
    """The numbers that the claims of a proposition give."""
    found: list[_Count] = []
    for name in _COUNTS:
        by_value: dict[tuple[Key, frozenset[str]], list[Told]] = {}
        for told in view.claims:
            if isinstance(told.claim.qualifiers.get(name), Quantity):
                words = _counted_words(view, told) if name == "number" else frozenset[str]()
                by_value.setdefault((key_of(told.claim.qualifiers[name]), words), []).append(told)
        for (_, words), told_all in by_value.items():
            value = told_all[0].claim.qualifiers[name]
            if isinstance(value, Quantity):
                crowd = sort_of(words) if view.way.event else ""
                found.append(_Count(view, name, value, tuple(told_all), crowd, words))
    return found


def _counted_words(view: View, told: Told) -> frozenset[str]:
    """The words for those who suffered it; of what was given, the words for that."""
    part = told.claim.subject if view.way.event else told.claim.qualifiers.get("status")
    if isinstance(part, Mention | Text):
        return frozenset(content(part.name if isinstance(part, Mention) else part.value)) - _MANY
    return frozenset()


# --- which occasion


def _companions(scene: Scene) -> Mapping[tuple[str, str], list[str]]:
    """By predicate and report: the propositions that a named one was killed, taken, wounded."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for view in scene.views:
        if view.affirmed and view.way.event and view.p.subject[:1] == ("entity",):
            for document in {t.claim.document for t in view.claims}:
                found[view.p.predicate, document].append(view.p.id)
    return found


def counted(view: View) -> Iterator[tuple[object, ...]]:
    """What tells the occasion of the numbers that a proposition gives, other than who was taken with them."""
    if view.affirmed and (view.way.event or view.p.predicate in lexicon().deeds):
        for count in given_by_claims(view):
            yield from ((count.name, *mark) for mark in marks(view, {}))
            yield from tolls_of(view, count)


def marks(view: View, with_them: Mapping[tuple[str, str], list[str]]) -> Iterator[tuple[object, ...]]:
    """What may tell the occasion: an exact day and a place, or who was taken with them."""
    if view.dated is not None and view.dated.width <= _EXACT:
        for day in _each(view.dated):
            for name in {name for spot in _spots(view) for name in spot.around}:
                yield "day", view.p.predicate, day, name
    crowd, by = view.p.subject[:1] != ("entity",), view.p.object[:1] == ("entity",)
    exact = view.dated is not None and view.dated.width <= _EXACT
    if crowd and by and exact and view.dated is not None and view.p.predicate in lexicon().seldom:
        yield from (("by", view.p.predicate, day, view.p.object) for day in _each(view.dated))
    if view.p.subject[:1] != ("entity",):
        for document in {t.claim.document for t in view.claims}:
            for companion in with_them.get((view.p.predicate, document), ()):
                yield "with", companion


def _each(days: Days) -> range:
    return range(days.first, days.last + 1)


def _spots(view: View) -> tuple[Spot, ...]:
    """Where it was, if that is more exact than a country."""
    spots = (*view.places, *((view.object_spot,) if view.object_spot else ()))
    return tuple(spot for spot in spots if spot.is_narrow)


def _one_occasion(a: _Count, b: _Count) -> bool:
    """Whether nothing speaks against it that two counts with a mark in common are of one occasion."""
    x, y = a.view, b.view
    if not places_meet(x, y) or not _one_time(x, y) or not _one_doer(x, y):
        return False
    if x.dated is None or y.dated is None or not x.places or not y.places:
        # Told by who was taken with them: then the crowd must be called alike, and by two reports.
        other = {t.claim.document for t in x.claims}.isdisjoint(t.claim.document for t in y.claims)
        alike = bool(a.words & b.words) or (a.crowd == b.crowd != "")
        return other and (alike or x.p.subject[:1] == ("entity",))
    return True


def _one_time(x: View, y: View) -> bool:
    if x.dated is not None and y.dated is not None:
        return x.dated.meets(y.dated)
    if x.told is None or y.told is None:
        return False
    if x.dated is None and y.dated is None:
        return x.told.gap(y.told) <= _SOON
    day, told = (x.dated, y.told) if x.dated is not None else (y.dated, x.told)
    return day is not None and day.first <= told.first and told.first - day.last <= _SOON


def _one_doer(x: View, y: View) -> bool:
    """Whether the one who did it is the same: of a crowd that suffered it he can be left unnamed, else never."""
    if x.p.subject[:1] == ("entity",) or y.p.subject[:1] == ("entity",):
        return x.p.subject == y.p.subject
    one, other = x.p.object, y.p.object
    return one == other or one[:1] != ("entity",) or other[:1] != ("entity",)


def _undated(scene: Scene, given_by: Mapping[str, list[_Count]]) -> Iterator[Relation]:
    """Of what one did for another on a day: a report without a day means the only one of which had been told."""
    sides: dict[Hashable, list[View]] = defaultdict(list)
    for view in scene.views:
        if view.affirmed and view.p.predicate in lexicon().deeds and view.p.object:
            sides[view.p.predicate, view.p.subject, view.p.object].append(view)
    for block in sides.values():
        dated = [v for v in block if v.dated is not None and v.told is not None]
        for bare in (v for v in block if v.dated is None and v.told is not None and given_by.get(v.p.id)):
            known = [v for v in dated if v.told and bare.told and v.told.first <= bare.told.last]
            if known and len(gather([v.dated for v in known if v.dated])) == 1:
                for a in given_by[bare.p.id]:
                    for b in (c for v in known for c in given_by.get(v.p.id, ())):
                        if a.name == b.name and not numbers_agree(a.value, b.value):
                            yield from filter(None, (_counted(a, b),))


def _of_states(given: Sequence[_Count]) -> Iterator[Relation]:
    """Of what lasts: how many of a thing one has at one time."""
    for a, b in pairs(given, lambda c: c.days):
        spans = [[d for t in count.claims if (d := attested(t))] for count in (a, b)]
        near = any(x.gap(y) <= _SEASON for x in spans[0][:_SOON] for y in spans[1][:_SOON])
        if near and not (a.view.changed or b.view.changed) and not numbers_agree(a.value, b.value):
            yield from filter(None, (_counted(a, b),))


# --- numbers compared


def _rival_counts(given: Sequence[_Count], *, across: bool = False) -> Iterator[Relation]:
    ordered = sorted(given, key=lambda c: (c.days, c.view.p.id, str(c.value.low), str(c.value.high)))
    for a, b in pairs(ordered, lambda c: c.days):
        if a.name != b.name or (a.view is b.view) == across or (across and not _one_occasion(a, b)):
            continue
        if not numbers_agree(a.value, b.value):
            found = _counted(a, b)
            if found is not None:
                yield found


def _rival_tolls(given: Sequence[_Count]) -> Iterator[Relation]:
    """The dead of one attack, told with the attack and by themselves: one doer, day and place."""
    for a, b in pairs(sorted(given, key=lambda c: (c.days, c.view.p.id)), lambda c: c.days):
        if a.view.p.predicate == b.view.p.predicate or numbers_agree(a.value, b.value):
            continue
        if _at_one_place(a.view, b.view) and (found := _counted(a, b)) is not None:
            yield found


def _at_one_place(x: View, y: View) -> bool:
    """Whether both are of one place, as object or qualifier."""
    return any(one.same(other) for one in _spots(x) for other in _spots(y))


def _counted(a: _Count, b: _Count) -> Relation | None:
    x, y = a.view.only(a.claims), b.view.only(b.claims)
    if not a.view.way.event and a.words and b.words and not a.words & b.words:
        return None  # rifles and trucks
    if one_breath(x, y):
        return None  # "12 killed, among them 5 soldiers"
    if not _of_one_sort(a, b):
        why = f"{number(a.value)} and {number(b.value)} count different people ({who(x)}; {who(y)})."
        return Relation(Kin.DIFFERS_IN_SCOPE, x.p, y.p, a.name, why)
    if found := corrected(x, y):
        why = f"The same teller gives another count as more became known: {who(found[0])}, then {who(found[1])}."
        return Relation(Kin.UPDATES, found[0].p, found[1].p, a.name, why)
    first, last = sorted((x, y), key=lambda v: (v.told or v.span, v.p.id, v.claims[0].claim.id))
    if last.changed and x.told != y.told:
        why = f"A later report tells how the count changed: {who(first)}, then {who(last)}."
        return Relation(Kin.UPDATES, first.p, last.p, a.name, why)
    why = (
        f"Of one occasion, counts that have nothing in common: {number(a.value)} ({tellers(a.claims)}) and "
        f"{number(b.value)} ({tellers(b.claims)})."
    )
    about = (_whom(a.view), a.view.p.object) if a.view is b.view else (min(_whom(a.view), _whom(b.view)), ())
    return Relation(Kin.CONTRADICTS, x.p, y.p, a.name, why, "number", about, (key_of(a.value), key_of(b.value)))


def _whom(view: View) -> Key:
    """Whom a count is about; crowds, however they are called, are but a crowd."""
    return view.p.subject if view.p.subject[:1] == ("entity",) else ("crowd",)


def _of_one_sort(a: _Count, b: _Count) -> bool:
    """Whether the two count the same sort of people. People of any sort may be civilians, or no fewer than they."""
    if a.crowd == b.crowd:
        return True
    if {a.crowd, b.crowd} != {"", "civilians"} or a.view is b.view:
        return False
    people, civilians = (a, b) if not a.crowd else (b, a)
    high, low = people.value.high, civilians.value.low
    return high is not None and low is not None and high < low
