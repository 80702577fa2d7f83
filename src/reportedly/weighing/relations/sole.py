"""What one has only one of, though its predicate may hold of several: a father, a home, a founder, a place of death."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from reportedly.model import Kind, Mention, Text
from reportedly.weighing.days import Days
from reportedly.weighing.likeness import Key, content, key_of
from reportedly.weighing.spots import Spot, spot_of
from reportedly.weighing.told import Told

from .once import across, at_one_time
from .relation import Kin, Relation, pairs
from .view import Scene, View, corrected, one_breath, places_meet
from .words import in_words, lexicon, who

_EXACT = 3
_MONTH = 31
_SEASON = 92
"""Days within which two reports without a time speak of one home."""
_SOON = 60
"""Days after an arrest within which a report tells of it as of news."""
PARENTS = frozenset({"father", "mother"})


def sole(scene: Scene) -> Iterator[Relation]:
    """Two founders, fathers, homes or seats of one, where no report names both, nor says that there are several."""
    for (predicate, about), block in scene.questions.items():
        said = [v for v in block if v.affirmed and about]
        if predicate == "founded":
            one = [v for v in said if _kind(v) is Kind.PERSON and not _not_alone(v)]
            yield from _rivals(scene, about, one, lambda v: v.p.object, "object")
        if predicate == "based_in":
            homes = [v for v in said if _is_seat(v) and v.object_spot]
            yield from _rivals(scene, about, homes, lambda v: v.p.object, "object")
    parents: dict[tuple[Key, str], list[View]] = defaultdict(list)
    for view in scene.views:
        relation = view.claims[0].claim.qualifiers.get("relation")
        word = relation.value.strip().casefold() if isinstance(relation, Text) else ""
        if view.p.predicate == "relative_of" and view.affirmed and word in PARENTS:
            parents[key_of(view.claims[0].claim.object), word].append(view)
    for (child, _), block in parents.items():
        yield from _rivals(scene, child, block, _parent, "subject")


def _parent(view: View) -> Key:
    # ``relative_of`` says the same from both sides, so that the proposition does not tell who is whose.
    return key_of(view.claims[0].claim.subject)


def _kind(view: View) -> Kind | None:
    part = view.claims[0].claim.object
    return part.kind if isinstance(part, Mention) and part.entity else None


def _not_alone(view: View) -> bool:
    return any(lexicon().not_alone.search(t.claim.quote) for t in view.claims)


def _is_seat(view: View) -> bool:
    """Whether it is the home of a person, or called a headquarters: one has several bases, and one seat."""
    subject = view.claims[0].claim.subject
    person = isinstance(subject, Mention) and subject.kind is Kind.PERSON
    return person or all(lexicon().seat.search(t.claim.quote) for t in view.claims)


def _rivals(
    scene: Scene, about: Key, said: Sequence[View], answer: Callable[[View], Key], what: str
) -> Iterator[Relation]:
    block = sorted((v for v in said if answer(v)), key=lambda v: (v.span, v.p.id))
    for a, b in pairs(block, lambda v: v.span):
        if answer(a) == answer(b) or one_breath(a, b) or scene.tie(answer(a), answer(b)):
            continue
        if a.object_spot and b.object_spot:
            if not apart(a.object_spot, b.object_spot) or not at_one_time(a, b, _SEASON):
                continue
        elif answer(a)[:1] != ("entity",) or answer(b)[:1] != ("entity",):
            continue
        named = (in_words(getattr(v.claims[0].claim, what)) for v in (a, b))
        one, other = named
        why = f"There is one only, and two are named: {one} (by {who(a)}) and {other} (by {who(b)})."
        form = "place" if a.object_spot else "object"
        yield _or_corrected(a, b, what, why, form, about, (answer(a), answer(b)))


def _or_corrected(a: View, b: View, what: str, why: str, form: str, about: Key, answers: tuple[Key, Key]) -> Relation:
    if found := corrected(a, b):
        first, last = found
        return Relation(Kin.UPDATES, first.p, last.p, what, f"The same teller says otherwise later: {who(last)}.")
    return Relation(Kin.CONTRADICTS, a.p, b.p, what, why, form, (about,), answers)


def apart(one: Spot, other: Spot) -> bool:
    """Whether two places exclude each other: the gazetteer knows that they do; or it knows neither, and both bear the
    name of a spot and not of a wide area, in which the other may lie."""
    if one.compatible(other):
        return False
    if one.known or other.known:
        return one.apart(other)
    return not any(_words(spot) & lexicon().wide for spot in (one, other))


def _words(spot: Spot) -> frozenset[str]:
    named = [name[1] for name in spot.names if isinstance(name, tuple) and name[0] == "word"]
    return frozenset(word for name in named for word in content(" ".join(name) if isinstance(name, tuple) else name))


# --- what happens to one person once, or seldom


def occasions(scene: Scene) -> Iterator[Relation]:
    """Rival places of one death; rival days, places and doers of one arrest or abduction."""
    for person, deaths in scene.deaths.items():
        died = [v for v in deaths if v.affirmed and v.way.holds == "once"]
        yield from _places(person, died)
    happened: dict[tuple[str, Key], list[View]] = defaultdict(list)
    for view in scene.views:
        if view.affirmed and view.p.predicate in lexicon().seldom and view.p.subject[:1] == ("entity",):
            happened[view.p.predicate, view.p.subject].append(view)
    for (_, person), block in happened.items():
        for a, b in pairs(sorted(block, key=lambda v: (v.span, v.p.id)), lambda v: v.span):
            if not one_breath(a, b) and _news(a) and _news(b):
                yield from _one_occasion(scene, person, a, b)


def _news(view: View) -> bool:
    """Whether it has a day of its own, and is told soon after."""
    dated, told = view.dated, view.told
    return dated is not None and told is not None and dated.width <= _EXACT and dated.gap(told) <= _SOON


def _one_occasion(scene: Scene, person: Key, a: View, b: View) -> Iterator[Relation]:
    if a.dated is None or b.dated is None or a.dated.gap(b.dated) > _MONTH:
        return
    if not a.dated.meets(b.dated):
        doers = {a.p.object, b.p.object} - {()}
        if places_meet(a, b) and len(doers) < 2:
            days: tuple[Key, Key] = (_key(a.dated), _key(b.dated))
            why = f"One occasion, and two days of it: by {who(a)} and by {who(b)}."
            yield _or_corrected(a, b, "time", why, "time", person, days)
        return
    yield from _places(person, [a, b])
    known = a.p.object[:1] == b.p.object[:1] == ("entity",)
    if known and a.p.object != b.p.object and not scene.tie(a.p.object, b.p.object):
        one, other = (in_words(v.claims[0].claim.object) for v in (a, b))
        why = f"Of one occasion, two are said to have done it: {one} (by {who(a)}) and {other} (by {who(b)})."
        yield _or_corrected(a, b, "object", why, "object", person, (a.p.object, b.p.object))


def _key(days: Days) -> Key:
    return ("days", str(days.first), str(days.last))


def _places(person: Key, said: Sequence[View]) -> Iterator[Relation]:
    by_place: dict[Spot, dict[str, tuple[View, list[Told]]]] = {}
    for view in said:
        for told in view.claims:
            spot = spot_of(told.claim.qualifiers.get("place"))
            if spot is not None:
                by_place.setdefault(spot, {}).setdefault(view.p.id, (view, []))[1].append(told)
    ordered = sorted(by_place.items(), key=lambda item: sorted(map(repr, item[0].names)))
    for (one, mine), (other, theirs) in pairs(ordered, _span):
        if apart(one, other):
            for a, b in across(*([v.only(told) for v, told in block.values()] for block in (mine, theirs))):
                if not one_breath(a, b):
                    words = [in_words(v.claims[0].claim.qualifiers.get("place")) for v in (a, b)]
                    why = (
                        f"It happened at one place, and two are given: {words[0]} ({who(a)}) and {words[1]} ({who(b)})."
                    )
                    answers: tuple[Key, Key] = (("place", words[0]), ("place", words[1]))
                    yield _or_corrected(a, b, "place", why, "place", person, answers)


def _span(item: tuple[Spot, dict[str, tuple[View, list[Told]]]]) -> Days:
    return min(view.span for view, _ in item[1].values())
