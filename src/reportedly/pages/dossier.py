"""A dossier as a page shows it: what stands on top, how long lists are parted, and which sentence opens where.

Nothing is worded here that a claim does not support: the summary (``summary``) repeats lines of the dossier.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup

from reportedly.dossier import Contest, Dossier, Footnote, Line
from reportedly.dossier.gaps import ONE_ORIGIN, UNSETTLED
from reportedly.dossier.wording import counted

from .summary import summed

FEW = 3
"""Sentences that a line opens where not all can be shown."""
MANY = 12
"""Events from which on they are parted by year."""
_SORTS = (
    (ONE_ORIGIN, "Resting on one origin"),
    (UNSETTLED, "Said, but not said to be so"),
)


NONE = Markup()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table beneath a picture: its cells, and the ids of the claims behind it."""

    cells: tuple[str, ...]
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture with the same data as a table. ``drawn`` is its markup, ``stops`` the days at which it changes.

    Where ``drawn`` is empty, ``note`` says why there is no picture. ``form`` is the markup of what asks for another
    day; "" where none can be asked for. ``left``: how many rows of the table are not shown.
    """

    kind: str
    title: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    drawn: Markup
    note: str = ""
    left: int = 0
    stops: tuple[str, ...] = ()
    form: Markup = NONE


@dataclass(frozen=True, slots=True)
class Cited:
    """A footnote as a line cites it. ``whole``: its sentence stands here; else it stood further up."""

    note: Footnote
    whole: bool
    named: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A line with its footnotes. ``text`` is what it says, without what its heading says already.

    ``left``: how many more footnotes it has than are shown.
    """

    line: Line
    text: str
    cited: tuple[Cited, ...]
    left: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of a section that belong together; ``title`` "" where they are all of them."""

    title: str
    entries: tuple[Entry, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it is shown. ``left``: how many of its lines are not."""

    key: str
    title: str
    remark: str
    groups: tuple[Group, ...]
    plates: tuple[Plate, ...] = ()
    left: int = 0

    @property
    def size(self) -> int:
        """How many lines it has in all."""
        return self.left + sum(len(group.entries) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Side:
    """One answer to what is contested; ``left``: how many of its lines are not shown."""

    label: str
    entries: tuple[Entry, ...]
    left: int = 0


@dataclass(frozen=True, slots=True)
class Dispute:
    """A question with its answers; ``anchor`` is where links find it."""

    anchor: str
    question: str
    why: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A row of the summary: lines of the dossier as they stand, and in what section the others are."""

    label: str
    groups: tuple[Group, ...]
    key: str
    more: str = ""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All lines of the row."""
        return tuple(entry for group in self.groups for entry in group.entries)


@dataclass(frozen=True, slots=True)
class Page:
    """A dossier, ready to be shown. ``notes`` are the footnotes of what is shown, in order."""

    dossier: Dossier
    points: tuple[Point, ...]
    parts: tuple[Part, ...]
    disputes: tuple[Dispute, ...]
    stale: tuple[Entry, ...]
    open: tuple[Group, ...]
    notes: tuple[Footnote, ...]
    spellings: tuple[str, ...] = ()
    single: str = ""
    disputes_left: int = 0


def page_of(
    dossier: Dossier,
    *,
    plates: Mapping[str, Sequence[Plate]] | None = None,
    most: int | None = None,
    rows: int | None = None,
    single: str = "",
) -> Page:
    """The page of a dossier.

    ``plates``: pictures by the key of the section that they belong to. ``most``: so many lines of a section are shown
    at most; None: all; ``rows`` the same for the tables of pictures. ``single``: only the section of this key, whole.
    """
    few = None if single or most is None else FEW
    citing = _Citing({note.number: note for note in dossier.footnotes}, few)
    sections = [section for section in dossier.sections if single in ("", section.key)]
    parts = tuple(
        Part(
            section.key,
            section.title,
            section.remark,
            _groups(section.key, section.lines, citing, None if single else most),
            tuple(plate if single else _short(plate, rows) for plate in (plates or {}).get(section.key, ())),
            0 if single or most is None else max(0, len(section.lines) - most),
        )
        for section in sections
    )
    shown = dossier.contested if single in ("", "contested") else ()
    cut = None if single or most is None else max(1, most // 3)
    disputes = tuple(_dispute(i, contest, citing, cut) for i, contest in enumerate(shown[:cut], 1))
    stale = tuple(map(citing.entry, dossier.stale[: most if not single else None])) if single in ("", "stale") else ()
    unknown = tuple(_open(dossier.unknown, citing)) if single in ("", "unknown") else ()
    return Page(
        dossier,
        () if single else tuple(_points(dossier, citing)),
        parts,
        disputes,
        stale,
        unknown,
        notes=citing.notes(),
        spellings=tuple(_spellings(dossier)),
        single=single,
        disputes_left=len(shown) - len(disputes),
    )


def _spellings(dossier: Dossier) -> Iterable[str]:
    """Every other name: those by which reports call it, and those that they say it has."""
    section = dossier.section("names")
    stated = [line.text for line in section.lines if line.claims and not line.denied] if section else []
    return dict.fromkeys(name for name in (*dossier.entity.names, *stated) if name != dossier.entity.name)


class _Citing:
    """Sees to it that each sentence stands once on a page, where it is first cited."""

    def __init__(self, notes: Mapping[int, Footnote], most: int | None) -> None:
        self._notes, self._most = notes, most
        self._met: set[int] = set()

    def entry(self, line: Line, *, text: str = "", always: bool = False) -> Entry:
        """A line; ``always``: its sentences stand here in any case."""
        numbers = line.notes[: self._most]
        cited = tuple(self._cite(number, always=always) for number in numbers)
        return Entry(line, text or line.text, cited, len(line.notes) - len(numbers))

    def again(self, line: Line) -> Entry:
        """A line that repeats what stands elsewhere on the page, with the footnotes that do."""
        known = [n for n in line.notes if n in self._met][: self._most]
        return Entry(line, line.text, tuple(Cited(self._notes[n], False, False) for n in known))

    def _cite(self, number: int, *, always: bool) -> Cited:
        new = number not in self._met
        self._met.add(number)
        return Cited(self._notes[number], new or always, new)

    def notes(self) -> tuple[Footnote, ...]:
        """What was cited, in order."""
        return tuple(self._notes[number] for number in sorted(self._met))


def _groups(key: str, lines: Sequence[Line], citing: _Citing, most: int | None) -> tuple[Group, ...]:
    """The lines of a section; of many events, those of each year by themselves, the latest year open."""
    kept = _weightiest(lines, most)
    if key != "events" or len(kept) <= MANY:
        return (Group("", tuple(map(citing.entry, kept))),)
    years = [(year, list(each)) for year, each in groupby(kept, lambda line: line.day.year if line.day else None)]
    return tuple(
        Group(_year(year, len(each)), tuple(map(citing.entry, each)), folded=i < len(years) - 1)
        for i, (year, each) in enumerate(years)
    )


def _year(year: int | None, events: int) -> str:
    return f"{year or 'Undated'}: {counted(events, 'event')}"


def _weightiest(lines: Sequence[Line], most: int | None) -> list[Line]:
    """The lines that most origins stand behind, in their order."""
    if most is None or len(lines) <= most:
        return list(lines)
    ranked = sorted(range(len(lines)), key=lambda i: (_weight(lines[i]), i))
    return [lines[i] for i in sorted(ranked[:most])]


def _weight(line: Line) -> tuple[int, int, int]:
    """What comes first where not all can be shown: what most origins stand behind, then most reports."""
    low, high = (line.worth.low, line.worth.high) if line.worth else (0, 0)
    return (-low, -high, -line.reports)


def _short(plate: Plate, rows: int | None) -> Plate:
    """A picture with no more than so many rows in its table."""
    return plate if rows is None else replace(plate, rows=plate.rows[:rows], left=max(0, len(plate.rows) - rows))


def _dispute(number: int, contest: Contest, citing: _Citing, most: int | None) -> Dispute:
    sides = tuple(
        Side(
            answer.label,
            tuple(citing.entry(line, always=True) for line in answer.lines[:most]),
            0 if most is None else max(0, len(answer.lines) - most),
        )
        for answer in contest.answers
    )
    return Dispute(f"contested-{number}", contest.question, contest.why, sides)


def _open(lines: Sequence[Line], citing: _Citing) -> Iterable[Group]:
    """What is unknown, parted by what is the matter with it."""
    rest = list(lines)
    parted: list[tuple[str, list[tuple[Line, str]]]] = []
    for start, title in _SORTS:
        mine = [line for line in rest if line.text.startswith(f"{start}: ")]
        rest = [line for line in rest if line not in mine]
        parted.append((title, [(line, line.text.removeprefix(f"{start}: ")) for line in mine]))
    groups = [("Not said", [(line, line.text) for line in rest]), *parted]
    for title, told in groups:
        if told:
            yield Group(title, tuple(citing.entry(line, text=text) for line, text in told))


def _points(dossier: Dossier, citing: _Citing) -> Iterable[Point]:
    for chosen in summed(dossier, _weightiest):
        groups = tuple(Group(pick.title, tuple(map(citing.again, pick.lines))) for pick in chosen.picks)
        yield Point(chosen.label, groups, chosen.key, chosen.more)
