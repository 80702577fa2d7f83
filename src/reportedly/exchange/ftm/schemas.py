"""What a predicate is in FollowTheMoney, and how names, days and ids are written there.

Schemata and properties are those of FollowTheMoney 3.8 (https://followthemoney.tech/explorer/). A relation is one
object a claim and never one for several, so that what different reports say of it stays apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha1

from reportedly.ledger import Record
from reportedly.model import Document, Interval, Kind, Mention, Part
from reportedly.model.plain import tidy
from reportedly.model.time import Form

PREFIX = "rep-"
"""What every id of ours begins with."""

NAME_MOST, TEXT_MOST, WORDS_MOST = 384, 65_000, 1024
"""The longest name, text and string that the library keeps."""

SCHEMA_OF = {
    Kind.PERSON: "Person",
    Kind.ORGANIZATION: "Organization",
    Kind.PLACE: "Address",
    Kind.ACCOUNT: "UserAccount",
    Kind.WORK: "Document",
}
"""The schema of each kind. Whether an organization is a company or a public body, no claim says."""

KIND_OF = {schema: kind for kind, schema in SCHEMA_OF.items()}
"""The same from the other side."""

NAME_OF = {"Address": "full", "UserAccount": "username", "Document": "fileName"}
"""The property that bears the name, where it is not ``name``."""

# prefixdate, which the library reads days with, knows the years 1000 to 2999.
_DAY = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Link:
    """A relation as a schema with its two ends; ``role``: where its name goes, ``ends``: what can stand there."""

    schema: str
    subject: str
    object: str
    role: str
    ends: tuple[frozenset[Kind], frozenset[Kind]]


_PARTY = frozenset({Kind.PERSON, Kind.ORGANIZATION})
_PERSON, _BODY, _ANY = frozenset({Kind.PERSON}), frozenset({Kind.ORGANIZATION}), frozenset(Kind)

LINKS: Mapping[str, Link] = {
    "leads": Link("Directorship", "director", "organization", "role", (_PARTY, _BODY)),
    "member_of": Link("Membership", "member", "organization", "role", (_PARTY, _BODY)),
    "relative_of": Link("Family", "person", "relative", "relationship", (_PERSON, _PERSON)),
}
"""Relations that have a schema of their own; any other between two entities is an ``UnknownLink`` with its role."""

ANY_LINK = Link("UnknownLink", "subject", "object", "role", (_ANY, _ANY))

EVENTS: Mapping[str, tuple[str, str]] = {
    "attack": ("organizer", "involved"),
    "killed": ("involved", "organizer"),
    "arrested": ("involved", "organizer"),
    "abducted": ("involved", "organizer"),
    "disappeared": ("involved", "organizer"),
    "clash": ("involved", "involved"),
    "met": ("involved", "involved"),
    "agreement": ("involved", "involved"),
}
"""Events, with what subject and object are in them: who acts is the organizer, who takes part is involved."""

RELATION_IN_ROLE = frozenset({"open", "relative_of", "subordinate_to"})
"""Predicates whose role is their relation; that of the others is a title."""

PARTIES = _PARTY
"""Who can take part in an event."""


def entity_id(part: Mention) -> str:
    """The id of an entity; of a mention that is nobody's yet, one from its kind and name."""
    if part.entity is not None:
        fit = part.entity.isascii() and part.entity.isalnum()
        return f"{PREFIX}{part.entity if fit else _hash('entity', part.entity)}"
    return f"{PREFIX}name-{_hash(part.kind.value, part.name)}"


def report_id(document: Document) -> str:
    """The id of a report."""
    return f"{PREFIX}report-{document.id[:32]}"


def claim_id(record: Record) -> str:
    """The id of what stands for one claim; two readers' records of one claim share it."""
    return f"{PREFIX}claim-{record.claim.id}"


def position_id(title: str, where: str) -> str:
    """The id of a post: the same title in the same body is the same post."""
    return f"{PREFIX}post-{_hash(title, where)}"


def mention_id(document: Document, part: Mention) -> str:
    """The id of a name in a report."""
    return f"{PREFIX}mention-{_hash(document.id, part.kind.value, part.name)}"


def dataset_of(document: Document) -> str:
    """The dataset that a report is: a name of letters, digits and underscores, as datasets are called there."""
    return f"report_{document.id[:24]}"


def named(name: str) -> str:
    """A name as the library keeps it; "" where it has no letter and no digit."""
    fit = tidy(name, most=NAME_MOST)
    return fit if any(unicodedata.category(c)[0] in "LN" for c in fit) else ""


def day_of(part: Part | None) -> str | None:
    """A time as a day, a month or a year of FollowTheMoney; None where it is not one, exact and known."""
    if not isinstance(part, Interval) or part.form is not Form.DATE or not _DAY.fullmatch(part.edtf):
        return None
    return part.edtf if part.earliest is not None and part.latest is not None else None


def _hash(*parts: str) -> str:
    # 160 bits are what ids of this library are made of; nothing secret hangs on it.
    packed = "\x1f".join(parts).encode(errors="surrogatepass")
    return sha1(packed, usedforsecurity=False).hexdigest()
