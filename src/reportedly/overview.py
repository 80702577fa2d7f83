"""What a whole ledger comes to: what is contested, what changed since a day, what nobody says, how a source fared.

    from reportedly import overview

    for dispute in overview.conflicts(ledger, "Valley Guard"):
        print(dispute.why)

Each asks the ledger as it was weighed last (``reportedly.weigh``), for all of it or for one name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from reportedly import naming
from reportedly.errors import AmbiguousError, NotFoundError
from reportedly.ledger import Ledger, Record
from reportedly.ledger.heard import Heard
from reportedly.model import Entity, Mention
from reportedly.ways import ways_of
from reportedly.weigh import Scale, Weighed, batches
from reportedly.weighing import Undecided, find, key_of
from reportedly.weighing.changes import Change, News, changes_in
from reportedly.weighing.questions import Question
from reportedly.weighing.questions import questions as asked
from reportedly.weighing.stale import AFTER, OTHERS, stale
from reportedly.weighing.told import Told
from reportedly.weighing.ways import Ways

MOST = 20
"""Conflicts, and entities with questions, that are given where nobody asks for more."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A question to which reports give answers that exclude each other: why they do, and each side's claims."""

    kind: str
    predicate: str
    why: str
    sides: tuple[tuple[Record, ...], ...]
    reports: int


def conflicts(ledger: Ledger, name: str | None = None, *, most: int = MOST) -> list[Dispute]:
    """What reports contradict each other in, of all or of one name; that which most reports take part in first.

    Raises:
        NotFoundError, AmbiguousError: where ``name`` is nobody's, or fits several.
    """
    partitions = None if name is None else ledger.weighed.partitions(about=entity_named(ledger, name).id)
    found = ledger.weighed.conflicts(partitions, most=most)
    records = ledger.identified(claim for one in found for side in one.sides for claim in side)
    return [
        Dispute(
            one.kind,
            one.predicate,
            one.why,
            tuple(tuple(records[claim] for claim in side) for side in one.sides),
            one.reports,
        )
        for one in found
    ]


def changes(ledger: Ledger, since: date, name: str | None = None, *, learned: bool = False) -> list[Change]:
    """What was reported after a day that is new, confirms or contradicts; what went stale or was taken back since.

    ``learned``: what the ledger learned after that day, whenever it was reported. Stale is what is so on the day of the
    last report there is.

    Raises:
        NotFoundError, AmbiguousError: where ``name`` is nobody's, or fits several.
    """
    weighed, about = ledger.weighed, None if name is None else entity_named(ledger, name).id
    today = ledger.weighed.last_day()
    wanted = weighed.partitions(about=about, **{"learned_after" if learned else "told_after": since})
    withdrawn = {about_ for about_, j in ledger.retracted().items() if j.at.date() > since}
    if today is not None:
        long = timedelta(days=max(OTHERS, *AFTER.values()))
        quiet = weighed.unattested(since - long if since - date.min > long else date.min, today)
        wanted |= quiet if about is None else quiet & weighed.partitions(about=about)
    wanted |= weighed.partitions_of(weighed.numbers_of(withdrawn))
    found: list[Change] = []
    scale = Scale(ledger, ways := ways_of(ledger))
    for weighed_ in _weighed(ledger, scale, wanted):
        whole = weighed_.whole
        gone = stale([*whole.propositions, *whole.beside], today, ways, related=whole.relations) if today else []
        day_of = _learned if learned else _told
        found += changes_in(whole, weighed_.origins, since, day_of=day_of, withdrawn=withdrawn, stale=gone)
    if about is not None:  # Partitions hold what bears on each other, whomever it is about.
        found = [c for c in found if ("entity", about) in (c.proposition.subject, c.proposition.object)]
    rank = {news: i for i, news in enumerate(News)}
    return sorted(found, key=lambda c: (rank[c.news], -c.standing.backing.reports, c.proposition.id))


def questions(ledger: Ledger, name: str | None = None, *, most: int = MOST) -> list[Question]:
    """What nobody says of one name, or of those of whom most reports speak.

    Raises:
        NotFoundError, AmbiguousError: where ``name`` is nobody's, or fits several.
    """
    if name is not None:
        chosen = [entity_named(ledger, name)]
    else:
        heavy = ledger.weighed.heaviest(most=most)
        known = {entity.id: entity for entity in ledger.excerpts.entities(sorted(heavy))}
        chosen = [known[id_] for id_ in heavy if id_ in known]
    scale = Scale(ledger, ways := ways_of(ledger))
    undecided = naming.undecided(ledger)
    return [question for entity in chosen for question in _questions_of(ledger, scale, entity, ways, undecided)]


def entity_named(ledger: Ledger, name: str, *, entities: list[Entity] | None = None) -> Entity:
    """The entity of a name, an id, or an id that it had; of several that bear a name, the one of which most is said.

    ``entities``: all that the ledger has, where they are at hand.

    Raises:
        NotFoundError: where nobody goes by it.
        AmbiguousError: where a part of a name fits several.
    """
    entities = ledger.entities() if entities is None else entities
    id_ = ledger.successor(name)
    found = [e for e in entities if e.id == id_] or list(find(entities, name))
    if not found:
        raise NotFoundError("name", name, hint="see who is known with: reportedly names")
    whole_name = [e for e in found if key_of(Mention(name, e.kind)) in {key_of(Mention(n, e.kind)) for n in e.names}]
    if len(found) > 1 and not whole_name:
        raise AmbiguousError("name", name, [f"{e.name} ({e.kind.value}, {e.id})" for e in found])
    return max(whole_name or found, key=lambda e: (len(ledger.weighed.partitions(about=e.id)), e.id))


def _questions_of(
    ledger: Ledger, scale: Scale, entity: Entity, ways: Ways, undecided: Collection[Undecided]
) -> list[Question]:
    wholes = [found.whole for found in _weighed(ledger, scale, ledger.weighed.partitions(about=entity.id))]
    key = ("entity", entity.id)
    said = [p for whole in wholes for p in whole.propositions if key in (p.subject, p.object)]
    alone = [
        p
        for whole in wholes
        for p in whole.propositions
        if key in (p.subject, p.object) and whole.standings[p.id].one_origin
    ]
    return asked(
        [*said, *(p for whole in wholes for p in whole.beside)],
        [entity],
        ways,
        as_of=ledger.weighed.last_day(),
        one_origin=alone,
        undecided=[u for u in undecided if entity.id in u.entities],
    )


def _weighed(ledger: Ledger, scale: Scale, partitions: Collection[int]) -> Iterator[Weighed]:
    """These partitions, weighed as they stand."""
    members = ledger.weighed.members(partitions)
    for batch in batches((number, members.get(number, [])) for number in sorted(partitions)):
        yield from scale.each(batch)


def _told(told: Told) -> date | None:
    return told.document.published


def _learned(told: Told) -> date | None:
    return told.learned.date() if isinstance(told, Heard) else None
