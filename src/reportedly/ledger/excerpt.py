"""The weightiest of what a large ledger holds of one entity, and how much stands behind each of it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from reportedly.model import Entity

from . import excerpt_rows as look_up
from . import reader, rows, tables
from .backend import Door
from .excerpt_rows import Spoken
from .excerpt_then import Weight, ranked, told_by
from .records import Record

Weighed = Row[Any] | Weight
"""A proposition with what makes it weighty: a row of ``tables.propositions``, or the same as it stood by a day."""
FEW = 6
"""Claims of one proposition that are taken: the first, the latest, and one of each further origin or report."""


@dataclass(frozen=True, slots=True)
class Tally:
    """All that stands behind one proposition, whatever of it is shown.

    ``reports`` are ids of documents, ``outlets`` those who put them out; ``origins`` says of each key (as JSON) whether
    it is surely a witness of its own. ``grade`` and ``why`` are as it was weighed; 0 and nothing where it was weighed
    with what had not been told by the day that is asked about.
    """

    proposition: str
    reports: frozenset[str]
    outlets: frozenset[str]
    origins: Mapping[str, bool]
    grade: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is shown of one entity: ``numbers`` of the claims about it, ``voiced`` of those of which it is a source.

    ``ids``: the ids of these claims; ``tallies``: for each of them, by its number, all that stands behind what it
    says. ``claims``, ``reports``,
    ``first`` and ``last`` count what there is, shown or not; ``alone`` how many propositions rest on one origin,
    ``statements`` how many have it as a source. Where all is shown, there are no tallies.
    """

    numbers: tuple[int, ...]
    voiced: tuple[int, ...]
    ids: Mapping[int, str]
    claims: int
    reports: int
    first: date | None
    last: date | None
    alone: int = 0
    statements: int = 0
    tallies: Mapping[int, Tally] = field(default_factory=dict)


def _in_order(record: Record) -> tuple[date, str, str, int]:
    """As ``Ledger.claims`` gives them."""
    document = record.document
    return document.published or date.max, rows.stamp(document.retrieved), document.id, record.claim.span.start


class Excerpts:
    """What a page of a large ledger asks for; it must have been weighed. Every method is one transaction."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def __len__(self) -> int:
        """How many entities there are."""
        with self._door.reading() as connection:
            return connection.scalar(select(func.count()).select_from(tables.entities)) or 0

    def of(self, entity: str, *, most: int, withdrawn: Collection[int] = (), until: date | None = None) -> Excerpt:
        """What a page shows of one entity: all, where there are not more than ``most`` claims, else the weightiest.

        Of each predicate some: those with most independent origins first, then with most reports, then what was told
        last. ``withdrawn``: numbers of claims that were taken back and count for nothing. ``until``: only what had been
        told by that day.
        """
        with self._door.reading() as connection:
            if until is not None:
                return excerpt_then(connection, entity, until, most=most, withdrawn=withdrawn)
            return excerpt(connection, entity, most=most, withdrawn=withdrawn)

    def records(self, numbers: Collection[int], *, until: date | None = None) -> list[Record]:
        """The claims of these numbers, in order of publication and of the text; ``until``: as they stood on a day."""
        if not numbers:
            return []
        with self._door.reading() as connection:
            found = reader.numbered(connection, sorted(set(numbers)), as_of=until)
        return sorted(found, key=_in_order)

    def killed(self, person: str, *, most: int, until: date | None = None) -> list[int]:
        """The numbers of the claims that a person was killed, the first ones; told by a day."""
        with self._door.reading() as connection:
            return look_up.killed(connection, person, most=most, until=until)

    def entities(self, ids: Iterable[str]) -> list[Entity]:
        """The entities of these ids, as far as there are such."""
        with self._door.reading() as connection:
            return look_up.entities(connection, ids)

    def going_by(self, names: Mapping[str, str]) -> list[Entity]:
        """The entities that go by a name; ``names``: its words in normal form, parted by blanks, for each kind."""
        with self._door.reading() as connection:
            return look_up.entities(connection, look_up.going_by(connection, names))


def excerpt(connection: Connection, entity: str, *, most: int, withdrawn: Collection[int] = ()) -> Excerpt:
    """See ``Excerpts.of``."""
    beside = look_up.in_qualifiers(connection, entity)
    about = look_up.claims(connection, entity) + len(beside)
    voiced = look_up.voiced(connection, entity)
    reports, first, last = look_up.reports(connection, entity)
    whole = Excerpt((), (), {}, about + len(voiced), reports, first, last)
    if whole.claims <= most:
        numbers = [*look_up.numbers(connection, entity), *beside]
        return replace(
            whole, numbers=tuple(numbers), voiced=tuple(voiced), ids=look_up.ids(connection, [*numbers, *voiced])
        )
    weights = look_up.weights(connection, entity, set(beside.values()), most)
    chosen = _fair(weights.values(), most)
    voices, whys = look_up.voices(connection, chosen), look_up.whys(connection, chosen)
    numbers, tallies = _taken([weights[id_] for id_ in chosen], voices, whys, withdrawn)
    latest = voiced[-most // 4 :]
    return replace(
        whole,
        numbers=tuple(numbers),
        voiced=tuple(latest),
        ids=look_up.ids(connection, [*numbers, *latest]),
        alone=look_up.alone(connection, entity),
        statements=look_up.statements(connection, entity) if voiced else 0,
        tallies=tallies,
    )


def excerpt_then(
    connection: Connection, entity: str, day: date, *, most: int, withdrawn: Collection[int] = ()
) -> Excerpt:
    """See ``Excerpts.of``: what there was of it by a day."""
    then = told_by(connection, entity, day, withdrawn=withdrawn)
    about = [one.claim for id_ in then.weights for one in then.spoken[id_]]
    whole = Excerpt((), (), {}, len(about) + len(then.voiced), then.reports, then.first, then.last)
    if whole.claims <= most:
        ids = look_up.ids(connection, [*about, *then.voiced])
        return replace(whole, numbers=tuple(sorted(about)), voiced=tuple(then.voiced), ids=ids)
    chosen = [then.weights[id_] for id_ in _fair(ranked(then.weights.values(), most), most)]
    whys = look_up.whys(connection, [weight.id for weight in chosen if weight.grade])
    numbers, tallies = _taken(chosen, then.spoken, whys, withdrawn)
    latest = then.voiced[-most // 4 :]
    return replace(
        whole,
        numbers=tuple(numbers),
        voiced=tuple(latest),
        ids=look_up.ids(connection, [*numbers, *latest]),
        alone=then.alone,
        statements=look_up.statements(connection, entity, until=day) if then.voiced else 0,
        tallies=tallies,
    )


def _taken(
    chosen: Iterable[Weighed],
    voices: Mapping[str, Sequence[Spoken]],
    whys: Mapping[str, tuple[str, ...]],
    withdrawn: Collection[int],
) -> tuple[list[int], dict[int, Tally]]:
    """The claims that stand for some propositions, and all that stands behind each of them."""
    numbers, tallies = list[int](), dict[int, Tally]()
    for weight in chosen:
        spoken = voices[weight.id]
        taken = few(spoken)
        numbers += taken
        kept = [v for v in spoken if v.claim not in withdrawn] if withdrawn else spoken
        tallies |= dict.fromkeys(taken, _tally(weight, whys.get(weight.id, ()), kept))
    return numbers, tallies


def _fair(ranked: Iterable[Weighed], most: int) -> list[str]:
    """The weightiest propositions of each predicate in turn, until their claims fill the page.

    Those with the lowest and the highest number of a predicate come first, so that what is said to lie between them
    does.
    """
    groups: dict[tuple[str, int], list[Weighed]] = defaultdict(list)
    for row in ranked:
        groups[row.predicate, row.is_subject].append(row)
    queues = []
    for _, queue in sorted(groups.items()):
        outermost = {row.id: row for row in _outermost(queue)}
        queues.append([*outermost.values(), *(row for row in queue if row.id not in outermost)])
    chosen, size, turn = list[str](), 0, 0
    while size < most and any(turn < len(queue) for queue in queues):
        for queue in queues:
            if turn < len(queue) and size < most:
                chosen.append(queue[turn].id)
                size += min(queue[turn].claims, FEW)
        turn += 1
    return chosen


def _outermost(ranked: Sequence[Weighed]) -> Iterator[Weighed]:
    numbered = [(json.loads(row.object), row) for row in ranked if row.object.startswith('["number"')]
    for end, choose in ((1, min), (2, max)):
        given = [(float(key[end]), -i, row) for i, (key, row) in enumerate(numbered) if key[end] != "None"]
        if given:
            yield choose(given)[-1]


def few(spoken: Sequence[Spoken]) -> list[int]:
    """The numbers of the claims that stand for all: the first, the latest, one of each further origin, then report."""
    taken = {one.claim: one for one in (spoken[0], spoken[-1])}
    for part in ("origin", "document"):
        known = {getattr(one, part) for one in taken.values()}
        for one in spoken:
            if len(taken) < FEW and getattr(one, part) not in known:
                taken[one.claim] = one
                known.add(getattr(one, part))
    rest = (one for one in spoken if one.claim not in taken)
    while len(taken) < min(FEW, len(spoken)):
        one = next(rest)
        taken[one.claim] = one
    return sorted(taken)


def _tally(row: Weighed, why: tuple[str, ...], spoken: Sequence[Spoken]) -> Tally:
    return Tally(
        proposition=row.id,
        reports=frozenset(one.document for one in spoken),
        outlets=frozenset(one.outlet for one in spoken),
        origins={one.origin: bool(one.sure) for one in spoken},
        grade=row.grade,
        why=why,
    )
