"""Makes the masked copy of a ledger: a ledger of its own, into which nothing that is hidden was ever written."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from reportedly.errors import ExchangeError, NotFoundError
from reportedly.ledger import Ledger, Record
from reportedly.model import Claim, Document, Judgement, Kind, Mention, Source
from reportedly.model.judgement import DIFFERENT, MASKED, SAME, VOCABULARY
from reportedly.weigh import METHOD, weigh
from reportedly.weighing.identity import Ref, node_of
from reportedly.weighing.told import mentions, source_kind

from .hidden import Hidden, hidden
from .judged import Bench
from .naming_forms import scrubber_of
from .pseudonyms import Pseudonyms
from .reports import Desk, Masked
from .rule import Mask
from .scrubbing import Scrubber

_BY = "reportedly"
_ROUNDS = 3  # times that names are put right, at most
Use = tuple[str, Kind, str]
"""A report, a kind and a name as it is used there."""
Tells = Callable[[str], bool]
"""Whether an address or the like tells something hidden."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A masked copy, open.

    ``words``: the rule and what it came to, in a sentence that may be handed on. ``doubtful``: names that were read as
    a person's or a place's, were taken for something else, and so were not hidden; they are for the owner's eyes.
    """

    ledger: Ledger
    mask: Mask
    words: str
    counts: Mapping[str, int]
    doubtful: tuple[str, ...]
    entities: Mapping[str, str]

    def entity(self, id_: str) -> str:
        """The id in the copy of an entity of the ledger.

        Raises:
            NotFoundError: where the copy does not have it.
        """
        if id_ not in self.entities:
            raise NotFoundError("entity in the masked copy", id_, hint="no claim that is shown speaks of it")
        return self.entities[id_]


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """Who or what stands behind a pseudonym: for the owner of the ledger alone. ``kind``: "unnamed" for a source."""

    label: str
    kind: str
    names: tuple[str, ...]


def pseudonyms_of(ledger: Ledger, mask: Mask) -> list[Pseudonym]:
    """Every pseudonym that a copy by this rule has, with what stands behind it.

    Raises:
        NotFoundError, LedgerError: as ``masked``.
    """
    if not ledger.weighed.fresh(METHOD):
        weigh(ledger)
    found = hidden(ledger, mask, ledger.claims(repeats=True), Pseudonyms(ledger.mask_key()))
    listed = [Pseudonym(label, found.kinds[label].value, tuple(sorted(names))) for label, names in found.names.items()]
    sources = [Pseudonym(label, "unnamed", (" ".join(who.words),)) for who, (label, _) in found.sources.items()]
    return sorted([*listed, *sources], key=lambda one: (one.kind, one.label))


@contextmanager
def masked(ledger: Ledger, mask: Mask) -> Iterator[Copy]:
    """A masked copy of a ledger, weighed and ready to be asked, for as long as the ``with`` lasts.

    It lies in a file of its own in a folder that nobody else can read, and is deleted in the end.

    Raises:
        NotFoundError: where the rule names somebody of whom no report speaks.
        LedgerError: where the ledger cannot be read, or its key cannot be kept in it.
    """
    with (
        tempfile.TemporaryDirectory(prefix="reportedly-masked-") as folder,
        Ledger.open(Path(folder) / "masked.db", lasting=False) as empty,
    ):
        yield _filled(ledger, mask, empty)


def write_masked(ledger: Ledger, mask: Mask, out: str | Path) -> Copy:
    """Write a masked copy of a ledger to a file, to be handed on: one file, without a log beside it. It is closed.

    Raises:
        ExchangeError: where there is a file already, or it cannot be written.
        NotFoundError, LedgerError: as ``masked``.
    """
    path = Path(out)
    if path.exists():
        raise ExchangeError(f"{path}: is there already; give another name, or delete it first")
    part = path.with_name(f"{path.name}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with Ledger.open(part, lasting=False) as empty:
            made = _filled(ledger, mask, empty)
        _close_up(part)
        part.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise ExchangeError(f"{path}: cannot be written: {error}; choose another place") from error
    finally:
        for left in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal"))):
            left.unlink(missing_ok=True)
    return made


def _close_up(path: Path) -> None:
    """One file: the log is folded in and pages that were freed are gone."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is to be masked of a ledger, and all that it takes."""

    records: Sequence[Record]
    documents: Sequence[Document]
    pseudonyms: Pseudonyms
    found: Hidden
    scrubber: Scrubber
    desk: Desk

    def reports(self) -> Iterator[Masked]:
        """Every report as the copy will have it, with its claims."""
        by_report: dict[str, list[Record]] = defaultdict(list)
        for record in self.records:
            by_report[record.document.id].append(record)
        for document in sorted(self.documents, key=lambda d: (d.retrieved, d.name, d.id)):
            yield self.desk.report(document, by_report[document.id])


def prepared(ledger: Ledger, mask: Mask) -> Prepared:
    """What a mask hides of a ledger and how, with nothing written yet.

    Raises:
        NotFoundError: where the rule names somebody of whom no report speaks.
    """
    records, documents = ledger.claims(repeats=True), ledger.documents()
    pseudonyms = Pseudonyms(ledger.mask_key())
    pseudonyms.settle("report", [each for document in documents for each in (document.id, document.origin)])
    found = hidden(ledger, mask, records, pseudonyms)
    scrubber = scrubber_of(found, documents, mask)
    return Prepared(records, documents, pseudonyms, found, scrubber, Desk(found, scrubber, pseudonyms))


def _filled(ledger: Ledger, mask: Mask, empty: Ledger) -> Copy:
    if not ledger.weighed.fresh(METHOD):
        weigh(ledger)
    work = prepared(ledger, mask)
    records, pseudonyms, found, desk = work.records, work.pseudonyms, work.found, work.desk
    standing = ledger.judgements(standing=True)
    pseudonyms.settle("judge", [judgement.by for judgement in standing])
    words = Bench(desk, found, pseudonyms, reports={}, claims={})
    for judgement in words.judgements([j for j in standing if j.kind == VOCABULARY]):
        empty.judge(judgement)
    reports, claims, left_out = _fill(empty, work)
    bench = Bench(desk, found, pseudonyms, reports=reports, claims=claims)
    for judgement in bench.judgements([j for j in standing if j.kind != VOCABULARY]):
        empty.judge(judgement)
    counts = _counts(found, left_out=left_out, alike=len(claims) - len(set(claims.values())))
    said = f"{mask.in_words()} {_in_words(counts)}"
    empty.judge(_note(said, counts))
    weigh(empty)
    uses = _uses(records, desk, reports)
    entities = _put_right(empty, uses)
    return Copy(empty, mask, said, counts, tuple(sorted({e.name for e in found.doubtful})), entities)


def _fill(empty: Ledger, work: Prepared) -> tuple[dict[str, str], dict[str, str], int]:
    """Put every report into the copy; ids of reports and claims there by those of the ledger, and what was left out."""
    reports: dict[str, str] = {}
    claims: dict[str, str] = {}
    left_out = 0
    for masked_report in work.reports():
        reports[masked_report.was] = masked_report.document.id
        claims |= {key.rpartition("\0")[2]: claim.id for key, (_, claim) in masked_report.claims.items()}
        left_out += masked_report.left_out
        _add(empty, masked_report, work.scrubber.tells)
    return reports, claims, left_out


def _add(empty: Ledger, report: Masked, tells: Tells) -> None:
    readings: dict[str, list[Claim]] = defaultdict(list)
    for reader, claim in report.claims.values():
        # The name of an imported file can tell something too.
        readings["import" if reader.startswith("import:") or tells(reader) else reader].append(claim)
    for reader, held in readings.items() or {"no reader": []}.items():
        empty.add(report.document, report.original, held, reader=reader)


def _note(words: str, counts: Mapping[str, int]) -> Judgement:
    content = json.dumps(counts, sort_keys=True)
    return Judgement(uuid4().hex, MASKED, ("ledger",), _BY, datetime.now(UTC), words, content=content)


def _counts(found: Hidden, *, left_out: int, alike: int) -> dict[str, int]:
    counts = {kind.value: count for kind in Kind if (count := found.count(kind))}
    if found.sources:
        counts["unnamed source"] = len(found.sources)
    return counts | {"left out": left_out, "alike": alike}


def _in_words(counts: Mapping[str, int]) -> str:
    told = [f"{count} {_plural(what, count)}" for what, count in counts.items() if what not in ("left out", "alike")]
    said = f"It hid {', '.join(told)}." if told else "It found nothing to hide."
    if left := counts["left out"]:
        said += f" {left} {_plural('claim', left)} of earlier editions of reports did not come along."
    if alike := counts["alike"]:
        said += f" {alike} {_plural('claim', alike)} that only what is hidden told from another fell together with it."
    return said


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


# --- names


def _uses(records: Sequence[Record], desk: Desk, reports: Mapping[str, str]) -> dict[Use, str]:
    """Every name that the copy uses, with the ledger's entity that it stands for there."""
    found: dict[Use, Counter[str]] = defaultdict(Counter)
    for record in records:
        report = record.document.id
        for part, kind in _named(record.claim):
            if part.entity is not None:
                found[reports[report], kind, desk.name(part, report)][part.entity] += 1
    return {use: counted.most_common(1)[0][0] for use, counted in found.items()}


def _named(claim: Claim) -> Iterator[tuple[Mention | Source, Kind]]:
    for part in mentions(claim):
        yield part, part.kind
    for source in claim.sources:
        if kind := source_kind(source.kind):
            yield source, kind


def _put_right(copy: Ledger, uses: Mapping[Use, str]) -> dict[str, str]:
    """See that names are one and two in the copy as they are in the ledger; the copy's entities by the ledger's.

    Names are resolved in the copy as in any ledger, from what its claims say. Where that came out otherwise, because
    what joined two names is hidden, a judgement says so: it holds for whoever goes on with the copy.
    """
    for _ in range(_ROUNDS):
        placed = _placed(copy)
        wrong = _wrong(uses, placed)
        if not wrong:
            break
        for kind, one, other in wrong:
            about = tuple(sorted((one, other)))
            copy.judge(
                Judgement(uuid4().hex, kind, about, _BY, datetime.now(UTC), "as in the ledger this was made from")
            )
        weigh(copy)
    placed = _placed(copy)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for use, entity in uses.items():
        if use in placed:
            found[entity][placed[use]] += 1
    return {entity: counted.most_common(1)[0][0] for entity, counted in found.items()}


def _placed(copy: Ledger) -> dict[Use, str]:
    return {(m.document, Kind(m.kind), m.name): m.entity for m in copy.members()}


def _wrong(uses: Mapping[Use, str], placed: Mapping[Use, str]) -> list[tuple[str, str, str]]:
    """Pairs of names that must be judged the same or different, by their references."""
    together: dict[str, dict[str, str]] = defaultdict(dict)  # the ledger's entity -> the copy's -> a reference
    apart: dict[str, dict[str, str]] = defaultdict(dict)
    for use, entity in sorted(uses.items()):
        if use in placed:
            reference = _reference(use)
            together[entity].setdefault(placed[use], reference)
            apart[placed[use]].setdefault(entity, reference)
    wrong = []
    for kind, groups in ((SAME, together), (DIFFERENT, apart)):
        for held in groups.values():
            first, *others = held.values()
            wrong += [(kind, first, other) for other in others if other != first]
    return list(dict.fromkeys(wrong))


def _reference(use: Use) -> str:
    document, kind, name = use
    return str(Ref(kind, name, node_of(document, kind, name).document))
