"""What every answer carries and every write needs: no other site reads the ledger, or writes to it, by a browser.

- Only requests for a host that we serve are answered, so that no foreign name can be pointed at this machine (DNS
  rebinding).
- Every write needs a token that only our own pages hold (or, for programs, that ``serve`` printed), and must not come
  from another origin (OWASP, Cross-Site Request Forgery Prevention: signed double-submit cookie and Origin check).
- Nothing of a page comes from elsewhere and no script stands in a page (Content Security Policy Level 3).
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import re
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders, UploadFile
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reportedly.errors import BadValueError, ReportedlyError

from .errors import ForbiddenError

COOKIE, FIELD, HEADER = "reportedly", "token", "X-Reportedly-Token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "object-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)
"""For pages. A picture or an original has a stricter one of its own."""
_HOST = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<name>[A-Za-z0-9._-]+))(?::[0-9]{1,5})?", re.ASCII)
_EVERYWHERE = frozenset({"0.0.0.0", "::"})
_FAILED = "Something went wrong that should not; where reportedly serve runs it says what. Nothing was lost.\n"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": with it, browsers send a form of ours from the origin "null", which is refused below.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Tokens:
    """Makes and checks the tokens of one run of the server.

    ``program``: the token for programs, which send it in the header ``X-Reportedly-Token``.
    """

    program: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def of(self, session: str) -> str:
        """The token of a visitor, who is known by a cookie."""
        return hmac.new(self._secret, session.encode(), hashlib.sha256).hexdigest()

    def fits(self, token: str, session: str | None) -> bool:
        """Whether a token is the visitor's, or the one for programs."""
        given = token.encode()
        own = session is not None and hmac.compare_digest(given, self.of(session).encode())
        return own or hmac.compare_digest(given, self.program.encode())


async def guard(request: Request) -> AsyncIterator[None]:
    """Lets a request that reads pass, and one that writes only with a token; at the end its files are let go.

    Raises:
        ForbiddenError: where the token is missing or another's.
        BadValueError: where a NUL is given, which no ledger of PostgreSQL can keep or look for.
    """
    try:
        if request.method not in _SAFE:
            await _check(request)
        if await _has_nul(request):
            raise BadValueError("text", "a NUL character", expected="text without it")
        yield
    finally:
        await request.close()


async def _check(request: Request) -> None:
    token: str | UploadFile | None = request.headers.get(HEADER)
    if token is None and "form" in request.headers.get("content-type", ""):
        token = (await request.form()).get(FIELD)
    tokens: Tokens = request.app.state.tokens
    if not isinstance(token, str) or not tokens.fits(token, request.cookies.get(COOKIE)):
        raise ForbiddenError(
            "token", token if isinstance(token, str) else "", expected="the token of this page; load the page again"
        )


async def _has_nul(request: Request) -> bool:
    """Whether there is a NUL anywhere in what is asked for, or in the fields or the JSON that are sent."""
    if "\0" in request.scope["path"] or "%00" in request.url.query:
        return True
    kind = request.headers.get("content-type", "")
    if request.method in _SAFE or not ("form" in kind or "json" in kind):
        return False
    if "form" in kind:
        return any(isinstance(value, str) and "\0" in value for _, value in (await request.form()).multi_items())
    # Written out it may be text about a NUL; only then is it worth a second look.
    try:
        return b"\\u0000" in await request.body() and _holds_nul(await request.json())
    except (ValueError, RecursionError):  # It is no JSON, which whoever wants JSON says in better words.
        return False


def _holds_nul(value: object) -> bool:
    match value:
        case str():
            return "\0" in value
        case dict():
            return any(_holds_nul(each) for pair in value.items() for each in pair)
        case list():
            return any(map(_holds_nul, value))
    return False


class Doorkeeper:
    """Turns away requests for foreign hosts and writes from foreign origins; gives every answer its headers."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app, self._hosts = app, frozenset(_compressed(host) for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, as ASGI has it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refused(scope)
        session = None if COOKIE in _cookies(scope) else secrets.token_urlsafe(24)
        scope["state"]["session"] = session or _cookies(scope)[COOKIE]

        begun = False

        async def finish(message: Message) -> None:
            nonlocal begun
            begun = True
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if session is not None:
                    headers.append("Set-Cookie", f"{COOKIE}={session}; Path=/; HttpOnly; SameSite=Strict")
            await send(message)

        answer = self._app if refused is None else PlainTextResponse(refused, status_code=403)
        try:
            await answer(scope, receive, finish)
        except Exception:
            # What nobody foresaw is told in words, with the headers of every answer. Whoever catches it next tells
            # where it happened to whoever started the server, and to nobody else.
            if not begun:
                await _failed(scope)(scope, receive, finish)
            raise

    def _refused(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        given = headers.get("host", "")
        if not self._served(_host(given)):
            return f"Host {given[:200]!r}: not served here; open the page by the address that serve printed.\n"
        origin = headers.get("origin")
        if scope["method"] not in _SAFE:
            if origin is not None and origin.partition("://")[2].lower() != given.lower():
                return f"Origin {origin!r}: only pages of this address may write here.\n"
            if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
                return "Sec-Fetch-Site: only pages of this address may write here.\n"
        return None

    def _served(self, host: str | None) -> bool:
        if host is None or not self._hosts:
            return host is not None
        # Only names can be pointed elsewhere: a server of all the machine's addresses answers to each of them.
        return host in self._hosts or (bool(self._hosts & _EVERYWHERE) and _is_address(host))


def _failed(scope: Scope) -> Response:
    if not scope["path"].startswith("/api/"):
        return PlainTextResponse(_FAILED, status_code=500)
    from .api.problems import problem

    return problem(ReportedlyError(_FAILED.strip()))


def _host(header: str) -> str | None:
    """The name or address that a request asks for, without its port; None where the header is none (RFC 9112, 3.2)."""
    found = _HOST.fullmatch(header)
    if found is None:
        return None
    if found["six"] is None:
        return found["name"].lower()
    return _compressed(found["six"]) if _is_address(found["six"]) else None


def _compressed(host: str) -> str:
    """A name in lower case, an address in its one short form."""
    return ipaddress.ip_address(host).compressed if _is_address(host) else host.lower()


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _cookies(scope: Scope) -> dict[str, str]:
    header = Headers(scope=scope).get("cookie", "")
    pairs = (part.strip().partition("=") for part in header.split(";"))
    return {name: value for name, _, value in pairs}
