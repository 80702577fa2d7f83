"""Ties between reports by offices: a surname here and a full name there that are both said to lead one body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from reportedly.model import Kind

from .link import LEADS, POST
from .node import Node, ranks_of, sex, short_for, short_for_body
from .shelf import Shelf
from .tie import SHARED_OFFICE, Tie

_JOINS, _DOUBTED = 0.7, 0.5


def offices(shelf: Shelf, touched: Collection[Node]) -> Iterator[Tie]:
    """A short form in one report and a fuller name in another, both said to lead, or serve, the same organization.

    "Commander Haldun" of two reports is one where both lead the body. A rank that the full name never bears speaks
    against it where the two are not both said to lead; a man's title and a woman's name are never one.
    """
    people = {n for n in touched if n.kind is Kind.PERSON}
    posts = _Posts.of(shelf, people)
    found: dict[tuple[Node, Node], str] = {}
    for (body, word), shorts in sorted(posts.short.items()):
        fuller = posts.full.get((body, word), set())
        for one in sorted(shorts):
            for other in sorted(fuller | {n for n in shorts if n < one}):
                if (one in people or other in people) and posts.may_be_one(one, other, body):
                    key = (other, one)
                    # What both lead says more than what they serve.
                    if key not in found or (posts.both_lead(*key, body), found[key]) > (
                        posts.both_lead(*key, found[key]),
                        body,
                    ):
                        found[key] = body
    for (other, one), body in sorted(found.items()):
        yield posts.tie(other, one, body)


@dataclass(frozen=True, slots=True)
class _Posts:
    """Who is given an office in which body (an entity), and how they are called and titled."""

    post: Mapping[tuple[Node, str], Node]
    lead: frozenset[tuple[Node, str]]
    short: Mapping[tuple[str, str], set[Node]]
    full: Mapping[tuple[str, str], set[Node]]
    names: Mapping[Node, str]
    sexes: Mapping[Node, frozenset[str]]
    ranks: Mapping[Node, frozenset[str]]

    @classmethod
    def of(cls, shelf: Shelf, people: Collection[Node]) -> _Posts:
        bodies = {link.b for link in shelf.links(people, {POST}) if link.a in people}
        placed = shelf.placed(bodies)
        everywhere = shelf.placed(shelf.members({p.entity for p in placed.values()}))
        short: dict[tuple[str, str], set[Node]] = defaultdict(set)
        full: dict[tuple[str, str], set[Node]] = defaultdict(set)
        post: dict[tuple[Node, str], Node] = {}
        lead = set()
        for link in shelf.links(everywhere, {POST}):
            if link.b in everywhere and link.a.key[-1:] not in (("♀",), ("♂",)):
                body = everywhere[link.b].entity
                post[link.a, body] = min(post.get((link.a, body), link.b), link.b)
                lead |= {(link.a, body)} if link.score == LEADS else set()
                for word in {link.a.words[0], link.a.words[-1]}:
                    (full if link.a.strong else short)[body, word].add(link.a)
        spelled = shelf.spellings({node for node, _ in post})
        names = shelf.names({*spelled, *post.values()})
        sexes = {n: frozenset(filter(None, map(sex, own))) for n, own in spelled.items()}
        ranks = {n: frozenset(r for name in own for r in ranks_of(name)) for n, own in spelled.items()}
        return cls(post, frozenset(lead), short, full, names, sexes, ranks)

    def both_lead(self, a: Node, b: Node, body: str) -> bool:
        """Whether both are said to lead a body."""
        return (a, body) in self.lead and (b, body) in self.lead

    def may_be_one(self, short: Node, other: Node, body: str) -> bool:
        """Whether a short form fits another name at all: two short forms only as leaders of one rank."""
        if {*self.sexes.get(short, ()), *self.sexes.get(other, ())} == {"m", "f"}:
            return False
        if other.strong:
            return short_for(short, other)
        same = short.words == other.words and short.document != other.document and len(short.words) == 1
        ranks = self.ranks.get(short, frozenset()) & self.ranks.get(other, frozenset())
        return same and bool(ranks) and self.both_lead(short, other, body)

    def tie(self, other: Node, short: Node, body: str) -> Tie:
        """The tie of a short form and the fuller name that it fits by its office."""
        ranks = self.ranks.get(short, frozenset())
        strange = ranks and not ranks & self.ranks.get(other, frozenset()) and not self.both_lead(other, short, body)
        own = sorted(ranks)[0].title() if strange else ""
        against = (f"{self.names[other]} is nowhere called {own}",) if strange else ()
        reason = f"{self.names[short]} and {self.names[other]} are both given an office in "
        reasons = (reason + self.names[self.post[short, body]], "no other full name fits")
        return Tie(other, short, SHARED_OFFICE, _DOUBTED if strange else _JOINS, reasons, against, "", short.document)


def led_by_one(shelf: Shelf, touched: Collection[Node]) -> Iterator[Tie]:
    """ "The Brotherhood" in one report, "Sannar Brotherhood" in another, where one full name is said to lead both."""
    bodies = {n for n in touched if n.kind is Kind.ORGANIZATION}
    leaders = {link.a for link in shelf.links(bodies, {POST}) if link.b in bodies and link.a.strong}
    led: dict[Node, set[Node]] = defaultdict(set)
    for link in shelf.links(leaders, {POST}):
        if link.a in leaders and link.score == LEADS and link.b.kind is Kind.ORGANIZATION:
            led[link.a].add(link.b)
    found: dict[tuple[Node, Node], Node] = {}
    for leader, own in sorted(led.items()):
        for short in own:
            for full in own:
                if (short in bodies or full in bodies) and _short_for_body(short, full):
                    found.setdefault((full, short), leader)
    names = shelf.names({node for pair in found for node in pair} | set(found.values()))
    for (full, short), leader in sorted(found.items()):
        reason = f"{names[leader]} is said to lead both {names[short]} and {names[full]}"
        yield Tie(full, short, SHARED_OFFICE, _JOINS, (reason,), (), "", short.document)


def _short_for_body(short: Node, full: Node) -> bool:
    return not short.strong and full.strong and len(short.words) == 1 and short_for_body(short.words[0], full)


__all__ = ["led_by_one", "offices"]
