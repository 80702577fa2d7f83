"""Claims that cannot all be true, side by side. Nothing wins here: neither the newest nor the most frequent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reportedly.model import Polarity

from .days import days_of
from .likeness import Key, times
from .propositions import Proposition
from .relations import Kin, Relation, relations
from .told import Told, order
from .ways import Ways

_ORDER = ("denied", "alive", "number", "object", "time", "place", "leader", "name")


@dataclass(frozen=True, slots=True)
class Side:
    """One answer and those who give it."""

    propositions: tuple[Proposition, ...]

    @property
    def claims(self) -> tuple[Told, ...]:
        """Every claim on this side."""
        return tuple(told for proposition in self.propositions for told in proposition.claims)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A question to which reports give answers that exclude each other.

    ``kind``: "denied" (affirmed against denied; a death also against what its victim did later), "alive" (a death
    against later acts alone), "number", "time", "place", "object", "leader" or "name" (two real names). ``about`` are
    the keys of subject and object concerned, ``what`` the qualifier, or "subject" or "object", whose values differ.
    ``why`` says in sentences why they exclude each other.
    """

    kind: str
    predicate: str
    about: tuple[Key, ...]
    sides: tuple[Side, ...]
    what: str = ""
    why: str = ""


def conflicts(found: Iterable[Proposition], ways: Ways, *, beside: Iterable[Proposition] = ()) -> list[Conflict]:
    """The conflicts between propositions, each side in order of time; a function of the claims alone.

    ``ways``: what the vocabulary says of each predicate. ``beside``: propositions that bear on these, such as the
    deaths of those who lead.
    """
    return gathered(relations(found, ways, beside=beside))


def gathered(found: Iterable[Relation]) -> list[Conflict]:
    """The contradictions among these relations, by the question that they answer differently."""
    questions: dict[tuple[object, ...], list[Relation]] = {}
    for relation in found:
        if relation.kind is Kin.CONTRADICTS:
            whom = relation.about[0] if _told_apart(relation) else relation.about
            key = (relation.form, relation.a.predicate, whom, relation.what)
            questions.setdefault(key, []).append(relation)
    made = [_conflict(part) for block in questions.values() for part in _occasions(block)]
    return sorted(made, key=lambda c: (_ORDER.index(c.kind), _first(c.sides[0]), c.predicate, c.about, c.what))


def _told_apart(relation: Relation) -> bool:
    """Whether it is asked anew at each time: who leads, how many fell."""
    return relation.form == "leader" or (relation.form == "number" and relation.what != "object")


def _occasions(block: list[Relation]) -> list[list[Relation]]:
    """Contradictions that share no claim are questions of their own, where there is one for each time or occasion."""
    if not _told_apart(block[0]):
        return [block]
    parent: dict[str, str] = {}

    def root(one: str) -> str:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for relation in block:
        ids = sorted(told.claim.id for p in (relation.a, relation.b) for told in p.claims)
        for other in ids[1:]:
            parent[root(other)] = root(ids[0])
    parts: dict[str, list[Relation]] = {}
    for relation in block:
        parts.setdefault(root(relation.a.claims[0].claim.id), []).append(relation)
    return list(parts.values())


def _conflict(block: Sequence[Relation]) -> Conflict:
    one = block[0]
    sides: dict[Key, dict[tuple[str, str], Proposition]] = {}
    for relation in block:
        for answer, proposition in zip(relation.answers, (relation.a, relation.b), strict=True):
            mark = (proposition.id, proposition.first.claim.id)
            sides.setdefault(answer, {}).setdefault(mark, proposition)
    made = [Side(tuple(sorted(side.values(), key=_denied_first))) for side in sides.values()]
    yes_first = one.form == "denied"
    ordered = sorted(
        zip(sides, made, strict=True), key=lambda s: (s[0] != ("yes",) if yes_first else False, _first(s[1]))
    )
    why = " ".join(dict.fromkeys(r.why for r in sorted(block, key=lambda r: (_when(r.a), _when(r.b)))[:3]))
    seen = yes_first and all(p.polarity is Polarity.AFFIRMED for _, side in ordered for p in side.propositions)
    return Conflict(
        "alive" if seen else one.form, one.a.predicate, one.about, tuple(side for _, side in ordered), one.what, why
    )


def _denied_first(p: Proposition) -> tuple[object, ...]:
    """In order of time; a denial before the acts that speak for it."""
    return p.polarity is not Polarity.DENIED, *_when(p)


def _first(side: Side) -> tuple[object, ...]:
    return _when(side.propositions[0])


def _when(p: Proposition) -> tuple[int, tuple[str, str], str]:
    """When it is said to have been, else when it was first told."""
    days = [days_of(i).first for told in p.claims for i in times(told.claim).values()]
    told = p.first.document.published or date.max
    return min((d for d in days if abs(d) < 10**8), default=told.toordinal()), order(p.first.document), p.id
