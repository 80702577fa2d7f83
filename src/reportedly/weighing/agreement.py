"""Two readings of one report side by side: what both found in its words, what only one did, and what they differ in.

What two readers agree on, each on its own, is likelier to stand there; it is still one report that says it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from reportedly.model import Claim, Interval, Mention, Part, Quantity, Source, Text

from .likeness import key_of, source_key
from .names import key, tokens
from .told import Told
from .ways import NONE, Ways, way_of

FAMILIES = tuple(
    frozenset(family.split())
    for family in (
        "leads holds_position",
        "based_in present_in controls captured",
        "allied_with affiliated_with member_of allegiance_to subordinate_to supports",
        "opponent_of clash attack",
        "killed attack clash",
        "described_as ideology designated nationality also_known_as",
        "goal called_for threatened stated accused",
        "transferred disappeared",
        "split_from founded",
    )
)
"""Predicates between which readers with good reasons differ."""

_HALF = 0.5
_PLACES = frozenset({"place", "origin", "destination"})
_TIMES = frozenset({"time", "start", "end"})


class Read(Told, Protocol):
    """A claim, its report, and who read it there. The ledger's records are such."""

    @property
    def reader(self) -> str:
        """The reader, with its version."""
        ...


R = TypeVar("R", bound=Told)


@dataclass(frozen=True, slots=True)
class Pair(Generic[R]):
    """What two readers agree on. ``differing``: in what they differ all the same, such as "sources" or "time"."""

    first: R
    second: R
    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sides(Generic[R]):
    """Two readings of one report: what they agree on, and what only the first or only the second has."""

    agreed: tuple[Pair[R], ...]
    first_only: tuple[R, ...]
    second_only: tuple[R, ...]


def side_by_side(first: Sequence[R], second: Sequence[R], *, ways: Ways = NONE) -> Sides[R]:
    """Match the claims of two readings of one report, one to one, the likest first.

    Two claims agree where their predicates are of one family, subject and object the same, and their quotations
    overlap; polarity, certainty, sources and qualifiers they can then still differ in. ``ways`` says which predicates
    say the same from both sides.
    """
    ranked = sorted(
        (-likeness, i, j)
        for i, one in enumerate(first)
        for j, other in enumerate(second)
        if (likeness := _likeness(one, other, ways)) > 0
    )
    one_of: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in ranked:
        if i not in one_of and j not in taken:
            one_of[i] = j
            taken.add(j)
    return Sides(
        agreed=tuple(
            Pair(first[i], second[j], differences(first[i].claim, second[j].claim)) for i, j in sorted(one_of.items())
        ),
        first_only=tuple(told for i, told in enumerate(first) if i not in one_of),
        second_only=tuple(told for j, told in enumerate(second) if j not in taken),
    )


def differences(a: Claim, b: Claim) -> tuple[str, ...]:
    """In what two claims that agree differ: predicate, polarity, certainty, sources, time, place, other qualifiers."""
    found = [name for name in ("predicate", "polarity", "certainty") if getattr(a, name) != getattr(b, name)]
    if not _same_chain(a.sources, b.sources):
        found.append("sources")
    names = sorted(a.qualifiers.keys() | b.qualifiers.keys())
    unlike = [n for n in names if not _same_value(a.qualifiers.get(n), b.qualifiers.get(n))]
    if _TIMES & set(unlike):
        found.append("time")
    if _PLACES & set(unlike):
        found.append("place")
    return (*found, *(n for n in unlike if n not in _TIMES | _PLACES))


G = TypeVar("G", bound=Read)


def agreements(records: Iterable[G], *, ways: Ways = NONE) -> list[tuple[G, ...]]:
    """Claims that several readers found in the same words of the same report, together; the fullest comes first.

    Only claims of the same predicate and polarity: where readers differ in these, each is worth a line of its own.
    In each group there is one claim of each reader at most, and each claim is in one group at most.
    """
    reports: dict[str, dict[str, list[G]]] = defaultdict(lambda: defaultdict(list))
    for record in records:
        reports[record.claim.document][record.reader].append(record)
    found: list[tuple[G, ...]] = []
    for by_reader in reports.values():
        if len(by_reader) > 1:
            found += _groups([by_reader[reader] for reader in sorted(by_reader)], ways)
    return found


def _groups(readings: list[list[G]], ways: Ways) -> list[tuple[G, ...]]:
    groups: list[list[G]] = [[record] for record in readings[0]]
    for reading in readings[1:]:
        sides = side_by_side([group[0] for group in groups], reading, ways=ways)
        of = {id(group[0]): group for group in groups}
        for pair in sides.agreed:
            if {"predicate", "polarity"} & set(pair.differing):
                groups.append([pair.second])
            else:
                of[id(pair.first)].append(pair.second)
        groups += [[record] for record in sides.second_only]
    return [tuple(sorted(group, key=_fullness)) for group in groups if len(group) > 1]


def _fullness(record: Read) -> tuple[int, float, str]:
    claim = record.claim
    return (-len(claim.qualifiers) - len(claim.sources), -claim.score, record.reader)


def _likeness(a: Told, b: Told, ways: Ways) -> float:
    """0 where two claims do not agree, else higher the more alike they are (up to 3)."""
    one, other = a.claim, b.claim
    if not (one.predicate == other.predicate or any({one.predicate, other.predicate} <= f for f in FAMILIES)):
        return 0.0
    shared = _overlap(a, b)
    if not shared or not _same_sides(one, other, ways):
        return 0.0
    return 1.0 + (one.predicate == other.predicate and one.polarity == other.polarity) + shared


def _overlap(a: Told, b: Told) -> float:
    """The share of the two quotations' characters that both have; of another edition of the text, of their words."""
    if a.document.text == b.document.text:
        one, other = a.claim.span, b.claim.span
        common = min(one.end, other.end) - max(one.start, other.start)
        return max(0, common) / (max(one.end, other.end) - min(one.start, other.start))
    words, others = set(tokens(a.claim.quote)), set(tokens(b.claim.quote))
    share = len(words & others) / len(words | others) if words | others else 0.0
    return share if share >= _HALF else 0.0


def _same_sides(a: Claim, b: Claim, ways: Ways) -> bool:
    if _same_value(a.subject, b.subject) and _same_value(a.object, b.object):
        return True
    turned = way_of(ways, a.predicate).symmetric and way_of(ways, b.predicate).symmetric
    return turned and _same_value(a.subject, b.object) and _same_value(a.object, b.subject)


def _same_value(a: Part | None, b: Part | None) -> bool:
    """Whether two parts mean the same: one entity or one name within the report, like words, one range, one time."""
    match a, b:
        case None, None:
            return True
        case None, _:
            return False
        case _, None:
            return False
        case Quantity(), Quantity():
            return (a.low, a.high) == (b.low, b.high)
        case Interval(), Interval():
            return a == b
        case Mention(entity=str(one)), Mention(entity=str(other)) if one == other:
            return True
        case Mention() | Text(), Mention() | Text():
            return key_of(a) == key_of(b) or _alike(_words(a), _words(b), within=isinstance(a, Mention))
        case _:
            return False


def _words(part: Mention | Text) -> frozenset[str]:
    return frozenset(key(part.name, part.kind) if isinstance(part, Mention) else tokens(part.value))


def _alike(a: frozenset[str], b: frozenset[str], *, within: bool) -> bool:
    """Whether half of the words are shared; of names also where one is a part of the other ("Harel", "Dan Harel")."""
    if not a or not b:
        return False
    return len(a & b) / len(a | b) >= _HALF or (within and (a <= b or b <= a))


def _same_chain(a: Sequence[Source], b: Sequence[Source]) -> bool:
    return len(a) == len(b) and all(
        source_key(one) == source_key(other)
        or _alike(frozenset(tokens(one.name)), frozenset(tokens(other.name)), within=True)
        for one, other in zip(a, b, strict=True)
    )
