"""Which judgements hold: the latest of each matter that was not undone, and that rests on nothing undone.

Judgements that replace each other are one matter. Of a matter the latest holds that no undoing takes back; an undoing
can be undone itself. So undoing the second of two reviews gives back the first, and what an undoing gives back never
stands beside what was judged since. A judgement of a mended form holds only as long as some mending that holds gives
that form: what followed from a mending falls with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from reportedly.model.judgement import MENDED, REVIEWS, UNDONE


class Judged(Protocol):
    """What of a judgement decides whether it holds."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def kind(self) -> str:
        """What is judged."""
        ...

    @property
    def about(self) -> tuple[str, ...]:
        """The records concerned."""
        ...

    @property
    def replaces(self) -> str | None:
        """The judgement that this one takes the place of."""
        ...


@dataclass(frozen=True, slots=True)
class Link:
    """A judgement less its words: enough to say whether it holds."""

    id: str
    kind: str
    about: tuple[str, ...]
    replaces: str | None


def standing(judgements: Sequence[Judged], *, made_by_review: Collection[str] = ()) -> frozenset[str]:
    """The ids of the judgements that hold; ``judgements`` in the order in which they were made.

    ``made_by_review``: ids of the claims that no reader made and only a mending gave. A judgement that replaces one
    that is not among those given begins a matter of its own.
    """
    intact = not_undone(judgements)
    latest: dict[str, Judged] = {}
    matter = matters(judgements)
    for judgement in judgements:
        if judgement.id in intact and judgement.kind != UNDONE:
            latest[matter[judgement.id]] = judgement
    holds = {judgement.id for judgement in latest.values()} | {
        j.id for j in judgements if j.kind == UNDONE and j.id in intact
    }
    return frozenset(holds - _adrift([j for j in judgements if j.id in holds], frozenset(made_by_review)))


def matters(judgements: Iterable[Judged]) -> Mapping[str, str]:
    """For each judgement the id of the first of its matter; an undoing belongs to the matter of what it undoes."""
    first: dict[str, str] = {}
    for judgement in judgements:
        first[judgement.id] = first.get(judgement.replaces or "", judgement.id)
    return first


def not_undone(judgements: Sequence[Judged]) -> frozenset[str]:
    """The ids of the judgements that no undoing takes back, in the same order as ``standing`` wants them."""
    intact: set[str] = set()
    undone: set[str] = set()
    # What undoes comes after what it undoes: seen from the end, each is decided before it is asked for.
    for judgement in reversed(judgements):
        if judgement.id in undone:
            continue
        intact.add(judgement.id)
        if judgement.kind == UNDONE and judgement.replaces is not None:
            undone.add(judgement.replaces)
    return frozenset(intact)


def _adrift(held: Sequence[Judged], made_by_review: frozenset[str]) -> frozenset[str]:
    """Reviews of mended forms that no mending gives which itself rests on what a reader read."""
    floating = {j.id: j for j in held if j.kind in REVIEWS and made_by_review.intersection(j.about[:1])}
    given = {j.about[1] for j in held if j.kind == MENDED and j.id not in floating and len(j.about) > 1}
    while grounded := [j for j in floating.values() if j.about[0] in given]:
        for judgement in grounded:
            del floating[judgement.id]
            given |= set(judgement.about[1:]) if judgement.kind == MENDED else set()
    return frozenset(floating)
