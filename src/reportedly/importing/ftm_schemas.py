"""Which claim a schema or a property of FollowTheMoney makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportedly.exchange.ftm.schemas import EVENTS, RELATION_IN_ROLE
from reportedly.model import Kind

__all__ = ["EVENTS", "RELATION_IN_ROLE"]

_WORKS = (
    *("Article", "Audio", "Document", "Email", "Folder", "HyperText", "Image", "Message", "Package", "Page", "Pages"),
    *("PlainText", "Table", "Video", "Workbook"),
)
_BODIES = ("Organization", "Company", "PublicBody", "LegalEntity")

KIND_OF: Mapping[str, Kind] = {
    "Person": Kind.PERSON,
    "Address": Kind.PLACE,
    "UserAccount": Kind.ACCOUNT,
    **dict.fromkeys(_BODIES, Kind.ORGANIZATION),
    **dict.fromkeys(_WORKS, Kind.WORK),
}
"""The kind of each schema that can be somebody or something in a claim."""

REPORTS = frozenset(_WORKS)
"""What is said of documents themselves makes no claim about the world."""

NAMES = ("name", "full", "username", "fileName", "alias", "weakAlias", "previousName")
"""Where names stand, the chief one first."""

DAYS: Mapping[str, str] = {
    "deathDate": "killed",
    "incorporationDate": "founded",
    "dissolutionDate": "dissolved",
}
"""Days that are events. A death is ``killed`` without a killer (settled question 1 of the contract)."""

TEXTS: Mapping[str, str] = {
    "nationality": "nationality",
    "citizenship": "nationality",
    "ethnicity": "nationality",
    "summary": "described_as",
    "description": "described_as",
    "legalForm": "described_as",
    "sector": "described_as",
    "classification": "described_as",
    "position": "described_as",
    "political": "ideology",
}
"""Properties whose value is a text."""

ENTITIES: Mapping[str, tuple[str, bool]] = {
    "addressEntity": ("based_in", False),
    "address": ("based_in", False),
    "parent": ("subordinate_to", False),
    "owner": ("active_on", True),
}
"""Properties that lead to somebody else; True: the other is the subject."""

WITHOUT_CLAIMS = frozenset({*_WORKS, "Mention", "Note", "Position", "Similar", "Documentation"})
"""What makes no claim by itself; of any other schema nothing is known here."""

KNOWN = frozenset({*NAMES, "birthDate", "birthPlace", "publisher", "sourceUrl"})
"""Properties that are read in another way."""


@dataclass(frozen=True, slots=True)
class Link:
    """A schema that links two entities: its two ends, the claim that it makes, where the role stands.

    ``relation``: what is said where no role is. ``by_name``: the object is a name and no id.
    """

    subject: str
    object: str
    predicate: str
    role: str = ""
    relation: str = ""
    by_name: bool = False


LINKS: Mapping[str, Link] = {
    "Directorship": Link("director", "organization", "holds_position", "role"),
    "Membership": Link("member", "organization", "member_of", "role"),
    "Employment": Link("employee", "employer", "holds_position", "role"),
    "Family": Link("person", "relative", "relative_of", "relationship"),
    "Associate": Link("person", "associate", "open", "relationship", "is associated with"),
    "Ownership": Link("owner", "asset", "open", "role", "owns"),
    "Representation": Link("agent", "client", "open", "role", "represents"),
    "Succession": Link("predecessor", "successor", "open", "role", "was succeeded by"),
    "UnknownLink": Link("subject", "object", "open", "role", "is linked to"),
    "Debt": Link("debtor", "creditor", "open", "", "owes to"),
    "Payment": Link("payer", "beneficiary", "open", "purpose", "paid"),
    "Sanction": Link("entity", "authority", "designated", by_name=True),
}
"""Schemata between two entities."""


def is_more_exact(schema: str, than: str) -> bool:
    """Whether a schema says more than the one that was known, as a company is more than a legal entity."""
    return schema != than and than in ("Thing", "LegalEntity")
