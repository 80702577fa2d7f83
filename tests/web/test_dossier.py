"""The dossier in a browser: what it shows, where it leads, by which day, and that nothing in it takes effect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from reportedly import overview
from reportedly.ledger import Ledger
from reportedly.web import make_app
from reportedly.web.routes import dossier as route
from reportedly.web.shelf import MOST, Shelf
from reportedly.workspace import Workspace
from tests.exchange.handed import GUARD, IDRIS, LONG, SCRIPT, ledger
from tests.pages.markup import Markup

LOCAL = "http://127.0.0.1:8642"
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with ledger(tmp_path_factory.mktemp("web"), hostile=True) as found:
        yield found


@pytest.fixture(scope="module")
def browser(opened: Ledger) -> TestClient:
    return TestClient(make_app(opened), base_url=LOCAL, follow_redirects=False)


@pytest.fixture(scope="module")
def guard(opened: Ledger) -> str:
    return overview.entity_named(opened, GUARD.name).id


def test_a_name_leads_to_its_dossier_with_the_days(browser: TestClient, guard: str) -> None:
    answer = browser.get("/dossier", params={"name": "salt guard", "as_of": "2019-04-30"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/dossier/{guard}?as_of=2019-04-30")


def test_a_name_that_fits_several_gives_a_choice(browser: TestClient) -> None:
    answer = browser.get("/dossier", params={"name": "Kessra"})
    seen = Markup(answer.text)
    assert answer.status_code in (300, 303)
    if answer.status_code == 300:
        assert len([a for a in seen.addresses if a.startswith("/dossier/")]) > 1


def test_a_name_that_nobody_bears_is_met_with_those_near_it(browser: TestClient, guard: str) -> None:
    answer = browser.get("/dossier", params={"name": "Sallt Gard"})
    assert answer.status_code == 404
    assert f"/dossier/{guard}" in Markup(answer.text).addresses


def test_a_part_of_a_word_finds_whose_name_holds_it(browser: TestClient, guard: str) -> None:
    answer = browser.get("/dossier", params={"name": "alt Gua"})
    assert answer.status_code == 404
    assert f"/dossier/{guard}" in Markup(answer.text).addresses


def test_the_page_is_well_formed_and_carries_the_policy(browser: TestClient, guard: str) -> None:
    answer = browser.get(f"/dossier/{guard}")
    assert answer.status_code == 200
    assert not Markup(answer.text).faults
    assert "unsafe-inline" not in answer.headers["content-security-policy"]
    assert not TURNING.search(answer.text)
    assert LONG not in answer.text
    assert SCRIPT in Markup(answer.text).words


def test_every_statement_opens_its_sentences(browser: TestClient, opened: Ledger, guard: str) -> None:
    found = Workspace(opened).dossier(guard)
    answer = browser.get(f"/dossier/{guard}")
    seen = Markup(answer.text)
    addresses = {unquote(address) for address in seen.addresses}
    for note in found.footnotes:
        assert seen.ids[f"n{note.number}"] == 1
        assert all(f"/claim/{claim}" in addresses for claim in note.claims)
        assert any(a.startswith(f"/report/{note.document}?claim=") for a in addresses)
    assert seen.elements["q"] >= len(found.footnotes)


def test_a_contradiction_shows_both_sides_with_their_sentences(browser: TestClient, opened: Ledger, guard: str) -> None:
    found = Workspace(opened).dossier(guard)
    words = " ".join(Markup(browser.get(f"/dossier/{guard}?section=contested").text).words.split())
    notes = {note.number: note for note in found.footnotes}
    assert found.contested
    for contest in found.contested:
        for answer in contest.answers:
            assert all(notes[n].quote in words for told in answer.lines for n in told.notes)


def test_the_day_changes_everything(browser: TestClient, guard: str) -> None:
    page = browser.get(f"/dossier/{guard}", params={"as_of": "2019-04-30"})
    assert "Hill Gazette" not in page.text
    assert "30 April 2019" in page.text
    inside = [a for a in Markup(page.text).addresses if a.startswith(("/claim", "/report", "/export", "/pictures"))]
    assert inside
    assert all("as_of=2019-04-30" in address for address in inside)


def test_a_day_before_anything_was_reported_says_so(browser: TestClient, guard: str) -> None:
    page = browser.get(f"/dossier/{guard}", params={"as_of": "2001-01-01"})
    assert page.status_code == 404
    assert "Nothing had been reported" in page.text
    assert 'name="as_of"' in page.text


@pytest.mark.parametrize(
    ("query", "status"),
    [("as_of=yesterday", 422), ("at=soon", 422), ("since=2019-13-01", 422), ("section=nothing", 422)],
)
def test_what_cannot_be_asked_is_refused(browser: TestClient, guard: str, query: str, status: int) -> None:
    answer = browser.get(f"/dossier/{guard}?{query}")
    assert answer.status_code == status
    assert "expected" in answer.text


def test_nobody_of_that_id(browser: TestClient) -> None:
    assert browser.get("/dossier/ffff").status_code == 404


def test_one_section_alone_is_whole(browser: TestClient, opened: Ledger, guard: str) -> None:
    section = Workspace(opened).dossier(guard).sections[-1]
    seen = Markup(browser.get(f"/dossier/{guard}?section={section.key}").text)
    assert not seen.faults
    assert seen.ids[section.key] == 1
    assert seen.ids["summary"] == 0


def test_changes_since_a_day(browser: TestClient, guard: str) -> None:
    words = Markup(browser.get(f"/dossier/{guard}?since=2019-05-01").text).words
    assert "Since 1 May 2019" in words
    assert "New:" in words
    then = browser.get(f"/dossier/{guard}?since=2017-05-01&as_of=2019-04-30").text
    assert "New:" in then
    assert not {"Radio Kessra", "Hill Gazette"} & set(re.findall(r"<bdi>([^<]*)</bdi>", then))
    none = Markup(browser.get(f"/dossier/{guard}?since=2023-05-01").text).words
    assert "Nothing new was reported" in none


def test_a_large_page_is_cut_and_the_rest_has_a_page_of_its_own(
    browser: TestClient, guard: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    whole = Shelf.about
    monkeypatch.setattr(Shelf, "about", lambda self, desk, entity: replace(whole(self, desk, entity), left_out=900))
    monkeypatch.setattr(route, "MOST", 1)
    page = browser.get(f"/dossier/{guard}")
    seen = Markup(page.text)
    assert not seen.faults
    assert "900 more claims" in seen.words
    cut = [a for a in seen.addresses if "section=" in a]
    assert cut
    assert browser.get(cut[0]).status_code == 200


def test_the_sheet_for_print_names_whom_it_is_about(browser: TestClient, guard: str) -> None:
    sheet = browser.get(f"/dossier/{guard}/paper.css")
    assert sheet.headers["content-type"].startswith("text/css")
    assert "@top-left" in sheet.text


def test_pictures_come_with_a_policy_of_their_own_and_are_kept(browser: TestClient, guard: str) -> None:
    pictures = {a for a in Markup(browser.get(f"/dossier/{guard}").text).addresses if a.startswith("/pictures/")}
    assert pictures
    first = browser.get(sorted(pictures)[0])
    assert first.headers["content-type"] == "image/svg+xml"
    assert "script" not in first.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in first.headers["content-security-policy"]
    assert first.text.startswith("<svg")
    again = browser.get(sorted(pictures)[0], headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("nothing.svg?about={guard}", 404),
        ("strength.svg?about=ffff", 404),
        ("strength.svg?about={guard}&width=9", 422),
        ("strength.svg?about={guard}&width=wide", 422),
        ("relations.svg?about={guard}&at=soon", 422),
        ("strength.svg", 422),
    ],
)
def test_a_picture_that_there_is_not(browser: TestClient, guard: str, path: str, status: int) -> None:
    assert browser.get(f"/pictures/{path.format(guard=guard)}").status_code == status


def test_the_network_of_another_day(browser: TestClient, guard: str) -> None:
    page = browser.get(f"/dossier/{guard}?at=2018-06-01")
    asked = [a for a in Markup(page.text).addresses if a.startswith("/pictures/")]
    assert {"at=2018-06-01" in a for a in asked if "relations" in a} <= {True}
    assert not any("at=2018" in a for a in asked if "relations" not in a)


def test_the_shelf_keeps_a_dossier_until_the_ledger_changes(tmp_path: object) -> None:
    from pathlib import Path

    from reportedly import judging
    from reportedly.web.desk import Desk

    assert isinstance(tmp_path, Path)
    with ledger(tmp_path) as found:
        shelf, desk = Shelf(), Desk(found)
        id_ = overview.entity_named(found, IDRIS.name).id
        first = shelf.about(desk, id_)
        assert shelf.about(desk, id_) is first
        assert shelf.about(Desk(found, date(2019, 4, 30)), id_) is not first
        judging.grade(found, "Pelmor Herald", "B", why="it checks what it prints")
        assert shelf.about(desk, id_) is not first
        for day in range(1, MOST + 5):
            shelf.about(Desk(found, date(2020, 1, day)), id_)
        assert len(shelf._kept) == MOST
