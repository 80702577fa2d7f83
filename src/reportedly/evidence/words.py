"""Claims in words, their names as they are resolved across reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from reportedly.dossier import wording
from reportedly.dossier.teller import Teller
from reportedly.ledger import Ledger
from reportedly.model import Claim, Entity, Interval, Kind, Mention, Part, Polarity, Quantity, Source
from reportedly.reading.vocabulary import Vocabulary, entry, using
from reportedly.ways import vocabulary_of
from reportedly.weighing import Told
from reportedly.weighing.probability import of_claim

_NOBODY = Entity("", "", Kind.WORK)
ORDER = ("time", "start", "end", "title", "place", "origin", "destination", "number", "killed", "wounded", "agent")
"""Qualifiers in the order in which they are read; those not named here follow."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Words claims of some reports: whoever they speak of goes by the name that the ledger knows best."""

    teller: Teller
    vocabulary: Vocabulary

    @classmethod
    def of(cls, ledger: Ledger, told: Iterable[Told]) -> Wording:
        """For these claims."""
        wanted = {id_ for each in told for id_ in entities_in(each.claim)}
        known = {entity.id: entity for entity in ledger.excerpts.entities(sorted(wanted))}
        return cls(Teller(_NOBODY, known), vocabulary_of(ledger))

    @contextmanager
    def speaking(self) -> Iterator[Teller]:
        """The teller, while predicates of the ledger's users are known."""
        with using(self.vocabulary):
            yield self.teller

    def says(self, *told: Told) -> str:
        """What claims that say the same say, in a sentence; of a denial, what is denied."""
        with self.speaking() as teller:
            text = teller.sentence(told)
        return text[:1].upper() + text[1:]

    def label(self, predicate: str) -> str:
        """What a predicate is called."""
        with self.speaking():
            return entry(predicate).label if predicate != "open" else "does, or has to do with"

    def part(self, value: Part | None) -> str:
        """A part of a claim as its report words it; a time or a number in words."""
        match value:
            case None:
                return ""
            case Mention(name=name):
                return name
            case Interval():
                return wording.interval(value) or value.edtf
            case Quantity():
                return wording.number(value)
            case _:
                return value.value or "someone"

    def known_as(self, value: Part | Source | None) -> str:
        """What the ledger calls whom a part means, where that is another name than the report's."""
        if not isinstance(value, Mention | Source) or not value.entity:
            return ""
        entity = self.teller.entities.get(value.entity)
        return entity.name if entity and entity.name.casefold() != value.name.casefold() else ""


def entities_in(claim: Claim) -> Iterator[str]:
    """The ids of all whom a claim speaks of or goes back to."""
    for part in (claim.subject, claim.object, *claim.qualifiers.values()):
        if isinstance(part, Mention) and part.entity:
            yield part.entity
    yield from (source.entity for source in claim.sources if source.entity)


def qualifiers(claim: Claim) -> list[tuple[str, Part]]:
    """The qualifiers of a claim in the order in which they are read."""
    rank = {key: i for i, key in enumerate(ORDER)}
    return sorted(claim.qualifiers.items(), key=lambda item: (rank.get(item[0], len(rank)), item[0]))


def certainty(claim: Claim) -> str:
    """How sure the last speaker puts it, with what ICD 203 takes the words for: "probable; likely (55 to 80 %)"."""
    said = wording.CERTAINTY[claim.certainty] or "certain"
    spoken = of_claim(claim)
    return f"{said}; {spoken}" if spoken else said


def polarity(claim: Claim) -> str:
    """Whether it is affirmed or denied."""
    return "denied" if claim.polarity is Polarity.DENIED else "affirmed"


def parts(claim: Claim) -> Sequence[tuple[str, Part | None]]:
    """Subject, object and qualifiers by name, in the order in which they are read."""
    return [("subject", claim.subject), ("object", claim.object), *qualifiers(claim)]
