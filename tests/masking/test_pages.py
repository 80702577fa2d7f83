"""The web page of a masked copy: no page that can be reached from home shows what is hidden."""

from __future__ import annotations

import html
import re
from collections import deque

import pytest
from fastapi.testclient import TestClient

from reportedly.masking import Copy
from reportedly.web import make_app

from .leaks import HIDDEN, leaks

MOST, OF_A_KIND = 40, 4
LINK = re.compile(r'(?:href|src|action)="(/[^"#]*)')
KIND = re.compile(r"^/[a-z]*")


def test_no_page_of_a_masked_copy_shows_what_is_hidden(copy: Copy, ids: set[str]) -> None:
    seen: dict[str, bytes] = {}
    waiting = deque(["/", "/search?q=Place", "/log", "/sources", "/conflicts", "/review", "/export"])
    often: dict[str, int] = {}
    with TestClient(make_app(copy.ledger), base_url="http://localhost") as client:
        while waiting and len(seen) < MOST:
            address = waiting.popleft()
            kind = KIND.findall(address)[0]
            if address in seen or kind in ("/static", "/export/file") or often.get(kind, 0) >= OF_A_KIND:
                continue
            found = client.get(address, follow_redirects=True)
            assert found.status_code < 500, address
            seen[address] = found.content
            often[kind] = often.get(kind, 0) + 1
            waiting += [html.unescape(link) for link in LINK.findall(found.text)]
    assert {"/", "/dossier", "/report", "/claim"} <= often.keys()
    # All at once: pages have most of their lines in common.
    if leaks(b"\n".join(address.encode() + b"\n" + content for address, content in seen.items()), HIDDEN, ids):
        for address, content in seen.items():
            assert leaks(address.encode() + content, HIDDEN, ids) == [], address
        pytest.fail("a name stands in the addresses and pages together")
    assert all("A masked copy" in content.decode() for address, content in seen.items() if b"<body" in content)
