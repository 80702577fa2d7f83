"""Ties between reports of names that many bodies bear: bare acronyms, "Interior Ministry"; by the company they keep."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations

from reportedly.model import Kind
from reportedly.weighing.names import is_generic

from .compare import said_of_both
from .facts import initials
from .link import BRACKET, INITIALS
from .node import Node, hub_of
from .places import countries_of
from .shelf import FIRST, Shelf
from .tie import COMPUTED, SAME_ACRONYM, SAME_BODY, Tie

_FEW = 3
"""A report that names fewer others than this cannot be told from another by the company that its names keep."""
_SHARED = 2
"""Names that two reports must share, for a name that many bodies bear to mean in both the same one."""
_BLOCK = 30
"""Reports up to which such names are held against each other, two by two. An acronym of more reports than this that
none spells out is a household word and means the same in all; an "Interior Ministry" of so many stays in its report."""


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
    for own, block in sorted(shelf.block(words).items()):
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
        if not self.meanings and (is_generic(self.hub.words) or len(self.bare) <= _BLOCK + len(touched)):
            # ``touched`` may have brought the block over the bound, or under it.
            near = len(self.bare) <= _BLOCK + len(touched)
            fits = near and len(self.bare) <= _BLOCK
            ties = list(
                self._by_company() if fits else () if is_generic(self.hub.words) else self._unexplained(self.bare)
            )
            return {*self.bare, self.hub} if near else {n for n in self.bare if n in touched}, ties
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
                    reasons.append(f"the reports that name them also name {said_of_both(both)}")
                against = ("the report names nobody who is named with it",) if strange else ()
                score = 0.6 if strange else 0.75
                yield Tie(full, node, SAME_ACRONYM, score, tuple(reasons), against, "", node.document, len(both))

    def _by_company(self) -> Iterator[Tie]:
        """Reports that share names mean the same by it, unless they are set in different countries."""
        generic = is_generic(self.hub.words)
        full = [] if generic else self._spelled_out()
        company = self.shelf.company([*self.bare, *full])
        lands = {node: countries_of(company.get(node, frozenset())) for node in (*self.bare, *full)}
        for a, b in combinations(sorted(self.bare), 2):
            both = company.get(a, frozenset()) & company.get(b, frozenset())
            foreign = bool(lands[a] and lands[b]) and not lands[a] & lands[b]
            if len(both) >= _SHARED and not foreign:
                also = f"the reports that name them also name {said_of_both(both)}"
                yield Tie(a, b, SAME_BODY, 0.8, (_called(self.hub, generic), also), (), "", "", len(both))
            elif not generic:
                why = "the two reports name other countries" if foreign else "the two reports name few others together"
                yield Tie(a, b, SAME_BODY, 0.5, (_called(self.hub, generic),), (why,), "", "", len(both))
        names = self.shelf.names(full)
        for node in self.bare:
            for one in full:
                both = (company.get(node, frozenset()) - {one}) & company.get(one, frozenset())
                if both:
                    yield self._by_initials(one, node, both, names[one])

    def _spelled_out(self) -> list[Node]:
        """Full names whose initials the acronym may be, though no report says so."""
        key = f"initials:{''.join(self.hub.words)}"
        return sorted(self.shelf.keyed([key]).get(key, ()))

    def _by_initials(self, full: Node, node: Node, both: Collection[Node], name: str) -> Tie:
        score = 0.7 if len(both) >= _SHARED else 0.55
        made = f"{''.join(self.hub.words).upper()} are the initials of {name}"
        against = () if len(both) >= _SHARED else ("no report says that it is meant",)
        return Tie(full, node, SAME_ACRONYM, score, (made,), against, "", node.document, len(both))

    def _unexplained(self, nodes: list[Node]) -> Iterator[Tie]:
        reason = "the same acronym, which no report spells out"
        for node in nodes:
            yield Tie(self.hub, node, SAME_ACRONYM, 0.65, (reason,), (), "", node.document)
        full = self._spelled_out()
        company = self.shelf.company([*full, *self.bare[:FIRST]])
        own = frozenset[Node]().union(*(company.get(node, frozenset()) for node in self.bare[:FIRST]))
        names = self.shelf.names(full)
        for node in full:
            both = (own - {node}) & company.get(node, frozenset())
            yield self._by_initials(node, self.hub, both, names[node])


def _called(hub: Node, generic: bool) -> str:
    return "the same office by its name" if generic else f"the same acronym, {''.join(hub.words).upper()}"


__all__ = ["acronyms"]
