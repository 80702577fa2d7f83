"""Whose word a line of the page is, and how credible that makes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from reportedly.ledger import Record
from reportedly.weighing.credibility import grade
from reportedly.weighing.origins import Origins
from reportedly.weighing.standing import Standing, backing

from .page import Worth


@dataclass(slots=True)
class Scales:
    """What was weighed of the page's claims: how each proposition stands, by the id of each of its claims.

    ``graded``: whether credibility is shown at all.
    """

    origins: Origins
    standings: Mapping[str, Standing]
    withdrawn: Collection[str] = ()
    graded: bool = True
    _grades: dict[str, tuple[int, str, tuple[str, ...]]] = field(default_factory=dict)

    def worth(self, claims: Sequence[Record]) -> Worth:
        """Whose word these claims are. Where they make several propositions, the grade is of the one most said."""
        behind = backing(claims, self.origins, withdrawn=self.withdrawn)
        number, words, why = self._grade(claims)
        return Worth(
            origins=tuple(origin.label for origin in behind.origins),
            low=behind.independent.low,
            high=behind.independent.high,
            grade=number or None,
            grade_words=words,
            why=why,
            withdrawn=bool(behind.withdrawn) and not behind.origins,
        )

    def _grade(self, claims: Sequence[Record]) -> tuple[int, str, tuple[str, ...]]:
        said = Counter(s.proposition.id for r in claims if (s := self.standings.get(r.claim.id)))
        if not said or not self.graded:
            return 0, "", ()
        chosen = min(said, key=lambda id_: (-said[id_], id_))
        if chosen not in self._grades:
            standing = next(s for r in claims if (s := self.standings.get(r.claim.id)) and s.proposition.id == chosen)
            graded = grade(standing)
            self._grades[chosen] = (int(graded.credibility), graded.credibility.words, graded.why)
        return self._grades[chosen]
