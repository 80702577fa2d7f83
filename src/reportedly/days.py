"""Days as people, addresses and programs give them."""

from __future__ import annotations

from datetime import date
from typing import overload

from reportedly.errors import BadValueError

Day = date | str
"""A day, or one as "2024-03-01"."""


@overload
def day_of(key: str, given: Day) -> date: ...
@overload
def day_of(key: str, given: Day | None) -> date | None: ...
def day_of(key: str, given: Day | None) -> date | None:
    """A day as it was given, or read from "2024-03-01"; None stays None.

    Raises:
        BadValueError: where a text is no day; ``key`` names what it was given for.
    """
    if not isinstance(given, str):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise BadValueError(key, given, expected="a day such as 2024-03-01") from error
