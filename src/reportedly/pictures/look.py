"""How all pictures look: few colours, each with its meaning, for paper, for a light screen and for a dark one.

The colours of meaning differ in lightness as well as in hue, so that they are told apart in print without colour and
by those who do not see all hues; shape, dash or words say the same again.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

LIGHT = MappingProxyType(
    {
        "paper": "#fdfcf9",
        "ink": "#1c2226",
        "quiet": "#5a646b",
        "rule": "#dcd8ce",
        "faint": "#efece4",
        "main": "#1f6583",
        "pale": "#a9cbd8",
        "contested": "#b8470f",
        "warm": "#eab994",
        "rival": "#8a1f3d",
        "land": "#f3f0e8",
        "sea": "#dfe9ee",
        "border": "#8f8a7e",
        "county": "#cfcabd",
        "coast": "#9fb0b9",
    }
)
"""Roles and their colours on light paper; no two roles share a colour, since it is by it that a role is known."""

DARK = MappingProxyType(
    {
        "paper": "#14181b",
        "ink": "#e6e4de",
        "quiet": "#a3acb2",
        "rule": "#353c42",
        "faint": "#22282c",
        "main": "#7cc4de",
        "pale": "#2f5a6b",
        "contested": "#f0a07a",
        "warm": "#6e4029",
        "rival": "#f293ab",
        "land": "#20262a",
        "sea": "#11202a",
        "border": "#7d858b",
        "county": "#3d464c",
        "coast": "#3f5866",
    }
)
"""The same on a dark screen."""

FONT = "sans-serif"
"""The reader's own: a picture carries no font."""
SMALL, BODY, HEAD = 11, 12.5, 14
"""Sizes of type, in pixels."""
NARROW = 480
"""A picture less wide than this is laid out for a phone."""


def dark_rules() -> str:
    """The rules of style that turn a picture dark where the screen is; paper and print stay light."""
    rules = "".join(
        f".rp-f-{role}{{fill:{colour}}}.rp-s-{role}{{stroke:{colour}}}" for role, colour in sorted(DARK.items())
    )
    return f"@media screen and (prefers-color-scheme:dark){{{rules}}}"


def config() -> dict[str, Any]:
    """What every specification starts from: no frame, plain axes, one font."""
    return {
        "aria": False,
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            "labelColor": LIGHT["quiet"],
            "labelFontSize": SMALL,
            "labelFont": FONT,
            "gridColor": LIGHT["faint"],
            "tickColor": LIGHT["rule"],
            "domainColor": LIGHT["rule"],
            "title": None,
        },
        "text": {"font": FONT, "color": LIGHT["ink"], "fontSize": BODY, "align": "left", "baseline": "alphabetic"},
    }
