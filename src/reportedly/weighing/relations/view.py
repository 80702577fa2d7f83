"""A proposition as it is compared with others: when and where it holds, who tells it, how it is put."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from reportedly.model import Certainty, Interval, Mention, Polarity, Quantity, SourceKind, Text
from reportedly.weighing.days import FAR, Days, days_of, held_days, said_days
from reportedly.weighing.likeness import Key, content, source_key
from reportedly.weighing.propositions import Proposition, telling
from reportedly.weighing.spots import Spot, spot_of
from reportedly.weighing.told import Told
from reportedly.weighing.ways import Way, Ways, way_of

from .words import lexicon, tellers

_FIRM = frozenset({Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE})
_LEADING_BACK = ("former", "ex-", "then", "late", "previous", "ousted", "deposed", "first")


_SOON = 14
"""Days within which a teller who gives it otherwise corrects himself."""


class View:
    """A proposition as far as it is said to be so: what is only planned, asked or wished is left out."""

    def __init__(self, proposition: Proposition, ways: Ways) -> None:
        self.p = proposition
        self.ways = ways
        self.way: Way = way_of(ways, proposition.predicate)
        self.claims: tuple[Told, ...] = tuple(t for t in proposition.claims if t.claim.certainty in _FIRM)

    @property
    def affirmed(self) -> bool:
        """Whether it says that it is so."""
        return self.p.polarity is Polarity.AFFIRMED

    @cached_property
    def dated(self) -> Days | None:
        """The days for which it is said, the most exact that its claims have in common; None where nobody says."""
        found: Days | None = None
        for span in sorted({s for t in self.claims if (s := held_days(t.claim))}, key=lambda s: (s.width, s)):
            narrower = span if found is None else found & span
            found = narrower if narrower.first <= narrower.last else found
        return found

    @cached_property
    def told(self) -> Days | None:
        """From the first to the last day on which reports tell it; None where none of them is dated."""
        days = [t.document.published.toordinal() for t in self.claims if t.document.published]
        return Days(min(days), max(days)) if days else None

    @cached_property
    def held(self) -> Days | None:
        """When it surely held: as it is said, an open end cut off at the last report; else when it was told."""
        if self.dated is None or self.dated.last < FAR:
            return self.dated if self.dated is not None else self.told
        last = self.told.last if self.told else self.dated.first
        return Days(self.dated.first, max(self.dated.first, last))

    @cached_property
    def span(self) -> Days:
        """``held``, always with a value, to be put in order by."""
        return self.held or Days(-FAR, FAR)

    @cached_property
    def places(self) -> tuple[Spot, ...]:
        """Where it is said to have been."""
        parts = {repr(part): part for t in self.claims if (part := t.claim.qualifiers.get("place")) is not None}
        return tuple(spot for part in parts.values() if (spot := spot_of(part)) is not None)

    @cached_property
    def object_spot(self) -> Spot | None:
        """The place that is its object; None where that is no place."""
        part = self.claims[0].claim.object
        return spot_of(part) if isinstance(part, Mention) and part.kind.value == "place" else None

    @cached_property
    def number(self) -> Quantity | None:
        """The number that is its object; None where that is no number."""
        part = self.claims[0].claim.object
        return part if isinstance(part, Quantity) else None

    @cached_property
    def subject_spot(self) -> Spot | None:
        """The place that is its subject; None where that is no place."""
        part = self.claims[0].claim.subject
        return spot_of(part) if isinstance(part, Mention) and part.kind.value == "place" else None

    @cached_property
    def tellers(self) -> frozenset[Key]:
        """Who says it in the end: a person or body of that name, else the paper; an unnamed source is only itself."""
        return frozenset(_teller(t) for t in self.claims)

    @cached_property
    def statements(self) -> frozenset[tuple[object, ...]]:
        """Each report with the chain of sources through which it has it: what one voice says in one breath."""
        return frozenset(voice(t) for t in self.claims)

    @cached_property
    def voices(self) -> str:
        """Those who say it, in words."""
        return tellers(self.claims)

    @cached_property
    def telling(self) -> tuple[Key, ...]:
        """Title, status, relation where these make another statement of it."""
        return telling(self.claims[0].claim)

    @cached_property
    def past(self) -> bool:
        """Whether every claim only looks back ("the former leader")."""
        return all(_looks_back(t) for t in self.claims)

    @cached_property
    def changed(self) -> bool:
        """Whether a claim says in its words that things have changed: "no longer", "has risen to"."""
        return any(lexicon().change.search(t.claim.quote) for t in self.claims)

    @cached_property
    def limits(self) -> frozenset[str]:
        """Words of its titles and states that limit what is led: "military", "faction", "deputy"."""
        said = [t.claim.qualifiers.get(name) for t in self.claims for name in ("title", "status")]
        return frozenset(w for part in said if isinstance(part, Text) for w in content(part.value)) & lexicon().limits

    def only(self, claims: Sequence[Told]) -> View:
        """The proposition with some of its claims alone: those that give one number, or that speak of one time."""
        return View(replace(self.p, claims=tuple(claims)), self.ways)

    def said(self, name: str) -> list[tuple[Days, Told]]:
        """The times that claims give under one name ("time", "start", "end")."""
        return [(span, t) for t in self.claims if (span := said_days(t.claim, name)) is not None]

    def interval(self, *names: str) -> Interval | None:
        """The most exact time that a claim gives (under these names, all where none is given), as it is written."""
        parts = (t.claim.qualifiers.get(name) for t in self.claims for name in names or ("time", "start", "end"))
        found = [part for part in parts if isinstance(part, Interval)]
        return min(found, key=lambda i: (days_of(i).width, i.edtf), default=None)


def voice(told: Told) -> tuple[object, ...]:
    """The report of a claim, with the chain of sources through which it has it."""
    return (told.claim.document, *(source_key(s) for s in told.claim.sources))


def attested(told: Told) -> Days | None:
    """The days for which one claim says that it is so: its time, or from its start to its end, or to its own day."""
    start, end, time = (said_days(told.claim, name) for name in ("start", "end", "time"))
    day = told.document.published.toordinal() if told.document.published else None
    if time is not None:
        return time
    if end is not None:
        return Days(min(start.first, end.last), end.last) if start else end
    if start is not None:
        return Days(start.first, max(start.first, day if day is not None else start.last))
    return Days(day, day) if day is not None else None


def _teller(told: Told) -> Key:
    if not told.claim.sources:
        return ("publisher", (told.document.publisher or told.document.id).casefold())
    last = told.claim.sources[-1]
    return ("unnamed", told.claim.document, last.name) if last.kind is SourceKind.UNNAMED else source_key(last)


def _looks_back(told: Told) -> bool:
    status = told.claim.qualifiers.get("status")
    return isinstance(status, Text) and status.value.casefold().startswith(_LEADING_BACK)


def corrected(a: View, b: View) -> tuple[View, View] | None:
    """What a teller said first, and what he put in its place; None where nobody corrects himself.

    One and the same teller gives both, and nobody else either; the later one within two weeks, or in words that take
    the first back. What a paper says otherwise years later, without a word on it, stays a contradiction.
    """
    one_voice = len(a.tellers) == 1 and a.tellers == b.tellers and next(iter(a.tellers))[:1] != ("unnamed",)
    if not one_voice or a.told is None or b.told is None or a.told == b.told:
        return None
    first, later = sorted((a, b), key=lambda v: (v.told or v.span, v.p.id, v.claims[0].claim.id))
    says_so = any(lexicon().correction.search(t.claim.quote) for t in later.claims)
    return (first, later) if says_so or a.told.gap(b.told) <= _SOON else None


def one_breath(a: View, b: View) -> bool:
    """Whether one report gives both through the same sources: then they are meant together."""
    return not a.statements.isdisjoint(b.statements)


def places_meet(a: View, b: View) -> bool:
    """Whether nothing that the two say of the place keeps them apart."""
    return not a.places or not b.places or any(x.compatible(y) for x in a.places for y in b.places)


def follows(a: View, b: View) -> bool:
    """Whether what ``b`` tells comes after ``a``: it begins when ``a`` is over, or in the year in which ``a`` ended."""
    if b.span.first > a.span.last:
        return True
    ended, began = a.said("end"), b.said("start")
    return bool(ended and began) and a.span.first < b.span.first and ended[0][0].first <= began[0][0].last


def later(views: Sequence[View], other: Callable[[View, View], bool]) -> Iterator[tuple[View, View]]:
    """Each of some views, in order of their spans, with the next one that is later and answers otherwise.

    Of a great many, no further than the next twenty are looked at.
    """
    for at, one in enumerate(views):
        after = (v for v in views[at + 1 : at + 21] if follows(one, v) and other(one, v))
        found = next(after, None)
        if found is not None:
            yield one, found


@dataclass(slots=True)
class Scene:
    """All that is related, and what bears on it: who died, who split off, which bodies belong together."""

    views: list[View]
    beside: list[View] = field(default_factory=list)
    ways: Ways = field(default_factory=dict)
    questions: dict[tuple[str, Key], list[View]] = field(default_factory=lambda: defaultdict(list))
    deaths: dict[Key, list[View]] = field(default_factory=lambda: defaultdict(list))
    splits: dict[tuple[Key, Key], list[View]] = field(default_factory=lambda: defaultdict(list))
    captures: dict[tuple[Key, Key], list[View]] = field(default_factory=lambda: defaultdict(list))
    tied: set[frozenset[Key]] = field(default_factory=set)
    asked: set[frozenset[Key]] = field(default_factory=set)
    """Of which two it was asked whether they belong together."""
    wholes: dict[Key, set[Key]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, found: Iterable[Proposition], beside: Iterable[Proposition], ways: Ways) -> Scene:
        """The scene of these propositions; ``beside`` only bear on them."""
        views = [view for p in found if (view := View(_bound(p), ways)).claims]
        known = {view.p.id for view in views}
        others = [view for p in beside if p.id not in known and (view := View(_bound(p), ways)).claims]
        scene = cls(views, others, ways)
        for view in views:
            scene.questions[view.p.predicate, asked_of(view)].append(view)
        for view in (*views, *others):
            scene._note(view)
        return scene

    def _note(self, view: View) -> None:
        p = view.p
        if p.predicate == "killed" and p.subject[:1] == ("entity",):
            self.deaths[p.subject].append(view)
        if not view.affirmed:
            return
        if p.predicate == "split_from":
            self.splits[p.subject, p.object].append(view)
        if p.predicate == "captured":
            self.captures[p.subject, p.object].append(view)
        if p.predicate in lexicon().parts and p.object:
            self.wholes[p.subject].add(p.object)
        if p.predicate in lexicon().ties and p.object:
            self.tied.add(frozenset((p.subject, p.object)))

    def tie(self, a: Key, b: Key) -> bool:
        """Whether the two are said to belong together: a part and its whole, a leader and his group, allies."""
        pair = frozenset((a, b))
        self.asked.add(pair)
        return a == b or pair in self.tied


def asked_of(view: View) -> Key:
    """Of whom it is asked; nobody who is known is the same in one report alone."""
    one = view.way.per == "object" and view.way.holds != "many"
    about = view.p.object if one else view.p.subject
    if not about or about[:1] == ("entity",) or about[-1:] == (view.claims[0].claim.document,):
        return about
    reports = {told.claim.document for told in view.claims}
    return (*about, next(iter(reports)) if len(reports) == 1 else view.p.id)


def _bound(p: Proposition) -> Proposition:
    """What is said of nobody who is known stays with its report: the fighters of one are not those of the next."""
    if any(key[:1] == ("entity",) for key in (p.subject, p.object)):
        return p
    document = (p.claims[0].claim.document,)
    return replace(p, subject=p.subject and p.subject + document, object=p.object and _bound_object(p, document))


def _bound_object(p: Proposition, document: Key) -> Key:
    return p.object + document if p.object[:1] == ("name",) else p.object
