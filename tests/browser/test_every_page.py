"""Every kind of page that links lead to: it answers, it can be used by everyone, and it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .conftest import Site
from .crawl import Seen, crawl

COPY = "2023-09-16-lemet-mercury-reprint.html"
"""A report whose origin is shown with passages side by side."""
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
EXPECTED = {"", "dossier", "report", "claim", "proposition", "source", "sources", "origin", "conflict", "conflicts"} | {
    *("review", "add", "export", "log", "help", "names", "reports", "search", "names of one", "review of one")
}
"""Kinds of page that there must be; others that links lead to are looked at as well."""


@pytest.fixture(scope="module")
def pages(shown: Site) -> dict[str, Seen]:
    """One page of each kind."""
    first = (f"{shown.url}/dossier?name=Valley+Guard", f"{shown.url}/search?q=Sholdan", f"{shown.url}/origin/{COPY}")
    found: dict[str, Seen] = {}
    for seen in crawl(shown.url, of_each=2, first=first):
        assert seen.answer.status_code < 400, (seen.url, seen.answer.status_code, seen.answer.text[:300])
        if seen.is_page:
            found.setdefault(seen.kind, seen)
    return found


def test_links_lead_to_every_kind_of_page(pages: dict[str, Seen]) -> None:
    assert set(pages) >= EXPECTED


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(pages: dict[str, Seen], open_page: Callable[..., Page], scheme: str) -> None:
    page, axe, faults = open_page(color_scheme=scheme, viewport=DESKTOP), Axe(), []
    for kind, seen in pages.items():
        page.goto(seen.url)
        found = axe.run(page).response["violations"]
        faults += [
            (kind or "home", fault["id"], fault["nodes"][0]["html"][:160], fault["nodes"][0].get("failureSummary"))
            for fault in found
            if fault["impact"] in ("serious", "critical")
        ]
    assert not faults, "\n".join(map(str, faults))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_pages_fit_their_screen_and_are_photographed(
    pages: dict[str, Seen], open_page: Callable[..., Page], scheme: str, size: dict[str, int], pictures_to: Path
) -> None:
    page, wide = open_page(color_scheme=scheme, viewport=size, reduced_motion="reduce"), []
    for kind, seen in pages.items():
        page.goto(seen.url)
        assert page.locator("h1").count() == 1, (seen.url, "one heading of the first order")
        taken = page.evaluate("document.scrollingElement.scrollWidth")
        if taken > size["width"]:
            wide.append((kind or "home", taken))
        device = "phone" if size is PHONE else "desktop"
        name = (kind or "home").replace("/", "-").replace(" ", "-")
        page.screenshot(path=pictures_to / f"{name}-{device}-{scheme}.png", full_page=False)
    assert not wide, f"wider than {size['width']} px: {wide}"
