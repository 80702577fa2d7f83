"""The rules by which names of different reports are taken for one entity. Cautious: in doubt, apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from reportedly.model import Certainty, Claim, Kind, Mention, Polarity, Score, Text

from .clusters import Clusters, Node, node_of
from .names import in_arabic_script, is_acronym, key, loose_key, sound, spelled_alike, why_no_name
from .resolution import Apart
from .told import Told, Unit

_SURE = {Certainty.CERTAIN: 0.95, Certainty.PROBABLE: 0.8}
_OFFICES = ("leads", "holds_position")


@dataclass(slots=True)
class Evidence:
    """What the rules look at: the records, every named unit by its node, and how often claims use each unit."""

    records: list[Told]
    units: dict[Node, list[Unit]]
    texts: dict[str, str]
    mentioned: Counter[Unit] = field(default_factory=Counter)

    def documents(self, nodes: Iterable[Node]) -> set[str]:
        """The reports in which any of these nodes stands."""
        return {document for node in nodes for document, _, _ in self.units.get(node, ())}

    def name(self, node: Node) -> str:
        """A spelling of this node, always the same one."""
        return min((name for _, _, name in self.units[node]), key=lambda n: (len(n), n))


def by_stated_aliases(evidence: Evidence, clusters: Clusters) -> Iterator[Apart]:
    """A report says that two names are one; where reports give one name to different bearers, nobody is merged."""
    bearers: dict[Node, list[tuple[Node, Claim]]] = defaultdict(list)
    for subject, alias, claim in _aliases(evidence, clusters):
        if claim.polarity is Polarity.DENIED:
            clusters.keep_apart(subject, alias)
            yield Apart((evidence.name(subject), _words(claim)), "a report denies that they are one", claim.id)
        elif claim.certainty in _SURE:
            bearers[alias].append((subject, claim))
    for alias, said in bearers.items():
        if len(clusters.roots(subject for subject, _ in said)) > 1 and not _linked(said, bearers):
            for subject, claim in said:
                reason = "reports give this name to more than one bearer"
                yield Apart((evidence.name(subject), _words(claim)), reason, claim.id)
            continue
        for subject, claim in said:
            where = "a report says so" + ("" if claim.certainty is Certainty.CERTAIN else f" ({claim.certainty.value})")
            score = Score(_SURE[claim.certainty], (f"{where}: “{claim.quote}”",))
            clusters.join(subject, alias, rule="stated alias", score=score, claim=claim.id)


def _linked(said: list[tuple[Node, Claim]], bearers: dict[Node, list[tuple[Node, Claim]]]) -> bool:
    """Whether the bearers of one alias are said, elsewhere, to be names of one another."""
    subjects = {subject for subject, _ in said}
    near = {s: {s} | {a for a in subjects if any(b == s for b, _ in bearers.get(a, ()))} for s in subjects}
    return any(len(group) == len(subjects) for group in near.values())


def _words(claim: Claim) -> str:
    return claim.object.value if isinstance(claim.object, Text) else getattr(claim.object, "name", "")


def _aliases(evidence: Evidence, clusters: Clusters) -> Iterator[tuple[Node, Node, Claim]]:
    for told in evidence.records:
        claim = told.claim
        if claim.predicate != "also_known_as" or not isinstance(claim.subject, Mention) or not _words(claim):
            continue
        kind, subject = claim.subject.kind, node_of((claim.document, claim.subject.kind, claim.subject.name))
        if subject not in evidence.units or why_no_name(_words(claim), kind) is not None:
            continue
        unit = (claim.document, kind, _words(claim))
        alias = node_of(unit)
        clusters.add(alias)
        evidence.units.setdefault(alias, [])
        if unit not in evidence.units[alias]:
            evidence.units[alias].append(unit)
        if alias != subject:
            yield subject, alias, claim


_BRACKET = re.compile(r"\s*\((?:the\s+)?[“\"'‘]?([A-Z][A-Za-z0-9.\-]{1,9})[”\"'’]?[);,]")


def by_bracketed_acronyms(evidence: Evidence, clusters: Clusters) -> Iterator[Apart]:
    """A report writes "Full Name (ACR)": then ACR is that name there, and elsewhere if no report gives it another."""
    meant: dict[tuple[Kind, tuple[str, ...]], set[Node]] = defaultdict(set)
    for node, units in list(evidence.units.items()):
        if node.kind is not Kind.ORGANIZATION or len(node.key) < 2:
            continue
        for document, kind, name in units:
            for acronym in _brackets(evidence.texts.get(document, ""), name):
                meant[kind, key(acronym, kind)].add(node)
                alias = node_of((document, kind, acronym))
                if alias in evidence.units:
                    score = Score(0.95, (f"a report writes “{name} ({acronym})”",))
                    clusters.join(node, alias, rule="acronym in brackets", score=score)
    yield from _bare_acronyms(evidence, clusters, meant)


def _brackets(text: str, name: str) -> set[str]:
    found = set()
    for match in re.finditer(re.escape(name), text):
        bracket = _BRACKET.match(text, match.end())
        if bracket and is_acronym(bracket[1]):
            found.add(bracket[1])
    return found


def _bare_acronyms(
    evidence: Evidence, clusters: Clusters, meant: dict[tuple[Kind, tuple[str, ...]], set[Node]]
) -> Iterator[Apart]:
    bare: dict[tuple[Kind, tuple[str, ...]], list[Node]] = defaultdict(list)
    for node in evidence.units:
        if node.kind is Kind.ORGANIZATION and not node.strong and is_acronym(evidence.name(node)):
            bare[node.kind, node.key].append(node)
    for (kind, words), nodes in sorted(bare.items()):
        nodes = sorted(nodes)
        meanings = {clusters.root(full) for full in meant.get((kind, words), ())}
        meanings |= {clusters.root(n) for n in nodes if any(m.strong for m in clusters.members[clusters.root(n)])}
        name = evidence.name(nodes[0])
        if len(meanings) > 1:
            long = sorted(evidence.name(meaning) for meaning in meanings if meaning in evidence.units)
            yield Apart((name, " / ".join(long)), f"{name} stands for more than one organization")
            continue
        target = next(iter(meanings), nodes[0])
        known = "stands for nothing else in these reports" if meanings else "no report spells out"
        reason = f"the same acronym, which {known}"
        for node in nodes:
            clusters.join(target, node, rule="same acronym", score=Score(0.75 if meanings else 0.65, (reason,)))


def by_article(evidence: Evidence, clusters: Clusters) -> Iterator[Apart]:
    """Names that differ by an Arabic article only ("al-Suhal", "Suhal")."""
    blocks: dict[tuple[Kind, tuple[str, ...]], list[Node]] = defaultdict(list)
    for node in evidence.units:
        words = loose_key(evidence.name(node), node.kind)
        if node.strong and (len(words) > 1 or node.kind is Kind.ORGANIZATION):
            blocks[node.kind, words].append(node)
    for _, nodes in sorted(blocks.items()):
        for a, b in combinations(sorted(nodes), 2):
            clusters.join(a, b, rule="article", score=Score(0.9, ("the same name with and without an article",)))
    yield from ()


def by_spelling(evidence: Evidence, clusters: Clusters) -> Iterator[Apart]:
    """Names that are spelled alike, in one script or two; never two names that one report uses side by side."""
    blocks: dict[tuple[Kind, str], list[Node]] = defaultdict(list)
    for node in evidence.units:
        if node.strong and node.kind in (Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE):
            blocks[node.kind, sound(evidence.name(node), node.kind).consonants].append(node)
    for _, nodes in sorted(blocks.items()):
        pairs = [(a, b, why) for a, b in combinations(sorted(nodes), 2) if (why := _alike(evidence, a, b))]
        for a, b, why in pairs:
            names = (evidence.name(a), evidence.name(b))
            if clusters.root(a) == clusters.root(b):
                continue
            if evidence.documents([a]) & evidence.documents([b]):
                yield Apart(names, "spelled alike, but one report uses both names")
            elif _ambiguous(evidence, clusters, a, b, pairs):
                yield Apart(names, "the name in Arabic script fits more than one name in Latin script")
            else:
                clusters.join(a, b, rule="spelling", score=Score(0.75, (why,)))


def _alike(evidence: Evidence, a: Node, b: Node) -> str | None:
    if a.kind is Kind.PERSON or min(len(a.key), len(b.key)) > 1:
        return spelled_alike(evidence.name(a), evidence.name(b), a.kind)
    scripts = {_script(evidence.name(a)), _script(evidence.name(b))}
    return spelled_alike(evidence.name(a), evidence.name(b), a.kind) if len(scripts) > 1 else None


def _script(name: str) -> str:
    if in_arabic_script(name):
        return "arabic"
    return "cyrillic" if re.search(r"[Ѐ-ӿ]", name) else "latin"


def _ambiguous(evidence: Evidence, clusters: Clusters, a: Node, b: Node, pairs: list[tuple[Node, Node, str]]) -> bool:
    for node in (a, b):
        if in_arabic_script(evidence.name(node)):
            others = {y if x == node else x for x, y, _ in pairs if node in (x, y)}
            if len(clusters.roots(others)) > 1 and not _all_alike(evidence, others):
                return True
    return False


def _all_alike(evidence: Evidence, nodes: set[Node]) -> bool:
    return all(_alike(evidence, a, b) for a, b in combinations(sorted(nodes), 2))


def by_short_form(evidence: Evidence, clusters: Clusters) -> Iterator[Apart]:
    """Inside one report, a surname (or "J. Haldun") stands for the only full name that it fits."""
    full: dict[str, list[Node]] = defaultdict(list)
    for node, units in evidence.units.items():
        if node.kind is Kind.PERSON and node.strong:
            for document in {unit[0] for unit in units}:
                full[document].append(node)
    for node in sorted(n for n in evidence.units if n.kind is Kind.PERSON and not n.strong):
        fits = {clusters.root(f) for f in full[node.document] if _short_for(node, f)}
        if len(fits) == 1:
            score = Score(0.85, ("the only full name in the same report that this short form fits",))
            clusters.join(fits.pop(), node, rule="short form", score=score)
    yield from ()


def _short_for(short: Node, full: Node) -> bool:
    if len(short.key) == 1:
        return short.key[0] in (full.key[0], full.key[-1])
    return short.key[-1] == full.key[-1] and full.key[0].startswith(short.key[0])


def by_shared_office(evidence: Evidence, clusters: Clusters) -> Iterator[Apart]:
    """A surname in one report and a full name in another, both said to lead, or serve, the same organization."""
    offices = _offices(evidence, clusters)
    held: dict[tuple[str, Node], list[Node]] = defaultdict(list)
    for person, posts in offices.items():
        for post in posts:
            held[post].append(person)
    for short in sorted(n for n in offices if not n.strong and len(clusters.members[clusters.root(n)]) == 1):
        fits: dict[Node, tuple[str, Node]] = {}
        for post in sorted(offices[short]):
            for person in held[post]:
                if person.strong and _short_for(short, person):
                    fits[clusters.root(person)] = post
        if len(fits) == 1:
            (target, (_, body)), name = next(iter(fits.items())), evidence.name(short)
            reason = f"{name} and {evidence.name(target)} are both given an office in {evidence.name(body)}"
            clusters.join(target, short, rule="shared office", score=Score(0.7, (reason, "no other full name fits")))
        elif fits:
            both = " / ".join(sorted(evidence.name(node) for node in fits))
            yield Apart((evidence.name(short), both), "the short form fits more than one person")


def _offices(evidence: Evidence, clusters: Clusters) -> dict[Node, set[tuple[str, Node]]]:
    found: dict[Node, set[tuple[str, Node]]] = defaultdict(set)
    for told in evidence.records:
        claim = told.claim
        if claim.predicate not in _OFFICES or claim.polarity is Polarity.DENIED:
            continue
        if isinstance(claim.subject, Mention) and isinstance(claim.object, Mention):
            person = node_of((claim.document, claim.subject.kind, claim.subject.name))
            body = node_of((claim.document, claim.object.kind, claim.object.name))
            known = person in evidence.units and body in evidence.units
            if known and person.kind is Kind.PERSON and body.kind is Kind.ORGANIZATION:
                found[person].add(("office", clusters.root(body)))
    return found


RULES = (
    by_bracketed_acronyms,
    by_stated_aliases,
    by_article,
    by_spelling,
    by_short_form,
    by_shared_office,
)
"""In this order: what a report says of itself first, likeness after, the shared office last."""
