"""Ties that are worked out between reports: names that are alike."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from reportedly.model import Kind
from reportedly.weighing.names import (
    POSSIBLE,
    SAME,
    Comparison,
    blocking_keys,
    compare,
    is_generic,
    key,
    loose_key,
    tokens,
)
from reportedly.weighing.names.known import concept_of
from reportedly.weighing.names.letters import plain, words

from .facts import initials
from .link import BORN, POST, STATED, Link
from .node import Node
from .places import gazetteer_key
from .shelf import Shelf
from .tie import KINDS, SPELLING, Tie

_BESIDE = -2.5
_SITES = frozenset(
    "port airport airfield gorge valley river lake mountain mountains pass bridge dam mine camp base prison hospital"
    " university harbour harbor bay island islands coast desert forest square street station checkpoint"
    " outskirts".split()
)
"""Words of places that lie in, or by, the place that has the rest of their name."""
_PARTS = {Kind.ORGANIZATION: -3.0, Kind.WORK: -3.0, Kind.PERSON: -1.5}
_BIRTHS = -4.0
_BORN = 1.5
_OFFICE = 1.0
_COMPANY = 0.8
"""What is known beside the names themselves, in log-odds as the features of names are."""
_CLEAR = 0.9
"""From this score on the company that two names keep is not asked for."""


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
    blocks = shelf.keyed({one for own in keys.values() for one in own if not one.startswith("initials:")})
    for node, own in keys.items():
        for other in {o for one in own for o in blocks.get(one, ())}:
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
    if score < SAME and a.kind is Kind.ORGANIZATION and _other_bodies(one, other, found):
        return None  # "Northern Party", "Northern League": nobody need be asked.
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
    of_body = _heads_differ(names[a], names[b], a.kind)
    if of_body:
        odds += _PARTS[Kind.ORGANIZATION]
        against.append(f"only one of them speaks of “{of_body}”, as a part of the other, or another body, may")
    elif part < whole and a.kind in _PARTS:
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
    apart = bool(found.against or of_body)
    shared = known.posts.get(a, {}).keys() & known.posts.get(b, {}).keys()
    if shared:
        # Brothers follow one another in office: what two names share there never outweighs a part that differs.
        odds += 0 if apart else _OFFICE
        reasons.append(f"both are given an office in {min(known.posts[a][body] for body in shared)}")
    both = company.get(a, frozenset()) & company.get(b, frozenset())
    if len(both) > 1:
        odds += 0 if apart else _COMPANY
        reasons.append(f"the reports that name them also name {said_of_both(both)}")
    return Tie(a, b, SPELLING, _likelier(found.score, odds), tuple(reasons), tuple(against))


def _other_bodies(one: str, other: str, found: Comparison) -> bool:
    """Whether two names share general words only, or each has one that tells another kind of body."""
    if any(feature.name == "general words only" for feature in found.features):
        return True
    ours, theirs = (set(key(name, Kind.ORGANIZATION)) for name in (one, other))
    left = [own for own in (ours - theirs, theirs - ours) if own]
    return len(left) == 2 and any(is_generic((word,)) or concept_of(word) for own in left for word in own)


@lru_cache(maxsize=65536)
def _heads_differ(one: str, other: str, kind: Kind) -> str:
    """What only one of two names speaks of ("Council of the Sannar Brotherhood", "Lemet Airport"); empty if nothing."""
    if kind is Kind.PLACE:
        return min(_SITES & (set(tokens(one)) ^ set(tokens(other))), default="")
    if kind is not Kind.ORGANIZATION:
        return ""
    ours, theirs = ({concept_of(word) for word in words(plain(name))} - {""} for name in (one, other))
    return min(ours ^ theirs, default="") if ours < theirs or theirs < ours else ""


def _likelier(score: float, odds: float) -> float:
    """A score with more log-odds for it, or against it."""
    bounded = min(max(score, 0.005), 0.99)
    return round(1 / (1 + (1 / bounded - 1) * math.exp(-odds)), 4)


def said_of_both(nodes: Collection[Node]) -> str:
    """A few of the names that two names keep company with, in words."""
    return ", ".join(" ".join(node.words).title() for node in sorted(nodes)[:3])


def _or(years: Iterable[int]) -> str:
    return " or ".join(map(str, sorted(years)))


__all__ = ["keys_of", "said_of_both", "spelled"]
