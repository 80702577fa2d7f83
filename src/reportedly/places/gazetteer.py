"""Asking for places: by name in any script, by identifier; what contains what, how far apart."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from reportedly.errors import NotFoundError

from .names import bare, key_of
from .place import EARTH_KM, Level, Match, Place, Role
from .resolution import Named, Resolution, resolve
from .store import Store


class Gazetteer:
    """Places and their names, out of one file. Opening reads a header; a name costs one or two small blocks.

    Raises:
        ModelError: where the file is missing, damaged or of another version.
    """

    def __init__(self, path: Path) -> None:
        self._store = Store(path)
        self._place = lru_cache(maxsize=16384)(self._store.place)

    def __len__(self) -> int:
        return self._store.size

    @property
    def about(self) -> Mapping[str, Any]:
        """What the file was made from, with versions and licence."""
        return self._store.about

    def get(self, identifier: str) -> Place:
        """The place of an identifier, "geonames:1135689" or "geonames:AF.24".

        Raises:
            NotFoundError: where the gazetteer holds none.
        """
        for index, _ in self._store.postings("#" + identifier.removeprefix("geonames:").lower()):
            return self._place(index)
        raise NotFoundError("place", identifier, hint='expected "geonames:" and a number or code of GeoNames')

    def every(self) -> Iterator[Place]:
        """All places, in the order of the file; some 280,000, which takes seconds."""
        return (self._store.place(index) for index in range(len(self)))

    def lookup(self, name: str) -> list[Match]:
        """Every place that bears a name, in any script, the most populous first.

        "Kunduz Province" finds units of that level, under their full name or, where none has it, the bare one;
        "Kunduz" finds the town, the district and the province.
        """
        key = key_of(name)
        if not key or key.startswith("#"):
            return []
        found = dict(reversed(self._store.postings(key)))
        short, levels = bare(key)
        if levels and not found:
            for index, role in self._store.postings(short):
                if role != Role.CODE and self._place(index).level in levels:
                    found.setdefault(index, role)
        matches = [Match(self._place(index), role) for index, role in found.items()]
        return sorted(matches, key=lambda m: (-m.place.population, m.place.level, m.place.index))

    def chain(self, place: Place) -> tuple[Place, ...]:
        """What contains a place, from the nearest up: district, province, country, continent; not itself."""
        found, parent = [], place.parent
        while parent is not None:
            found.append(self._place(parent))
            parent = found[-1].parent
        return tuple(found)

    def containing(self, place: Place, level: Level) -> Place | None:
        """The place of a level that contains this one, or is it; None where that is not known."""
        return next((p for p in (place, *self.chain(place)) if p.level == level), None)

    def within(self, inner: Place, outer: Place) -> bool:
        """Whether one place is the other, or lies in it as far as the gazetteer knows.

        False where the gazetteer does not know the district of a town.
        """
        return inner.index == outer.index or any(p.index == outer.index for p in self.chain(inner))

    def say(self, place: Place) -> str:
        """A place in words, with what contains it: "Kunduz, Afghanistan"."""
        words = [place.name]
        for outer in self.chain(place):
            if outer.level in (Level.ADMIN1, Level.COUNTRY) and outer.name != words[-1]:
                words.append(outer.name)
        return ", ".join(words)

    def resolve(
        self, mentions: Sequence[Named], *, text: str = "", demonyms: Mapping[str, str] | None = None
    ) -> list[Resolution]:
        """Which places the names of one document mean, each with reasons; see `places.resolution`."""
        return resolve(self, mentions, text=text, demonyms=demonyms or {})


def kilometres(one: Place, other: Place) -> float:
    """How far apart two places are on the great circle, in kilometres."""
    return distance((one.latitude, one.longitude), (other.latitude, other.longitude))


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance in kilometres of two points (degrees), by the haversine formula."""
    (a, b), (c, d) = (map(math.radians, point) for point in (one, other))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


@cache
def default() -> Gazetteer:
    """The gazetteer that comes with the package, opened once a process."""
    with as_file(files(__package__).joinpath("data", "gazetteer.bin")) as path:
        return Gazetteer(path)
