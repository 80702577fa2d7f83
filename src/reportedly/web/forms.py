"""What is sent by a form, and where the browser goes when it is done."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse

from reportedly.errors import BadValueError

_ANCHOR = 80


async def form_of(request: Request) -> FormData:
    """The fields and files of a form, once they have all come."""
    return await request.form()


FormOf = Annotated[FormData, Depends(form_of)]


def words(form: FormData, key: str, default: str = "") -> str:
    """A field as text; a file in its place is as if nothing were there."""
    given = form.get(key, default)
    return given if isinstance(given, str) else default


def needed(form: FormData, key: str, expected: str) -> str:
    """A field that must be there.

    Raises:
        BadValueError: where it is not, or is empty.
    """
    given = words(form, key).strip()
    if not given:
        raise BadValueError(key, "nothing", expected=expected)
    return given


def go(where: str, default: str = "/", *, to: str = "") -> RedirectResponse:
    """To a page of ours after a write, by GET; ``where`` comes from a form and is followed only within this server.

    ``to`` is the id of what is to be in view there.
    """
    path = within(where, default)
    return RedirectResponse(f"{path.partition('#')[0]}#{to}" if to else path, status_code=303)


def anchor(to: str) -> str:
    """The id of what is to be in view on a page, as an address or a form gives it; "" where it is none of ours."""
    return to if to.isascii() and to.replace("-", "").isalnum() and len(to) <= _ANCHOR else ""


def within(where: str, default: str) -> str:
    """An address that came from a form, if it is one of ours; else ``default``."""
    return where if _own(where) else default


def _own(where: str) -> bool:
    """Whether an address is a path of this server: nothing that a browser could take for another host."""
    plain = where.isascii() and where.isprintable() and "\\" not in where
    return plain and where.startswith("/") and not where.startswith("//")
