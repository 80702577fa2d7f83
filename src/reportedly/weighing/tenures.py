"""Who held an office when, from all that is said of it; what was seen kept apart from what began and ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from reportedly.model import Certainty, Interval, Polarity, Text
from reportedly.model.time import Tenure

from .likeness import Key, times
from .propositions import Proposition
from .told import Told

_PAST = ("former", "ex-", "then", "late", "previous", "ousted", "deposed", "first")


@dataclass(frozen=True, slots=True)
class Held:
    """One person (or body) in one office.

    ``starts`` and ``ends`` are those that reports state, each with the claims that state it: more than one
    where they disagree. ``seen`` are the days or times at which the person is cited in office, with the claim;
    ``past`` the days of reports that only look back. ``deaths`` are claims that the person died. ``after_death``
    are claims that cite the person in office later than a death that reports give as certain or probable: they
    are shown, and never widen the tenure.
    """

    holder: Key
    propositions: tuple[Proposition, ...]
    starts: tuple[tuple[Interval, Told], ...]
    ends: tuple[tuple[Interval, Told], ...]
    seen: tuple[tuple[Interval, Told], ...]
    past: tuple[tuple[Interval, Told], ...] = ()
    deaths: tuple[Told, ...] = ()
    after_death: tuple[Told, ...] = ()

    @property
    def tenure(self) -> Tenure:
        """The whole: the earliest start and the latest end that are stated, and what was seen between."""
        made = Tenure()
        for interval, told in (*self.starts, *self.ends, *self.seen):
            name = "start" if (interval, told) in self.starts else "end" if (interval, told) in self.ends else "time"
            part = Tenure.of(**{name: interval})
            made = Tenure(
                _outer(made.began, part.began, first=True),
                _outer(made.first_seen, part.first_seen, first=True),
                _outer(made.last_seen, part.last_seen, first=False),
                _outer(made.ended, part.ended, first=False),
            )
        return made

    @property
    def death(self) -> Interval | None:
        """When the person died, the earliest that is said for certain or as probable; None where nobody dates it."""
        dated = [times(t.claim)["time"] for t in self.deaths if _firm(t) and "time" in times(t.claim)]
        told = [t.document.published for t in self.deaths if _firm(t) and t.document.published]
        # A death that nobody dates happened by the day on which it was first told.
        return min(dated, key=_first_day, default=Interval(f"../{min(told)}") if told else None)

    @property
    def from_day(self) -> date:
        """The earliest day from which this one is known in office, for putting them in order."""
        tenure = self.tenure
        days = [_first_day(t) for t in (tenure.began, tenure.first_seen) if t is not None]
        over = [_first_day(t) for t in (self.death, *(t for t, _ in (*self.ends, *self.past))) if t is not None]
        return min(days or over, default=date.max)

    @property
    def only_over(self) -> bool:
        """Whether reports say only that it is over, not when it was."""
        tenure = self.tenure
        return tenure.began is None and tenure.first_seen is None


def tenures(found: Iterable[Proposition], deaths: Iterable[Proposition] = ()) -> list[Held]:
    """The holders of one office in order of time, from the propositions that say so.

    ``found`` are propositions of one office (``leads`` of one organization); denied and merely possible ones stand
    with the rest of what is contested and make no tenure. ``deaths`` are ``killed`` propositions of anybody.
    """
    by_holder: dict[Key, list[Proposition]] = {}
    for p in found:
        if p.polarity is Polarity.AFFIRMED and p.certainties != frozenset({Certainty.UNKNOWN}):
            by_holder.setdefault(p.subject, []).append(p)
    dead: dict[Key, list[Told]] = {}
    for p in deaths:
        if p.predicate == "killed" and p.polarity is Polarity.AFFIRMED:
            dead.setdefault(p.subject, []).extend(p.claims)
    made = [_held(holder, tuple(block), tuple(dead.get(holder, ()))) for holder, block in by_holder.items()]
    return sorted(made, key=lambda held: (held.from_day, not held.only_over, held.holder))


def rivals(held: Sequence[Held]) -> list[tuple[Held, Held]]:
    """Pairs who are said to hold the office at one time: their stated times meet, or each is cited between
    citations of the other. Followers one after the other are no rivals."""
    return [(a, b) for a, b in combinations(held, 2) if _overlap(a, b)]


def _held(holder: Key, block: tuple[Proposition, ...], deaths: tuple[Told, ...]) -> Held:
    starts: list[tuple[Interval, Told]] = []
    ends: list[tuple[Interval, Told]] = []
    seen: list[tuple[Interval, Told]] = []
    past: list[tuple[Interval, Told]] = []
    over = {t.claim.document for t in deaths if _firm(t)}
    over |= {t.claim.document for p in block for t in p.claims if "end" in times(t.claim)}
    for told in (t for p in block for t in p.claims if t.claim.certainty is not Certainty.UNKNOWN):
        said = times(told.claim)
        if "start" in said:
            starts.append((said["start"], told))
        if "end" in said:
            ends.append((said["end"], told))
        if "time" in said:
            seen.append((said["time"], told))
        elif "end" not in said and told.document.published:
            # A report that itself tells of the death or the end looks back: it attests nothing for its own day.
            cited = (Interval.on(told.document.published), told)
            (past if is_past(told) or told.claim.document in over else seen).append(cited)
    bare = Held(holder, block, tuple(starts), tuple(ends), tuple(seen), tuple(past), deaths)
    death = bare.death
    if death is None:
        return bare
    late = tuple(told for interval, told in seen if death.before(interval))
    kept = tuple((interval, told) for interval, told in seen if told not in late)
    return Held(holder, block, tuple(starts), tuple(ends), kept, tuple(past), deaths, late)


def is_past(told: Told) -> bool:
    """Whether the claim speaks of one who held the office before ("former", "then")."""
    status = told.claim.qualifiers.get("status")
    return isinstance(status, Text) and status.value.casefold().startswith(_PAST)


def _firm(told: Told) -> bool:
    return told.claim.certainty in (Certainty.CERTAIN, Certainty.PROBABLE)


def _outer(a: Interval | None, b: Interval | None, *, first: bool) -> Interval | None:
    if a is None or b is None:
        return a or b
    if first:
        return min(a, b, key=_first_day)
    return max(a, b, key=_last_day)


def _first_day(interval: Interval) -> date:
    return interval.earliest or interval.latest or date.min


def _last_day(interval: Interval) -> date:
    return interval.latest or interval.earliest or date.max


def _overlap(a: Held, b: Held) -> bool:
    one, two = _sure(a), _sure(b)
    if one is None or two is None:
        return False
    return one[0] < two[1] and two[0] < one[1]


def _sure(held: Held) -> tuple[date, date] | None:
    """The days between which the person surely held the office, if what is said is so."""
    tenure = held.tenure
    firsts = [d for t in (tenure.began,) if t and (d := t.latest)]
    firsts += [d for t in (tenure.first_seen,) if t and (d := t.latest)]
    lasts = [d for t in (tenure.ended, tenure.last_seen) if t and (d := t.earliest)]
    if not firsts or not lasts:
        return None
    return min(firsts), max(lasts)
