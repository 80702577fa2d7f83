"""One report to be read: its text in parts, what is marked in it, its claims, its versions and its readers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from reportedly.ledger import Ledger, Record, Retrieval
from reportedly.ledger.voices import Reader
from reportedly.model import Document, Judgement, Span
from reportedly.reading.vocabulary import using

from . import marking
from .origin import Lineage, lineage
from .segments import Mark
from .sheet import Part, parts
from .words import Wording


@dataclass(frozen=True, slots=True)
class Report:
    """A report as a page shows it, one part at a time.

    ``part`` is the one that is shown, None where the report has no text; ``claims`` are those that stand in it, in the
    order of the text, and ``total`` how many there are in all of it. ``earlier`` counts those that were read in another
    form of the text. ``older`` and ``newer`` are other versions of the page.
    """

    document: Document
    parts: tuple[Part, ...]
    part: Part | None
    claims: tuple[Record, ...]
    total: int
    earlier: int
    lineage: Lineage
    older: tuple[Document, ...]
    newer: tuple[Document, ...]
    retrievals: tuple[Retrieval, ...]
    readers: tuple[Reader, ...]
    retraction: Judgement | None
    wording: Wording

    def marks(self, picked: Record | None = None) -> list[Mark]:
        """What is marked in the part that is shown; ``picked`` is the claim that is looked at."""
        if self.part is None:
            return []
        with using(self.wording.vocabulary):
            every = [*marking.of_claims(self.claims), *marking.of_lineage(self.lineage)]
        if picked is not None and picked.document.text == self.document.text:
            own = Mark(picked.claim.span.start, picked.claim.span.end, marking.CLAIM, picked.claim.id)
            every += [own, *marking.of_one(picked.claim)]
        return [mark for mark in every if mark.start < self.part.end and self.part.start < mark.end]


def report(ledger: Ledger, key: str, *, part: int = 0, place: int = 0, known: date | None = None) -> Report:
    """The report that ``key`` names (see ``Ledger.document``), with what the ledger knew of it by a day.

    ``part`` is the number of the part that is shown, 0 for the one in which the character ``place`` stands.

    Raises:
        NotFoundError, AmbiguousError: where ``key`` does not name one report.
    """
    document = ledger.document(key)
    every = parts_of(document.text)
    shown = _part(every, part, place)
    within = Span(shown.start, shown.end) if shown else None
    found = ledger.claims(document=document.id, known=known, within=within) if within else []
    claims = sorted(marking.standing_in(found, document), key=lambda r: (r.claim.span, r.claim.id))
    readers = ledger.voices.readers(document.id)
    older, newer = _versions(ledger, document)
    return Report(
        document=document,
        parts=every,
        part=shown,
        claims=tuple(claims),
        total=sum(reader.claims - reader.alike for reader in readers if not reader.moved),
        earlier=sum(reader.claims for reader in readers if reader.moved),
        lineage=lineage(ledger, document.id, passages=False),
        older=tuple(older),
        newer=tuple(newer),
        retrievals=tuple(ledger.retrievals(document.id)),
        readers=tuple(readers),
        retraction=ledger.retracted(known=known).get(document.id),
        wording=Wording.of(ledger, claims),
    )


@lru_cache(maxsize=16)
def parts_of(text: str) -> tuple[Part, ...]:
    """The parts of a text; who leafs through a long report asks for them again and again."""
    return tuple(parts(text))


def _part(every: Sequence[Part], number: int, place: int) -> Part | None:
    """The part of a number, the last where there are fewer; for 0 the one in which a character stands."""
    if not every:
        return None
    if number > 0:
        return every[min(number, len(every)) - 1]
    return every[max(bisect_right([part.start for part in every], place) - 1, 0)]


def _versions(ledger: Ledger, document: Document) -> tuple[list[Document], list[Document]]:
    """Earlier and later versions of the same page, each from the nearest on."""
    older: list[Document] = []
    ahead = document.previous
    while ahead and all(ahead != one.id for one in older):
        older.append(ledger.copies.described([ahead])[0])
        ahead = older[-1].previous
    newer: list[Document] = []
    here = document.id
    while found := ledger.copies.following(here):
        if any(found == one.id for one in newer):
            break
        newer.append(ledger.copies.described([found])[0])
        here = found
    return older, newer
