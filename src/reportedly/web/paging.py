"""Long lists in pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar, cast

Item = TypeVar("Item")
Other = TypeVar("Other")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a list: its items, its number (from 1), how many pages and how many items there are in all."""

    items: tuple[Item, ...]
    number: int
    pages: int
    total: int
    first: int

    def of(self, items: Sequence[Other]) -> Page[Other]:
        """This page with other items in the place of its own."""
        return cast("Page[Other]", replace(cast("Page[Any]", self), items=tuple(items)))


def page_of(items: Sequence[Item], number: int, size: int) -> Page[Item]:
    """A page of so many items; a number beyond the last is the last, one below the first the first."""
    pages = max(1, -(-len(items) // size))
    at = min(max(number, 1), pages)
    start = (at - 1) * size
    return Page(tuple(items[start : start + size]), at, pages, len(items), start + 1)
