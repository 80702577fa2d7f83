"""What a printed page says at its head: a style sheet, for no element can be repeated on every sheet."""

from __future__ import annotations

from reportedly.dossier import Dossier

from .environment import day
from .text import flat

_HEAD = 90


def running_head(dossier: Dossier) -> str:
    """The rules that put the name and the day at the head of each sheet (CSS Paged Media Level 3, margin boxes)."""
    name = flat(dossier.entity.name, _HEAD)
    when = f"as of {day(dossier.as_of or dossier.last)}" if dossier.as_of or dossier.last else ""
    font = "font: 8pt sans-serif; color: #555"
    return (
        f"@media print {{ @page {{ @top-left {{ content: {_string(name)}; {font} }} "
        f"@top-right {{ content: {_string(when)}; {font} }} }} }}"
    )


def _string(text: str) -> str:
    """Text of others as a string of CSS: whatever is no letter or digit of ASCII stands by its number."""
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x} " for c in text) + '"'
