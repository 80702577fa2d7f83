"""Reports that mean harm, on every page of a real browser: nothing in them runs, nothing leaves the machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page

from reportedly.ledger import Ledger
from tests import hostile

from .conftest import Site, served
from .crawl import crawl


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server over hostile reports."""
    where: Path = tmp_path_factory.mktemp("hostile") / "reportedly.db"
    with Ledger.open(where) as ledger:
        hostile.fill(ledger)
    with served(where) as site:
        yield site


def test_nothing_hostile_runs_on_any_page(attacked: Site, open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    first = (f"{attacked.url}/dossier?name=Ember+Band", f"{attacked.url}/search?q=%3Cscript%3Ewindow.harmed%3D1")
    kinds = set()
    for seen in crawl(attacked.url, of_each=4, first=first):
        assert seen.answer.status_code < 500, (seen.url, seen.answer.text[:500])
        if not seen.is_page:
            continue
        kinds.add(seen.kind)
        _no_markup_of_theirs(seen.url, seen.answer.content)
        assert len(seen.answer.content) < 3_000_000, (seen.url, "a name of a megabyte fills the page")
        page.goto(seen.url)
        for each in page.locator("details").all()[:40]:
            each.evaluate("e => e.open = true")
        assert page.evaluate("window.harmed") is None, seen.url
    assert {"", "dossier", "report", "claim", "conflict"} <= kinds


def _no_markup_of_theirs(url: str, content: bytes) -> None:
    tree = html.document_fromstring(content)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag != "script" or element.get("src", "").startswith("/static/"), url
        handlers = [name for name in element.attrib if name.startswith("on")]
        assert not handlers, (url, element.tag, handlers)
        for name in ("href", "src", "action", "data", "formaction", "xlink:href"):
            given = element.get(name, "").strip().lower()
            assert not given.startswith(("javascript:", "data:text", "vbscript:")), (url, element.tag, given[:80])
    # Overrides of direction are shown as a mark, wherever they come from.
    assert "\u202e" not in content.decode(), url
