"""The statements that claims come to in FollowTheMoney: one value of one property, by one report.

Written as values of entities are only names, and what a report says without reserve and nobody contradicts. All else
that has a place in the model is a relation or an event of its own, which says in words who says it and how sure; what
has none, and every denial (the model has no negation), is a note in words. See ``docs/how-to/import.md`` for the way
back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportedly.exchange.csv import in_words
from reportedly.exchange.matter import Matter, Standing
from reportedly.exchange.said import outlet, sentence
from reportedly.ledger import Record
from reportedly.model import Certainty, Document, Kind, Mention, Text
from reportedly.model.plain import tidy

from . import schemas
from .losses import Loss
from .marks import contest, contested, mark, no_statement


@dataclass(frozen=True, slots=True)
class Value:
    """One statement: that an entity has this value for this property, as this dataset (a report) has it.

    ``original`` is what stood there where the value is not that, ``day`` when the report was published, ``origin``
    the claim it is taken from ("" for what is known of the report itself).
    """

    entity: str
    schema: str
    prop: str
    value: str
    dataset: str
    original: str | None = None
    day: str | None = None
    origin: str = ""
    language: str | None = None


@dataclass(slots=True)
class Builder:
    """Turns claims into statements and keeps count of what could not be carried."""

    matter: Matter
    losses: Counter[Loss] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    _reports: set[str] = field(default_factory=set)
    _named: set[tuple[str, str, str]] = field(default_factory=set)

    def values(self) -> Iterator[Value]:
        """The statements, claim by claim; a report's own before its first claim."""
        for record in self.matter.records:
            yield from self._of(record)

    def _of(self, record: Record) -> Iterator[Value]:
        if record.document.id not in self._reports:
            self._reports.add(record.document.id)
            yield from _report(record.document, self.matter.mask)
        claim = record.claim
        for part in (claim.subject, claim.object, *claim.qualifiers.values()):
            if isinstance(part, Mention):
                yield from self._entity(record, part)
        yield from self._claim(record)

    def _entity(self, record: Record, part: Mention) -> Iterator[Value]:
        """The entity with the name that this report gives it, and that it stands in there; once for each report."""
        document, id_ = record.document, schemas.entity_id(part)
        if (document.id, id_, part.name) in self._named:
            return
        self._named.add((document.id, id_, part.name))
        schema = self._schema(part)
        name = self._name(part.name)
        at = _At(id_, schema, record)
        yield at.value(schemas.NAME_OF.get(schema, "name"), name, original=part.name)
        if schema == "Document":
            yield at.value("title", name, original=part.name)
        if part.kind in schemas.PARTIES:
            seen = _At(schemas.mention_id(document, part), "Mention", record)
            yield seen.value("document", schemas.report_id(document))
            yield seen.value("name", name, original=part.name)
            yield seen.value("resolved", id_)
            yield seen.value("detectedSchema", schema)

    def _schema(self, part: Mention) -> str:
        """The schema of an entity: one for all its mentions, whatever kind a single one has."""
        entity = self.matter.entities.get(part.entity) if part.entity is not None else None
        return schemas.SCHEMA_OF[entity.kind if entity else part.kind]

    def _name(self, name: str) -> str:
        if len(tidy(name)) > schemas.NAME_MOST:
            self.losses[Loss.CUT] += 1
        return schemas.named(name) or "(no name)"

    # --- claims

    def _claim(self, record: Record) -> Iterator[Value]:
        claim, standing = record.claim, self.matter.standing(record.claim.id)
        loss = no_statement(record, standing)
        if loss is None and not isinstance(claim.subject, Mention):
            loss = Loss.NOBODY
        if loss is not None:
            yield from self._note(record, standing, loss)
            return
        sure = claim.certainty is Certainty.CERTAIN and not contested(standing)
        if claim.predicate in _VALUES and sure:
            yield from self._value(record, standing)
        elif claim.predicate == "holds_position" and _is(claim.subject, Kind.PERSON) and _text(record, "title"):
            yield from self._post(record, standing)
        elif claim.predicate == "designated" and isinstance(claim.object, Mention | None):
            yield from self._sanction(record, standing)
        elif self._is_event(record):
            yield from self._event(record, standing)
        elif isinstance(claim.object, Mention):
            yield from self._link(record, standing)
        else:
            unsure = claim.predicate in _VALUES and not sure
            yield from self._note(record, standing, Loss.UNSURE if unsure else Loss.NO_SCHEMA)

    def _value(self, record: Record, standing: Standing | None) -> Iterator[Value]:
        """A value of the entity itself."""
        claim = record.claim
        assert isinstance(claim.subject, Mention)
        at = _At(schemas.entity_id(claim.subject), self._schema(claim.subject), record)
        found: list[tuple[str, str, str | None]] = []
        left = set(claim.qualifiers)
        day = schemas.day_of(claim.qualifiers.get("time"))
        match claim.predicate, claim.object:
            case "also_known_as", Text(value=alias) if name := schemas.named(alias):
                self.losses[Loss.CUT] += len(tidy(alias)) > schemas.NAME_MOST
                found = [("alias", name, alias)]
            case "born", _ if at.schema == "Person":
                found = [("birthDate", day, None)] if day else []
                if isinstance(claim.object, Mention):
                    found.append(("birthPlace", self._name(claim.object.name), claim.object.name))
            case "founded", None if at.schema == "Organization" and day:
                found = [("incorporationDate", day, None)]
            case "dissolved", None if at.schema == "Organization" and day:
                found = [("dissolutionDate", day, None)]
        if not found:
            if isinstance(claim.object, Mention):
                yield from self._link(record, standing)
            else:
                yield from self._note(record, standing, Loss.NO_SCHEMA)
            return
        for prop, value, original in found:
            yield at.value(prop, value, original=original)
        self._count_dropped(record, left - ({"time"} if day else set()))
        self._count_sources(record)

    def _link(self, record: Record, standing: Standing | None) -> Iterator[Value]:
        """A relation between two entities."""
        claim = record.claim
        assert isinstance(claim.subject, Mention)
        assert isinstance(claim.object, Mention)
        link = schemas.LINKS.get(claim.predicate, schemas.ANY_LINK)
        ends = [schemas.KIND_OF[self._schema(part)] for part in (claim.subject, claim.object)]
        if ends[0] not in link.ends[0] or ends[1] not in link.ends[1]:
            link = schemas.ANY_LINK
        at = _At(schemas.claim_id(record), link.schema, record)
        yield at.value(link.subject, schemas.entity_id(claim.subject))
        yield at.value(link.object, schemas.entity_id(claim.object))
        kept: set[str] = set()
        # A membership and a family tie are what they are; any other schema needs the predicate's name beside it.
        roles = [] if link.schema in ("Membership", "Family") else [claim.predicate.replace("_", " ")]
        key = "relation" if claim.predicate in schemas.RELATION_IN_ROLE else "title"
        if words := tidy(_text(record, key), most=schemas.WORDS_MOST):
            roles.append(words)
            kept.add(key)
        for role in roles:
            yield at.value(link.role, role)
        if link.schema != "Family" and (status := tidy(_text(record, "status"), most=schemas.WORDS_MOST)):
            yield at.value("status", status)
            kept.add("status")
        yield from self._interval(at, record, standing, kept)

    def _post(self, record: Record, standing: Standing | None) -> Iterator[Value]:
        """A post and who holds it."""
        claim, title = record.claim, tidy(_text(record, "title"), most=schemas.NAME_MOST)
        assert isinstance(claim.subject, Mention)
        where = claim.object if isinstance(claim.object, Mention) else None
        post = _At(schemas.position_id(title, schemas.entity_id(where) if where else ""), "Position", record)
        yield post.value("name", schemas.named(title) or "(no name)", original=title)
        if where is not None and self._schema(where) == "Organization":
            yield post.value("organization", schemas.entity_id(where))
        elif where is not None:
            yield post.value("subnationalArea", self._name(where.name), original=where.name)
        at = _At(schemas.claim_id(record), "Occupancy", record)
        yield at.value("holder", schemas.entity_id(claim.subject))
        yield at.value("post", post.entity)
        kept = {"title"}
        if status := tidy(_text(record, "status"), most=schemas.WORDS_MOST):
            yield at.value("status", status)
            kept.add("status")
        yield from self._interval(at, record, standing, kept)

    def _sanction(self, record: Record, standing: Standing | None) -> Iterator[Value]:
        """A listing, a ban, a designation."""
        claim = record.claim
        assert isinstance(claim.subject, Mention)
        at = _At(schemas.claim_id(record), "Sanction", record)
        yield at.value("entity", schemas.entity_id(claim.subject))
        if isinstance(claim.object, Mention):
            yield at.value("authority", self._name(claim.object.name), original=claim.object.name)
        kept = set()
        if status := tidy(_text(record, "status"), most=schemas.WORDS_MOST):
            yield at.value("status", status)
            kept.add("status")
        yield from self._interval(at, record, standing, kept)

    def _is_event(self, record: Record) -> bool:
        claim = record.claim
        if claim.predicate not in schemas.EVENTS:
            return False
        parts = [part for part in (claim.subject, claim.object) if part is not None]
        return all(isinstance(p, Mention) and schemas.KIND_OF[self._schema(p)] in schemas.PARTIES for p in parts)

    def _event(self, record: Record, standing: Standing | None) -> Iterator[Value]:
        """What happened, with who acted and who took part."""
        claim = record.claim
        at = _At(schemas.claim_id(record), "Event", record)
        who = [part for part in (claim.subject, claim.object) if isinstance(part, Mention)]
        words = f"{claim.predicate.replace('_', ' ')}: {', '.join(tidy(part.name) for part in who)}"
        yield at.value("name", tidy(words, most=schemas.NAME_MOST))
        yield at.value("keywords", claim.predicate.replace("_", " "))
        for prop, part in zip(schemas.EVENTS[claim.predicate], who, strict=False):
            yield at.value(prop, schemas.entity_id(part))
        kept = set()
        place = claim.qualifiers.get("place")
        if isinstance(place, Mention | Text):
            name = schemas.named(in_words(place))
            if name:
                yield at.value("location", name[:250])
                kept.add("place")
        yield at.value("proof", schemas.report_id(record.document))
        yield from self._interval(at, record, standing, kept)

    def _interval(self, at: _At, record: Record, standing: Standing | None, kept: set[str]) -> Iterator[Value]:
        """What every relation and event says: when, who says so, how sure, in which words."""
        claim = record.claim
        for key, prop in (("time", "date"), ("start", "startDate"), ("end", "endDate")):
            if day := schemas.day_of(claim.qualifiers.get(key)):
                yield at.value(prop, day)
                kept.add(key)
        yield at.value("recordId", claim.id)
        yield at.value("publisher", outlet(record.document)[: schemas.WORDS_MOST])
        yield at.value("description", tidy(claim.quote, most=schemas.TEXT_MOST) or "(no words)")
        yield at.value("summary", tidy(mark(record, standing), most=schemas.TEXT_MOST))
        if address := _address(record.document):
            yield at.value("sourceUrl", address)
        self.losses[Loss.IN_WORDS] += claim.certainty is not Certainty.CERTAIN
        self.losses[Loss.CONTESTED] += contested(standing)
        self._count_dropped(record, set(claim.qualifiers) - kept)
        self._count_sources(record)

    def _note(self, record: Record, standing: Standing | None, loss: Loss) -> Iterator[Value]:
        """A claim in words, beside the entities that it is about."""
        claim = record.claim
        self.losses[loss] += 1
        at = _At(schemas.claim_id(record), "Note", record)
        for part in (claim.subject, claim.object):
            if isinstance(part, Mention):
                yield at.value("entity", schemas.entity_id(part))
        said = f"{sentence(record)} {contest(standing)}".strip()
        yield at.value("description", tidy(said, most=schemas.TEXT_MOST))
        for word in (claim.predicate.replace("_", " "), claim.polarity.value, claim.certainty.value):
            if words := tidy(word, most=schemas.WORDS_MOST):
                yield at.value("keywords", words)
        yield at.value("publisher", outlet(record.document)[: schemas.WORDS_MOST])
        yield at.value("proof", schemas.report_id(record.document))
        if address := _address(record.document):
            yield at.value("sourceUrl", address)

    def _count_dropped(self, record: Record, keys: set[str]) -> None:
        self.dropped.update(keys)

    def _count_sources(self, record: Record) -> None:
        self.losses[Loss.CHAIN] += bool(record.claim.sources)


@dataclass(frozen=True, slots=True)
class _At:
    """Where values of one entity go, and which claim they are taken from."""

    entity: str
    schema: str
    record: Record

    def value(self, prop: str, value: str, *, original: str | None = None) -> Value:
        document = self.record.document
        day = document.dated
        return Value(
            self.entity,
            self.schema,
            prop,
            value,
            schemas.dataset_of(document),
            original if original is not None and original != value else None,
            day.isoformat(),
            f"claim:{self.record.claim.id}",
        )


def _report(document: Document, mask: str) -> Iterator[Value]:
    """A report as an article: what is known of it, without its text."""
    day = document.published.isoformat() if document.published else None
    fields = [
        ("title", tidy(document.title or document.name, most=schemas.WORDS_MOST)),
        ("fileName", tidy(document.name, most=schemas.WORDS_MOST)),
        ("publisher", tidy(document.publisher or "", most=schemas.WORDS_MOST)),
        ("publishedAt", day or ""),
        ("mimeType", document.media_type if "/" in document.media_type else ""),
        ("sourceUrl", _address(document) or ""),
        ("notes", f"Masked: {mask}" if mask else ""),
        *(("author", tidy(author, most=schemas.WORDS_MOST)) for author in document.authors),
    ]
    id_, dataset = schemas.report_id(document), schemas.dataset_of(document)
    for prop, value in fields:
        if value:
            yield Value(id_, "Article", prop, value, dataset, day=day)


def _text(record: Record, key: str) -> str:
    part = record.claim.qualifiers.get(key)
    return in_words(part) if isinstance(part, Mention | Text) else ""


def _is(part: object, kind: Kind) -> bool:
    return isinstance(part, Mention) and part.kind is kind


def _address(document: Document) -> str | None:
    address = document.origin
    fit = address.startswith(("http://", "https://")) and len(address) <= 2000 and address.isascii()
    return address if fit and address.isprintable() and " " not in address else None


_VALUES = frozenset({"also_known_as", "born", "founded", "dissolved"})


def merged(values: Iterator[Value]) -> Iterator[Value]:
    """Each statement once: the same value of the same property by the same report is one, whichever claim gave it."""
    seen: set[tuple[str, str, str, str]] = set()
    for value in values:
        key = (value.dataset, value.entity, value.prop, value.value)
        if key not in seen:
            seen.add(key)
            yield value
