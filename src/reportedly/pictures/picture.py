"""What a picture is: its drawing, the same in words, and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table below a picture, and the claims that it rests on."""

    cells: tuple[str, ...]
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Described:
    """A picture without its drawing: ``alt`` says what it shows, with the numbers; ``note`` is ours, "" for none.

    All texts are in one line each, free of control characters, and still to be escaped where they go into markup.
    """

    kind: str
    title: str
    alt: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture(Described):
    """A picture: ``svg`` is one whole element, light, and dark where the screen is. Width and height in pixels."""

    svg: str = ""
    width: int = 0
    height: int = 0

    def light(self) -> str:
        """The drawing without its dark rules, for print and documents."""
        begin, end = self.svg.find("<style"), self.svg.find("</style>")
        return self.svg if begin < 0 else self.svg[:begin] + self.svg[end + len("</style>") :]


@dataclass(slots=True)
class Links:
    """What the marks of one drawing lead to: the claim and the words that a screen reader says for it."""

    told: list[tuple[str, str]] = field(default_factory=list)

    def to(self, claims: tuple[str, ...], words: str) -> str:
        """A stand-in for the address of the first of some claims; the drawing is cleaned of it later."""
        self.told.append((claims[0] if claims else "", words))
        return f"{STAND_IN}{len(self.told) - 1}"


STAND_IN = "https://claim.invalid/"
"""Vega only lets whole addresses through; what follows is a number in ``Links.told``."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A specification in Vega-Lite, its size in pixels with all around it, and where its marks lead."""

    spec: dict[str, Any]
    width: int
    height: int
    links: Links
