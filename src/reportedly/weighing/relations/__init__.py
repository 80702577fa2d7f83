"""What propositions have to do with each other: they contradict, update, refine, or differ in scope; each says why.

Every finder is near-linear: propositions are looked up by the question that they answer (predicate and whom it is
about), then by time, place or value; of a question with very many answers, neighbours and the outermost are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from reportedly.weighing.likeness import Key
from reportedly.weighing.propositions import Proposition
from reportedly.weighing.ways import Ways

from .between import between, whereabouts
from .causes import causes
from .counts import counts
from .deeds import denied_deeds, doers, first_shots
from .identity import real_names
from .kin import kinships
from .lives import seen_alive
from .narrower import narrower
from .numbers import strengths
from .offices import leaders
from .once import followed, once, one_at_a_time
from .owners import owners
from .polarity import denials
from .relation import Kin, Relation
from .sole import occasions, sole
from .spoken import statements
from .stretches import beginnings
from .taken import taken
from .view import Scene

__all__ = ["Kin", "Relation", "relations"]

_FINDERS = (
    denials,
    seen_alive,
    denied_deeds,
    statements,
    doers,
    first_shots,
    strengths,
    counts,
    once,
    causes,
    leaders,
    beginnings,
    owners,
    one_at_a_time,
    taken,
    sole,
    occasions,
    between,
    whereabouts,
    kinships,
    real_names,
    followed,
    narrower,
)
_RANK = {Kin.CONTRADICTS: 0, Kin.DIFFERS_IN_SCOPE: 1, Kin.UPDATES: 2, Kin.REFINES: 3}


def relations(
    found: Iterable[Proposition],
    ways: Ways,
    *,
    beside: Iterable[Proposition] = (),
    asked: set[frozenset[Key]] | None = None,
) -> list[Relation]:
    """What these propositions have to do with each other.

    ``ways``: what the vocabulary says of each predicate. ``beside``: propositions that bear on these without being
    related themselves, such as the deaths of those who lead. ``asked`` takes up of which two it was asked whether they
    belong together. Two propositions stand in one relation at most in each
    respect (``what``); what is said only as a plan, a wish or a question is related to nothing. Neither the order of
    the propositions nor that of publication matters to which relations there are.
    """
    said = sorted(found, key=lambda p: p.id)
    scene = Scene.of(said, sorted(beside, key=lambda p: p.id), ways)
    kept: dict[tuple[object, ...], Relation] = {}
    for finder in _FINDERS:
        for relation in finder(scene):
            pair = frozenset((_key(relation.a), _key(relation.b)))
            known = kept.get((pair, relation.what))
            if known is None or _RANK[relation.kind] < _RANK[known.kind]:
                kept[pair, relation.what] = relation
    if asked is not None:
        asked |= scene.asked
    given = {p.id: p for p in said}
    return [_sentence(relation, given) for relation in kept.values()]


def _sentence(relation: Relation, given: Mapping[str, Proposition]) -> Relation:
    """Its ``why`` with a capital at the front, as a sentence has it, and the two as they were given."""
    a, b = (replace(p, subject=given[p.id].subject, object=given[p.id].object) for p in (relation.a, relation.b))
    return replace(relation, a=a, b=b, why=relation.why[:1].upper() + relation.why[1:])


def _key(p: Proposition) -> tuple[str, str]:
    """A proposition, or the part of its claims that gives one number: no two parts have a claim in common."""
    return p.id, p.first.claim.id
