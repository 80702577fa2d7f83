"""The way of an analyst through the pages, from fourteen files to a briefing, with scripts and without."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import EXAMPLES, Site, served

READ_IN = 180_000
"""Milliseconds that fourteen reports may take on two busy cores."""


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Site]:
    """A server where there is no ledger yet."""
    with served(tmp_path / "new.db") as site:
        yield site


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_fourteen_reports_to_an_export(
    empty: Site, open_page: Callable[..., Page], tmp_path: Path, scripts: bool
) -> None:
    page = open_page(java_script_enabled=scripts, accept_downloads=True)
    page.goto(empty.url)
    expect(page.get_by_role("main")).to_contain_text("add", ignore_case=True)
    _add(page, sorted(EXAMPLES.iterdir())[:14])
    _ask_for_a_day(page, empty)
    if scripts:
        _slide(page)
    _open_what_is_contested(page, empty)
    _merge_and_undo(page, empty)
    _mend(page, empty)
    _export(page, empty, tmp_path)


def _add(page: Page, files: list[Path]) -> None:
    page.get_by_role("link", name="Add", exact=True).click()
    page.get_by_label("Files").set_input_files(files)
    page.get_by_role("button", name="Add and read").click()
    # The page follows by itself: by a script, or, where none runs, by loading itself anew.
    expect(page.get_by_role("heading", level=1)).to_have_text("Read", timeout=READ_IN)
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"in 14 reports"))


def _ask_for_a_day(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.get_by_role("main").get_by_role("link", name="Valley Guard", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Valley Guard")
    latest = page.locator(".d-facts").inner_text()
    page.get_by_label("As of", exact=True).fill("2023-09-17")
    page.get_by_role("button", name="Show", exact=True).first.click()
    expect(page).to_have_url(re.compile("as_of=2023-09-17"))
    expect(page.locator(".then")).to_contain_text("17 September 2023")
    then = page.locator(".d-facts").inner_text()
    assert then != latest
    # What was reported later is nowhere on the page.
    expect(page.get_by_role("main")).not_to_contain_text("2024")
    page.get_by_role("link", name="Show all").click()
    assert page.locator(".d-facts").inner_text() == latest


def _slide(page: Page) -> None:
    slider = page.get_by_role("slider")
    picture = page.locator("#picture-relations .d-drawn")
    before, day = picture.inner_html(), slider.get_attribute("aria-valuetext")
    slider.focus()
    slider.press("Home")
    expect(slider).not_to_have_attribute("aria-valuetext", day or "")
    page.wait_for_function("old => document.querySelector('#picture-relations .d-drawn').innerHTML !== old", arg=before)


def _open_what_is_contested(page: Page, site: Site) -> None:
    """Both sides show their sentence, and each leads to its report at that sentence."""
    page.goto(f"{site.url}/dossier?name=Valley+Guard")
    disputes = [_sides(dispute) for dispute in page.locator(".d-dispute").all()]
    # One sentence can hold both sides ("he says so; she denies it"): here are two.
    quoted = next(two for two in disputes if two[0][0] != two[1][0])
    for words, claim in quoted:
        assert claim is not None
        page.goto(site.url + claim)
        # The claim's own report, at the sentence: not one of those that copied it.
        number = claim.split("/claim/")[1].split("?")[0]
        page.locator(f"main a[href*='/report/'][href*='claim={number}']").first.click()
        expect(page).to_have_url(re.compile("/report/.*claim="))
        expect(page.get_by_role("main")).to_contain_text(re.sub(r"\s+", " ", words)[:60])


def _sides(dispute: Locator) -> list[tuple[str, str | None]]:
    """The sentence that each of the first two sides shows, and the address of its claim."""
    sides = dispute.locator(".d-side")
    assert sides.count() >= 2
    found = []
    for side in sides.all()[:2]:
        quote = side.locator("q").first
        expect(quote).to_be_visible()
        found.append((quote.inner_text().strip("“”"), side.locator("a.d-claim").first.get_attribute("href")))
    return found


def _merge_and_undo(page: Page, site: Site) -> None:
    """Two names are joined by a judgement, and are two again once it is undone."""
    page.goto(f"{site.url}/names?q=Uzhmar+Column")
    page.get_by_role("link", name=re.compile("^Why, join, part")).first.click()
    page.get_by_label("The other name").fill("Fourth Mountain Brigade")
    section = page.get_by_role("region", name="Join with another name")
    section.get_by_label("Why").fill("the ministry uses both names for it")
    section.get_by_role("button", name="They are one").click()
    spellings = page.get_by_role("table").first
    expect(spellings).to_contain_text("Uzhmar Column")
    expect(spellings).to_contain_text("Fourth Mountain Brigade")
    page.get_by_role("button", name="Undo").click()
    page.goto(f"{site.url}/names?q=Uzhmar+Column")
    page.get_by_role("link", name=re.compile("^Why, join, part")).first.click()
    expect(page.get_by_role("table").first).not_to_contain_text("Fourth Mountain Brigade")
    page.goto(f"{site.url}/log")
    expect(page.get_by_role("main")).to_contain_text("the ministry uses both names for it")
    expect(page.get_by_role("main")).to_contain_text("A. Tester")


def _mend(page: Page, site: Site) -> None:
    """What a person mended is shown as it was mended; a value that cannot be is refused and nothing typed is lost."""
    page.goto(f"{site.url}/review?sort=claims")
    page.get_by_role("link", name="Mend…").first.click()
    page.get_by_label("Object", exact=True).fill("")
    page.get_by_role("combobox", name="Certainty").select_option("possible")
    page.locator("#subject").fill("")
    page.locator("#why").fill("it says perhaps")
    page.get_by_role("button", name="Mend", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#why")).to_have_value("it says perhaps")
    expect(page.get_by_role("combobox", name="Certainty")).to_have_value("possible")
    page.go_back()
    page.reload()
    certainty = page.get_by_role("combobox", name="Certainty")
    wanted = "possible" if certainty.input_value() != "possible" else "probable"
    certainty.select_option(wanted)
    page.locator("#why").fill("it says perhaps")
    where = page.url.split("/claim/")[1].split("?")[0]
    page.get_by_role("button", name="Mend", exact=True).click()
    page.goto(f"{site.url}/claim/{where}")
    expect(page.get_by_role("main")).to_contain_text("it says perhaps")
    expect(page.get_by_role("main")).to_contain_text(wanted)


def _export(page: Page, site: Site, folder: Path) -> None:
    page.goto(f"{site.url}/dossier?name=Valley+Guard")
    page.get_by_role("link", name="Export this").click()
    page.get_by_label(re.compile("^HTML|web page", re.IGNORECASE)).first.check()
    page.get_by_role("button", name="Say what it would hold").click()
    with page.expect_download() as started:
        page.get_by_role("link", name=re.compile("^Save ")).click()
    saved = folder / started.value.suggested_filename
    started.value.save_as(saved)
    text = saved.read_text(encoding="utf-8")
    assert "Valley Guard" in text
    assert "<script" not in text
    assert "http://127.0.0.1" not in text
