"""The places of a dossier that a map can show, each once with all that is said of it, and those it cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportedly.dossier import Dossier
from reportedly.dossier.figures import Spot, holds_on
from reportedly.errors import NotFoundError
from reportedly.model import Certainty
from reportedly.places import Level, Place, default
from reportedly.places.gazetteer import distance as between

from .land import world

_ORDER = ("based_in", "controls", "present_in", "born")
_TOWN_KM = 3.0
_FAR = 0.4
"""A place without which the map shows less than this share of the way across is left to the note."""
_KEPT = 0.75
"""At least so many of the places stay on the map."""


@dataclass(frozen=True, slots=True)
class Site:
    """One place on the map. ``km``: how far it reaches from its middle; ``outlined``: its true shape is drawn."""

    place: Place
    called: str
    spots: tuple[Spot, ...]
    km: float
    outlined: bool

    @property
    def chief(self) -> Spot:
        """The statement that says most of what it is: a base before control, that before presence and events."""
        return min(self.spots, key=lambda s: (s.denied, _rank(s.kind), s.event))

    @property
    def contested(self) -> bool:
        """Whether all that is said of it is contested."""
        return all(spot.contested for spot in self.spots)

    @property
    def denied(self) -> bool:
        """Whether nobody says it but those who deny it."""
        return all(spot.denied for spot in self.spots)

    @property
    def unsure(self) -> bool:
        """Whether nobody puts it as certain or probable."""
        return all(spot.certainty in (Certainty.POSSIBLE, Certainty.UNKNOWN) for spot in self.spots)

    @property
    def named(self) -> str:
        """The place in words: as reports call it, and what the gazetteer has it be and lie in."""
        known = default().say(self.place)
        return known if known.casefold().startswith(self.called.casefold()) else f"{self.called} ({known})"

    @property
    def precision(self) -> str:
        """How exact the place is, as a reader would say it."""
        if self.place.level == Level.CITY:
            return "town" if self.place.exact else "town, about"
        drawn = "its outline" if self.outlined else f"a ring of about {max(1, round(self.km))} km around its middle"
        return f"{self.place.level.words}: {drawn}"


def _rank(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def sites(dossier: Dossier, at: date | None) -> tuple[list[Site], list[Site], list[str]]:
    """Those on the map, those too far from the rest to be on it, and the names that no map can place."""
    spots = [s for s in dossier.figures.spots if at is None or holds_on(s.tenure, at, moment=s.event) is not False]
    by_place: dict[str, list[Spot]] = {}
    for spot in spots:
        by_place.setdefault(spot.place_id, []).append(spot)
    unknown = list(dict.fromkeys(spot.place for spot in by_place.pop("", [])))
    found = [site for place, block in by_place.items() if (site := _site(place, block)) is not None]
    found.sort(key=lambda s: (-len(s.spots), s.place.id))
    near, far = _together(found)
    return near, far, unknown


def _site(identifier: str, block: Sequence[Spot]) -> Site | None:
    try:
        place = default().get(identifier)
    except NotFoundError:
        return None
    if place.level == Level.CONTINENT:
        return None
    shape, reach = None, world().labels.reach(identifier)
    if place.level == Level.COUNTRY:
        shape = world().countries.get(identifier)
    elif place.level == Level.ADMIN1:
        shape = world().provinces.get(identifier)
    least = {Level.COUNTRY: 150.0, Level.ADMIN1: 40.0, Level.ADMIN2: 8.0}.get(place.level, _TOWN_KM)
    km = _TOWN_KM if place.level == Level.CITY else max(least, reach)
    return Site(place, block[0].place, tuple(block), km, shape is not None)


def _together(found: list[Site]) -> tuple[list[Site], list[Site]]:
    """Those that one map can show, and the few that lie so far off that it would show nothing else."""
    kept = list(found)
    off: list[Site] = []
    while len(kept) > 3 and len(kept) - 1 >= len(found) * _KEPT:
        middle = _middle(kept)
        farthest = max(kept, key=lambda s: (distance(middle, s), s.place.id))
        rest = [site for site in kept if site is not farthest]
        if _span(rest) > _FAR * _span(kept) or _span(kept) < 300:
            break
        kept, off = rest, [farthest, *off]
    return kept, off


def _middle(found: Sequence[Site]) -> tuple[float, float]:
    """The middle one in each direction: one far place does not move it."""
    first = found[0].place.longitude
    lons = sorted((s.place.longitude - first + 180) % 360 - 180 + first for s in found)
    lats = sorted(s.place.latitude for s in found)
    return lats[len(lats) // 2], lons[len(lons) // 2]


def distance(point: tuple[float, float], site: Site) -> float:
    """Kilometres from a point (latitude, longitude) to a place."""
    return between(point, (site.place.latitude, site.place.longitude))


def _span(found: Sequence[Site]) -> float:
    middle = _middle(found)
    return max((distance(middle, site) for site in found), default=0.0)
