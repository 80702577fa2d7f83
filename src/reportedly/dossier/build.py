"""Builds the dossier of one name from what the ledger holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Protocol

from reportedly.errors import AmbiguousError, NotFoundError
from reportedly.ledger import Record
from reportedly.model import Certainty, Document, Entity, Judgement, Mention, Polarity
from reportedly.model.judgement import GRADING, RELIABILITY, VOCABULARY
from reportedly.reading.vocabulary import combine_vocabularies, using
from reportedly.ways import ways_of
from reportedly.weighing import Conflict, Proposition, Ways, find, key_of, propositions, source_key, times
from reportedly.weighing.origins import Origins, count
from reportedly.weighing.stale import stale
from reportedly.weighing.whole import whole

from .brief import Shown, Size
from .contested import claims_in, contests
from .figuring import figures
from .gaps import gaps
from .page import Dossier
from .scales import Letters, Scales
from .sections import sections
from .stale import gone_stale
from .teller import Teller, all_records

OriginsOf = Callable[[Iterable[str]], Origins]
"""Where the claims of some reports come from; ``copying.origins_of`` answers it for a ledger."""


class Reader(Protocol):
    """What a dossier asks of a ledger; ``Ledger`` answers it."""

    def entities(self) -> list[Entity]:
        """Every entity."""
        ...

    def claims(
        self,
        *,
        about: str | None = None,
        predicate: str | None = None,
        source: str | None = None,
        document: str | None = None,
        as_of: date | None = None,
        superseded: bool = False,
    ) -> list[Record]:
        """The claims that answer to everything that is asked."""
        ...

    def judgements(
        self, *, about: str | None = None, kind: str | None = None, standing: bool = False
    ) -> list[Judgement]:
        """Judgements, those of one kind; standing: that none has replaced."""
        ...

    def retracted(self) -> Mapping[str, Judgement]:
        """What was taken back, by the id of the claim or of the report."""
        ...


def build(
    ledger: Reader,
    name: str,
    *,
    as_of: date | None = None,
    origins: OriginsOf | None = None,
    shown: Mapping[str, Shown] | None = None,
) -> Dossier:
    """The dossier of a name, or of an entity's id; predicates of a user's own are as the ledger knows them.

    Case, diacritics, titles and script of the name make no difference. Where several entities bear exactly this
    name, the page is of the one that most is said about, and names the others. ``as_of``: only what had been
    reported by that day. ``origins``: whose text reports carry; without it, each report stands for itself. ``shown``:
    by the ids of entities, how much there is of those of which ``ledger`` gives only a part (see ``Brief``).

    Raises:
        NotFoundError: where nobody goes by this name, or nothing was said of it by that day.
        AmbiguousError: where a part of a name (a surname) fits several.
    """
    own = combine_vocabularies(j.content for j in ledger.judgements(kind=VOCABULARY, standing=True))
    with using(own):
        return _build(ledger, name, as_of, ways_of(), origins or _each_for_itself, shown or {})


def entity_of(ledger: Reader, name: str, *, as_of: date | None = None, shown: Mapping[str, Shown] | None = None) -> str:
    """The id of whom ``build`` would draw up the dossier of, asked the same.

    Raises:
        NotFoundError, AmbiguousError: as ``build``.
    """
    return _chosen(ledger, {entity.id: entity for entity in ledger.entities()}, name, as_of, shown or {}).entity.id


def _each_for_itself(documents: Iterable[str]) -> Origins:
    return Origins((), ())


def _build(
    ledger: Reader, name: str, as_of: date | None, ways: Ways, origins_of: OriginsOf, shown: Mapping[str, Shown]
) -> Dossier:
    entities = {entity.id: entity for entity in ledger.entities()}
    subject = _chosen(ledger, entities, name, as_of, shown)
    part = shown.get(subject.entity.id)
    leaders = {
        mention.entity
        for record in subject.records
        if record.claim.predicate in ("leads", "holds_position")
        and isinstance(mention := record.claim.subject, Mention)
        and mention.entity not in (None, subject.entity.id)
    }
    fell = [r for leader in sorted(filter(None, leaders)) for r in _deaths(ledger, leader, as_of)]
    reports = {r.claim.document: r.document for r in (*subject.records, *subject.voiced)}
    withdrawn = ledger.retracted()
    origins = origins_of(reports.keys() | {r.claim.document for r in fell})
    weighed = whole(_once([*subject.records, *fell]), origins=origins, ways=ways, withdrawn=withdrawn.keys())
    own = {record.claim.id for record in subject.records}
    said = [p for p in weighed.propositions if any(told.claim.id in own for told in p.claims)]
    deaths = [p for p in weighed.propositions if p.predicate == "killed"]
    disputes = _relevant(list(weighed.conflicts), subject.entity, leaders)
    entities[subject.entity.id] = subject.entity
    graded = not any(j.content == "off" for j in ledger.judgements(kind=GRADING, standing=True))
    by_claim = {told.claim.id: s for s in weighed.standings.values() for told in s.proposition.claims}
    teller = Teller(about=subject.entity, entities=entities, contested=claims_in(disputes))
    teller.scales = Scales(origins, by_claim, weighed.withdrawn, graded)
    teller.letters = Letters.of_judgements(ledger.judgements(kind=RELIABILITY, standing=True))
    teller.died = _died(said, teller)
    teller.tallies = part.tallies if part else {}
    size = part.size if part else _size(reports.values(), len(subject.records) + len(subject.voiced))
    today = as_of or size.last
    unattested = stale(said, today, ways, related=weighed.relations) if today else []
    return Dossier(
        entity=subject.entity,
        as_of=as_of,
        reports=size.reports,
        claims=size.claims,
        first=size.first,
        last=size.last,
        sections=tuple(sections(teller, said, deaths, propositions(_once(subject.voiced), ways=ways), size)),
        contested=tuple(contests(teller, disputes)),
        stale=tuple(gone_stale(teller, unattested)),
        unknown=tuple(gaps(teller, said, deaths, ways=ways, as_of=as_of, size=size) if said else ()),
        footnotes=teller.footnotes(),
        others=subject.others,
        left_out=size.claims - len(subject.records) - len(subject.voiced),
        figures=figures(teller, said, deaths),
        origins=_independent(teller, said),
    )


def _independent(teller: Teller, said: Collection[Proposition]) -> tuple[int, int]:
    """How many of those behind what is said are surely independent, and how many at most."""
    assert teller.scales is not None
    standings = (teller.scales.standings.get(p.first.claim.id) for p in said)
    found = count({origin.key: origin for s in standings if s for origin in s.backing.origins}.values())
    behind = teller.behind(all_records(said))  # Of more than the page shows, where the ledger was weighed.
    return max(found.low, behind.low if behind else 0), max(found.high, behind.high if behind else 0)


def _size(reports: Collection[Document], claims: int) -> Size:
    days = [document.published for document in reports if document.published]
    return Size(claims, len(reports), min(days, default=None), max(days, default=None))


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom the page is about: the claims that speak of it, those of which it is only a source, its namesakes."""

    entity: Entity
    records: list[Record]
    voiced: list[Record]
    others: tuple[Entity, ...]


def _chosen(
    ledger: Reader, entities: dict[str, Entity], name: str, as_of: date | None, shown: Mapping[str, Shown]
) -> Subject:
    """The entity that is meant, what is said of it and by it, and who else bears the name."""
    meant = (entities[name],) if name in entities else find(list(entities.values()), name)
    if not meant:
        raise _unknown(entities, name)
    if len(meant) > 1 and not find([e for e in meant if _bears(e, name)], name):
        raise AmbiguousError("name", name, [f"{e.name} ({e.kind.value}, {e.id})" for e in meant])
    told = [(e, ledger.claims(about=e.id, as_of=as_of), ledger.claims(source=e.id, as_of=as_of)) for e in meant]
    told = [(e, about, voiced) for e, about, voiced in told if about or voiced]
    if not told:
        hint = "nothing was said of it by that day" if as_of else "no standing claim speaks of it"
        raise NotFoundError("claim about", name, hint=hint)
    size = {e.id: shown[e.id].size.claims if e.id in shown else len(about) for e, about, _ in told}
    told.sort(key=lambda one: (-size[one[0].id], -len(one[1]), -len(one[2]), one[0].id))
    entity, records, voiced = told[0]
    ids = {record.claim.id for record in records} | {other.claim for record in records for other in record.agreed}
    only_voiced = [r for r in voiced if r.claim.id not in ids and _names(r, entity)]
    others = tuple(other for other, _, _ in told[1:])
    if name in entities:
        others = tuple(e for e in _namesakes(entities, entity) if shown or ledger.claims(about=e.id, as_of=as_of))
    return Subject(_as_seen(entity, [*records, *only_voiced]), records, only_voiced, others)


def _namesakes(entities: Mapping[str, Entity], entity: Entity) -> list[Entity]:
    """Who else goes by the name of an entity that was asked for by its id."""
    found = find(list(entities.values()), entity.name)
    return sorted((e for e in found if e.id != entity.id and _bears(e, entity.name)), key=lambda e: e.id)


def _as_seen(entity: Entity, records: list[Record]) -> Entity:
    """The entity with the spellings that these records use: by that day, or with that reading, no others were known."""
    seen = {
        part.name
        for record in records
        for part in (*record.claim.qualifiers.values(), record.claim.subject, record.claim.object)
        if isinstance(part, Mention) and part.entity == entity.id
    }
    seen |= {s.name for record in records for s in record.claim.sources if s.entity == entity.id}
    names = tuple(name for name in entity.names if name in seen)
    return replace(entity, name=entity.name if entity.name in seen or not names else names[0], names=names)


def _bears(entity: Entity, name: str) -> bool:
    """Whether the entity goes by the whole name, not only by a name that holds it."""
    whole = key_of(Mention(name, entity.kind))
    return any(key_of(Mention(n, entity.kind)) == whole for n in (entity.name, *entity.names))


def _unknown(entities: dict[str, Entity], name: str) -> NotFoundError:
    """That nobody bears the name, with the names known that come near it."""
    known = sorted({spelling for entity in entities.values() for spelling in entity.names or (entity.name,)})
    near = get_close_matches(name, known, n=3, cutoff=0.6)
    hint = f"did you mean {' or '.join(map(repr, near))}?" if near else "see who is known with: reportedly claims"
    return NotFoundError("name", name, hint=hint)


def _deaths(ledger: Reader, person: str, as_of: date | None) -> list[Record]:
    found = ledger.claims(about=person, predicate="killed", as_of=as_of)
    return [r for r in found if isinstance(r.claim.subject, Mention) and r.claim.subject.entity == person]


def _names(record: Record, entity: Entity) -> bool:
    """Whether the entity is a link of the chain (and not only the publisher of the report)."""
    return any(source_key(source) == ("entity", entity.id) for source in record.claim.sources)


def _died(said: list[Proposition], teller: Teller) -> date | None:
    """The last day on which the person can have died; None where nobody says so firmly, or somebody denies it."""
    deaths = [p for p in said if p.predicate == "killed" and p.subject == teller.key]
    if any(p.polarity is Polarity.DENIED for p in deaths):
        return None
    firm = [
        told for p in deaths for told in p.claims if told.claim.certainty in (Certainty.CERTAIN, Certainty.PROBABLE)
    ]
    days = [time.latest if (time := times(told.claim).get("time")) else told.document.published for told in firm]
    return min((day for day in days if day), default=None)


def _once(records: Iterable[Record]) -> list[Record]:
    """Each claim once."""
    return list({(record.claim.id, record.claim.document): record for record in records}.values())


def _relevant(found: list[Conflict], entity: Entity, leaders: Iterable[str | None]) -> list[Conflict]:
    """Conflicts that concern the page's entity itself, what happened to it, or whether its leaders live."""
    key = ("entity", entity.id)
    keys = {key, *(("entity", leader) for leader in leaders if leader)}
    return [
        c
        for c in found
        if key in c.about
        or (c.predicate == "killed" and keys & set(c.about))
        or any(_speaks_of(p, key) for s in c.sides for p in s.propositions)
    ]


def _speaks_of(proposition: Proposition, key: tuple[str, ...]) -> bool:
    return any(
        key_of(part) == key
        for told in proposition.claims
        for part in (told.claim.subject, told.claim.object, *told.claim.qualifiers.values())
    )
