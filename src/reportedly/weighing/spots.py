"""Places compared: the same, one within the other, or nobody knows; through the gazetteer where it knows both."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from reportedly.model import Mention, Part, Text
from reportedly.places import Level, Named, Role, default, key_of

_OUTER = re.compile(r"\s*,\s*|\s*\(|\s+in\s+(?:the\s+)?|\s+of\s+(?:the\s+)?(?=[A-Z])")
_PART_OF = re.compile(
    r"^(?:the\s+)?(?:(?:far|mid|deep)[\s-])?"
    r"(?:(?:north|south)?(?:[\s-]?(?:east|west))?(?:ern)?|central|upper|lower|rural|near|outside|outskirts of)"
    r"(?:\s+(?:part|parts|outskirts|suburbs)\s+of(?:\s+the)?)?\s+(?=\S)",
    re.IGNORECASE,
)
_NOT_A_PART = re.compile(r"\b(?:district|province|village|city|town|county|region|governorate)s?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spot:
    """One place. ``names``: what it is called by, any of which makes it the same; ``around``: what it lies in, itself
    among it. ``known``: whether the gazetteer knows which place is meant."""

    names: frozenset[Hashable]
    around: frozenset[Hashable]
    known: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether it is more exact than a country, as far as the gazetteer knows."""
        return not self.known or sum(isinstance(n, tuple) and n[0] == "place" for n in self.around) > 1

    def same(self, other: Spot) -> bool:
        """Whether the two are surely one place."""
        return not self.names.isdisjoint(other.names)

    def within(self, other: Spot) -> bool:
        """Whether it is the other, or surely lies in it."""
        return not self.around.isdisjoint(other.names)

    def compatible(self, other: Spot) -> bool:
        """Whether one is the other or lies in it, so that both can be meant by one statement."""
        return self.within(other) or other.within(self)

    def apart(self, other: Spot) -> bool:
        """Whether the two are surely two places: the gazetteer knows both, and neither lies in the other."""
        return self.known and other.known and not self.compatible(other)


def spot_of(part: Part | None) -> Spot | None:
    """The place that a part of a claim names; None where it names none."""
    match part:
        case Mention(name=name, entity=entity):
            found = _named(name)
            if not entity:
                return found
            return Spot(found.names | {("entity", entity)}, found.around | {("entity", entity)}, found.known)
        case Text(value=value):
            return _named(value)
        case _:
            return None


@lru_cache(maxsize=65536)
def _named(name: str) -> Spot:
    """What a name says by itself, and what the gazetteer knows of it. Invented or ambiguous ones are but themselves."""
    own: frozenset[Hashable] = frozenset({("word", key_of(name) or name)})
    head, *outer = [part for part in _OUTER.split(name.rstrip(") ")) if part.strip()] or [name]
    if outer:
        first, around = _named(head), frozenset[Hashable]().union(*(_named(part).around for part in outer))
        words = own | (frozenset({("word", key_of(head))}) if not _NOT_A_PART.fullmatch(head.strip()) else frozenset())
        # A homonym that the gazetteer would take for another country is what the report says it is.
        return Spot(words, words | around | (first.around if not first.known else frozenset()))
    if (part := _PART_OF.match(name)) and not default().lookup(name):
        return Spot(own, own | _named(name[part.end() :]).around)
    found = default().resolve([Named(name, 0, len(name))])[0].place
    if found is None:
        return Spot(own, own)
    chain = default().chain(found)
    indexes = frozenset(("place", place.index) for place in (found, *chain) if place.level > Level.CONTINENT)
    # "Kunduz" alone is the town or the unit of its name: whatever lies in the unit can be meant.
    units = {m.place.index for m in default().lookup(name) if m.role in (Role.MAIN, Role.BARE)}
    names = frozenset(("place", place.index) for place in (found, *chain) if place is found or place.index in units)
    return Spot(own | names, own | names | indexes, known=True)


def places_apart(spots: Iterable[Spot]) -> Mapping[Spot, int]:
    """Places taken together, each with the number of its group: finest first; one that holds finer ones joins the only
    one that it holds, and stands by itself where there are several. Does not depend on the order."""
    ordered = sorted(set(spots), key=lambda s: (-len(s.around), sorted(map(repr, s.names))))
    number: dict[Spot, int] = {}
    inside: dict[Hashable, set[int]] = {}
    called: dict[Hashable, int] = {}
    groups = 0
    for spot in ordered:
        fits = {called[name] for name in spot.names if name in called}
        fits = fits or {group for name in spot.names for group in inside.get(name, ())}
        if len(fits) == 1:
            number[spot] = fits.pop()
        else:
            number[spot] = groups
            groups += 1
        for name in spot.names:
            called.setdefault(name, number[spot])
        for name in spot.around:
            inside.setdefault(name, set()).add(number[spot])
    return number
