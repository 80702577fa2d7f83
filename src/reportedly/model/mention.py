"""Who or what is spoken of, and values that are not entities."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .span import Span


class Kind(StrEnum):
    """What sort of thing bears a name."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    ACCOUNT = "account"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity as one claim speaks of it.

    ``name`` is the most complete name that the document gives it, ``span`` the words
    that stand for it here ("the group"), None where nothing but the context does.
    ``entity`` is the identifier after names are resolved across documents.
    """

    name: str
    kind: Kind
    span: Span | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A value in words."""

    value: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as a range; ``None`` is an open end. "More than 20" is low=20, high=None."""

    low: float | None
    high: float | None
    unit: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, organization, place … across reports, with every name it goes by."""

    id: str
    name: str
    kind: Kind
    names: tuple[str, ...] = ()
