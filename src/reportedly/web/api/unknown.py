"""The page that shows what the API can do, and what is answered where nothing answers."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from reportedly.errors import NotFoundError
from reportedly.web.desk import DeskOf
from reportedly.web.errors import TOLD
from reportedly.web.rendering import render

router = APIRouter(prefix="/api")


@router.get("")
def reference(request: Request, desk: DeskOf) -> HTMLResponse:
    """Every operation, in words: made from what OpenAPI says of it."""
    described = request.app.openapi()
    operations = [
        {"method": method.upper(), "path": path, **operation}
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    return render(request, desk, "api.html", operations=operations, problems=TOLD)


@router.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
def unknown(request: Request, path: str) -> Any:
    """Says that nothing answers there, as everything else under /api says what is wrong."""
    raise NotFoundError("operation", f"{request.method} /api/{path}", hint="see them all at /api")
