"""What every page works with: the ledger, the day that is asked about, who sits there, and the addresses of pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote, urlencode

from fastapi import Depends, Query, Request

from reportedly.days import day_of

if TYPE_CHECKING:
    from reportedly.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Desk:
    """One request's view of the ledger.

    ``as_of``: only what had been reported by that day; ``known``: only what this ledger knew by that day; None for all.
    ``by``: who judges; None for the user whose machine it is.
    """

    ledger: Ledger
    as_of: date | None = None
    known: date | None = None
    by: str | None = None

    def url(self, *path: str, **query: object) -> str:
        """The address of a page, which carries the days on: ``url("claim", id)``; what is None is left out."""
        days = {"as_of": self.as_of, "known": self.known}
        asked = {key: value for key, value in (days | query).items() if value is not None and value != ""}
        where = "/" + "/".join(quote(part, safe="") for part in path)
        return f"{where}?{urlencode(asked)}" if asked else where


def day_asked(key: str, given: str) -> date | None:
    """A day from an address or a form; None where it was left empty.

    Raises:
        BadValueError: where it is none.
    """
    return day_of(key, given.strip() or None)


def desk_of(request: Request, as_of: Annotated[str, Query()] = "", known: Annotated[str, Query()] = "") -> Desk:
    """The desk of a request; an empty day is none, as a form that is left empty sends it.

    Raises:
        BadValueError: where a day is none.
    """
    state = request.app.state
    return Desk(state.ledger, day_asked("as_of", as_of), day_asked("known", known), state.by)


DeskOf = Annotated[Desk, Depends(desk_of)]
