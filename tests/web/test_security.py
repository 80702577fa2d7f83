"""Who may read and who may write through a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from reportedly.ledger import Ledger
from reportedly.web import make_app
from reportedly.web.security import HEADER

LOCAL = "http://127.0.0.1:8642"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FastAPI]:
    with Ledger.open(tmp_path / "reportedly.db") as ledger:
        yield make_app(ledger)


def _routes(router: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every route with its path, those of included routers too, which newer versions of FastAPI keep apart."""
    for route in router.routes:
        inner = getattr(route, "original_router", None)
        if inner is None:
            yield prefix + getattr(route, "path", ""), route
        else:
            yield from _routes(inner, prefix + route.include_context.prefix)


def _writing(app: FastAPI) -> list[tuple[str, str]]:
    return [
        (method, path)
        for path, route in _routes(app)
        if isinstance(route, APIRoute)
        for method in sorted(route.methods - {"GET", "HEAD"})
    ]


def test_every_write_needs_a_token(app: FastAPI) -> None:
    client = TestClient(app, base_url=LOCAL)
    written = _writing(app)
    assert written
    for method, path in written:
        answer = client.request(method, path.replace("{", "").replace("}", ""))
        assert answer.status_code == 403, (method, path, answer.status_code)


def test_a_token_from_another_visitor_does_not_do(app: FastAPI) -> None:
    tokens = app.state.tokens
    assert tokens.fits(tokens.of("a"), "a")
    assert not tokens.fits(tokens.of("a"), "b")
    assert not tokens.fits("", None)
    assert tokens.fits(tokens.program, None)


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_a_write_from_another_origin_is_refused_even_with_the_token(app: FastAPI, headers: dict[str, str]) -> None:
    client = TestClient(app, base_url=LOCAL)
    method, path = _writing(app)[0]
    answer = client.request(method, path, headers={HEADER: app.state.tokens.program, **headers})
    assert answer.status_code == 403


def test_a_foreign_host_is_not_answered(app: FastAPI) -> None:
    assert TestClient(app, base_url="http://rebound.example").get("/").status_code == 403


def test_every_answer_has_its_policy_and_no_script_may_stand_in_a_page(app: FastAPI) -> None:
    client = TestClient(app, base_url=LOCAL)
    for path in ("/", "/nowhere", "/style.css", "/static/app.js", "/api/openapi.json"):
        policy = client.get(path).headers["Content-Security-Policy"]
        scripts = [part for part in policy.split(";") if part.strip().startswith(("script-src", "default-src"))]
        assert scripts
        assert not any("unsafe" in part for part in scripts)
