"""The rule of a mask, put together from the fields of a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PERSONS = {"": "nobody", "persons": "private persons", "all persons": "all persons"}
PLACES = {"": "no places", "country": "below countries", "province": "below provinces", "district": "below districts"}


@dataclass(frozen=True, slots=True)
class Masking:
    """What the form shows of a mask; ``rule`` is it in writing, "" for none."""

    rule: str
    persons: str
    unnamed: bool
    places: str
    also: str
    never: str


def masking_of(asked: Mapping[str, str]) -> Masking:
    """The mask that is asked for: ``mask`` as a rule in writing, else the fields of the form."""
    persons = asked.get("persons", "") if asked.get("persons", "") in PERSONS else ""
    places = asked.get("places", "") if asked.get("places", "") in PLACES else ""
    unnamed = bool(asked.get("unnamed"))
    also, never = asked.get("also", ""), asked.get("never", "")
    # Of a name of which no claim speaks nobody knows whether it may be shown: it goes with the persons.
    items = [persons, "names" if persons else "", "unnamed" if unnamed else "", f"places:{places}" if places else ""]
    items += [f"also:{name}" for name in _names(also)]
    # Whom to leave alone means nothing where nobody is masked.
    items += [f"not:{name}" for name in _names(never)] if any(items) else []
    rule = asked.get("mask", "").strip() or ",".join(item for item in items if item)
    return Masking(rule, persons, unnamed, places, also, never)


def _names(text: str) -> list[str]:
    """Names, one a line or between commas: a rule has no other way to part them."""
    return [name.strip() for line in text.splitlines() for name in line.split(",") if name.strip()]
