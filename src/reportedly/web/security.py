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
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.datastructures import Headers, MutableHeaders, UploadFile
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
    """
    try:
        if request.method not in _SAFE:
            await _check(request)
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


Guard = Annotated[None, Depends(guard)]


class Doorkeeper:
    """Turns away requests for foreign hosts and writes from foreign origins; gives every answer its headers."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, as ASGI has it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refused(scope)
        session = None if COOKIE in _cookies(scope) else secrets.token_urlsafe(24)
        scope["state"]["session"] = session or _cookies(scope)[COOKIE]

        async def finish(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if session is not None:
                    headers.append("Set-Cookie", f"{COOKIE}={session}; Path=/; HttpOnly; SameSite=Strict")
            await send(message)

        answer = self._app if refused is None else PlainTextResponse(refused, status_code=403)
        await answer(scope, receive, finish)

    def _refused(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        host = _host(headers.get("host", ""))
        if self._hosts and host not in self._hosts:
            return f"Host {host!r}: not one that is served here; open the page by the address that serve printed.\n"
        origin = headers.get("origin")
        if scope["method"] not in _SAFE:
            if origin is not None and urlsplit(origin).netloc != headers.get("host"):
                return f"Origin {origin!r}: only pages of this address may write here.\n"
            if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
                return "Sec-Fetch-Site: only pages of this address may write here.\n"
        return None


def _host(header: str) -> str:
    return urlsplit(f"//{header}").hostname or ""


def _cookies(scope: Scope) -> dict[str, str]:
    header = Headers(scope=scope).get("cookie", "")
    pairs = (part.strip().partition("=") for part in header.split(";"))
    return {name: value for name, _, value in pairs}
