"""Who held an office when, from all that is said of it; what was seen kept apart from what began and ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from reportedly.model import Certainty, Interval, Polarity, Text
from reportedly.model.time import Tenure

from .days import FAR, Days, days_of, gather
from .likeness import Key, source_key, times
from .propositions import Proposition
from .told import Told

_PAST = ("former", "ex-", "then", "late", "previous", "ousted", "deposed", "first")
_LEFT = ("former", "ex-", "previous", "ousted", "deposed")
"""States of one who had left office when the report came out; "then" and "late" say no such thing."""
_TOGETHER = timedelta(days=7)
"""Two who are merely cited in one office within these days are rivals: who followed would be said to have followed."""


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
    sure: tuple[date, date] | None = field(default=None, compare=False)
    """The days between which the person surely held the office, if what is said is so; None where nobody says. Where
    the death is itself denied, the citations after it count too."""

    def holds_on(self, day: date) -> bool | None:
        """Whether this one held the office on a day, as far as is said or bridged between two citations; None where
        nobody says. A citation for the day itself counts even where another voice tells of an earlier end; who is
        reported dead by then holds no office."""
        if self.death is not None and self.death.latest is not None and day > self.death.latest:
            return False
        if any(days_of(seen).holds(Days(day.toordinal(), day.toordinal())) for seen, _ in self.seen):
            return True
        tenure = self.tenure
        left = bool(self.past) and all(is_past(told) for _, told in self.past)
        if tenure.ended is None and self.death is not None and not left:
            tenure = replace(tenure, ended=self.death)
        return tenure.holds_on(day)

    @property
    def tenure(self) -> Tenure:
        """The whole: the earliest start and the latest end that are stated, and what was seen between."""
        parts = [
            *(Tenure.of(start=interval) for interval, _ in self.starts),
            *(Tenure.of(end=interval) for interval, _ in self.ends),
            *(Tenure.of(time=interval) for interval, _ in self.seen),
        ]
        return Tenure(
            _outermost([t.began for t in parts if t.began], first=True),
            _outermost([t.first_seen for t in parts if t.first_seen], first=True),
            _outermost([t.last_seen for t in parts if t.last_seen], first=False),
            _outermost([t.ended for t in parts if t.ended], first=False),
        )

    @property
    def death(self) -> Interval | None:
        """When death ended the tenure, the earliest that is said for certain or as probable; None where nobody is said
        to have died in office: who was called the former leader before he died had left it."""
        dated = [times(t.claim)["time"] for t in self.deaths if _firm(t) and "time" in times(t.claim)]
        told = [t.document.published for t in self.deaths if _firm(t) and t.document.published]
        # A death that nobody dates happened by the day on which it was first told.
        found = min(dated, key=_first_day, default=Interval(f"../{min(told)}") if told else None)
        return None if found is not None and self._left_before(found) else found

    def _left_before(self, death: Interval) -> bool:
        """Whether a report from before the death calls this one a former leader, and nobody has him in office since."""
        out = [interval for interval, told in self.past if _has_left(told) and interval.before(death)]
        return bool(out) and not any(min(out, key=_first_day).before(seen) for seen, _ in self.seen)

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
    with the rest of what is contested and make no tenure. ``deaths`` are ``killed`` propositions of anybody; the denied
    ones too, since who is said to be alive can be a rival still.
    """
    by_holder: dict[Key, list[Proposition]] = {}
    for p in found:
        if p.polarity is Polarity.AFFIRMED and p.certainties != frozenset({Certainty.UNKNOWN}):
            by_holder.setdefault(p.subject, []).append(p)
    dead: dict[Key, list[Told]] = {}
    deaths = list(deaths)
    for p in deaths:
        if p.predicate == "killed" and p.polarity is Polarity.AFFIRMED:
            dead.setdefault(p.subject, []).extend(p.claims)
    alive = {p.subject for p in deaths if p.predicate == "killed" and p.polarity is Polarity.DENIED}
    made = [
        _held(holder, tuple(block), tuple(dead.get(holder, ())), alive=holder in alive)
        for holder, block in by_holder.items()
    ]
    return sorted(made, key=lambda held: (_place_of(held, made), not held.only_over, held.holder))


def _place_of(held: Held, everyone: Sequence[Held]) -> date:
    """The day by which one is put in order: of one who is only called a former holder, that on which began who was in
    office by then, since he came before."""
    if not held.only_over or held.ends or held.death is not None:
        return held.from_day
    others = [one.from_day for one in everyone if not one.only_over and one.from_day <= held.from_day]
    return max(others, default=held.from_day)


def rivals(held: Sequence[Held]) -> list[tuple[Held, Held]]:
    """Pairs who are said to hold the office at one time: their stated times meet, or each is cited between
    citations of the other, or both are cited within a week and no report tells of a change. Followers one after the
    other are no rivals. In the order in which they stand; costs grow with the number of pairs that meet in time."""
    spans = [one.sure for one in held]
    begun = sorted((span[0], i) for i, span in enumerate(spans) if span is not None)
    found: list[tuple[int, int]] = []
    running: list[int] = []
    for first, i in begun:
        running = [j for j in running if (span := spans[j]) is not None and span[1] + _TOGETHER >= first]
        found += [(min(i, j), max(i, j)) for j in running if at_once(held[i], held[j])]
        running.append(i)
    return [(held[i], held[j]) for i, j in sorted(found)]


def _held(holder: Key, block: tuple[Proposition, ...], deaths: tuple[Told, ...], *, alive: bool) -> Held:
    starts: list[tuple[Interval, Told]] = []
    ends: list[tuple[Interval, Told]] = []
    seen: list[tuple[Interval, Told]] = []
    past: list[tuple[Interval, Told]] = []
    told_over = [t for p in block for t in p.claims if "end" in times(t.claim)]
    dead = {t.claim.document for t in deaths if _firm(t)}
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
            back = is_past(told) or told.claim.document in dead or any(_looks_back(told, end) for end in told_over)
            (past if back else seen).append(cited)
    held = Held(holder, block, tuple(starts), tuple(ends), tuple(seen), tuple(past), deaths)
    late: tuple[tuple[Interval, Told], ...] = ()
    if (death := held.death) is not None:
        late = tuple((interval, told) for interval, told in seen if death.before(interval))
        kept = tuple((interval, told) for interval, told in seen if not death.before(interval))
        held = replace(held, seen=kept, after_death=tuple(told for _, told in late))
    return replace(held, sure=_sure_days(held, late if alive else ()))


def _looks_back(told: Told, end: Told) -> bool:
    """Whether a claim of a report that tells of the end looks back on a tenure that is over.

    All that the report says does, save where one voice tells of the end, and another claims the office as it is.
    """
    if told.claim.document != end.claim.document:
        return False
    mine, theirs = (tuple(source_key(s) for s in t.claim.sources[-1:]) for t in (told, end))
    return mine == theirs or not mine or "start" in times(told.claim)


def is_past(told: Told) -> bool:
    """Whether the claim speaks of one who held the office before ("former", "then")."""
    status = told.claim.qualifiers.get("status")
    return isinstance(status, Text) and status.value.casefold().startswith(_PAST)


def _has_left(told: Told) -> bool:
    status = told.claim.qualifiers.get("status")
    return isinstance(status, Text) and status.value.casefold().startswith(_LEFT)


def _firm(told: Told) -> bool:
    return told.claim.certainty in (Certainty.CERTAIN, Certainty.PROBABLE)


def _outermost(intervals: Sequence[Interval], *, first: bool) -> Interval | None:
    """The earliest (or the latest) of these times; of those that can be one time, the most exact ("July 2015" of "2015"
    and "July 2015"). What is coarser stays among ``starts``, ``ends`` and ``seen``."""
    by_days = {days_of(interval): interval for interval in sorted(set(intervals), key=lambda i: i.edtf)}
    if len(by_days) < 2:
        return next(iter(by_days.values()), None)
    bunches = gather(by_days)
    bunch = min(bunches, key=lambda b: b.core) if first else max(bunches, key=lambda b: (b.core.last, b.core))
    return by_days[min(bunch.members, key=lambda d: (d.width, d))]


def _first_day(interval: Interval) -> date:
    return interval.earliest or interval.latest or date.min


def at_once(a: Held, b: Held) -> bool:
    """Whether two are said to hold the office at one time; see ``rivals``."""
    one, two = a.sure, b.sure
    if one is None or two is None or a.holder == b.holder:
        return False
    if (one[0] < two[1] and two[0] < one[1]) or _seen_in(a, two) or _seen_in(b, one):
        return True
    near = one[0] <= two[1] + _TOGETHER and two[0] <= one[1] + _TOGETHER
    return near and _merely_cited(a) and _merely_cited(b)


def _seen_in(held: Held, span: tuple[date, date]) -> bool:
    """Whether one is cited for a time that lies wholly within some days, and not only on the first of them: on the day
    of a handover both are in office."""
    first, last = span[0].toordinal(), span[1].toordinal()
    for interval, told in held.seen:
        days = days_of(interval)
        if told.document.published:
            # What is said to be so "this month" is said of no day after the report.
            days = Days(days.first, min(days.last, max(days.first, told.document.published.toordinal())))
        if first <= days.first and days.last <= last and first < days.last:
            return True
    return False


def _merely_cited(held: Held) -> bool:
    """Whether nobody says when it began or ended, nor that it is over."""
    return not held.starts and not held.ends and not held.past and held.death is None


def _sure_days(held: Held, late: Sequence[tuple[Interval, Told]]) -> tuple[date, date] | None:
    seen = (*held.seen, *late)
    firsts = [d.last for interval, _ in (*held.starts, *seen) if (d := days_of(interval)).last < FAR]
    lasts = [d.first for interval, _ in (*held.ends, *seen) if (d := days_of(interval)).first > 0]
    if not firsts or not lasts:
        return None
    return date.fromordinal(max(1, min(firsts))), date.fromordinal(max(lasts))
