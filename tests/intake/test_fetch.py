"""Fetching from a real server on loopback: what it sends, withholds, drips, packs and redirects to."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from reportedly.errors import Reason, Refusal
from reportedly.intake import Intaken, Options, open_sources

TEXT = b"The governor of the valley said on Monday that three men had been killed near the bridge at Kelm."
PAGE = b"<html><body><article><h1>Kelm</h1><p>" + TEXT + b"</p></article></body></html>"


class Handler(BaseHTTPRequestHandler):
    """Answers by the path that is asked for."""

    asked: list[tuple[str, dict[str, str]]]
    release: threading.Event

    def log_message(self, *args: object) -> None:
        """Say nothing on standard error."""

    def do_GET(self) -> None:
        type(self).asked.append((self.path, dict(self.headers.items())))
        answer = getattr(self, "answer_" + self.path.strip("/").partition("?")[0].replace("-", "_"), None)
        if answer is None:
            self.send(404, b"nothing here")
        else:
            answer()

    def send(self, status: int, body: bytes, *, kind: str = "text/plain", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer_text(self) -> None:
        self.send(200, TEXT)

    def answer_page(self) -> None:
        self.send(200, PAGE, kind="text/html; charset=utf-8")

    def answer_latin(self) -> None:
        self.send(200, "Губернатор said that Kelm fell.".encode("cp1251"), kind="text/plain; charset=windows-1251")

    def answer_unnamed(self) -> None:
        self.send(200, PAGE, kind="application/octet-stream")

    def answer_packed(self) -> None:
        self.send(200, gzip.compress(PAGE), kind="text/html", Content_Encoding="gzip")

    def answer_bomb(self) -> None:
        self.send(200, gzip.compress(bytes(5_000_000)), Content_Encoding="gzip")

    def answer_bomb_in_bomb(self) -> None:
        self.send(200, gzip.compress(gzip.compress(bytes(5_000_000))), Content_Encoding="gzip, gzip")

    def answer_cut_gzip(self) -> None:
        self.send(200, gzip.compress(PAGE * 50)[:-20], kind="text/html", Content_Encoding="gzip")

    def answer_picture(self) -> None:
        self.send(200, b"\x89PNG", kind="image/png")

    def answer_announced(self) -> None:
        self.send(200, b"x", Content_Length="999999999")

    def answer_large(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        try:
            for _ in range(10_000):
                self.wfile.write(b"x" * 10_000)
        except OSError:
            pass  # hung up on, as it should be

    def answer_cut(self) -> None:
        self.send(200, TEXT, Content_Length=str(len(TEXT) + 100))

    def answer_silent(self) -> None:
        type(self).release.wait(20)

    def answer_drip(self) -> None:
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
            while not type(self).release.wait(0.05):
                self.wfile.write(b"x")
                self.wfile.flush()
        except OSError:
            pass

    def to(self, where: str) -> None:
        self.send(302, b"", Location=where)

    def answer_once(self) -> None:
        self.to("/page?then")

    def answer_loop(self) -> None:
        self.to("/loop")

    def answer_to_file(self) -> None:
        self.to("file:///etc/hostname")

    def answer_to_private(self) -> None:
        self.to("http://169.254.169.254/latest/meta-data")

    def answer_to_nowhere(self) -> None:
        self.send(302, b"no Location")


@pytest.fixture
def server() -> Iterator[tuple[str, type[Handler]]]:
    class Fresh(Handler):
        asked: list[tuple[str, dict[str, str]]] = []  # noqa: RUF012 - one server, one list
        release = threading.Event()

    with ThreadingHTTPServer(("127.0.0.1", 0), Fresh) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}", Fresh
        Fresh.release.set()
        running.shutdown()
        thread.join()


Fetch = Callable[..., Intaken | Refusal]


@pytest.fixture
def fetch(server: tuple[str, type[Handler]]) -> Fetch:
    def fetched(path: str, **options: object) -> Intaken | Refusal:
        given = {"allow_private": True, "isolate": False, "timeout": 20.0, **options}
        [result] = open_sources([server[0] + path], options=Options(**given))  # type: ignore[arg-type]
        return result

    return fetched


def test_a_text(fetch: Fetch, server: tuple[str, type[Handler]]) -> None:
    result = fetch("/text#part")
    assert isinstance(result, Intaken)
    assert result.document.text == TEXT.decode()
    assert result.document.name == result.document.origin == server[0] + "/text"
    assert result.original == TEXT


@pytest.mark.parametrize("path", ["/page", "/unnamed", "/packed", "/once"])
def test_a_page_however_it_comes(fetch: Fetch, path: str) -> None:
    result = fetch(path)
    assert isinstance(result, Intaken), result
    assert result.document.text == "Kelm\n\n" + TEXT.decode()
    assert result.document.media_type == "text/html"
    assert result.original == PAGE
    assert result.document.origin.endswith(path)


def test_the_servers_charset(fetch: Fetch) -> None:
    result = fetch("/latin")
    assert isinstance(result, Intaken)
    assert result.document.text.startswith("Губернатор said")


def test_it_names_itself_and_its_host(fetch: Fetch, server: tuple[str, type[Handler]]) -> None:
    fetch("/text")
    [(_, headers)] = server[1].asked
    assert headers["User-Agent"].startswith("reportedly/")
    assert headers["Host"] == server[0].removeprefix("http://")


@pytest.mark.parametrize(
    ("path", "reason", "said"),
    [
        ("/missing", Reason.UNREACHABLE, "404"),
        ("/picture", Reason.UNSUPPORTED, "image/png"),
        ("/announced", Reason.TOO_LARGE, "999,999,999"),
        ("/large", Reason.TOO_LARGE, "the limit is 100,000"),
        ("/bomb", Reason.TOO_LARGE, "the limit is 100,000"),
        ("/bomb-in-bomb", Reason.UNSUPPORTED, "gzip, gzip"),
        ("/cut", Reason.UNREACHABLE, "closed"),
        ("/cut-gzip", Reason.UNREACHABLE, "ended early"),
        ("/loop", Reason.UNREACHABLE, "more than 5 redirects"),
        ("/to-file", Reason.FORBIDDEN_ADDRESS, "expected http or https"),
        ("/to-nowhere", Reason.UNREACHABLE, "302"),
    ],
)
def test_refusals(fetch: Fetch, path: str, reason: Reason, said: str) -> None:
    result = fetch(path, max_bytes=100_000)
    assert isinstance(result, Refusal)
    assert result.reason is reason, result
    assert said in result.detail


def test_redirects_are_counted(fetch: Fetch, server: tuple[str, type[Handler]]) -> None:
    fetch("/loop", max_redirects=2)
    assert len(server[1].asked) == 3
    assert isinstance(fetch("/once", max_redirects=0), Refusal)


@pytest.mark.parametrize("path", ["/silent", "/drip"])
def test_the_time_limit_holds_against_a_server_that_keeps_one_waiting(fetch: Fetch, path: str) -> None:
    started = time.monotonic()
    result = fetch(path, timeout=0.8)
    assert isinstance(result, Refusal)
    assert result.reason is Reason.TOO_SLOW
    assert time.monotonic() - started < 10


def test_loopback_is_refused_unless_allowed(server: tuple[str, type[Handler]]) -> None:
    port = server[0].rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"):
        [result] = open_sources([f"http://{host}:{port}/text"], options=Options(timeout=10))
        assert isinstance(result, Refusal)
        assert result.reason in (Reason.FORBIDDEN_ADDRESS, Reason.UNREACHABLE)
    assert server[1].asked == []


def _as_if_public(monkeypatch: pytest.MonkeyPatch, port: int, answers: dict[str, list[str]]) -> list[str]:
    """Make names resolve to ``answers``, one after another; gives the list of names looked up."""
    real, looked_up = socket.getaddrinfo, []

    def lookup(host: object, *args: object, **named: object) -> object:
        name = host.decode() if isinstance(host, bytes) else str(host)
        if name in answers:
            looked_up.append(name)
            address = answers[name].pop(0)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]
        return real(host, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return looked_up


def test_a_name_is_looked_up_once_and_connected_to_as_checked(
    monkeypatch: pytest.MonkeyPatch, server: tuple[str, type[Handler]]
) -> None:
    port = int(server[0].rpartition(":")[2])
    monkeypatch.setattr("reportedly.intake.addresses.is_public", lambda address: str(address) == "127.0.0.1")
    # A name bound anew: the second answer is one that must never be connected to.
    looked_up = _as_if_public(monkeypatch, port, {"kelm.example": ["127.0.0.1", "169.254.169.254"]})
    [result] = open_sources([f"http://kelm.example:{port}/text"], options=Options(timeout=10))
    assert isinstance(result, Intaken), result
    assert looked_up == ["kelm.example"]
    assert server[1].asked[0][1]["Host"] == f"kelm.example:{port}"


def test_a_redirect_to_a_private_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, server: tuple[str, type[Handler]]
) -> None:
    port = int(server[0].rpartition(":")[2])
    monkeypatch.setattr("reportedly.intake.addresses.is_public", lambda address: str(address) == "127.0.0.1")
    [result] = open_sources([f"{server[0]}/to-private"], options=Options(timeout=10))
    assert isinstance(result, Refusal)
    assert result.reason is Reason.FORBIDDEN_ADDRESS
    assert "169.254.169.254" in result.detail
    assert len(server[1].asked) == 1
    assert port


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://user:secret@127.0.0.1/", Reason.FORBIDDEN_ADDRESS),
        ("http:///nowhere", Reason.UNREACHABLE),
        ("http://127.0.0.1:99999/", Reason.UNREACHABLE),
        ("http://[::1/", Reason.UNREACHABLE),
        ("http://kelm.invalid/", Reason.UNREACHABLE),
        ("http://" + "a" * 300 + ".example/", Reason.UNREACHABLE),
    ],
)
def test_addresses_that_lead_nowhere(address: str, reason: Reason) -> None:
    [result] = open_sources([address], options=Options(timeout=10, allow_private=True))
    assert isinstance(result, Refusal)
    assert result.reason is reason, result


def test_a_closed_port() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        [result] = open_sources([f"http://127.0.0.1:{held.getsockname()[1]}/"], options=Options(allow_private=True))
    assert isinstance(result, Refusal)
    assert result.reason is Reason.UNREACHABLE


def test_a_fetch_works_inside_a_running_event_loop(server: tuple[str, type[Handler]]) -> None:
    import asyncio

    async def inside() -> list[Intaken | Refusal]:
        return list(open_sources([server[0] + "/text"], options=Options(allow_private=True)))

    [result] = asyncio.run(inside())
    assert isinstance(result, Intaken)
