"""What lies under a map of a dossier: land, borders, the names of towns and regions, a scale, lines of degrees."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import cos, floor, log10, pi, sin
from typing import Any

import numpy as np

from reportedly.errors import NotFoundError
from reportedly.places import Level, default

from .labels import Board
from .land import Label, Layer, Line, Shape, world
from .look import SMALL
from .sheet import Sheet
from .sites import Site
from .view import Circle, View
from .words import plain

Linker = Callable[[Site], str]
_PROVINCES_KM = 2600.0
"""On a map wider than this, provinces are too many to be drawn."""
_DISTRICTS_KM = 420.0
"""On a map wider than this, districts are too many to be named."""
_TOWNS, _REGIONS, _COUNTRIES, _DISTRICTS = 14, 12, 8, 12


def background(sheet: Sheet, view: View) -> None:
    """Sea, land, provinces, coasts and borders."""
    sheet.bar(0, view.width, 0, view.height, "sea", z=-1)
    countries = world().countries
    sheet.shapes(list(_areas(view, countries, countries.shapes)), fill="land")
    if _across(view) < _PROVINCES_KM:
        sheet.shapes(list(_lines(view, world().provinces, shared=True)), edge="county", thick=0.8)
    sheet.shapes(list(_lines(view, countries, shared=False)), edge="coast", thick=0.8)
    sheet.shapes(list(_lines(view, countries, shared=True)), edge="border", thick=1.3)


def outlines(sheet: Sheet, view: View, sites: Sequence[Site], link: Linker) -> None:
    """Countries and provinces that are spoken of, shaded; their edge dashed where that is contested or unsure."""
    for site in sorted(sites, key=lambda s: s.place.level):
        layer, shape = _shape(site)
        if shape is None:
            continue
        dashed = site.contested or site.unsure or site.denied
        role = "contested" if site.contested and not site.denied else "quiet" if site.denied else "main"
        areas = list(_areas(view, layer, [shape]))
        sheet.shapes(areas, fill=role, opacity=0.04 if site.denied else 0.16, links=[link(site)] * len(areas), z=1)
        rings = [one for polygon in _rings(view, layer, shape) for one in polygon]
        edges = [piece for turn, ring in rings for piece in view.pieces(ring, turn)]
        if edges:
            lines = {"type": "MultiLineString", "coordinates": edges}
            sheet.shapes([lines], edge=role, thick=1.5, dash=(5, 4) if dashed else (), links=[link(site)], z=1)


def ring(
    sheet: Sheet, view: View, at: tuple[float, float], radius: float, role: str, *, dashed: bool, link: str
) -> None:
    """A circle around the middle of a place of which no more is known."""
    x, y = at
    points = np.array([[x + radius * cos(t * pi / 36), y + radius * sin(t * pi / 36)] for t in range(73)])
    area = view.cut(np.round(points, 1))
    if area:
        sheet.shapes(
            [{"type": "Polygon", "coordinates": [area]}], fill=role, edge=role, thick=1.6,
            dash=(5, 3) if dashed else (), opacity=0.14, links=[link], z=1,
        )  # fmt: skip


def extent(site: Site) -> list[Circle]:
    """What the view must hold to show a place: of a country or a province its outline, by its corners."""
    layer, shape = _shape(site)
    if shape is None:
        return [(site.place.longitude, site.place.latitude, max(site.km, 12.0))]
    west, south, east, north = layer.box(shape)
    return [(lon, lat, 1.0) for lon in (west, east) for lat in (south, north)]


def names(sheet: Sheet, view: View, board: Board, spoken: AbstractSet[str]) -> None:
    """Names of what lies around: countries, provinces, the largest towns, on a close map districts too."""
    found = [one for one in _seen(view) if one.id not in spoken]
    _country_names(sheet, view, board, spoken)
    if _across(view) < _PROVINCES_KM:
        for one in _first(found, Level.ADMIN1, _REGIONS):
            _across_name(sheet, view, board, one, size=SMALL)
    towns = 0
    for one in _first(found, Level.CITY, 80):
        if towns < _TOWNS and _town(sheet, view, board, one):
            towns += 1
    if _across(view) < _DISTRICTS_KM:
        for one in _first(found, Level.ADMIN2, _DISTRICTS):
            _across_name(sheet, view, board, one, size=SMALL - 1)


def reserve(view: View, board: Board) -> None:
    """Keeps the corner of the scale free of names."""
    board.take(view.width * 0.74 - 24, view.height - 44, view.width, view.height)


def frame(sheet: Sheet, view: View, board: Board) -> None:
    """Lines of degrees with their numbers at the edge, and the scale."""
    west, south, east, north = view.box
    step = next((s for s in (0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30) if (east - west) / s <= 5), 60)
    for value in _steps(west, east, step):
        x = view.width / 2 + (value - view.longitude) * view.shrink * view.scale
        sheet.line(x, 0, x, view.height, "county", thick=0.4, z=0)
        if board.free(x + 2, view.height - 13, x + 44, view.height - 2):
            name = _degrees((value + 180) % 360 - 180, "E", "W")
            sheet.words(x + 3, view.height - 4, name, role="quiet", size=9.5, z=5)
    for value in _steps(south, north, step):
        _, y = view.at(view.longitude, value)
        sheet.line(0, y, view.width, y, "county", thick=0.4, z=0)
        if board.free(2, y - 13, 44, y - 2):
            sheet.words(4, y - 3, _degrees(value, "N", "S"), role="quiet", size=9.5, z=5)
    _scale(sheet, view)


# --- shapes


def _shape(site: Site) -> tuple[Layer, Shape | None]:
    layer = world().countries if site.place.level == Level.COUNTRY else world().provinces
    return layer, layer.get(site.place.id) if site.outlined else None


def _areas(view: View, layer: Layer, shapes: Sequence[Shape]) -> Iterator[Mapping[str, Any]]:
    west, south, east, north = view.box
    for turn in view.turns:
        box = (west - turn, south, east - turn, north)
        for shape in shapes:
            for rings in layer.rings(shape, box):
                if area := view.area(rings, turn):
                    yield {"type": "Polygon", "coordinates": area}


def _rings(view: View, layer: Layer, shape: Shape) -> Iterator[list[tuple[float, Line]]]:
    west, south, east, north = view.box
    for turn in view.turns:
        for rings in layer.rings(shape, (west - turn, south, east - turn, north)):
            yield [(turn, ring) for ring in rings]


def _lines(view: View, layer: Layer, *, shared: bool) -> Iterator[Mapping[str, Any]]:
    west, south, east, north = view.box
    pieces: list[list[list[float]]] = []
    for turn in view.turns:
        for line in layer.lines((west - turn, south, east - turn, north), shared=shared):
            pieces += view.pieces(line, turn)
    if pieces:
        yield {"type": "MultiLineString", "coordinates": pieces}


# --- names


def _across(view: View) -> float:
    """How many kilometres the view is wide."""
    return view.width / view.pixels(1.0)


def _seen(view: View) -> list[Label]:
    west, south, east, north = view.box
    found = [one for turn in view.turns for one in world().labels.within((west - turn, south, east - turn, north))]
    return sorted(found, key=lambda one: (-one.size, one.id))


def _first(found: Sequence[Label], level: Level, most: int) -> list[Label]:
    return [one for one in found if one.level == level][:most]


def _name(label: Label) -> str:
    try:
        return plain(default().get(label.id).name, 40)
    except NotFoundError:
        return ""  # a newer gazetteer than the map's


def _country_names(sheet: Sheet, view: View, board: Board, spoken: AbstractSet[str]) -> None:
    """The names of countries across what is seen of them, the largest pieces first."""
    layer = world().countries
    seen: list[tuple[float, float, float, Shape]] = []
    for shape in layer.shapes:
        if shape.id not in spoken:
            pieces = [_middle(area["coordinates"][0]) for area in _areas(view, layer, [shape])]
            if pieces:
                seen.append((*max(pieces), shape))
    for size, x, y, shape in sorted(seen, key=lambda one: (-one[0], one[3].name))[:_COUNTRIES]:
        name = plain(shape.name, 40).upper()
        if size < (len(name) * SMALL) ** 2 * 0.35:
            continue
        found = board.centred(x, y, name, SMALL + 1, reach=min(view.width, view.height) * 0.16)
        if found is not None:
            sheet.words(*found.at, name, role="quiet", size=SMALL + 1, align="center", halo=True, z=4)


def _middle(ring: Sequence[Sequence[float]]) -> tuple[float, float, float]:
    """Area and centre of gravity of a ring."""
    x, y = np.array(ring).T
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    area = float(cross.sum()) / 2
    if abs(area) < 1:
        return 0.0, float(x.mean()), float(y.mean())
    return (
        abs(area),
        float(((x[:-1] + x[1:]) * cross).sum()) / (6 * area),
        float(((y[:-1] + y[1:]) * cross).sum()) / (6 * area),
    )


def _across_name(sheet: Sheet, view: View, board: Board, label: Label, *, size: float) -> None:
    """The name of a region across its middle, where it is not far larger than the region itself."""
    name = _name(label)
    x, y = view.at(label.longitude, label.latitude)
    if not name or (label.reach and view.pixels(label.reach) * 3.2 < len(name) * size * 0.5):
        return
    found = board.centred(x, y, name, size, reach=view.pixels(label.reach) * 0.6)
    if found is not None:
        sheet.words(*found.at, name, role="quiet", size=size, italic=True, align="center", halo=True, z=4)


def _town(sheet: Sheet, view: View, board: Board, label: Label) -> bool:
    name = _name(label)
    x, y = view.at(label.longitude, label.latitude)
    if not name or not board.free(x - 3, y - 3, x + 3, y + 3):
        return False
    found = board.place(x, y, name, SMALL, away=5)
    if found is None:
        return False
    board.take(x - 3, y - 3, x + 3, y + 3)
    sheet.point(x, y, "quiet", size=14, z=4)
    sheet.words(*found.at, name, role="ink", size=SMALL, align=found.align, halo=True, z=4)
    return True


# --- frame


def _steps(first: float, last: float, step: float) -> Iterator[float]:
    value = floor(first / step + 1) * step
    while value < last:
        yield round(value, 3)
        value += step


def _degrees(value: float, plus: str, minus: str) -> str:
    return f"{abs(value):g}°{plus if value > 0 else minus if value < 0 else ''}"


def _scale(sheet: Sheet, view: View) -> None:
    """A bar of a round number of kilometres, true on the middle parallel."""
    rough = view.width * 0.22 / view.pixels(1.0)
    unit = 10.0 ** floor(log10(rough))
    km = max(unit * m for m in (1, 2, 5) if unit * m <= rough)
    long, right, y = view.pixels(km), view.width - 10, view.height - 22
    sheet.bar(right - long - 6, right + 6, y - 18, y + 8, "paper", z=5)
    sheet.line(right - long, y, right, y, "ink", thick=2, z=6)
    for x in (right - long, right):
        sheet.line(x, y - 4, x, y + 1, "ink", thick=1.5, z=6)
    sheet.words(right - long / 2, y - 6, f"{km:,.0f} km", size=SMALL - 1, align="center", z=6)
