"""A real browser before a real server. Where the machine has no Chromium, each test here is skipped by name."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import reportedly

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"
SCREENSHOTS = "REPORTEDLY_SCREENSHOTS"
"""An environment variable: a folder that gets a picture of each page, for the docs and for people to look at."""
WAIT = 60_000
"""Milliseconds for anything that a page should do at once; generous, because tests run side by side."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none."""
    if CHROMIUM is None:
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine (Debian: apt install chromium)"))


@dataclass(frozen=True, slots=True)
class Site:
    """A server that runs: its address without a slash at the end, its ledger's file, the token for programs."""

    url: str
    ledger: Path
    token: str


@contextmanager
def served(ledger: Path) -> Iterator[Site]:
    """``reportedly serve`` in a process of its own, on a free port, until the end of the block."""
    command = [sys.executable, "-m", "reportedly", "serve", "--ledger", str(ledger), "--port", "0", "--by", "A. Tester"]
    errors = ledger.with_suffix(".log").open("w+")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"http://\S+?(?=/ )", line)
            errors.seek(0)
            assert found, f"serve said {line!r} and {errors.read()!r}"
            token = re.search(r"X-Reportedly-Token: (\S+)", errors.read())
            yield Site(found.group(), ledger, token.group(1) if token else "")
        finally:
            process.terminate()
            process.wait(20)
            errors.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless, without a sandbox (which root cannot have) and without traffic of its own.

    One for each module: while its driver runs, this thread has a running event loop, which other tests must not meet.
    """
    quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
    with (
        sync_playwright() as driver,
        contextlib.closing(driver.chromium.launch(executable_path=CHROMIUM, args=quiet)) as launched,
    ):
        yield launched


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page with a new visitor; ``open_page(java_script_enabled=False, color_scheme="dark", …)``.

    A request to anywhere but this machine, an error in a script and a breach of the policy fail the test.
    """
    opened: list[BrowserContext] = []
    wrong: list[str] = []

    def make(**options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.on("request", lambda r: None if _here(r.url) else wrong.append(f"request to {r.url}"))
        page.on("pageerror", lambda error: wrong.append(f"script failed: {error}"))
        page.on(
            "console", lambda m: wrong.append(m.text) if m.type == "error" and "Content Security" in m.text else None
        )
        return page

    yield make
    for context in opened:
        context.close()
    assert not wrong, wrong


def _here(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "data:", "blob:", "about:", "file:"))


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger into which the example reports were read; copy it before it is written to."""
    where = tmp_path_factory.mktemp("examples") / "reportedly.db"
    with reportedly.open(where) as work:
        work.read([str(EXAMPLES)], workers=1)
    return where


@pytest.fixture
def site(read_once: Path, tmp_path: Path) -> Iterator[Site]:
    """A server over a ledger of its own with the example reports."""
    with served(Path(shutil.copy(read_once, tmp_path / "reportedly.db"))) as found:
        yield found


@pytest.fixture(scope="session")
def shown(read_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One server over the example reports, for tests that change nothing."""
    copied = shutil.copy(read_once, tmp_path_factory.mktemp("shown") / "reportedly.db")
    with served(Path(copied)) as found:
        yield found


@pytest.fixture(scope="session")
def pictures_to(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go: where the environment says, else a temporary folder."""
    where = os.environ.get(SCREENSHOTS)
    folder = Path(where) if where else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
