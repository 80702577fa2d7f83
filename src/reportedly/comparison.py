"""Readers side by side on the same reports, from what the ledger holds of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from reportedly.errors import BadValueError, NotFoundError
from reportedly.ledger import Ledger, Record
from reportedly.model import Document
from reportedly.ways import ways_of
from reportedly.weighing import Sides, side_by_side


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two readings of one report. ``first`` and ``second`` are the readers, with their versions."""

    document: Document
    first: str
    second: str
    sides: Sides[Record]

    @property
    def agreed(self) -> int:
        """How many claims both have."""
        return len(self.sides.agreed)

    @property
    def firsts(self) -> int:
        """How many claims the first has."""
        return self.agreed + len(self.sides.first_only)

    @property
    def seconds(self) -> int:
        """How many claims the second has."""
        return self.agreed + len(self.sides.second_only)

    @property
    def alike(self) -> int:
        """How many of the claims that both have differ in nothing."""
        return sum(not pair.differing for pair in self.sides.agreed)

    @property
    def differing(self) -> Counter[str]:
        """In what the others differ, and how many do."""
        return Counter(name for pair in self.sides.agreed for name in pair.differing)


def compare(ledger: Ledger, *, readers: Sequence[str] = (), document: str | None = None) -> list[Comparison]:
    """Each two readers on each report that both have read, in order of publication; see ``Workspace.compare``.

    Raises:
        NotFoundError: where no report was read by two of them.
        BadValueError: where no reader's name begins so.
    """
    only = None if document is None else ledger.document(document).id
    readings = ledger.readings()
    known = sorted({reading.reader for reading in readings})
    chosen = _chosen(known, readers)
    read_by: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        if reading.reader in chosen and only in (None, reading.document):
            read_by[reading.document].add(reading.reader)
    if not any(len(names) > 1 for names in read_by.values()):
        hint = (
            f"the ledger holds readings by {', '.join(known) or 'nobody'}; read the same reports with another --reader"
        )
        raise NotFoundError("report read by two readers", document or ledger.where, hint=hint)
    claims: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in ledger.claims(document=document, repeats=True):
        if record.superseded_by_reader is None:
            claims[record.claim.document, record.reader].append(record)
    ways = ways_of(ledger)
    return [
        Comparison(report, one, other, side_by_side(claims[report.id, one], claims[report.id, other], ways=ways))
        for report in ledger.documents()
        for one, other in combinations(sorted(read_by.get(report.id, ())), 2)
    ]


def _chosen(known: Sequence[str], readers: Sequence[str]) -> set[str]:
    """The readers whose names begin as asked; all of them where nothing is asked."""
    for beginning in readers:
        if not any(name.startswith(beginning) for name in known):
            raise BadValueError("--readers", beginning, expected=f"the beginning of one of: {', '.join(known)}")
    return {name for name in known if not readers or name.startswith(tuple(readers))}
