"""A report and its claims as the masked copy has them: text, names, addresses, quotations and spans."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from reportedly.ledger import BY_REVIEW, Record
from reportedly.model import Claim, Document, Interval, Mention, Part, Passage, Quantity, Source, Span, Text
from reportedly.model.document import SECTION_MARK

from .hidden import Hidden
from .pseudonyms import Pseudonyms
from .scrubbing import Scrubbed, Scrubber

_WEB = re.compile(r"https?://", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_BRACKETS = re.compile(r"\[(\w+) withheld\]")
_LOGIN = re.compile(r"(?<=//)[^/@\s]*@")
_SHORT_ENOUGH = 2_000  # characters of a name or address; a longer one is none


@dataclass(frozen=True, slots=True)
class Masked:
    """One report of the copy: its document, its bytes, and the claims that stand in it by those of the ledger.

    ``was``: the id of the report in the ledger.
    """

    was: str
    document: Document
    original: bytes
    claims: Mapping[str, tuple[str, Claim]]
    """Of each claim's id as it was the reader and the masked claim."""
    left_out: int


class Desk:
    """Masks reports, one after another."""

    def __init__(self, hidden: Hidden, scrubber: Scrubber, pseudonyms: Pseudonyms) -> None:
        self._hidden, self._scrubber, self._pseudonyms = hidden, scrubber, pseudonyms
        self._spoken: dict[str, set[str]] = {}
        for label, reports in hidden.reports.items():
            for report in reports:
                self._spoken.setdefault(report, set()).add(label)

    def words(self, text: str, report: str = "") -> str:
        """Any words without what is hidden; ``report``: the id of the report that they are about."""
        return self._scrubber.plain(text, report=report, spoken=self._spoken.get(report, ()))

    def code(self, text: str) -> str:
        """What is half a program, without those of whom claims speak; else its words are those of a language."""
        # Brackets would say something there.
        return _BRACKETS.sub(r"\1 withheld", self._scrubber.scrub(text, strays=False).text)

    def name(self, kind_and_name: Mention | Source, report: str) -> str:
        """The name of somebody: the pseudonym where it is hidden."""
        return self._hidden.labels.get(kind_and_name.entity or "") or self.words(kind_and_name.name, report)

    def report(self, document: Document, records: Iterable[Record]) -> Masked:
        """One report with the claims that stand in this very text of it; others are left out, and counted."""
        held = list(records)
        meant = _Meant(self._hidden, held)
        told = self._spoken.get(document.id, set())
        text = self._scrubber.scrub(document.text, report=document.id, spoken=told, meant=meant)
        made = self._document(document, text)
        original = _original(made, self._pseudonyms.report(document.id))
        made = replace(made, id=hashlib.sha256(original).hexdigest())
        claims: dict[str, tuple[str, Claim]] = {}
        for record in held:
            claim = record.claim
            # Another edition of the same bytes has another text, which is not handed on.
            if document.text[claim.span.start : claim.span.end] == claim.quote:
                claims[f"{record.reader}\0{claim.id}"] = (record.reader, self._claim(claim, document.id, made, text))
        return Masked(document.id, made, original, claims, len(held) - len(claims))

    # --- the document

    def _document(self, document: Document, text: Scrubbed) -> Document:
        def plain(words: str) -> str:
            return self.words(words, document.id)

        return Document(
            id="",
            name=self._file(document.name, document.id),
            text=text.text,
            origin=self._origin(document.origin, document.id),
            retrieved=datetime.combine(document.retrieved.date(), datetime.min.time(), UTC),
            media_type="text/plain",
            title=None if document.title is None else plain(document.title),
            publisher=None if document.publisher is None else plain(document.publisher),
            authors=tuple(dict.fromkeys(plain(author) for author in document.authors)),
            published=document.published,
            language=document.language if _LANGUAGE.fullmatch(document.language or "") else None,
            passages=tuple(_passage(passage, text, plain) for passage in document.passages),
        )

    def _file(self, name: str, report: str) -> str:
        """A file's name or an address; where it tells something hidden, what the report is called instead."""
        if (
            len(name) > _SHORT_ENOUGH
            or self._scrubber.tells(name, self._spoken.get(report, ()))
            or self.words(name, report) != name
        ):
            return f"report {self._pseudonyms.report(report)}"
        return _LOGIN.sub("", name) if _WEB.match(name) else name.replace("\\", "/").rpartition("/")[2] or "report"

    def _origin(self, origin: str, report: str) -> str:
        """An address of the web that tells nothing stays; a path of somebody's machine never does."""
        open_address = _WEB.match(origin) and len(origin) <= _SHORT_ENOUGH
        open_address = open_address and not self._scrubber.tells(origin, self._spoken.get(report, ()))
        if open_address and self.words(origin) == origin:
            return _LOGIN.sub("", origin)
        return f"masked:{self._pseudonyms.report(origin)}"

    # --- its claims

    def _claim(self, claim: Claim, report: str, made: Document, text: Scrubbed) -> Claim:
        span = Span(*text.span(claim.span.start, claim.span.end))
        masked = Claim(
            document=made.id,
            quote=text.text[span.start : span.end],
            span=span,
            predicate=claim.predicate,
            subject=self._subject(claim.subject, report, text),
            object=None if claim.object is None else self._object(claim.object, report, text),
            qualifiers={key: self._part(part, report, text) for key, part in claim.qualifiers.items()},
            polarity=claim.polarity,
            certainty=claim.certainty,
            sources=tuple(self._source(source, report, text) for source in claim.sources),
            # Without its judgement a mended form would be hidden.
            reader="mended" if claim.reader == BY_REVIEW else self._reader(claim.reader),
            score=claim.score,
            trigger=_moved(claim.trigger, text),
        )
        return masked.standing_in(text.text)

    def _reader(self, name: str) -> str:
        return "import" if self._scrubber.tells(name) else name

    def _subject(self, part: Mention | Text, report: str, text: Scrubbed) -> Mention | Text:
        if isinstance(part, Mention):
            return Mention(self.name(part, report), part.kind, _moved(part.span, text))
        return Text(self.words(part.value, report), _moved(part.span, text))

    def _object(self, part: Mention | Text | Quantity, report: str, text: Scrubbed) -> Mention | Text | Quantity:
        if isinstance(part, Quantity):
            unit = None if part.unit is None else self.words(part.unit, report)
            return replace(part, unit=unit, span=_moved(part.span, text))
        return self._subject(part, report, text)

    def _part(self, part: Part, report: str, text: Scrubbed) -> Part:
        return part if isinstance(part, Interval) else self._object(part, report, text)

    def _source(self, source: Source, report: str, text: Scrubbed) -> Source:
        return Source(self.name(source, report), source.kind, _moved(source.span, text))


class _Meant:
    """Whom the words of a text mean, as its claims have it."""

    def __init__(self, hidden: Hidden, records: Iterable[Record]) -> None:
        self._at: dict[tuple[int, int], str] = {}
        for record in records:
            claim = record.claim
            for part in (claim.subject, claim.object, *claim.qualifiers.values(), *claim.sources):
                span = getattr(part, "span", None)
                entity = getattr(part, "entity", None)
                if span is not None and entity is not None:
                    self._at[span.start, span.end] = hidden.labels.get(entity, "")

    def __call__(self, start: int, end: int) -> str | None:
        return self._at.get((start, end))


def _moved(span: Span | None, text: Scrubbed) -> Span | None:
    return None if span is None else Span(*text.span(span.start, span.end))


def _passage(passage: Passage, text: Scrubbed, plain: Callable[[str], str]) -> Passage:
    start, end = text.span(passage.start, passage.end)
    section = None
    if passage.section is not None:
        section = SECTION_MARK.join(plain(part) for part in passage.section.split(SECTION_MARK))
    return replace(passage, start=start, end=end, section=section)


def _original(document: Document, number: str) -> bytes:
    """What stands for the original, which is not handed on: the masked text under a few lines that say so."""
    head = [f"Masked copy of report {number}; the original is not handed on."]
    head += [f"Title: {document.title}"] if document.title else []
    head += [f"Publisher: {document.publisher}"] if document.publisher else []
    head += [f"Published: {document.published.isoformat()}"] if document.published else []
    return "\n".join([*head, "", document.text]).encode()
