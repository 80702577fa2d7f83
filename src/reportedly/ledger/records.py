"""What the ledger answers with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reportedly.model import Claim, Document, Judgement
from reportedly.model.judgement import MENDED, REJECTED


@dataclass(frozen=True, slots=True)
class Agreement:
    """That another reader read the same: the reader, and the id of its claim."""

    reader: str
    claim: str


@dataclass(frozen=True, slots=True)
class Reading:
    """That a reader has read a document, whatever it found."""

    document: str
    reader: str


@dataclass(frozen=True, slots=True)
class Record:
    """One claim as the ledger holds it.

    ``document`` is the report as it stood when the claim was read, so that
    ``document.text[start:end]`` is the quotation. ``learned`` is when the ledger first
    held this very claim, ``reader`` the reader that made it. ``superseded_by_reader``
    names the reader whose later reading of the same report took its place, None where
    the claim stands. ``review`` is what a person judged of it and still holds: that it is right, that it is not, or
    that it is right once mended (on the claim as it was read and on the mended one). ``newer_version`` is the id of the
    document that is the next version of this one (the page changed), None where it is the latest. ``agreed`` are other
    readers that read the same in the same words: one record stands for all, and it is still one report that says it.
    ``retraction`` is the judgement that the outlet took the claim, or its whole report, back or corrected it.
    """

    claim: Claim
    document: Document
    learned: datetime
    reader: str
    superseded_by_reader: str | None = None
    newer_version: str | None = None
    review: Judgement | None = None
    agreed: tuple[Agreement, ...] = ()
    retraction: Judgement | None = None

    @property
    def struck(self) -> bool:
        """Whether a person has rejected this claim, or put a mended one in its place: then it is shown no more."""
        review = self.review
        return review is not None and review.kind in (REJECTED, MENDED) and review.about[0] == self.claim.id

    def _repr_html_(self) -> str:
        """The claim in a notebook, with the report that it stands in and what became of it."""
        from reportedly.model import notebook

        document = self.document
        told = [notebook.shown(document.publisher or document.title or document.name)]
        told += [notebook.shown(document.title)] if document.publisher and document.title else []
        told += [document.published.isoformat()] if document.published else []
        fate = [j.kind for j in (self.review, self.retraction) if j] + ["superseded"] * bool(self.superseded_by_reader)
        told += [f"<strong>{notebook.shown(kind)}</strong>" for kind in fate]
        return notebook.claim(self.claim, ", ".join(told))


@dataclass(frozen=True, slots=True)
class Added:
    """What one commit changed; nothing, where the ledger knew the report and this reading of it.

    ``new_claims`` counts the claims of the new reading, ``superseded`` those of the reading it took the
    place of; a claim that both made counts in both.
    """

    new_document: bool
    new_claims: int
    superseded: int
    new_reading: bool = False


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Once that a document was got: when, whence, and the name it went by."""

    document: str
    name: str
    origin: str
    retrieved: datetime


@dataclass(frozen=True, slots=True)
class Membership:
    """That a mention belongs to an entity, and what that rests on.

    The mention is named by its document, kind and name; ``score`` is between 0 and 1.
    """

    document: str
    kind: str
    name: str
    entity: str
    score: float = 1.0
    reasons: tuple[str, ...] = ()
