"""What the pictures say: words, numbers, days and places."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly import pictures
from reportedly.dossier import Dossier
from reportedly.dossier.figures import Figures, Tie, holds_on, turning_days
from reportedly.model import Certainty, Interval, Kind
from reportedly.model.time import Tenure
from reportedly.pictures import relations
from reportedly.pictures.calendar import Calendar
from reportedly.pictures.words import MOST, fitted, listed, plain, width, wrapped
from tests.dossier.test_any_claims import TIMES


def words(picture: pictures.Picture) -> str:
    return " | ".join(e.text or "" for e in ET.fromstring(picture.svg).iter("{http://www.w3.org/2000/svg}text"))


# --- succession, strength, events


def test_succession_knows_death_and_successor(larkspur: Dossier) -> None:
    held = {one.holder: one for one in larkspur.figures.held}
    assert held["Orvan Teskil"].death is not None
    assert held["Orvan Teskil"].death.first == date(2024, 1, 3)
    assert held["Orvan Teskil"].since == date(2021, 12, 31)
    about = pictures.described(larkspur, "succession")
    assert about is not None
    assert "Orvan Teskil (from 2021, until reported dead (3 January 2024))" in about.alt
    assert [row.cells[0] for row in about.rows] == ["Orvan Teskil", "Ana Velk"]


def test_succession_of_the_brotherhood_names_rivals_and_keeps_every_holder(brotherhood: Dossier) -> None:
    about = pictures.described(brotherhood, "succession")
    assert about is not None
    assert {row.cells[0] for row in about.rows} == {held.holder for held in brotherhood.figures.held}
    rivals = {held.holder for held in brotherhood.figures.held if held.rivals}
    assert all(name in about.note for name in rivals)


def test_the_reader_of_a_dossier_and_the_picture_see_one_tenure(brotherhood: Dossier) -> None:
    section = brotherhood.section("leadership")
    assert section is not None
    lines = [line for line in section.lines if line.when]
    for held in brotherhood.figures.held:
        if held.words and held.office.startswith("leader"):
            assert any(held.words == line.when and held.holder in line.text for line in lines)


def test_numbers_stand_as_each_source_gives_them(larkspur: Dossier) -> None:
    picture = pictures.of(larkspur, "strength")
    assert picture is not None
    assert [row.cells[:2] for row in picture.rows] == [
        ("January 2023", "200 to 250 fighters"),
        ("reported 1 August 2023", "300 or more fighters"),
    ]
    assert "200 to 250 fighters" in words(picture)
    assert "300 or more fighters" in words(picture)
    assert "at least" in words(picture)
    assert "none is averaged" in picture.note


def test_events_say_when_what_where_and_who(larkspur: Dossier) -> None:
    about = pictures.described(larkspur, "events")
    assert about is not None
    attack = next(row for row in about.rows if row.cells[2] == "attack")
    assert attack.cells[0] == "14 March 2023"
    assert attack.cells[3] == "Baghlan"
    assert "Quayside Observer" in attack.cells[4]


def test_very_many_events_share_a_lane_and_all_stay_in_the_table(larkspur: Dossier) -> None:
    events = larkspur.figures.events * 90
    page = replace(larkspur, figures=replace(larkspur.figures, events=events))
    picture = pictures.of(page, "events", width=360)
    assert picture is not None
    assert len(picture.rows) == len(events)
    assert picture.height < 900


# --- relations


def test_relations_are_those_of_the_day(larkspur: Dossier) -> None:
    def others(day: date) -> set[tuple[str, str]]:
        found = pictures.described(larkspur, "relations", at=day)
        return {(row.cells[0], row.cells[3]) for row in found.rows} if found else set()

    assert ("Reed Front", "yes") in others(date(2023, 2, 1))
    assert ("Reed Front", "perhaps") in others(date(2022, 5, 1))
    assert "Reed Front" not in {name for name, _ in others(date(2023, 7, 1))}
    assert others(date(2015, 1, 1)) == set()
    assert pictures.missing(larkspur, "relations", at=date(2015, 1, 1)) == "No relation is told for 1 January 2015."


def test_stops_are_the_days_on_which_the_network_changes(larkspur: Dossier) -> None:
    days = pictures.stops(larkspur)
    assert list(days) == sorted(set(days))
    assert days[-1] == larkspur.last
    states = [tuple(tie.holds_on(day) for tie in larkspur.figures.ties) for day in days]
    assert all(a != b for a, b in pairwise(states[:-1]))
    assert date(2022, 1, 1) in days  # it may have been allied from the first day of the year


TENURES = st.builds(
    Tenure,
    *[st.none() | st.sampled_from([t for t in TIMES if "XXXX" not in t]).map(Interval) for _ in range(4)],
)


@settings(max_examples=50, deadline=None)
@given(TENURES, st.booleans(), st.lists(st.dates(date(1900, 1, 1), date(2040, 1, 1)), min_size=1, max_size=6))
def test_nothing_changes_between_turning_days(tenure: Tenure, moment: bool, days: list[date]) -> None:
    turns = sorted({date.min, *turning_days(tenure)})
    for day in days:
        before = max(turn for turn in turns if turn <= day)
        assert holds_on(tenure, day, moment=moment) == holds_on(tenure, before, moment=moment)


def test_denied_and_contested_ties_are_drawn_apart(larkspur: Dossier) -> None:
    day = date(2023, 1, 1)
    tenure = Tenure(began=Interval("2020-01-01"), last_seen=Interval("2024"), first_seen=Interval("2020-01-01"))

    def tie(name: str, **more: object) -> Tie:
        given = {"contested": False, "denied": False} | more
        return Tie(
            name, name, Kind.ORGANIZATION, "allied_with", "allied with", "", True, tenure, False, "2020", "so X",
            Certainty.CERTAIN, claims=("c1",), **given,  # type: ignore[arg-type]
        )  # fmt: skip

    ties = (tie("Plain"), tie("Disputed", contested=True), tie("Refused", denied=True))
    page = replace(larkspur, figures=Figures(ties=ties))
    picture = pictures.of(page, "relations", at=day)
    assert picture is not None
    dashes = re.findall(r'stroke-dasharray="([^"]+)"', picture.svg)
    assert {"6,4", "1,4"} <= set(dashes)
    assert "denied: allied with" in words(picture)
    assert "allied with (contested)" in words(picture)


def test_labels_of_a_large_network_do_not_overlap(larkspur: Dossier) -> None:
    tenure = Tenure(began=Interval("2020-01-01"), last_seen=Interval("2024"), first_seen=Interval("2020-01-01"))
    kinds = ("allied_with", "opponent_of", "member_of", "subordinate_to", "leads")
    ties = tuple(
        Tie(
            f"Band {i}",
            f"e{i}",
            Kind.ORGANIZATION,
            kinds[i % 5],
            kinds[i % 5],
            "",
            True,
            tenure,
            False,
            "2020",
            "so X",
            Certainty.CERTAIN,
            claims=(f"c{i}",),
        )
        for i in range(80)
    )
    page = replace(larkspur, figures=Figures(ties=ties))
    for wide in (720, 360):
        drawing = relations.draw(page, date(2023, 1, 1), wide)
        rows = [
            row
            for data in drawing.spec["datasets"].values()
            for row in data
            if str(row.get("text", "")).startswith("Band ")
        ]
        places = {(row["x"], row["y"]) for row in rows}
        assert len({row["text"] for row in rows}) == relations.MOST
        columns = {x for x, _ in places}
        for column in columns:
            heights = sorted(y for x, y in places if x == column)
            assert all(b - a >= 20 for a, b in pairwise(heights))
    about = pictures.described(page, "relations", at=date(2023, 1, 1))
    assert about is not None
    assert len(about.rows) == 80


# --- words and days


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=400))
def test_plain_text_is_fit_for_xml(text: str) -> None:
    made = plain(text)
    assert len(made) <= MOST
    ET.fromstring(f"<t>{made.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</t>")
    assert not {"\u202e", "\u2066", "\n", "\x00"} & set(made)


@settings(max_examples=50, deadline=None)
@given(st.text(min_size=1, max_size=120).map(plain), st.floats(20, 400))
def test_cut_text_fits(text: str, room: float) -> None:
    assert width(fitted(text, room, 12), 12) <= room or fitted(text, room, 12) == "…"
    assert all(width(line, 12) <= room or line == "…" for line in wrapped(text, room, 12))


def test_lists_in_words() -> None:
    assert [listed(x) for x in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.dates(), min_size=1, max_size=8))
def test_days_keep_their_order_on_the_axis(days: list[date]) -> None:
    axis = Calendar.over(days, left=10, right=500)
    assert axis is not None
    places = [axis.at(day) for day in sorted(days)]
    assert places == sorted(places)
    assert all(10 <= x <= 500 for x in places)
    ticks = list(axis._ticks())
    assert len(ticks) <= 60
    assert all(axis.first <= day <= axis.last for day, _ in ticks)


def test_no_days_no_axis() -> None:
    assert Calendar.over([None], left=0, right=10) is None
