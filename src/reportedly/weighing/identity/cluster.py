"""From ties to entities: names are joined in one fixed order, whatever the order of the reports, and never foes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from reportedly.weighing.names import POSSIBLE, SAME

from .link import DENIED, SHORT, STATED
from .node import Node
from .tie import CHOICES, ENOUGH, JUDGED, SAME_ACRONYM, SAME_BODY, SHARED_OFFICE, SPELLING, Foes, Outcome, Tie

_CLEARER = 0.1
"""By how much one of two spellings that a name fits must fit better, to be taken for the one meant."""
_COMPANY = 2
"""Names that two reports must share, for an acronym to mean in one what it means in the other and not in a third."""
_TOO_MANY = {
    STATED: "reports give this name to more than one bearer",
    SHORT: "the short form fits more than one full name",
    SHARED_OFFICE: "the short form fits more than one full name",
}


@dataclass(slots=True)
class Clusters:
    """A union-find that refuses what must stay apart, and knows which names were joined by their spelling."""

    parent: dict[Node, Node] = field(default_factory=dict)
    members: dict[Node, set[Node]] = field(default_factory=dict)
    foes: dict[Node, dict[Node, Foes]] = field(default_factory=dict)

    def add(self, node: Node) -> None:
        """Make a node known, as a cluster of its own."""
        if node not in self.parent:
            self.parent[node] = node
            self.members[node] = {node}

    def root(self, node: Node) -> Node:
        """The node that stands for the cluster of this one."""
        while self.parent[node] != node:
            self.parent[node] = self.parent[self.parent[node]]
            node = self.parent[node]
        return node

    def named(self, node: Node) -> bool:
        """Whether the cluster of a node holds a name that means the same in every report."""
        return any(member.strong and not member.hub for member in self.members[self.root(node)])

    def keep_apart(self, foes: Foes) -> None:
        """Never let these two into one cluster; what a person says goes before what a report says."""
        for one, other in ((foes.a, foes.b), (foes.b, foes.a)):
            held = self.foes.setdefault(one, {})
            if other not in held or foes.judged:
                held[other] = foes

    def between(self, a: Node, b: Node) -> Foes | None:
        """What keeps the clusters of two nodes apart, if anything does; a judgement before all else."""
        one, other = self.members[self.root(a)], self.members[self.root(b)]
        if len(other) < len(one):
            one, other = other, one
        found = [foe for node in one for name, foe in self.foes.get(node, {}).items() if name in other]
        return min(found, key=lambda f: (not f.judged, f.rule != DENIED, f.a, f.b), default=None)

    def join(self, a: Node, b: Node, *, judged: bool = False) -> bool:
        """Join two clusters. False, and nothing done, where they must stay apart or are one already.

        ``judged``: because a person says so, whatever reports say; not where another judgement keeps them apart.
        """
        one, two = self.root(a), self.root(b)
        if one == two or a.kind is not b.kind:
            return False
        foe = self.between(a, b)
        if foe is not None and (foe.judged or not judged):
            return False
        small, large = sorted((one, two), key=lambda r: (len(self.members[r]), r))
        self.parent[small] = large
        self.members[large] |= self.members.pop(small)
        return True


def cluster(nodes: Iterable[Node], ties: Iterable[Tie], foes: Iterable[Foes]) -> tuple[list[list[Node]], list[Tie]]:
    """Join nodes by their ties; gives the groups, and each tie with what became of it.

    ``ties`` must hold all ties between the nodes. Judgements join first; then, rule by rule, the stronger before the
    weaker, ties of equal strength in the order of their names. A name that fits two others which are not one
    joins neither.
    """
    clusters = Clusters()
    for node in nodes:
        clusters.add(node)
    for foe in foes:
        clusters.keep_apart(foe)
    ordered = sorted(set(ties), key=lambda tie: tie.key)
    alike = _Alike(clusters, [tie for tie in ordered if tie.rule == SPELLING])
    done: dict[Tie, Tie] = {}
    waiting: dict[tuple[str, Node], list[Tie]] = defaultdict(list)
    rules = list(dict.fromkeys(tie.rule for tie in ordered))
    by_rule = {rule: [tie for tie in ordered if tie.rule == rule] for rule in rules}
    for rule in rules:
        for tie in by_rule[rule]:
            if rule in CHOICES:
                waiting[rule, tie.b].append(tie)
            else:
                done[tie] = _tried(clusters, tie, alike)
        _choose(clusters, waiting, done)
    for group in waiting.values():
        for tie in group:
            done[tie] = _left_open(clusters, tie, group)
    groups = [sorted(members) for _, members in sorted(clusters.members.items())]
    return groups, [_settled(clusters, done[tie]) for tie in ordered]


def joins(tie: Tie) -> bool:
    """Whether a tie can join its names, by itself or where all that the lesser one fits is one."""
    return tie.score >= SAME if tie.rule in (SPELLING, SAME_BODY) else True


def left_open(tie: Tie) -> Tie:
    """A tie that is too weak to join: undecided, or apart where more speaks against it than for it."""
    return replace(tie, outcome=Outcome.UNDECIDED if tie.score >= POSSIBLE else Outcome.APART)


def _tried(clusters: Clusters, tie: Tie, alike: _Alike) -> Tie:
    if clusters.root(tie.a) == clusters.root(tie.b):
        return replace(tie, outcome=Outcome.ONE)
    if not joins(tie):
        return left_open(tie)
    if tie.rule == SPELLING and (why := alike.why_not(tie)):
        return replace(tie, hindrance=why, outcome=Outcome.UNDECIDED)
    if tie.rule == SAME_BODY and clusters.named(tie.a) and clusters.named(tie.b):
        return replace(tie, hindrance="their own reports give each a full name", outcome=Outcome.APART)
    if clusters.join(tie.a, tie.b, judged=tie.rule == JUDGED):
        if tie.rule == SPELLING:
            alike.joined(tie)
        return replace(tie, outcome=Outcome.JOINED)
    return _refused(clusters, tie)


def _refused(clusters: Clusters, tie: Tie) -> Tie:
    foe = clusters.between(tie.a, tie.b)
    reason = foe.reason if foe is not None else "the two are of different kinds"
    # One report says that they are one and another that they are not: that is for a person to decide.
    open_ = foe is not None and not foe.judged and foe.rule == DENIED and tie.rule == STATED
    return replace(tie, hindrance=reason, outcome=Outcome.UNDECIDED if open_ else Outcome.APART)


def _choose(clusters: Clusters, waiting: dict[tuple[str, Node], list[Tie]], done: dict[Tie, Tie]) -> None:
    """Join every lesser name whose bearers are one; again and again, as each join can make others one."""
    changed = True
    while changed:
        changed = False
        for key in sorted(waiting, key=lambda k: (waiting[k][0].key[0], k[1])):
            meant = _meant(clusters, waiting[key], waiting)
            if meant is None:
                continue
            for tie in waiting.pop(key):
                done[tie] = _join_choice(clusters, tie) if tie in meant else _passed_over(clusters, tie)
            changed = True


def _join_choice(clusters: Clusters, tie: Tie) -> Tie:
    if clusters.root(tie.a) == clusters.root(tie.b):
        return replace(tie, outcome=Outcome.ONE)
    if clusters.join(tie.a, tie.b):
        return replace(tie, outcome=Outcome.JOINED)
    return _refused(clusters, tie)


def _passed_over(clusters: Clusters, tie: Tie) -> Tie:
    if clusters.root(tie.a) == clusters.root(tie.b):
        return replace(tie, outcome=Outcome.ONE)
    if tie.rule == SHARED_OFFICE:
        return replace(tie, hindrance="its own report says who is meant")
    if tie.rule == STATED:
        return replace(tie, hindrance=_TOO_MANY[STATED], outcome=Outcome.UNDECIDED)
    return replace(tie, hindrance="the company it keeps is that of another")


def _meant(clusters: Clusters, group: list[Tie], waiting: dict[tuple[str, Node], list[Tie]]) -> list[Tie] | None:
    """The ties of a lesser name that hold: all where what it fits is one; None where that is open."""
    if group[0].rule == SHARED_OFFICE and _settled_at_home(clusters, group[0].b):
        return []
    able = [tie for tie in group if tie.score >= ENOUGH and not clusters.between(tie.a, tie.b)]
    if group[0].rule == STATED and (found := [t for t in able if clusters.root(t.a) == clusters.root(t.b)]):
        return found
    roots = {clusters.root(tie.a) for tie in able}
    if len(roots) > 1 and group[0].rule == STATED and _linked(able, waiting):
        return able
    if len(roots) == 1 and (len(able) == len(group) or _all_foes(clusters, group, able)):
        return able
    if len(roots) > 1 and group[0].rule == SAME_ACRONYM:
        best = {root: max(t.weight for t in able if clusters.root(t.a) == root) for root in roots}
        first, second, *_ = sorted(roots, key=lambda root: (-best[root], root))
        if best[first] >= _COMPANY and best[first] > 2 * best[second]:
            return [tie for tie in able if clusters.root(tie.a) == first]
    return None


def _settled_at_home(clusters: Clusters, short: Node) -> bool:
    """Whether a short form has found its full name in its own report (or a person has said whose it is)."""
    return any(len(node.words) > 1 and node.strong for node in clusters.members[clusters.root(short)])


def _all_foes(clusters: Clusters, group: list[Tie], able: list[Tie]) -> bool:
    """Whether those that a lesser name cannot join are kept from it by foes, and not only weaker."""
    return all(tie in able or clusters.between(tie.a, tie.b) for tie in group)


def _linked(group: list[Tie], waiting: dict[tuple[str, Node], list[Tie]]) -> bool:
    """Whether the bearers of one alias are said, elsewhere, to be names of one another."""
    bearers = {tie.a for tie in group}
    near = {b: {b} | {t.a for t in waiting.get((STATED, b), ()) if t.a in bearers} for b in bearers}
    return any(seen == bearers for seen in near.values())


def _left_open(clusters: Clusters, tie: Tie, group: list[Tie]) -> Tie:
    if clusters.root(tie.a) == clusters.root(tie.b):
        return replace(tie, outcome=Outcome.ONE)
    foe = clusters.between(tie.a, tie.b)
    if foe is not None:
        return _refused(clusters, tie)
    others = {clusters.root(t.a) for t in group}
    hindrance = ""
    if len(others) > 1:
        name = "".join(tie.b.words).upper()
        hindrance = _TOO_MANY.get(tie.rule, f"{name} stands for more than one organization")
    return replace(tie, hindrance=hindrance, outcome=Outcome.UNDECIDED)


def _settled(clusters: Clusters, tie: Tie) -> Tie:
    """The outcome at the end: what was open may have become one, or been judged, by what was joined later."""
    if tie.outcome in (Outcome.UNDECIDED, Outcome.APART):
        if clusters.root(tie.a) == clusters.root(tie.b):
            return replace(tie, outcome=Outcome.ONE)
        foe = clusters.between(tie.a, tie.b)
        if foe is not None and (foe.judged or foe.rule != DENIED) and tie.outcome is Outcome.UNDECIDED:
            return replace(tie, outcome=Outcome.APART, hindrance=foe.reason)
    return tie


@dataclass(slots=True)
class _Alike:
    """Which names were compared and found alike; names joined by spelling must all be like one another."""

    clusters: Clusters
    ties: list[Tie]
    scores: dict[frozenset[Node], float] = field(init=False)
    near: dict[Node, list[Tie]] = field(init=False)
    family: dict[Node, set[Node]] = field(init=False)

    def __post_init__(self) -> None:
        self.scores = {frozenset((t.a, t.b)): t.score for t in self.ties}
        self.near = defaultdict(list)
        for tie in self.ties:
            self.near[tie.a].append(tie)
            self.near[tie.b].append(tie)
        self.family = {}

    def why_not(self, tie: Tie) -> str:
        """Why a spelling alone does not say whom a name means; empty where it does."""
        for one, other in ((tie.a, tie.b), (tie.b, tie.a)):
            for rival in self.near[one]:
                third = rival.b if rival.a == one else rival.a
                close = rival.score >= SAME and rival.score > tie.score - _CLEARER
                if third != other and close and not self._alike(other, third):
                    return "the name fits more than one, and nothing tells which of them is meant"
        ours, theirs = (self.family.get(node, {node}) for node in (tie.a, tie.b))
        if all(self._alike(a, b) for a in ours for b in theirs):
            return ""
        return "it is like one spelling of the other and not like the rest"

    def joined(self, tie: Tie) -> None:
        """Note that two names are spellings of one."""
        whole = self.family.get(tie.a, {tie.a}) | self.family.get(tie.b, {tie.b})
        for node in whole:
            self.family[node] = whole

    def _alike(self, a: Node, b: Node) -> bool:
        if a == b or frozenset((a, b)) in self.scores:
            return not self.clusters.foes.get(a, {}).get(b)
        return self.clusters.root(a) == self.clusters.root(b)


__all__ = ["Clusters", "cluster", "joins", "left_open"]
