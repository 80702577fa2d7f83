"""FollowTheMoney into claims: entities or statements, each value and each relation as said by its data set.

Schemata and properties are those of FollowTheMoney 3.8. Needed is neither the library nor an order of the lines.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, BinaryIO

from reportedly.errors import ExchangeError
from reportedly.model import Claim, Kind, Mention, Part, Text
from reportedly.reading.vocabulary import predicates

from . import ftm_schemas as schemas
from .attributed import Attributed, Found, Passed, UnfitValueError, Voice, draft, named, when, words

_MOST_CELL = 10 * 1024 * 1024

Making = Callable[[], Claim | Passed]
"""Makes one claim when it is called; raises ``UnfitValueError`` where it cannot."""


@dataclass(slots=True)
class Thing:
    """An entity as one data set has it: the values of its properties, and the first line that spoke of it.

    ``dataset`` is "" where the file says it of several data sets together, or of none.
    """

    id: str
    schema: str
    dataset: str
    line: int
    values: dict[str, list[str]] = field(default_factory=dict)

    def first(self, *props: str) -> str | None:
        """The first value that there is of these properties."""
        return next((self.values[prop][0] for prop in props if self.values.get(prop)), None)

    def put(self, prop: str, value: str) -> None:
        """Add a value, once."""
        held = self.values.setdefault(prop, [])
        if value not in held:
            held.append(value)

    @property
    def record(self) -> dict[str, Any]:
        """What the file says of it."""
        return {"id": self.id, "schema": self.schema, "dataset": self.dataset, "properties": self.values}


class Reader:
    """Reads a file whole, then says what is claimed in it.

    ``by``: who says what no data set of the file says alone; None: the file's name.
    """

    def __init__(self, stream: BinaryIO, *, file: str, by: str | None = None) -> None:
        self._stream, self._file, self._by = stream, file, by
        self._things: dict[tuple[str, str], Thing] = {}
        self._names: dict[str, Thing] = {}
        self._articles: dict[str, list[Thing]] = {}

    def found(self) -> Iterator[Found]:
        """Every claim, every refusal and everything that makes no claim."""
        for number, raw in self._lines():
            try:
                self._take(raw, number)
            except UnfitValueError as error:
                yield error.refusal(self._file, number)
        for thing in self._things.values():
            self._names.setdefault(thing.id, thing)
            if thing.schema == "Article":
                self._articles.setdefault(thing.dataset, []).append(thing)
        for thing in self._things.values():
            try:
                yield from self._said(thing)
            except UnfitValueError as error:
                yield error.refusal(self._file, thing.line)

    # --- the file

    def _lines(self) -> Iterator[tuple[int, Any]]:
        head = self._stream.readline().removeprefix(b"\xef\xbb\xbf")
        self._stream.seek(0)
        if b"entity_id" in head and not head.lstrip().startswith(b"{"):
            csv.field_size_limit(_MOST_CELL)
            text = io.TextIOWrapper(self._stream, encoding="utf-8-sig", errors="replace", newline="")
            try:
                rows = csv.DictReader(text)
                for row in rows:
                    yield rows.line_num, row
            except csv.Error as error:
                raise ExchangeError(f"{self._file}: expected a CSV of statements ({error})") from error
            finally:
                text.detach()
            return
        for number, line in enumerate(self._stream, start=1):
            if line.strip():
                yield number, line

    def _take(self, raw: Any, number: int) -> None:
        if isinstance(raw, bytes):
            try:
                raw = json.loads(raw.removeprefix(b"\xef\xbb\xbf"))
            except (ValueError, RecursionError) as error:
                shown = raw[:80].decode(errors="replace")
                raise UnfitValueError("line", shown, "one JSON object, or a CSV of statements") from error
        if not isinstance(raw, Mapping):
            raise UnfitValueError("line", raw, "one entity or one statement")
        if "entity_id" in raw or "prop" in raw:
            self._statement(raw, number)
        else:
            self._entity(raw, number)

    def _statement(self, raw: Mapping[str, Any], number: int) -> None:
        id_ = words("entity_id", raw.get("canonical_id") or raw.get("entity_id"))
        prop, schema = words("prop", raw.get("prop")), words("schema", raw.get("schema"))
        dataset = words("dataset", raw.get("dataset") or self._file)
        if prop == "id":  # How the library says that an entity is in a data set, with a checksum as value.
            return
        self._thing(id_, schema, dataset, number).put(prop, _fit(f"value of {prop}", raw.get("value")))

    def _entity(self, raw: Mapping[str, Any], number: int) -> None:
        id_, schema = words("id", raw.get("id")), words("schema", raw.get("schema"))
        datasets, properties = raw.get("datasets") or [], raw.get("properties")
        if not isinstance(properties, Mapping):
            raise UnfitValueError("properties", properties, "an object with a list of values for each property")
        if not isinstance(datasets, list) or not all(isinstance(one, str) for one in datasets):
            raise UnfitValueError("datasets", datasets, "a list of names")
        thing = self._thing(id_, schema, datasets[0] if len(datasets) == 1 else "", number)
        for prop, values in properties.items():
            for value in values if isinstance(values, list) else [values]:
                thing.put(str(prop), _fit(str(prop), value))

    def _thing(self, id_: str, schema: str, dataset: str, number: int) -> Thing:
        thing = self._things.setdefault((dataset, id_), Thing(id_, schema, dataset, number))
        if schemas.is_more_exact(schema, thing.schema):
            thing.schema = schema
        return thing

    # --- who says it

    def _voice(self, thing: Thing) -> Voice:
        articles = self._articles.get(thing.dataset, []) if thing.dataset else []
        if len(articles) == 1:
            return _of_article(thing.dataset, articles[0])
        own = thing.first("publisher") if thing.schema in schemas.LINKS or thing.schema == "Event" else None
        said_by = own or thing.dataset or self._by or self._file
        return Voice(f"{thing.dataset}\x1f{own or ''}", f"{self._file}: {thing.dataset or said_by}", said_by)

    # --- what is said

    def _said(self, thing: Thing) -> Iterator[Found]:
        """Each thing that an entity says; one that does not hold is refused and the others stand."""
        if thing.schema in schemas.LINKS:
            making: Iterable[Making] = [partial(self._link, thing)]
        elif thing.schema == "Occupancy":
            making = [partial(self._occupancy, thing)]
        elif thing.schema == "Event":
            making = [partial(self._event, thing)]
        elif thing.schema in schemas.KIND_OF and thing.schema not in schemas.REPORTS:
            making = self._values(thing)
        else:
            yield Passed(thing.schema if thing.schema in schemas.WITHOUT_CLAIMS else "entity of an unknown schema")
            return
        for make in making:
            try:
                made = make()
            except UnfitValueError as error:
                yield error.refusal(self._file, thing.line)
            else:
                yield made if isinstance(made, Passed) else self._one(thing, made)

    def _one(self, thing: Thing, claim: Claim) -> Attributed:
        return Attributed(self._voice(thing), claim, thing.id, thing.record)

    def _mention(self, id_: str | None, dataset: str, key: str) -> Mention | None:
        """Who an id is; None where it is of a kind that is nobody here."""
        if id_ is None:
            return None
        thing = self._things.get((dataset, id_)) or self._names.get(id_)
        if thing is None:
            raise UnfitValueError(key, id_, "the id of an entity of this file")
        kind = schemas.KIND_OF.get(thing.schema)
        name = thing.first(*schemas.NAMES)
        if name is None and (other := self._names.get(id_)) is not None:
            name = other.first(*schemas.NAMES)
        return None if kind is None else named(f"name of {id_}", name or id_, kind)

    def _link(self, thing: Thing) -> Claim | Passed:
        link = schemas.LINKS[thing.schema]
        subject = self._mention(thing.first(link.subject), thing.dataset, link.subject)
        if link.by_name:
            value = thing.first(link.object)
            other = named(link.object, value, Kind.ORGANIZATION) if value else None
        else:
            other = self._mention(thing.first(link.object), thing.dataset, link.object)
        if subject is None or (other is None and not link.by_name):
            return _nobody(thing)
        predicate, roles = link.predicate, thing.values.get(link.role, [])
        if (known := next(filter(None, map(_predicate, roles)), None)) is not None:
            predicate = known
            roles = [role for role in roles if _predicate(role) is None]
        qualifiers = dict(self._times(thing))
        key = "relation" if predicate in schemas.RELATION_IN_ROLE else "title"
        if roles:
            qualifiers[key] = Text(words(link.role, roles[0]))
        elif predicate == "open":
            qualifiers["relation"] = Text(link.relation)
        if (status := thing.first("status", "program")) is not None:
            qualifiers["status"] = Text(words("status", status))
        return draft(predicate, subject, other, qualifiers=qualifiers)

    def _occupancy(self, thing: Thing) -> Claim | Passed:
        holder = self._mention(thing.first("holder"), thing.dataset, "holder")
        id_ = thing.first("post")
        post = self._things.get((thing.dataset, id_ or "")) or self._names.get(id_ or "")
        if post is None:
            raise UnfitValueError("post", id_, "the id of a Position of this file")
        body = self._mention(post.first("organization"), thing.dataset, "organization")
        area = post.first("subnationalArea")
        if body is None and area is not None:
            body = named("subnationalArea", area, Kind.PLACE)
        qualifiers = dict(self._times(thing))
        if title := post.first("name"):
            qualifiers["title"] = Text(words("name", title))
        if status := thing.first("status"):
            qualifiers["status"] = Text(words("status", status))
        return _nobody(thing) if holder is None else draft("holds_position", holder, body, qualifiers=qualifiers)

    def _event(self, thing: Thing) -> Claim | Passed:
        keywords = filter(None, map(_predicate, thing.values.get("keywords", ())))
        predicate = next((word for word in keywords if word in schemas.EVENTS), "open")
        acts, takes_part = schemas.EVENTS.get(predicate, ("organizer", "involved"))
        first, second = (list(thing.values.get(prop, ())) for prop in (acts, takes_part))
        if acts == takes_part or not first:
            first, second = second[:1], second[1:]
        if not first:
            return Passed("event of nobody")
        subject = self._mention(first[0], thing.dataset, acts)
        other = self._mention(second[0], thing.dataset, takes_part) if second else None
        if subject is None:
            return _nobody(thing)
        qualifiers = dict(self._times(thing))
        if location := thing.first("location"):
            qualifiers["place"] = named("location", location, Kind.PLACE)
        if predicate == "open":
            qualifiers["relation"] = Text(words("name", thing.first("name", "summary") or "took part"))
        return draft(predicate, subject, other, qualifiers=qualifiers)

    def _times(self, thing: Thing) -> Iterator[tuple[str, Part]]:
        for key, props in (("time", ("date",)), ("start", ("startDate", "listingDate")), ("end", ("endDate",))):
            if (value := thing.first(*props)) is not None:
                yield key, when(props[0], value)

    def _values(self, thing: Thing) -> Iterator[Making]:
        who = self._mention(thing.id, thing.dataset, "id")
        assert who is not None
        names = [name for prop in schemas.NAMES for name in thing.values.get(prop, ())]
        for name in names[1:]:
            yield partial(_also, who, name)
        if thing.first("birthDate") or thing.first("birthPlace"):
            yield partial(_born, who, thing.first("birthDate"), thing.first("birthPlace"))
        for prop, values in thing.values.items():
            for value in values if prop not in schemas.KNOWN else ():
                yield partial(self._value, thing, who, prop, value)

    def _value(self, thing: Thing, who: Mention, prop: str, value: str) -> Claim | Passed:
        if prop in schemas.DAYS:
            return draft(schemas.DAYS[prop], who, qualifiers={"time": when(prop, value)})
        if prop in schemas.TEXTS:
            return draft(schemas.TEXTS[prop], who, Text(words(prop, value)))
        if prop not in schemas.ENTITIES:
            return Passed("property without a predicate")
        predicate, turned = schemas.ENTITIES[prop]
        other = named(prop, value, Kind.PLACE) if prop == "address" else self._mention(value, thing.dataset, prop)
        if other is None:
            return _nobody(thing)
        return draft(predicate, *((other, who) if turned else (who, other)))


def _also(who: Mention, name: str) -> Claim:
    return draft("also_known_as", who, Text(words("name", name)))


def _born(who: Mention, day: str | None, place: str | None) -> Claim:
    where = named("birthPlace", place, Kind.PLACE) if place else None
    return draft("born", who, where, qualifiers={"time": when("birthDate", day)} if day else {})


def _nobody(thing: Thing) -> Passed:
    return Passed(f"{thing.schema} with what is nobody")


def _fit(key: str, value: Any) -> str:
    """A value of a property; a text may be longer here than a claim can take, and is looked at only when it is used."""
    return value if isinstance(value, str) and len(value) <= _MOST_CELL else words(key, value)


def _predicate(role: str) -> str | None:
    name = role.strip().lower().replace(" ", "_")
    return name if name in predicates() else None


def _of_article(dataset: str, article: Thing) -> Voice:
    day = article.first("publishedAt", "date") or ""
    try:
        published = date.fromisoformat(day[:10])
    except ValueError:
        published = None
    name = article.first("fileName", "title") or dataset
    authors = tuple(article.values.get("author", ()))
    return Voice(dataset, name, article.first("publisher"), published, article.first("title"), authors)
