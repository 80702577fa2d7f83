"""Whether the truth of a topic fits its form: every key, label, report and predicate that it names is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reportedly.model import Interval, Kind
from reportedly.reading.vocabulary import predicates

from .topic import FORMS, LOOKALIKES, Topic, edges

_ENTITY_KEYS = ("of", "about", "subject", "source", "place")
_NEEDED = {
    "leads": {"of", "on"}, "says": {"about", "predicate"}, "contested": {"about", "predicate"},
    "origins": {"about", "predicate"}, "stale": {"about", "predicate", "on"}, "unknown": {"about", "what"},
    "named": {"about"}, "corrected": {"report"},
}  # fmt: skip


def faults(topic: Topic) -> list[str]:
    """What does not fit, in words; empty where all does."""
    parts = (_entities, _origins, _conflicts, _lookalikes, _successions, _questions)
    found = [fault for part in parts for fault in part(topic)]
    if topic.truth.get("split") not in ("dev", "test"):
        found.append(f"split: {topic.truth.get('split')!r}, expected dev or test")
    if not 6 <= len(topic.documents) <= 12:
        found.append(f"{len(topic.documents)} reports, expected 6 to 12")
    if len({d.id for d in topic.documents.values()}) < len(topic.documents):
        found.append("two reports are alike to the byte")
    return found


def unnamed(topic: Topic) -> list[str]:
    """The names that claims use and no entity has: to be looked through, since they are not counted."""
    return sorted({f"{kind} {name} ({report})" for report, kind, name in topic.units()
                   if topic.true_entity((report, kind, name)) is None})  # fmt: skip


def _entities(topic: Topic) -> Iterator[str]:
    used = {(report, name) for report, _, name in topic.units()} | {("", name) for _, _, name in topic.units()}
    seen: dict[tuple[str, str, str], str] = {}
    for raw in topic.truth["entities"]:
        if raw["kind"] not in set(Kind):
            yield f"entity {raw['key']}: kind {raw['kind']!r} is none"
        for name in raw["names"]:
            at = ("", name) if isinstance(name, str) else (name[0], name[1])
            if at not in used:
                yield f"entity {raw['key']}: no claim uses the name {at[1]!r}" + (f" in {at[0]}" if at[0] else "")
            if (other := seen.setdefault((*at, raw["kind"]), raw["key"])) != raw["key"]:
                yield f"entity {raw['key']}: the name {at[1]!r} is {other}'s too"


def _labels(topic: Topic, where: str, labels: list[str]) -> Iterator[str]:
    for label in labels:
        if label not in topic.labels:
            yield f"{where}: no claim has the label {label}"


def _origins(topic: Topic) -> Iterator[str]:
    for raw in topic.truth.get("origins", []):
        where = f"origins {raw['statement']!r}"
        members = [label for group in [*raw["groups"], raw.get("unsure", [])] for label in group]
        yield from _labels(topic, where, members)
        if len(set(members)) < len(members):
            yield f"{where}: a label stands in two groups"
    if len(topic.truth.get("origins", [])) < 3:
        yield "origins: expected at least three statements"


def _conflicts(topic: Topic) -> Iterator[str]:
    for raw in topic.truth.get("conflicts", []):
        where = f"conflict {raw['question']!r}"
        yield from _labels(topic, where, [label for side in raw["sides"] for label in side])
        if len(raw["sides"]) < 2:
            yield f"{where}: expected two sides or more"


def _lookalikes(topic: Topic) -> Iterator[str]:
    for raw in topic.truth.get("lookalikes", []):
        yield from _labels(topic, f"lookalike {raw['pair']}", raw["pair"])
        if raw["kind"] not in LOOKALIKES or len(raw["pair"]) != 2:
            yield f"lookalike {raw['pair']}: expected two labels and a kind of {sorted(LOOKALIKES)}"
    if len(topic.truth.get("lookalikes", [])) < 3:
        yield "lookalikes: expected at least three"


def _successions(topic: Topic) -> Iterator[str]:
    for raw in topic.truth.get("successions", []):
        leaders = [one for one in raw["leaders"] if one != "gap"]
        for key in [raw["of"], *(k for one in leaders for k in (one["who"], *one.get("rivals", [])))]:
            if key not in topic.entities:
                yield f"succession of {raw['of']}: no entity {key}"
        for one in leaders:
            for edge in (*edges(one["start"]), *edges(one["end"])):
                value = edge.removeprefix("dead ")
                if value not in ("cited", "unknown"):
                    try:
                        Interval(value)
                    except ValueError as error:
                        yield f"succession of {raw['of']}: {one['who']}: {error}"


def _questions(topic: Topic) -> Iterator[str]:
    asked = topic.truth.get("questions", [])
    for raw in asked:
        ask: Mapping[str, Any] = raw["ask"]
        where = f"question {raw['words']!r}"
        form = str(ask.get("form"))
        if form not in FORMS or not _NEEDED[form] <= ask.keys():
            needed = sorted(_NEEDED.get(form, ()))
            yield f"{where}: form {form!r}, expected one of {sorted(FORMS)} with its keys {needed}"
            continue
        for key in _ENTITY_KEYS:
            if key in ask and ask[key] not in topic.entities:
                yield f"{where}: no entity {ask[key]!r}"
        if "predicate" in ask and ask["predicate"] not in predicates():
            yield f"{where}: no predicate {ask['predicate']!r}"
        for report in [*raw["reports"], *raw.get("may", []), *([ask["report"]] if "report" in ask else [])]:
            if report not in topic.documents:
                yield f"{where}: no report {report!r}"
        if form in ("leads", "origins", "unknown") and "answer" not in raw:
            yield f"{where}: expected an answer beside the reports"
        if form == "leads":
            yield from (f"{where}: no entity {key!r}" for key in raw.get("answer", []) if key not in topic.entities)
    if len(asked) < 8:
        yield "questions: expected at least eight"
