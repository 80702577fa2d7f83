"""Whose word a line of the page is, and how credible that makes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reportedly.ledger import Record
from reportedly.model import Judgement, Kind
from reportedly.weighing.credibility import Credibility, grade
from reportedly.weighing.identity import parse
from reportedly.weighing.names import key
from reportedly.weighing.origins import Origins
from reportedly.weighing.standing import Standing, backing

from .page import Worth
from .speakers import Behind


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of reliability that people gave to outlets, by the name in its normal form."""

    given: Mapping[tuple[str, ...], str] = field(default_factory=dict)

    @classmethod
    def of_judgements(cls, judgements: Iterable[Judgement]) -> Letters:
        """Those of the judgements that stand."""
        return cls({parse(j.about[0]).node.key: j.content for j in judgements})

    def of(self, outlet: str | None) -> str:
        """The letter of an outlet; "" where nobody gave it one."""
        return self.given.get(key(outlet, Kind.ORGANIZATION), "") if outlet else ""


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

    def worth(self, claims: Sequence[Record], whole: Behind | None = None) -> Worth:
        """Whose word these claims are. Where they make several propositions, the grade is of the one most said.

        ``whole``: all that stands behind what they say, where they are only some of those who say it.
        """
        behind = backing(claims, self.origins, withdrawn=self.withdrawn)
        number, words, why = self._grade(claims, whole)
        return Worth(
            origins=tuple(origin.label for origin in behind.origins),
            low=whole.low if whole else behind.independent.low,
            high=whole.high if whole else behind.independent.high,
            grade=number or None,
            grade_words=words,
            why=why,
            withdrawn=bool(behind.withdrawn) and not behind.origins,
        )

    def _grade(self, claims: Sequence[Record], whole: Behind | None) -> tuple[int, str, tuple[str, ...]]:
        if whole is not None and whole.grade and self.graded:
            return whole.grade, Credibility(whole.grade).words, whole.why
        said = Counter(s.proposition.id for r in claims if (s := self.standings.get(r.claim.id)))
        if not said or not self.graded:
            return 0, "", ()
        chosen = min(said, key=lambda id_: (-said[id_], id_))
        if chosen not in self._grades:
            standing = next(s for r in claims if (s := self.standings.get(r.claim.id)) and s.proposition.id == chosen)
            graded = grade(standing)
            self._grades[chosen] = (int(graded.credibility), graded.credibility.words, graded.why)
        return self._grades[chosen]
