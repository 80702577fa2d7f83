"""A large ledger as one page asks for it: the weightiest claims of whom it is about, and how many there are in all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reportedly.ledger import Ledger, Record
from reportedly.ledger.excerpt import Tally
from reportedly.model import Entity, Judgement, Kind, Mention, SourceKind
from reportedly.weighing.names import key

MOST = 200
"""Claims that a page shows of one entity, about."""
LARGE = 300
"""Entities from which on a ledger is large: a smaller one is read as a whole."""
_DEATHS = 12


@dataclass(frozen=True, slots=True)
class Size:
    """How much a ledger has of an entity, whatever of it a page shows.

    ``alone``: propositions that rest on one origin, ``statements``: those of which the entity is the source; None where
    the page shows all of them.
    """

    claims: int
    reports: int
    first: date | None
    last: date | None
    alone: int | None = None
    statements: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of one entity, and by the ids of its claims all that stands behind them."""

    size: Size
    records: tuple[Record, ...]
    voiced: tuple[Record, ...]
    tallies: Mapping[str, Tally]


class Brief:
    """Answers what a page asks of a ledger, with those claims alone that it can hold; ``shown`` counts the others.

    ``as_of``: only what had been reported by that day.
    """

    def __init__(
        self, ledger: Ledger, entities: Collection[Entity], *, most: int = MOST, as_of: date | None = None
    ) -> None:
        self._ledger = ledger
        self._until = as_of
        self._retracted = ledger.retracted()
        self._withdrawn = ledger.weighed.numbers_of(self._retracted) if self._retracted else []
        self.shown = {entity.id: self._show(entity.id, most) for entity in entities}
        every = [r for shown in self.shown.values() for r in (*shown.records, *shown.voiced)]
        others = _entities_in(every) - self.shown.keys()
        self._entities = [*entities, *ledger.excerpts.entities(others)]
        self.cited = frozenset(
            s.entity for r in every for s in r.claim.sources if s.entity and s.kind is SourceKind.PERSON
        )

    @classmethod
    def of(cls, ledger: Ledger, name: str, *, most: int = MOST, as_of: date | None = None) -> Brief | None:
        """That of a name, or of an entity's id; None where the ledger is small, or nobody goes by the whole name."""
        if len(ledger.excerpts) < LARGE:
            return None
        words = {kind.value: " ".join(key(name, kind)) for kind in Kind}
        found = ledger.excerpts.entities([name]) or ledger.excerpts.going_by(words)
        return cls(ledger, found, most=most, as_of=as_of) if found else None

    def _show(self, entity: str, most: int) -> Shown:
        found = self._ledger.excerpts.of(entity, most=most, withdrawn=self._withdrawn, until=self._until)
        records = self._ledger.excerpts.records([*found.numbers, *found.voiced], until=self._until)
        tallies = {found.ids[number]: tally for number, tally in found.tallies.items() if number in found.ids}
        about = {found.ids[number] for number in found.numbers}
        part = bool(tallies)
        return Shown(
            Size(
                found.claims,
                found.reports,
                found.first,
                found.last,
                found.alone if part else None,
                found.statements if part else None,
            ),
            tuple(r for r in records if r.claim.id in about),
            tuple(r for r in records if r.claim.id not in about),
            tallies,
        )

    # --- what a page asks of a ledger

    def entities(self) -> list[Entity]:
        """Those that the page names."""
        return self._entities

    def judgements(self, **asked: Any) -> list[Judgement]:
        """As ``Ledger.judgements``."""
        return self._ledger.judgements(**asked)

    def retracted(self) -> Mapping[str, Judgement]:
        """As ``Ledger.retracted``."""
        return self._retracted

    def claims(
        self,
        *,
        about: str | None = None,
        predicate: str | None = None,
        source: str | None = None,
        **asked: Any,
    ) -> list[Record]:
        """As ``Ledger.claims``, of the entities of the page and of the deaths of others."""
        if source is not None:
            return list(self.shown[source].voiced) if source in self.shown else []
        if about in self.shown and predicate is None:
            return list(self.shown[about].records)
        if about is not None and predicate == "killed":
            fell = self._ledger.excerpts.killed(about, most=_DEATHS, until=self._until)
            return self._ledger.excerpts.records(fell, until=self._until)
        return self._ledger.claims(about=about, predicate=predicate, **asked)


def _entities_in(records: Collection[Record]) -> set[str]:
    parts = {
        part.entity
        for r in records
        for part in (r.claim.subject, r.claim.object, *r.claim.qualifiers.values())
        if isinstance(part, Mention) and part.entity
    }
    return parts | {source.entity for r in records for source in r.claim.sources if source.entity}
