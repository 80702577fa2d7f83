"""Who may read and who may write through a browser."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from reportedly.ledger import Ledger
from reportedly.web import make_app
from reportedly.web.security import COOKIE, HEADER, HEADERS
from reportedly.web.uploads import FORM_MOST
from reportedly.web.visitor import mark_of

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


# --- hosts and origins as nobody writes them


@pytest.mark.parametrize(
    "host",
    [
        *("[::1", "[evil]", "[::1%25lo]", "127.0.0.1:x", "127.0.0.1:123456", "evil@127.0.0.1", "127.0.0.1/x", "127.1"),
        *("127.0.0.1.evil.example", "2130706433", "0x7f000001", "0.0.0.0:8642", "localhost.", "127.0.0.1 ", "\xb2", ""),
    ],
)
def test_what_is_no_host_of_ours_is_refused_in_words(app: FastAPI, host: str) -> None:
    answer = TestClient(app, base_url=LOCAL).get("/", headers={"Host": host.encode("latin-1")})
    assert answer.status_code == 403
    assert answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("host", ["localhost", "LocalHost:1", "[::1]:8642", "[0:0:0:0:0:0:0:1]", "127.0.0.1"])
def test_this_machine_is_known_however_it_is_written(app: FastAPI, host: str) -> None:
    assert TestClient(app, base_url=LOCAL).get("/log", headers={"Host": host}).status_code == 200


def test_a_server_of_every_address_answers_to_addresses_and_to_no_foreign_name(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        client = TestClient(make_app(ledger, hosts={"localhost", "0.0.0.0"}), base_url=LOCAL)
        hosts = {"192.0.2.7:8642": 200, "[2001:db8::7]:8642": 200, "localhost": 200, "rebound.example": 403}
        assert {host: client.get("/log", headers={"Host": host}).status_code for host in hosts} == hosts


@pytest.mark.parametrize(
    "origin",
    [
        "http://[",
        "null",
        "",
        "http://127.0.0.1:9999",
        "http://localhost:8642",
        "http://x@127.0.0.1:8642",
        "127.0.0.1:8642",
    ],
)
def test_only_this_very_origin_writes(app: FastAPI, origin: str) -> None:
    client = TestClient(app, base_url=LOCAL)
    told = {HEADER: app.state.tokens.program}
    assert client.post("/seen", headers=told | {"Origin": origin}).status_code == 403
    assert client.post("/seen", headers=told | {"Origin": LOCAL}, follow_redirects=False).status_code == 303


# --- tokens


def _written(app: FastAPI) -> int:
    ledger: Ledger = app.state.ledger
    return len(ledger.log())


def test_no_way_round_the_token(app: FastAPI) -> None:
    """What a page of elsewhere can send without asking first: forms of three types, to any address, by any method."""
    victim, other = TestClient(app, base_url=LOCAL), TestClient(app, base_url=LOCAL)
    for client in (victim, other):
        client.get("/add")
    session = {name: value for name, value in other.cookies.items() if name == COOKIE}
    others = app.state.tokens.of(session[COOKIE])
    tries: list[dict[str, Any]] = [
        {"data": {"token": others, "by": "x"}},
        {"files": {"token": (None, others), "by": (None, "x")}},
        {"content": f"token={others}&by=x", "headers": {"Content-Type": "text/plain"}},
        {"content": '{"claim":"aaaa","why":"x","token":"' + others + '"}', "headers": {"Content-Type": "text/plain"}},
        {"content": '{"claim":"aaaa","why":"x"}', "headers": {"Content-Type": "application/json"}},
        {"content": "{}", "headers": {HEADER: others}},
        {"content": "{}", "headers": {HEADER: ""}},
        {"files": {"token": ("token", app.state.tokens.program.encode())}},
    ]
    for path in ("/review/who", "/add", "/seen", "/api/judgements/accept", "/api/read"):
        for one in tries:
            assert victim.post(path, **one).status_code == 403, (path, one)
    assert victim.post(f"/seen?token={app.state.tokens.program}").status_code == 403, "an address can be guessed from"
    assert not _written(app)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "LINK"])
def test_no_other_method_does_what_a_form_does(app: FastAPI, method: str) -> None:
    client = TestClient(app, base_url=LOCAL)
    told = {HEADER: app.state.tokens.program, "X-HTTP-Method-Override": "POST", "X-Method-Override": "POST"}
    for path in ("/review/names", "/seen", "/judgement/aaaa/undo", "/source/grade"):
        answer = client.request(method, path, headers=told, params={"_method": "POST"})
        assert answer.status_code == 405, (path, answer.status_code)
        assert answer.headers["Allow"] == "POST"
        assert answer.headers["Content-Security-Policy"]
    assert not _written(app)


def test_the_session_is_kept_from_scripts_and_from_other_sites(app: FastAPI) -> None:
    answer = TestClient(app, base_url=LOCAL).get("/")
    for cookie in answer.headers.get_list("set-cookie"):
        assert {"httponly", "samesite=strict", "path=/"} <= {part.strip().lower() for part in cookie.split(";")}
        assert "domain" not in cookie.lower()


@pytest.mark.parametrize(
    "cookie",
    [
        'reportedly="a\\"b"; reportedly=; =; ;;',
        "reportedly_who=%ED%A0%80%00%0d%0aX-Evil: 1%E2%80%AE",
        "reportedly_visit_{mark}=00010101T000000000000|00010101T000000000000",
        "reportedly_visit_{mark}=99991231T235959999999|{now}",
        "reportedly_visit_{mark}=00010101T000000000000|{now}",
        "reportedly_last_{mark}=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "reportedly_last_{mark}=../../etc/passwd",
    ],
)
def test_a_cookie_can_hold_anything(app: FastAPI, cookie: str) -> None:
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    given = cookie.replace("{mark}", mark_of(app.state.ledger)).replace("{now}", now)
    for path in ("/", "/review", "/add"):
        answer = TestClient(app, base_url=LOCAL).get(path, headers={"Cookie": given})
        assert answer.status_code == 200, (path, given)
        assert "x-evil" not in answer.headers


# --- what is sent


@pytest.mark.parametrize(
    "back",
    [
        *("//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "https:"),
        *("javascript:alert(1)", "data:text/html,x", "/\t/evil.example", "/\r\nX-Evil: 1", " //evil.example", "evil"),
    ],
)
def test_nobody_is_led_elsewhere_after_a_write(app: FastAPI, back: str) -> None:
    client = TestClient(app, base_url=LOCAL)
    fields = {"by": "A. Tester", "back": back, "to": back, "token": app.state.tokens.program}
    answer = client.post("/review/who", data=fields, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    assert "x-evil" not in answer.headers
    assert client.post("/seen", data=fields, follow_redirects=False).headers["location"] == "/"


@pytest.mark.parametrize(
    "content",
    [
        '{"claim":"\\ud800aaaa","why":"x"}',
        '{"claim":"a\\u0000aaa","why":"x"}',
        "[" * 100_000,
        "\xff",
        "NaN",
        "null",
        "",
    ],
)
def test_json_that_is_none_is_told_of_as_a_problem(app: FastAPI, content: str) -> None:
    told = {HEADER: app.state.tokens.program, "Content-Type": "application/json"}
    client = TestClient(app, base_url=LOCAL, raise_server_exceptions=False)
    answer = client.post("/api/judgements/reject", content=content.encode("latin-1"), headers=told)
    assert answer.status_code in (404, 422), answer.text[:300]
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == answer.status_code
    assert len(answer.content) < 5_000


@pytest.mark.parametrize("path", ["/api/judgements/reject", "/review/who"])
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
def test_more_than_a_form_holds_is_refused_as_too_much(app: FastAPI, path: str, kind: str) -> None:
    def drops() -> Iterator[bytes]:
        for _ in range(FORM_MOST // 100_000 + 2):
            yield b"x" * 100_000

    told = {HEADER: app.state.tokens.program, "Content-Type": kind}
    client = TestClient(app, base_url=LOCAL)
    for content, more in ((drops(), {}), (b"", {"Content-Length": str(FORM_MOST + 1)})):
        if path == "/review/who" and kind == "application/json" and not more:
            continue  # What is no form is not read there at all.
        answer = client.post(path, content=content, headers=told | more)
        assert answer.status_code == 413, answer.text[:300]
        assert f"{FORM_MOST:,} bytes" in answer.text
        assert answer.headers["Content-Security-Policy"]


def test_a_query_of_a_megabyte_is_answered(app: FastAPI) -> None:
    """No client sends one, and the server turns it away before the application; that is no reason to fall over it."""
    for path in ("/search", "/names", "/log", "/conflicts", "/dossier", "/export"):
        said: list[dict[str, Any]] = []
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"q=" + b"%F0" * 350_000 + b"&name=" + b"a" * 1_000_000,
            "headers": [(b"host", b"localhost")],
            "scheme": "http",
            "root_path": "",
            "state": {},
            "server": ("127.0.0.1", 8642),
            "client": ("127.0.0.1", 1),
        }

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any, said: list[dict[str, Any]] = said) -> None:
            said.append(message)

        asyncio.run(app(scope, receive, send))
        assert said[0]["status"] < 500, path


# --- what goes wrong


@pytest.mark.parametrize("path", ["/", "/api/reports"])
def test_what_nobody_foresaw_tells_nothing_of_this_machine(
    app: FastAPI, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("/secret/place/ledger.db")

    for name in ("counts", "documents"):
        monkeypatch.setattr(type(app.state.ledger), name, broken)
    client = TestClient(app, base_url=LOCAL, raise_server_exceptions=False)
    answer = client.get(path)
    assert answer.status_code == 500
    assert not re.search(r"secret|Traceback|ZeroDivision|\.py|site-packages", answer.text)
    assert "went wrong" in answer.text
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    with pytest.raises(ZeroDivisionError):  # It reaches whoever started the server.
        TestClient(app, base_url=LOCAL).get(path)


def test_a_nul_is_refused_wherever_it_is_given(app: FastAPI) -> None:
    """PostgreSQL can neither keep one nor look for it; SQLite would keep it, and the ledger could not be moved."""
    client, told = TestClient(app, base_url=LOCAL), {HEADER: app.state.tokens.program}
    for path in ("/dossier/%00", "/search?q=a%00b", "/log?about=%00", "/api/claims?source=%00", "/api/reports/a%00"):
        answer = client.get(path)
        assert (answer.status_code, "NUL" in answer.text) == (422, True), path
    answers = [
        client.post("/review/who", data={"by": "a\0b"}, headers=told),
        client.post("/review/who", files={"by": (None, "a\0b")}, headers=told),
        client.post("/api/judgements/undo", json={"judgement": "aaaa", "why": "a\0b"}, headers=told),
        client.post("/api/judgements/retract", json={"keys": ["aaaa", "a\0b"], "why": "x"}, headers=told),
    ]
    for answer in answers:
        assert (answer.status_code, "NUL" in answer.text) == (422, True), answer.text[:300]
    spelt = client.post("/api/judgements/undo", json={"judgement": "aaaa", "why": "a\\u0000b"}, headers=told)
    assert spelt.status_code == 404, "words about a NUL are words"
    no_json = client.post("/review/who", content="{\\u0000", headers=told | {"Content-Type": "application/json"})
    assert no_json.status_code == 422


@pytest.mark.parametrize("path", ["/source?name=Nobody", "/conflicts?x=", "/sources?x=", "/log?x=", "/api/claims?x="])
def test_a_number_that_no_ledger_counts_to_is_refused(app: FastAPI, path: str) -> None:
    client = TestClient(app, base_url=LOCAL)
    assert client.get(f"{path}&page=99999999999999999999&offset=99999999999999999999").status_code == 422
