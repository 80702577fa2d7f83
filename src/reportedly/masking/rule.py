"""The rule by which a ledger is masked: what a person chooses, and what the export says of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from reportedly.errors import BadValueError
from reportedly.places import Level


class Persons(StrEnum):
    """Which persons are masked."""

    NONE = "none"
    PRIVATE = "private"
    ALL = "all"


LEVELS = {"country": Level.COUNTRY, "province": Level.ADMIN1, "district": Level.ADMIN2, "town": Level.CITY}
"""The finest level of place that stays, by the word for it."""
_STAYS = {
    Level.COUNTRY: "countries",
    Level.ADMIN1: "countries and provinces",
    Level.ADMIN2: "countries, provinces and districts",
}
_ITEMS = (
    "items with commas between: persons or all persons, names, unnamed, places:LEVEL (country, province, district), "
    "also:NAME, not:NAME"
)


@dataclass(frozen=True, slots=True)
class Mask:
    """What is replaced by pseudonyms.

    ``persons``: nobody, private persons, or all. ``unnamed``: what reports say of sources that they do not name.
    ``places``: the finest level that stays; None masks no place. ``also`` and ``never``: names (or KIND:NAME, or the
    id of an entity) that are masked, or not, whatever the rest says. ``names``: names in texts of which no claim speaks
    are withheld.
    """

    persons: Persons = Persons.PRIVATE
    unnamed: bool = True
    places: Level | None = Level.ADMIN2
    also: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    names: bool = True

    def __str__(self) -> str:
        return self.in_words()

    def in_words(self) -> str:
        """The rule in a sentence; it holds no name, so that it can stand in what leaves."""
        what = []
        if self.persons is Persons.ALL:
            what.append("every person")
        elif self.persons is Persons.PRIVATE:
            what.append("every person who by these reports leads nothing, founded nothing and holds no office")
        if self.unnamed:
            what.append("what reports say of sources that they do not name")
        if self.places is not None and self.places in _STAYS:
            what.append(f"every place below {_STAYS[self.places]} (unknown places count as towns)")
        if self.also:
            what.append(f"{len(self.also)} more, chosen by name")
        if not what and not self.names:
            return "Nothing is masked."
        said = f"Pseudonyms stand for {'; for '.join(what) or 'nobody'}"
        if self.never:
            said += f"; {len(self.never)} left as they are, chosen by name"
        if self.names:
            said += ". Names of which no claim speaks are withheld"
        if self.persons is not Persons.NONE:
            said += ". Mail addresses and telephone numbers are withheld"
        return said + "."


def parse_rule(text: str) -> Mask:
    """The mask of a rule in writing: "persons,names,unnamed,places:district"; "" and "default" are that one.

    Raises:
        BadValueError: where an item is none that is known.
    """
    items = [item.strip() for item in text.split(",") if item.strip()]
    also: list[str] = []
    never: list[str] = []
    made = Mask(Persons.NONE, False, None, names=False)
    for item in items:
        key, colon, value = (part.strip() for part in item.partition(":"))
        match key.lower(), value:
            case "default", "":
                made = Mask()
            case "persons", "" | "private":
                made = replace(made, persons=Persons.PRIVATE)
            case ("all persons" | "all-persons", "") | ("persons", "all"):
                made = replace(made, persons=Persons.ALL)
            case "names", "":
                made = replace(made, names=True)
            case "unnamed", "":
                made = replace(made, unnamed=True)
            case "places", level if level in LEVELS:
                made = replace(made, places=LEVELS[level])
            case "also", name if name and colon:
                also.append(name)
            case "not", name if name and colon:
                never.append(name)
            case _:
                raise BadValueError("mask", item, expected=_ITEMS)
    # What is added to no rule, or left of it, is added to or left of the usual one.
    usual = len(also) + len(never) == len(items)
    return replace(Mask() if usual else made, also=tuple(also), never=tuple(never))
