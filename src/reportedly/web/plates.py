"""The pictures of a dossier as the web shows them: by an address of their own, with their data as a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from reportedly import pictures
from reportedly.dossier import Dossier
from reportedly.pages import Plate, Row, flat

from .desk import Desk

NARROW, WIDE = 360, 720
"""Widths in px: each picture has a layout for a phone and one for all else."""
_OF_A_DAY = "relations"
"""The picture that a slider moves."""
_BESIDE = {"succession": ("leadership", "positions", "offices")}
_FORM = Markup(
    '<form class="d-at" method="get" action="{path}#picture-{kind}">{hidden}<label for="at">Ties as of</label>'
    '<input id="at" type="date" name="at" value="{at}" min="{first}" max="{last}"><button type="submit">Show</button>'
    "</form>"
)
_HIDDEN = Markup('<input type="hidden" name="{key}" value="{value}">')
_PICTURE = Markup(
    '<a href="{wide}"><picture><source media="(max-width: 480px)" srcset="{narrow}">'
    '<img src="{wide}" alt="{alt}"></picture></a>'
)


def plates(desk: Desk, dossier: Dossier, *, at: date | None = None) -> Mapping[str, list[Plate]]:
    """The pictures, or why there is none, by the key of the section that they belong to; ``at``: of the network."""
    found: dict[str, list[Plate]] = defaultdict(list)
    for kind in pictures.KINDS:
        beside = _BESIDE.get(kind, (pictures.SECTIONS[kind],))
        section = next((key for key in beside if dossier.section(key)), None)
        then = at if kind == _OF_A_DAY else None
        if section:
            found[section].append(_plate(desk, dossier, kind, then))
    return found


def _plate(desk: Desk, dossier: Dossier, kind: str, at: date | None) -> Plate:
    def address(width: int) -> str:
        return desk.url("pictures", f"{kind}.svg", about=dossier.entity.id, at=at, width=width)

    stops = pictures.stops(dossier) if kind == _OF_A_DAY else ()
    form = _form(desk, dossier, kind, stops, at) if len(stops) > 1 else Markup()
    told = pictures.described(dossier, kind, at=at)
    if told is None:
        return Plate(
            kind, "", (), (), Markup(), pictures.missing(dossier, kind, at=at), stops=tuple(map(str, stops)), form=form
        )
    return Plate(
        kind=kind,
        title=told.title,
        header=told.header,
        rows=tuple(Row(row.cells, row.claims) for row in told.rows),
        drawn=_PICTURE.format(wide=address(WIDE), narrow=address(NARROW), alt=flat(told.alt)),
        note=told.note,
        stops=tuple(map(str, stops)),
        form=form,
    )


def _form(desk: Desk, dossier: Dossier, kind: str, stops: Sequence[date], at: date | None) -> Markup:
    """What asks for the picture of another day: a date, which a script makes a slider of."""
    days = {"as_of": desk.as_of, "known": desk.known}
    return _FORM.format(
        path=desk.url("dossier", dossier.entity.id).partition("?")[0],
        kind=kind,
        hidden=Markup().join(_HIDDEN.format(key=key, value=day) for key, day in days.items() if day),
        at=at or "",
        first=stops[0],
        last=stops[-1],
    )
