"""One topic scored: what the program makes of it against what is true, and in words what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.showing import Tally
from reportedly.model import Claim, Document, Interval, Kind, Mention
from reportedly.weighing import Held, rivals, side_by_side

from . import asking, measures
from .topic import Topic, Unit, edges, units_of
from .weighed import BY_HAND, Weighed, weighed


@dataclass(slots=True)
class Share:
    """How many of a number are right."""

    right: int = 0
    of: int = 0

    def join(self, other: Share) -> None:
        """Count the ones of ``other`` too."""
        self.right += other.right
        self.of += other.of

    @property
    def percent(self) -> float | None:
        """In per cent; None of nothing."""
        return 100 * self.right / self.of if self.of else None


@dataclass(slots=True)
class Scores:
    """What a topic, or several, come to. ``wrong`` says in words what went wrong."""

    entities: measures.BCubed = field(default_factory=measures.BCubed)
    leader_merges: int = 0
    origins: Tally = field(default_factory=Tally)
    precision: Share = field(default_factory=Share)
    recall: Share = field(default_factory=Share)
    lookalikes: Share = field(default_factory=Share)
    kinds: Share = field(default_factory=Share)
    succession: Share = field(default_factory=Share)
    questions: Share = field(default_factory=Share)
    wrong: list[str] = field(default_factory=list)

    def join(self, other: Scores) -> None:
        """Count what ``other`` counted too."""
        self.leader_merges += other.leader_merges
        for name in ("entities", "origins", "precision", "recall", "lookalikes", "kinds", "succession", "questions"):
            getattr(self, name).join(getattr(other, name))

    @property
    def figures(self) -> dict[str, float | int | None]:
        """The figures by name, in per cent (``wrong_leader_merges`` is a number)."""
        made = {
            "entities_b3_f1": self.entities.f1,
            "wrong_leader_merges": self.leader_merges,
            "origins_f1": self.origins.figures["f1"] if self.origins.gold else None,
            "conflicts_precision": self.precision.percent,
            "conflicts_recall": self.recall.percent,
            "succession_right": self.succession.percent,
            "questions_right": self.questions.percent,
        }
        return {name: round(value, 1) if isinstance(value, float) else value for name, value in made.items()}


@dataclass(frozen=True, slots=True)
class _Given:
    """A claim given by hand, as two readings are compared."""

    claim: Claim
    document: Document
    reader: str = BY_HAND


def score(topic: Topic, weighed: Weighed) -> Scores:
    """Score what the program makes of a topic."""
    labelled = _labelled(topic, weighed)
    scores = Scores()
    _entities(topic, weighed, scores)
    _origins(topic, weighed, labelled, scores)
    _conflicts(topic, weighed, _named(topic, weighed), scores)
    _successions(topic, weighed, scores)
    _questions(topic, weighed, scores)
    return scores


def _labelled(topic: Topic, weighed: Weighed) -> dict[str, str]:
    """The id of the claim in the ledger that answers to each label.

    Of claims given by hand, the claim itself. Of claims that a reader read, the one of the same report, predicate and
    polarity whose quotation overlaps and whose subject and object bear the same names, the likest first, one to one
    (``weighing.side_by_side``).
    """
    known = {record.claim.id for record in weighed.records}
    if all(claim.id in known for claim in topic.labels.values()):
        return {label: claim.id for label, claim in topic.labels.items()}
    return {label: ids[0] for label, ids in _answering(topic, weighed).items()}


def _named(topic: Topic, weighed: Weighed) -> dict[str, str]:
    """The label to which each claim in the ledger answers; several claims that a reader made of one answer to one."""
    known = {record.claim.id for record in weighed.records}
    if all(claim.id in known for claim in topic.labels.values()):
        return {claim.id: label for label, claim in topic.labels.items()}
    return {id_: label for label, ids in _answering(topic, weighed).items() for id_ in ids}


def _answering(topic: Topic, weighed: Weighed) -> dict[str, list[str]]:
    """The claims that answer to each label, the likest first."""
    found: dict[str, list[str]] = {}
    for report, document in topic.documents.items():
        given = [_Given(claim, document) for claim in topic.claims[report]]
        read = [_Given(r.claim, document, r.reader) for r in weighed.records if r.claim.document == document.id]
        label_of = {claim.id: label for label, claim in topic.labels.items()}
        while pairs := side_by_side(given, read, ways=weighed.ways).agreed:
            for pair in pairs:
                label = label_of.get(pair.first.claim.id)
                if label and not {"predicate", "polarity"} & set(pair.differing):
                    found.setdefault(label, []).append(pair.second.claim.id)
            taken = {pair.second.claim.id for pair in pairs}
            read = [one for one in read if one.claim.id not in taken]
    return found


def _entities(topic: Topic, weighed: Weighed, scores: Scores) -> None:
    used = {unit for record in weighed.records for unit in units_of(topic, record.claim)}
    truth: dict[Unit, str] = {}
    for report, kind, name in sorted(used):
        if key := asking.truth_of(weighed, report, Mention(name, Kind(kind))):
            truth[report, kind, name] = key
    placed = weighed.placed
    scores.entities = measures.b_cubed(truth, placed)
    leaders = {key for key, entity in topic.entities.items() if entity.leader}
    merged = measures.wrong_merges(truth, placed, leaders)
    scores.leader_merges = len(merged)
    scores.wrong += [f"names: the leaders {' and '.join(sorted(pair))} are taken for one" for pair in merged]
    scores.wrong += list(_misplaced(truth, placed))


def _misplaced(truth: Mapping[Unit, str], placed: Mapping[Unit, str]) -> Iterator[str]:
    by_key: dict[str, dict[str, set[str]]] = {}
    by_entity: dict[str, set[str]] = {}
    for unit, key in truth.items():
        entity = placed.get(unit, f"nobody ({unit[0]} {unit[2]})")
        by_key.setdefault(key, {}).setdefault(entity, set()).add(f"{unit[2]} ({unit[0]})")
        by_entity.setdefault(entity, set()).add(key)
    for key, parts in sorted(by_key.items()):
        if len(parts) > 1:
            yield f"names: {key} is in parts: " + " | ".join(", ".join(sorted(part)) for part in parts.values())
    for keys in by_entity.values():
        if len(keys) > 1:
            yield f"names: {', '.join(sorted(keys))} are taken for one"


def _origins(topic: Topic, weighed: Weighed, labelled: Mapping[str, str], scores: Scores) -> None:
    for raw in topic.truth.get("origins", []):
        members = [label for group in raw["groups"] for label in group if label in labelled]
        told = weighed.origins([weighed.by_id[labelled[label]] for label in members])
        groups: dict[tuple[str, ...], list[str]] = {}
        for label, origin in zip(members, told, strict=True):
            groups.setdefault(origin.key, []).append(label)
        gold, found = measures.pairs_within(raw["groups"]), measures.pairs_within(groups.values())
        scores.origins.add(gold, found)
        if gold != found:
            got = "; ".join(f"{', '.join(group)} = {' '.join(key)}" for key, group in groups.items())
            scores.wrong.append(f"origins: {raw['statement']!r}: expected {raw['groups']}, got {got}")


def _conflicts(topic: Topic, weighed: Weighed, names: Mapping[str, str], scores: Scores) -> None:
    found = [[[names.get(t.claim.id, t.claim.id) for t in side.claims] for side in c.sides] for c in weighed.conflicts]
    true = topic.truth.get("conflicts", [])
    alike = [frozenset(raw["pair"]) for raw in topic.truth.get("lookalikes", [])]
    judged = measures.disputes([raw["sides"] for raw in true], found, alike)
    optional = [i for i, raw in enumerate(true) if raw.get("maybe")]
    missed = [i for i in judged.missed if i not in optional]
    scores.precision = Share(len(judged.right), len(found) + len(judged.alike))
    scores.recall = Share(len(true) - len(optional) - len(missed), len(true) - len(optional))
    for i in judged.wrong:
        conflict = weighed.conflicts[i]
        told = " | ".join(_side(weighed, side, names) for side in conflict.sides)
        scores.wrong.append(f"conflicts: no such one: {conflict.predicate} {conflict.kind}: {told}")
    scores.wrong += [f"conflicts: not found: {true[i]['question']} {true[i]['sides']}" for i in missed]
    opposed = set().union(*(measures.pairs_across(sides) for sides in found)) if found else set()
    for raw in topic.truth.get("lookalikes", []):
        apart = frozenset(raw["pair"]) not in opposed
        scores.lookalikes.join(Share(int(apart), 1))
        if not apart:
            scores.wrong.append(f"conflicts: {' and '.join(raw['pair'])} only look like one: {raw['why']}")
    _kinds(topic, weighed, names, scores)


_RIGHT_KINDS = {
    "updates": {"updates"},
    "refines": {"refines", "same"},
    "scope": {"differs_in_scope", ""},
    "occasion": {""},
}
"""What the program can rightly make of a look-alike; "" for nothing."""


def _kinds(topic: Topic, weighed: Weighed, names: Mapping[str, str], scores: Scores) -> None:
    ids = {label: claim for claim, label in names.items()}
    for raw in topic.truth.get("lookalikes", []):
        one, other = (ids.get(label) for label in raw["pair"])
        found = weighed.kinship(one, other) or {""} if one and other else set()
        right = bool(found) and found <= _RIGHT_KINDS[raw["kind"]]
        scores.kinds.join(Share(int(right), 1))
        if found and not right:
            told = " and ".join(sorted(found)).replace("_", " ") or "nothing to do with each other"
            scores.wrong.append(f"relations: {' and '.join(raw['pair'])}: expected {raw['kind']}, got {told}")


def _side(weighed: Weighed, side: Any, names: Mapping[str, str]) -> str:
    told = [f"{names.get(t.claim.id, '-')} ({weighed.topic.short[t.claim.document]})" for t in side.claims]
    return ", ".join(told)


def _successions(topic: Topic, weighed: Weighed, scores: Scores) -> None:
    for raw in topic.truth.get("successions", []):
        organization = weighed.entity(raw["of"])
        held = weighed.held(organization) if organization else []
        page = list(asking.leaders_of(weighed, organization)) if organization else []
        faults = succession_faults(weighed, raw["leaders"], held, page)
        scores.succession.join(Share(int(not faults), 1))
        scores.wrong += [f"succession of {raw['of']}: {fault}" for fault in faults]


def succession_faults(weighed: Weighed, true: list[Any], held: list[Held], page: list[str]) -> list[str]:
    """In what a succession differs from the true one: order, gaps, starts, ends, rivals."""
    by_key = {asking.holder(weighed, one): one for one in held}
    maybe = {one["who"] for one in true if one != "gap" and one.get("maybe")}
    sure = [one for one in true if one == "gap" or not one.get("maybe")]
    wanted = [one if one == "gap" else one["who"] for one in sure]
    got = [key for key in page if key not in maybe]
    faults = [] if got == wanted else [f"expected {', '.join(wanted)}; the page has {', '.join(got) or 'nobody'}"]
    order = [key for key in by_key if key not in maybe]
    if order != [key for key in wanted if key != "gap"]:
        faults.append(f"held in the order {', '.join(order) or 'nobody'}")
    for one in sure:
        if one != "gap" and one["who"] in by_key:
            faults += _tenure_faults(weighed, one, by_key[one["who"]], list(by_key.values()), maybe)
    return faults


def _tenure_faults(
    weighed: Weighed, one: Mapping[str, Any], held: Held, everyone: list[Held], maybe: set[str]
) -> Iterator[str]:
    tenure, who = held.tenure, one["who"]
    start, end = edges(one["start"]), edges(one["end"])
    began = tenure.began.edtf if tenure.began else "cited" if tenure.first_seen else "unknown"
    if not any(_same(edge, began) for edge in start):
        yield f"{who}: expected start {' or '.join(start)}, got {began}"
    ended = _end(held)
    if not any(_same(edge, ended) for edge in end):
        yield f"{who}: expected end {' or '.join(end)}, got {ended}"
    pairs = rivals(everyone)
    at_once = {asking.holder(weighed, b if a is held else a) for a, b in pairs if held in (a, b)} - maybe
    if at_once != set(one.get("rivals", [])):
        yield f"{who}: expected the rivals {sorted(one.get('rivals', []))}, got {sorted(at_once)}"


def _end(held: Held) -> str:
    if held.tenure.ended is not None:
        return held.tenure.ended.edtf
    if held.death is not None:
        return f"dead {held.death.edtf}"
    return "cited" if held.tenure.last_seen is not None else "unknown"


def _same(expected: str, got: str) -> bool:
    """Whether two edges are the same: both only cited, or the same days."""
    dead = expected.startswith("dead ")
    if dead != got.startswith("dead "):
        return False
    one, other = expected.removeprefix("dead "), got.removeprefix("dead ")
    if one == other or {one, other} & {"cited", "unknown"}:
        return one == other
    if dead:
        return Interval(one).compatible(Interval(other))
    a, b = Interval(one), Interval(other)
    return (a.earliest, a.latest) == (b.earliest, b.latest)


def _questions(topic: Topic, weighed: Weighed, scores: Scores) -> None:
    for raw in topic.truth.get("questions", []):
        given = asking.ask(weighed, raw["ask"])
        right = asking.is_right(raw, given)
        scores.questions.join(Share(int(right), 1))
        if not right:
            wanted = f"{sorted(raw['reports'])} {raw.get('answer', '')}".strip()
            got = f"{sorted(given.reports)} {list(given.answer) if given.answer is not None else ''}".strip()
            scores.wrong.append(f"question: {raw['words']} ({raw['ask']['form']}): expected {wanted}, got {got}")


def by_hand(topics: Iterable[Topic]) -> Scores:
    """What the claims given by hand come to, over all of these topics."""
    whole = Scores()
    for topic in topics:
        with weighed(topic) as made:
            whole.join(score(topic, made))
    return whole
