"""Gold: what people have accepted, mended and rejected, one claim a line, to measure a reader with and to teach it.

The form is that of ``jsonl`` with ``verdict``, ``by``, ``why`` and the report's day (``published``) beside it. A mended
claim stands in its mended form, ``original`` naming the id of the one that was read; a rejected one as it was read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, TextIO

from reportedly.errors import ExchangeError
from reportedly.ledger import BY_REVIEW, Ledger, Record
from reportedly.model import Document

from . import jsonl
from .formats import FORMATS, Carried, text
from .matter import Matter
from .row import Row

_REJECTED, _MENDED = "rejected", "mended"


def judged(ledger: Ledger, *, about: str | None = None, as_of: date | None = None) -> Iterator[Record]:
    """The claims that people have judged, in order of publication: of a mended one only the mended form.

    ``about``, ``as_of``: as in ``Ledger.claims``.
    """
    for record in ledger.claims(about=about, as_of=as_of, rejected=True):
        review = record.review
        if review is None:
            continue
        replaced = review.kind == _MENDED and record.claim.id == review.about[0]
        stray = record.claim.reader == BY_REVIEW and record.claim.id not in review.about
        if not replaced and not stray:
            yield record


def export(matter: Matter, out: BinaryIO) -> Carried:
    """Write what people judged of the chosen claims, and the originals of the reports into ``matter.folder``."""
    about = matter.about.id if matter.about else None
    records = list(judged(matter.ledger, about=about, as_of=matter.as_of))
    if matter.folder is not None:
        write_documents(matter.ledger, records, matter.folder)
    with text(out) as stream:
        return Carried(write(records, stream), FORMATS["gold"].loses)


def write(records: Iterable[Record], out: TextIO) -> int:
    """Write judged claims to ``out``, one a line; how many they were."""
    count = 0
    for record in records:
        out.write(json.dumps(as_json(record), ensure_ascii=False, allow_nan=False))
        out.write("\n")
        count += 1
    return count


def as_json(record: Record) -> dict[str, Any]:
    """One judged claim as a JSON object.

    Raises:
        ValueError: where nobody has judged it.
    """
    review = record.review
    if review is None:
        raise ValueError(f"claim {record.claim.id}: nobody has judged it; expected one that `judged` gave")
    made = jsonl.as_json(Row.of(record))
    made["document"] = file_name(record.document)
    made |= {"verdict": review.kind, "by": review.by, "why": review.reason}
    if review.kind == _MENDED:
        made["original"] = review.about[0]
    if record.document.published is not None:
        made["published"] = record.document.published.isoformat()
    return made


def file_name(document: Document) -> str:
    """The name under which the report's original is written: its own, or the last part of its address."""
    name = PurePosixPath(document.name.replace("\\", "/").split("?")[0]).name
    return name if name not in ("", "-", ".", "..") else f"{document.id[:12]}.txt"


def write_documents(ledger: Ledger, records: Iterable[Record], folder: Path) -> int:
    """Write the original of each report that was judged into ``folder``; how many they were.

    Raises:
        ExchangeError: where one cannot be written, or two would bear one name.
    """
    written: dict[str, str] = {}
    for record in records:
        name, id_ = file_name(record.document), record.document.id
        if written.setdefault(name, id_) != id_:
            raise ExchangeError(f"{folder}: two reports are called {name!r}; export them from ledgers of their own")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, id_ in written.items():
            (folder / name).write_bytes(ledger.original(id_))
    except OSError as error:
        raise ExchangeError(
            f"{folder}: cannot be written: {error.strerror}; choose another with --documents"
        ) from error
    return len(written)
