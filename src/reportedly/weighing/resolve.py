"""Names across reports: which mentions speak of one and the same."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable

from reportedly.model import Document, Entity, Score

from .clusters import Clusters, Node, node_of
from .names import in_arabic_script, why_no_name
from .resolution import Apart, Merge, Resolution
from .rules import RULES, Evidence
from .told import Told, Unit, order, units

_ALONE = Score(1.0, ("the name as this report gives it",))
_SAME = 0.9


def resolve(records: Iterable[Told]) -> Resolution:
    """Take the names of many reports together into entities.

    Names are compared in a normal form (case, diacritics, titles, articles, possessives, Cyrillic and Arabic
    script); aliases that reports state are followed. A person is never an organization or a place; a surname, an
    initial, a bare acronym or "Ministry of Defence" is never enough to go from one report to another; what bears
    no name (pronouns, "30 fighters", gibberish) belongs to nobody. The outcome depends on the records, not on
    their order; the id of an entity is that of its name in the earliest report, so later reports leave it as it is.

    This is the first form of names across reports; what replaces it keeps this signature.
    """
    evidence, documents = _gather(records)
    clusters = Clusters()
    for node in evidence.units:
        clusters.add(node)
    apart: list[Apart] = []
    for rule in RULES:
        apart.extend(rule(evidence, clusters))
    return _outcome(evidence, documents, clusters, apart)


def _gather(records: Iterable[Told]) -> tuple[Evidence, dict[str, Document]]:
    ordered = sorted(records, key=lambda told: (*order(told.document), told.claim.span, told.claim.id))
    found: dict[Node, list[Unit]] = defaultdict(list)
    used: Counter[Unit] = Counter()
    for told in ordered:
        for unit in units(told):
            if unit not in used and why_no_name(unit[2], unit[1]) is None:
                found[node_of(unit)].append(unit)
            used[unit] += 1
    documents = {told.document.id: told.document for told in ordered}
    documents |= {told.claim.document: told.document for told in ordered}
    texts = {name: document.text for name, document in documents.items()}
    return Evidence(ordered, dict(sorted(found.items())), texts, used), documents


def _outcome(evidence: Evidence, documents: dict[str, Document], clusters: Clusters, apart: list[Apart]) -> Resolution:
    entities: dict[Node, Entity] = {}
    for root, members in sorted(clusters.members.items()):
        if not any(unit in evidence.mentioned for node in members for unit in evidence.units[node]):
            continue  # an alias that nobody is merged by, and that no claim is about
        entities[root] = _entity(evidence, documents, sorted(members))
    known = {node: found for node, found in evidence.units.items() if clusters.root(node) in entities}
    belongs = {unit: entities[clusters.root(node)].id for node, found in known.items() for unit in found}
    merges = [
        Merge(entities[clusters.root(j.a)].id, (evidence.name(j.a), evidence.name(j.b)), j.rule, j.score, j.claim)
        for j in clusters.joins
    ]
    merges += [m for node, found in known.items() if (m := _same_name(entities[clusters.root(node)], found))]
    return Resolution(
        entities=tuple(sorted(entities.values(), key=lambda e: (e.kind, e.name, e.id))),
        belongs=belongs,
        scores=_scores(known, clusters),
        merges=tuple(merges),
        apart=tuple(dict.fromkeys(apart)),
    )


def _same_name(entity: Entity, found: list[Unit]) -> Merge | None:
    reports, spellings = {unit[0] for unit in found}, sorted({unit[2] for unit in found})
    if len(reports) < 2:
        return None
    spelled = f", spelled {', '.join(spellings)}" if len(spellings) > 1 else ""
    score = Score(_SAME, (f"the same name in {len(reports)} reports{spelled}",))
    return Merge(entity.id, (spellings[0], spellings[-1]), "same name", score)


def _entity(evidence: Evidence, documents: dict[str, Document], members: list[Node]) -> Entity:
    used = [unit for node in members for unit in evidence.units[node]]
    counted: Counter[str] = Counter()
    for unit in used:
        counted[unit[2]] += evidence.mentioned[unit]
    ranked = sorted(counted, key=lambda name: _rank(name, counted[name], members))
    identifier = _identifier(documents, members, evidence)
    return Entity(id=identifier, name=ranked[0], kind=members[0].kind, names=tuple(ranked))


def _rank(name: str, count: int, members: list[Node]) -> tuple[bool, bool, bool, int, int, str]:
    strong = {node.key for node in members if node.strong}
    kind = members[0].kind
    weak = bool(strong) and node_of(("", kind, name)).key not in strong
    foreign = in_arabic_script(name) or any("Ѐ" <= letter <= "ӿ" for letter in name)
    return (not count, weak, foreign, -count, -len(name), name)


def _identifier(documents: dict[str, Document], members: list[Node], evidence: Evidence) -> str:
    """A hash of the normal form that stands first in the earliest report."""

    def first(node: Node) -> tuple[tuple[str, str], bool, Node]:
        return (min(order(documents[u[0]]) for u in evidence.units[node]), not node.strong, node)

    node = min(members, key=first)
    packed = json.dumps([node.kind.value, node.key, node.document], ensure_ascii=False)
    return hashlib.sha256(packed.encode()).hexdigest()[:16]


def _scores(known: dict[Node, list[Unit]], clusters: Clusters) -> dict[Unit, Score]:
    """How sure it is that each name belongs where it is put, by the best reason that put it there."""
    reasons: dict[Node, list[Score]] = defaultdict(list)
    for join in clusters.joins:
        for node in (join.a, join.b):
            if not node.strong or join.rule != "same acronym":
                reasons[node].append(join.score)
    scores: dict[Unit, Score] = {}
    for node, found in known.items():
        shared = len({unit[0] for unit in found}) > 1
        scored = max(reasons[node], key=lambda s: s.value) if reasons[node] else None
        for unit in found:
            if scored is not None:
                scores[unit] = scored
            else:
                scores[unit] = Score(_SAME, ("the same full name in several reports",)) if shared else _ALONE
    return scores
