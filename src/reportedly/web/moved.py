"""Addresses that last: the page of an entity that is no more leads to that of who has its mentions now, and says so."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from fastapi import Request
from starlette.responses import RedirectResponse

from .desk import Desk

WAS = "was"
"""Under which key an address says by which former one the reader came."""


def moved(request: Request, desk: Desk, room: str, entity: str) -> RedirectResponse | None:
    """To the page of who has the mentions of this former id; None where the id is in use, or never was one.

    Not for good: where a judgement is undone the id is in use again.
    """
    now = desk.ledger.successor(entity)
    if now is None or now == entity:
        return None
    asked = [(key, value) for key, value in request.query_params.multi_items() if key != WAS]
    return RedirectResponse(f"/{room}/{quote(now, safe='')}?{urlencode([*asked, (WAS, entity)])}", status_code=307)


def came_by(request: Request, desk: Desk, entity: str) -> bool:
    """Whether the reader came by the address of a former id that leads to this entity."""
    was = request.query_params.get(WAS, "")
    return bool(was) and was != entity and desk.ledger.successor(was) == entity
