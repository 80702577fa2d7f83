"""Claims that say the same, taken together, with the reports behind them."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.model import Certainty, Claim, Mention, Part, Polarity, Quantity

from .grouping import Group, groups
from .likeness import Key, key_of, source_key, unit_key
from .told import Told, order
from .ways import Way, Ways, way_of

_TELLING = ("title", "status", "relation", "origin", "destination")


@dataclass(frozen=True, slots=True)
class Proposition:
    """One thing that is said, and every claim that says it, in the order in which the reports came out.

    ``subject`` and ``object`` are what they are compared by (see ``key_of``); for a symmetric predicate they
    stand in order of the alphabet. ``reports`` counts documents, ``publishers`` those who put them out (a report
    without a named publisher counts as one of its own).
    """

    id: str
    predicate: str
    subject: Key
    object: Key
    polarity: Polarity
    claims: tuple[Told, ...]

    @property
    def reports(self) -> int:
        """How many reports say it."""
        return len({told.claim.document for told in self.claims})

    @property
    def publishers(self) -> tuple[str, ...]:
        """Who put those reports out, in order, each once."""
        return tuple(dict.fromkeys(told.document.publisher or told.document.name for told in self.claims))

    @property
    def certainties(self) -> frozenset[Certainty]:
        """How sure the speakers put it, each grade that occurs."""
        return frozenset(told.claim.certainty for told in self.claims)

    @property
    def voices(self) -> frozenset[Key]:
        """Who says it in the end: the innermost source of each chain, or the publisher where there is none."""
        return frozenset(_voice(told) for told in self.claims)

    @property
    def first(self) -> Told:
        """The first to say it."""
        return self.claims[0]


def _voice(told: Told) -> Key:
    if told.claim.sources:
        return source_key(told.claim.sources[-1])
    return ("publisher", (told.document.publisher or told.document.name).casefold())


def propositions(records: Iterable[Told], ways: Ways) -> list[Proposition]:
    """Claims that say the same, together: one subject, predicate, object and polarity, and times that agree.

    Claims whose mentions have entities (``Resolution.applied``) are compared by them, others by their names, and where
    neither side has one within their report alone; texts by their content words; the places where things happen through
    the gazetteer. An event without a date, and a coarse date, join a finer one only where there is but one that they
    can mean (see ``grouping``). What differs in certainty or in numbers stays together: it is one thing, told
    differently.

    In order of the first report. Which claims stand together depends on the claims alone, not on the order in which
    they are given, read or published. The id stays the same as long as nobody gives a more exact time for it.
    O(n log n) for n claims. ``ways``: what the vocabulary says of each predicate (``reportedly.ways.ways_of``).
    """
    ordered = sorted(records, key=lambda t: (*order(t.document), t.claim.span, t.claim.predicate, t.claim.id))
    blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, told in enumerate(ordered):
        blocks[_block(told.claim, ways)].append(i)
    found: list[tuple[int, Proposition]] = []
    for block, ranks in blocks.items():
        way = way_of(ways, str(block[0]))
        rank = {id(ordered[i]): i for i in ranks}
        for group in groups([ordered[i] for i in ranks], way, once=bool(block[-1])):
            claims = sorted(group.members, key=lambda t: rank[id(t)])
            found.append((rank[id(claims[0])], _proposition(block, group, claims, ways)))
    return [proposition for _, proposition in sorted(found, key=lambda pair: pair[0])]


def sides(claim: Claim, ways: Ways) -> tuple[Key, Key]:
    """Subject and object as they are compared; in order of the alphabet where the predicate is symmetric."""
    subject, other = key_of(claim.subject), key_of(claim.object)
    if other and other < subject and way_of(ways, claim.predicate).symmetric:
        return other, subject
    return subject, other


def telling(claim: Claim) -> tuple[Key, ...]:
    """The qualifiers that make another statement of a claim: another post, another verb, another charge."""
    return tuple(key_of(claim.qualifiers.get(name)) for name in _TELLING if _tells(claim.predicate, name))


def solitary(claim: Claim, way: Way) -> bool:
    """Whether what is said can happen but once to this one: one known person dies once, one body is founded once."""
    part = claim.subject if way.per == "subject" else claim.object
    return way.event and way.holds == "once" and _known(part) and claim.qualifiers.get("number") is None


def _block(claim: Claim, ways: Ways) -> tuple[object, ...]:
    """What claims must have in common to say the same, whatever their times and places."""
    way = way_of(ways, claim.predicate)
    subject, other = sides(claim, ways)
    # A crowd ("30 fighters") is not the same crowd in the next report only because it is called so.
    crowd = not _known(claim.subject) and not _known(claim.object)
    return (
        claim.predicate,
        subject,
        other,
        claim.polarity.value,
        claim.document if crowd else "",
        telling(claim),
        _scope(claim),
        solitary(claim, way),
    )


def _scope(claim: Claim) -> Key:
    """Numbers of men are counted apart from numbers of guns, those of one district from those of the whole."""
    if not isinstance(claim.object, Quantity):
        return ()
    return (unit_key(claim.object), *key_of(claim.qualifiers.get("place")))


def _known(part: Part | None) -> bool:
    return isinstance(part, Mention) and bool(part.entity)


def _tells(predicate: str, name: str) -> bool:
    if name in ("origin", "destination"):
        return predicate in ("transferred", "equipped_with")
    if name == "title":
        return predicate == "holds_position"
    if name == "relation":
        return predicate in ("open", "relative_of")
    return predicate in ("accused", "designated", "threatened", "agreement")


def _proposition(block: tuple[object, ...], group: Group, told: list[Told], ways: Ways) -> Proposition:
    claim = told[0].claim
    subject, other = sides(claim, ways)
    packed = json.dumps([block, group.anchor], ensure_ascii=False)
    return Proposition(
        id=hashlib.sha256(packed.encode()).hexdigest()[:16],
        predicate=claim.predicate,
        subject=subject,
        object=other,
        polarity=claim.polarity,
        claims=tuple(told),
    )
