"""After a judgement: back to a page of ours, and who judged is kept for the next one."""

from __future__ import annotations

from fastapi import Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from reportedly.model import Judgement

from .desk import Desk
from .visitor import judging_as, remember


def decided(request: Request, desk: Desk, form: FormData, judgement: Judgement | None, where: str) -> Response:
    """To ``where``, an address that ``Desk.url`` made; the judgement is kept, so that it can be undone."""
    answer = RedirectResponse(where, status_code=303)
    remember(answer, desk.ledger, judgement, by=judging_as(request, desk, form))
    return answer
