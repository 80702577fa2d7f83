"""The background of the maps: countries and provinces out of one file (Natural Earth; see ``data/NOTICE.md``).

Layout of ``world.bin``, little-endian: ``RPLW``, version (u16), length of the header (u32), the header in JSON (where
each section begins and ends), then the sections, each packed by zlib. For each of the two layers: ``counts`` (u32:
points of each line), ``x`` and ``y`` (i32 in thousandths of a degree, each the difference from the point before, in
four planes of bytes), ``shared`` (u8: whether two shapes meet there), ``shapes`` (JSON: identifier, name and rings of
each). Rings are numbers of lines, ~n for a line that runs the other way. Then the places whose names a map may show:
``labels.x``, ``labels.y`` (as above), ``labels.level``, ``labels.size`` (u8: sixteenths of the population's power of
ten), ``labels.reach`` (u16: kilometres times ten, in two planes of bytes) and ``labels.ids`` (identifiers of the
gazetteer, a line each).
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportedly.errors import ModelError

_MAGIC, _VERSION = b"RPLW", 1
_HEAD = struct.Struct("<4sHI")
_DEGREE = 1000.0
_LAYERS = ("countries", "provinces")
_SCHEME = "geonames:"
_NEAR_LINE = 170.0
"""Degrees from which on a shape may reach over the date line."""
Line = NDArray[np.float64]
"""Points of a line, one a row: longitude and latitude in degrees (WGS 84)."""
Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A country or a province. ``id`` is that of the gazetteer, "" where the gazetteer has none of that name;
    ``polygons`` have rings (the first is the outer one) of numbers of lines."""

    id: str
    name: str
    polygons: Sequence[Sequence[Sequence[int]]]


@dataclass(frozen=True, slots=True)
class Label:
    """A place whose name a map may show; ``reach`` is how far it extends from its middle, in kilometres, 0 where that
    is not known, ``size`` the power of ten of its population."""

    id: str
    longitude: float
    latitude: float
    level: int
    size: float
    reach: float


class Labels:
    """Towns and units of administration, found by where they lie; kept as columns, for there are some 100,000."""

    def __init__(self, labels: Sequence[Label]) -> None:
        self.ids = [one.id for one in labels]
        self.at: Line = np.array([(one.longitude, one.latitude) for one in labels], dtype=np.float64).reshape(-1, 2)
        self.level = np.array([one.level for one in labels], dtype=np.uint8)
        self.size = np.array([one.size for one in labels], dtype=np.float64)
        self.extent = np.array([one.reach for one in labels], dtype=np.float64)
        self._order: dict[str, int] = {}

    @classmethod
    def of_columns(
        cls, ids: list[str], at: Line, level: NDArray[np.uint8], size: Line, extent: Line
    ) -> Labels:  # fmt: skip
        """From the columns themselves."""
        made = cls([])
        made.ids, made.at, made.level, made.size, made.extent = ids, at, level, size, extent
        return made

    def __len__(self) -> int:
        return len(self.ids)

    def within(self, box: Box) -> list[Label]:
        """Those in a box, the most populous first."""
        x, y = self.at.T
        inside = np.flatnonzero((x >= box[0]) & (x <= box[2]) & (y >= box[1]) & (y <= box[3]))
        return sorted((self._label(int(i)) for i in inside), key=lambda one: (-one.size, one.id))

    def reach(self, identifier: str) -> float:
        """How far a place extends from its middle, in kilometres; 0 where that is not known."""
        if not self._order:
            self._order = {one: i for i, one in enumerate(self.ids)}
        i = self._order.get(identifier)
        return 0.0 if i is None else float(self.extent[i])

    def _label(self, i: int) -> Label:
        x, y = self.at[i]
        return Label(self.ids[i], float(x), float(y), int(self.level[i]), float(self.size[i]), float(self.extent[i]))


class Layer:
    """Shapes and their lines. ``shared``: which lines have a shape on both sides."""

    def __init__(self, arcs: Sequence[Line], shared: Sequence[bool], shapes: Sequence[Shape]) -> None:
        self.arcs, self.shared, self.shapes = arcs, shared, shapes
        self._boxes = [box_of(arc) for arc in arcs]
        self._by_id = {shape.id: shape for shape in shapes if shape.id}

    def get(self, identifier: str) -> Shape | None:
        """The shape of a place of the gazetteer; None where there is none."""
        return self._by_id.get(identifier)

    def lines(self, box: Box, *, shared: bool | None = None) -> Iterator[Line]:
        """The lines that come near a box; those between two shapes, or those at an outer edge alone."""
        for arc, both, own in zip(self.arcs, self.shared, self._boxes, strict=True):
            if (shared is None or both == shared) and meet(own, box):
                yield arc

    def rings(self, shape: Shape, box: Box) -> Iterator[list[Line]]:
        """The polygons of a shape that come near a box, each a list of closed rings."""
        for polygon in shape.polygons:
            if any(meet(self._boxes[n if n >= 0 else ~n], box) for ring in polygon for n in ring) or meet(
                self._around(polygon[0]), box
            ):
                yield [self.ring(ring) for ring in polygon]

    def ring(self, numbers: Sequence[int]) -> Line:
        """One closed ring; over the date line its longitudes are counted on, beyond 180."""
        parts = [self.arcs[n] if n >= 0 else self.arcs[~n][::-1] for n in numbers]
        return counted_on(np.concatenate([part if i == 0 else part[1:] for i, part in enumerate(parts)]))

    def box(self, shape: Shape) -> Box:
        """What a shape reaches over; its largest polygon alone where it has far islands."""
        boxes = [self._around(polygon[0]) for polygon in shape.polygons]
        return max(boxes, key=lambda b: (b[2] - b[0]) * (b[3] - b[1]))

    def _around(self, ring: Sequence[int]) -> Box:
        boxes = [self._boxes[n if n >= 0 else ~n] for n in ring]
        west, south, east, north = zip(*boxes, strict=True)
        if min(west) < -_NEAR_LINE and max(east) > _NEAR_LINE:
            return box_of(self.ring(ring))
        return min(west), min(south), max(east), max(north)


def counted_on(line: Line) -> Line:
    """A line whose longitudes do not jump at the date line; one around a pole is closed over it."""
    x = line[:, 0]
    if float(np.abs(np.diff(x)).max(initial=0.0)) < 180:
        return line
    x = np.unwrap(x, period=360)
    made = np.column_stack([x, line[:, 1]])
    if abs(float(x[-1] - x[0])) > 180:
        pole = 90.0 if float(line[:, 1].mean()) > 0 else -90.0
        made = np.concatenate([made, [(x[-1], pole), (x[0], pole), made[0]]])
    return made


def box_of(line: Line) -> Box:
    """What a line reaches over."""
    (west, south), (east, north) = line.min(axis=0), line.max(axis=0)
    return float(west), float(south), float(east), float(north)


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes have a point in common."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def write(path: Path, countries: Layer, provinces: Layer, labels: Labels, *, about: Mapping[str, Any]) -> None:
    """Write the background; the same input gives the same bytes."""
    packed: list[bytes] = []
    header: dict[str, Any] = {"about": dict(about), "sections": {}}
    columns: dict[str, bytes] = {}
    for name, layer in zip(_LAYERS, (countries, provinces), strict=True):
        flat = np.rint(np.concatenate(list(layer.arcs)) * _DEGREE).astype(np.int32)
        steps = np.diff(flat, axis=0, prepend=np.zeros((1, 2), dtype=np.int32))
        found = {
            "counts": np.array([len(arc) for arc in layer.arcs], dtype="<u4").tobytes(),
            "x": _planes(steps[:, 0]),
            "y": _planes(steps[:, 1]),
            "shared": np.array(layer.shared, dtype=np.uint8).tobytes(),
            "shapes": json.dumps(
                [[shape.id, shape.name, shape.polygons] for shape in layer.shapes],
                ensure_ascii=False,
                separators=(",", ":"),
            ).encode(),
        }
        columns |= {f"{name}.{column}": data for column, data in found.items()}
    columns |= _label_columns(labels)
    begin = 0
    for column, data in columns.items():
        packed.append(zlib.compress(data, 9))
        header["sections"][column] = [begin, begin + len(packed[-1])]
        begin += len(packed[-1])
    told = json.dumps(header, sort_keys=True, ensure_ascii=False).encode()
    path.write_bytes(_HEAD.pack(_MAGIC, _VERSION, len(told)) + told + b"".join(packed))


def _label_columns(labels: Labels) -> dict[str, bytes]:
    flat = np.rint(labels.at * _DEGREE).astype(np.int32)
    steps = np.diff(flat, axis=0, prepend=np.zeros((1, 2), dtype=np.int32))
    reach = np.minimum(65535, np.rint(labels.extent * 10)).astype(np.uint16)
    return {
        "labels.x": _planes(steps[:, 0]),
        "labels.y": _planes(steps[:, 1]),
        "labels.level": labels.level.tobytes(),
        "labels.size": np.minimum(255, np.rint(labels.size * 16)).astype(np.uint8).tobytes(),
        "labels.reach": (reach & 255).astype(np.uint8).tobytes() + (reach >> 8).astype(np.uint8).tobytes(),
        "labels.ids": "\n".join(one.removeprefix(_SCHEME) for one in labels.ids).encode(),
    }


def _planes(values: NDArray[np.int32]) -> bytes:
    """Numbers as four planes of bytes, zigzag, so that small ones of either sign pack well."""
    folded = (values.astype(np.int64) << 1) ^ (values.astype(np.int64) >> 63)
    return b"".join((folded >> shift & 255).astype(np.uint8).tobytes() for shift in (0, 8, 16, 24))


def _numbers(data: bytes) -> NDArray[np.int64]:
    planes = np.frombuffer(data, dtype=np.uint8).reshape(4, -1).astype(np.int64)
    folded = planes[0] | planes[1] << 8 | planes[2] << 16 | planes[3] << 24
    unfolded: NDArray[np.int64] = (folded >> 1) ^ -(folded & 1)
    return unfolded


class World:
    """The file, opened once; a layer is unpacked when it is first asked for.

    Raises:
        ModelError: where the file is missing, damaged or of another version.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._bytes = path.read_bytes()
            magic, version, size = _HEAD.unpack_from(self._bytes)
            if magic != _MAGIC or version != _VERSION:
                raise ModelError(f"{path}: expected a map of version {_VERSION}, got {magic!r} {version}; reinstall")
            self._header = json.loads(self._bytes[_HEAD.size : _HEAD.size + size])
            self._base = _HEAD.size + size
        except (OSError, ValueError, struct.error) as error:
            raise ModelError(f"{path}: no map can be read here ({error}); reinstall reportedly") from error
        self.countries = self._layer("countries")
        self._provinces: Layer | None = None
        self._labels: Labels | None = None

    @property
    def provinces(self) -> Layer:
        """The provinces and states of all countries."""
        if self._provinces is None:
            self._provinces = self._layer("provinces")
        return self._provinces

    @property
    def labels(self) -> Labels:
        """The places whose names a map may show."""
        if self._labels is None:
            self._labels = self._read_labels()
        return self._labels

    def _read_labels(self) -> Labels:
        try:
            x, y = (np.cumsum(_numbers(self._section(f"labels.{axis}"))) / _DEGREE for axis in "xy")
            low, high = np.frombuffer(self._section("labels.reach"), dtype=np.uint8).reshape(2, -1).astype(np.int64)
            ids = [_SCHEME + code for code in self._section("labels.ids").decode().split("\n")]
            level = np.frombuffer(self._section("labels.level"), dtype=np.uint8)
            size = np.frombuffer(self._section("labels.size"), dtype=np.uint8) / 16
            if not len(ids) == len(x) == len(y) == len(level) == len(size) == len(low):
                raise ValueError("columns of different lengths")
            return Labels.of_columns(ids, np.column_stack([x, y]), level, size, (low | high << 8) / 10)
        except (ValueError, KeyError, TypeError, zlib.error) as error:
            raise ModelError(f"{self._path}: the names of the map are damaged ({error}); reinstall") from error

    def _layer(self, name: str) -> Layer:
        try:
            counts = np.frombuffer(self._section(f"{name}.counts"), dtype="<u4")
            x, y = (np.cumsum(_numbers(self._section(f"{name}.{axis}"))) / _DEGREE for axis in "xy")
            shared = np.frombuffer(self._section(f"{name}.shared"), dtype=np.uint8).astype(bool).tolist()
            shapes = [Shape(*told) for told in json.loads(self._section(f"{name}.shapes"))]
            arcs = np.split(np.column_stack([x, y]), np.cumsum(counts)[:-1])
        except (ValueError, KeyError, TypeError, zlib.error) as error:
            raise ModelError(f"{self._path}: the map of {name} is damaged ({error}); reinstall reportedly") from error
        return Layer(arcs, shared, shapes)

    def _section(self, name: str) -> bytes:
        begin, end = self._header["sections"][name]
        return zlib.decompress(self._bytes[self._base + begin : self._base + end])


@cache
def world() -> World:
    """The background that comes with the package, opened once a process."""
    with as_file(files(__package__).joinpath("data", "world.bin")) as path:
        return World(path)
