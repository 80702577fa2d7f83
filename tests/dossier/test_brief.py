"""The page of a name of which a large ledger has more than a page can hold: it shows a part, and counts the whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from reportedly.dossier import Dossier, Line, brief
from reportedly.errors import NotFoundError
from reportedly.ledger import Ledger
from reportedly.weigh import weigh
from reportedly.workspace import Workspace
from tests.written import Written, number, org, person, place, report, says, speaker, unnamed

GUARD = org("Salt Guard")
OUTLETS = ("Pelmor Herald", "Lumen Wire", "Tashin Mirror", "Radio Kessra", "Hill Gazette")
CHIEFS = [person(name) for name in ("Idris Valkoen", "Yusuf Darwan", "Temur Ashkel")]
TOWNS = [place(name) for name in ("Kessra", "Pelmor", "Tashin", "Orvel")]


def written(i: int) -> Written:
    day = date(2015, 1, 1) + timedelta(days=5 * i)
    by = ((), (unnamed("officials"),), (speaker("Idris Valkoen"),), ())[i % 4]
    said = [
        says("leads", CHIEFS[i // 34], GUARD, by=by),
        says("strength", GUARD, number(100 + 10 * (i % 37), 100 + 10 * (i % 37)), by=by),
        says("present_in", GUARD, TOWNS[i % 4], by=by),
        *(says("attack", GUARD, TOWNS[(i + k) % 4], time=str(day - timedelta(days=k))) for k in range(7)),
    ]
    outlet = OUTLETS[i % len(OUTLETS)]
    return report(
        f"r{i}", outlet, str(day), *((f"{outlet} of {day} has statement {k}.", s) for k, s in enumerate(said))
    )


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("large") / "x.db") as opened:
        for i in range(100):
            one = written(i)
            opened.add(one.document, one.original, one.claims, reader="by hand 1")
        weigh(opened)
        yield opened


@pytest.fixture(scope="module")
def whole(ledger: Ledger) -> Dossier:
    """The page with everything on it, as a small ledger has it."""
    return Workspace(ledger).dossier("Salt Guard")


@pytest.fixture
def short(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> Dossier:
    monkeypatch.setattr(brief, "LARGE", 0)
    return Workspace(ledger).dossier("the Salt Guard")


def lines(dossier: Dossier) -> list[Line]:
    return [line for section in dossier.sections for line in section.lines if line.claims]


def test_a_small_ledger_leaves_nothing_out(whole: Dossier) -> None:
    assert whole.claims == 1_000
    assert whole.left_out == 0


def test_the_page_shows_a_part_and_says_how_much_it_leaves_out(short: Dossier, whole: Dossier) -> None:
    shown = {claim for line in lines(short) for claim in line.claims}
    assert 150 <= len(shown) <= brief.MOST + 10
    assert short.left_out == short.claims - len(shown)
    assert (short.claims, short.reports, short.first, short.last) == (
        *(whole.claims, whole.reports, whole.first, whole.last),
    )


def test_no_section_starves(short: Dossier, whole: Dossier) -> None:
    assert [section.key for section in short.sections] == [section.key for section in whole.sections]


def test_lines_count_what_is_not_shown(short: Dossier, whole: Dossier) -> None:
    of_claim = {claim: line for line in lines(whole) for claim in line.claims}
    more = 0
    for line in lines(short):
        full = of_claim[line.claims[0]]
        assert set(line.claims) <= set(full.claims)
        assert (line.reports, line.text, line.denied) == (full.reports, full.text, full.denied)
        assert line.worth is not None
        assert full.worth is not None
        assert (line.worth.low, line.worth.high, line.worth.grade, line.worth.why) == (
            *(full.worth.low, full.worth.high, full.worth.grade, full.worth.why),
        )
        more += line.reports > len(line.notes)
    assert more >= 5  # most of the reports behind these are not on the page


def test_numbers_reach_as_far_as_reports_go(short: Dossier, whole: Dossier) -> None:
    mine, full = short.section("strength"), whole.section("strength")
    assert mine is not None
    assert full is not None
    assert mine.remark.startswith("From 100 to 460")
    assert full.remark.startswith("From 100 to 460")


def test_an_entity_that_fits_the_page_is_shown_whole(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = Workspace(ledger).dossier("Temur Ashkel")
    monkeypatch.setattr(brief, "LARGE", 0)
    assert Workspace(ledger).dossier("Temur Ashkel") == expected


def test_who_is_only_a_source_is_shown(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = Workspace(ledger).dossier("Idris Valkoen")
    monkeypatch.setattr(brief, "LARGE", 0)
    found = Workspace(ledger).dossier("Idris Valkoen")
    assert (found.claims, found.reports) == (expected.claims, expected.reports)


def test_what_came_since_is_not_missed(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brief, "LARGE", 0)
    before = Workspace(ledger).dossier("Orvel").claims
    late = report(
        "late", "Lumen Wire", "2019-01-01", ("The League took Orvel.", says("controls", org("League"), place("Orvel")))
    )
    ledger.add(late.document, late.original, late.claims, reader="by hand 1")
    assert Workspace(ledger).dossier("Salt Guard").left_out == 0  # not weighed yet: all of it is read
    weigh(ledger)
    assert Workspace(ledger).dossier("Orvel").claims == before + 1


DAY = date(2015, 6, 1)


@pytest.fixture
def then(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> tuple[Dossier, Dossier]:
    """What had been reported by a day: with everything on the page, and a part of it."""
    every = Workspace(ledger).dossier("Salt Guard", as_of=DAY)
    monkeypatch.setattr(brief, "LARGE", 0)
    return every, Workspace(ledger).dossier("the Salt Guard", as_of=DAY)


def test_a_part_as_of_a_day_counts_what_had_been_reported_by_then(then: tuple[Dossier, Dossier]) -> None:
    every, part = then
    assert part.as_of == DAY
    assert part.left_out > 0
    assert every.left_out == 0
    for name in ("claims", "reports", "first", "last"):
        assert getattr(part, name) == getattr(every, name)
    assert part.claims < 1_000
    assert all(note.published is not None and note.published <= DAY for note in part.footnotes)
    assert [section.key for section in part.sections] == [section.key for section in every.sections]


def test_a_line_as_of_a_day_has_behind_it_what_had_been_reported_by_then(then: tuple[Dossier, Dossier]) -> None:
    every, part = then

    def behind(dossier: Dossier) -> dict[str, tuple[int, int, int]]:
        section = dossier.section("where")
        assert section is not None
        return {line.text: (line.reports, line.worth.low, line.worth.high) for line in section.lines if line.worth}

    assert behind(part) == behind(every)


def test_before_the_first_report_there_is_no_page(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brief, "LARGE", 0)
    with pytest.raises(NotFoundError, match="nothing was said of it by that day"):
        Workspace(ledger).dossier("the Salt Guard", as_of=date(2014, 1, 1))
