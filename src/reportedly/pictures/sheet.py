"""A sheet on which a picture is laid out in pixels, and the Vega-Lite specification that comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .look import BODY, LIGHT, config
from .picture import Drawing, Links
from .words import plain

_PLACE = ("x", "y", "x2", "y2")


class Sheet:
    """Collects marks; ``drawing`` makes the specification. Pixels run from the upper left corner.

    Marks of one style make one layer. ``z`` is what lies above what: 0 background, 1 bars, 2 marks on them, 3 words.
    Colours are roles of ``look``. ``width`` is that inside of the margin.
    """

    def __init__(self, width: int, *, margin: int = 10) -> None:
        self.width = width - 2 * margin
        self._margin = margin
        self.links = Links()
        self._layers: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
        self._shapes: list[tuple[int, dict[str, Any], list[Any]]] = []

    def link(self, claims: tuple[str, ...], words: str) -> str:
        """Where marks of these claims lead; ``words`` say it to those who do not see them."""
        return self.links.to(claims, plain(words))

    def bar(
        self, x: float, x2: float, y: float, y2: float, role: str, *, edge: str = "", dash: bool = False,
        link: str = "", round_: int = 0, z: int = 1,
    ) -> None:  # fmt: skip
        """A filled rectangle; with ``edge`` an outline, dashed or not. A role of "" is not filled."""
        style = _style(fill=role, stroke=edge, strokeDash=[3, 2] if dash else None, cornerRadius=round_)
        self._put(z, "rect", style, x=x, x2=max(x2, x + 1), y=y, y2=y2, link=link)

    def line(
        self, x: float, y: float, x2: float, y2: float, role: str, *, thick: float = 1, dash: Sequence[int] = (),
        link: str = "", z: int = 2,
    ) -> None:  # fmt: skip
        """A straight line."""
        style = _style(stroke=role, strokeWidth=thick, strokeDash=list(dash) or None, strokeCap="butt")
        self._put(z, "rule", style, x=x, x2=x2, y=y, y2=y2, link=link)

    def curve(
        self, points: Sequence[tuple[float, float]], role: str, *, thick: float = 1.5, dash: Sequence[int] = (),
        faint: bool = False, link: str = "", z: int = 1,
    ) -> None:  # fmt: skip
        """A line through points, in their order."""
        opacity = 0.45 if faint else None
        style = _style(stroke=role, strokeWidth=thick, strokeDash=list(dash) or None, strokeOpacity=opacity)
        number = sum(len(rows) for rows in self._layers.values())
        for order, (x, y) in enumerate(points):
            self._put(z, "line", style, x=x, y=y, link=link, line=number, order=order)

    def point(
        self, x: float, y: float, role: str, *, shape: str = "circle", size: float = 60, hollow: bool = False,
        thick: float = 1.5, faint: bool = False, dash: bool = False, link: str = "", z: int = 2,
    ) -> None:  # fmt: skip
        """A symbol of ``size`` square pixels; hollow ones are filled with paper."""
        stroked = shape.startswith("M") or shape == "stroke"
        style = _style(
            shape=shape,
            size=size,
            fill="" if stroked else "paper" if hollow else role,
            stroke=role,
            strokeWidth=thick,
            strokeDash=[2, 2] if dash else None,
            opacity=0.5 if faint else 1,
            filled=False,
        )
        self._put(z, "point", style, x=x, y=y, link=link)

    def words(
        self, x: float, y: float, text: str, *, role: str = "ink", size: float = BODY, bold: bool = False,
        italic: bool = False, align: str = "left", link: str = "", halo: bool = False, z: int = 3,
    ) -> None:  # fmt: skip
        """A line of text that stands on ``y``. ``halo``: with an edge of paper, so that lines behind do not disturb."""
        if halo:
            around = _style(
                fontSize=size, fontWeight="bold" if bold else None, fontStyle="italic" if italic else None,
                align=align, fill="paper", stroke="paper", strokeWidth=3, strokeJoin="round", strokeOpacity=0.85,
            )  # fmt: skip
            self._put(z, "text", around, x=x, y=y, text=text)
        style = _style(
            fontSize=size, fontWeight="bold" if bold else None, fontStyle="italic" if italic else None,
            align=align, fill=role,
        )  # fmt: skip
        self._put(z, "text", style, x=x, y=y, text=text, link=link)

    def shapes(
        self, geometries: Sequence[Mapping[str, Any]], *, fill: str = "", edge: str = "", thick: float = 1,
        dash: Sequence[int] = (), opacity: float | None = None, links: Sequence[str] = (), z: int = 0,
    ) -> None:  # fmt: skip
        """Areas or lines as GeoJSON geometries in pixels."""
        if geometries:
            style = _style(
                fill=fill, stroke=edge, strokeWidth=thick if edge else None, strokeDash=list(dash) or None,
                fillOpacity=opacity, strokeJoin="round", filled=bool(fill) or None,
            )  # fmt: skip
            if not fill:
                style["fill"] = None
            rows = [
                {"type": "Feature", "geometry": dict(g), **({"link": link} if link else {})}
                for g, link in zip(geometries, links or [""] * len(geometries), strict=True)
            ]
            self._shapes.append((z, style, rows))

    def drawing(self, height: float, *, ground: str = "paper") -> Drawing:
        """The whole, cut at ``height``."""
        import altair as alt  # not before it is needed: it takes a third of a second

        tall = round(height)
        layers: list[tuple[int, int, Any]] = []
        for order, ((z, mark, _), rows) in enumerate(self._layers.items()):
            layers.append((z, order + 1, _layer(alt, mark, rows[0]["style"], rows, self.width, tall)))
        for z, style, rows in self._shapes:
            layers.append((z, 0, _areas(alt, style, rows)))
        ordered = [layer for _, _, layer in sorted(layers, key=lambda one: one[:2])]
        chart = alt.layer(*ordered).properties(
            width=self.width,
            height=tall,
            padding=self._margin,
            autosize=alt.AutoSizeParams(type="none"),
            background=LIGHT[ground],
        )
        spec = chart.to_dict(validate=False)
        spec["config"] = config()
        return Drawing(spec, self.width + 2 * self._margin, tall + 2 * self._margin, self.links)

    def _put(self, z: int, mark: str, style: dict[str, Any], *, link: str = "", **values: Any) -> None:
        key = (z, mark, (repr(sorted(style.items(), key=lambda kv: kv[0])), bool(link)))
        row = {name: round(v, 1) if name in _PLACE else v for name, v in values.items()}
        row["style"] = style
        if link:
            row["link"] = link
        self._layers.setdefault(key, []).append(row)


def _style(**given: Any) -> dict[str, Any]:
    """Properties of a mark; roles become colours, and what is None falls away."""
    found = {name: value for name, value in given.items() if value is not None}
    for name in ("fill", "stroke"):
        if name in found:
            found[name] = LIGHT[found[name]] if found[name] else "transparent"
            if found[name] == "transparent":
                del found[name]
    return found


def _layer(alt: Any, mark: str, style: Mapping[str, Any], rows: Sequence[dict[str, Any]], wide: int, tall: int) -> Any:
    across = alt.Scale(domain=[0, wide], range=[0, wide], nice=False, zero=False, clamp=False)
    down = alt.Scale(domain=[0, tall], range=[0, tall], nice=False, zero=False, clamp=False)
    # Objects, not the words that Altair takes too: for each of those it goes through the whole of its grammar.
    channels: dict[str, Any] = {
        "x": alt.X("x:Q", scale=across, axis=None),
        "y": alt.Y("y:Q", scale=down, axis=None),
    }
    for second, channel in (("x2", alt.X2), ("y2", alt.Y2)):
        if second in rows[0]:
            channels[second] = channel(f"{second}:Q")
    if "text" in rows[0]:
        channels["text"] = alt.Text("text:N")
    if "line" in rows[0]:
        channels["detail"], channels["order"] = alt.Detail("line:N"), alt.Order("order:Q")
    if "link" in rows[0]:
        channels["href"] = alt.Href("link:N")
    data = [{name: value for name, value in row.items() if name != "style"} for row in rows]
    chart = alt.Chart(alt.InlineData(values=data))
    return getattr(chart, f"mark_{mark}")(clip=False, **style).encode(**channels)


def _areas(alt: Any, style: Mapping[str, Any], rows: Sequence[dict[str, Any]]) -> Any:
    chart = alt.Chart(alt.InlineData(values=list(rows))).mark_geoshape(**style)
    if "link" in rows[0]:
        chart = chart.encode(href=alt.Href("link:N"))
    return chart.project(type="identity", scale=1, translate=[0, 0])
