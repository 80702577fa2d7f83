"""Pictures of a dossier as SVG: succession, strength, places, relations, events. Made offline, one module a kind.

    from reportedly import pictures

    picture = pictures.of(dossier, "succession", href=lambda claim: f"/claim/{claim}")
    picture.svg, picture.alt, picture.rows

Each is laid out once, as a specification in Vega-Lite, and drawn by vl-convert, for the web, for files and for PNG.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from reportedly.errors import BadValueError

from . import events, relations, strength, succession, where
from .cleaning import cleaned
from .picture import Described, Drawing, Picture, Row
from .relations import stops
from .render import kept, png

if TYPE_CHECKING:
    from reportedly.dossier import Dossier

__all__ = ["KINDS", "SECTIONS", "Described", "Picture", "Row", "described", "missing", "of", "png", "stops"]

KINDS = ("succession", "strength", "where", "relations", "events")
"""In the order of the page."""
SECTIONS: Mapping[str, str] = MappingProxyType(
    {"succession": "leadership", "strength": "strength", "where": "where", "relations": "relations", "events": "events"}
)
"""The section of the dossier beside which each stands; that of succession is "offices" on the page of a person."""
_LEAST, _MOST = 280, 2000


def of(
    dossier: Dossier,
    kind: str,
    *,
    at: date | None = None,
    href: Callable[[str], str] | None = None,
    width: int = 720,
) -> Picture | None:
    """The picture of a kind; None where there is nothing to draw (``missing`` says why).

    ``at``: the day for which relations and places are drawn; None for the day of the dossier, or that of its last
    report. ``href``: from the id of a claim to its address; None for a drawing without links. ``width``: in pixels, 280
    to 2000; below 480 it is laid out for a phone. Safe to call from several threads.

    Raises:
        BadValueError: where the kind is none of ``KINDS``, or the width is out of bounds.
    """
    if not _LEAST <= width <= _MOST:
        raise BadValueError("width", width, expected=f"{_LEAST} to {_MOST} pixels")
    about = described(dossier, kind, at=at)
    if about is None:
        return None
    # Whatever else a dossier holds, its pictures are of these.
    what = (kind, at, width, dossier.entity, dossier.as_of, dossier.last, dossier.figures)
    drawing, raw, digest = kept(what, lambda: _drawing(dossier, kind, at, width))
    svg = cleaned(raw, drawing, digest, title=about.title, alt=about.alt, href=href)
    return Picture(
        kind=about.kind,
        title=about.title,
        alt=about.alt,
        header=about.header,
        rows=about.rows,
        note=about.note,
        svg=svg,
        width=drawing.width,
        height=drawing.height,
    )


def described(dossier: Dossier, kind: str, *, at: date | None = None) -> Described | None:
    """What ``of`` would show, in words and as a table, without drawing it: quick enough for every page.

    Raises:
        BadValueError: where the kind is none of ``KINDS``.
    """
    match kind:
        case "succession":
            return succession.describe(dossier)
        case "strength":
            return strength.describe(dossier)
        case "events":
            return events.describe(dossier)
        case "relations":
            return relations.describe(dossier, at)
        case "where":
            return where.describe(dossier, at)
        case _:
            raise BadValueError("kind of picture", kind, expected=" or ".join(KINDS))


def missing(dossier: Dossier, kind: str, *, at: date | None = None) -> str:
    """Why there is no picture of a kind, in a sentence; "" where there is one."""
    if described(dossier, kind, at=at) is not None:
        return ""
    match kind:
        case "succession":
            return "No report says when anybody held an office."
        case "strength":
            return "No report gives a number."
        case "events":
            return "No event is told of which a day is known."
        case "relations":
            return relations.why_not(dossier, at)
        case _:
            return where.why_not(dossier, at)


def _drawing(dossier: Dossier, kind: str, at: date | None, width: int) -> Drawing:
    match kind:
        case "succession":
            return succession.draw(dossier, width)
        case "strength":
            return strength.draw(dossier, width)
        case "events":
            return events.draw(dossier, width)
        case "relations":
            return relations.draw(dossier, at, width)
        case _:
            return where.draw(dossier, at, width)
