"""GeoJSON: a valid feature for each place that is spoken of, how well it is known, and what is not on the map."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import geojson
import pytest

from reportedly.dossier import spotting
from reportedly.exchange import geojson as exporter
from reportedly.ledger import Ledger
from reportedly.places import Gazetteer
from tests.exchange.handed import GUARD, IDRIS, SCRIPT, handed
from tests.outlook import fill
from tests.places.conftest import build
from tests.written import number, org, place, report, says, unnamed

ROUND = "a round figure"
REPORTS = (
    report(
        "a.txt", "Pelmor Herald", "2020-01-02",
        ("It sits in Harn.", says("based_in", GUARD, place("Harn"), start="2018")),
        ("It holds Toren Province.", says("controls", GUARD, place("Toren Province"), by=unnamed("residents"))),
        ("It is seen in Vardania.", says("present_in", GUARD, place("Vardania"))),
        ("It is seen in Austrel.", says("present_in", GUARD, place("Austrel"))),
        ("It is seen in Nowhere-at-all.", says("present_in", GUARD, place("Nowhere-at-all"))),
        ("A raid in Toren.", says("attack", GUARD, org("convoy"), place=place("Toren"), time="2019-02-18")),
        ("Idris leads it.", says("leads", IDRIS, GUARD)),
        ("Nine men.", says("strength", GUARD, number(9, 9))),
    ),
)  # fmt: skip


@pytest.fixture
def atlas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gazetteer:
    """The gazetteer of an invented country, in the place of the one that ships."""
    made = Gazetteer(build(tmp_path / "atlas.bin"))
    exporter._reaches.cache_clear()
    for module in (spotting, exporter):
        monkeypatch.setattr(module, "default", lambda: made)
    return made


def features(content: bytes) -> dict[str, geojson.Feature]:
    whole = geojson.loads(content)
    assert isinstance(whole, geojson.FeatureCollection)
    assert whole.is_valid, whole.errors()
    assert all(feature.is_valid for feature in whole.features)
    return {feature["properties"]["name"]: feature for feature in whole.features}


def test_places_with_what_is_said_and_how_well_they_are_known(tmp_path: Path, atlas: Gazetteer) -> None:
    with Ledger.open(tmp_path / "a.db") as opened:
        fill(opened, *REPORTS)
        content, carried = handed(opened, "geojson")
    found = features(content)
    assert found.keys() == {"Harn", "Toren Province", "Vardania", "Austrel", "Nowhere-at-all", "Toren"}
    harn = found["Harn"]
    assert harn["geometry"] == {"type": "Point", "coordinates": [10.1, 10.1]}
    said = harn["properties"]
    assert (said["predicate"], said["publisher"], said["quote"]) == ("based_in", "Pelmor Herald", "It sits in Harn.")
    assert (said["role"], said["start"], said["grade"], said["grade_words"]) == ("object", "2018", 3, "possibly true")
    assert (said["precision"], said["uncertainty_m"]) == ("town", 5000)
    assert said["uncertainty_from"].startswith(ROUND)
    assert found["Toren"]["properties"]["role"] == "place"
    assert found["Toren"]["properties"]["time"] == "2019-02-18"
    assert found["Toren Province"]["properties"]["sources"] == "residents (unnamed)"
    assert carried.written == 6
    assert "2 claims that name no place" in carried.left_out
    assert "coordinates of 2 mentions of places that the gazetteer cannot locate" in carried.left_out


def test_a_radius_reaches_the_farthest_town(tmp_path: Path, atlas: Gazetteer) -> None:
    with Ledger.open(tmp_path / "a.db") as opened:
        fill(opened, *REPORTS)
        found = features(handed(opened, "geojson")[0])
    province, country = (found[name]["properties"] for name in ("Toren Province", "Vardania"))
    # Its towns lie within 25 km of its middle; a round figure says no less than the unit can be.
    assert (province["precision"], province["uncertainty_m"]) == ("province or state", 50_000)
    assert province["uncertainty_from"].startswith(ROUND)
    assert (country["precision"], country["uncertainty_from"]) == (
        "country",
        "the distance to the farthest town in it that the gazetteer has",
    )
    assert 635_000 < country["uncertainty_m"] < 645_000  # Khānābād, four degrees away both ways


def test_what_cannot_be_located_has_no_geometry(tmp_path: Path, atlas: Gazetteer) -> None:
    with Ledger.open(tmp_path / "a.db") as opened:
        fill(opened, *REPORTS)
        found = features(handed(opened, "geojson")[0])
    for name, precision in (("Austrel", "continent"), ("Nowhere-at-all", "unknown")):
        assert found[name]["geometry"] is None
        assert found[name]["properties"]["precision"] == precision
        assert "uncertainty_m" not in found[name]["properties"]


def test_hostile_names_are_data(hostile: Ledger, atlas: Gazetteer) -> None:
    content, _ = handed(hostile, "geojson", about="Salt Guard")
    found = features(content)
    assert f"Kessra {SCRIPT}" in found
    assert json.loads(content)["attribution"].startswith("Coordinates: GeoNames")
    assert "mask" not in json.load(BytesIO(content))
