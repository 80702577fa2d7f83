"""Takes the claims of a file in, report by report: each line is held against its text, each reading is one commit."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any, BinaryIO

from reportedly.errors import AmbiguousError, ClaimReason, ClaimRefusal, NotFoundError, Refusal
from reportedly.exchange import jsonl
from reportedly.exchange.row import Row
from reportedly.intake import Intaken
from reportedly.ledger import BY_REVIEW, Ledger, UnfitError
from reportedly.ledger.writer import check
from reportedly.model import Claim, Document, Mention
from reportedly.reading.vocabulary import predicates

from .shelf import Found, Lines

_SHOWN = 60  # characters of a value that a refusal shows
_BY_IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import has come: lines that are done with, of how many."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to.

    ``claims`` and ``reports``: taken in now; ``unchanged``: reports whose claims were there already, as they are;
    ``superseded``: claims of an earlier import that gave way; ``refused``: lines; ``documents``: files of the folder
    that could not be taken in; ``passed``: what in the file makes no claim, by what it is.
    """

    claims: int = 0
    reports: int = 0
    new_reports: int = 0
    unchanged: int = 0
    superseded: int = 0
    refused: int = 0
    by_reason: Mapping[ClaimReason, int] = field(default_factory=dict)
    documents: tuple[Refusal, ...] = ()
    passed: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Desk:
    """Takes claims in, report by report, and counts."""

    ledger: Ledger
    file: str
    stream: BinaryIO
    tell: Callable[[ClaimRefusal], object] | None
    progress: Callable[[Progress], object] | None
    total: int = 0
    done: int = 0
    claims: int = 0
    reports: int = 0
    new: int = 0
    unchanged: int = 0
    superseded: int = 0
    reasons: Counter[ClaimReason] = field(default_factory=Counter)

    def sorted_out(self) -> Lines:
        """Which lines belong to which report; a line that names none is refused here."""
        lines: Lines = {}
        offset = 0
        for number, line in enumerate(self.stream, start=1):
            if line.strip():
                self.total += 1
                if name := self._report_of(line, number):
                    lines.setdefault(name, array("q")).extend((offset, number))
            offset += len(line)
        return lines

    def _report_of(self, line: bytes, number: int) -> str | None:
        try:
            raw = json.loads(line)
        except ValueError as error:
            shown = line.decode(errors="replace").strip()
            self._refuse(number, ClaimReason.MALFORMED, "line", shown, f"one JSON object ({error})")
            return None
        document, id_ = (raw.get("document"), raw.get("document_id")) if isinstance(raw, dict) else (None, None)
        if not isinstance(document, str) or not document.strip():
            self._refuse(number, ClaimReason.MALFORMED, "document", document, "the name of the report, a text")
            return None
        # An id of ours says more than a name, which two reports can bear.
        return self._of_id(document, id_) if isinstance(id_, str) else document

    def _of_id(self, document: str, id_: str) -> str:
        return id_ if len(id_) == 64 and self._is_held(id_) else document

    def _is_held(self, id_: str) -> bool:
        try:
            return self.ledger.document(id_).id == id_
        except (NotFoundError, AmbiguousError):
            return False

    def take(self, name: str, at: array[int], found: Found) -> None:
        """Take in the claims of one report, those of each reader as a reading."""
        if isinstance(found, str):
            for number in at[1::2]:
                self._refuse(number, ClaimReason.NO_DOCUMENT, "document", name, found)
        else:
            document = found if isinstance(found, Document) else self.ledger.settled(found.document)
            readings: dict[str, dict[str, Claim]] = defaultdict(dict)
            for offset, number in zip(at[::2], at[1::2], strict=True):
                row = self._row(offset, number, document)
                if row is not None:
                    reader = f"{_BY_IMPORT}:{self.file}" if row.reader == _BY_IMPORT else row.reader
                    readings[reader].setdefault(row.claim.id, row.claim)
            taken = [self._add(document, found, reader, claims) for reader, claims in readings.items()]
            self.reports += any(taken)
            self.unchanged += bool(taken) and not any(taken)
        self.done += len(at) // 2
        if self.progress is not None:
            self.progress(Progress(self.done, self.total))

    def _row(self, offset: int, number: int, document: Document) -> Row | None:
        """The claim of a line, as one of this document; None where it is refused."""
        self.stream.seek(offset)
        try:
            row = jsonl.from_json(json.loads(self.stream.readline()))
        except jsonl.FieldError as error:
            self._refuse(number, ClaimReason.MALFORMED, error.key, error.value, error.expected)
            return None
        claim = _ours(row.claim, document)
        known = predicates()
        if claim.predicate not in known:
            near = ", ".join(get_close_matches(claim.predicate, known, n=3))
            hint = f"a predicate of the vocabulary{f' (near it: {near})' if near else ''}"
            expected = f"{hint}, or one of your own, given with: reportedly read --vocabulary FILE"
            self._refuse(number, ClaimReason.UNKNOWN_PREDICATE, "predicate", claim.predicate, expected)
            return None
        there = document.text[claim.span.start : claim.span.end]
        if there != claim.quote:
            self._refuse(number, ClaimReason.NOT_IN_THE_TEXT, "quote", claim.quote, _where(claim, document))
            return None
        try:
            check(claim, document)
        except UnfitError as error:
            self._refuse(number, ClaimReason.NOT_IN_THE_TEXT, "spans", claim.quote, f"spans inside the text ({error})")
            return None
        return replace(row, claim=claim)

    def _add(self, document: Document, found: Intaken | Document, reader: str, claims: dict[str, Claim]) -> bool:
        """Keep one reading; False where the ledger has it already, just so."""
        named = self._version(document, reader, claims)
        if named is None:
            return False
        if isinstance(found, Intaken):
            added = self.ledger.add(found.document, found.original, claims.values(), reader=named)
        else:
            added = self.ledger.add(found, self.ledger.original(found.id), claims.values(), reader=named)
        self.claims += added.new_claims
        self.new += added.new_document
        self.superseded += added.superseded
        return True

    def _version(self, document: Document, reader: str, claims: dict[str, Claim]) -> str | None:
        """The reader's name, with a version where the file is its reader or its name is taken; None: it is there.

        Of one reader two versions supersede each other, so a file that was changed replaces what it gave before.
        """
        content = hashlib.sha256("".join(sorted(claims)).encode()).hexdigest()[:8]
        named = f"{reader} {content}" if reader == f"{_BY_IMPORT}:{self.file}" else reader
        if not self.ledger.knows(document, reader=named):
            return named
        held = self.ledger.claims(document=document.id, rejected=True, repeats=True)
        of_reader = {r.claim.id for r in held if r.reader == named and r.claim.reader != BY_REVIEW}
        if of_reader == claims.keys():
            return None
        # A hyphen or a blank stands before a version; what is added there leaves the reader the same.
        mark = "+" if "-" in named or " " in named.strip() else "-"
        tries = (f"{named}{mark}{content}{f'.{n}' if n else ''}" for n in range(10_000))
        return next(tried for tried in tries if not self.ledger.has(document.id, reader=tried))

    def _refuse(self, number: int, reason: ClaimReason, key: str, value: object, expected: str) -> None:
        self.reasons[reason] += 1
        if self.tell is not None:
            shown = str(value) if len(str(value)) <= _SHOWN else str(value)[:_SHOWN] + "…"
            self.tell(ClaimRefusal(self.file, number, reason, key, shown, expected))

    def summary(self, refused: Sequence[Refusal]) -> Imported:
        """What it came to; ``refused``: the files that were not taken in."""
        return Imported(
            claims=self.claims,
            reports=self.reports,
            new_reports=self.new,
            unchanged=self.unchanged,
            superseded=self.superseded,
            refused=self.reasons.total(),
            by_reason=dict(self.reasons.most_common()),
            documents=tuple(refused),
        )


def _ours(claim: Claim, document: Document) -> Claim:
    """A claim as one of this document: under its id, without the entities of another ledger."""
    return replace(
        claim,
        document=document.id,
        subject=_nameless(claim.subject),
        object=None if claim.object is None else _nameless(claim.object),
        qualifiers={key: _nameless(part) for key, part in claim.qualifiers.items()},
        sources=tuple(replace(source, entity=None) for source in claim.sources),
        # Here nobody has judged it: as a mended form it would be hidden without its judgement.
        reader=_BY_IMPORT if claim.reader == BY_REVIEW else claim.reader,
    )


def _nameless(part: Any) -> Any:
    return replace(part, entity=None) if isinstance(part, Mention) else part


def _where(claim: Claim, document: Document) -> str:
    """What stands where a claim says, and where its words do stand."""
    start, end = claim.span.start, claim.span.end
    if claim.span.end > len(document.text):
        there = f"a place in the text of {document.name}, which has {len(document.text)} characters"
    else:
        words = document.text[start:end]
        there = f"what stands at {start}..{end} of {document.name}: {words if len(words) <= 80 else words[:77] + '…'!r}"
    found = document.text.find(claim.quote)
    return f"{there}; these words stand at {found}..{found + len(claim.quote)}" if found >= 0 else there
