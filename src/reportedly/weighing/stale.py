"""What is held to be so and has not been attested for long: the ledger knows how it was, not how it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from reportedly.model import Certainty, Interval, Polarity

from .days import FAR, Days, held_days, said_days
from .likeness import Key
from .propositions import Proposition
from .relations import Kin, Relation
from .relations.words import on, saying_of, tellers
from .tenures import is_past
from .told import Told
from .ways import Ways, way_of

_YEAR = 366
AFTER: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("leads", "holds_position", "based_in", "controls", "present_in", "subordinate_to"), _YEAR),
        **dict.fromkeys(("strength", "equipped_with", "supports", "active_on"), _YEAR),
        **dict.fromkeys(("allied_with", "opponent_of", "affiliated_with", "member_of", "recognises"), 2 * _YEAR),
        "allegiance_to": 3 * _YEAR,
    }
)
"""After how many days without attestation a state is stale, by predicate."""
OTHERS = 2 * _YEAR
"""The same for states that the table does not name."""
_SAID = frozenset({Certainty.CERTAIN, Certainty.PROBABLE})


@dataclass(frozen=True, slots=True)
class Stale:
    """A proposition that is held to be so and has not been attested since ``last``.

    ``days`` passed from then to the day that is asked for; ``gone`` is the day on which it became stale; ``since`` says
    how long it is in words, ``why`` in a sentence.
    """

    proposition: Proposition
    last: date
    gone: date
    days: int
    since: str
    why: str


def stale(found: Iterable[Proposition], as_of: date, ways: Ways, *, related: Iterable[Relation] = ()) -> list[Stale]:
    """What is held to be so and was not attested in the time that its kind of state is good for; the longest first.

    Only states that reports affirm for certain or as probable, of which no end is told, whose subject is not reported
    dead, and which no later state replaced (``related``: relations between the propositions, of which updates count).
    Of one state that several propositions tell of different times, the latest counts. What was reported after
    ``as_of`` counts for nothing.
    """
    said = [p for p in found if p.polarity is Polarity.AFFIRMED]
    over = {r.a.id for r in related if r.kind is Kin.UPDATES and _by(r.b, as_of)}
    dead = {p.subject for p in said if p.predicate in ("killed", "dissolved") and _firm(p, as_of)}
    states: dict[tuple[str, Key, Key], list[Proposition]] = defaultdict(list)
    for p in said:
        if way_of(ways, p.predicate).lasts and p.subject not in dead:
            key = (p.predicate, p.subject, () if way_of(ways, p.predicate).holds == "one_at_a_time" else p.object)
            states[key if way_of(ways, p.predicate).per == "subject" else (p.predicate, p.subject, p.object)].append(p)
    made = [one for block in states.values() if (one := _stale(block, as_of, over, ways)) is not None]
    return sorted(made, key=lambda s: (-s.days, s.proposition.id))


def attested(proposition: Proposition, *, as_of: date | None = None) -> date | None:
    """The last day on which it is said to be so, by reports up to ``as_of``; None where no report gives a day.

    A report attests a state for the time that it gives, or else for its own day; one that looks back ("the former
    leader"), or that only says when it began, attests it for no later day than it names.
    """
    days = [day for told in proposition.claims if (day := _attested(told, as_of)) is not None]
    return max(days, default=None)


def _attested(told: Told, as_of: date | None) -> date | None:
    published = told.document.published
    if told.claim.certainty not in _SAID or (as_of and (published is None or published > as_of)):
        return None
    time = said_days(told.claim, "time") or said_days(told.claim, "end")
    if time is not None:
        return _day(time, published)
    return None if is_past(told) else published


def _day(span: Days, published: date | None) -> date | None:
    """The last day of a span; of an open one ("at least until 2018") the day of the report, or its first."""
    if abs(span.last) < FAR:
        day = date.fromordinal(min(max(span.last, 1), date.max.toordinal()))
        return min(day, published) if published else day
    return published or (date.fromordinal(span.first) if 0 < span.first < FAR else None)


def _stale(block: list[Proposition], as_of: date, over: set[str], ways: Ways) -> Stale | None:
    told = [(day, p.id, p) for p in block if (day := attested(p, as_of=as_of)) is not None]
    if not told:
        return None
    last, _, proposition = max(told, key=lambda t: t[:2])
    if any(p.id in over for p in block) or any(_ended(t, as_of) for p in block for t in p.claims):
        return None
    days = (as_of - last).days
    allowed = AFTER.get(proposition.predicate, OTHERS)
    if days <= allowed:
        return None
    by = tellers([t for t in proposition.claims if _attested(t, as_of) == last] or proposition.claims)
    what = saying_of(proposition, way_of(ways, proposition.predicate))
    why = f"{what}: last attested on {on(last)} by {by}, and by nobody in the {_long(days)} since."
    return Stale(proposition, last, last + timedelta(days=allowed + 1), days, _long(days), why)


def _ended(told: Told, as_of: date) -> bool:
    """Whether a report says that it ended: "at least until 2018" does not."""
    end = told.claim.qualifiers.get("end")
    known = told.document.published is None or told.document.published <= as_of
    return known and isinstance(end, Interval) and end.end is not None and (held_days(told.claim) or _NEVER).last < FAR


_NEVER = Days(-FAR, FAR)


def _firm(p: Proposition, as_of: date) -> bool:
    return any(t.claim.certainty in _SAID and (t.document.published or as_of) <= as_of for t in p.claims)


def _by(p: Proposition, as_of: date) -> bool:
    return any((t.document.published or as_of) <= as_of for t in p.claims)


def _long(days: int) -> str:
    """A stretch of days in words: "3 years and 2 months", "5 months"."""
    years, months = divmod(round(days / 30.44), 12)
    parts = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in ((years, "year"), (months, "month")) if n]
    return " and ".join(parts) or f"{days} days"
