"""Makes a report of what each voice of a file says, and takes it in: one report a voice, one commit a report.

The text is what ``attributed`` wrote down, a line a claim; the original is what stood in the file, in JSON. A file that
has changed makes the next version of its reports, as a page does that has changed.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from reportedly.errors import ClaimReason, ClaimRefusal
from reportedly.ledger import Ledger
from reportedly.model import Claim, Document, Interval, Part, Span

from .attributed import Attributed, Found, Passed, Voice
from .desk import Imported, Progress

MEDIA_TYPE = "application/json"


@dataclass(slots=True)
class _Pile:
    """What one voice says: its records, each once, and the lines of its text with where they begin."""

    voice: Voice
    records: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    length: int = 0
    claims: list[Claim] = field(default_factory=list)

    def put(self, found: Attributed) -> None:
        self.records.setdefault(found.key, found.record)
        quote = found.claim.quote
        if quote not in self.lines:
            self.lines[quote] = self.length
            self.length += len(quote) + 1
        self.claims.append(_moved(found.claim, self.lines[quote]))


@dataclass(slots=True)
class Bench:
    """Collects what a file says by who says it, and takes it in."""

    ledger: Ledger
    file: str
    tell: Callable[[ClaimRefusal], object] | None = None
    progress: Callable[[Progress], object] | None = None
    _piles: dict[str, _Pile] = field(default_factory=dict)
    _reasons: Counter[ClaimReason] = field(default_factory=Counter)
    _passed: Counter[str] = field(default_factory=Counter)

    def take(self, found: Iterable[Found]) -> Imported:
        """Take everything in; what it came to."""
        for one in found:
            match one:
                case Attributed():
                    self._piles.setdefault(one.voice.key, _Pile(one.voice)).put(one)
                case Passed(what=what):
                    self._passed[what] += 1
                case ClaimRefusal():
                    self._reasons[one.reason] += 1
                    if self.tell is not None:
                        self.tell(one)
        return self._added()

    def _added(self) -> Imported:
        claims = reports = unchanged = 0
        total = sum(len(pile.claims) for pile in self._piles.values())
        done = 0
        for pile in self._piles.values():
            document, original = _document(self.file, pile)
            reader = f"import:{self.file}"
            of_it = [replace(claim, document=document.id) for claim in pile.claims]
            if self.ledger.knows(self.ledger.settled(document), reader=reader):
                unchanged += 1
            else:
                claims += self.ledger.add(document, original, of_it, reader=reader).new_claims
                reports += 1
            done += len(of_it)
            if self.progress is not None:
                self.progress(Progress(done, total))
        return Imported(
            claims=claims,
            reports=reports,
            new_reports=reports,
            unchanged=unchanged,
            refused=self._reasons.total(),
            by_reason=dict(self._reasons.most_common()),
            passed=dict(self._passed.most_common()),
        )


def _document(file: str, pile: _Pile) -> tuple[Document, bytes]:
    voice = pile.voice
    held = {"file": file, "said by": voice.publisher or voice.name, "records": list(pile.records.values())}
    # Escaped to ASCII: what a file holds, halves of characters too, stays what it was.
    original = json.dumps(held, ensure_ascii=True, indent=1, default=str).encode()
    return (
        Document(
            id=hashlib.sha256(original).hexdigest(),
            name=voice.name,
            text="\n".join(pile.lines),
            origin=f"{file}#{voice.key}",
            retrieved=datetime.now(UTC),
            media_type=MEDIA_TYPE,
            title=voice.title,
            publisher=voice.publisher,
            authors=voice.authors,
            published=voice.published,
            language=voice.language,
        ),
        original,
    )


def _moved(claim: Claim, by: int) -> Claim:
    """The claim ``by`` characters further on."""
    return replace(
        claim,
        span=_shifted(claim.span, by),
        subject=_part(claim.subject, by),
        object=_part(claim.object, by),
        qualifiers={key: _part(part, by) for key, part in claim.qualifiers.items()},
        sources=tuple(replace(s, span=s.span and _shifted(s.span, by)) for s in claim.sources),
        trigger=claim.trigger and _shifted(claim.trigger, by),
    )


def _part(part: Part | None, by: int) -> Any:
    if part is None or isinstance(part, Interval) or part.span is None:
        return part
    return replace(part, span=_shifted(part.span, by))


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
