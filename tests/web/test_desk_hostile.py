"""Whatever reports hold, the desk's pages show it as text, and nothing of it turns, runs or leads away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest

from reportedly.ledger import Ledger
from tests.hostile import PAYLOADS, fill
from tests.web.visiting import Visitor

_OURS = re.compile(r"/static/[a-z]+\.js")
_MOST = 3_000_000


class _Reader(HTMLParser):
    """Notes what a browser would run or follow."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag == "script" and not _OURS.fullmatch(held.get("src") or ""):
            self.wrong.append(f"script {attrs}")
        if tag in ("svg", "img", "iframe", "object", "style", "base"):
            self.wrong.append(f"{tag} {attrs}")
        for key, value in attrs:
            if key.startswith("on") or key == "style":
                self.wrong.append(f"{tag} {key}={value}")
            if key in ("href", "action", "formaction", "src") and not (value or "").startswith(("/", "#")):
                self.wrong.append(f"{tag} {key}={value}")


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    with Ledger.open(tmp_path_factory.mktemp("hostile") / "l.db") as ledger:
        fill(ledger)
        yield Visitor(ledger)


def _paths(visitor: Visitor) -> Iterator[str]:
    yield from ("/", "/review", "/review?sort=claim", "/names", "/add", "/export", "/help")
    yield from (f"/names/{entity.id}" for entity in visitor.ledger.entities()[:5])
    yield from (f"/review/claim/{record.claim.id}" for record in visitor.ledger.claims()[:40:5])
    for payload in PAYLOADS:
        asked = quote(payload)
        yield from (
            f"/search?q={asked}",
            f"/names?q={asked}",
            f"/export?about={asked}&check=1&format=html&also={asked}",
        )
        yield from (f"/review?sort={asked}&x={asked}", f"/review/claim/{asked}", f"/add/{asked}", f"/names/{asked}")
    yield from ("/search?q=lind", "/search?q=ember", "/search?q=very", "/search?q=sentence&sort=claims")


def test_nothing_of_theirs_runs_turns_or_leads_away(visitor: Visitor) -> None:
    for path in _paths(visitor):
        page = visitor.client.get(path).text
        reader = _Reader()
        reader.feed(page)
        assert not reader.wrong, (path, reader.wrong[:3])
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", re.sub(r'value="[^"]*"', "", page)), path
        assert len(page) < _MOST, (path, len(page))


def test_what_was_judged_of_it_is_shown_as_text_too(visitor: Visitor, tmp_path: Path) -> None:
    claim = visitor.ledger.claims()[0].claim
    for payload in PAYLOADS[:3]:
        visitor.send(f"/review/claim/{claim.id}", decide="accept", why=payload, by=payload, back="/review")
        reader = _Reader()
        reader.feed(visitor.page("/review"))
        assert not reader.wrong, reader.wrong
