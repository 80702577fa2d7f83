"""How a proposition stands: who is behind it, in reports, outlets and independent origins, and who is against it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from reportedly.model import Polarity

from .origins import Count, Origin, Origins, count
from .propositions import Proposition
from .relations import Kin, Relation
from .told import Told

NOBODY = Count(0, 0)


@dataclass(frozen=True, slots=True)
class Backing:
    """Those who say one thing.

    ``reports`` and ``outlets`` count documents and those who put them out; ``origins`` are those to whom it goes back,
    each once, and ``independent`` how many of them are surely, and at most, witnesses of their own. ``withdrawn`` are
    the claims that their outlet has taken back: they are shown, and back nothing.
    """

    reports: int = 0
    outlets: int = 0
    origins: tuple[Origin, ...] = ()
    independent: Count = NOBODY
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A proposition with those who say it and those who contradict it, and the relations that make the latter."""

    proposition: Proposition
    backing: Backing
    against: Backing
    disputes: tuple[Relation, ...] = ()

    @property
    def one_origin(self) -> bool:
        """Whether all that is said of it can go back to one single origin."""
        return self.backing.independent.low == 1

    @property
    def denied(self) -> bool:
        """Whether the proposition itself is that something is not so."""
        return self.proposition.polarity is Polarity.DENIED


def backing(claims: Iterable[Told], origins: Origins, *, withdrawn: Collection[str] = ()) -> Backing:
    """Who stands behind these claims. ``withdrawn``: ids of claims and of documents that were taken back."""
    held = list(claims)
    kept = [told for told in held if not is_withdrawn(told, withdrawn)]
    found = origins.together(kept)
    return Backing(
        reports=len({told.claim.document for told in kept}),
        outlets=len({told.document.publisher or told.document.name for told in kept}),
        origins=tuple({origin.key: origin for origin in found}.values()),
        independent=count(found),
        withdrawn=tuple(told.claim.id for told in held if is_withdrawn(told, withdrawn)),
    )


def is_withdrawn(told: Told, withdrawn: Collection[str]) -> bool:
    """Whether this claim, or the whole report that makes it, was taken back."""
    return told.claim.id in withdrawn or told.claim.document in withdrawn


def standings(
    found: Iterable[Proposition],
    relations: Iterable[Relation],
    origins: Origins,
    *,
    withdrawn: Collection[str] = (),
) -> dict[str, Standing]:
    """How each proposition stands, by its id.

    Against a proposition stand all those that a relation says contradict it; the same origin can stand on both sides
    (a ministry that contradicts itself), and counts on each.
    """
    known = {p.id: p for p in found}
    disputes: dict[str, list[Relation]] = {}
    for relation in relations:
        # Tellers of one event who differ in how many died do not contradict that it happened.
        if relation.kind is Kin.CONTRADICTS and relation.a.id != relation.b.id:
            for one in (relation.a.id, relation.b.id):
                disputes.setdefault(one, []).append(relation)
    return {p.id: _standing(p, disputes.get(p.id, ()), origins, withdrawn) for p in known.values()}


def _standing(
    proposition: Proposition, disputes: Iterable[Relation], origins: Origins, withdrawn: Collection[str]
) -> Standing:
    mine = tuple(disputes)
    others: Mapping[str, Proposition] = {
        other.id: other for r in mine for other in (r.b if r.a.id == proposition.id else r.a,)
    }
    against = [told for _, other in sorted(others.items()) for told in other.claims]
    return Standing(
        proposition=proposition,
        backing=backing(proposition.claims, origins, withdrawn=withdrawn),
        against=backing(against, origins, withdrawn=withdrawn),
        disputes=mine,
    )
