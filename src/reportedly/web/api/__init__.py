"""The pages as JSON, described by OpenAPI at ``/api/openapi.json``, and to be read at ``/api``.

Every list says its order; long ones come in parts (``offset``, ``limit``). What goes wrong is told as problem details
(RFC 9457). A write needs the token that ``reportedly serve`` prints, in the header ``X-Reportedly-Token``.
"""

from __future__ import annotations

from fastapi import APIRouter

from . import claims, exports, judge, overview, reading, reports, unknown
from .problems import RESPONSES

__all__ = ["router"]

_PREFIX = "/api"

router = APIRouter()
for module in (claims, reports, overview, judge, reading, exports):
    router.include_router(module.router, prefix=_PREFIX, responses=RESPONSES)
# Last: it answers whatever no other does.
router.include_router(unknown.router, include_in_schema=False)
