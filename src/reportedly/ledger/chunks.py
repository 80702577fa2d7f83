"""Lists that are too long for one statement, in pieces that are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

CHUNK = 500
"""Values that one statement names; SQLite refuses more than some 32,000."""

_Item = TypeVar("_Item")


def chunks(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    """The items, so many at a time as one statement may name."""
    return (items[i : i + CHUNK] for i in range(0, len(items), CHUNK))
