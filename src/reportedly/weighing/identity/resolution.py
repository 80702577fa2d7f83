"""What resolving names comes to: entities, who belongs to which, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from reportedly.model import Claim, Entity, Kind, Mention, Part, Score, Source
from reportedly.weighing.names import key, loose_key
from reportedly.weighing.told import Unit, source_kind

_Filled = TypeVar("_Filled", bound=Part | None)


@dataclass(frozen=True, slots=True)
class Merge:
    """That two names are taken for one entity.

    ``rule`` names the rule, ``claim`` the claim that says so, if one does, ``document`` the report that the tie is from
    (of a judgement its id).
    """

    entity: str
    names: tuple[str, str]
    rule: str
    score: Score
    claim: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Apart:
    """That two names look alike and are not taken for one entity, and why not."""

    names: tuple[str, str]
    reason: str
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Undecided:
    """Two names that may be one: for a person to judge. ``refs`` name them as ``same`` and ``different`` take them.

    ``worth`` is how many claims hang on the answer: those of the entity that fewer claims speak of.
    """

    refs: tuple[str, str]
    names: tuple[str, str]
    entities: tuple[str, str]
    score: float
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    worth: int


@dataclass(frozen=True)
class Resolution:
    """Entities across reports.

    ``belongs`` says for each name of each report to which entity it belongs; a mention that bears no name (a
    pronoun, "30 fighters", gibberish) belongs to none. ``scores`` says how sure that is, for the same keys.
    """

    entities: tuple[Entity, ...]
    belongs: Mapping[Unit, str]
    scores: Mapping[Unit, Score]
    merges: tuple[Merge, ...] = ()
    apart: tuple[Apart, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    _index: Mapping[str, Entity] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", {entity.id: entity for entity in self.entities})

    def entity(self, identifier: str) -> Entity:
        """The entity of an id.

        Raises:
            KeyError: where there is none.
        """
        return self._index[identifier]

    def entity_of(self, document: str, kind: Kind, name: str) -> Entity | None:
        """The entity that a name of a report belongs to; None where the mention bears no name."""
        found = self.belongs.get((document, kind, name))
        return self._index[found] if found is not None else None

    def applied(self, claim: Claim) -> Claim:
        """The claim with the entities of its mentions and sources filled in; its id stays."""

        def filled(part: _Filled) -> _Filled:
            if not isinstance(part, Mention):
                return part
            return replace(part, entity=self.belongs.get((claim.document, part.kind, part.name)))

        def known(source: Source) -> Source:
            kind = source_kind(source.kind)
            return replace(source, entity=self.belongs.get((claim.document, kind, source.name)) if kind else None)

        return replace(
            claim,
            subject=filled(claim.subject),
            object=filled(claim.object),
            qualifiers={name: filled(part) for name, part in claim.qualifiers.items()},
            sources=tuple(known(source) for source in claim.sources),
        )

    def find(self, name: str) -> tuple[Entity, ...]:
        """The entities that go by a name, however it is spelled; see ``find``."""
        return find(self.entities, name)

    @cached_property
    def by_entity(self) -> Mapping[str, tuple[Merge, ...]]:
        """The merges behind each entity that has any."""
        found: dict[str, list[Merge]] = {}
        for merge in self.merges:
            found.setdefault(merge.entity, []).append(merge)
        return {entity: tuple(merges) for entity, merges in found.items()}


def find(entities: tuple[Entity, ...] | list[Entity], name: str) -> tuple[Entity, ...]:
    """The entities that go by a name: by a whole name where any does, else by a part of one (a surname).

    Case, diacritics, titles, articles and script make no difference.
    """
    exact = [e for e in entities if any(loose_key(name, e.kind) == loose_key(n, e.kind) for n in (e.name, *e.names))]
    if exact:
        return tuple(exact)
    return tuple(e for e in entities if any(_part_of(name, n, e.kind) for n in (e.name, *e.names)))


def _part_of(short: str, long: str, kind: Kind) -> bool:
    asked, whole = key(short, kind), key(long, kind)
    return bool(asked) and set(asked) <= set(whole)
