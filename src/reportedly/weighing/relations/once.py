"""What can have one answer only: what happens once, and what one has at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportedly.model import Mention, Part
from reportedly.weighing.days import FAR, Days, gather
from reportedly.weighing.likeness import Key, content

from .relation import Kin, Relation, pairs
from .view import Scene, View, corrected, later, one_breath
from .words import in_words, lexicon, saying, time, who

_DAY = 1
_MONTH = 31
_FEW = 8
_APART = frozenset({"leads"})
"""Compared by those who know more of them: tenures."""


def once(scene: Scene) -> Iterator[Relation]:
    """Rival times and rival answers of what happens once to one who is known: born, founded, killed."""
    for (predicate, about), block in scene.questions.items():
        said = [v for v in block if v.affirmed and _counts(v)]
        if len(said) > 1 and said[0].way.holds == "once" and about:
            yield from _times(about, said)
            if predicate not in lexicon().shared:
                yield from _objects(scene, about, said)
            yield from _named(said)


def _counts(view: View) -> bool:
    """Whether it speaks of one who bears a name, and not of a number of them."""
    claim = view.claims[0].claim
    asked = claim.subject if view.way.per == "subject" else claim.object
    return claim.qualifiers.get("number") is None and _is_name(asked)


def _is_name(part: Part | None) -> bool:
    return isinstance(part, Mention) and (bool(part.entity) or all(w[:1].isupper() for w in part.name.split()))


def _times(about: Key, said: Sequence[View]) -> Iterator[Relation]:
    by_time: dict[Days, list[View]] = {}
    for view in said:
        times = sorted({span for span, _ in view.said("time")}, key=lambda s: (s.width, s))
        if times:
            by_time.setdefault(times[0], []).append(view)
    bunches = sorted(gather(by_time), key=lambda b: b.core)
    for one, other in pairs(bunches, lambda b: b.core):
        if not one.core.meets(other.core):
            a, b = ([v for m in bunch.members for v in by_time[m]] for bunch in (one, other))
            answers = tuple(("days", str(c.first), str(c.last)) for c in (one.core, other.core))
            for x, y in across(a, b):
                if not one_breath(x, y):
                    yield _or_corrected(x, y, "time", _when_why(x, y), "time", about, (answers[0], answers[1]))


def _when_why(a: View, b: View) -> str:
    one, other = a.interval(), b.interval()
    days = f"{time(one) if one else 'one day'} and {time(other) if other else 'another day'}"
    return f"It can have happened but once, and is given two dates: {days} (by {who(a)}; by {who(b)})."


def _or_corrected(a: View, b: View, what: str, why: str, form: str, about: Key, answers: tuple[Key, Key]) -> Relation:
    """A contradiction; where one and the same teller gives both, his correction."""
    if found := corrected(a, b):
        first, later = found
        later_why = (
            f"The same teller gives it otherwise later, and so corrects himself: {who(first)}, then {who(later)}."
        )
        return Relation(Kin.UPDATES, first.p, later.p, what, later_why)
    return Relation(Kin.CONTRADICTS, a.p, b.p, what, why, form, (about,), answers)


def across(a: Sequence[View], b: Sequence[View]) -> Iterator[tuple[View, View]]:
    """Every one of one side with every one of the other; of a great many, each with the first of the other side."""
    if len(a) * len(b) <= _FEW**2:
        yield from ((x, y) for x in a for y in b)
        return
    yield from ((x, b[0]) for x in a)
    yield from ((a[0], y) for y in b[1:])


def _objects(scene: Scene, about: Key, said: Sequence[View]) -> Iterator[Relation]:
    """Rival answers; a part of a body and the whole of it, and those who are named together, are no rivals."""
    groups: dict[Key, list[View]] = {}
    for view in sorted(said, key=lambda v: (v.span, v.p.id)):
        if (answer := _answer(view)) and _names_it(view):
            groups.setdefault(answer, []).append(view)
    for one, other in pairs(sorted(groups), lambda k: groups[k][0].span):
        a, b = groups[one], groups[other]
        if scene.tie(one, other):
            yield from (_narrower(x, y) for x, y in across(a, b))
        elif not any(one_breath(x, y) or _places_agree(x, y) for x, y in across(a, b)):
            form = "place" if a[0].object_spot is not None else "object"
            what = "object" if a[0].way.per == "subject" else "subject"
            for x, y in across(a, b):
                yield _or_corrected(x, y, what, _answer_why(x, y), form, about, (one, other))


def _answer(view: View) -> Key:
    return view.p.object if view.way.per == "subject" else view.p.subject


def _names_it(view: View) -> bool:
    """Whether it is said who: "a man" may be anybody."""
    claim = view.claims[0].claim
    answer = claim.object if view.way.per == "subject" else claim.subject
    return not isinstance(answer, Mention) or bool(answer.entity) or not set(content(answer.name)) <= lexicon().anybody


def _places_agree(a: View, b: View) -> bool:
    if a.way.per == "object" and a.way.holds != "many":
        return False  # the place is what is asked about
    return a.object_spot is not None and b.object_spot is not None and a.object_spot.compatible(b.object_spot)


def _answering(view: View) -> str:
    claim = view.claims[0].claim
    return in_words(claim.object if view.way.per == "subject" else claim.subject)


def _answer_why(a: View, b: View) -> str:
    return (
        f"There can be one answer only, and two are given: {_answering(a)} (by {who(a)}) and "
        f"{_answering(b)} (by {who(b)})."
    )


def _narrower(a: View, b: View) -> Relation:
    why = f"{_answering(a)} and {_answering(b)} are said to belong together, so that both can be meant."
    return Relation(Kin.REFINES, a.p, b.p, "object", why)


def _named(said: Sequence[View]) -> Iterator[Relation]:
    """Who names the killer says more than who names none."""
    bare = [v for v in said if not _answer(v)]
    if not bare:
        return
    for view in said:
        if _answer(view):
            other = bare[0]
            times = view.dated is None or other.dated is None or view.dated.meets(other.dated)
            if times:
                why = f"{saying(view)}: one names {_answering(view)}, the other nobody."
                yield Relation(Kin.REFINES, view.p, other.p, "object", why)


def one_at_a_time(scene: Scene) -> Iterator[Relation]:
    """Rival answers for one time to what has one answer at a time: who controls a place."""
    for (predicate, about), block in scene.questions.items():
        if predicate in _APART or not about or block[0].way.holds != "one_at_a_time":
            continue
        said = sorted((v for v in block if v.affirmed and v.number is None), key=lambda v: (v.span, v.p.id))
        for a, b in pairs(said, lambda v: v.span):
            if _answer(a) and _answer(b) and _answer(a) != _answer(b):
                found = _at_a_time(scene, about, a, b)
                if found is not None:
                    yield found


def _at_a_time(scene: Scene, about: Key, a: View, b: View) -> Relation | None:
    if not at_one_time(a, b):
        return None
    if scene.tie(_answer(a), _answer(b)) or one_breath(a, b):
        return _narrower(a, b) if scene.tie(_answer(a), _answer(b)) else None
    first, later = sorted((a, b), key=lambda v: (v.told or v.span, v.p.id))
    taken = scene.captures.get((about, _answer(later)), [])
    if later.changed or any(_between(first, c, later) for c in taken):
        why = (
            f"It has changed hands since: {_answering(first)} ({who(first)}), then {_answering(later)} ({who(later)})."
        )
        return Relation(Kin.UPDATES, first.p, later.p, "time", why)
    what = "object" if a.way.per == "subject" else "subject"
    both = f"{_answering(a)} ({who(a)}) and {_answering(b)} ({who(b)})"
    why = f"There is one answer at a time, and two are given: {both}."
    return _or_corrected(a, b, what, why, "object", about, (_answer(a), _answer(b)))


def _between(first: View, capture: View, later: View) -> bool:
    when = capture.held
    return when is not None and first.span.last <= when.last and when.first <= later.span.last


def at_one_time(a: View, b: View, within: int = _MONTH) -> bool:
    """Whether the two speak of times that meet; where neither says when, whether they were told within some days."""
    if a.dated is not None and b.dated is not None:
        return a.dated.meets(b.dated)
    if a.dated is None and b.dated is None and a.told and b.told:
        return a.told.gap(b.told) <= within
    return _begun_before(a, b) or _begun_before(b, a)


def _begun_before(since: View, bare: View) -> bool:
    """Whether one says since when it holds, and the other, without a time, was told after that and within a month."""
    begun = since.dated is not None and since.dated.last >= FAR and bare.dated is None
    if not begun or since.dated is None or since.told is None or bare.told is None:
        return False
    return bare.told.first > since.dated.first + _DAY and since.told.gap(bare.told) <= _MONTH


def followed(scene: Scene) -> Iterator[Relation]:
    """Of what has one answer at a time, and of where one is based: each answer and the one that comes after it."""
    for (predicate, about), block in scene.questions.items():
        single = block[0].way.holds == "one_at_a_time" or predicate == "based_in"
        if not single or predicate in _APART or not about:
            continue
        said = sorted((v for v in block if v.affirmed and v.held and v.number is None), key=lambda v: (v.span, v.p.id))
        for a, b in later(said, lambda x, y: _answer(x) != _answer(y)):
            if not _places_agree(a, b) and not one_breath(a, b):
                why = f"{_answering(a)} is said of an earlier time than {_answering(b)}: {who(a)}, then {who(b)}."
                yield Relation(Kin.UPDATES, a.p, b.p, "time", why)
