"""Who stands how to whom on one day: a network around the page's entity, in groups, laid out without chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from reportedly.dossier import Dossier
from reportedly.dossier.figures import Tie
from reportedly.dossier.wording import counted
from reportedly.dossier.wording import day as day_words
from reportedly.model import Certainty

from . import legend
from .look import BODY, NARROW, SMALL
from .picture import Described, Drawing, Row
from .sheet import Sheet
from .succession import date_of
from .words import fitted, listed, plain, width, wrapped

MOST = 30
"""Others that one picture shows, those of whom most is said; the table has them all."""
_FAMILIES = (
    ("Leads and is led by", "ink", ("leads", "holds_position")),
    ("Command", "ink", ("subordinate_to",)),
    (
        "Allies and supporters", "main",
        ("allied_with", "affiliated_with", "supports", "allegiance_to", "merged_with", "recognises"),
    ),
    ("Rivals and opponents", "rival", ("opponent_of", "split_from")),
    ("Members and memberships", "quiet", ("member_of",)),
    ("Family", "quiet", ("relative_of",)),
)  # fmt: skip
_OTHER = ("Other relations", "quiet", ())
_SHAPES = {"person": "circle", "organization": "square", "place": "diamond"}
_GAP, _NODE, _HEADING = 12.0, 34.0, 24.0


@dataclass(frozen=True, slots=True)
class _Node:
    """One other, and all that ties it to the page's entity on the day, with whether each surely held."""

    name: str
    kind: str
    ties: tuple[tuple[Tie, bool], ...]

    @property
    def family(self) -> str:
        """The group that it stands in: that of its first tie in order of the families."""
        return min((_family(tie) for tie, _ in self.ties), key=_rank)[0]


def stops(dossier: Dossier) -> tuple[date, ...]:
    """The days on which the network changes, in order: where a slider stops. The last day of the dossier is among
    them; none where there are no relations. Each tie is asked on its own days alone, so that thousands take no longer
    than there are days."""
    last = date_of(dossier)
    drawn = 0  # Ties that hold or may hold, before the first of the days.
    more: dict[date, int] = {}
    for tie in dossier.figures.ties:
        before = tie.holds_on(date.min)
        drawn += before is not False
        for day in sorted({day for day in tie.days() if last is None or day <= last}):
            now = tie.holds_on(day)
            if now != before:
                more[day] = more.get(day, 0) + (now is not False) - (before is not False)
            before = now
    found: list[date] = []
    for day in sorted(more):
        drawn += more[day]
        if found or drawn:
            found.append(day)
    if found and last is not None and found[-1] != last:
        found.append(last)
    return tuple(found)


def describe(dossier: Dossier, at: date | None) -> Described | None:
    """The same in words and as a table; None where no relation held on the day, as far as is said."""
    day = at or date_of(dossier)
    held = list(_holding(dossier, day))
    if not held:
        return None
    rows = tuple(
        Row(
            (plain(tie.other), plain(_relation(tie)), plain(tie.words), "yes" if sure else "perhaps", plain(tie.said)),
            tie.claims,
        )
        for tie, sure in held
    )
    on = f" on {day_words(day)}" if day else ""
    told = "; ".join(f"{_relation(tie)} {tie.other}{'' if sure else ' (perhaps)'}" for tie, sure in held)
    return Described(
        kind="relations",
        title=plain(f"{dossier.entity.name} and others{on}"),
        alt=plain(f"{counted(len({t.other for t, _ in held}), 'other')}{on}. {dossier.entity.name}: {told}.", 2000),
        header=("Who", "Relation", "When", "On that day", "Who says so"),
        rows=rows,
        note=plain(_note(dossier, held), 600),
    )


def why_not(dossier: Dossier, at: date | None) -> str:
    """Why there is no picture, in a sentence."""
    if not dossier.figures.ties:
        return "No report tells of a relation to anybody who is named."
    day = at or date_of(dossier)
    return f"No relation is told for {day_words(day)}." if day else "No relation is told of that has a day."


def draw(dossier: Dossier, at: date | None, width: int) -> Drawing:
    """The picture of ``describe``, laid out for so many pixels: on both sides of the entity, on a phone below it."""
    nodes = _nodes(_known(list(_holding(dossier, at or date_of(dossier)))))[:MOST]
    groups = _groups(nodes)
    sheet = Sheet(width)
    width = sheet.width
    if width < NARROW:
        centre = (12.0, 14.0)
        bottom = _column(sheet, groups, 44.0, 40.0, width - 44.0, centre, side=1, top=True)
    else:
        left, right = _halves(groups)
        if len(nodes) < 4:
            left, right = [], groups
        heights = [_height(block) for block in (left, right)]
        middle = max([*heights, 60.0]) / 2 + 6
        column = width * 0.36
        centre = (width / 2, middle) if left else (90.0, middle)
        _column(sheet, left, column, middle - heights[0] / 2, column - 4, centre, side=-1)
        begin = width - column if left else 250.0
        _column(sheet, right, begin, middle - heights[1] / 2, width - begin - 4, centre, side=1)
        bottom = middle * 2
    _centre(sheet, dossier, centre, narrow=width < NARROW)
    shown = [tie for node in nodes for tie in node.ties]
    return sheet.drawing(legend.draw(sheet, bottom + 10, list(_legend(nodes, shown))) + 4)


# --- what held


def _holding(dossier: Dossier, day: date | None) -> Iterator[tuple[Tie, bool]]:
    for tie in dossier.figures.ties:
        state = tie.holds_on(day) if day is not None else None
        if state is not False and tie.certainty is not Certainty.UNKNOWN:
            yield tie, bool(state)


def _known(held: Sequence[tuple[Tie, bool]]) -> list[tuple[Tie, bool]]:
    """Ties to those who have a name ("four others" have none), or all where nobody has."""
    return [(tie, sure) for tie, sure in held if tie.entity] or list(held)


def _relation(tie: Tie) -> str:
    words = tie.label
    if tie.denied:
        words = f"denied: {words}"
    elif tie.certainty in (Certainty.POSSIBLE, Certainty.PROBABLE):
        words = f"{tie.certainty.value}ly {words}".replace("possiblely", "possibly").replace("probablely", "probably")
    return words + (" (contested)" if tie.contested else "")


def _family(tie: Tie) -> tuple[str, str, tuple[str, ...]]:
    return next((family for family in _FAMILIES if tie.kind in family[2]), _OTHER)


def _rank(family: tuple[str, str, tuple[str, ...]]) -> int:
    return _FAMILIES.index(family) if family in _FAMILIES else len(_FAMILIES)


def _nodes(held: Sequence[tuple[Tie, bool]]) -> list[_Node]:
    """Everybody once, those of whom most is said first."""
    found: dict[str, list[tuple[Tie, bool]]] = {}
    for tie, sure in held:
        found.setdefault(tie.entity or tie.other, []).append((tie, sure))
    nodes = [_Node(ties[0][0].other, ties[0][0].other_kind.value, tuple(ties)) for ties in found.values()]
    return sorted(nodes, key=lambda n: (-sum(len(t.claims) for t, _ in n.ties), n.name))


def _groups(nodes: Sequence[_Node]) -> list[tuple[str, list[_Node]]]:
    names = [family[0] for family in (*_FAMILIES, _OTHER)]
    found = [(name, [n for n in nodes if n.family == name]) for name in names]
    return [(name, block) for name, block in found if block]


def _height(groups: Sequence[tuple[str, list[_Node]]]) -> float:
    return sum(_HEADING + _GAP + _NODE * len(block) for _, block in groups)


Groups = Sequence[tuple[str, list[_Node]]]


def _halves(groups: Groups) -> tuple[Groups, Groups]:
    """The groups on two sides, as even as their heights allow, in their order."""
    cuts = range(len(groups) + 1)
    best = min(cuts, key=lambda cut: (abs(_height(groups[:cut]) - _height(groups[cut:])), -cut))
    return groups[:best], groups[best:]


def _note(dossier: Dossier, held: Sequence[tuple[Tie, bool]]) -> str:
    found = []
    if not all(sure for _, sure in held):
        found.append("Lighter lines: it may have held then; its time is imprecise, or it was last attested before.")
    if dossier.figures.ties and len(held) < len(dossier.figures.ties):
        found.append(f"{counted(len(dossier.figures.ties) - len(held), 'relation')} of other times left out.")
    all_others = {tie.entity or tie.other for tie, _ in held}
    more = len(all_others) - min(MOST, len({tie.entity or tie.other for tie, _ in _known(held)}))
    if more > 0:
        found.append(f"{counted(more, 'more', 'more')} in the table, most of whom have no name.")
    return " ".join(found)


# --- drawing


def _centre(sheet: Sheet, dossier: Dossier, centre: tuple[float, float], *, narrow: bool) -> None:
    x, y = centre
    name = plain(dossier.entity.name)
    shape = _SHAPES.get(dossier.entity.kind.value, "circle")
    sheet.point(x, y, "ink", shape=shape, size=260, z=3)
    if narrow:
        sheet.words(x + 16, y + 5, fitted(name, sheet.width - x - 20, BODY + 1, bold=True), bold=True, size=BODY + 1)
        return
    for i, line in enumerate(wrapped(name, 170, BODY + 1)):
        sheet.words(x, y + 28 + 16 * i, line, bold=True, size=BODY + 1, align="center", halo=True, z=4)


def _column(
    sheet: Sheet, groups: Groups, x: float, y: float, room: float, centre: tuple[float, float], *, side: int,
    top: bool = False,
) -> float:  # fmt: skip
    """One side: groups below each other, their nodes at ``x``, the words away from the centre. Where it ends."""
    align = "left" if side > 0 else "right"
    for name, block in groups:
        y += _HEADING - 6
        sheet.words(x, y, name, role="quiet", size=SMALL, italic=True, align=align, halo=True)
        y += 6
        for node in block:
            middle = y + _NODE / 2
            _node(sheet, node, x, middle, room, align)
            for i, (tie, sure) in enumerate(_strands(node)):
                _edge(sheet, node, tie, (x, middle), centre, i, sure=sure, top=top)
            y += _NODE
        y += _GAP
    return y


def _strands(node: _Node) -> list[tuple[Tie, bool]]:
    """One line for each sort of tie to a node: of several of one sort, one that surely held."""
    found: dict[tuple[str, bool, bool], tuple[Tie, bool]] = {}
    for tie, sure in node.ties:
        sort = (_family(tie)[1], tie.denied, tie.contested)
        if sort not in found or (sure and not found[sort][1]):
            found[sort] = tie, sure
    return list(found.values())


def _node(sheet: Sheet, node: _Node, x: float, y: float, room: float, align: str) -> None:
    claims = tuple(claim for tie, _ in node.ties for claim in tie.claims)
    relations = [_relation(tie) + (f", {tie.words}" if tie.words else "") for tie, _ in node.ties]
    link = sheet.link(claims, f"{node.name}: {listed(relations)}")
    side = 1 if align == "left" else -1
    room -= 14
    sheet.point(x, y, "ink", shape=_SHAPES.get(node.kind, "circle"), size=90, hollow=True, link=link, z=3)
    name = fitted(plain(node.name), room, BODY, bold=True)
    sheet.words(x + 12 * side, y - 1, name, bold=True, align=align, link=link, halo=True)
    words = "; ".join(dict.fromkeys(relations))
    if width(words, SMALL) > room:  # the times are in the table
        words = "; ".join(dict.fromkeys(_relation(tie) for tie, _ in node.ties))
    sheet.words(x + 12 * side, y + 13, fitted(plain(words, 300), room, SMALL), role="quiet", size=SMALL, align=align,
                halo=True)  # fmt: skip


def _edge(
    sheet: Sheet, node: _Node, tie: Tie, here: tuple[float, float], centre: tuple[float, float], number: int, *,
    sure: bool, top: bool,
) -> None:  # fmt: skip
    """A curve from the centre to a node; several of one node run side by side."""
    (x, y), (cx, cy) = here, centre
    shift = (number + 1) // 2 * (7 if number % 2 else -7)
    if top:
        points = _bezier((cx, cy), (cx + shift, (cy + y) / 2), (cx + shift, y), (x, y))
    else:
        half = (x + cx) / 2
        points = _bezier((cx, cy), (half, cy + shift), (half, y + shift), (x, y))
    role = _family(tie)[1]
    dash = (1, 4) if tie.denied else (6, 4) if tie.contested else ()
    link = sheet.link(tie.claims, f"{node.name}: {_relation(tie)}{', ' + tie.words if tie.words else ''}; {tie.said}")
    sheet.curve(points, role, thick=2 if sure else 1.5, dash=dash, faint=not sure, link=link)
    if tie.denied:
        _strike(sheet, points, role)


def _bezier(*control: tuple[float, float]) -> list[tuple[float, float]]:
    a, b, c, d = control
    found = []
    for i in range(17):
        t = i / 16
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        found.append(
            (
                sum(w * p[0] for w, p in zip(weights, (a, b, c, d), strict=True)),
                sum(w * p[1] for w, p in zip(weights, (a, b, c, d), strict=True)),
            )
        )
    return found


def _strike(sheet: Sheet, points: Sequence[tuple[float, float]], role: str) -> None:
    """Two short strokes across the middle of a line: it is denied."""
    (x, y), _ = list(pairwise(points))[len(points) * 5 // 8]
    for shift in (-2.5, 2.5):
        sheet.line(x + shift - 3, y + 5, x + shift + 3, y - 5, role, thick=1.5)


def _legend(nodes: Sequence[_Node], shown: Sequence[tuple[Tie, bool]]) -> Iterator[tuple[legend.Sample, str]]:
    kinds = {node.kind for node in nodes}
    for kind, words in (("person", "person"), ("organization", "organization"), ("place", "place or country")):
        if kind in kinds:
            yield _sample_node(_SHAPES[kind]), words
    if any(tie.contested and not tie.denied for tie, _ in shown):
        yield lambda s, x, y: s.line(x, y, x + 24, y, "ink", thick=2, dash=(6, 4)), "contested"
    if any(tie.denied for tie, _ in shown):
        yield _sample_denied, "denied"
    if not all(sure for _, sure in shown):
        yield lambda s, x, y: s.curve([(x, y), (x + 24, y)], "ink", faint=True), "perhaps on that day"


def _sample_node(shape: str) -> legend.Sample:
    return lambda s, x, y: s.point(x + 12, y, "ink", shape=shape, size=90, hollow=True)


def _sample_denied(sheet: Sheet, x: float, y: float) -> None:
    sheet.line(x, y, x + 24, y, "ink", thick=2, dash=(1, 4))
    _strike(sheet, [(x + 24 * i / 16, y) for i in range(17)], "ink")
