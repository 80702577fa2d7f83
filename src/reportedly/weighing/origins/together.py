"""Claims that say the same: whose words turn out to be one when they stand side by side.

A report that cites "the ministry" and one that cites the Ministry of the Interior of Karst cannot be compared each by
itself; said of one thing, by claims that stand together, they can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportedly.model import Source, SourceKind
from reportedly.weighing.likeness import Key
from reportedly.weighing.told import Told, order

from . import wording
from .bodies import BODY, spoken_for, words_of
from .records import Origin

_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class End:
    """A claim and where its way ends: the origin, the source that is it (None: the report's own voice), the documents
    that the way led to and those that the report is linked with, other keys of the same body, and whether the source
    bears no name."""

    told: Told
    origin: Origin
    source: Source | None
    before: Source | None
    reached: tuple[str, ...]
    linked: frozenset[str]
    alike: tuple[Key, ...]
    weak: bool
    publisher: Key

    @property
    def rank(self) -> tuple[tuple[str, str], Key, str]:
        """By what the ends of one set are put in order."""
        return order(self.told.document), self.origin.key, self.told.claim.id

    @property
    def words(self) -> frozenset[str]:
        """The words by which it is known who it is."""
        if self.source is None:
            return words_of(self.told.document.publisher or "")
        return words_of(spoken_for(self.source.name) or self.source.name)


def joined(ends: Sequence[End]) -> tuple[Origin, ...]:
    """The origins of claims that say the same, in their order; the order makes no difference to any of them."""
    found = list(ends)
    for _ in range(_ROUNDS):
        deeper = [_deeper(end, found) for end in found]
        if [end.origin.key for end in deeper] == [end.origin.key for end in found]:
            break
        found = deeper
    return tuple(_meant(found))


def _deeper(end: End, every: Sequence[End]) -> End:
    """One that cites an outlet, or carries a report, that itself has it from somebody: that one is its origin too."""
    for others, why in _behind(end, every):
        keys = {other.origin.key for other in others}
        if not others or end.origin.key in keys:
            continue
        best = min(others, key=lambda other: other.rank)
        if why or len(keys) == 1:
            has = why or f"{wording.by(best.told.document)}, from which it has the text, has it from"
            trail = (*end.origin.trail, f"{has} {best.origin.label}")
            return replace(end, origin=replace(best.origin, trail=trail), weak=best.weak)
    return end


def _behind(end: End, every: Sequence[End]) -> Iterator[tuple[list[End], str]]:
    mine = end.told.document.id
    if end.told.claim.sources:
        own = [o for o in every if o.publisher == end.origin.key and o.told.document.id != mine]
        if own:
            first = min(own, key=lambda o: o.rank).told.document
            yield own, f"{wording.by(first)} itself has it from"
    if end.weak or not end.told.claim.sources:
        for document in end.reached:
            yield [other for other in every if other.told.document.id == document], ""
    elif end.source is not None and end.source.kind is SourceKind.ORGANIZATION:
        # "A UN panel" in a report that has the story from one that cites the Panel of Experts.
        common = {word for word in end.words if word in end.source.name.split()}
        near = [o for o in every if o.told.document.id in end.linked and o.source is not None and common & o.words]
        yield near, ""


def _meant(ends: Sequence[End]) -> Iterator[Origin]:
    """The origins, those that are described taken for the one that the description can mean."""
    target: dict[Key, End] = {}
    torn: set[Key] = set()
    for end in sorted(ends, key=lambda e: e.rank):
        key = end.origin.key
        if key not in target and (found := _found(end, ends)) is not None:
            target[key] = found
        elif key[:1] == (BODY,) and len({o.origin.key for o in ends if _is_fuller(o, end)}) > 1:
            torn.add(key)
    for end in ends:
        last, seen = end, {end.origin.key}
        while (ahead := target.get(last.origin.key)) is not None and ahead.origin.key not in seen:
            seen.add(ahead.origin.key)
            last = ahead
        if last is end:
            # One of several that it can mean is not another beside them.
            yield replace(end.origin, sure=False) if end.origin.key in torn else end.origin
        else:
            said = f"{end.origin.label} is taken for {last.origin.label}"
            yield replace(last.origin, trail=(*end.origin.trail, said))


def _found(end: End, ends: Sequence[End]) -> End | None:
    """The one other that this can mean; None where there is none, or where it can mean several."""
    tests: list[Callable[[End], bool]] = []
    if end.origin.key[:1] == (BODY,) or (end.weak and _is_body(end)):
        tests.append(lambda other: _is_fuller(other, end))
    if end.weak and _is(end, SourceKind.OUTLET):
        tests.append(lambda other: not other.weak and bool(_noun(end) & other.words) and _is_outlet(other))
    if end.weak and end.before is not None and end.before.kind is SourceKind.WORK:
        tests.append(lambda other: other.told.document.id == end.told.document.id and _is_group(other))
    for test in tests:
        others = [other for other in ends if other.origin.key != end.origin.key and test(other)]
        if len({other.origin.key for other in others}) == 1:
            return min(others, key=lambda other: other.rank)
    others = [o for o in ends if end.origin.key in o.alike and end.origin.key > o.origin.key]
    return min(others, key=lambda other: other.rank) if others else None


def _is_fuller(other: End, end: End) -> bool:
    """Whether the one names more exactly what the other can mean."""
    return not other.weak and bool(end.words) and end.words < other.words


def _is(end: End, kind: SourceKind) -> bool:
    return end.source is not None and end.source.kind is kind


def _is_body(end: End) -> bool:
    return _is(end, SourceKind.ORGANIZATION) or (end.source is not None and bool(spoken_for(end.source.name)))


def _noun(end: End) -> frozenset[str]:
    """What an outlet that bears no name is: "agency", "radio"."""
    return frozenset(end.source.name.casefold().split()[-1:]) if end.source else frozenset()


def _is_outlet(end: End) -> bool:
    return end.source is None or end.source.kind is SourceKind.OUTLET


def _is_group(end: End) -> bool:
    return not end.weak and _is(end, SourceKind.ORGANIZATION)
