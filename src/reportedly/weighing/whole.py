"""All of weighing over some claims: what they say, how that hangs together, and how each of it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from .conflicts import Conflict, gathered
from .likeness import Key
from .origins import Origins
from .origins.taken_back import superseded
from .propositions import Proposition, propositions
from .relations import Relation, relations
from .standing import Standing, is_withdrawn, standings
from .told import Told
from .ways import Ways


@dataclass(frozen=True, slots=True)
class Whole:
    """What some claims come to.

    ``standings`` are by the id of the proposition; ``beside`` is what the context says. ``withdrawn``: claims and
    documents that were taken back or corrected, by people's judgement or in their outlets' own words.
    """

    propositions: tuple[Proposition, ...]
    beside: tuple[Proposition, ...]
    relations: tuple[Relation, ...]
    conflicts: tuple[Conflict, ...]
    standings: Mapping[str, Standing]
    withdrawn: frozenset[str] = frozenset()
    ties: frozenset[frozenset[Key]] = frozenset()
    """Of which two it mattered whether they belong together."""


def whole(
    records: Iterable[Told],
    *,
    origins: Origins,
    ways: Ways,
    context: Iterable[Told] = (),
    withdrawn: Collection[str] = (),
) -> Whole:
    """Weigh some claims together.

    ``context`` are claims that bear on them and are not weighed themselves: that somebody who leads is said to be dead.
    ``withdrawn`` are ids of claims and documents that their outlets took back. What is withdrawn is a proposition like
    any other, and contradicts nobody.
    """
    mine = list(records)
    own = {told.claim.id for told in mine}
    around = [told for told in context if told.claim.id not in own]
    found = propositions([*mine, *around], ways=ways)
    gone = origins.withdrawn.union(withdrawn)
    ties: set[frozenset[Key]] = set()
    related = relations(_live(found, gone), ways, asked=ties)
    if corrected := superseded(related, origins.corrected):
        gone |= corrected
        related = relations(_live(found, gone), ways, asked=ties)
    related = [r for r in related if _concerns(r.a, own) or _concerns(r.b, own)]
    kept = [p for p in found if _concerns(p, own)]
    return Whole(
        propositions=tuple(kept),
        beside=tuple(p for p in found if not _concerns(p, own)),
        relations=tuple(related),
        conflicts=tuple(gathered(related)),
        standings=standings(kept, related, origins, withdrawn=gone),
        withdrawn=gone,
        ties=frozenset(ties),
    )


def _live(found: Iterable[Proposition], withdrawn: Collection[str]) -> list[Proposition]:
    return [p for p in found if any(not is_withdrawn(told, withdrawn) for told in p.claims)]


def _concerns(proposition: Proposition, own: Collection[str]) -> bool:
    return any(told.claim.id in own for told in proposition.claims)
