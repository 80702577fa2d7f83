"""An analyst's questions, put to the ledger, the weighing and the dossier of a topic: one function for each form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reportedly.dossier import Dossier
from reportedly.ledger import Record
from reportedly.model import Certainty, Mention, Part, Polarity, Quantity
from reportedly.weighing import Held, find, key_of
from reportedly.weighing.names import tokens
from reportedly.weighing.told import mentions

from .weighed import Weighed

_UNKNOWN = {
    "leader": {"leader", "leader_since"},
    "founded": {"founder"},
    "strength": {"strength"},
    "place": {"base"},
    "fate": {"fate", "missing"},
}
"""What a question asks for, by the kinds of open questions that say that it is not known."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The reports that an answer cites, by their short names, and the answer itself where the form has one."""

    reports: frozenset[str]
    answer: tuple[Any, ...] | None = None


def ask(weighed: Weighed, question: Mapping[str, Any]) -> Answered:
    """The program's answer to a question of a topic; see ``benchmarks/topics/README.md``."""
    return _FORMS[question["form"]](weighed, question)


def is_right(raw: Mapping[str, Any], given: Answered) -> bool:
    """Whether an answer cites all the right reports and no other, and says the right thing."""
    wanted, allowed = set(raw["reports"]), set(raw["reports"]) | set(raw.get("may", []))
    said = raw.get("answer")
    right = said is None or given.answer is None or _plain(said) == _plain(given.answer)
    return right and wanted <= given.reports <= allowed


def _plain(answer: Iterable[Any]) -> list[str]:
    return [str(part) for part in answer]


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) or value is None else date.fromisoformat(str(value))


def _asked(weighed: Weighed, question: Mapping[str, Any]) -> str:
    return weighed.topic.entities[question["about"]].asked_as


def _names(weighed: Weighed, records: Iterable[Record]) -> frozenset[str]:
    return frozenset(weighed.topic.short[record.claim.document] for record in records)


def _shown(weighed: Weighed, page: Dossier) -> list[Record]:
    """Every claim that a line of the page rests on."""
    lines = [line for section in page.sections for line in section.lines]
    lines += [line for contest in page.contested for answer in contest.answers for line in answer.lines]
    ids = dict.fromkeys(claim for line in lines for claim in line.claims)
    return [weighed.by_id[claim] for claim in ids if claim in weighed.by_id]


def _says(weighed: Weighed, question: Mapping[str, Any]) -> Answered:
    return Answered(_names(weighed, _claims(weighed, question)))


def _claims(weighed: Weighed, question: Mapping[str, Any]) -> list[Record]:
    """The claims of the page that the question means."""
    page = weighed.page(_asked(weighed, question), _day(question.get("as_of")))
    if page is None:
        return []
    about = ("entity", page.entity.id)
    return [record for record in _shown(weighed, page) if _fits(weighed, record, about, question)]


def _fits(weighed: Weighed, record: Record, about: tuple[str, ...], question: Mapping[str, Any]) -> bool:
    claim = record.claim
    polarity = question.get("polarity", "affirmed")
    if claim.predicate != question["predicate"] or claim.certainty is Certainty.UNKNOWN:
        return False
    if polarity != "any" and claim.polarity is not Polarity(polarity):
        return False
    if about not in (key_of(claim.subject), key_of(claim.object)):
        return False
    if "object" in question and not _means(weighed, claim.object, question["object"]):
        return False
    if "subject" in question and not _means(weighed, claim.subject, question["subject"]):
        return False
    if "place" in question and not _means(weighed, claim.qualifiers.get("place"), question["place"]):
        return False
    return "source" not in question or _said_by(weighed, record, question["source"])


def _means(weighed: Weighed, part: Part | None, asked: Any) -> bool:
    """Whether a part of a claim is what is asked for: an entity by its key, a number, or words that it holds."""
    if isinstance(part, Quantity):
        return isinstance(asked, int | float) and (part.low or asked) <= asked <= (part.high or asked)
    if isinstance(part, Mention):
        if asked in weighed.topic.entities:
            entity = weighed.entity(asked)
            return entity is not None and part.entity == entity
        return set(tokens(str(asked))) <= set(tokens(part.name))
    value = getattr(part, "value", None)
    return value is not None and set(tokens(str(asked))) <= set(tokens(value))


def _said_by(weighed: Weighed, record: Record, key: str) -> bool:
    entity = weighed.entity(key)
    if entity is not None and any(source.entity == entity for source in record.claim.sources):
        return True
    entities = [e for e in weighed.ledger.entities() if e.id == entity]
    return bool(record.document.publisher and find(entities, record.document.publisher))


def _leads(weighed: Weighed, question: Mapping[str, Any]) -> Answered:
    day = _day(question["on"])
    organization = weighed.entity(question["of"])
    if organization is None or day is None:
        return Answered(frozenset(), ())
    in_office = [held for held in weighed.held(organization) if held.holds_on(day)]
    told = [record for held in in_office for p in held.propositions for record in p.claims]
    holders = [holder(weighed, held) for held in in_office]
    return Answered(frozenset(weighed.topic.short[record.claim.document] for record in told), tuple(holders))


def holder(weighed: Weighed, held: Held) -> str:
    """The true entity's key of a holder, by the first name that reports give him."""
    for p in held.propositions:
        for told in p.claims:
            subject = told.claim.subject
            if isinstance(subject, Mention):
                report = weighed.topic.short[told.claim.document]
                if key := truth_of(weighed, report, subject):
                    return key
    return "nobody known"


def truth_of(weighed: Weighed, report: str, mention: Mention) -> str | None:
    """The true entity that a name of a report means, by the name or by the words that stand for one there."""
    topic = weighed.topic
    unit = (report, mention.kind.value, mention.name)
    full = topic.words.get(unit)
    return topic.true_entity(unit) or (topic.true_entity((report, mention.kind.value, full)) if full else None)


def _contested(weighed: Weighed, question: Mapping[str, Any]) -> Answered:
    page = weighed.page(_asked(weighed, question), _day(question.get("as_of")))
    found = []
    for contest in page.contested if page else ():
        ids = [claim for answer in contest.answers for line in answer.lines for claim in line.claims]
        told = [weighed.by_id[claim] for claim in ids if claim in weighed.by_id]
        if any(record.claim.predicate == question["predicate"] for record in told):
            found += told
    return Answered(_names(weighed, found))


def _origins(weighed: Weighed, question: Mapping[str, Any]) -> Answered:
    told = _claims(weighed, question)
    return Answered(_names(weighed, told), weighed.independent(told))


def _stale(weighed: Weighed, question: Mapping[str, Any]) -> Answered:
    page = weighed.page(_asked(weighed, question), _day(question["on"]))
    ids = dict.fromkeys(claim for line in page.stale for claim in line.claims) if page else ()
    told = [weighed.by_id[claim] for claim in ids if claim in weighed.by_id]
    return Answered(_names(weighed, (r for r in told if r.claim.predicate == question["predicate"])))


def _unknown(weighed: Weighed, question: Mapping[str, Any]) -> Answered:
    entity = weighed.entity(question["about"])
    if entity is None:
        return Answered(frozenset(), (None,))
    asked = weighed.open_questions(entity, _day(question.get("as_of")))
    return Answered(frozenset(), (bool(asked & _UNKNOWN[question["what"]]),))


def _named(weighed: Weighed, question: Mapping[str, Any]) -> Answered:
    entity = weighed.entity(question["about"])
    if entity is None:
        return Answered(frozenset())
    told = [r for r in weighed.ledger.claims(about=entity) if any(m.entity == entity for m in mentions(r.claim))]
    told += [r for r in weighed.ledger.claims(source=entity) if any(s.entity == entity for s in r.claim.sources)]
    return Answered(_names(weighed, told))


def _corrected(weighed: Weighed, question: Mapping[str, Any]) -> Answered:
    document = weighed.topic.documents[question["report"]]
    return Answered(weighed.corrected_by(document))


_FORMS: Mapping[str, Callable[[Weighed, Mapping[str, Any]], Answered]] = {
    "leads": _leads, "says": _says, "contested": _contested, "origins": _origins, "stale": _stale,
    "unknown": _unknown, "named": _named, "corrected": _corrected,
}  # fmt: skip


def leaders_of(weighed: Weighed, organization: str) -> Iterator[str]:
    """Keys of the holders and "gap", in the order of the dossier's page."""
    page = weighed.page(organization)
    section = page.section("leadership") if page else None
    for line in section.lines if section else ():
        if line.text.startswith("nobody is named"):
            yield "gap"
            continue
        led = [r for c in line.claims if (r := weighed.by_id.get(c)) and r.claim.predicate == "leads"]
        led = [r for r in led if r.claim.polarity is Polarity.AFFIRMED and isinstance(r.claim.subject, Mention)]
        if led and "still cited" not in line.text:
            report = weighed.topic.short[led[0].claim.document]
            subject = led[0].claim.subject
            assert isinstance(subject, Mention)
            yield truth_of(weighed, report, subject) or "nobody known"
