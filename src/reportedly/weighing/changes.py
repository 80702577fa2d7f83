"""What is new since a day: first said, confirmed, contradicted, taken back, or gone stale since."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .credibility import number_word
from .origins import Origins
from .propositions import Proposition
from .stale import Stale
from .standing import Backing, Standing, backing
from .told import Told
from .whole import Whole

DayOf = Callable[[Told], date | None]
"""The day on which a claim counts as told: when its report came out, or when the ledger learned it."""


class News(StrEnum):
    """What can have happened to a proposition."""

    NEW = "new"
    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    WITHDRAWN = "taken back"
    STALE = "gone stale"


@dataclass(frozen=True, slots=True)
class Change:
    """One piece of news: what happened to which proposition, why, and the claims that made it happen."""

    news: News
    standing: Standing
    why: str
    claims: tuple[str, ...]

    @property
    def proposition(self) -> Proposition:
        """The proposition it happened to."""
        return self.standing.proposition


def changes_in(
    found: Whole,
    origins: Origins,
    since: date,
    *,
    day_of: DayOf,
    withdrawn: Collection[str] = (),
    stale: Sequence[Stale] = (),
) -> list[Change]:
    """What has changed after ``since``, in the order of the news and of the propositions.

    ``withdrawn`` are the ids of claims and reports that were taken back after that day; ``stale`` what is stale now.
    A proposition that is new is only that; one that was known can be confirmed and contradicted at once.
    """
    told = _Told(origins, since, day_of)
    made = [change for p in found.propositions for change in told.of(found.standings[p.id], withdrawn)]
    made += [
        Change(News.STALE, found.standings[one.proposition.id], one.why, ())
        for one in stale
        if one.proposition.id in found.standings and one.gone > since
    ]
    rank = {news: i for i, news in enumerate(News)}
    return sorted(made, key=lambda change: rank[change.news])


@dataclass(frozen=True, slots=True)
class _Told:
    origins: Origins
    since: date
    day_of: DayOf

    def of(self, standing: Standing, withdrawn: Collection[str]) -> Iterator[Change]:
        early, late = self._parted(standing.proposition.claims)
        if not early:
            if late:
                yield Change(News.NEW, standing, "nobody had said so before", _ids(late))
            return
        before = backing(early, self.origins)
        if late and before.independent.low < 2 <= standing.backing.independent.low:
            yield Change(News.CONFIRMED, standing, _more(before, standing.backing), _ids(late))
        yield from self._contradicted(standing)
        lost = [t for t in early if t.claim.id in withdrawn or t.claim.document in withdrawn]
        if lost:
            yield Change(News.WITHDRAWN, standing, "a report that said so has taken it back", _ids(lost))

    def _contradicted(self, standing: Standing) -> Iterator[Change]:
        mine = standing.proposition.id
        others = {o.id: o for r in standing.disputes for o in ((r.b if r.a.id == mine else r.a),)}
        parted = [self._parted(other.claims) for other in others.values()]
        early, late = [t for e, _ in parted for t in e], [t for _, after in parted for t in after]
        if late and not early:
            why = next(r.why for r in standing.disputes)
            yield Change(News.CONTRADICTED, standing, f"nobody had contradicted it before: {why}", _ids(late))

    def _parted(self, claims: Sequence[Told]) -> tuple[list[Told], list[Told]]:
        """The claims told by that day, and those told after; of what nobody dates, nobody can say that it is new."""
        days = [(t, self.day_of(t)) for t in claims]
        return [t for t, day in days if day is None or day <= self.since], [
            t for t, day in days if day is not None and day > self.since
        ]


def _more(before: Backing, now: Backing) -> str:
    had, has = before.independent.low, now.independent.low
    return f"it went back to {number_word(had)} origin, and now to {number_word(has)} that are independent"


def _ids(claims: Sequence[Told]) -> tuple[str, ...]:
    return tuple(t.claim.id for t in claims)
