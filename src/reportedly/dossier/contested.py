"""What is contested: each question, each answer, and the whole chain behind it; none is preferred."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.ledger import Record
from reportedly.model import Interval, Polarity, Quantity
from reportedly.reading.vocabulary import entry
from reportedly.weighing import Conflict, Side

from . import wording
from .page import Answer, Contest, Line
from .teller import Teller, all_records, time_of


def contests(teller: Teller, conflicts: Sequence[Conflict]) -> list[Contest]:
    """Every conflict as a question with its answers."""
    return [Contest(question(teller, c), _answers(teller, c), c.why) for c in conflicts]


def claims_in(conflicts: Sequence[Conflict]) -> frozenset[str]:
    """The ids of all claims that stand on a side of a conflict."""
    return frozenset(told.claim.id for conflict in conflicts for side in conflict.sides for told in side.claims)


def question(teller: Teller, conflict: Conflict) -> str:
    """What it is that reports answer differently, as a question without its mark."""
    first = conflict.sides[0].propositions[0]
    claim = first.first.claim
    subject, other = teller.name(claim.subject), teller.name(claim.object)
    match conflict.kind, conflict.predicate, conflict.what:
        case "denied", "killed", _ if not conflict.about[1]:
            return f"Whether {subject} is dead"
        case "alive", _, _:
            return f"Whether {subject} is dead"
        case "name", _, _:
            return f"What the real name of {subject} is"
        case "denied", _, _:
            return f"Whether {teller.phrase(first)}"
        case "number", "strength", _:
            return f"How strong {subject} is"
        case "number", "supports", _:
            given = claim.qualifiers.get("status")
            return f"How many {teller.name(given) if given else 'there were'}: {_event(teller, conflict)}"
        case "number", _, what:
            when = f" ({said})" if (said := teller.when(first)) else ""
            return f"How many {_counted(what, conflict.predicate)}: {_event(teller, conflict)}{when}"
        case "leader", _, _:
            return f"Who led {other} at that time"
        case "object", "open", _:
            return f"Who owns {other}"
        case "object", _, "weapon":
            return f"What {subject} died of"
        case "time", _, "start":
            return f"Since when {teller.phrase(first).removesuffix('.')}"
        case "object", "killed", _:
            return f"Who killed {subject}"
        case "object", "controls", _:
            return f"Who controls {other}"
        case "place", _, "place":
            return f"Where: {teller.phrase(first)}"
        case "place", _, _:
            return f"Where {subject} was born" if conflict.predicate == "born" else f"Where: {teller.phrase(first)}"
        case "object", predicate, "subject":
            return f"Who or what {entry(predicate).label} {other}"
        case "object", predicate, _:
            return f"Whom or what {subject} {entry(predicate).label}"
        case _:
            return f"When {teller.phrase(first).removesuffix('.')}"


def _counted(what: str, predicate: str) -> str:
    return {"number": predicate}.get(what, what)


def _event(teller: Teller, conflict: Conflict) -> str:
    text = teller.phrase(conflict.sides[0].propositions[0])
    return text.split(";")[0]


def _answers(teller: Teller, conflict: Conflict) -> tuple[Answer, ...]:
    return tuple(Answer(label(teller, conflict, side), _lines(teller, side)) for side in conflict.sides)


def label(teller: Teller, conflict: Conflict, side: Side) -> str:
    """The answer that one side gives, in a word or two."""
    proposition = side.propositions[0]
    claim = side.claims[0].claim
    match conflict.kind, conflict.what:
        case "denied", _:
            return "No" if proposition.polarity is Polarity.DENIED else "Yes"
        case "alive", _:
            return "Dead" if proposition.predicate == "killed" else "Alive later"
        case "number", "object":
            return teller.name(claim.object)
        case "number", what:
            value = claim.qualifiers.get(what)
            return wording.number(value) if isinstance(value, Quantity) else ""
        case "time", what:
            value = claim.qualifiers.get(what)
            return wording.interval(value) if isinstance(value, Interval) else ""
        case "place", "place":
            return teller.name(claim.qualifiers.get("place"))
        case "object", "weapon":
            return wording.listed(
                dict.fromkeys(teller.name(t.claim.qualifiers.get("weapon")) for t in side.claims), "or"
            )
        case "leader", _:
            # That another has left stands on this side too; the side is called by who is in office.
            told = (t.claim for t in side.claims)
            holding = (c for c in told if "end" not in c.qualifiers or "start" in c.qualifiers)
            return teller.name(next(holding, claim).subject)
        case _, "subject":
            return teller.name(claim.subject)
        case _:
            return teller.name(claim.object)


def _lines(teller: Teller, side: Side) -> tuple[Line, ...]:
    """One line a report, so that each chain is seen whole."""
    by_report: dict[tuple[str, tuple[str, ...]], list[Record]] = {}
    for record in all_records(side.propositions):
        chain = tuple(source.name for source in record.claim.sources)
        by_report.setdefault((record.claim.document, chain), []).append(record)
    lines = []
    for records in by_report.values():
        day = records[0].document.published
        reported = f"reported {wording.day(day)}" if day else "in an undated report"
        lines.append(
            teller.line(teller.sentence(records), records, when=time_of(records[0].claim) or reported, alone=True)
        )
    return tuple(lines)
