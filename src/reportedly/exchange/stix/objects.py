"""The STIX 2.1 objects of reports, of who and what they name, and of what they claim.

No group is called a threat actor: that is a judgement which no claim makes by itself. Persons and organizations are
identities, and a relation that STIX has no type for keeps the name of its predicate ("any string" may be one,
section 5.1).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from reportedly.exchange.matter import Standing
from reportedly.exchange.said import outlet, sentence
from reportedly.ledger import Record
from reportedly.model import Certainty, Document, Entity, Kind, Mention, Polarity
from reportedly.model.plain import tidy

from . import extension, ids

Object = dict[str, Any]

RELATIONS: Mapping[str, str] = {"present_in": "located-at", "attack": "targets"}
"""Predicates for which STIX has a type; the others go by their own names."""

CONFIDENCE: Mapping[int, int] = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}
"""Admiralty credibility as STIX confidence (STIX 2.1, appendix A.5); 6, "cannot be judged", has none."""

_CLASS = {Kind.PERSON: "individual", Kind.ORGANIZATION: "organization"}
_MOST = 10  # claims that one opinion of ours names before it only counts


def start(kind: str, id_: str, created: str, modified: str | None = None) -> Object:
    """What every object begins with."""
    return {"type": kind, "spec_version": "2.1", "id": id_, "created": created, "modified": modified or created}


def has_object(kind: Kind) -> bool:
    """Whether STIX has an object for an entity of this kind; it has none for works."""
    return kind is not Kind.WORK


def entity(entity_: Entity, created: str, modified: str) -> Object:
    """A person, an organization, a place or an account."""
    others = [name for name in dict.fromkeys(map(tidy, entity_.names)) if name and name != tidy(entity_.name)]
    name = tidy(entity_.name) or "(no name)"
    if entity_.kind is Kind.ACCOUNT:
        # Contributing properties in canonical JSON, as section 2.9 has it.
        canonical = json.dumps({"account_login": name}, ensure_ascii=False, separators=(",", ":"))
        id_ = ids.observable("user-account", canonical)
        account = {"type": "user-account", "spec_version": "2.1", "id": id_, "account_login": name}
        return account | {"extensions": extension.derived(others)}
    if entity_.kind is Kind.PLACE:
        made = start("location", ids.made("location", entity_.id), created, modified)
        # One of region, country and coordinates must be there (section 4.8); of most places no report says any.
        return made | {"name": name, "region": "unknown"} | _resolved(others)
    made = start("identity", ids.made("identity", entity_.id), created, modified)
    return made | {"name": name, "identity_class": _CLASS[entity_.kind]} | _resolved(others)


def publisher(name: str, created: str, modified: str) -> Object:
    """Who published a report."""
    made = start("identity", ids.made("identity", "publisher", name), created, modified)
    return made | {"name": name, "identity_class": "organization", "roles": ["publisher"]}


def report(document: Document, refs: list[str], by: str, mask: str) -> Object:
    """A report, with everything that is taken from it."""
    made = start("report", ids.of_report(document), ids.published(document))
    made |= {"created_by_ref": by, "name": tidy(document.title or document.name) or outlet(document)}
    made |= {"published": ids.published(document), "object_refs": refs, "external_references": [reference(document)]}
    if mask:
        made["description"] = f"Masked: {mask}"
    if document.language:
        made["labels"] = [f"language:{tidy(document.language)}"]
    return made | {"extensions": extension.of_report(document, mask)}


def reference(document: Document) -> Object:
    """The report's original as an external reference, with its hash."""
    made: Object = {"source_name": outlet(document), "description": tidy(document.name) or "report"}
    if document.origin.startswith(("http://", "https://")) and document.origin.isascii():
        made["url"] = document.origin
        made["hashes"] = {"SHA-256": document.id}
    else:
        made["external_id"] = f"sha256:{document.id}"
    return made


def relationship(record: Record, standing: Standing | None, source: str, target: str, by: str) -> Object:
    """An affirmed relation between two entities."""
    claim = record.claim
    made = _of_claim("relationship", record, standing, by)
    made |= {"relationship_type": RELATIONS.get(claim.predicate, _type_of(claim.predicate))}
    made |= {"source_ref": source, "target_ref": target, "description": sentence(record)}
    begins = ids.exact_day(claim.qualifiers.get("start")) or ids.exact_day(claim.qualifiers.get("time"))
    ends = ids.exact_day(claim.qualifiers.get("end"))
    if begins is not None:
        made["start_time"] = ids.at(begins)
    if ends is not None and (begins is None or ends > begins):
        made["stop_time"] = ids.at(ends)
    return made


def note(record: Record, standing: Standing | None, refs: list[str], by: str) -> Object:
    """A claim that is no relation between two entities, or that nobody says to be so."""
    made = _of_claim("note", record, standing, by)
    made |= {"abstract": tidy(record.claim.predicate.replace("_", " "), most=200) or "claim"}
    return made | {"content": sentence(record), "authors": authors(record), "object_refs": refs}


def opinion(record: Record, standing: Standing | None, refs: list[str], by: str) -> Object:
    """A denial of what other objects of the bundle say."""
    made = _of_claim("opinion", record, standing, by)
    sure = record.claim.certainty is Certainty.CERTAIN
    made |= {"opinion": "strongly-disagree" if sure else "disagree", "explanation": sentence(record)}
    return made | {"authors": authors(record), "object_refs": refs}


def contradiction(record: Record, about: str, others: list[Record]) -> Object:
    """That other claims cannot be so together with an object; our finding, which says nothing of who is right."""
    when = max(ids.published(one.document) for one in (record, *others))
    made = start("opinion", ids.made("opinion", "contradiction", about), when)
    named = "; ".join(sentence(other) for other in others[:_MOST])
    more = f"; and {len(others) - _MOST:,} more" if len(others) > _MOST else ""
    made |= {"created_by_ref": extension.PROGRAM, "opinion": "disagree", "object_refs": [about]}
    made |= {"explanation": f"Cannot be so together with what others say. {named}{more}", "labels": ["contradiction"]}
    return made | {"extensions": extension.derived()}


def authors(record: Record) -> list[str]:
    """Who speaks: the outlet and those whom it passes on, from the outside in."""
    chain = [f"{tidy(source.name)} ({source.kind.value})" for source in record.claim.sources]
    return [outlet(record.document), *chain]


def is_denial(record: Record) -> bool:
    """Whether the claim says that something is not so."""
    return record.claim.polarity is Polarity.DENIED


def is_relation(record: Record) -> bool:
    """Whether a claim can be a relationship: affirmed, said to be so, not taken back, between two names."""
    claim = record.claim
    said = claim.certainty is not Certainty.UNKNOWN and not is_denial(record) and record.retraction is None
    return said and isinstance(claim.subject, Mention) and isinstance(claim.object, Mention)


def _of_claim(kind: str, record: Record, standing: Standing | None, by: str) -> Object:
    claim = record.claim
    made = start(kind, ids.of_claim(kind, record), ids.published(record.document))
    made["created_by_ref"] = by
    confidence = CONFIDENCE.get(standing.grade or 6) if standing is not None else None
    # A grade is of what is said, and a denial's opinion or a note says it in words: there it is no field.
    if confidence is not None and kind == "relationship":
        made["confidence"] = confidence
    words = (claim.predicate.replace("_", "-"), claim.polarity.value, claim.certainty.value)
    made["labels"] = [label for word in words if (label := tidy(word, most=100))]
    made["external_references"] = [reference(record.document)]
    made["extensions"] = extension.of_claim(record, standing)
    return made


def _resolved(others: list[str]) -> Object:
    """That it is this program that takes these names for one."""
    made: Object = {"created_by_ref": extension.PROGRAM, "extensions": extension.derived(others)}
    return made | ({"description": f"Also written: {'; '.join(others)}"} if others else {})


def _type_of(predicate: str) -> str:
    """A relationship type of lower-case letters, digits and hyphens (section 5.1)."""
    fit = "".join(c if c.isascii() and (c.islower() or c.isdigit()) else "-" for c in predicate.lower()).strip("-")
    return fit[:250] or "related-to"
