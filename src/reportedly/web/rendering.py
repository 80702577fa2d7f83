"""From a template and what it shows to an answer."""

from __future__ import annotations

import re
from typing import Any

from fastapi import Request
from markupsafe import Markup
from starlette.responses import HTMLResponse

from reportedly.model.plain import TURNING
from reportedly.pages import environment

from .desk import Desk
from .security import FIELD
from .visitor import last_judgement, who_of

_TURNING = re.compile(f"[{''.join(TURNING)}]")
"""What turns the direction of writing. Where it is shown it is a mark by then (see ``pages.text``); what is left stands
in the values of forms, which must come back as they were, and is written so that it turns no source that is read."""


def render(request: Request, desk: Desk, template: str, /, *, status: int = 200, **shown: Any) -> HTMLResponse:
    """A page.

    Every template has, beside ``shown``: ``desk``, ``url`` (see ``Desk.url``), ``token_field``, ``path`` and ``query``
    (of the address), ``who`` judges in this browser ("" where nobody said) and the ``last`` judgement made in it;
    ``masked`` is the rule of a masked copy in words, "" of any other ledger.
    """
    tokens = request.app.state.tokens
    token = tokens.of(request.state.session)
    # What is marked up here is a token of ours: letters and digits.
    field = Markup(f'<input type="hidden" name="{FIELD}" value="{token}">')
    text = (
        environment("reportedly.web")
        .get_template(template)
        .render(
            desk=desk,
            url=desk.url,
            token_field=lambda: field,
            path=request.url.path,
            query=_query(request),
            who=who_of(request, desk),
            last=last_judgement(request, desk.ledger),
            masked=request.app.state.masked,
            **shown,
        )
    )
    return HTMLResponse(_TURNING.sub(lambda found: f"&#{ord(found[0])};", text), status_code=status)


def _query(request: Request) -> dict[str, str]:
    """What the address asks beside the days, for forms that must carry it on."""
    return {key: value for key, value in request.query_params.items() if key not in ("as_of", "known")}
