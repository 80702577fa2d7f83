"""One source: its letter and record, its reports, what it says, whom it cites and who cites it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportedly.judging import Graded, grades, source_named
from reportedly.ledger import Happening, Ledger
from reportedly.ledger.heard import Heard
from reportedly.ledger.voices import Cited
from reportedly.model import Document
from reportedly.model.judgement import RELIABILITY

from .words import Wording

MOST = 40
"""Claims, and links of chains, that are given at once."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A source as the reports out by a day make it; ``said`` are some of its ``total`` claims, the latest first.

    ``graded`` says how often it was confirmed; ``judged`` are the letters it was given, newest first.
    """

    graded: Graded
    judged: tuple[Happening, ...]
    published: tuple[Document, ...]
    citing: tuple[Document, ...]
    said: tuple[Heard, ...]
    total: int
    cites: tuple[Cited, ...]
    cited_by: tuple[Cited, ...]
    wording: Wording


def profile(ledger: Ledger, name: str, *, as_of: date | None = None, most: int = MOST, skip: int = 0) -> Profile:
    """The source of a name, or of KIND:NAME as ``judging.reference`` gives it.

    Raises:
        NotFoundError: where no report is published by it or cites it.
        AmbiguousError: where sources of several kinds bear the name.
    """
    source = source_named(ledger, name)
    voices = ledger.voices
    said = voices.said(source, as_of=as_of, most=most, skip=skip)
    heard = ledger.weighed.heard(said.numbers)
    claims = tuple(heard[number] for number in said.numbers if number in heard)
    published, citing = voices.reports(source, as_of=as_of)
    known = {d.id: d for d in ledger.copies.described({*published, *citing})}
    given = [h for h in ledger.log(kind=RELIABILITY, about=f"{source.kind.value}:{source.name}") if h.judgement]
    return Profile(
        graded=grades(ledger, [source])[0],
        judged=tuple(reversed(given)),
        published=tuple(known[id_] for id_ in published if id_ in known),
        citing=tuple(known[id_] for id_ in citing if id_ in known),
        said=claims,
        total=said.total,
        cites=tuple(voices.cites(source, as_of=as_of, most=most)),
        cited_by=tuple(voices.cited_by(source, as_of=as_of, most=most)),
        wording=Wording.of(ledger, claims),
    )
