"""Sizes as people type them, and the options that several commands have."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from reportedly.errors import BadValueError

AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Only what reports published by this day (YYYY-MM-DD) say."),
]
KnownOption = Annotated[
    str | None, typer.Option("--known", metavar="DATE", help="Only what this ledger knew by that day (YYYY-MM-DD).")
]
ConfidenceOption = Annotated[
    float, typer.Option("--min-confidence", metavar="P", help="Leave out claims less sure than P (0 to 1).")
]

_SIZE = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>k|kb|m|mb|g|gb|b)?", re.IGNORECASE)
_FACTORS = {"b": 1, "k": 1_000, "kb": 1_000, "m": 1_000_000, "mb": 1_000_000, "g": 1_000_000_000, "gb": 1_000_000_000}


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
