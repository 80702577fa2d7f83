"""Reports that go back to one as a whole, and the report that each such group begins with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportedly.model import Document
from reportedly.weighing.told import order

from .judged import Judged
from .records import Link


class Groups:
    """The groups that links make, and the links that are left once reports judged independent are kept apart.

    ``links``: for each report those by which it goes back to others. ``roots``: for each report the one that its
    group begins with; a report that goes back to none begins its own. ``members``: for each root its group, in order of
    publication; ``back``: for each report the links that lead to it.
    """

    def __init__(self, links: Iterable[Link], documents: Mapping[str, Document], judged: Judged) -> None:
        self._documents = documents
        self.links: dict[str, list[Link]] = defaultdict(list)
        for link in sorted(links, key=_rank):
            if link.document in documents and (not link.origin or link.origin in documents):
                self.links[link.document].append(link)
        for one, other in sorted(judged.apart):
            if one in documents and other in documents:
                self._part(*sorted((one, other), key=self._order))
        self.roots: dict[str, str] = {}
        self.members: dict[str, tuple[str, ...]] = {}
        self.back: dict[str, list[Link]] = defaultdict(list)
        for members in _components(list(documents), self._wholes()):
            self._root(members)
        for held in self.links.values():
            for link in held:
                self.back[link.origin].append(link)

    def _order(self, document: str) -> tuple[str, str]:
        return order(self._documents[document])

    def _wholes(self) -> Iterator[tuple[str, str]]:
        for document, held in self.links.items():
            yield from ((document, link.origin) for link in held if link.whole and link.origin)

    def _part(self, earlier: str, later: str) -> None:
        """Take away links until the two are in groups of their own: the later one's first, then the earlier one's."""
        for leaver in (later, earlier):
            together = self._reach(leaver)
            if (earlier if leaver == later else later) in together:
                self.links[leaver] = [link for link in self.links[leaver] if link.origin not in together]
        together = self._reach(later)
        if earlier in together:
            for member in together - {later}:
                self.links[member] = [link for link in self.links[member] if link.origin != later]
        # Not even passages of one may come from the other.
        for one, other in ((earlier, later), (later, earlier)):
            self.links[one] = [link for link in self.links[one] if link.origin != other]

    def _reach(self, document: str) -> set[str]:
        near: dict[str, set[str]] = defaultdict(set)
        for one, other in self._wholes():
            near[one].add(other)
            near[other].add(one)
        found, ahead = {document}, [document]
        while ahead:
            fresh = near[ahead.pop()] - found
            found |= fresh
            ahead += fresh
        return found

    def _root(self, members: Sequence[str]) -> None:
        goes_back = {m for m in members if any(link.whole and link.origin for link in self.links.get(m, ()))}
        first = min([m for m in members if m not in goes_back] or members, key=self._order)
        self.members[first] = tuple(sorted(members, key=self._order))
        for member in members:
            self.roots[member] = first


def _rank(link: Link) -> tuple[str, bool, float, str, str, str]:
    return (link.document, not link.whole, -link.score.value, link.origin, link.outlet, link.via.value)


def _components(names: Sequence[str], pairs: Iterable[tuple[str, str]]) -> Iterator[list[str]]:
    parent = {name: name for name in names}

    def top(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for one, other in pairs:
        parent[max(top(one), top(other))] = min(top(one), top(other))
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[top(name)].append(name)
    yield from groups.values()
