"""The vocabulary, as data: what claims can say. An expert reads and extends the YAML; this module types it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from reportedly.errors import ModelError
from reportedly.model import Kind, Polarity

_FILE = "predicates.yaml"
_KINDS = frozenset(kind.value for kind in Kind)
_OBJECTS = _KINDS | {"text", "quantity", "none"}
_KEYS = frozenset(
    {"says", "subject", "object", "qualifiers", "symmetric", "sort", "holds", "per", "section", "label", "inverse"}
    | {"phrases"}
)
_PHRASES = frozenset({"affirmed", "denied", "affirmed_alone", "denied_alone"})
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")


class Sort(StrEnum):
    """What kind of thing a predicate says: a state lasts, an event happens, a trait has no time, speech is said."""

    STATE = "state"
    EVENT = "event"
    TRAIT = "trait"
    SPEECH = "speech"


class Holds(StrEnum):
    """How many answers can be true: one ever, one at any one time, or any number."""

    ONCE = "once"
    ONE_AT_A_TIME = "one_at_a_time"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Predicate:
    """One entry of the vocabulary.

    ``subjects`` and ``objects`` are values of ``Kind`` or, for objects, also ``text``, ``quantity``
    and ``none`` (the object can be left empty). ``per`` is the side that has one answer at most
    where ``holds`` is not ``many``: "subject" or "object". ``inverse`` is None where the relation has no
    name of its own from the object's side.
    """

    name: str
    says: str
    subjects: frozenset[str]
    objects: frozenset[str]
    qualifiers: tuple[str, ...]
    symmetric: bool
    sort: Sort
    holds: Holds
    per: str
    section: str
    label: str
    inverse: str | None
    phrases: Mapping[str, str]

    def phrase(self, polarity: Polarity, parts: Mapping[str, str]) -> str:
        """The claim in words. ``parts`` holds ``subject``, ``object`` and qualifiers, already in words.

        What stands in [brackets] falls away where one of its parts is missing; a part missing elsewhere
        reads "someone or something".
        """
        alone = f"{polarity.value}_alone"
        template = self.phrases[alone if alone in self.phrases and "object" not in parts else polarity.value]

        def kept(match: re.Match[str]) -> str:
            return match[1] if all(slot in parts for slot in _SLOT.findall(match[1])) else ""

        filled = _SLOT.sub(lambda m: parts.get(m[1], "someone or something"), _OPTIONAL.sub(kept, template))
        return " ".join(filled.split())

    def slots(self) -> frozenset[str]:
        """The qualifiers that the phrases of this predicate already speak of."""
        return frozenset(slot for text in self.phrases.values() for slot in _SLOT.findall(text))


@lru_cache(maxsize=1)
def predicates() -> Mapping[str, Predicate]:
    """Every predicate by its name, in the contract's order.

    Raises:
        ModelError: where the vocabulary is missing or an entry does not have its form.
    """
    try:
        raw = yaml.safe_load(files(__package__).joinpath(_FILE).read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise ModelError(f"{_FILE}: cannot be read ({error}); reinstall reportedly") from error
    if not isinstance(raw, dict):
        raise ModelError(f"{_FILE}: expected one entry a predicate, got {type(raw).__name__}")
    return MappingProxyType(dict(parse(raw)))


def predicate(name: str) -> Predicate:
    """One predicate.

    Raises:
        KeyError: where the vocabulary has no such predicate.
    """
    return predicates()[name]


def entry(name: str) -> Predicate:
    """One predicate; ``open``, the predicate for what no other fits, where the vocabulary lacks it.

    For what is shown: a ledger can hold claims of a reader whose vocabulary was larger.
    """
    return predicates().get(name) or predicates()["open"]


def parse(raw: Mapping[str, Any]) -> Iterator[tuple[str, Predicate]]:
    """The entries of a vocabulary, typed.

    Raises:
        ModelError: naming the entry, the key, the value and what was expected.
    """
    for name, entry in raw.items():
        if not isinstance(entry, dict):
            raise ModelError(f"{_FILE}: {name}: expected keys and values, got {entry!r}")
        if unknown := set(entry) - _KEYS:
            raise ModelError(f"{_FILE}: {name}: unknown keys {sorted(unknown)}; known are {sorted(_KEYS)}")
        yield name, _typed(name, entry)


def _typed(name: str, entry: Mapping[str, Any]) -> Predicate:
    try:
        phrases = {key: str(text) for key, text in entry["phrases"].items()}
        made = Predicate(
            name=name,
            says=str(entry["says"]),
            subjects=_sides(name, "subject", entry["subject"], _KINDS),
            objects=_sides(name, "object", entry["object"], _OBJECTS),
            qualifiers=tuple(str(key) for key in entry["qualifiers"]),
            symmetric=bool(entry.get("symmetric", False)),
            sort=Sort(entry["sort"]),
            holds=Holds(entry["holds"]),
            per=str(entry.get("per", "subject")),
            section=str(entry["section"]),
            label=str(entry["label"]),
            inverse=entry.get("inverse"),
            phrases=MappingProxyType(phrases),
        )
    except KeyError as error:
        raise ModelError(f"{_FILE}: {name}: key {error} is missing") from error
    except ValueError as error:
        raise ModelError(f"{_FILE}: {name}: {error}") from error
    if made.per not in ("subject", "object"):
        raise ModelError(f"{_FILE}: {name}: per: got {made.per!r}, expected subject or object")
    if not {"affirmed", "denied"} <= set(phrases) <= _PHRASES:
        raise ModelError(f"{_FILE}: {name}: phrases: got {sorted(phrases)}, expected affirmed and denied")
    return made


def _sides(name: str, key: str, value: object, allowed: frozenset[str]) -> frozenset[str]:
    if value == "any":
        return allowed - {"text", "quantity", "none"}
    if not isinstance(value, list) or not value or not set(value) <= allowed:
        raise ModelError(f"{_FILE}: {name}: {key}: got {value!r}, expected `any` or a list of {sorted(allowed)}")
    return frozenset(value)


__all__ = ["Holds", "Predicate", "Sort", "entry", "parse", "predicate", "predicates"]
