"""One says that it is so, another that it is not: a contradiction, a later state, or the denial of something else."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from reportedly.weighing.days import FAR, Days, said_days
from reportedly.weighing.likeness import Key
from reportedly.weighing.told import Told

from .denied import asked, names, of_one
from .relation import Kin, Relation
from .view import Scene, View, attested, corrected, one_breath, places_meet
from .words import lexicon, on, saying, who

_YEAR = 366
_MONTH = 31
_WEEK = 7
"""Days by which the day of a death is often off, and a denial can come before it."""
_FEW = 3
_ALL = 1600
"""Pairs that are all compared; of more, each with those nearest in time on either side."""


def denials(scene: Scene) -> Iterator[Relation]:
    """What is denied against what is affirmed of the same subject, predicate and object.

    A denial without an object ("is alive") answers every affirmation; one of a place answers what lies in it.
    """
    yes: dict[Hashable, list[View]] = defaultdict(list)
    no: list[View] = []
    for view in scene.views:
        if view.affirmed:
            for known in dict.fromkeys(names(scene, view)):
                yes[known].append(view)
        else:
            no.append(view)
    for block in yes.values():
        block.sort(key=lambda v: (v.span, v.p.id))
    answered: dict[Hashable, list[View]] = defaultdict(list)
    for denial in sorted(no, key=lambda v: (v.span, v.p.id)):
        for name in asked(denial):
            if name in yes:
                answered[name].append(denial)
    seen: set[tuple[str, str]] = set()
    for question, denied in answered.items():
        for pro, against in _met(yes[question], denied):
            if (pro.p.id, against.p.id) not in seen and of_one(pro, against):
                seen.add((pro.p.id, against.p.id))
                found = _compared(pro, against)
                if found is not None:
                    yield found


def _met(yes: Sequence[View], no: Sequence[View]) -> Iterator[tuple[View, View]]:
    """Every affirmation with every denial; of a great many, each with those nearest to it in time."""
    if len(yes) * len(no) <= _ALL:
        yield from ((a, b) for a in yes for b in no)
        return
    for these, those, turned in ((yes, no, False), (no, yes, True)):
        spans = [v.span for v in those]
        for one in these:
            at = bisect_left(spans, one.span)
            for other in those[max(0, at - _FEW) : at + _FEW]:
                yield (other, one) if turned else (one, other)


def _compared(yes: View, no: View) -> Relation | None:
    if one_breath(yes, no) and not yes.way.lasts:
        return None
    if found := corrected(yes, no):
        first, later = found
        return Relation(
            Kin.UPDATES, first.p, later.p, "polarity", f"The same teller says otherwise later: {who(later)}."
        )
    if yes.p.predicate == "killed":
        return _death(yes, no)
    if yes.way.lasts:
        return _state(*_of_one_time(yes, no))
    if yes.way.event and not _same_occasion(yes, no):
        return None
    if yes.dated and no.dated and not yes.dated.meets(no.dated):
        return None
    return _against(yes, no)


def _against(yes: View, no: View) -> Relation:
    why = f"That {saying(yes)} is said by {who(yes)} and denied by {who(no)}."
    about = (yes.p.subject, no.p.object)
    answers: tuple[Key, Key] = (("yes",), ("no",))
    return Relation(Kin.CONTRADICTS, yes.p, no.p, "polarity", why, "denied", about, answers)


def _death(yes: View, no: View) -> Relation | None:
    """Who is said to be alive on a day can have died later."""
    alive = no.held
    if alive is not None:
        if yes.dated is not None and alive.last + _WEEK < yes.dated.first:
            return _then(no, yes, f"Said to be alive on {on(alive.last)}, and to have died later")
        if yes.dated is None and yes.told is not None and alive.last + _YEAR < yes.told.first:
            return _then(
                no, yes, f"Said to be alive on {on(alive.last)}; the death was reported more than a year later"
            )
    return _against(yes, no)


def _state(yes: View, no: View) -> Relation | None:
    """What was so at one time need not be so at another."""
    one, other = yes.held, no.held
    if one is None or other is None or not places_meet(yes, no):
        return _against(yes, no) if places_meet(yes, no) and not one_breath(yes, no) else None
    if yes.dated and no.dated and not yes.dated.meets(no.dated):
        return _in_order(yes, no, "The two speak of different times")
    ended = yes.said("end")
    if ended and max(span.last for span, _ in ended) < other.first:
        return _then(yes, no, f"{who(no)} says that it is not so, when it is said to be over")
    never = any(lexicon().never.search(t.claim.quote) for t in no.claims)
    if one.gap(other) > _YEAR and not (one.first <= other.last and (_deed(yes) or never)):
        return _in_order(yes, no, "More than a year lies between the two")
    if no.changed and one.last <= other.first + _MONTH:
        return _then(yes, no, f"{who(no)} says that this is no longer so")
    if one_breath(yes, no):
        return None
    return _against(yes, no)


def _of_one_time(yes: View, no: View) -> tuple[View, View]:
    """The claims of both that can speak of one time; all of them where none can.

    A state is denied for the time of the denial. What was done on a day, or is said never to have been, is denied at
    whatever later time.
    """
    mine: dict[int, Told] = {}
    theirs: dict[int, Told] = {}
    few = no.claims if len(yes.claims) * len(no.claims) <= _ALL else (no.claims[0], no.claims[-1])
    over = max((span.last for span, _ in yes.said("end")), default=FAR)
    for t in yes.claims:
        for u in few:
            told = attested(t), attested(u)
            if told[0] and told[1] and told[0].last <= over < told[1].first:
                continue  # it was so until then, as both can have it
            if _speak_of_one(yes, t, u):
                mine[id(t)], theirs[id(u)] = t, u
    if not mine:
        return yes, no
    against = tuple(u for u in no.claims if id(u) in theirs) if few is no.claims else no.claims
    return _part(yes, tuple(mine.values())), _part(no, against)


def _part(view: View, claims: tuple[Told, ...]) -> View:
    return view if len(claims) == len(view.claims) else view.only(claims)


def _speak_of_one(yes: View, one: Told, other: Told) -> bool:
    a, b = attested(one), attested(other)
    if a is None or b is None:
        return True
    later = other.document.published is not None and a.first <= other.document.published.toordinal()
    if later and (_deed(yes) or lexicon().never.search(other.claim.quote)):
        return said_days(other.claim, "time") is None or a.gap(b) <= _YEAR
    over = said_days(one.claim, "end")
    return a.gap(b) <= _YEAR and (over is None or over.last >= b.first)


def _deed(view: View) -> bool:
    """Whether it is a state that consists of deeds: support is given on a day."""
    return view.p.predicate in lexicon().deeds


def _in_order(a: View, b: View, why: str) -> Relation:
    first, later = sorted((a, b), key=lambda v: (v.span, v.p.id))
    return _then(first, later, why)


def _then(first: View, later: View, why: str) -> Relation:
    return Relation(Kin.UPDATES, first.p, later.p, "time", f"{why}: {_told(first)}, then {_told(later)}.")


def _told(view: View) -> str:
    return who(view)


def _same_occasion(yes: View, no: View) -> bool:
    """Whether a denial can mean what is said to have happened: it is not told before, nor of another place."""
    if not places_meet(yes, no):
        return False
    if no.dated is not None and yes.dated is not None:
        return yes.dated.meets(no.dated)
    one, other = yes.held, no.held
    if one is None or other is None:
        return True
    if yes.dated is not None:
        return other.last + _WEEK >= yes.dated.first
    return Days(one.first, one.last).gap(other) <= _YEAR
