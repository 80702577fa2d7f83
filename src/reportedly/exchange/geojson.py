"""Places that are spoken of, as GeoJSON (RFC 7946): one feature for each place in each claim.

Its properties say what is said of the place, by whom and how it stands; ``precision`` and ``uncertainty_m`` how well
the place is known, and ``uncertainty_from`` where that comes from. Coordinates are those of the gazetteer, not of the
report, which gives a name. A place that cannot be located has no geometry (RFC 7946, 3.2, allows that).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, BinaryIO

from reportedly.dossier.spotting import place_ids
from reportedly.dossier.wording import counted
from reportedly.ledger import Record
from reportedly.model import Claim, Interval, Kind, Mention, Part, Quantity
from reportedly.places import Level, Place, default
from reportedly.places.gazetteer import kilometres

from .formats import FORMATS, Carried, text
from .matter import Matter
from .saying import cells

ATTRIBUTION = "Coordinates: GeoNames (geonames.org), CC BY 4.0"
_PLACES = ("place", "origin", "destination")
"""Qualifiers that hold a place, also where the reader gave only words."""
_TOWN_M, _CITY_M, _MILLION = 5_000, 15_000, 1_000_000
_DISTRICT_M, _PROVINCE_M = 25_000, 50_000
_DIGITS = 5
"""Decimals of a degree: about a metre, more than the gazetteer has."""


def export(matter: Matter, out: BinaryIO) -> Carried:
    """Write the places; how many features they were, and what is not on the map."""
    features, placeless, unknown = [], 0, 0
    located = _located(matter.records)
    for record in matter.records:
        spoken = list(_spoken_of(record.claim))
        placeless += not spoken
        for role, name in spoken:
            place = located.get((record.claim.document, name))
            unknown += place is None or place.level is Level.CONTINENT
            features.append(_feature(record, matter, role, name, place))
    left = _left_out(placeless, unknown)
    whole = {
        "type": "FeatureCollection",
        "features": features,
        "attribution": ATTRIBUTION,
        "note": matter.method,
        "left_out": list(left),
    }
    whole |= {"mask": matter.mask} if matter.mask else {}
    whole |= {"as_of": matter.as_of.isoformat()} if matter.as_of else {}
    with text(out) as stream:
        json.dump(whole, stream, ensure_ascii=False, allow_nan=False, indent=1)
        stream.write("\n")
    return Carried(len(features), left)


def _left_out(placeless: int, unknown: int) -> tuple[str, ...]:
    said = list(FORMATS["geojson"].loses[1:])
    if placeless:
        said.insert(0, f"{counted(placeless, 'claim')} that {'names' if placeless == 1 else 'name'} no place")
    if unknown:
        said.append(f"coordinates of {counted(unknown, 'mention')} of places that the gazetteer cannot locate")
    return tuple(said)


def _spoken_of(claim: Claim) -> Iterator[tuple[str, str]]:
    """The places in a claim: what part of it each is, and its name as the report has it."""
    parts: dict[str, Part | None] = {"subject": claim.subject, "object": claim.object, **claim.qualifiers}
    for role, part in parts.items():
        match part:
            case Mention(name=name, kind=Kind.PLACE):
                yield role, name
            case None | Mention() | Interval() | Quantity():
                continue
            case _ if role in _PLACES and part.value.strip():
                yield role, part.value


def _located(records: Sequence[Record]) -> Mapping[tuple[str, str], Place]:
    """The places that names mean, by report and name: the names of one report bear on each other."""
    named: dict[str, list[str]] = defaultdict(list)
    for record in records:
        named[record.claim.document] += [name for _, name in _spoken_of(record.claim)]
    gazetteer = default()
    return {
        (document, name): gazetteer.get(id_)
        for document, names in named.items()
        for name, id_ in place_ids((name, name) for name in names).items()
    }


def _feature(record: Record, matter: Matter, role: str, name: str, place: Place | None) -> dict[str, Any]:
    properties: dict[str, Any] = {"name": name, "role": role}
    geometry = None
    if place is None:
        properties["precision"] = "unknown"
    else:
        properties |= {
            "located_as": default().say(place),
            "place_id": place.id,
            "precision": place.level.words,
        }
        if place.level is not Level.CONTINENT:  # A point for a continent would say more than is known.
            radius, whence = _uncertainty(place)
            properties |= {"uncertainty_m": radius, "uncertainty_from": whence}
            geometry = {
                "type": "Point",
                "coordinates": [round(place.longitude, _DIGITS), round(place.latitude, _DIGITS)],
            }
    said = cells(record, matter)
    properties |= {key if key not in properties else f"claim_{key}": value for key, value in said.items()}
    return {"type": "Feature", "id": f"{record.claim.id}-{role}", "geometry": geometry, "properties": properties}


# --- how well a place is known


def _uncertainty(place: Place) -> tuple[int, str]:
    """A radius in metres around the point, and where it comes from."""
    if place.level is Level.CITY:
        if place.population >= _MILLION:
            return _CITY_M, "a round figure for a city of a million: the gazetteer has its middle, not its size"
        return _TOWN_M, "a round figure for a town: the gazetteer has its middle, not its size"
    farthest = round(_reaches().get(place.index, 0.0)) * 1_000
    least = _DISTRICT_M if place.level is Level.ADMIN2 else _PROVINCE_M
    if farthest > least:
        return farthest, "the distance to the farthest town in it that the gazetteer has"
    return least, f"a round figure for a {place.level.words}: the gazetteer has too few towns in it"


@cache
def _reaches() -> Mapping[int, float]:
    """How far, in kilometres, the farthest town of each country, province and district is from its point.

    By the place's position in the gazetteer; worked out once a process, which takes seconds.
    """
    gazetteer = default()
    found: dict[int, float] = defaultdict(float)
    for place in gazetteer.every():
        if place.level is Level.CITY:
            for outer in gazetteer.chain(place):
                found[outer.index] = max(found[outer.index], kilometres(outer, place))
    return found
