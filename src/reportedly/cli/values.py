"""Values as people type them: days and sizes."""

from __future__ import annotations

import re
from datetime import date

from reportedly.errors import BadValueError

_SIZE = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>k|kb|m|mb|g|gb|b)?", re.IGNORECASE)
_FACTORS = {"b": 1, "k": 1_000, "kb": 1_000, "m": 1_000_000, "mb": 1_000_000, "g": 1_000_000_000, "gb": 1_000_000_000}


def day(text: str | None, *, option: str) -> date | None:
    """A day of the calendar from ``2024-11-01``; None stays None.

    Raises:
        BadValueError: where ``text`` is not such a day.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadValueError(option, text, expected="a day as YYYY-MM-DD") from error


def size(text: str, *, option: str) -> int:
    """A number of bytes from ``500000``, ``20MB`` or ``1.5 GB``, in powers of ten.

    Raises:
        BadValueError: where ``text`` is not a size, or comes to nothing.
    """
    found = _SIZE.fullmatch(text.strip())
    count = int(float(found["number"]) * _FACTORS[(found["unit"] or "b").lower()]) if found else 0
    if count < 1:
        raise BadValueError(option, text, expected="a size such as 500000, 20MB or 1GB")
    return count
