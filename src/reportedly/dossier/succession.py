"""Who held an office when: in order, with gaps, rivals and deaths; nobody is in office after his death."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from reportedly.ledger import Record
from reportedly.model import Interval, Polarity, Text
from reportedly.weighing import Held, Proposition, rivals, tenures
from reportedly.weighing.questions import GAP, edges

from . import wording
from .page import Line
from .teller import Teller, all_records, records

_NO_POST = frozenset({"successor", "founder", "heir", "son", "brother", "replacement"})


def succession(
    teller: Teller,
    offices: Sequence[Proposition],
    deaths: Sequence[Proposition],
    *,
    office: str,
    of_holder: bool = True,
) -> list[Line]:
    """The lines of one office in order of time, with what lies between.

    ``offices`` are affirmed propositions of the one office, ``office`` what its holder is called where no report
    gives a title. ``of_holder``: lines begin with the holder's name (False on the holder's own page).
    """
    held = tenures(offices, deaths)
    pairs = rivals(held)
    lines: list[Line] = []
    for i, one in enumerate(held):
        if i and (gap := _gap(held[:i], one)):
            lines.append(gap)
        lines.append(_tenure_line(teller, one, pairs, office, of_holder=of_holder))
        lines.extend(_death_lines(teller, one, deaths))
        if one.after_death:
            lines.append(_after_death(teller, one))
    return lines


def tenure_words(held: Held, *, death_contested: bool = False) -> str:
    """When it began and ended, as far as reports say; what was only seen is called so."""
    begin, end = _begin(held), _end(held, death_contested=death_contested)
    if held.past and not begin and not held.ends:
        when = held.death or min((i for i, _ in held.past), key=lambda i: i.edtf)
        dead = " (reported dead; contested)" if death_contested else " (reported dead)"
        return f"some time before {_edge(when)}{dead if held.death else ''}"
    if begin or end:
        return ", ".join(part for part in (begin, end) if part)
    return ""


def _edge(interval: Interval) -> str:
    return wording.interval(interval).removeprefix("by ")


def _begin(held: Held) -> str:
    stated = _stated([i for i, _ in held.starts], open_end=True)
    if stated:
        return f"from {stated}"
    first = held.tenure.first_seen
    return f"since at least {wording.interval(first)} (first cited)" if first else ""


def _end(held: Held, *, death_contested: bool) -> str:
    stated = _stated([i for i, _ in held.ends], open_end=False)
    if stated:
        return f"until {stated}"
    tenure = held.tenure
    if held.death is not None:
        said = [wording.interval(held.death), "contested" if death_contested else ""]
        return f"until reported dead ({'; '.join(part for part in said if part)})"
    if tenure.last_seen is None:
        return "no end reported"
    if tenure.last_seen == tenure.first_seen and not held.starts:
        return ""
    return f"at least until {wording.interval(tenure.last_seen)} (last cited)"


def _stated(intervals: Sequence[Interval], *, open_end: bool) -> str:
    """Stated starts or ends; coarser ones that agree with a finer one fall away, rival ones are all given."""
    kept: list[Interval] = []
    for interval in sorted(set(intervals), key=lambda i: (-len(i.edtf), i.edtf)):
        bounded = interval.start is not None if open_end else interval.end is not None
        if bounded and not any(interval.compatible(finer) for finer in kept):
            kept.append(interval)
    ordered = sorted(kept, key=lambda i: i.edtf)
    texts = (wording.interval(i).removeprefix("from ").removesuffix(" on") for i in ordered)
    return wording.listed(texts, "or")


def _tenure_line(
    teller: Teller, held: Held, pairs: Sequence[tuple[Held, Held]], office: str, *, of_holder: bool
) -> Line:
    claims = all_records(held.propositions)
    late = {told.claim.id for told in held.after_death}
    kept = [record for record in claims if record.claim.id not in late] or claims
    title = title_of(kept) or office
    text = f"{teller.name(kept[0].claim.subject)}, {title}" if of_holder else title
    at_once = [b if a is held else a for a, b in pairs if held in (a, b)]
    if at_once and of_holder:
        names = wording.listed(teller.name(other.propositions[0].first.claim.subject) for other in at_once)
        text += f" (at the same time as {names})"
    disputed = any(told.claim.id in teller.contested for told in held.deaths)
    return teller.line(text, kept, when=tenure_words(held, death_contested=disputed), alone=bool(late))


def title_of(claims: Sequence[Record]) -> str:
    """The title that most claims give, its status ("acting", "former") before it; "" where none gives one."""
    titles = Counter(t.value for r in claims if isinstance(t := r.claim.qualifiers.get("title"), Text))
    states = {s.value for r in claims if isinstance(s := r.claim.qualifiers.get("status"), Text)}
    title = max(titles, key=lambda t: (titles[t], len(t), t)) if titles else ""
    if title.casefold() in _NO_POST:
        title = f"leader ({title})" if claims[0].claim.predicate == "leads" else title
    if len(states) == 1 and len(state := next(iter(states))) < 12 and state.casefold() not in title.casefold():
        return f"{state} {title}".strip() if title else ""
    return title


def _death_lines(teller: Teller, held: Held, deaths: Sequence[Proposition]) -> list[Line]:
    said = [told for told in held.deaths if isinstance(told, Record)]
    if not said:
        return []
    name = teller.name(said[0].claim.subject)
    days = [wording.interval(t) for r in said if isinstance(t := r.claim.qualifiers.get("time"), Interval)]
    lines = [teller.line(f"{name} reported dead", said, when=wording.listed(days, "or"))]
    for denial in (p for p in deaths if p.polarity is Polarity.DENIED and p.subject == held.holder):
        lines.append(teller.line(f"{name} is dead", records(denial), when=teller.when(denial)))
    return lines


def _after_death(teller: Teller, held: Held) -> Line:
    cited = [told for told in held.after_death if isinstance(told, Record)]
    name = teller.name(cited[0].claim.subject)
    days = wording.listed(wording.day(record.document.published) for record in cited)
    return teller.line(f"{name} still cited in office after the reported death", cited, when=days, alone=True)


def _gap(before: Sequence[Held], after: Held) -> Line | None:
    """That nobody is named between the last of those before and the next, where it is a matter of months."""
    ends = [end for held in before if (end := edges(held, first=False))]
    begin = edges(after, first=True)
    if not ends or begin is None:
        return None
    end = max(ends, key=lambda t: t.latest or date.min)
    if end.latest is None or begin.earliest is None or begin.earliest - end.latest <= GAP:
        return None
    return Line(text="nobody is named", when=f"between {wording.interval(end)} and {wording.interval(begin)}")
