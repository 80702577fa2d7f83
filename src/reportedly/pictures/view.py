"""A piece of the earth as pixels: which piece to show, and lines and areas cut to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

import numpy as np

from .land import Box, Line

KM_PER_DEGREE = 111.32
LEAST_KM = 90.0
"""A map shows at least so much across, so that the eye finds something that it knows."""
_ROOM = 0.16
_CLOSE = 60.0
"""Pixels for a degree from which on a line is drawn in all its turns; on a wider map it would only blur."""
_SPECK = 2.0
"""Pixels; what is smaller in both directions is not drawn."""
Circle = tuple[float, float, float]
"""Longitude and latitude in degrees, radius in kilometres."""


@dataclass(frozen=True, slots=True)
class View:
    """An equirectangular map, true to scale on its middle parallel. Width and height in pixels, ``scale`` in pixels for
    a degree of latitude."""

    longitude: float
    latitude: float
    scale: float
    width: float
    height: float

    @classmethod
    def around(cls, circles: Sequence[Circle], width: float, *, tallest: float) -> View:
        """The view that holds all of these, with room around them; longitudes are counted on, beyond 180 too."""
        south = max(-85.0, min(lat - km / KM_PER_DEGREE for _, lat, km in circles))
        north = min(85.0, max(lat + km / KM_PER_DEGREE for _, lat, km in circles))
        middle = (south + north) / 2
        shrink = max(0.1, cos(radians(middle)))
        west = min(lon - km / KM_PER_DEGREE / shrink for lon, _, km in circles)
        east = max(lon + km / KM_PER_DEGREE / shrink for lon, _, km in circles)
        wide = max((east - west) * shrink, LEAST_KM / KM_PER_DEGREE) * (1 + 2 * _ROOM)
        tall = max(north - south, LEAST_KM / KM_PER_DEGREE * 0.6) * (1 + 2 * _ROOM)
        wide = min(wide, 360.0 * shrink)
        height = min(tallest, max(width * 0.5, width * tall / wide))
        scale = min(width / wide, height / tall)
        return cls((west + east) / 2, middle, scale, width, height)

    @property
    def shrink(self) -> float:
        """How long a degree of longitude is on the middle parallel, in degrees of latitude."""
        return max(0.1, cos(radians(self.latitude)))

    @property
    def box(self) -> Box:
        """What is seen, in degrees; longitudes may lie beyond 180."""
        half, high = self.width / 2 / self.scale / self.shrink, self.height / 2 / self.scale
        return self.longitude - half, self.latitude - high, self.longitude + half, self.latitude + high

    def beside(self, longitude: float) -> float:
        """The same meridian, counted so that it lies near the middle."""
        return (longitude - self.longitude + 180) % 360 - 180 + self.longitude

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point lies, in pixels."""
        x = self.width / 2 + (self.beside(longitude) - self.longitude) * self.shrink * self.scale
        return x, self.height / 2 - (latitude - self.latitude) * self.scale

    def pixels(self, km: float) -> float:
        """How long so many kilometres are."""
        return km / KM_PER_DEGREE * self.scale

    @property
    def turns(self) -> tuple[float, ...]:
        """By how many degrees the world is shifted to be seen in this view: it may reach over the date line."""
        west, _, east, _ = self.box
        return tuple(turn for turn in (-360.0, 0.0, 360.0) if west <= 200 + turn and -200 + turn <= east)

    def line(self, points: Line, turn: float) -> Line:
        """A line in pixels, without points that fall on one and the same spot."""
        x = self.width / 2 + (points[:, 0] + turn - self.longitude) * self.shrink * self.scale
        y = self.height / 2 - (points[:, 1] - self.latitude) * self.scale
        flat = np.column_stack([x, y])
        steps = np.rint(flat * (1.6 if self.scale >= _CLOSE else 0.8))
        keep = np.ones(len(flat), dtype=bool)
        keep[1:-1] = (np.diff(steps, axis=0)[:-1] != 0).any(axis=1)
        return np.round(flat[keep], 1)

    def pieces(self, points: Line, turn: float) -> Iterable[list[list[float]]]:
        """The pieces of a line that are seen, in pixels."""
        flat = self.line(points, turn)
        if self._is_speck(flat):
            return
        inside = self._inside(flat)
        if bool(inside.all()):
            yield flat.tolist()
            return
        # With the points before and after: the edge may be crossed between two that lie outside.
        near = self._inside(flat, room=max(self.width, self.height))
        edges = np.flatnonzero(np.diff(np.concatenate([[0], near.astype(np.int8), [0]])))
        for begin, end in zip(edges[::2], edges[1::2], strict=True):
            run = flat[max(0, begin - 1) : end + 1]
            for piece in self._split([(float(x), float(y)) for x, y in run]):
                yield [[round(x, 1), round(y, 1)] for x, y in piece]

    def area(self, rings: Sequence[Line], turn: float) -> list[list[list[float]]]:
        """An area in pixels, cut to what is seen; nothing where none of it is seen."""
        flat = [self.line(ring, turn) for ring in rings]
        return [found for ring in flat if not self._is_speck(ring) and len(found := self.cut(ring)) > 3]

    def _is_speck(self, flat: Line) -> bool:
        return self.scale < _CLOSE and bool((np.ptp(flat, axis=0) < _SPECK).all())

    def cut(self, flat: Line) -> list[list[float]]:
        """A ring in pixels, cut at the four edges one after the other (Sutherland and Hodgman 1974)."""
        if bool(self._inside(flat).all()):
            return [[float(x), float(y)] for x, y in flat]
        ring = [(float(x), float(y)) for x, y in flat]
        for axis, bound, sign in self._edges:
            ring = _cut_at(ring, axis, bound, sign)
            if not ring:
                return []
        return [[round(x, 1), round(y, 1)] for x, y in [*ring, ring[0]]]

    @property
    def _edges(self) -> tuple[tuple[int, float, int], ...]:
        return (0, 0.0, 1), (0, self.width, -1), (1, 0.0, 1), (1, self.height, -1)

    def _inside(self, flat: Line, *, room: float = 0.0) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        x, y = flat.T
        found: np.ndarray[tuple[int], np.dtype[np.bool_]] = (
            (x >= -room) & (x <= self.width + room) & (y >= -room) & (y <= self.height + room)
        )
        return found

    def _split(self, line: list[tuple[float, float]]) -> list[list[tuple[float, float]]]:
        """The pieces of a line within the four edges."""
        pieces = [line]
        for axis, bound, sign in self._edges:
            pieces = [part for piece in pieces for part in _split_at(piece, axis, bound, sign)]
        return pieces


Point = tuple[float, float]


def _crossing(one: Point, other: Point, axis: int, bound: float) -> Point:
    share = (bound - one[axis]) / (other[axis] - one[axis])
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])


def _split_at(line: Sequence[Point], axis: int, bound: float, sign: int) -> list[list[Point]]:
    found: list[list[Point]] = []
    part: list[Point] = []
    before: Point | None = None
    for point in line:
        is_in = (point[axis] - bound) * sign >= 0
        if before is not None and is_in != ((before[axis] - bound) * sign >= 0):
            part.append(_crossing(before, point, axis, bound))
            if not is_in:
                found.append(part)
                part = []
        if is_in:
            part.append(point)
        before = point
    return [piece for piece in [*found, part] if len(piece) > 1]


def _cut_at(ring: list[Point], axis: int, bound: float, sign: int) -> list[Point]:
    made: list[Point] = []
    before = ring[-1]
    was_in = (before[axis] - bound) * sign >= 0
    for point in ring:
        is_in = (point[axis] - bound) * sign >= 0
        if is_in != was_in:
            made.append(_crossing(before, point, axis, bound))
        if is_in:
            made.append(point)
        before, was_in = point, is_in
    return made
