"""Maps: what is on them, how exactly, and what is said of the rest."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly import pictures
from reportedly.dossier import Dossier
from reportedly.dossier.spotting import place_ids
from reportedly.errors import ModelError
from reportedly.pictures import where
from reportedly.pictures.labels import Board
from reportedly.pictures.land import Label, Labels, Layer, Shape, World, world, write
from reportedly.pictures.sites import sites
from reportedly.pictures.view import View
from reportedly.places import Level, default


def texts(dossier: Dossier, at: date | None = None, width: int = 720) -> set[str]:
    spec = where.draw(dossier, at, width).spec
    return {row["text"] for rows in spec["datasets"].values() for row in rows if "text" in row}


def test_places_of_the_page_are_told_apart_from_their_namesakes() -> None:
    found = place_ids([("Taloqan", "Taloqan"), ("Baghlan", "Baghlan"), ("bees", "bees"), ("Ruvat Ford", "Ruvat Ford")])
    assert found.keys() == {"Taloqan", "Baghlan"}
    assert {default().get(i).id.split(":")[1] for i in found.values()}
    chains = [{p.name for p in default().chain(default().get(i))} for i in found.values()]
    assert all("Afghanistan" in chain for chain in chains)


def test_each_place_is_as_exact_as_it_is_known(larkspur: Dossier) -> None:
    near, far, unknown = sites(larkspur, None)
    by_name = {site.called: site for site in near}
    assert by_name["Taloqan"].precision == "town"
    assert by_name["Warduj District"].precision.startswith("district or county: a ring of about")
    assert by_name["Takhar Province"].precision == "province or state: its outline"
    assert by_name["Takhar Province"].unsure
    assert [site.called for site in far] == ["London"]
    assert unknown == ["Grey Heron Pass"]


def test_the_map_says_what_it_leaves_out_and_whose_borders_it_shows(larkspur: Dossier) -> None:
    picture = pictures.of(larkspur, "where")
    assert picture is not None
    assert "Too far from the rest for this map: London" in picture.note
    assert "Grey Heron Pass" in picture.note
    assert "no judgement" in picture.note
    assert any(row.cells[2] == "not on the map" for row in picture.rows)
    assert {"Taloqan", "Takhar Province", "AFGHANISTAN"} <= texts(larkspur)
    assert any(text.endswith(" km") for text in texts(larkspur))


def test_a_denied_presence_is_no_presence(larkspur: Dossier) -> None:
    about = pictures.described(larkspur, "where")
    assert about is not None
    denied = [row for row in about.rows if row.cells[1].startswith("denied: ")]
    assert denied
    assert all("denied by" in row.cells[3] for row in denied)


def test_a_day_before_everything_has_no_map(larkspur: Dossier) -> None:
    assert pictures.of(larkspur, "where", at=date(1990, 1, 1)) is None
    assert pictures.missing(larkspur, "where", at=date(1990, 1, 1)) == "No place is told for 1 January 1990."


@pytest.mark.parametrize("name", ["Suva", "Vatican City", "Russia", "Fiji"])
def test_the_ends_of_the_earth_can_be_drawn(larkspur: Dossier, name: str) -> None:
    place = next(m.place for m in default().lookup(name))
    spot = replace(larkspur.figures.spots[0], place=name, place_id=place.id)
    page = replace(larkspur, figures=replace(larkspur.figures, spots=(spot,)))
    drawing = where.draw(page, None, 720)
    packed = json.dumps(drawing.spec)
    assert "NaN" not in packed
    assert name in packed
    land = [layer for layer in drawing.spec["layer"] if "geoshape" in str(layer["mark"])]
    assert land
    for layer in land:
        for feature in drawing.spec["datasets"][layer["data"]["name"]]:
            points = np.array(list(_points(feature["geometry"]["coordinates"])))
            assert points.min() >= -0.11
            assert points.max() <= 720.1


def _points(coordinates: list[object]) -> list[list[float]]:
    if isinstance(coordinates[0], int | float):
        return [coordinates]  # type: ignore[list-item]
    return [point for part in coordinates for point in _points(part)]  # type: ignore[arg-type]


# --- the view


CIRCLES = st.lists(st.tuples(st.floats(-180, 180), st.floats(-80, 80), st.floats(1, 900)), min_size=1, max_size=5)


@settings(max_examples=50, deadline=None)
@given(CIRCLES, st.sampled_from([260.0, 700.0]))
def test_a_view_holds_what_it_is_made_for(circles: list[tuple[float, float, float]], wide: float) -> None:
    view = View.around(circles, wide, tallest=460)
    assert view.width == wide
    assert 0 < view.height <= 460
    west, south, east, north = view.box
    if max(lon for lon, _, _ in circles) - min(lon for lon, _, _ in circles) < 180:
        for lon, lat, _ in circles:
            x, y = view.at(lon, lat)
            assert -1 <= x <= view.width + 1
            assert -1 <= y <= view.height + 1
    assert west < east
    assert south < north


RINGS = st.lists(st.tuples(st.floats(60, 80), st.floats(30, 42)), min_size=3, max_size=12)


@settings(max_examples=50, deadline=None)
@given(RINGS)
def test_areas_and_lines_are_cut_to_the_view(ring: list[tuple[float, float]]) -> None:
    view = View.around([(70.0, 36.0, 100.0)], 700, tallest=460)
    points = np.array([*ring, ring[0]])
    for x, y in [point for area in view.area([points], 0.0) for point in area]:
        assert -0.1 <= x <= view.width + 0.1
        assert -0.1 <= y <= view.height + 0.1
    for piece in view.pieces(points, 0.0):
        assert len(piece) > 1
        assert all(-0.1 <= x <= view.width + 0.1 and -0.1 <= y <= view.height + 0.1 for x, y in piece)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 300), st.sampled_from(["Ardin", "Old Ferry"])), max_size=20))
def test_names_never_cover_each_other(asked: list[tuple[float, float, str]]) -> None:
    board = Board(400, 300)
    for x, y, name in asked:
        board.place(x, y, name, 11)
    taken = board._taken
    for i, (a, b, c, d) in enumerate(taken):
        assert all(c <= e or g <= a or d <= f or h <= b for e, f, g, h in taken[i + 1 :])


# --- the file


def test_the_shipped_map_knows_countries_and_provinces() -> None:
    for name, level in (
        ("Afghanistan", Level.COUNTRY),
        ("Kenya", Level.COUNTRY),
        ("Democratic Republic of the Congo", 1),
    ):
        place = next(m.place for m in default().lookup(name) if m.place.level == level)
        shape = world().countries.get(place.id)
        assert shape is not None, name
        west, south, east, north = world().countries.box(shape)
        assert west < place.longitude < east
        assert south < place.latitude < north
    assert world().provinces.get("geonames:AF.26") is not None
    assert world().labels.reach("geonames:AF.26") > 20


def test_shipped_files_fit_the_wheel_and_name_their_licence() -> None:
    folder = Path(pictures.__file__).parent / "data"
    assert (folder / "world.bin").stat().st_size < 3_000_000
    notice = (folder / "NOTICE.md").read_text(encoding="utf-8")
    assert all(word in notice for word in ("Natural Earth", "GeoNames", "ISC", "MIT", "public domain"))


def small() -> tuple[Layer, Layer, Labels]:
    arcs = [np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)]), np.array([(1.0, 1.0), (0.0, 1.0), (0.0, 0.0)])]
    layer = Layer(arcs, [True, False], [Shape("geonames:1", "Ardin", [[[0, 1]]]), Shape("", "Sea", [[[~1, ~0]]])])
    return (
        layer,
        layer,
        Labels([Label("geonames:7", 0.5, 0.5, 4, 4.5, 12.3), Label("geonames:8", 9.0, 9.0, 3, 0.0, 0.0)]),
    )


def test_a_map_is_read_as_it_was_written(tmp_path: Path) -> None:
    write(tmp_path / "w.bin", *small(), about={})
    read = World(tmp_path / "w.bin")
    ardin = read.countries.get("geonames:1")
    assert ardin is not None
    assert read.countries.ring(ardin.polygons[0][0]).tolist() == [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
    assert read.provinces.shared == [True, False]
    assert [one.id for one in read.labels.within((0, 0, 1, 1))] == ["geonames:7"]
    assert read.labels.reach("geonames:7") == pytest.approx(12.3)
    assert read.labels.reach("geonames:99") == 0
    write(tmp_path / "again.bin", *small(), about={})
    assert (tmp_path / "again.bin").read_bytes() == (tmp_path / "w.bin").read_bytes()


def test_a_damaged_map_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no map can be read here"):
        World(tmp_path / "none.bin")
    write(tmp_path / "w.bin", *small(), about={})
    whole = (tmp_path / "w.bin").read_bytes()
    (tmp_path / "w.bin").write_bytes(b"RPLG" + whole[4:])
    with pytest.raises(ModelError, match="expected a map of version 1"):
        World(tmp_path / "w.bin")
    (tmp_path / "w.bin").write_bytes(whole[:-20])
    with pytest.raises(ModelError, match=r"w\.bin"):
        World(tmp_path / "w.bin").labels  # noqa: B018
