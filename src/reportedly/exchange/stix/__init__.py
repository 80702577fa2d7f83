"""A STIX 2.1 bundle: a report object a report, identities and locations, and one object a claim.

An affirmed relation between two names is a relationship; a denial is an opinion about what it denies; what is neither
is a note. ``confidence`` is the credibility on the Admiralty scale (STIX 2.1, appendix A). Quotation, anchor, chain of
sources, polarity and certainty are in an extension that the bundle defines (section 7.3).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from reportedly.exchange.formats import Carried, text
from reportedly.exchange.matter import Matter
from reportedly.exchange.said import outlet
from reportedly.ledger import Record
from reportedly.model import Document, Entity, Kind, Mention

from . import extension, ids, objects
from .objects import Object


def export(matter: Matter, out: BinaryIO) -> Carried:
    """Write the claims as one bundle."""
    builder = _Builder(matter)
    made = builder.objects()
    head = ids.made("bundle", *sorted(object_["id"] for object_ in made))
    with text(out) as stream:
        # By hand, so that a reader's differences are line by line.
        stream.write(f'{{"type": "bundle", "id": "{head}"')
        lines = (json.dumps(object_, ensure_ascii=False, allow_nan=False) for object_ in made)
        # A bundle without objects leaves the list out (section 8).
        stream.write(', "objects": [\n' + ",\n".join(lines) + "\n]}\n" if made else "}\n")
    return Carried(len(made), builder.left_out())


@dataclass(slots=True)
class _Builder:
    """Turns claims into objects, each entity and publisher once."""

    matter: Matter
    _entities: dict[str, Entity] = field(default_factory=dict)
    _days: dict[str, tuple[str, str]] = field(default_factory=dict)
    _publishers: dict[str, tuple[str, str]] = field(default_factory=dict)
    _refs: dict[str, list[str]] = field(default_factory=dict)
    _lost: Counter[str] = field(default_factory=Counter)

    def objects(self) -> list[Object]:
        """The objects of the bundle; what others refer to first."""
        records = self.matter.records
        for record in records:
            self._meet(record)
        affirmed = {r.claim.id: self._id(r) for r in records if not objects.is_denial(r)}
        by_id = {r.claim.id: r for r in records}
        claims: dict[str, Object] = {}
        for record in records:
            for made in self._claim(record, affirmed, by_id):
                claims.setdefault(made["id"], made)
                self._refer(record.document, made["id"])
        named = {
            made["id"]: made for key, e in self._entities.items() for made in [objects.entity(e, *self._days[key])]
        }
        publishers = [objects.publisher(name, *days) for name, days in self._publishers.items()]
        head = [extension.program(), extension.definition()] if records else []
        return [*head, *publishers, *named.values(), *claims.values(), *self._reports()]

    def _meet(self, record: Record) -> None:
        """Note who and what a claim names, with the days of the first and the last report of them."""
        document = record.document
        when = ids.published(document)
        _widen(self._publishers, outlet(document), when)
        claim = record.claim
        for part in (claim.subject, claim.object, *claim.qualifiers.values()):
            if isinstance(part, Mention) and (key := self._key(part)) is not None:
                _widen(self._days, key, when)

    def _key(self, part: Mention) -> str | None:
        """The entity of a mention, met from here on; None where STIX has no object for it."""
        held = self.matter.entities.get(part.entity) if part.entity is not None else None
        kind = held.kind if held is not None else part.kind
        if not objects.has_object(kind):
            return None
        key = held.id if held is not None else f"{part.kind.value}\x1f{part.name}"
        if key not in self._entities:
            self._entities[key] = held if held is not None else Entity(key, part.name, part.kind)
        return key

    def _ref(self, part: object) -> str | None:
        """The id of the object of a mention; None for what has none."""
        if not isinstance(part, Mention) or (key := self._key(part)) is None:
            return None
        made = objects.entity(self._entities[key], *self._days[key])
        return str(made["id"])

    def _id(self, record: Record) -> str:
        return ids.of_claim("relationship" if self._ends(record) else "note", record)

    def _ends(self, record: Record) -> tuple[str, str] | None:
        """The two ends of a claim that is a relationship; None where it is none."""
        if not objects.is_relation(record):
            return None
        standing = self.matter.standing(record.claim.id)
        source, target = self._ref(record.claim.subject), self._ref(record.claim.object)
        if source is None or target is None or source == target or (standing is not None and standing.withdrawn):
            return None
        return source, target

    def _claim(self, record: Record, affirmed: dict[str, str], by_id: dict[str, Record]) -> Iterator[Object]:
        standing = self.matter.standing(record.claim.id)
        by = ids.made("identity", "publisher", outlet(record.document))
        against = list(standing.contradicted_by) if standing is not None else []
        if objects.is_denial(record):
            denied = [affirmed[id_] for id_ in against if id_ in affirmed]
            if denied:
                yield objects.opinion(record, standing, list(dict.fromkeys(denied)), by)
            else:
                self._lost["denied"] += 1
                yield objects.note(record, standing, self._about(record), by)
            return
        ends = self._ends(record)
        if ends is not None:
            made = objects.relationship(record, standing, *ends, by)
            self._count_times(record, made)
        else:
            self._lost["no relation"] += 1
            made = objects.note(record, standing, self._about(record), by)
        yield made
        others = [by_id[id_] for id_ in against if id_ in affirmed]
        if others:
            yield objects.contradiction(record, made["id"], others)

    def _about(self, record: Record) -> list[str]:
        """What a note is about: whom the claim names, else its report."""
        refs = [self._ref(part) for part in (record.claim.subject, record.claim.object)]
        return [ref for ref in dict.fromkeys(refs) if ref] or [ids.of_report(record.document)]

    def _count_times(self, record: Record, made: Object) -> None:
        said = {"start", "end", "time"} & record.claim.qualifiers.keys()
        self._lost["time"] += bool(said) and "start_time" not in made and "stop_time" not in made

    def _refer(self, document: Document, id_: str) -> None:
        self._refs.setdefault(document.id, []).append(id_)

    def _reports(self) -> Iterator[Object]:
        seen: set[str] = set()
        for record in self.matter.records:
            document = record.document
            if document.id in seen:
                continue
            seen.add(document.id)
            self._lost["undated"] += document.published is None
            refs = list(dict.fromkeys(self._refs[document.id]))
            by = ids.made("identity", "publisher", outlet(document))
            yield objects.report(document, refs, by, self.matter.mask)

    def left_out(self) -> tuple[str, ...]:
        """What is not in the fields of STIX, in sentences."""
        lost = self._lost
        said = [
            (lost["no relation"], "claims are no relation between two names, or are plans, or were taken back: notes"),
            (lost["denied"], "denials of what nobody in this bundle says: notes, since an opinion needs an object"),
            (lost["time"], "relations have a time that is not known to the day: it is in the extension only"),
            (lost["undated"], "reports are undated: `published` is the day on which they were got"),
        ]
        works = sum(1 for entity in self.matter.entities.values() if entity.kind is Kind.WORK)
        told = [f"{count:,} {words}" for count, words in said if count]
        if works:
            told.append(f"{works:,} works have no object of their own: they stand in words and in the extension")
        always = "the reports' texts and originals: only quotations, and the hash of each original"
        return (*told, always)


def _widen(days: dict[str, tuple[str, str]], key: str, when: str) -> None:
    first, last = days.get(key, (when, when))
    days[key] = (min(first, when), max(last, when))
