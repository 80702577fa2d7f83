"""The measures, over plain sets: what is compared and what each figure means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)
Pair = frozenset[str]


@dataclass(slots=True)
class BCubed:
    """B³ (Bagga and Baldwin, 1998): of each item, how much of its cluster is rightly there; means over the items."""

    precision: float = 0.0
    recall: float = 0.0
    items: int = 0

    def join(self, other: BCubed) -> None:
        """Count the items of ``other`` too."""
        self.precision += other.precision
        self.recall += other.recall
        self.items += other.items

    @property
    def f1(self) -> float | None:
        """The harmonic mean of mean precision and mean recall, in per cent; None without an item."""
        if not self.items:
            return None
        p, r = self.precision / self.items, self.recall / self.items
        return 200 * p * r / (p + r) if p + r else 0.0


def b_cubed(truth: Mapping[Item, Hashable], found: Mapping[Item, Hashable]) -> BCubed:
    """B³ of ``found`` against ``truth``: to which cluster each item belongs. Items of ``truth`` only.

    An item that ``found`` lacks is a cluster of its own.
    """
    placed = {item: found.get(item, ("alone", item)) for item in truth}
    true_clusters, found_clusters = _clusters(truth), _clusters(placed)
    made = BCubed(items=len(truth))
    for item, entity in truth.items():
        right, had = true_clusters[entity], found_clusters[placed[item]]
        common = len(right & had)
        made.precision += common / len(had)
        made.recall += common / len(right)
    return made


def _clusters(placed: Mapping[Item, Hashable]) -> dict[Hashable, set[Item]]:
    clusters: dict[Hashable, set[Item]] = defaultdict(set)
    for item, cluster in placed.items():
        clusters[cluster].add(item)
    return clusters


def wrong_merges(truth: Mapping[Item, str], found: Mapping[Item, Hashable], leaders: Collection[str]) -> list[Pair]:
    """The pairs of leaders of whom names were put into one cluster."""
    clusters: dict[Hashable, set[str]] = defaultdict(set)
    for item, entity in truth.items():
        if entity in leaders and item in found:
            clusters[found[item]].add(entity)
    pairs = {frozenset(pair) for there in clusters.values() for pair in combinations(sorted(there), 2)}
    return sorted(pairs, key=sorted)


def pairs_within(groups: Iterable[Iterable[str]]) -> set[Pair]:
    """Every pair of members of one group."""
    return {frozenset(pair) for group in groups for pair in combinations(sorted(set(group)), 2)}


def pairs_across(sides: Sequence[Collection[str]]) -> set[Pair]:
    """Every pair of which the two stand on different sides."""
    return {frozenset((a, b)) for one, other in combinations(sides, 2) for a in one for b in other if a != b}


@dataclass(frozen=True, slots=True)
class Disputes:
    """How conflicts found answer to the true ones.

    ``right`` and ``wrong`` are indices of the found ones, ``met`` and ``missed`` of the true ones. ``alike``: the pairs
    that only look like a conflict and that right ones oppose all the same; each counts as one more that is wrong.
    """

    right: tuple[int, ...]
    wrong: tuple[int, ...]
    met: tuple[int, ...]
    missed: tuple[int, ...]
    alike: tuple[Pair, ...] = ()


def disputes(
    true: Sequence[Sequence[Collection[str]]],
    found: Sequence[Sequence[Collection[str]]],
    alike: Collection[Pair] = (),
) -> Disputes:
    """Conflicts as sides, sides as claims.

    A found conflict is right where of at least half of the pairs of its sides some two claims are opposed in truth; a
    true one is met where right ones together oppose at least half of its pairs of claims. ``alike``: pairs of claims
    that only look like a conflict.
    """
    opposed_in_truth = [pairs_across(sides) for sides in true]
    opposed = [pairs_across(sides) for sides in found]
    all_true = set().union(*opposed_in_truth) if opposed_in_truth else set()
    right = [i for i, sides in enumerate(found) if _holds(sides, all_true)]
    held = set().union(*(opposed[i] for i in right)) if right else set()
    met = [i for i, pairs in enumerate(opposed_in_truth) if 2 * len(pairs & held) >= len(pairs)]
    return Disputes(
        tuple(right),
        tuple(i for i in range(len(found)) if i not in right),
        tuple(met),
        tuple(i for i in range(len(true)) if i not in met),
        tuple(pair for pair in alike if pair in held),
    )


def _holds(sides: Sequence[Collection[str]], opposed: Collection[Pair]) -> bool:
    """Whether of at least half of the pairs of sides some two claims are opposed in truth."""
    each = [any(pair in opposed for pair in pairs_across(two)) for two in combinations(sides, 2)]
    return 2 * sum(each) >= len(each) > 0
