"""The parts of a page, each from the propositions that belong there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from reportedly.model import Kind, Mention, Polarity, Quantity, Text
from reportedly.reading.vocabulary import Sort, entry, predicates
from reportedly.weighing import Proposition, key_of, times
from reportedly.weighing.likeness import unit_key

from . import wording
from .brief import Size
from .page import Line, Section
from .succession import succession, title_of
from .teller import Teller, all_records, records

Said = Sequence[Proposition]

TITLES = {
    "names": "Names",
    "identity": "What it is",
    "leadership": "Leaders",
    "offices": "Offices",
    "positions": "Posts and those who hold them",
    "command": "Command",
    "strength": "Strength and equipment",
    "where": "Where",
    "relations": "Relations",
    "events": "Events",
    "stance": "Aims, beliefs and how others list it",
    "online": "Online and in public",
    "statements": "What it says, and what is said against it",
    "voice": "As a source on others",
    "other": "Other statements",
}
_FOR_PERSON = {"identity": "Who it is", "statements": "Statements, threats and accusations"}
_DETAILS = (
    *(("status", "("), ("origin", " from "), ("place", ", in "), ("medium", ", on "), ("number", "(")),
    ("share", "("),  # of a user's own vocabulary: "51 percent"
)
_MOST_VOICED = 40
_OWN = {"also_known_as", "leads", "holds_position", "strength"}


def sections(teller: Teller, said: Said, deaths: Said, voiced: Said, size: Size) -> list[Section]:
    """Every section that has a line, in the order of the page.

    ``said`` are the propositions about the page's entity, ``deaths`` those that someone who leads it was killed,
    ``voiced`` those of which it is the source, ``size`` how much there is in all.
    """
    rest: dict[str, list[Proposition]] = defaultdict(list)
    for proposition in _in_order(p for p in said if p.predicate not in _OWN):
        rest[_section_of(teller, proposition)].append(proposition)
    made: list[Section] = []
    for key in TITLES:  # in the order of the page, so that footnotes are numbered as they are met
        lines, remark = _own_lines(teller, key, said, deaths)
        if key == "other":
            rest[key] += _left_over(said, made, [p for block in rest.values() for p in block])
        lines += [_line(teller, proposition, key) for proposition in rest[key]]
        if key == "voice":
            lines, remark = _voice(teller, voiced, size.statements or len(voiced))
        if lines:
            made.append(Section(key, _title(teller, key), tuple(lines), remark))
    return made


def _left_over(said: Said, made: Sequence[Section], placed: Said) -> list[Proposition]:
    """What no section shows because the claim is not of the form that it expects: it is shown all the same."""
    shown = {claim for section in made for line in section.lines for claim in line.claims}
    shown |= {told.claim.id for p in placed for told in p.claims}
    return [p for p in said if any(told.claim.id not in shown for told in p.claims)]


def _own_lines(teller: Teller, key: str, said: Said, deaths: Said) -> tuple[list[Line], str]:
    """The lines of a section that has a form of its own, and its remark."""
    match key:
        case "names":
            return _names(teller, said), ""
        case "leadership":
            return _leaders(teller, said, deaths), ""
        case "offices":
            return _offices(teller, said), ""
        case "positions":
            return _posts_in_it(teller, said, deaths), ""
        case "strength":
            return _strengths(teller, said)
        case _:
            return [], ""


def _title(teller: Teller, key: str) -> str:
    return _FOR_PERSON.get(key, TITLES[key]) if teller.about.kind is Kind.PERSON else TITLES[key]


def _section_of(teller: Teller, proposition: Proposition) -> str:
    """Where a proposition stands: what the vocabulary says, except that a place's page is about what happens there."""
    section = entry(proposition.predicate).section
    if proposition.predicate in ("captured", "transferred") and teller.about.kind is not Kind.PLACE:
        return "events"
    if proposition.predicate == "published" and proposition.subject != teller.key:
        return "other"
    return section


def _line(teller: Teller, proposition: Proposition, section: str) -> Line:
    claims = records(proposition)
    if section in ("events", "statements", "other") or not _stands_in(teller, proposition):
        line = teller.line(teller.phrase(proposition), claims, when=_event_time(teller, proposition))
        day = first_day(proposition)
        return replace(line, day=None if day == date.max else day)
    return teller.line(short(teller, proposition), claims, when=_state_time(teller, proposition))


def _stands_in(teller: Teller, proposition: Proposition) -> bool:
    return teller.key in (proposition.subject, proposition.object)


def short(teller: Teller, proposition: Proposition) -> str:
    """A proposition as a line of this page, which need not name its subject again."""
    claims = records(proposition)
    claim, predicate = claims[0].claim, entry(proposition.predicate)
    forward = teller.is_about(claim.subject)
    other = teller.name(claim.object if forward else claim.subject)
    label = predicate.label if forward or predicate.symmetric else f"{predicate.inverse or predicate.label}:"
    if forward and proposition.predicate in ("described_as", "nationality", "goal", "ideology"):
        label = {"described_as": "", "nationality": "", "goal": "wants", "ideology": "ideology:"}[proposition.predicate]
    if forward and proposition.predicate == "founded" and other:
        label = "founded by"
    if proposition.predicate == "born" and not other:
        label = "born"
    if proposition.predicate == "relative_of":
        label = _kinship(claims[0].claim.qualifiers.get("relation"), forward=forward)
    text = f"{label} {other or _unnamed(predicate.section)}".strip()
    if proposition.predicate == "designated":
        status = wording.listed(dict.fromkeys(teller.name(r.claim.qualifiers.get("status")) for r in claims))
        listed = f"listed as {status}" if status else "designated"
        text = f"{listed} by {other or 'an authority not named'}" if forward else f"{listed} by it: {other}"
    else:
        text += _details(teller, proposition)
    return text


def _unnamed(section: str) -> str:
    """What stands where a report names no other: "controls a place not named"."""
    return {"where": "a place not named", "command": "one not named", "relations": "one not named"}.get(section, "")


def _kinship(relation: object, *, forward: bool) -> str:
    word = relation.value if isinstance(relation, Text) else "relative"
    return f"{word}:" if not forward else f"{word} of" if not word.endswith("s") else f"{word}:"


def _details(teller: Teller, proposition: Proposition) -> str:
    """What the qualifiers add: "(money, arms)", "from Iran", "in Kalehe"."""
    bits: list[str] = []
    for name, before in _DETAILS:
        values = dict.fromkeys(teller.name(r.claim.qualifiers.get(name)) for r in records(proposition))
        text = wording.listed(v for v in values if v)
        if text and not (name == "status" and proposition.predicate == "described_as"):
            bits.append(f" ({text})" if before == "(" else f"{before}{text}")
    return "".join(bits)


def _voice(teller: Teller, voiced: Said, statements: int) -> tuple[list[Line], str]:
    """What this one says of others; of a great many (an outlet), the latest."""
    chosen = sorted(voiced, key=lambda p: (first_day(p), p.id))[-_MOST_VOICED:]
    lines = [teller.line(teller.phrase(p), records(p), when=_event_time(teller, p)) for p in chosen]
    more = statements > len(chosen)
    return lines, f"The latest {len(chosen)} of {statements} statements that reports have from it." if more else ""


# --- time


def first_day(proposition: Proposition) -> date:
    """The day by which a line is put in order: when it happened or began, else when it was first reported."""
    days = [
        day
        for told in proposition.claims
        for interval in times(told.claim).values()
        if (day := interval.earliest or interval.latest) is not None
    ]
    return min(days, default=proposition.first.document.published or date.max)


def _in_order(propositions: Iterable[Proposition]) -> list[Proposition]:
    return sorted(propositions, key=lambda p: (_rank(p.predicate), first_day(p), p.id))


def _rank(predicate: str) -> int:
    """Events and statements in order of time, all else in the vocabulary's order."""
    names = list(predicates())
    if entry(predicate).section in ("events", "statements"):
        return -1
    return names.index(predicate) if predicate in names else len(names)


def _event_time(teller: Teller, proposition: Proposition) -> str:
    said = teller.when(proposition)
    if said:
        return said
    published = proposition.first.document.published
    return f"reported {wording.day(published)}" if published else "undated"


def _state_time(teller: Teller, proposition: Proposition) -> str:
    said = teller.when(proposition)
    predicate = entry(proposition.predicate)
    if said or predicate.sort in (Sort.TRAIT, Sort.EVENT):
        return said
    told = [r.document.published for r in records(proposition) if r.document.published]
    if teller.died is not None and told and min(told) >= teller.died:
        return f"some time before {wording.day(teller.died)} (reported dead)"
    days = wording.days(told)
    return f"as of {days}" if days else ""


# --- names


def _names(teller: Teller, said: Said) -> list[Line]:
    lines: list[Line] = []
    stated: set[str] = set()
    for proposition in (p for p in said if p.predicate == "also_known_as" and p.subject == teller.key):
        alias = teller.name(records(proposition)[0].claim.object)
        stated.add(alias.casefold())
        lines.append(teller.line(alias, records(proposition)))
    spelled = [n for n in (teller.about.names or (teller.about.name,)) if n.casefold() not in stated]
    if spelled:
        lines.insert(0, Line(text=wording.listed(spelled, "and"), said="as reports spell it"))
    return lines


# --- offices


def _leaders(teller: Teller, said: Said, deaths: Said) -> list[Line]:
    led = [p for p in said if p.predicate == "leads" and p.object == teller.key]
    lines = succession(teller, [p for p in led if p.polarity is Polarity.AFFIRMED], deaths, office="leader")
    for p in led:
        if p.polarity is Polarity.DENIED:
            name = teller.name(records(p)[0].claim.subject)
            lines.append(teller.line(f"{name}, leader", records(p), when=_state_time(teller, p)))
    return lines


def _offices(teller: Teller, said: Said) -> list[Line]:
    """On a person's page: what this one leads, and the posts held."""
    mine = [p for p in said if p.subject == teller.key and p.predicate in ("leads", "holds_position")]
    fell = [p for p in said if p.predicate == "killed" and p.subject == teller.key]
    groups: dict[tuple[str, object, object, Polarity], list[Proposition]] = defaultdict(list)
    for p in mine:
        groups[p.predicate, p.object, _title_key(p), p.polarity].append(p)
    found: list[tuple[date, list[Line]]] = []
    for (predicate, _, _, polarity), block in groups.items():
        claims = all_records(block)
        office = _office(teller, block, predicate)
        if polarity is Polarity.DENIED:
            denial = teller.line(office, claims, when=_state_time(teller, block[0]))
            found.append((first_day(block[0]), [denial]))
            continue
        told = succession(teller, block, fell, office=office, of_holder=False)
        kept = [replace(line, text=office) for line in told[:1]]
        kept += [line for line in told[1:] if "still cited" in line.text]
        found.append((min(first_day(p) for p in block), kept))
    return [line for _, lines in sorted(found, key=lambda pair: pair[0]) for line in lines]


def _title_key(proposition: Proposition) -> object:
    return key_of(proposition.first.claim.qualifiers.get("title")) if proposition.predicate == "holds_position" else ()


def _office(teller: Teller, block: Said, predicate: str) -> str:
    claims = all_records(block)
    title = title_of(claims) or ("leader" if predicate == "leads" else "a post")
    body = teller.name(claims[0].claim.object)
    agent = wording.listed(dict.fromkeys(teller.name(r.claim.qualifiers.get("agent")) for r in claims))
    named = body and body.casefold() not in title.casefold()
    where = f" {_joint(title, claims[0].claim.object)} {body}" if named else ""
    return f"{title}{where}" + (f", appointed by {agent}" if agent else "")


def _joint(title: str, body: object) -> str:
    inside = title.casefold().startswith(("a ", "one of", "member"))
    return "in" if inside and isinstance(body, Mention) else "of"


def _posts_in_it(teller: Teller, said: Said, deaths: Said) -> list[Line]:
    """On the page of an organization or a place: each post, and who held it in order."""
    posts: dict[object, list[Proposition]] = defaultdict(list)
    for p in said:
        if p.predicate == "holds_position" and p.object == teller.key:
            posts[_title_key(p)].append(p)
    found: list[tuple[date, list[Line]]] = []
    for block in posts.values():
        yes = [p for p in block if p.polarity is Polarity.AFFIRMED]
        lines = succession(teller, yes, deaths, office="a post") if yes else []
        lines = [line for line in lines if line.text != "nobody is named"]
        for p in block:
            if p.polarity is Polarity.DENIED:
                claims = records(p)
                text = f"{teller.name(claims[0].claim.subject)}, {title_of(claims) or 'a post'}"
                lines.append(teller.line(text, claims, when=_state_time(teller, p)))
        found.append((min(first_day(p) for p in block), lines))
    return [line for _, lines in sorted(found, key=lambda pair: pair[0]) for line in lines]


# --- strength


def _strengths(teller: Teller, said: Said) -> tuple[list[Line], str]:
    """Each number by who gives it, in order of time; and from where to where they reach."""
    given = sorted((p for p in said if p.predicate == "strength" and p.subject == teller.key), key=first_day)
    lines = []
    for p in given:
        claims = records(p)
        text = teller.name(claims[0].claim.object) + _details(teller, p)
        lines.append(teller.line(text, claims, when=_state_time(teller, p)))
    affirmed = [p for p in given if p.polarity is Polarity.AFFIRMED]
    counts: dict[str, list[Proposition]] = defaultdict(list)
    for p in affirmed:
        if isinstance(value := records(p)[0].claim.object, Quantity):
            counts[unit_key(value)].append(p)
    # Fighters and vehicles make no range: that of people, where any are counted, else of what most numbers count.
    alike = counts.get("") or max(counts.values(), key=len, default=[])
    values = [o for p in alike if isinstance(o := records(p)[0].claim.object, Quantity)]
    return lines, _reach(values, teller.reports(all_records(alike)))


def _reach(values: Sequence[Quantity], reports: int) -> str:
    known = [x for v in values for x in (v.low, v.high) if x is not None]
    if len(values) < 2 or not known or min(known) == max(known):
        return ""
    units = {v.unit for v in values if v.unit}
    unit = next(iter(units)) if len(units) == 1 else None
    open_end = any(v.high is None and v.low == max(known) for v in values)
    reach = wording.number(Quantity(min(known), max(known), unit))
    return f"From {reach}{' or more' if open_end else ''}, in {wording.counted(reports, 'report')}; not averaged."
