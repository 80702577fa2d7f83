"""Ties that are worked out between reports: names that are alike, bare acronyms, offices that two names share."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from reportedly.model import Kind
from reportedly.weighing.names import POSSIBLE, blocking_keys, compare, is_generic, loose_key

from .facts import initials
from .link import BORN, BRACKET, INITIALS, POST, STATED, Link
from .node import Node, hub_of, short_for
from .places import gazetteer_key
from .shelf import FIRST, Shelf
from .tie import COMPUTED, KINDS, SAME_ACRONYM, SHARED_OFFICE, SPELLING, Tie

_BESIDE = -2.5
_PARTS = {Kind.ORGANIZATION: -3.0, Kind.WORK: -3.0, Kind.PERSON: -1.5}
_BIRTHS = -4.0
_BORN = 1.5
_OFFICE = 1.0
_COMPANY = 0.8
"""What is known beside the names themselves, in log-odds as the features of names are."""
_CLEAR = 0.9
"""From this score on the company that two names keep is not asked for."""
_FEW = 3
"""A report that names fewer others than this cannot be told from another by the company that its names keep."""


def keys_of(node: Node, name: str) -> frozenset[str]:
    """The blocking keys under which a name is compared with others; none for names bound to one report."""
    if not node.strong or node.kind not in KINDS:
        return frozenset()
    keys = {f"{node.kind.value}:{key}" for key in blocking_keys(name, node.kind)}
    if node.kind is Kind.ORGANIZATION:
        keys |= {f"initials:{letters}" for letters in initials(node.words) if len(letters) > 2}
    if node.kind is Kind.PLACE and len(node.words) == len(node.key) and (place := gazetteer_key(name)):
        keys.add(f"gazetteer:{place}")
    return frozenset(keys)


def spelled(shelf: Shelf, fresh: Collection[Node], touched: Collection[Node]) -> Iterator[Tie]:
    """Ties between names that are alike: ``fresh`` ones against all, ``touched`` ones weighed anew."""
    pairs = {(t.a, t.b) for t in shelf.ties(touched) if t.rule == SPELLING}
    new = set(fresh)
    names = shelf.names(new)
    keys = {node: keys_of(node, names[node]) for node in sorted(new & names.keys())}
    blocks = shelf.keyed({key for own in keys.values() for key in own if not key.startswith("initials:")})
    for node, own in keys.items():
        for other in {o for key in own for o in blocks.get(key, ())}:
            if other != node and other.kind is node.kind and (other not in new or node < other):
                pairs.add((min(node, other), max(node, other)))
    names |= shelf.names({node for pair in pairs for node in pair} - names.keys())
    alike = [(a, b, found) for a, b in sorted(pairs) if (found := _alike(a, b, names)) is not None]
    del pairs
    beside = shelf.together([(a, b) for a, b, _ in alike])
    # A report that says "Ashkel, also spelled Aschkel" uses both names, and for one.
    beside -= {pair for link in shelf.links({n for p in beside for n in p}, {STATED}) for pair in _both_ways(link)}
    known = _Known.of(shelf, {node for a, b, _ in alike for node in (a, b) if node.kind is Kind.PERSON})
    close = {node for a, b, s in alike if s.score < _CLEAR for node in (a, b)}
    company = shelf.company(close)
    for a, b, found in alike:
        yield _weighed(a, b, names, found, (a, b) in beside, known, company)


def _both_ways(link: Link) -> tuple[tuple[Node, Node], tuple[Node, Node]]:
    return (link.a, link.b), (link.b, link.a)


@dataclass(frozen=True, slots=True)
class _Likeness:
    score: float
    reasons: tuple[str, ...]
    against: tuple[str, ...]


def _alike(a: Node, b: Node, names: dict[Node, str]) -> _Likeness | None:
    """How alike two names are; None where they are not."""
    if a not in names or b not in names or a.words == b.words:
        # The same name of two places that reports tell apart.
        return None
    one, other = names[a], names[b]
    found = compare(one, other, a.kind)
    reasons, against = found.speaks_for, found.speaks_against
    score = found.score
    if a.kind is Kind.PLACE and (place := gazetteer_key(one)) and place == gazetteer_key(other):
        score, reasons = max(score, 0.95), (f"{one} and {other} are one place in the gazetteer", *reasons)
    return _Likeness(score, reasons, against) if score >= POSSIBLE else None


@dataclass(frozen=True, slots=True)
class _Known:
    """Offices and years of birth of some people; an office is an entity with the name that it goes by."""

    posts: dict[Node, dict[str, str]]
    born: dict[Node, set[int]]

    @classmethod
    def of(cls, shelf: Shelf, people: Collection[Node]) -> _Known:
        links = shelf.links(people, {POST, BORN})
        bodies = {link.b for link in links if link.rule == POST}
        entities, names = shelf.placed(bodies), shelf.names(bodies)
        posts: dict[Node, dict[str, str]] = defaultdict(dict)
        born: dict[Node, set[int]] = defaultdict(set)
        for link in links:
            if link.rule == BORN:
                born[link.a].add(int(link.score))
            elif link.b in entities:
                body = entities[link.b].entity
                posts[link.a][body] = min(posts[link.a].get(body, names[link.b]), names[link.b])
        return cls(posts, born)


def _weighed(
    a: Node,
    b: Node,
    names: dict[Node, str],
    found: _Likeness,
    beside: bool,
    known: _Known,
    company: dict[Node, frozenset[Node]],
) -> Tie:
    odds, reasons, against = 0.0, list(found.reasons), list(found.against)
    if beside and loose_key(names[a], a.kind) != loose_key(names[b], b.kind):
        odds += _BESIDE
        against.append("spelled alike, but one report uses both names")
    part, whole = sorted((set(loose_key(names[n], n.kind)) for n in (a, b)), key=len)
    if part < whole and a.kind in _PARTS:
        odds += _PARTS[a.kind]
        against.append(f"{min(names[a], names[b], key=len)} is only a part of the other name")
    years, others = known.born.get(a, set()), known.born.get(b, set())
    if years and others:
        nearest = min(abs(x - y) for x in years for y in others)
        if nearest > 1:
            odds += _BIRTHS
            against.append(f"one is born in {_or(years)}, the other in {_or(others)}")
        elif nearest == 0:
            odds += _BORN
            reasons.append(f"both are born in {_or(years & others)}")
    apart = bool(found.against)
    shared = known.posts.get(a, {}).keys() & known.posts.get(b, {}).keys()
    if shared:
        # Brothers follow one another in office: what two names share there never outweighs a part that differs.
        odds += 0 if apart else _OFFICE
        reasons.append(f"both are given an office in {min(known.posts[a][body] for body in shared)}")
    both = company.get(a, frozenset()) & company.get(b, frozenset())
    if len(both) > 1:
        odds += 0 if apart else _COMPANY
        reasons.append(f"the reports that name them also name {_said(both)}")
    return Tie(a, b, SPELLING, _likelier(found.score, odds), tuple(reasons), tuple(against))


def _likelier(score: float, odds: float) -> float:
    """A score with more log-odds for it, or against it."""
    bounded = min(max(score, 0.005), 0.99)
    return round(1 / (1 + (1 / bounded - 1) * math.exp(-odds)), 4)


def _said(nodes: Collection[Node]) -> str:
    return ", ".join(" ".join(node.words).title() for node in sorted(nodes)[:3])


def _or(years: Iterable[int]) -> str:
    return " or ".join(map(str, sorted(years)))


def offices(shelf: Shelf, touched: Collection[Node]) -> Iterator[Tie]:
    """A surname in one report and a full name in another, both said to lead, or serve, the same organization."""
    people = {n for n in touched if n.kind is Kind.PERSON}
    bodies = {link.b for link in shelf.links(people, {POST}) if link.a in people}
    placed = shelf.placed(bodies)
    everywhere = shelf.placed(shelf.members({p.entity for p in placed.values()}))
    short: dict[tuple[str, str], set[Node]] = defaultdict(set)
    full: dict[tuple[str, str], set[Node]] = defaultdict(set)
    post: dict[tuple[Node, str], Node] = {}
    for link in shelf.links(everywhere, {POST}):
        if link.b in everywhere and link.a.key[-1:] not in (("♀",), ("♂",)):
            body = everywhere[link.b].entity
            post[link.a, body] = min(post.get((link.a, body), link.b), link.b)
            for word in {link.a.words[0], link.a.words[-1]}:
                (full if link.a.strong else short)[body, word].add(link.a)
    names = shelf.names({*(n for n, _ in post), *post.values()})
    found: dict[tuple[Node, Node], str] = {}
    for key in sorted(short.keys() & full.keys()):
        for one in short[key]:
            for other in full[key]:
                if (one in people or other in people) and short_for(one, other):
                    found.setdefault((other, one), key[0])
    for (other, one), body in sorted(found.items()):
        reason = f"{names[one]} and {names[other]} are both given an office in {names[post[one, body]]}"
        yield Tie(other, one, SHARED_OFFICE, 0.7, (reason, "no other full name fits"), (), "", one.document)


def acronyms(shelf: Shelf, touched: Collection[Node], changed: Collection[str]) -> tuple[set[Node], list[Tie]]:
    """Ties of bare acronyms: the nodes that were weighed anew, and their ties.

    ``changed`` are the reports that are new or read anew: where one of them belongs to the company of what an
    acronym stands for, all that bear the acronym are weighed.
    """
    orgs = {n for n in touched if n.kind is Kind.ORGANIZATION}
    spelled_out = shelf.links(orgs, {BRACKET, INITIALS})
    words = {n.words for n in orgs if not n.strong and not n.hub} | {link.b.key for link in spelled_out}
    made = {letters for n in orgs if n.strong and not n.hub for letters in initials(n.words)}
    words |= {(letters,) for letters in made}
    weighed: set[Node] = set()
    ties: list[Tie] = []
    # "Ministry of Defence" is bound to its report like an acronym, and stands for one of many countries'.
    for own, block in sorted(shelf.block({own for own in words if not is_generic(own)}).items()):
        nodes, found = _Block.of(shelf, own, block).ties(orgs, frozenset(changed))
        weighed |= nodes
        ties += found
    return weighed, ties


@dataclass(frozen=True, slots=True)
class _Block:
    """All nodes of one acronym, and what reports spell it out as."""

    shelf: Shelf
    hub: Node
    bare: list[Node]
    meanings: list[Node]

    @classmethod
    def of(cls, shelf: Shelf, words: tuple[str, ...], block: set[Node]) -> _Block:
        links = shelf.links(block, {BRACKET, INITIALS})
        told = {link.b for link in links}
        meanings = sorted({link.a for link in links if link.rule == BRACKET} or {link.a for link in links})
        return cls(shelf, hub_of(words), sorted(block - told), meanings)

    def ties(self, touched: set[Node], changed: frozenset[str]) -> tuple[set[Node], list[Tie]]:
        """Which bare nodes were weighed, and their ties."""
        before = {t for t in self.shelf.ties([self.hub, *self.bare]) if t.rule in COMPUTED}
        targets = {t.a for t in before if not t.a.hub and not t.b.hub}
        anew = targets != set(self.meanings) or self._company_changed(changed)
        nodes = self.bare if anew else [n for n in self.bare if n in touched]
        ties = list(self._meant(nodes)) if self.meanings else list(self._unexplained(nodes))
        return {*nodes, *([self.hub] if anew or not self.meanings else ())}, ties

    def _company_changed(self, changed: frozenset[str]) -> bool:
        first = self.shelf.first_reports(self.meanings)
        return any(not changed.isdisjoint(reports) for reports in first.values())

    def _meant(self, nodes: list[Node]) -> Iterator[Tie]:
        company = self.shelf.company([*nodes, *self.meanings])
        for node in nodes:
            own = company.get(node, frozenset())
            for full in self.meanings:
                both = own & company.get(full, frozenset())
                strange = not both and len(own) >= _FEW
                reasons = ["the same acronym, which stands for nothing else in these reports"]
                if both:
                    reasons.append(f"the reports that name them also name {_said(both)}")
                against = ("the report names nobody who is named with it",) if strange else ()
                score = 0.6 if strange else 0.75
                yield Tie(full, node, SAME_ACRONYM, score, tuple(reasons), against, "", node.document, len(both))

    def _unexplained(self, nodes: list[Node]) -> Iterator[Tie]:
        reason = "the same acronym, which no report spells out"
        for node in nodes:
            yield Tie(self.hub, node, SAME_ACRONYM, 0.65, (reason,), (), "", node.document)
        letters = "".join(self.hub.words)
        key = f"initials:{letters}"
        full = sorted(self.shelf.keyed([key]).get(key, ()))
        company = self.shelf.company([*full, *self.bare[:FIRST]])
        own = frozenset[Node]().union(*(company.get(node, frozenset()) for node in self.bare[:FIRST]))
        names = self.shelf.names(full)
        for node in full:
            both = (own - {node}) & company.get(node, frozenset())
            score = 0.7 if len(both) > 1 else 0.55
            made = f"{letters.upper()} are the initials of {names[node]}"
            against = () if len(both) > 1 else ("no report says that it is meant",)
            yield Tie(node, self.hub, SAME_ACRONYM, score, (made,), against, "", "", len(both))


__all__ = ["acronyms", "keys_of", "offices", "spelled"]
