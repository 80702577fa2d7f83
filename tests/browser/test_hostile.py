"""Reports that mean harm, on every page of a real browser: nothing in them runs, nothing leaves the machine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from lxml import html
from playwright.sync_api import Page

from reportedly.ledger import Ledger
from tests import hostile

from .conftest import Site, served
from .crawl import crawl

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_SHOWN = ("title", "alt", "aria-label", "aria-valuetext", "placeholder", "label", "value")
_LEADING = ("href", "src", "srcset", "action", "data", "formaction", "xlink:href", "poster")
_INERT = ("application/pdf", "application/octet-stream", "text/plain")


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server over hostile reports, some of them judged for reasons that mean harm."""
    where: Path = tmp_path_factory.mktemp("hostile") / "reportedly.db"
    with Ledger.open(where) as ledger:
        hostile.fill(ledger)
        claims = [record.claim.id for record in ledger.claims()]
        report = ledger.documents()[0].id
    with served(where) as site:
        for claim, payload in zip(claims, hostile.PAYLOADS, strict=False):
            _judge(site, "accept", claim=claim, why=f"Because {payload}", by=f"Judge {payload}")
        _judge(site, "reject", claim=claims[-1], why=hostile.SCRIPT, by=hostile.TURNED)
        _judge(site, "retract", keys=[report], why=hostile.CLOSED, corrected=hostile.IMAGE, by=hostile.BROKEN_OUT)
        yield site


def _judge(site: Site, how: str, **said: object) -> None:
    told = {"X-Reportedly-Token": site.token}
    answer = httpx.post(f"{site.url}/api/judgements/{how}", json=said, headers=told, timeout=60)
    assert answer.status_code == 201, answer.text


def _asked(url: str) -> Iterator[str]:
    """Addresses that carry harm themselves."""
    yield f"{url}/dossier?name=Ember+Band"
    for payload in hostile.PAYLOADS:
        told = quote(payload, safe="")
        yield from (f"{url}/search?q={told}", f"{url}/dossier?name={told}", f"{url}/source?name={told}")
        yield from (
            f"{url}/log?by={told}&about={told}",
            f"{url}/names?q={told}&kind={told}",
            f"{url}/conflicts?name={told}",
        )
        yield from (
            f"{url}/export?check=1&about={told}&mask={told}&format={told}&min_confidence={told}",
            f"{url}/{told}",
        )
        yield from (f"{url}/review?sort={told}", f"{url}/search?q=x&as_of={told}", f"{url}/report/{told}")


def test_nothing_hostile_runs_on_any_page(attacked: Site, open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    first = (f"{attacked.url}/search?q=harmed", f"{attacked.url}/dossier?name=Ember+Band")
    kinds = set()
    for seen in crawl(attacked.url, of_each=4, first=first):
        assert seen.answer.status_code < 500, (seen.url, seen.answer.text[:500])
        _sound(seen.answer)
        if not seen.is_page:
            continue
        kinds.add(seen.kind)
        assert len(seen.answer.content) < 3_000_000, (seen.url, "a name of a megabyte fills the page")
        page.goto(seen.url)
        page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
        assert page.evaluate("window.harmed") is None, seen.url
    assert {"", "dossier", "report", "claim", "conflict", "judgement", "log", "source", "review"} <= kinds


def test_no_address_writes_markup_into_a_page(attacked: Site, open_page: Callable[..., Page]) -> None:
    page = open_page()
    with httpx.Client(timeout=60) as client:
        for i, address in enumerate(_asked(attacked.url)):
            answer = client.get(address, follow_redirects=True)
            assert answer.status_code < 500, address
            _sound(answer)
            if i % 11 == 1:
                page.goto(address)
                assert page.evaluate("window.harmed") is None, address


def test_files_whose_properties_mean_harm_are_read_and_shown(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    with served(tmp_path / "reportedly.db") as site:
        page = open_page()
        page.goto(f"{site.url}/add")
        sent = [
            {"name": name, "mimeType": "application/octet-stream", "buffer": data}
            for name, data in hostile.files().items()
        ]
        page.set_input_files("#files", sent)
        page.click("text=Add and read")
        page.wait_for_selector("#job[data-ended=yes]", timeout=240_000)
        assert page.evaluate("window.harmed") is None
        with httpx.Client(timeout=60, base_url=site.url) as client:
            reports = client.get("/api/reports").json()["items"]
            assert len(reports) == len(sent)
            titles = {report["title"] for report in reports}
            assert {hostile.SCRIPT, hostile.BROKEN_OUT, hostile.TURNED, hostile.CLOSED} <= titles
            for report in reports:
                original = client.get(f"/report/{report['id']}/original")
                assert original.headers["content-type"].partition(";")[0] in _INERT
                assert original.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
                assert original.headers["x-content-type-options"] == "nosniff"
                name = original.headers["content-disposition"]
                assert name.isascii()
                assert not re.search(r"[<>\\\r\n]|\.\.|%0[0-9AD]|%E2%80%AE", name, re.IGNORECASE), name
        first = (page.url, *(f"{site.url}/report/{report['id']}" for report in reports))
        for seen in crawl(site.url, of_each=len(reports), first=first):
            _sound(seen.answer)
            if seen.is_page and seen.kind in ("", "report", "add", "search", "log", "source"):
                page.goto(seen.url)
                assert page.evaluate("window.harmed") is None, seen.url


def _sound(answer: httpx.Response) -> None:
    """An answer has its policy; nothing in a page runs, leads to a script, or turns what stands around it."""
    policy = answer.headers["content-security-policy"]
    scripts = [part for part in policy.split(";") if part.strip().startswith(("script-src", "default-src"))]
    assert scripts, policy
    assert not any("unsafe" in part or "*" in part for part in scripts), policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    if not answer.headers.get("content-type", "").startswith("text/html") or "attachment" in str(answer.headers):
        return
    url, text = str(answer.url), answer.text
    assert not TURNING.search(text), url
    for element in html.document_fromstring(text).iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in ("iframe", "embed", "object", "base", "style"), (url, element.tag)
        assert element.tag != "script" or element.get("src", "").startswith("/static/"), url
        handlers = [name for name in element.attrib if name.startswith("on") or name == "style"]
        assert not handlers, (url, element.tag, handlers)
        for name in _LEADING:
            given = element.get(name, "").strip().lower()
            assert not given or given.startswith(("/", "#", "?")), (url, element.tag, given[:80])
            assert not given.startswith("//"), (url, element.tag, given[:80])
        _turns_nothing(url, element)


def _turns_nothing(url: str, element: html.HtmlElement) -> None:
    """Overrides of direction are shown as a mark; only what a form sends back, to mend it, stays as it was."""
    shown = [element.text or "", element.tail or ""]
    kept = element.tag == "input" and (element.get("type") == "hidden" or "/review/claim/" in url)
    shown += [element.get(name, "") for name in _SHOWN if not (name == "value" and (kept or element.tag == "option"))]
    assert not any(map(TURNING.search, shown)), (url, element.tag, shown)
