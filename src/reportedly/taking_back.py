"""What the reports of a ledger take back and correct of each other: finds it and keeps it beside the links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from reportedly.ledger import Ledger
from reportedly.ledger.corrections import Taken
from reportedly.model import Document, Score, Span
from reportedly.weighing.origins import Corrected, Correction, Mending, concerned, corrections, may_concern
from reportedly.weighing.origins.pages import same_outlet

_CHUNK = 1_000


def correct(ledger: Ledger, documents: Iterable[str]) -> frozenset[str]:
    """Look for what these reports take back, and for those that take back something of them; the reports concerned."""
    new = set(documents)
    before = ledger.corrections.all()
    # A report that comes late may be the one that an earlier correction means.
    again = _that_may_mean(ledger, before, new) if before else set()
    found: list[Taken] = []
    ordered = sorted(new | again)
    for i in range(0, len(ordered), _CHUNK):
        for document in ledger.copies.texts(ordered[i : i + _CHUNK]):
            found += _corrections(ledger, document)
    mine = {taken for taken in before if taken.document in new | again}
    if mine == set(found):
        return frozenset()
    ledger.corrections.replace(ordered, found)
    changed = mine ^ set(found)
    return frozenset({end for taken in changed for end in (taken.document, taken.concerned) if end})


def corrected_of(ledger: Ledger, documents: Iterable[str] | None = None) -> list[Corrected]:
    """What outlets take back or correct of these reports, or of all; and what these take back of others."""
    return [_corrected(taken) for taken in ledger.corrections.all(documents)]


def _that_may_mean(ledger: Ledger, known: Iterable[Taken], new: set[str]) -> set[str]:
    """The reports known to correct something of which a new one may be what they mean."""
    held: dict[str, list[Correction]] = defaultdict(list)
    for taken in known:
        held[taken.document].append(_corrected(taken).correction)
    described = {d.id: d for d in ledger.copies.described(held.keys() | new)}
    return {
        id_
        for id_, found in held.items()
        if id_ not in new and id_ in described
        if any(may_concern(described[id_], found, described[other]) for other in new if other in described)
    }


def _corrections(ledger: Ledger, document: Document) -> list[Taken]:
    found = corrections(document)
    if not found:
        return []
    names = [name for name in ledger.corrections.publishers() if _may_name(document, found, name)]
    others = [d for d in ledger.corrections.published_by(names) if may_concern(document, found, d)]
    wanted = {d.id for d in others if d.id != document.id} | ({document.previous} if document.previous else set())
    known = {one.correction: one for one in concerned(document, ledger.copies.texts(sorted(wanted)))}
    return [_taken(document, correction, known.get(correction)) for correction in found]


def _taken(document: Document, correction: Correction, known: Corrected | None) -> Taken:
    return Taken(
        document=document.id,
        concerned=known.document if known else "",
        kind=correction.kind.value,
        whole=correction.whole,
        start=correction.span.start,
        end=correction.span.end,
        quote=correction.quote,
        named=correction.of,
        score=known.score.value if known else 0.0,
        reasons=known.score.reasons if known else (),
    )


def _corrected(taken: Taken) -> Corrected:
    span = Span(taken.start, taken.end)
    correction = Correction(Mending(taken.kind), span, taken.quote, taken.named, taken.whole)
    return Corrected(correction, taken.concerned, Score(taken.score, taken.reasons), taken.document)


def _may_name(document: Document, found: Iterable[Correction], publisher: str) -> bool:
    """Whether a correction may mean a report of this publisher: its own outlet, or one that it names."""
    return any(same_outlet(name, publisher) for name in (document.publisher or "", *(n for c in found for n in c.of)))
