"""What people have said of the origins of reports: the same, or independent; the last word on a pair counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportedly.model import Judgement
from reportedly.model.judgement import INDEPENDENT, SAME_ORIGIN

Pair = tuple[str, str]
"""Two ids of documents, in order of the alphabet."""


@dataclass(frozen=True, slots=True)
class Judged:
    """For each pair of reports the judgement that counts."""

    same: Mapping[Pair, Judgement]
    apart: Mapping[Pair, Judgement]

    @classmethod
    def of(cls, judgements: Iterable[Judgement]) -> Judged:
        """What these judgements come to; those of other kinds, or that others of them replace, say nothing."""
        given = list(judgements)
        replaced = {judgement.replaces for judgement in given}
        last: dict[Pair, Judgement] = {}
        for judgement in sorted(given, key=lambda j: (j.at, j.id)):
            if judgement.kind in (SAME_ORIGIN, INDEPENDENT) and judgement.id not in replaced:
                last[pair(*judgement.about[:2])] = judgement
        return cls(
            {about: judgement for about, judgement in last.items() if judgement.kind == SAME_ORIGIN},
            {about: judgement for about, judgement in last.items() if judgement.kind == INDEPENDENT},
        )


def pair(one: str, other: str) -> Pair:
    """Two ids as a pair."""
    return (one, other) if one < other else (other, one)


def because(judgement: Judgement, verdict: str) -> str:
    """A judgement in words."""
    why = f": {judgement.reason}" if judgement.reason else ""
    return f"{judgement.by} judged on {judgement.at:%Y-%m-%d} that {verdict}{why}"
