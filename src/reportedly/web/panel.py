"""What is shown of a claim wherever one is looked at: its parts, its chain, and who else says so or denies it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportedly import evidence
from reportedly.copying import origins_of
from reportedly.errors import NotFoundError
from reportedly.evidence.marking import cue_of
from reportedly.evidence.words import certainty, parts, polarity
from reportedly.ledger import Record
from reportedly.model import Mention, Source
from reportedly.weighing.origins import Origin

from .desk import Desk


@dataclass(frozen=True, slots=True)
class Row:
    """One part of a claim: its name, its words, what sort of thing it is, who that is and what the ledger calls it."""

    name: str
    words: str
    kind: str = ""
    entity: str = ""
    known_as: str = ""
    edtf: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain; ``reference`` is None where it has no name, ``cue`` the word that brings it in, if any."""

    name: str
    kind: str
    reference: str | None
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A claim in words."""

    record: Record
    says: str
    denied: bool
    rows: Sequence[Row]
    polarity: str
    certainty: str
    chain: Sequence[Link]
    origin: Origin
    statement: evidence.Statement | None
    beside: str = ""

    @property
    def struck(self) -> bool:
        """Whether the claim is shown no more; see ``Record.struck``."""
        return self.record.struck


def panel(desk: Desk, record: Record) -> Panel:
    """The panel of a claim, its proposition as of the day of the desk."""
    claim = record.claim
    wording = evidence.Wording.of(desk.ledger, [record])
    statement = _statement(desk, claim.id)
    place = record.document.where(claim.span)
    where = [f"page {place.page}" if place.page else "", place.section or ""] if place else []
    return Panel(
        record=record,
        says=wording.says(record),
        denied=claim.polarity.value == "denied",
        rows=[_row(name, part, wording) for name, part in parts(claim) if part is not None],
        polarity=polarity(claim),
        certainty=certainty(claim),
        chain=[_link(source, record.document.text) for source in claim.sources],
        origin=origins_of(desk.ledger, [claim.document]).origin_of(record),
        statement=statement,
        beside=", ".join(part for part in where if part),
    )


def reference(name: str, kind: str) -> str | None:
    """How a page of a source is addressed; None for a source without a name."""
    kinds = {"outlet": "organization", "organization": "organization", "person": "person", "work": "work"}
    return f"{kinds[kind]}:{name}" if kind in kinds else None


def _statement(desk: Desk, claim: str) -> evidence.Statement | None:
    held = desk.ledger.weighed.propositions_of([claim]).get(claim)
    if held is None:
        return None
    try:
        return evidence.statement(desk.ledger, held.id, as_of=desk.as_of)
    except NotFoundError:
        return None


def _link(source: Source, text: str) -> Link:
    cue = cue_of(source, text)
    return Link(source.name, source.kind.value, reference(source.name, source.kind.value), cue.of(text) if cue else "")


def _row(name: str, part: object, wording: evidence.Wording) -> Row:
    words = wording.part(part)  # type: ignore[arg-type]
    if isinstance(part, Mention):
        return Row(name, words, part.kind.value, part.entity or "", wording.known_as(part))
    return Row(name, words, edtf=getattr(part, "edtf", ""))
