"""Makes entities anew around the names that a change touches: what it does not touch stays as it is.

The outcome is that of making everything anew, as every step looks at whole connected components: the ties of touched
names are weighed, the components that they now and formerly lay in are gathered, and joined in one fixed order.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from reportedly.model import Entity, Judgement, Kind
from reportedly.model.judgement import DIFFERENT, SAME
from reportedly.weighing.names import in_arabic_script, key

from .blocks import acronyms
from .cluster import cluster, joins, left_open
from .compare import spelled
from .link import DENIED, FOR, POST, STATED, Link
from .node import Node, is_weak
from .offices import led_by_one, offices
from .refs import Ref, parse
from .shelf import Placed, Shelf
from .tie import COMPUTED, JUDGED, SAME_ACRONYM, SAME_BODY, SHARED_OFFICE, SPELLING, Foes, Outcome, Tie, tie_of

_NO_PEOPLE = (Kind.ORGANIZATION, Kind.PLACE)
_ALONE = (1.0, ("the name as this report gives it",))
_SHARED = (0.9, ("the same full name in several reports",))


@dataclass(frozen=True, slots=True)
class Judged:
    """What people judged of names, as far as it stands."""

    same: tuple[Tie, ...] = ()
    different: tuple[Foes, ...] = ()

    @classmethod
    def of(cls, judgements: Iterable[Judgement]) -> Judged:
        """Those judgements that say of two names that they are one, or two; the others are passed over."""
        same, different = [], []
        for judgement in judgements:
            if judgement.kind not in (SAME, DIFFERENT) or len(judgement.about) != 2:
                continue
            a, b = sorted(parse(about).node for about in judgement.about)
            why = f": {judgement.reason}" if judgement.reason else ""
            if judgement.kind == SAME:
                reason = f"{judgement.by} judged that they are one{why}"
                same.append(Tie(a, b, JUDGED, 1.0, (reason,), (), "", judgement.id))
            else:
                reason = f"{judgement.by} judged that they are two{why}"
                different.append(Foes(a, b, reason, judgement.id, judged=True))
        return cls(tuple(sorted(set(same))), tuple(sorted(set(different), key=lambda f: (f.a, f.b, f.claim))))

    def nodes(self) -> set[Node]:
        """Every node that is judged."""
        joined = {node for tie in self.same for node in (tie.a, tie.b)}
        return joined | {node for foe in self.different for node in (foe.a, foe.b)}


def pinned(judgements: Iterable[Judgement]) -> frozenset[Node]:
    """Full names that people judged in one report alone: there they are names of their own."""
    refs: list[Ref] = [
        parse(about) for j in judgements if j.kind in (SAME, DIFFERENT) and len(j.about) == 2 for about in j.about
    ]
    return frozenset(
        ref.node for ref in refs if ref.document and not is_weak(ref.name, key(ref.name, ref.kind), ref.kind)
    )


@dataclass(slots=True)
class Settled:
    """What came of it: entities as they are now, ids of those that are no more, and names that changed entity."""

    entities: dict[str, Entity] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    moved: set[Node] = field(default_factory=set)

    def add(self, other: Settled) -> None:
        """Take in what came of another kind of names."""
        self.entities |= other.entities
        self.gone |= other.gone
        self.moved |= other.moved


def settle(
    shelf: Shelf, touched: Collection[Node], fresh: Collection[Node], changed: Collection[str], judged: Judged
) -> Settled:
    """Make the entities of ``touched`` names anew; ``fresh`` ones are new or spelled anew, and compared with all.

    ``changed`` are the reports that are new or were read anew. People come last: the offices that they hold are told
    by the organizations as they then stand.
    """
    people = {node for node in touched if node.kind is Kind.PERSON}
    # What is the name of an organization elsewhere is no alias of a person; see ``_other_kinds``.
    namesakes = {Node(Kind.PERSON, node.key) for node in touched if node.kind in _NO_PEOPLE and node.strong}
    people |= shelf.known(namesakes)
    outcome = _settle(
        shelf, {node for node in touched if node.kind is not Kind.PERSON}, set(fresh) - people, changed, judged
    )
    bodies = {node for node in outcome.moved if node.kind is Kind.ORGANIZATION}
    holders = {link.a for link in shelf.links(bodies, {POST}) if link.b in bodies}
    outcome.add(_settle(shelf, people | holders, people & set(fresh), changed, judged))
    return outcome


def _settle(shelf: Shelf, touched: set[Node], fresh: set[Node], changed: Collection[str], judged: Judged) -> Settled:
    known = shelf.known(touched)
    weighed, acronym_ties = acronyms(shelf, touched, changed)
    new = [*spelled(shelf, fresh & known, known), *offices(shelf, known), *led_by_one(shelf, known), *acronym_ties]
    reached = touched | weighed
    gone = {tie for tie in shelf.ties(reached) if _weighed_anew(tie, touched, weighed)}
    start = reached | shelf.members({p.entity for p in shelf.placed(reached).values()})
    start |= {n for tie in (*gone, *new) if joins(tie) for n in (tie.a, tie.b)}
    area = _area(shelf, start, new, gone, judged)
    return _made(shelf, area, judged)


def _weighed_anew(tie: Tie, touched: set[Node], weighed: set[Node]) -> bool:
    if tie.rule == SAME_BODY:
        return bool({tie.a, tie.b} & (weighed | touched))
    if tie.rule == SAME_ACRONYM:
        return tie.b in weighed or tie.b in touched or (tie.b.hub and tie.a in touched)
    return tie.rule in (SPELLING, SHARED_OFFICE) and (tie.a in touched or tie.b in touched)


@dataclass(slots=True)
class _Area:
    """All names that can have to do with what was touched, and every tie that has to do with them."""

    nodes: set[Node]
    ties: set[Tie]
    """Computed, linked and judged ones, with both ends inside."""
    across: set[Tie]
    """Computed ones that are too weak to join, with one end outside."""
    stored: list[Tie]


def _area(shelf: Shelf, start: set[Node], new: list[Tie], gone: set[Tie], judged: Judged) -> _Area:
    fresh: dict[Node, list[Tie]] = defaultdict(list)
    for tie in (*new, *judged.same):
        fresh[tie.a].append(tie)
        fresh[tie.b].append(tie)
    nodes: set[Node] = set()
    links: set[Link] = set()
    ties: set[Tie] = set()
    stored: set[Tie] = set()
    frontier = set(start)
    while frontier:
        nodes |= frontier
        linked, held = shelf.links(frontier, FOR), shelf.ties(frontier)
        links |= set(linked)
        stored |= set(held)
        kept = {tie.untried for tie in held if tie.rule in COMPUTED and tie not in gone}
        kept |= {tie for node in frontier for tie in fresh.get(node, ())}
        ties |= kept
        ends = {n for link in linked for n in (link.a, link.b)}
        ends |= {n for tie in kept if joins(tie) for n in (tie.a, tie.b)}
        frontier = ends - nodes
    inside = shelf.known(nodes) | {node for node in nodes if node.hub}
    other_kinds, denials = _other_kinds(shelf, links), _denials(shelf, links)
    for link in links:
        tie = tie_of(link)
        if link.rule == STATED and (denied := denials.get(_in_words(link))):
            tie = replace(tie, score=0.5, against=(denied,))
        if link.b in other_kinds:
            why = "elsewhere it is the name of an organization or a place"
            tie = replace(tie, score=0.5, against=(why,))
        ties.add(tie)
    whole = {tie for tie in ties if tie.a in inside and tie.b in inside}
    outside = {t for t in ties - whole if t.rule in COMPUTED and not joins(t)}
    return _Area(nodes, whole, outside, sorted(stored, key=lambda tie: tie.key))


def _other_kinds(shelf: Shelf, links: Collection[Link]) -> set[Node]:
    """Aliases of people that reports elsewhere use for an organization or a place: read so by mistake, most likely."""
    aliases = {link.b for link in links if link.rule == STATED and link.b.kind is Kind.PERSON and link.b.strong}
    known = shelf.known({Node(kind, alias.key) for alias in aliases for kind in _NO_PEOPLE})
    return {alias for alias in aliases if any(Node(kind, alias.key) in known for kind in _NO_PEOPLE)}


def _denials(shelf: Shelf, links: Collection[Link]) -> dict[frozenset[tuple[str, ...]], str]:
    """What reports say against aliases that others state: of the same names, though bound to their own reports."""
    told = [link for link in links if link.rule == STATED]
    full = {node for link in told for node in (link.a, link.b) if node.strong}
    denied = [d for d in shelf.links(full, {DENIED}) if not (d.a.strong and d.b.strong)]
    found: dict[frozenset[tuple[str, ...]], str] = {}
    for link in denied:
        found[_in_words(link)] = min(found.get(_in_words(link), link.reason), link.reason)
    return found


def _in_words(link: Link) -> frozenset[tuple[str, ...]]:
    return frozenset((node.kind.value, *node.words) for node in (link.a, link.b))


def _made(shelf: Shelf, area: _Area, judged: Judged) -> Settled:
    inside = shelf.known(area.nodes) | {node for node in area.nodes if node.hub}
    foes = [Foes(link.a, link.b, link.reason, link.claim, rule=link.rule) for link in shelf.foes(area.nodes)]
    foes += [foe for foe in judged.different if foe.a in inside and foe.b in inside]
    naming = _Naming(shelf.spellings(inside), shelf.places(inside))
    components, across = _components(inside, area.ties, foes)
    outcome, placed = Settled(), dict[Node, Placed | None](dict.fromkeys(area.nodes))
    ties = list(_across(shelf, area.across.union(across), judged))
    for nodes, own, enemies in components:
        groups, done = cluster(nodes, own, enemies) if own else ([nodes], [])
        ties += done
        for members in groups:
            entity = naming.entity(sorted(members))
            if entity is not None:
                outcome.entities[entity.id] = entity
                placed |= naming.placed(entity.id, members, done)
    before = shelf.placed(area.nodes)
    changed = {node: where for node, where in placed.items() if before.get(node) != where}
    outcome.moved = {node for node in changed if _entity_of(before.get(node)) != _entity_of(changed[node])}
    outcome.gone = {held.entity for held in before.values()} - outcome.entities.keys()
    shelf.place(changed)
    old, now = set(area.stored), set(ties)
    shelf.change_ties(sorted(old - now, key=lambda t: t.key), sorted(now - old, key=lambda t: t.key))
    return outcome


def _entity_of(placed: Placed | None) -> str:
    return placed.entity if placed is not None else ""


def _across(shelf: Shelf, ties: Collection[Tie], judged: Judged) -> Iterator[Tie]:
    """What becomes of ties that are too weak to join, between names that nothing else brings together."""
    ends = {node for tie in ties for node in (tie.a, tie.b)}
    foes = {frozenset((link.a, link.b)): (link.reason, link.rule == DENIED) for link in shelf.foes(ends)}
    foes |= {frozenset((foe.a, foe.b)): (foe.reason, False) for foe in judged.different}
    for tie in ties:
        reason, open_ = foes.get(frozenset((tie.a, tie.b)), ("", True))
        left = replace(left_open(tie), hindrance=reason)
        yield left if open_ else replace(left, outcome=Outcome.APART)


_Component = tuple[list[Node], list[Tie], list[Foes]]


def _components(nodes: set[Node], ties: Iterable[Tie], foes: Iterable[Foes]) -> tuple[list[_Component], list[Tie]]:
    """Names that can be joined by ties, each component with its own ties and foes; and the ties across components."""
    near: dict[Node, set[Node]] = defaultdict(set)
    for tie in ties:
        if joins(tie):
            near[tie.a].add(tie.b)
            near[tie.b].add(tie.a)
    number: dict[Node, int] = {}
    members: list[list[Node]] = []
    for node in sorted(nodes):
        if node in number:
            continue
        number[node], found, at = len(members), [node], 0
        while at < len(found):
            for other in near.get(found[at], ()):
                if other not in number:
                    number[other] = len(members)
                    found.append(other)
            at += 1
        members.append(found)
    own: dict[int, list[Tie]] = defaultdict(list)
    enemies: dict[int, list[Foes]] = defaultdict(list)
    across = []
    for tie in ties:
        if number[tie.a] == number[tie.b]:
            own[number[tie.a]].append(tie)
        else:
            across.append(tie)
    for foe in foes:
        if number.get(foe.a) == number.get(foe.b) is not None:
            enemies[number[foe.a]].append(foe)
    return [(found, own.get(i, []), enemies.get(i, [])) for i, found in enumerate(members)], across


@dataclass(frozen=True, slots=True)
class _Naming:
    """What entities are called by: the spellings of their names, and the reports that have them first."""

    spellings: dict[Node, dict[str, int]]
    places: dict[Node, tuple[tuple[str, str], int]]

    def entity(self, members: list[Node]) -> Entity | None:
        """The entity of some names; None for a hub, and for an alias that nobody is merged by and no claim is about."""
        named = [node for node in members if node in self.spellings]
        counted: Counter[str] = Counter()
        for node in named:
            counted.update(self.spellings[node])
        if not counted.total():
            return None
        strong = {node.words for node in named if node.strong}
        kind = members[0].kind
        ranked = sorted(counted, key=lambda name: _rank(name, counted[name], kind, strong))
        first = min(named, key=lambda node: (self.places[node][0], not node.strong, node))
        packed = json.dumps([kind.value, first.key, first.document], ensure_ascii=False)
        return Entity(hashlib.sha256(packed.encode()).hexdigest()[:16], ranked[0], kind, tuple(ranked))

    def placed(self, entity: str, members: Collection[Node], ties: Iterable[Tie]) -> dict[Node, Placed]:
        """How sure it is that each name belongs to its entity, by the best reason that put it there."""
        best: dict[Node, Tie] = {}
        for tie in ties:
            if tie.outcome is Outcome.JOINED:
                for node in (tie.a, tie.b):
                    own = not node.strong or tie.rule != SAME_ACRONYM
                    if own and (node not in best or (tie.score, best[node].key) > (best[node].score, tie.key)):
                        best[node] = tie
        found = {}
        for node in members:
            if node in best:
                found[node] = Placed(entity, best[node].score, best[node].reasons)
            elif node in self.places:
                found[node] = Placed(entity, *(_SHARED if self.places[node][1] > 1 else _ALONE))
            else:
                found[node] = Placed(entity, *_ALONE)
        return found


def _rank(name: str, count: int, kind: Kind, strong: set[tuple[str, ...]]) -> tuple[bool, bool, bool, int, int, str]:
    weak = bool(strong) and key(name, kind) not in strong
    foreign = in_arabic_script(name) or any("Ѐ" <= letter <= "ӿ" for letter in name)
    return (not count, weak, foreign, -count, -len(name), name)
