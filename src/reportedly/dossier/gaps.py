"""What is not known: what nobody says, what rests on one report or one voice, what is only planned or asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from reportedly.model import Certainty, Kind, Polarity
from reportedly.weighing import Proposition, tenures

from . import wording
from .page import Line
from .speakers import is_wish
from .teller import Teller, all_records, records

Said = Sequence[Proposition]

_WEIGHTY = (
    *("killed", "leads", "holds_position", "founded", "dissolved", "strength", "based_in", "allegiance_to"),
    "controls",
)
_QUIET = timedelta(days=366)


def gaps(teller: Teller, said: Said, *, reports: int) -> list[Line]:
    """The lines of what is unknown or thin, the weightiest first."""
    if reports == 1:
        record = records(said[0])[0]
        whole = [teller.line("Everything on this page rests on one report", [record])]
        return [*_unsaid(teller, said), *whole, *_fate(teller, said), *_unsettled(teller, said)]
    return [*_unsaid(teller, said), *_fate(teller, said), *_thin(teller, said), *_unsettled(teller, said)]


def _has(said: Said, teller: Teller, predicate: str, *, side: str = "subject") -> list[Proposition]:
    return [
        p
        for p in said
        if p.predicate == predicate and p.polarity is Polarity.AFFIRMED and getattr(p, side) == teller.key
    ]


def _unsaid(teller: Teller, said: Said) -> list[Line]:
    """What a reader of this page would ask, and no report says."""
    if teller.about.kind is not Kind.ORGANIZATION:
        return []
    missing = []
    if not _has(said, teller, "leads", side="object"):
        missing.append("who leads it")
    if not _has(said, teller, "founded"):
        missing.append("when or by whom it was founded")
    if not _has(said, teller, "strength"):
        missing.append("how strong it is")
    if not _has(said, teller, "based_in") and not _has(said, teller, "present_in"):
        missing.append("where it is based or active")
    lines = [Line(text=f"No report says {wording.listed(missing, 'or')}")] if missing else []
    return [*lines, *_last_leader(teller, said)]


def _last_leader(teller: Teller, said: Said) -> list[Line]:
    held = tenures(_has(said, teller, "leads", side="object"), [p for p in said if p.predicate == "killed"])
    days = [d for p in said for told in p.claims if (d := told.document.published)]
    if not held or not days:
        return []
    ends = [t for h in held for t in (h.tenure.last_seen, h.tenure.ended) if t and t.latest]
    last = max((t for t in ends), key=lambda t: t.latest or days[0], default=None)
    if last is None or last.latest is None or max(days) - last.latest <= _QUIET:
        return []
    return [Line(text=f"Who leads it after {wording.interval(last)} is not said")]


def _fate(teller: Teller, said: Said) -> list[Line]:
    """A person of whom some say that he is dead, and some not, or who is missing."""
    if teller.about.kind is not Kind.PERSON:
        return []
    dead = [p for p in said if p.predicate == "killed" and p.subject == teller.key]
    yes = [p for p in dead if p.polarity is Polarity.AFFIRMED]
    firm = any(grade in (Certainty.CERTAIN, Certainty.PROBABLE) for p in yes for grade in p.certainties)
    if len(yes) < len(dead) or (yes and not firm):
        told = all_records(dead)
        notes = tuple(sorted({teller.note(record) for record in told}))
        ids = tuple(record.claim.id for record in told)
        return [Line(text="Whether this person is alive or dead is not settled", notes=notes, claims=ids)]
    missing = _has(said, teller, "disappeared")
    if missing and not yes:
        return [teller.line("What became of this person is not said", all_records(missing))]
    return []


def _thin(teller: Teller, said: Said) -> list[Line]:
    """What rests on one report, the weighty ones line by line; what several reports have from one voice."""
    single = [p for p in said if p.reports == 1]
    weighty = sorted((p for p in single if _is_weighty(teller, p)), key=lambda p: _WEIGHTY.index(p.predicate))
    lines = [teller.line(f"One report only: {_dated(teller, p)}", records(p)) for p in weighty]
    rest = len(single) - len(weighty)
    if rest:
        more = "further statements rest" if lines else "statements rest"
        one = "further statement rests" if lines else "statement rests"
        lines.append(Line(text=f"{rest} {one if rest == 1 else more} on one report each"))
    for p in said:
        if p.reports > 1 and len(p.voices) == 1 and p.first.claim.sources:
            lines.append(teller.line(f"One voice only: {_dated(teller, p)}", records(p)))
    return lines


def _is_weighty(teller: Teller, proposition: Proposition) -> bool:
    """Whether it is named one by one: what is contested stands under its own heading already."""
    disputed = any(told.claim.id in teller.contested for told in proposition.claims)
    return proposition.predicate in _WEIGHTY and not disputed


def _unsettled(teller: Teller, said: Said) -> list[Line]:
    """Plans, orders, questions: said, but not said to be so."""
    unknown = frozenset({Certainty.UNKNOWN})
    open_ones = [p for p in said if p.certainties == unknown and not is_wish(p.first.claim)]
    return [teller.line(f"Said, but not said to be so: {_dated(teller, p)}", records(p)) for p in open_ones]


def _dated(teller: Teller, proposition: Proposition) -> str:
    when = teller.when(proposition)
    return teller.phrase(proposition) + (f" ({when})" if when else "")
