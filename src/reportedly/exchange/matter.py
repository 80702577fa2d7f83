"""What is exported: claims already chosen, filtered and masked, and the dossier where it is about one name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from reportedly.dossier.page import Dossier
from reportedly.ledger import Ledger, Record
from reportedly.model import Entity

from .note import METHOD


@dataclass(frozen=True, slots=True)
class Standing:
    """How what a claim says stands.

    ``low`` of its origins are surely independent, ``high`` at most; ``origins`` are they, in words. ``grade`` is the
    credibility, 1 to 6, and ``why`` what it rests on; None and nothing where grading is off. ``contradicted_by`` are
    the ids of the claims that contradict it, ``withdrawn`` whether every report that said it took it back.
    """

    proposition: str
    low: int
    high: int
    origins: tuple[str, ...] = ()
    grade: int | None = None
    grade_words: str = ""
    why: tuple[str, ...] = ()
    contradicted_by: tuple[str, ...] = ()
    withdrawn: bool = False


def _nothing() -> Mapping[str, Standing]:
    return {}


@dataclass(frozen=True)
class Matter:
    """What an exporter gets to see; where a mask is used, a masked copy and never the original.

    ``records`` are the claims that stand, in order of publication, as far as ``about``, ``as_of``, ``known`` and
    ``min_confidence`` let them. ``dossier`` is there where ``about`` is. ``mask`` is the rule in words, "" where
    nothing is masked. ``folder`` is where what stands beside the file goes (pictures, originals); None: it is left
    out. ``weigh`` gives how each claim stands, by its id; asked once, when it is needed.
    """

    ledger: Ledger
    records: tuple[Record, ...]
    dossier: Dossier | None = None
    about: Entity | None = None
    as_of: date | None = None
    known: date | None = None
    min_confidence: float = 0.0
    mask: str = ""
    folder: Path | None = None
    weigh: Callable[[], Mapping[str, Standing]] = field(default=_nothing, repr=False, compare=False)
    method: str = METHOD

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """Every entity of the ledger, by its id."""
        return {entity.id: entity for entity in self.ledger.entities()}

    @cached_property
    def _standings(self) -> Mapping[str, Standing]:
        return self.weigh()

    def standing(self, claim: str) -> Standing | None:
        """How what this claim (an id) says stands; None where it was not weighed."""
        return self._standings.get(claim)
