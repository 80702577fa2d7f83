"""Makes the figures of a dossier from the propositions that its sections are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from reportedly.ledger import Record
from reportedly.model import Certainty, Interval, Mention, Polarity, Quantity
from reportedly.model.time import Tenure
from reportedly.reading.vocabulary import Sort, entry
from reportedly.weighing import Held as Holding
from reportedly.weighing import Proposition, Told, key_of, rivals, tenures, times
from reportedly.weighing.likeness import unit_key
from reportedly.weighing.questions import edges, gaps
from reportedly.weighing.tenures import is_past

from . import wording
from .figures import Event, Figures, Gap, Held, Mark, Number, Span, Spot, Tie
from .speakers import innermost, is_denial, said_by
from .spotting import place_ids
from .succession import tenure_words, title_of
from .teller import Teller, all_records, records

Said = Sequence[Proposition]

_OFFICES = ("leads", "holds_position")
_WHERE = ("based_in", "present_in", "controls", "born")
_TIED = frozenset({"leads", "holds_position", "supports", "recognises"})
"""Relations that stand in other sections than those on command and relations."""
_RANK = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNKNOWN)


def figures(teller: Teller, said: Said, deaths: Said) -> Figures:
    """All figures of a page. ``said`` and ``deaths`` as in ``sections``; footnotes are not touched."""
    offices = list(_offices(teller, said, deaths))
    return Figures(
        held=tuple(held for block, _ in offices for held in block),
        gaps=tuple(gap for _, between in offices for gap in between),
        numbers=tuple(_numbers(teller, said)),
        events=tuple(_events(teller, said)),
        spots=tuple(_spots(teller, said)),
        ties=tuple(_ties(teller, said)),
    )


def span_of(interval: Interval) -> Span:
    """The days that a time can cover."""
    return Span(interval.earliest, interval.latest, wording.interval(interval))


# --- offices


def _offices(teller: Teller, said: Said, deaths: Said) -> Iterator[tuple[list[Held], list[Gap]]]:
    """Each office of the page with those who held it, and the gaps between them."""
    blocks: dict[tuple[object, ...], list[Proposition]] = defaultdict(list)
    for p in said:
        if p.predicate in _OFFICES and teller.key in (p.subject, p.object):
            title = key_of(p.first.claim.qualifiers.get("title")) if p.predicate == "holds_position" else ()
            blocks[p.predicate, p.object, title].append(p)
    # The leaders first, then posts in order of time.
    for block in sorted(blocks.values(), key=lambda ps: (ps[0].predicate != "leads", _first_day(ps), ps[0].id)):
        yield _office(teller, block, deaths, said)


def _office(teller: Teller, block: Said, deaths: Said, said: Said) -> tuple[list[Held], list[Gap]]:
    fell = [*deaths, *(p for p in said if p.predicate == "killed" and p not in deaths)]
    held = tenures([p for p in block if p.polarity is Polarity.AFFIRMED], fell)
    pairs = rivals(held)
    claims = all_records(block)
    body = teller.name(claims[0].claim.object)
    title = "leader" if block[0].predicate == "leads" else title_of(claims) or "a post"
    office = f"{title} of {body}" if body and body.casefold() not in title.casefold() else title
    made = [_held(teller, one, pairs, fell, office, title, body) for one in held]
    known = {one.entity or one.holder for one in made}
    for p in block:
        if p.polarity is Polarity.DENIED:
            made = _with_denial(teller, p, made, known, office, title, body)
    return made, [gap for pair in gaps(held) if (gap := _gap(office, *pair))]


def _held(
    teller: Teller,
    one: Holding,
    pairs: Sequence[tuple[Holding, Holding]],
    deaths: Said,
    office: str,
    title: str,
    body: str,
) -> Held:
    claims = all_records(one.propositions)
    late = {told.claim.id for told in one.after_death}
    kept = [record for record in claims if record.claim.id not in late] or claims
    subject = kept[0].claim.subject
    at_once = [b if a is one else a for a, b in pairs if one in (a, b)]
    disputed = any(told.claim.id in teller.contested for told in one.deaths)
    over = [p for p in deaths if p.polarity is Polarity.DENIED and p.subject == one.holder]
    tenure = one.tenure
    since = [d for t in (tenure.began, tenure.first_seen) if t and (d := t.latest if t is tenure.began else t.earliest)]
    until = [d for t in (tenure.ended, tenure.last_seen) if t and (d := t.earliest if t is tenure.ended else t.latest)]
    return Held(
        office=office,
        title=title_of(kept) or title,
        holder=teller.name(subject),
        entity=subject.entity if isinstance(subject, Mention) else None,
        body=body,
        starts=_marks(one.starts),
        ends=_marks(one.ends),
        seen=_marks((i, t) for i, t in one.seen if t.claim.id not in late),
        past=_marks(one.past),
        late=_marks((times(t.claim).get("time") or _published(t), t) for t in one.after_death),
        deaths=_marks((times(t.claim).get("time") or _published(t, by=True), t) for t in one.deaths),
        death=span_of(one.death) if one.death is not None else None,
        alive=tuple(r.claim.id for r in all_records(over)),
        since=min(since, default=None),
        until=max(until, default=None),
        words=tenure_words(one, death_contested=disputed),
        said=said_by(kept, teller.source),
        rivals=tuple(dict.fromkeys(teller.name(other.propositions[0].first.claim.subject) for other in at_once)),
        contested=any(r.claim.id in teller.contested for r in claims),
        claims=tuple(r.claim.id for r in claims),
    )


def _with_denial(
    teller: Teller, p: Proposition, made: list[Held], known: set[str], office: str, title: str, body: str
) -> list[Held]:
    """Holders with a denial noted at the one whom it is of; one who is only denied is among them with nothing else."""
    claims = records(p)
    subject = claims[0].claim.subject
    name, entity = teller.name(subject), subject.entity if isinstance(subject, Mention) else None
    ids = tuple(r.claim.id for r in claims)
    if (entity or name) not in known:
        alone = Held(office, title, name, entity, body, said=said_by(claims, teller.source), denied=ids, claims=ids)
        return [*made, alone]
    return [replace(h, denied=h.denied + ids) if (h.entity or h.holder) == (entity or name) else h for h in made]


def _published(told: Told, *, by: bool = False) -> Interval | None:
    """The day of the report; ``by``: that it had happened by then."""
    day = told.document.published
    return None if day is None else Interval(f"../{day}") if by else Interval.on(day)


def _marks(found: Iterable[tuple[Interval | None, Told]]) -> tuple[Mark, ...]:
    """Each different time once, with all claims that give it, in order of time."""
    by_time: dict[Interval, list[str]] = {}
    for interval, told in found:
        if interval is not None:
            by_time.setdefault(interval, []).append(told.claim.id)
    order = sorted(by_time, key=lambda i: (i.earliest or i.latest or date.max, i.edtf))
    return tuple(Mark(span_of(i), tuple(dict.fromkeys(by_time[i]))) for i in order)


def _gap(office: str, before: Holding, after: Holding) -> Gap | None:
    ended, began = edges(before, first=False), edges(after, first=True)
    if ended is None or began is None or ended.latest is None or began.earliest is None:
        return None
    words = f"between {wording.interval(ended)} and {wording.interval(began)}"
    return Gap(office, ended.latest, began.earliest, words)


# --- numbers


def _numbers(teller: Teller, said: Said) -> Iterator[Number]:
    for p in sorted((p for p in said if p.predicate == "strength" and p.subject == teller.key), key=_when_key):
        claims = records(p)
        value = claims[0].claim.object
        if not isinstance(value, Quantity) or (value.low is None and value.high is None):
            continue
        span, dated = _time_of(teller, p)
        yield Number(
            low=value.low,
            high=value.high,
            unit=value.unit or "",
            counts=unit_key(value),
            words=wording.number(value),
            span=span,
            dated=dated,
            said=said_by(claims, teller.source, teller.behind(claims)),
            voices=tuple(dict.fromkeys(innermost(r, teller.source) for r in claims)),
            certainty=_surest(p),
            place=_place_words(teller, claims),
            contested=_contested(teller, claims),
            denied=is_denial(claims[0].claim),
            claims=_ids(claims),
        )


# --- events


def _events(teller: Teller, said: Said) -> Iterator[Event]:
    for p in sorted((p for p in said if _is_event(p)), key=_when_key):
        claims = records(p)
        span, dated = _time_of(teller, p)
        yield Event(
            kind=p.predicate,
            label=entry(p.predicate).label,
            text=teller.phrase(p),
            span=span,
            dated=dated,
            place=_place_words(teller, claims),
            said=said_by(claims, teller.source, teller.behind(claims)),
            certainty=_surest(p),
            reports=teller.reports(claims),
            contested=_contested(teller, claims),
            denied=is_denial(claims[0].claim),
            claims=_ids(claims),
            own=p.subject == teller.key,
        )


def _is_event(p: Proposition) -> bool:
    predicate = entry(p.predicate)
    return predicate.sort is Sort.EVENT or predicate.section == "events"


# --- places


def _spots(teller: Teller, said: Said) -> list[Spot]:
    found = [(p, name, part) for p in said for name, part in _places_in(teller, p)]
    known = place_ids([(part.name, teller.name(part)) for _, _, part in found])
    made: list[Spot] = []
    for p, name, part in found:
        claims = [r for r in records(p) if any(key_of(q) == key_of(part) for _, q in _parts(r))]
        event = name != "object" and _is_event(p)
        made.append(
            Spot(
                place=teller.name(part),
                entity=part.entity,
                place_id=known.get(teller.name(part), ""),
                kind=p.predicate,
                label=_where_label(p, name),
                text=teller.phrase(p),
                tenure=_tenure_of(p),
                event=event or _is_event(p),
                said=said_by(claims, teller.source, teller.behind(claims)),
                certainty=_surest(p),
                contested=_contested(teller, claims),
                denied=is_denial(claims[0].claim),
                claims=_ids(claims),
            )
        )
    return made


def _places_in(teller: Teller, p: Proposition) -> Iterator[tuple[str, Mention]]:
    """The places that a statement puts the page's entity in, or where an event of it happened; each once."""
    if p.predicate not in _WHERE and not _is_event(p):
        return
    seen: set[object] = set()
    for record in records(p):
        for name, part in _parts(record):
            if key_of(part) not in seen and not teller.is_about(part):
                seen.add(key_of(part))
                yield name, part


def _parts(record: Record) -> Iterator[tuple[str, Mention]]:
    claim = record.claim
    parts = [("object", claim.object), ("subject", claim.subject), *claim.qualifiers.items()]
    for name, part in parts:
        if isinstance(part, Mention) and part.kind.value == "place":
            yield name, part


def _where_label(p: Proposition, name: str) -> str:
    if name in ("origin", "destination"):
        return f"{entry(p.predicate).label} {'from' if name == 'origin' else 'to'}"
    return entry(p.predicate).label


# --- relations


def _ties(teller: Teller, said: Said) -> Iterator[Tie]:
    for p in said:
        predicate = entry(p.predicate)
        if predicate.section not in ("command", "relations") and p.predicate not in _TIED:
            continue
        claims = records(p)
        claim = claims[0].claim
        forward = teller.is_about(claim.subject)
        other = claim.object if forward else claim.subject
        if not (forward or teller.is_about(claim.object)) or not isinstance(other, Mention) or teller.is_about(other):
            continue
        lasting = predicate.sort is Sort.TRAIT
        yield Tie(
            other=teller.name(other),
            entity=other.entity,
            other_kind=other.kind,
            kind=p.predicate,
            label=predicate.label if forward or predicate.symmetric else predicate.inverse or predicate.label,
            text=teller.phrase(p),
            forward=forward,
            tenure=Tenure() if lasting else _tenure_of(p, moment=predicate.sort is Sort.EVENT),
            moment=lasting or predicate.sort is Sort.EVENT,
            words=teller.when(p) or wording.days(r.document.published for r in claims),
            said=said_by(claims, teller.source, teller.behind(claims)),
            certainty=_surest(p),
            contested=_contested(teller, claims),
            denied=is_denial(claim),
            claims=_ids(claims),
        )


# --- common


def _tenure_of(p: Proposition, *, moment: bool = False) -> Tenure:
    """When a state held: what is said, and otherwise the days on which reports have it so.

    ``moment``: a report attests nothing for its own day; where no time is said, it had happened by the first report.
    """
    whole = Tenure()
    for told in p.claims:
        said = times(told.claim)
        part = Tenure.of(time=said.get("time"), start=said.get("start"), end=said.get("end"))
        whole = _joined(whole, part)
        if "time" not in said and "end" not in said and not moment and not is_past(told):
            day = told.document.published
            whole = whole.seen(Interval.on(day)) if day else whole
    if moment and whole == Tenure():
        day = min((t.document.published for t in p.claims if t.document.published), default=None)
        whole = Tenure(first_seen=Interval(f"../{day}"), last_seen=Interval(f"../{day}")) if day else whole
    return whole


def _joined(one: Tenure, other: Tenure) -> Tenure:
    began = [t for t in (one.began, other.began) if t]
    ended = [t for t in (one.ended, other.ended) if t]
    whole = Tenure(
        min(began, key=lambda t: (t.earliest or date.min, t.edtf), default=None),
        one.first_seen,
        one.last_seen,
        max(ended, key=lambda t: (t.latest or date.max, t.edtf), default=None),
    )
    for seen in (other.first_seen, other.last_seen):
        whole = whole.seen(seen) if seen else whole
    return whole


def _time_of(teller: Teller, p: Proposition) -> tuple[Span, bool]:
    """When it was, as exact as anybody says; else the days of the reports, and False."""
    said = [i for t in p.claims if (i := _said_time(t)) is not None and (i.earliest or i.latest)]
    if said:
        # The finest time that is given; others of one proposition agree with it.
        best = min(said, key=lambda i: (_width(i), i.edtf))
        return Span(best.earliest, best.latest, teller.when(p) or wording.interval(best)), True
    days = sorted(d for t in p.claims if (d := t.document.published))
    if not days:
        return Span(None, None, "undated"), False
    return Span(days[0], days[-1], f"reported {wording.days(days)}"), False


def _said_time(told: Told) -> Interval | None:
    said = times(told.claim)
    if "time" in said:
        return said["time"]
    return said.get("start") or said.get("end")


def _width(interval: Interval) -> int:
    first, last = interval.earliest, interval.latest
    return (last - first).days if first and last else 10**6


def _when_key(p: Proposition) -> tuple[date, str]:
    return _first_day([p]), p.id


def _first_day(block: Iterable[Proposition]) -> date:
    days = [
        day
        for p in block
        for told in p.claims
        for interval in (*times(told.claim).values(), _published(told))
        if interval is not None and (day := interval.earliest or interval.latest)
    ]
    return min(days, default=date.max)


def _place_words(teller: Teller, claims: Sequence[Record]) -> str:
    return wording.listed(dict.fromkeys(teller.name(r.claim.qualifiers.get("place")) for r in claims), "or")


def _surest(p: Proposition) -> Certainty:
    return min(p.certainties, key=_RANK.index)


def _contested(teller: Teller, claims: Iterable[Record]) -> bool:
    return any(r.claim.id in teller.contested for r in claims)


def _ids(claims: Iterable[Record]) -> tuple[str, ...]:
    return tuple(r.claim.id for r in claims)
