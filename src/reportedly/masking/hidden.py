"""Who and what is hidden, by the claims of a ledger and a rule: and under which names it goes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from reportedly.errors import NotFoundError
from reportedly.ledger import Ledger, Record, fold_name
from reportedly.model import Certainty, Document, Entity, Kind, Mention, Polarity, Text
from reportedly.places import Level, Named, default, key_of
from reportedly.places.names import bare
from reportedly.weighing.told import mentions, source_kind

from .pseudonyms import Pseudonyms
from .rule import Mask, Persons
from .unnamed import Described, described

_HEADS = frozenset({"leads", "holds_position"})
"""Predicates whose subject is in public life."""
_FOUNDED = "founded"
_ALIASES = "also_known_as"
_ACCOUNTS = frozenset({"active_on"})


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is hidden of a ledger.

    ``labels``: the pseudonym of each hidden entity by its id. ``names``: by its label, every name that it goes by.
    ``reports``: by its label, the ids of the reports that speak of it; ``often``: in how many parts of claims.
    ``sources``: what is said of unnamed sources, with its label and the reports that say it. ``doubtful``: what was
    read as a person or a place and whose name stands for something else more often; it is not hidden. ``public``: all
    that is not.
    """

    labels: Mapping[str, str]
    names: Mapping[str, frozenset[str]]
    kinds: Mapping[str, Kind]
    reports: Mapping[str, frozenset[str]]
    often: Mapping[str, int]
    sources: Mapping[Described, tuple[str, frozenset[str]]]
    doubtful: tuple[Entity, ...]
    public: tuple[Entity, ...]

    def count(self, kind: Kind) -> int:
        """How many entities of a kind are hidden."""
        return sum(held is kind for held in self.kinds.values())


@dataclass(slots=True)
class _Seen:
    """What the claims say of the entities of a ledger."""

    entities: dict[str, Entity]
    spoken: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # entity -> reports
    often: Counter[tuple[Kind, str]] = field(default_factory=Counter)  # kind and folded name -> parts of claims
    uses: Counter[str] = field(default_factory=Counter)  # entity -> parts of claims
    heads: set[str] = field(default_factory=set)
    accounts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # person -> accounts, as words
    owned: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # account's entity -> persons
    aliases: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    titles: set[str] = field(default_factory=set)
    unnamed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # words -> reports


def hidden(ledger: Ledger, mask: Mask, records: Sequence[Record], pseudonyms: Pseudonyms) -> Hidden:
    """What ``mask`` hides of a ledger with these claims.

    Raises:
        NotFoundError: where the rule names somebody of whom no report speaks.
    """
    seen = _seen(ledger, records)
    documents = ledger.documents()
    publishers = {fold_name(document.publisher) for document in documents if document.publisher}
    also, never = (_chosen(seen, names) for names in (mask.also, mask.never))
    doubtful = [e for e in seen.entities.values() if _stands_for_another(e, seen, publishers)]
    spared = never | ({e.id for e in doubtful} - also)
    chosen = also | (_persons(seen, mask, documents) | _places(seen, mask)) - spared
    chosen |= {account for account, owners in seen.owned.items() if owners & chosen} - never
    for kind in Kind:
        pseudonyms.settle(kind.value, (id_ for id_ in chosen if seen.entities[id_].kind is kind))
    labels = {id_: pseudonyms.entity(seen.entities[id_].kind, id_) for id_ in sorted(chosen)}
    return Hidden(
        labels=labels,
        names={label: _names(seen, id_) for id_, label in labels.items()},
        kinds={label: seen.entities[id_].kind for id_, label in labels.items()},
        reports={label: frozenset(seen.spoken[id_]) for id_, label in labels.items()},
        often={label: seen.uses[id_] for id_, label in labels.items()},
        sources=_sources(seen, pseudonyms) if mask.unnamed else {},
        doubtful=tuple(e for e in doubtful if e.id not in chosen and e.kind in (Kind.PERSON, Kind.PLACE)),
        public=tuple(e for id_, e in sorted(seen.entities.items()) if id_ not in chosen),
    )


def _seen(ledger: Ledger, records: Iterable[Record]) -> _Seen:
    seen = _Seen({entity.id: entity for entity in ledger.entities()})
    for record in records:
        claim, report = record.claim, record.document.id
        for part in mentions(claim):
            _spoken(seen, part.entity, part.kind, part.name, report)
            if part.span is not None:
                seen.often[part.kind, fold_name(record.document.text[part.span.start : part.span.end])] += 1
        for source in claim.sources:
            kind = source_kind(source.kind)
            if kind is None:
                seen.unnamed[source.name].add(report)
            else:
                _spoken(seen, source.entity, kind, source.name, report)
        _said(seen, record)
    _gone(seen, ledger, {record.claim.id for record in records})
    return seen


def _gone(seen: _Seen, ledger: Ledger, standing: Set[str]) -> None:
    """Those of whom only claims speak that were rejected or superseded: the reports name them all the same."""
    known = {fold_name(name) for entity in seen.entities.values() for name in (entity.name, *entity.names)}
    for record in ledger.claims(superseded=True, rejected=True):
        claim, report = record.claim, record.document.id
        if claim.id in standing:
            continue
        named = [(part.kind, part.name) for part in mentions(claim)]
        for source in claim.sources:
            if kind := source_kind(source.kind):
                named.append((kind, source.name))
            else:
                seen.unnamed[source.name].add(report)
        for kind, name in named:
            folded = fold_name(name)
            if kind in (Kind.PERSON, Kind.PLACE) and folded not in known and name.strip():
                id_ = f"gone:{kind}:{folded}"
                seen.entities.setdefault(id_, Entity(id_, name, kind, (name,)))
                _spoken(seen, id_, kind, name, report)


def _spoken(seen: _Seen, entity: str | None, kind: Kind, name: str, report: str) -> None:
    seen.often[kind, fold_name(name)] += 1
    if entity in seen.entities:
        seen.spoken[str(entity)].add(report)
        seen.uses[str(entity)] += 1
        seen.aliases[str(entity)].add(name)


def _said(seen: _Seen, record: Record) -> None:
    """What one claim says of who is public, who goes by which name, and whose an account is."""
    claim = record.claim
    subject, other = claim.subject, claim.object
    if not isinstance(subject, Mention) or subject.entity is None:
        return
    so = claim.polarity is Polarity.AFFIRMED and claim.certainty is not Certainty.UNKNOWN
    if so and claim.predicate in _HEADS:
        seen.heads.add(subject.entity)
        title = claim.qualifiers.get("title")
        if isinstance(title, Text):
            seen.titles.add(title.value)
    if so and claim.predicate == _FOUNDED and isinstance(other, Mention) and other.entity:
        seen.heads.add(other.entity)
    # A name that somebody is denied to bear is told with the denial.
    if claim.predicate == _ALIASES and isinstance(other, Text | Mention):
        seen.aliases[subject.entity].add(other.value if isinstance(other, Text) else other.name)
    if claim.predicate in _ACCOUNTS:
        if isinstance(other, Text):
            seen.accounts[subject.entity].add(other.value)
        elif isinstance(other, Mention) and other.kind is Kind.ACCOUNT and other.entity:
            seen.owned[other.entity].add(subject.entity)


def _names(seen: _Seen, id_: str) -> frozenset[str]:
    entity = seen.entities[id_]
    return frozenset(n for n in (entity.name, *entity.names, *seen.aliases[id_], *seen.accounts[id_]) if n.strip())


def _chosen(seen: _Seen, names: Iterable[str]) -> set[str]:
    """The entities that a rule names, each by its id, KIND:NAME or a name.

    Raises:
        NotFoundError: where nobody goes by a name.
    """
    found: set[str] = set()
    for name in names:
        kind, colon, rest = name.partition(":")
        wanted, kinds = (rest, {Kind(kind)}) if colon and kind in set(Kind) else (name, set(Kind))
        folded = fold_name(wanted)
        ids = {
            id_
            for id_, entity in seen.entities.items()
            if id_ == name or (entity.kind in kinds and folded in {fold_name(n) for n in _names(seen, id_)})
        }
        if not ids:
            raise NotFoundError("name to be masked or left", name, hint="see the names with: reportedly names")
        found |= ids
    return found


# --- persons


def _persons(seen: _Seen, mask: Mask, documents: Iterable[Document]) -> set[str]:
    persons = {id_ for id_, entity in seen.entities.items() if entity.kind is Kind.PERSON}
    if mask.persons is Persons.NONE:
        return set()
    if mask.persons is Persons.ALL:
        return persons
    authors = {fold_name(author) for document in documents for author in document.authors}
    public = {id_ for id_ in persons if authors & {fold_name(n) for n in _names(seen, id_)}}
    return persons - seen.heads - public


def _stands_for_another(entity: Entity, seen: _Seen, publishers: Set[str]) -> bool:
    """Whether what was read as a person's or a place's name is used more often for a thing of another kind.

    Readers err: they take "the Guard" for a man, and a province for one. To hide such a word would empty the text.
    """
    if entity.kind not in (Kind.PERSON, Kind.PLACE):
        return False
    names = {fold_name(name) for name in (entity.name, *entity.names)}
    if names & publishers:
        return True
    others = [kind for kind in Kind if kind is not entity.kind]
    if entity.kind is Kind.PLACE:
        others.remove(Kind.PERSON)
    return all(sum(seen.often[kind, name] for kind in others) > seen.often[entity.kind, name] for name in names)


# --- places


def _places(seen: _Seen, mask: Mask) -> set[str]:
    if mask.places is None:
        return set()
    levels = {id_: _level(_names(seen, id_)) for id_, e in seen.entities.items() if e.kind is Kind.PLACE}
    stay = {_bare(name) for id_, level in levels.items() if level <= mask.places for name in _names(seen, id_)}
    # "Nimrel" alone is said where "Nimrel district" stays.
    return {
        id_
        for id_, level in levels.items()
        if level > mask.places and not all(_bare(name) in stay for name in _names(seen, id_))
    }


def _bare(name: str) -> str:
    return bare(key_of(name))[0]


def _level(names: Iterable[str]) -> Level:
    """What sort of place it is: as its name says ("… province"), else as the gazetteer does; the lowest if neither."""
    found = []
    for name in names:
        said = bare(key_of(name))[1]
        if said:
            found.append(max(said))
            continue
        place = default().resolve([Named(name, 0, len(name))])[0].place
        found.append(Level.CITY if place is None else place.level)
    return min(found, default=Level.CITY)


# --- sources without a name


def _sources(seen: _Seen, pseudonyms: Pseudonyms) -> dict[Described, tuple[str, frozenset[str]]]:
    offices = {fold_name(title) for title in seen.titles}
    names = {fold_name(name) for entity in seen.entities.values() for name in (entity.name, *entity.names)}
    told: dict[Described, set[str]] = defaultdict(set)
    for words, reports in seen.unnamed.items():
        who = described(words)
        if who is not None and " ".join(who.words) not in offices and fold_name(words) not in names:
            told[who] |= reports
    pseudonyms.settle("unnamed", (" ".join(who.words) for who in told))
    return {
        who: (pseudonyms.source(" ".join(who.words), several=who.several), frozenset(reports))
        for who, reports in told.items()
    }


__all__ = ["Hidden", "hidden"]
