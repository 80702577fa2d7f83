"""The first page: what there is, of whom, what is new to this browser, and what waits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reportedly.web import visitor as cookies
from tests.outlook import GUARD, fill, told
from tests.web.visiting import Visitor, visiting
from tests.written import person, says


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    with visiting(tmp_path_factory.mktemp("home")) as one:
        yield one


@pytest.fixture
def visitor(shared: Visitor) -> Visitor:
    """A browser that was never here."""
    shared.client.cookies.clear()
    return shared


def _came_before(visitor: Visitor, ago: timedelta) -> None:
    """As if this browser had last been here so long ago."""
    seen = (datetime.now(UTC) - ago).strftime("%Y%m%dT%H%M%S%f")
    name = f"{cookies.VISIT}_{cookies.mark_of(visitor.ledger)}"
    visitor.client.cookies.set(name, f"|{seen}", domain="127.0.0.1", path="/")


def test_an_empty_ledger_says_how_to_begin(tmp_path: Path) -> None:
    with visiting(tmp_path, empty=True) as visitor:
        said = visitor.read("/")
    assert "Nothing has been read yet" in said
    assert "Add reports" in said
    assert "reportedly read" in said


def test_it_counts_and_ranks_subjects(visitor: Visitor) -> None:
    said = visitor.read("/")
    assert "5 reports, 8 claims" in said
    assert said.index("Salt Guard") < said.index("Kessra")
    assert "Salt Guardorganization36" in said


def test_what_waits_is_counted_and_leads_to_its_queue(visitor: Visitor) -> None:
    page = visitor.page("/")
    assert re.search(r'href="/review\?sort=conflict"><b>2</b> conflicts', page)


def test_the_first_visit_has_no_news(visitor: Visitor) -> None:
    assert "first time that this browser looks" in visitor.read("/")


def test_what_was_learned_since_the_last_visit_is_news_until_it_was_seen(tmp_path: Path) -> None:
    with visiting(tmp_path) as visitor:
        _came_before(visitor, timedelta(hours=3))
        assert "Idris Valkoen leads Salt Guard" in visitor.read("/")
        visitor.send("/seen", back="/")
        assert "Idris Valkoen leads" not in visitor.read("/")
        new = says("leads", person("Mirel Tovan"), GUARD, start="2019-06")
        fill(visitor.ledger, told("z.txt", "Harbour Post", "2019-08-01", new))
        said = visitor.read("/")
    assert "1 report read and 1 claim learned" in said
    assert "Mirel Tovan leads Salt Guard" in said
    assert "Idris Valkoen leads" not in said.partition("new Mirel")[2]


def test_a_visit_lasts_while_somebody_looks(visitor: Visitor) -> None:
    _came_before(visitor, timedelta(hours=3))
    first = visitor.read("/")
    assert visitor.read("/").count("learned since") == first.count("learned since") == 1


@pytest.mark.parametrize(
    "cookie", ["", "|", "x|y", "99999999T999999|99999999T999999", "|29990101T000000000000", "\x00"]
)
def test_a_visit_that_cannot_be_read_is_the_first(visitor: Visitor, cookie: str) -> None:
    name = f"{cookies.VISIT}_{cookies.mark_of(visitor.ledger)}"
    answer = visitor.client.get("/", headers={"Cookie": f"{name}={cookie}"} if cookie != "\x00" else {})
    assert answer.status_code == 200
    assert "first time" in answer.text


def test_the_cookie_of_a_ledger_does_not_say_where_it_lies(visitor: Visitor) -> None:
    visitor.page("/")
    kept = " ".join(f"{c.name} {c.value}" for c in visitor.client.cookies.jar)
    assert "visited" not in kept
    assert cookies.VISIT in kept
