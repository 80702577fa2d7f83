"""An address that somebody kept leads on when names are found to be one, says so, and is good again once undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reportedly import judging, naming
from reportedly.ledger import Ledger
from reportedly.model import Judgement
from reportedly.web import make_app
from tests.outlook import fill, told
from tests.written import org, person, says

SAYS_SO = "The address that led here was that of another entry"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "x.db") as opened:
        fill(opened)
        yield opened


@pytest.fixture
def browser(ledger: Ledger) -> TestClient:
    return TestClient(make_app(ledger), base_url="http://127.0.0.1:8642", follow_redirects=False)


def joined(ledger: Ledger) -> tuple[Judgement, str, str]:
    """Two names that were joined: the judgement, the id that went and the one that is left."""
    before = {e.id for e in ledger.entities()}
    made = naming.same(ledger, "organization:Salt Guard", "organization:Hill Guard", why="a test")
    after = {e.id for e in ledger.entities()}
    (gone,) = before - after
    left = ledger.successor(gone)
    assert left is not None
    return made, gone, left


@pytest.fixture(autouse=True)
def two_guards(ledger: Ledger) -> None:
    fill(ledger, told("h.txt", "Pelmor Herald", "2019-07-01", says("leads", person("Orsa Velk"), org("Hill Guard"))))


@pytest.mark.parametrize("room", ["dossier", "names"])
def test_a_kept_address_leads_on_with_all_that_it_asks(ledger: Ledger, browser: TestClient, room: str) -> None:
    made, gone, left = joined(ledger)
    answer = browser.get(f"/{room}/{gone}?as_of=2019-12-31")
    assert (answer.status_code, answer.headers["location"]) == (307, f"/{room}/{left}?as_of=2019-12-31&was={gone}")
    page = browser.get(answer.headers["location"])
    assert page.status_code == 200
    assert SAYS_SO in page.text
    assert SAYS_SO not in browser.get(f"/{room}/{left}").text
    judging.undo(ledger, made.id)
    assert browser.get(f"/{room}/{gone}").status_code == 200
    assert SAYS_SO not in browser.get(f"/{room}/{left}?was={gone}").text


@pytest.mark.parametrize("room", ["dossier", "names"])
def test_an_id_that_nobody_had_is_not_found(browser: TestClient, room: str) -> None:
    assert browser.get(f"/{room}/{'0' * 16}").status_code == 404
    assert browser.get(f"/{room}/{'0' * 16}?was=x").status_code == 404


def test_the_api_takes_a_former_id(ledger: Ledger, browser: TestClient) -> None:
    _, gone, left = joined(ledger)
    for address, key in (
        ("dossier", "name"),
        ("claims", "about"),
        ("names", "name"),
        ("questions", "about"),
        ("conflicts", "about"),
    ):
        then, now = (browser.get(f"/api/{address}", params={key: id_}) for id_ in (gone, left))
        assert (then.status_code, then.json()) == (200, now.json()), address


@pytest.mark.parametrize("was", ["<script>", "\u202e", "a" * 5000])
def test_an_invented_former_address_changes_nothing(ledger: Ledger, browser: TestClient, was: str) -> None:
    _, _, left = joined(ledger)
    page = browser.get(f"/names/{left}", params={"was": was})
    assert page.status_code == 200
    assert SAYS_SO not in page.text
