"""Where it is said to be and to have acted: a map on which each place is drawn as exactly as it is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from reportedly.dossier import Dossier
from reportedly.dossier.figures import Spot
from reportedly.dossier.wording import counted
from reportedly.dossier.wording import day as day_words
from reportedly.places import Level, default

from . import atlas, legend
from .labels import Board
from .look import BODY, NARROW
from .picture import Described, Drawing, Row
from .sheet import Sheet
from .sites import Site, sites
from .view import Circle, View
from .words import listed, plain

_SHAPE = {"based_in": "square", "controls": "triangle-up", "present_in": "circle", "born": "cross"}
_SAID = {"based_in": "base or home", "controls": "control", "present_in": "presence", "born": "birthplace"}
_LISTED = 12


def describe(dossier: Dossier, at: date | None) -> Described | None:
    """The same in words and as a table; None where no place is named that the gazetteer knows."""
    near, far, unknown = sites(dossier, at)
    if not near:
        return None
    rows = [row for site in (*near, *far) for row in _rows(site, "" if site in near else "; too far off for the map")]
    rows += [_row(s, s.place, "not on the map") for s in dossier.figures.spots if s.place in set(unknown)]
    on = f" on {day_words(at)}" if at else ""
    told = "; ".join(f"{site.named} ({_told(site)}; {site.precision})" for site in near)
    return Described(
        kind="where",
        title=plain(f"Where reports place {dossier.entity.name}{on}"),
        alt=plain(f"A map of {counted(len(near), 'place')}: {told}. {_off(far, unknown)}", 2000),
        header=("Where", "What", "How exact", "Who says so"),
        rows=tuple(rows),
        note=plain(_note(far, unknown), 1200),
    )


def why_not(dossier: Dossier, at: date | None) -> str:
    """Why there is no map, in a sentence."""
    _, _, unknown = sites(dossier, at)
    if not unknown:
        return f"No place is told for {day_words(at)}." if at else "No report says where."
    return plain(f"No map: the gazetteer knows none of these places, or not which is meant: {_names(unknown)}.", 600)


def draw(dossier: Dossier, at: date | None, width: int) -> Drawing:
    """The map of ``describe``, so many pixels wide."""
    near, _, _ = sites(dossier, at)
    sheet = Sheet(width)
    view = View.around(_circles(near), sheet.width, tallest=460 if width >= NARROW else 400)
    board = Board(view.width, view.height)
    atlas.reserve(view, board)
    atlas.background(sheet, view)
    atlas.outlines(sheet, view, [site for site in near if site.outlined], _link_of(sheet))
    for site in near:
        if not site.outlined:
            _symbol(sheet, view, site, board)
    _names_of_sites(sheet, view, near, board)
    atlas.names(sheet, view, board, {site.place.id for site in near})
    atlas.frame(sheet, view, board)
    return sheet.drawing(legend.draw(sheet, view.height + 10, list(_legend(near))) + 4)


# --- words


def _told(site: Site) -> str:
    kinds: dict[str, int] = {}
    for spot in site.spots:
        words = _SAID.get(spot.kind, spot.label)
        words = f"{words}, denied" if spot.denied else f"{words}, contested" if spot.contested else words
        kinds[words] = kinds.get(words, 0) + 1
    return "; ".join(f"{words} × {n}" if n > 1 else words for words, n in kinds.items())


def _rows(site: Site, more: str) -> Iterator[Row]:
    for spot in site.spots:
        yield _row(spot, site.named, site.precision + more)


def _row(spot: Spot, where: str, precision: str) -> Row:
    what = f"denied: {spot.text}" if spot.denied else spot.text
    return Row((plain(where), plain(what), plain(precision), plain(spot.said)), spot.claims)


def _names(names: Sequence[str]) -> str:
    shown = [plain(name, 60) for name in names[:_LISTED]]
    if len(names) > _LISTED:
        shown.append(f"{len(names) - _LISTED} more")
    return listed(shown)


def _off(far: Sequence[Site], unknown: Sequence[str]) -> str:
    found = []
    if far:
        found.append(f"Too far from the rest for this map: {_names([s.named for s in far])}.")
    if unknown:
        words = "Not on the map, since the gazetteer does not know them, or not which is meant"
        found.append(f"{words}: {_names(unknown)}.")
    return " ".join(found)


def _note(far: Sequence[Site], unknown: Sequence[str]) -> str:
    lines = (
        "Lines are Natural Earth’s, which follow who holds the ground; they are no judgement on whose it is. "
        "Places are those of GeoNames; a ring or an outline says no more than that it was somewhere within."
    )
    return f"{_off(far, unknown)} {lines}".strip()


# --- drawing


def _circles(near: Sequence[Site]) -> list[Circle]:
    """What the view must hold: exact places, and the larger ones only where they hold none of these."""
    small = [s for s in near if s.place.level >= Level.ADMIN2]
    chosen = list(small)
    for site in sorted((s for s in near if s.place.level < Level.ADMIN2), key=lambda s: -s.place.level):
        if not any(default().within(other.place, site.place) for other in chosen):
            chosen.append(site)
    first = chosen[0].place.longitude
    found: list[Circle] = []
    for site in chosen:
        circles = atlas.extent(site)
        # As a whole on the side of the first: a country that reaches over the date line must not be torn apart.
        middle = sum(lon for lon, _, _ in circles) / len(circles)
        turn = round((first - middle) / 360) * 360
        found += [(lon + turn, lat, km) for lon, lat, km in circles]
    return found


def _link_of(sheet: Sheet) -> atlas.Linker:
    def link(site: Site) -> str:
        claims = tuple(claim for spot in site.spots for claim in spot.claims)
        return sheet.link(claims, f"{site.named}: {_told(site)}; {site.precision}")

    return link


def _role(site: Site) -> str:
    return "quiet" if site.denied else "contested" if site.contested else "main"


def _symbol(sheet: Sheet, view: View, site: Site, board: Board) -> None:
    x, y = view.at(site.place.longitude, site.place.latitude)
    link, role = _link_of(sheet)(site), _role(site)
    dashed = site.contested or site.unsure or site.denied
    if site.place.level != Level.CITY:
        radius = max(view.pixels(site.km), 9.0)
        atlas.ring(sheet, view, (x, y), radius, role, dashed=True, link=link)
        return
    board.take(x - 7, y - 7, x + 7, y + 7)
    shape = _SHAPE.get(site.chief.kind, "diamond")
    sheet.point(x, y, "paper", shape=shape, size=190, z=2)
    sheet.point(x, y, role, shape=shape, size=100, hollow=dashed, dash=dashed, thick=2, link=link)


def _names_of_sites(sheet: Sheet, view: View, near: Sequence[Site], board: Board) -> None:
    """The places spoken of are named first; each has its name, wherever there is room nearest to it."""
    for site in sorted(near, key=lambda s: (-s.place.level, -len(s.spots))):
        x, y = view.at(site.place.longitude, site.place.latitude)
        if not (0 <= x <= view.width and 0 <= y <= view.height):
            continue
        name, role = plain(site.called, 40), _role(site)
        region = site.place.level != Level.CITY
        found = board.centred(x, y + 4, name, BODY + 1, reach=max(14, view.pixels(site.km) * 0.7)) if region else None
        found = found or board.place(x, y, name, BODY, bold=True, away=9, must=True)
        if found is not None:
            sheet.words(*found.at, name, role="ink" if role == "main" else role, bold=True, align=found.align,
                        halo=True, link=_link_of(sheet)(site), z=6)  # fmt: skip


def _legend(near: Sequence[Site]) -> Iterator[tuple[legend.Sample, str]]:
    towns = [s for s in near if s.place.level == Level.CITY]
    kinds = {s.chief.kind for s in towns}
    for kind, shape in _SHAPE.items():
        if kind in kinds:
            yield _sample(shape), _SAID[kind]
    if kinds - _SHAPE.keys():
        yield _sample("diamond"), "event"
    if any(not s.outlined and s.place.level != Level.CITY for s in near):
        yield _sample_ring, "somewhere within"
    if any(s.outlined for s in near):
        yield _sample_area, "somewhere in this country or province"
    if any(s.contested and not s.denied for s in near):
        yield lambda s, x, y: s.point(x + 12, y, "contested", size=100, hollow=True, dash=True, thick=2), "contested"
    if any(s.unsure and not s.contested for s in near):
        yield lambda s, x, y: s.point(x + 12, y, "main", size=100, hollow=True, dash=True, thick=2), "perhaps"
    if any(s.denied for s in near):
        yield lambda s, x, y: s.point(x + 12, y, "quiet", size=100, hollow=True, dash=True, thick=2), "denied"


def _sample(shape: str) -> legend.Sample:
    return lambda s, x, y: s.point(x + 12, y, "main", shape=shape, size=100)


def _sample_ring(sheet: Sheet, x: float, y: float) -> None:
    sheet.point(x + 12, y, "main", shape="circle", size=180, hollow=True, dash=True, thick=1.5)


def _sample_area(sheet: Sheet, x: float, y: float) -> None:
    sheet.bar(x, x + 24, y - 6, y + 6, "pale", edge="main")
