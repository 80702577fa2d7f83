"""Names across reports: which mentions speak of one and the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from reportedly.model import Judgement, Score
from reportedly.model.judgement import CORRECTED, RETRACTED
from reportedly.weighing.told import Told, Unit

from .compare import keys_of
from .facts import Facts, facts_of
from .link import AGAINST, BORN, DENIED, Link
from .node import Node
from .refs import Ref
from .resolution import Apart, Merge, Resolution, Undecided
from .said import reports_of
from .settle import Judged, pinned, settle
from .shelf import Memory, Placed
from .tie import JUDGED, SPELLING, Outcome, Tie

_SAME_NAME = 0.9
_BAR = 0.9
"""What the claims that hang on a pair, times its doubt, must come to for a person to be asked."""


def resolve(records: Iterable[Told], judgements: Iterable[Judgement] = ()) -> Resolution:
    """Take the names of many reports together into entities; ``judgements`` are those that stand.

    Names are compared in a normal form (case, diacritics, titles, articles, possessives, scripts), feature by
    feature; aliases and acronyms that reports state are followed. A person is never an organization or a place; a
    surname, an initial, a bare acronym or "Ministry of Defence" is never enough to go from one report to another;
    two names that one sentence uses for two are never one; what bears no name (pronouns, "30 fighters", gibberish)
    belongs to nobody. What people judge goes before all this. The outcome depends on the records, not on their order;
    the id of an entity is that of its name in the earliest report, so later reports leave it as it is.
    """
    standing = list(judgements)
    taken_back = frozenset(
        about
        for j in standing
        if j.kind in (RETRACTED, CORRECTED)
        for about in (j.about[1:] if len(j.about) > 1 else j.about)
    )
    own = pinned(standing)
    told = [facts_of(report, own) for report in reports_of(records, taken_back)]
    memory = gathered(told)
    nodes = memory.every()
    judged = Judged.of(standing)
    outcome = settle(memory, nodes, nodes, (), judged)
    placed = memory.placed(nodes)
    ties = memory.ties(nodes)
    return Resolution(
        entities=tuple(sorted(outcome.entities.values(), key=lambda e: (e.kind, e.name, e.id))),
        belongs={unit: placed[node].entity for unit, node in _units(told) if node in placed},
        scores={unit: Score(placed[node].score, placed[node].reasons) for unit, node in _units(told) if node in placed},
        merges=(*_merges(memory, ties, placed), *_same_names(memory, placed)),
        apart=_apart(memory, ties, placed),
        undecided=undecided(
            ties, placed, memory.spellings(nodes), judged, _claims(memory, placed), memory.links(nodes, {BORN})
        ),
    )


def gathered(told: Iterable[Facts]) -> Memory:
    """A shelf in memory with what reports say, filed under its blocking keys."""
    memory = Memory()
    for facts in told:
        memory.add(facts)
    names = memory.names(memory.every())
    memory.set_keys({node: keys_of(node, name) for node, name in names.items()})
    return memory


def _claims(memory: Memory, placed: Mapping[Node, Placed]) -> Counter[str]:
    claims: Counter[str] = Counter()
    for node, spelled in memory.spellings(placed).items():
        claims[placed[node].entity] += sum(spelled.values())
    return claims


def _units(told: Iterable[Facts]) -> Iterable[tuple[Unit, Node]]:
    for facts in told:
        for (kind, name), node in facts.nodes.items():
            yield (facts.document, kind, name), node


def _merges(memory: Memory, ties: list[Tie], placed: Mapping[Node, Placed]) -> list[Merge]:
    names = memory.names({node for tie in ties for node in (tie.a, tie.b)})
    return [
        Merge(
            placed[tie.b if tie.a.hub else tie.a].entity,
            (_called(names, tie.a), _called(names, tie.b)),
            tie.rule,
            Score(tie.score, tie.reasons),
            tie.claim or None,
            tie.document or None,
        )
        for tie in ties
        # Two aliases that a report denies are no names of anybody, however alike they are.
        if tie.outcome is Outcome.JOINED and (tie.b if tie.a.hub else tie.a) in placed
    ]


def _called(names: Mapping[Node, str], node: Node) -> str:
    return names.get(node, "".join(node.words).upper())


def _same_names(memory: Memory, placed: Mapping[Node, Placed]) -> list[Merge]:
    found, spellings = [], memory.spellings(placed)
    for node, (_, reports) in sorted(memory.places(placed).items()):
        if reports > 1:
            found.append(same_name(placed[node].entity, spellings[node], reports))
    return found


def same_name(entity: str, spelled: Iterable[str], reports: int) -> Merge:
    """That one name in several reports is taken for one entity."""
    names = sorted(spelled)
    how = f", spelled {', '.join(names)}" if len(names) > 1 else ""
    reason = f"the same name in {reports} reports{how}"
    return Merge(entity, (names[0], names[-1]), "same name", Score(_SAME_NAME, (reason,)))


def _apart(memory: Memory, ties: list[Tie], placed: Mapping[Node, Placed]) -> tuple[Apart, ...]:
    names = memory.names(memory.every())
    found = [
        Apart((names[link.a], names[link.b]), link.reason, link.claim)
        for link in memory.links(placed, AGAINST)
        if link.rule == DENIED
    ]
    for tie in ties:
        if tie.outcome in (Outcome.UNDECIDED, Outcome.APART) and tie.rule != JUDGED:
            called = (_called(names, tie.a), _called(names, tie.b))
            reasons = tie.objections or ("nothing but the likeness of the names speaks for it",)
            found += [Apart(called, reason, tie.claim or None) for reason in reasons]
    return tuple(dict.fromkeys(found))


def undecided(
    ties: Iterable[Tie],
    placed: Mapping[Node, Placed],
    spellings: Mapping[Node, Mapping[str, int]],
    judged: Judged,
    claims: Mapping[str, int],
    births: Iterable[Link] = (),
) -> tuple[Undecided, ...]:
    """The pairs that wait for a person, those first on which most claims hang; each pair of entities once.

    Left out is what nobody wants to be asked: where little hangs on the answer and it is all but plain. ``claims``: how
    many claims use each entity's names. ``births``: years of birth that reports give; one full name with two years of
    birth is asked about by report.
    """
    settled = {
        frozenset((placed[foe.a].entity, placed[foe.b].entity))
        for foe in judged.different
        if foe.a in placed and foe.b in placed
    }
    best: dict[frozenset[str], Undecided] = {}
    for tie in ties:
        if tie.outcome is not Outcome.UNDECIDED or tie.a not in placed or tie.b not in placed:
            continue
        one, other = placed[tie.a].entity, placed[tie.b].entity
        pair = frozenset((one, other))
        if len(pair) < 2 or pair in settled:
            continue
        refs = tuple(ref_of(node, spellings.get(node, {})) for node in (tie.a, tie.b))
        found = Undecided(
            (str(refs[0]), str(refs[1])),
            (refs[0].name, refs[1].name),
            (one, other),
            tie.score,
            tie.reasons,
            tie.objections,
            min(claims.get(one, 0), claims.get(other, 0)),
        )
        if found.worth * _doubt(tie) < _BAR:
            continue
        if pair not in best or (found.score, best[pair].refs) > (best[pair].score, found.refs):
            best[pair] = found
    waiting = [*best.values(), *_born_twice(births, placed, spellings, claims)]
    return tuple(sorted(waiting, key=lambda u: (-u.worth, -u.score, u.refs)))


def _born_twice(
    births: Iterable[Link],
    placed: Mapping[Node, Placed],
    spellings: Mapping[Node, Mapping[str, int]],
    claims: Mapping[str, int],
) -> Iterator[Undecided]:
    """Full names whose reports give years of birth too far apart for one bearer."""
    told: dict[Node, list[Link]] = {}
    for link in births:
        if link.rule == BORN and link.a.strong and link.a in placed:
            told.setdefault(link.a, []).append(link)
    for node, links in sorted(told.items()):
        first, last = (pick(links, key=lambda one: (one.score, one.document)) for pick in (min, max))
        if last.score - first.score <= 1 or first.document == last.document:
            continue
        name, entity = ref_of(node, spellings.get(node, {})).name, placed[node].entity
        refs = (str(Ref(node.kind, name, first.document)), str(Ref(node.kind, name, last.document)))
        against = f"one is born in {first.score:.0f}, the other in {last.score:.0f}"
        reasons, worth = ("the same full name in both reports",), claims.get(entity, 0)
        yield Undecided(refs, (name, name), (entity, entity), _SAME_NAME, reasons, (against,), worth)


def _doubt(tie: Tie) -> float:
    """How open a pair is: 1 where it may as well be as not, or where something that a report says is against it."""
    return 4 * tie.score * (1 - tie.score) if tie.rule == SPELLING and not tie.hindrance else 1.0


def ref_of(node: Node, spelled: Mapping[str, int]) -> Ref:
    """How a judgement points at a node: by the spelling that most claims use."""
    name = min(spelled, key=lambda n: (-spelled[n], len(n), n), default="".join(node.words).upper())
    return Ref(node.kind, name, node.document)
