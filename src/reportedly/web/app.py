"""The application: its rooms, its doorkeeper, and how it says that something went wrong."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from reportedly import __version__, pages
from reportedly.errors import BadValueError, NotFoundError, ReportedlyError

from .desk import Desk
from .errors import MethodError, told_of
from .jobs import Jobs
from .rendering import render
from .security import Doorkeeper, Tokens, guard
from .uploads import Bounded

if TYPE_CHECKING:
    from reportedly.ledger import Ledger

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
ROUTES = (
    "home",
    "search",
    "dossier",
    "report",
    "reports",
    "claim",
    "proposition",
    "origin",
    "source",
    "conflict",
    "log",
    "review",
    "mend",
    "names",
    "add",
    "export",
    "picture",
    "help",
)
"""The modules of ``web.routes``, each with a ``router``."""


def make_app(
    ledger: Ledger, *, hosts: Collection[str] = LOOPBACK, by: str | None = None, tokens: Tokens | None = None
) -> FastAPI:
    """The application over an open ledger, which its caller closes.

    ``hosts``: the names by which it may be addressed. ``by``: who judges in it, None for the user whose machine it is.
    """
    app = FastAPI(
        title="reportedly",
        version=__version__,
        description="Who said what about whom, in whose words, through which sources, and who says otherwise.",
        dependencies=[Depends(guard)],
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=_lifespan,
    )
    app.state.jobs = Jobs(ledger)
    app.state.ledger, app.state.by, app.state.tokens = ledger, by, tokens or Tokens()
    app.state.masked = ledger.masked_by()
    for name in ROUTES:
        app.include_router(import_module(f"reportedly.web.routes.{name}").router, include_in_schema=False)
    app.include_router(import_module("reportedly.web.api").router)
    app.mount("/static", StaticFiles(packages=[("reportedly.web", "static")]), name="static")
    app.add_api_route("/style.css", _style, include_in_schema=False)
    app.add_exception_handler(ReportedlyError, wrong)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _nowhere)
    app.add_exception_handler(UnicodeEncodeError, _halved)
    app.add_middleware(Bounded)
    app.add_middleware(GZipMiddleware, minimum_size=2_000, compresslevel=5)
    app.add_middleware(Doorkeeper, hosts=frozenset(hosts))
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """At the end, what is being read is let come to its end; what waits is left."""
    yield
    await to_thread(app.state.jobs.close)


def _style() -> Response:
    sheets = {f.name: f for f in files("reportedly.web").joinpath("static").iterdir() if f.name.endswith(".css")}
    furniture = [sheets[name].read_text(encoding="utf-8") for name in sorted(sheets)]
    return Response("".join([pages.style(), *furniture]), media_type="text/css", headers={"Cache-Control": "no-cache"})


def wrong(request: Request, error: Exception) -> Response:
    """What went wrong, as a page, or as JSON under /api."""
    assert isinstance(error, ReportedlyError)
    if request.url.path.startswith("/api/"):
        from .api.problems import problem

        return problem(error)
    status = told_of(error).status
    desk = Desk(request.app.state.ledger, by=request.app.state.by)
    what, key = (error.what, error.key) if isinstance(error, NotFoundError) else ("", "")
    return render(request, desk, "wrong.html", status=status, error=error, status_code=status, what=what, key=key)


def _invalid(request: Request, error: Exception) -> Response:
    """As ``wrong``, for what FastAPI finds wrong with a request itself."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where, given = ".".join(map(str, first["loc"])), first.get("input")
    return wrong(request, BadValueError(where, given, expected=f"{first['msg']}"))


def _halved(request: Request, error: Exception) -> Response:
    """As ``wrong``, for half a character (a surrogate by itself, as JSON can hold one), which no ledger can keep."""
    assert isinstance(error, UnicodeEncodeError)
    if error.reason != "surrogates not allowed":
        raise error
    return wrong(request, BadValueError("text", error.object[:200], expected="whole characters, and no half of one"))


def _nowhere(request: Request, error: Exception) -> Response:
    """As ``wrong``, for an address that leads nowhere, or one that is not to be written to."""
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return wrong(request, NotFoundError("page", request.url.path))
    if error.status_code != 405:
        return wrong(request, BadValueError("request", request.method, expected=f"what can be read: {error.detail}"))
    allowed = (error.headers or {}).get("Allow", "GET")
    answer = wrong(request, MethodError("method", request.method[:20], expected=allowed))
    answer.headers["Allow"] = allowed
    return answer
