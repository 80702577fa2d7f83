"""What outlets took back in their own words: whole reports, and what they reported otherwise than it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations

from reportedly.model import Span
from reportedly.weighing.likeness import Key, source_key
from reportedly.weighing.propositions import Proposition
from reportedly.weighing.relations import Kin, Relation
from reportedly.weighing.told import Told

from .records import Corrected, Mending


def superseded(related: Iterable[Relation], corrected: Iterable[Corrected]) -> frozenset[str]:
    """The ids of claims that do not stand any more, because their outlet corrected them.

    A correction takes the place of what it contradicts in the report concerned, and of that alone; where it repeats
    what had been wrong, that does not stand either. A note takes the place of nothing.
    """
    told = [one for one in corrected if one.document and one.correction.kind is not Mending.NOTE]
    if not told:
        return frozenset()
    found: set[str] = set()
    for relation in related:
        if relation.kind is Kin.CONTRADICTS and relation.a.id != relation.b.id:
            for wrong, right in permutations((relation.a, relation.b)):
                for one in told:
                    found.update(_replaced(wrong, right, one))
    return frozenset(found)


def _replaced(wrong: Proposition, right: Proposition, one: Corrected) -> Iterator[str]:
    said = {_voice(each) for each in right.claims if _says(one, each.claim.document, each.claim.span)}
    # What the report has from others, its outlet does not correct by what it says itself.
    reported = [each.claim.id for each in wrong.claims if each.claim.document == one.document and _voice(each) in said]
    if reported:
        yield from reported
        yield from (each.claim.id for each in wrong.claims if _says(one, each.claim.document, each.claim.span))


def _voice(told: Told) -> tuple[Key, ...]:
    return tuple(source_key(source) for source in told.claim.sources[-1:])


def _says(one: Corrected, document: str, span: Span) -> bool:
    """Whether a claim stands in the words of a correction."""
    return document == one.by and span.overlaps(one.correction.span)
