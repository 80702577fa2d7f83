"""The summary on top of a dossier: which of its lines, by rules that the page states; nothing is worded anew.

Of leaders and offices first those of whom no undisputed end is reported, then those before them; of strength the latest
number of each source; of places those where it is still said to be; of events the latest; of all else what most
independent origins stand behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reportedly.dossier import Dossier, Line
from reportedly.dossier.figures import Held, Number, Spot, holds_on
from reportedly.dossier.wording import listed
from reportedly.model import Kind

_SUMMED = (
    ("identity", "What it is", 2),
    ("leadership", "Leaders", 4),
    ("offices", "Offices", 4),
    ("command", "Command", 2),
    ("strength", "Strength", 4),
    ("where", "Where", 4),
    ("relations", "Relations", 3),
    ("events", "Latest events", 3),
    ("stance", "Aims and listings", 2),
)
"""Sections that the summary draws on: the key, how it is called there, and how many lines are taken."""
_FOR_PERSON = {"identity": "Who this is"}
_PLACED = ("controls", "based_in", "present_in")
"""What puts it somewhere, the strongest claim first."""


@dataclass(frozen=True, slots=True)
class Pick:
    """Lines that belong together; ``title`` "" where they need none."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the summary takes of one section."""

    label: str
    key: str
    picks: tuple[Pick, ...]
    more: str


def summed(dossier: Dossier, weightiest: Callable[[Sequence[Line], int], list[Line]]) -> Iterator[Chosen]:
    """The rows of the summary, in order. ``weightiest``: of some lines so many, those that weigh most."""
    person = dossier.entity.kind is Kind.PERSON
    for key, label, most in _SUMMED:
        if person and key == "strength":
            yield from _whether_dead(dossier, most)
        section = dossier.section(key)
        told = [line for line in section.lines if line.claims] if section else []
        if section is None or not told:
            continue
        picks = list(_picks(dossier, key, told, most)) or [Pick("", tuple(_heaviest(key, told, most, weightiest)))]
        rest = max(0, len(told) - sum(len(pick.lines) for pick in picks))
        more = section.remark if key == "strength" and section.remark else f"and {rest} more" if rest else ""
        yield Chosen(_FOR_PERSON.get(key, label) if person else label, key, tuple(picks), more)


def _whether_dead(dossier: Dossier, most: int) -> Iterator[Chosen]:
    """On a person's page that reports have him dead, and who denies it."""
    section = dossier.section("events")
    fell = {claim for event in dossier.figures.events if event.own and event.kind == "killed" for claim in event.claims}
    found = [line for line in section.lines if line.claims and fell.issuperset(line.claims)] if section else []
    if found:
        found.sort(key=lambda line: -line.reports)
        sides = [[line for line in found if line.denied is denied] for denied in (False, True)]
        told = [*sides[0][: most // 2 if sides[1] else most], *sides[1][: most // 2]]
        more = f"and {len(found) - len(told)} more" if len(found) > len(told) else ""
        yield Chosen("Said to be dead", "events", (Pick("", tuple(told)),), more)


def _picks(dossier: Dossier, key: str, told: Sequence[Line], most: int) -> Iterator[Pick]:
    match key:
        case "leadership" | "offices":
            yield from _holders(dossier, told, most, own=key == "offices")
        case "strength":
            yield from _strengths(dossier.figures.numbers, told, most)
        case "where":
            yield from _places(dossier, told, most)


def _heaviest(
    key: str, told: Sequence[Line], most: int, weightiest: Callable[[Sequence[Line], int], list[Line]]
) -> list[Line]:
    """Of events the latest, of descriptions those that are tied to no time, of all else what weighs most."""
    if key == "events":
        return sorted(told, key=lambda line: line.day or date.min)[-most:]
    if key == "identity":
        lasting = [line for line in told if not line.when]
        return weightiest(lasting, most) or weightiest(told, most)
    return weightiest(told, most)


def _line_of(claims: Iterable[str], told: Sequence[Line]) -> Line | None:
    """The line that says what these claims say: of several the one with most of them."""
    all_ = set(claims)
    fitting = [line for line in told if not line.denied and all_.issuperset(line.claims)]
    return max(fitting, key=lambda line: len(line.claims), default=None)


# --- who leads


def is_over(held: Held, day: date | None) -> bool:
    """Whether reports have it that one no longer holds an office on a day, and nobody denies it.

    A stated end has come, a reported death that nobody denies, or all look back on it. Whose death is denied, or who is
    cited in office after it, is not taken for gone.
    """
    if not (held.starts or held.seen or held.late):
        return True
    if held.alive or held.late:
        return False
    ends = [mark.span for mark in held.ends]
    if ends and all(span.last is not None and (day is None or span.last <= day) for span in ends):
        return True
    return held.death is not None


def _holders(dossier: Dossier, told: Sequence[Line], most: int, *, own: bool) -> Iterator[Pick]:
    day = dossier.as_of or dossier.last
    # On the page of an organization its leaders stand in this section, with the deaths of each below.
    found = [(held, line) for held in dossier.figures.held if (line := _line_of(held.claims, told)) is not None]
    found = [(held, line) for held, line in found if set(held.claims) != set(held.denied)]
    now = [(held, line) for held, line in found if not is_over(held, day)]
    before = [(held, line) for held, line in found if is_over(held, day)]
    now.sort(key=lambda one: (-_last(one[0], day).toordinal(), -one[1].reports))
    before.sort(key=lambda one: -_over(one[0], day).toordinal())
    if now:
        lines = [part for held, line in now[:most] for part in (_named(held, line, own=own), *_fate(held, told))]
        yield Pick("No end reported, or the end disputed", tuple(lines))
    if before:
        yield Pick("Before" if now else "Last named", tuple(_named(*one, own=own) for one in before[:most]))


def _last(held: Held, day: date | None) -> date:
    """The last day on which one is known in office, for putting them in order."""
    marks = (*held.seen, *held.starts, *held.late)
    days = (d for mark in marks if (d := mark.span.last or mark.span.first) and (day is None or d <= day))
    return max(days, default=date.min)


def _over(held: Held, day: date | None) -> date:
    """The last day on which it can have ended, for putting them in order."""
    spans = [mark.span for mark in held.ends] or ([held.death] if held.death else [mark.span for mark in held.past])
    return max((d for span in spans if (d := span.last or span.first)), default=_last(held, day))


def _named(held: Held, line: Line, *, own: bool) -> Line:
    """The line without those at the same time, who have lines of their own."""
    text = line.text if own else f"{held.holder}, {held.title}"
    return replace(line, text=text, when=held.words)


def _fate(held: Held, told: Sequence[Line]) -> Iterator[Line]:
    """That this one is said to be dead, and that it is denied: where both are, neither can be left out."""
    if held.deaths and held.alive:
        fell = {claim for mark in held.deaths for claim in mark.claims}
        yield from (line for line in told if line.claims and fell.issuperset(line.claims))
        yield from (line for line in told if line.claims and set(held.alive).issuperset(line.claims))


# --- how strong, and where


def _strengths(numbers: Sequence[Number], told: Sequence[Line], most: int) -> Iterator[Pick]:
    """The latest number of each source, those of people first, then the latest first."""
    latest: dict[tuple[str, ...], Number] = {}
    for number in sorted(numbers, key=lambda n: n.span.last or n.span.first or date.min):
        if not number.denied:
            latest[number.counts, *number.voices] = number
    ordered = sorted(latest.values(), key=lambda n: n.span.last or n.span.first or date.min, reverse=True)
    ordered.sort(key=lambda n: bool(n.counts))
    found = [(n, line) for n in ordered if (line := _line_of(n.claims, told)) is not None]
    if found:
        yield Pick("", tuple(replace(line, text=f"{line.text}: {listed(n.voices)}") for n, line in found[:most]))


def _places(dossier: Dossier, told: Sequence[Line], most: int) -> Iterator[Pick]:
    """Where it is said to be, or may be still by what is said; where nowhere, where it was last."""
    day = dossier.as_of or dossier.last
    spots = [s for s in dossier.figures.spots if s.kind in _PLACED and not s.denied]
    if day is None or not spots:
        return
    now = [spot for spot in spots if holds_on(spot.tenure, day) is not False]
    if now:
        chosen = sorted(now, key=lambda s: (_PLACED.index(s.kind), -_attested(s).toordinal()))
    else:
        chosen = sorted(spots, key=lambda s: -_attested(s).toordinal())
    lines = dict.fromkeys(line for spot in chosen if (line := _line_of(spot.claims, told)) is not None)
    if lines:
        yield Pick("" if now else "Where it was last", tuple(lines)[:most])


def _attested(spot: Spot) -> date:
    tenure = spot.tenure
    days = [i.latest for i in (tenure.last_seen, tenure.first_seen, tenure.began) if i is not None and i.latest]
    return max(days, default=date.min)
