"""What is not known: the open questions of weighing (``weighing.questions``), in the words of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from reportedly.ledger import Record
from reportedly.model import Interval
from reportedly.weighing import Proposition, Question, Ways, questions
from reportedly.weighing.questions import WEIGHTY

from . import wording
from .brief import Size
from .page import Line
from .speakers import is_wish
from .teller import Teller, records

Said = Sequence[Proposition]

ONE_ORIGIN = "One origin only"
UNSETTLED = "Said, but not said to be so"
"""How the lines of two sorts begin, before a colon."""
_UNSAID = {
    "leader": "who leads it",
    "founder": "when or by whom it was founded",
    "strength": "how strong it is",
    "base": "where it is based or active",
}


def gaps(
    teller: Teller, said: Said, deaths: Said = (), *, ways: Ways, as_of: date | None = None, size: Size
) -> list[Line]:
    """The lines of what is unknown or thin, the weightiest first.

    ``deaths``: that those who lead it are said to be dead. ``size``: how much there is, shown or not.
    """
    alone = [p for p in said if _one_origin(teller, p) and not _disputed(teller, p)] if size.reports > 1 else []
    own = {p.id for p in said}
    asked = questions(
        [*said, *(p for p in deaths if p.id not in own)], [teller.about], ways, as_of=as_of, one_origin=alone
    )
    mine = {told.claim.id for p in said for told in p.claims}
    kinds: dict[str, list[Question]] = {}
    for question in asked:
        if all(told.claim.id in mine for told in question.claims) or question.kind == "leader_since":
            kinds.setdefault(question.kind, []).append(question)
    lines = _unsaid(kinds)
    if size.reports == 1:
        lines.append(teller.line("Everything on this page rests on one report", [records(said[0])[0]]))
    lines += _fate(teller, kinds)
    by_claim = {p.first.claim.id: p for p in said}
    weighty = [by_claim[q.claims[0].claim.id] for q in kinds.get("one_origin", ())]
    lines += _thin(teller, weighty, len(alone) if size.alone is None else size.alone)
    open_ones = [by_claim[q.claims[0].claim.id] for q in kinds.get("unsettled", ())]
    return [*lines, *_unsettled(teller, [p for p in said if p in open_ones])]


def _unsaid(kinds: dict[str, list[Question]]) -> list[Line]:
    """What a reader of this page would ask, and no report says, or says any more."""
    missing = [words for kind, words in _UNSAID.items() if kind in kinds]
    lines = [Line(text=f"No report says {wording.listed(missing, 'or')}")] if missing else []
    for question in kinds.get("leader_since", ()):
        if question.since is not None:
            lines.append(Line(text=f"Who leads it after {wording.interval(Interval.on(question.since))} is not said"))
    return lines


def _fate(teller: Teller, kinds: dict[str, list[Question]]) -> list[Line]:
    """A person of whom some say that he is dead, and some not, or who is missing."""
    lines = []
    for question in kinds.get("fate", ()):
        told = _records(question)
        notes = tuple(sorted({teller.note(record) for record in told}))
        ids = tuple(record.claim.id for record in told)
        lines.append(Line(text="Whether this person is alive or dead is not settled", notes=notes, claims=ids))
    for question in kinds.get("missing", ()):
        lines.append(teller.line("What became of this person is not said", _records(question)))
    return lines


def _records(question: Question) -> list[Record]:
    return [told for told in question.claims if isinstance(told, Record)]


def _one_origin(teller: Teller, proposition: Proposition) -> bool:
    """Whether all that is said of it can go back to one origin; one report where nobody weighed it."""
    if teller.scales is None:
        return proposition.reports == 1
    standing = teller.scales.standings.get(proposition.first.claim.id)
    return standing is not None and standing.one_origin


def _disputed(teller: Teller, proposition: Proposition) -> bool:
    """Whether it stands under its own heading already, as contested."""
    return any(told.claim.id in teller.contested for told in proposition.claims)


def _thin(teller: Teller, weighty: Iterable[Proposition], alone: int) -> list[Line]:
    """What rests on one origin, the weighty ones line by line, the rest by their number."""
    ordered = sorted(weighty, key=lambda p: WEIGHTY.index(p.predicate))
    lines = [teller.line(f"{ONE_ORIGIN}: {_dated(teller, p)}", records(p)) for p in ordered]
    rest = alone - len(lines)
    if rest > 0:
        more = "further " if lines else ""
        words = f"{more}statement rests" if rest == 1 else f"{more}statements rest"
        lines.append(Line(text=f"{rest} {words} on one origin{'' if rest == 1 else ' each'}"))
    return lines


def _unsettled(teller: Teller, open_ones: Iterable[Proposition]) -> list[Line]:
    """Plans, orders, questions: said, but not said to be so. What somebody wants is no such thing."""
    return [
        teller.line(f"{UNSETTLED}: {_dated(teller, p)}", records(p)) for p in open_ones if not is_wish(p.first.claim)
    ]


def _dated(teller: Teller, proposition: Proposition) -> str:
    when = teller.when(proposition)
    return teller.phrase(proposition) + (f" ({when})" if when else "")
