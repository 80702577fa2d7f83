"""What became of one claim: every form it had, what changed between them, and everything that was judged of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportedly.ledger import Happening, Ledger, Record
from reportedly.model import Claim, Source
from reportedly.model.judgement import MENDED

from .words import Wording, certainty, parts, polarity


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a claim in two forms of it, in words; "" where a form has none."""

    part: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Form:
    """One form of the claim: as a reader made it, or as a person mended it, and what that changed."""

    record: Record
    changes: tuple[Change, ...] = ()
    judgement: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """``forms``: as it was read, then each mended form. ``log``: what was judged of any of them, newest first.

    ``beside``: what is read in the same words besides: by other readers, or by an earlier reading.
    """

    record: Record
    forms: tuple[Form, ...]
    log: tuple[Happening, ...]
    beside: tuple[Record, ...]
    wording: Wording


def history(ledger: Ledger, key: str, *, known: date | None = None) -> History:
    """The history of a claim, by its id or the beginning of it.

    Raises:
        NotFoundError, AmbiguousError, BadValueError: as ``Ledger.claim``.
    """
    record = ledger.claim(key)
    beside = _beside(ledger, record, known)
    steps = _steps(ledger, record.claim.id)
    ids = dict.fromkeys([id_ for step in steps for id_ in step[:2]] or [record.claim.id])
    held = {id_: ledger.claim(id_) for id_ in ids}
    wording = Wording.of(ledger, [*held.values(), *beside])
    into = {mended: (read, judgement) for read, mended, judgement in steps}
    forms = [
        Form(held[id_], changes(held[into[id_][0]].claim, held[id_].claim, wording), into[id_][1])
        if id_ in into
        else Form(held[id_])
        for id_ in ids
    ]
    log = {h.id: h for id_ in ids for h in ledger.log(about=id_) if h.judgement and _before(h, known)}
    happened = sorted(log.values(), key=lambda h: -h.number)
    return History(record, tuple(forms), tuple(happened), tuple(r for r in beside if r.claim.id not in ids), wording)


def changes(before: Claim, after: Claim, wording: Wording) -> tuple[Change, ...]:
    """What is otherwise in the second of two claims, part by part."""
    mine, other = _in_words(before, wording), _in_words(after, wording)
    return tuple(
        Change(part, mine.get(part, ""), other.get(part, ""))
        for part in dict.fromkeys((*mine, *other))
        if mine.get(part, "") != other.get(part, "")
    )


def _in_words(claim: Claim, wording: Wording) -> dict[str, str]:
    """Every part of a claim in words, by its name."""
    return {
        "predicate": wording.label(claim.predicate),
        **{name: _kinded(part, wording.part(part)) for name, part in parts(claim)},
        "polarity": polarity(claim),
        "certainty": certainty(claim),
        "said by": " → ".join(map(_source, claim.sources)) or "the report itself",
    }


def _kinded(part: object, words: str) -> str:
    kind = getattr(part, "kind", None)
    return f"{words} ({kind.value})" if kind and words else words


def _source(source: Source) -> str:
    return f"{source.name} ({source.kind.value})"


def _steps(ledger: Ledger, claim: str) -> list[tuple[str, str, str]]:
    """Every mending that led to or from a claim: the ids of the claim before and after, and of the judgement."""
    found: dict[str, tuple[str, str, str]] = {}
    ahead, seen = [claim], set[str]()
    while ahead:
        id_ = ahead.pop()
        seen.add(id_)
        for judgement in ledger.judgements(about=id_, kind=MENDED):
            read, mended = judgement.about[:2]
            found.setdefault(judgement.id, (read, mended, judgement.id))
            ahead += [other for other in (read, mended) if other not in seen]
    return _in_order(list(found.values()))


def _in_order(steps: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Those that begin with what was read first; each after the one that made what it mends."""
    made = {mended for _, mended, _ in steps}
    return sorted(steps, key=lambda step: step[0] in made)


def _beside(ledger: Ledger, record: Record, known: date | None) -> list[Record]:
    """The other claims that stand on the same words, superseded, struck and repeated ones with them."""
    claim = record.claim
    found = ledger.claims(
        document=claim.document, within=claim.span, superseded=True, rejected=True, repeats=True, known=known
    )
    others = [r for r in found if r.claim.id != record.claim.id]
    return list({(r.claim.id, r.reader): r for r in others}.values())


def _before(happening: Happening, known: date | None) -> bool:
    return known is None or happening.at.date() <= known
