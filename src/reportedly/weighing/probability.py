"""Words of probability, on the scale of Intelligence Community Directive 203 (2015), and what a claim makes of them.

A word such as "likely" says how probable its speaker holds a thing to be. That is not confidence (how good the ground
for saying so is), nor credibility (who else says it): the three are shown apart and never multiplied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportedly.model import Certainty, Claim


@dataclass(frozen=True, slots=True)
class Likelihood:
    """One step of the scale: its terms in the directive, and the range in percent that both mean."""

    term: str
    synonym: str
    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.term} ({self.low} to {self.high} %)"


SCALE = (
    Likelihood("almost no chance", "remote", 1, 5),
    Likelihood("very unlikely", "highly improbable", 5, 20),
    Likelihood("unlikely", "improbable", 20, 45),
    Likelihood("roughly even chance", "roughly even odds", 45, 55),
    Likelihood("likely", "probable", 55, 80),
    Likelihood("very likely", "highly probable", 80, 95),
    Likelihood("almost certain", "nearly certain", 95, 99),
)
_STEMS = {"probable": "probabl[ey]", "improbable": "improbabl[ey]", "certain": "certain(?:ly)?"}


def likelihood(words: str) -> Likelihood | None:
    """The step of the scale whose term stands in these words, the longest term first; None where none does.

    Only the directive's own terms (and their adverbs) have a range. "May", "could", "reportedly" and "is believed to"
    have none there, and get none here.
    """
    match = _pattern().search(words.casefold())
    if match is None:
        return None
    return SCALE[int(next(name for name, text in match.groupdict().items() if text)[1:])]


def of_claim(claim: Claim) -> Likelihood | None:
    """The likelihood that a claim's own sentence words, where the claim is less than certain; None where none."""
    if claim.certainty in (Certainty.CERTAIN, Certainty.UNKNOWN):
        return None
    return likelihood(claim.quote)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    terms = [(term, i) for i, step in enumerate(SCALE) for term in (step.term, step.synonym)]
    grouped: dict[int, list[str]] = {}
    for term, i in sorted(terms, key=lambda pair: (-len(pair[0]), pair[0])):
        words = [_STEMS.get(word, re.escape(word)) for word in term.split()]
        grouped.setdefault(i, []).append(r"\s+".join(words))
    # Longer terms stand first, so that "very likely" is not read as "likely", nor "unlikely" as "likely".
    order = sorted(grouped, key=lambda i: -max(len(t) for t in grouped[i]))
    return re.compile("|".join(rf"(?P<s{i}>\b(?:{'|'.join(grouped[i])})\b)" for i in order))
