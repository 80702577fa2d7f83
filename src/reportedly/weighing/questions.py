"""What nobody says, or nobody says any more: the open questions that a pile of claims leaves, each with its why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reportedly.model import Certainty, Entity, Interval, Kind, Polarity

from .identity import Undecided
from .likeness import Key
from .propositions import Proposition
from .relations.words import is_head, on, saying_of, tellers, time
from .tenures import Held, tenures
from .told import Told
from .ways import Ways, way_of

QUIET = timedelta(days=366)
"""How long nobody may be named as leader before it is asked who leads."""
GAP = timedelta(days=59)
"""A gap between two leaders that is worth a question: two months (December and January have 62 days, January and
February 59)."""
WEIGHTY = (
    *("killed", "leads", "holds_position", "founded", "dissolved", "strength", "based_in", "allegiance_to"),
    "controls",
)
"""Predicates of which each statement with but one origin is a question, the weightiest first."""
_FIRM = frozenset({Certainty.CERTAIN, Certainty.PROBABLE})
_ORDER = (
    *("leader", "founder", "strength", "base", "leader_since", "succession_gap", "fate", "missing", "identity"),
    *("one_origin", "unsettled"),
)


@dataclass(frozen=True, slots=True)
class Question:
    """Something that is not known of one entity.

    ``kind``: "leader", "founder", "strength", "base" (never said), "leader_since" (nobody named since ``since``),
    "succession_gap" (nobody named between two), "fate" (dead or alive is not settled), "missing" (disappeared, and no
    more is said), "identity" (two names that may be one), "one_origin" (a weighty statement that rests on one),
    "unsettled" (said only as a plan, a wish or a question). ``about``: whom it is about. ``claims``: what bears on it.
    ``why``: a sentence.
    """

    kind: str
    about: Key
    since: date | None
    claims: tuple[Told, ...]
    why: str


def questions(
    found: Iterable[Proposition],
    entities: Iterable[Entity],
    ways: Ways,
    *,
    as_of: date | None = None,
    one_origin: Iterable[Proposition] = (),
    undecided: Iterable[Undecided] = (),
) -> list[Question]:
    """The open questions about these entities, the kinds in a fixed order, then by name of the entity.

    ``found``: what is said of them. ``as_of``: the day for which it is asked whether somebody is still named as leader;
    the day of the last report where it is not given. ``one_origin``: propositions that rest on one origin (who counts
    origins passes them). ``undecided``: names that may be one.
    """
    said = sorted(found, key=lambda p: p.id)
    by_side = _by_side(said)
    last = as_of or max((d for p in said for t in p.claims if (d := t.document.published)), default=None)
    made: list[Question] = []
    for entity in entities:
        key: Key = ("entity", entity.id)
        about = _About(entity, key, by_side, last)
        if entity.kind is Kind.ORGANIZATION:
            made += [*about.unsaid(), *about.leaders()]
        if entity.kind is Kind.PERSON:
            made += about.fate()
    made += [_one_origin(p, ways) for p in one_origin if p.predicate in WEIGHTY]
    made += [_unsettled(p, ways) for p in said if p.certainties == frozenset({Certainty.UNKNOWN})]
    made += [_identity(u) for u in undecided]
    return sorted(made, key=lambda q: (_ORDER.index(q.kind), q.about, q.why))


def _by_side(said: Iterable[Proposition]) -> dict[tuple[str, str, Key], list[Proposition]]:
    found: dict[tuple[str, str, Key], list[Proposition]] = defaultdict(list)
    for p in said:
        found[p.predicate, "subject", p.subject].append(p)
        found[p.predicate, "object", p.object].append(p)
    return found


@dataclass(frozen=True, slots=True)
class _About:
    """One entity, and what is said of it."""

    entity: Entity
    key: Key
    by_side: dict[tuple[str, str, Key], list[Proposition]]
    last: date | None

    def _has(self, predicate: str, side: str = "subject") -> list[Proposition]:
        found = self.by_side.get((predicate, side, self.key), [])
        return [p for p in found if p.polarity is Polarity.AFFIRMED and p.certainties != {Certainty.UNKNOWN}]

    def _led(self) -> list[Proposition]:
        """Who leads it, also where a report is read as giving him its leading post ("chairman")."""
        posts = [p for p in self._has("holds_position", "object") if is_head(p.first.claim)]
        return self._has("leads", "object") + posts

    def _where(self) -> list[Proposition]:
        return [p for predicate in ("based_in", "present_in", "controls") for p in self._has(predicate)]

    def unsaid(self) -> Iterator[Question]:
        """What a reader would ask of an organization, and no report says."""
        for kind, answers, words in (
            ("leader", self._led(), "who leads"),
            ("founder", self._has("founded"), "when or by whom it was founded:"),
            ("strength", self._has("strength"), "how strong it is:"),
            ("base", self._where(), "where it is based or active:"),
        ):
            if not answers:
                yield Question(kind, self.key, None, (), f"No report says {words} {self.entity.name}.")

    def leaders(self) -> Iterator[Question]:
        """Gaps between leaders, and since when nobody is named."""
        offices = self._led()
        fell = [p for h in {p.subject for p in offices} for p in self.by_side.get(("killed", "subject", h), ())]
        held = tenures(offices, fell)
        for before, after in gaps(held):
            ended, began = edges(before, first=False), edges(after, first=True)
            if ended and began:
                why = f"Nobody is named as leader of {self.entity.name} between {time(ended)} and {time(began)}."
                yield Question(
                    "succession_gap", self.key, ended.latest, _claims([*before.propositions, *after.propositions]), why
                )
        ends = [(t.latest, h) for h in held for t in (h.tenure.last_seen, h.tenure.ended) if t and t.latest]
        if ends and self.last is not None:
            since, one = max(ends, key=lambda e: (e[0], e[1].holder))
            if self.last - since > QUIET:
                why = f"Who leads {self.entity.name} after {on(since)} is not said."
                yield Question("leader_since", self.key, since, _claims(one.propositions), why)

    def fate(self) -> Iterator[Question]:
        """Of a person: whether alive or dead, where that is disputed or merely possible; what became of the missing."""
        dead = self.by_side.get(("killed", "subject", self.key), [])
        yes = [p for p in dead if p.polarity is Polarity.AFFIRMED and p.certainties != {Certainty.UNKNOWN}]
        firm = any(p.certainties & _FIRM for p in yes)
        denied = [p for p in dead if p.polarity is Polarity.DENIED]
        if (yes and denied) or (yes and not firm) or (denied and not yes):
            told = _claims([*yes, *denied])
            why = f"Whether {self.entity.name} is alive or dead is not settled."
            yield Question("fate", self.key, _first(told), told, why)
            return
        missing = self._has("disappeared")
        if missing and not yes:
            told = _claims(missing)
            yield Question("missing", self.key, _first(told), told, f"What became of {self.entity.name} is not said.")


def gaps(held: Sequence[Held]) -> Iterator[tuple[Held, Held]]:
    """Of holders of an office in order of time: who held it last, and who next, where months lie between the two and
    nobody is named in them."""
    for i, after in enumerate(held):
        ended = [(e.latest, h.holder, h) for h in held[:i] if (e := edges(h, first=False)) and e.latest]
        began = edges(after, first=True)
        if ended and began and began.earliest:
            last, _, before = max(ended, key=lambda e: e[:2])
            if began.earliest - last > GAP:
                yield before, after


def edges(held: Held, *, first: bool) -> Interval | None:
    """The first time at which one is known in office, or the last: begun or cited, ended, dead or last cited."""
    tenure = held.tenure
    if first:
        begun = [t for t in (tenure.began, tenure.first_seen) if t and t.earliest]
        return min(begun, key=lambda t: t.earliest or date.max, default=None)
    # Who is said to have left was not in office until his death.
    death = held.death if tenure.ended is None else None
    over = [t for t in (tenure.ended, tenure.last_seen, death) if t and t.latest]
    return max(over, key=lambda t: t.latest or date.min, default=None)


def _identity(one: Undecided) -> Question:
    against = f"; against it: {'; '.join(one.against)}" if one.against else ""
    why = f"Whether {one.names[0]} and {one.names[1]} are one is undecided: {'; '.join(one.reasons)}{against}."
    return Question("identity", ("entity", one.entities[0]), None, (), why)


def _one_origin(p: Proposition, ways: Ways) -> Question:
    what = saying_of(p, way_of(ways, p.predicate))
    why = f"{what}: this rests on one origin, {tellers(p.claims)}."
    return Question("one_origin", p.subject, _first(p.claims), p.claims, why)


def _unsettled(p: Proposition, ways: Ways) -> Question:
    what = saying_of(p, way_of(ways, p.predicate))
    return Question("unsettled", p.subject, _first(p.claims), p.claims, f"{what}: said, but not said to be so.")


def _claims(found: Iterable[Proposition]) -> tuple[Told, ...]:
    return tuple(told for p in found for told in p.claims)


def _first(claims: Iterable[Told]) -> date | None:
    return min((d for t in claims if (d := t.document.published)), default=None)
