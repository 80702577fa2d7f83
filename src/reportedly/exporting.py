"""Hands work on: chooses, masks and weighs what is asked for and writes it in one of the forms of ``exchange``.

Ties the ledger, the dossier, weighing, masks and exchange together; the command line, the web and the API all come
through here.

    from reportedly import exporting

    with open("guard.docx", "wb") as file:
        carried = exporting.export(ledger, "docx", file, about="Valley Guard")
    print(*carried.left_out, sep="\\n")
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reportedly.dossiers import dossier_of, entity_of, seen
from reportedly.errors import BadValueError, ExchangeError
from reportedly.exchange.formats import FORMATS, Carried, Format, Of, format_of
from reportedly.exchange.matter import Matter, Standing
from reportedly.judging import grading
from reportedly.ledger import Ledger, Record
from reportedly.ways import ways_of
from reportedly.weighing.credibility import grade

if TYPE_CHECKING:
    from reportedly.weighing.standing import Standing as Weighed
    from reportedly.weighing.whole import Whole

__all__ = ["FORMATS", "Carried", "Format", "Matter", "Of", "export", "file_name", "format_of", "matter", "to_file"]

_NAME_MOST = 60


@contextmanager
def matter(
    ledger: Ledger,
    *,
    about: str | None = None,
    as_of: date | None = None,
    known: date | None = None,
    min_confidence: float = 0.0,
    mask: str | None = None,
    folder: Path | None = None,
) -> Iterator[Matter]:
    """What is to be exported, for as long as the ``with`` lasts.

    ``about``: a name, or an entity's id, as ``Workspace.dossier`` takes it; ``as_of``, ``known``, ``min_confidence``
    as there. ``mask``: a rule of ``reportedly.masking``. ``folder``: where pictures and originals may go.

    Raises:
        NotFoundError, AmbiguousError: where ``about`` does not name one.
        BadValueError: where ``mask`` is no rule, or ``min_confidence`` no probability.
    """
    chosen = _Chosen(as_of, known, min_confidence, folder)
    if mask is None:
        yield replace(chosen.of(ledger, about), mask=ledger.masked_by())
        return
    if known is not None:
        raise BadValueError("known", str(known), expected="no such day together with a mask, whose copy is made today")
    from reportedly.masking import masked, parse_rule

    rule = parse_rule(mask)
    # The name is looked up where it stands: the copy does not know it any more.
    entity = None if about is None else entity_of(ledger, about, as_of=as_of)
    with masked(ledger, rule) as copy:
        yield replace(chosen.of(copy.ledger, None if entity is None else copy.entity(entity)), mask=copy.words)


def export(
    ledger: Ledger,
    key: str,
    out: BinaryIO,
    *,
    about: str | None = None,
    as_of: date | None = None,
    known: date | None = None,
    min_confidence: float = 0.0,
    mask: str | None = None,
    folder: Path | None = None,
) -> Carried:
    """Write what is asked for to ``out`` in the form ``key`` (see ``FORMATS``); what it took along and what not.

    Else as ``matter``.

    Raises:
        BadValueError: where there is no such form, or it is a dossier's and ``about`` is not given.
        ExchangeError: where what the form needs is not installed.
    """
    form = checked(key, about=about)
    with matter(
        ledger, about=about, as_of=as_of, known=known, min_confidence=min_confidence, mask=mask, folder=folder
    ) as found:
        return replace(form.export(found, out), masked=found.mask)


def to_file(path: Path, fill: Callable[[BinaryIO], Carried], *, hint: str = "choose another place") -> Carried:
    """Write a file wholly or not at all: into a neighbour first, which then takes its place.

    ``hint``: what to do where it cannot be written.

    Raises:
        ExchangeError: where it cannot be written.
    """
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as stream:
            carried = fill(stream)
        part.replace(path)
    except OSError as error:
        raise ExchangeError(f"{path}: cannot be written: {error.strerror}; {hint}") from error
    finally:
        part.unlink(missing_ok=True)
    return carried


def checked(key: str, *, about: str | None) -> Format:
    """The form of a key, where what it needs is given.

    Raises:
        BadValueError: where there is no such form, or it is a dossier's and ``about`` is not given.
    """
    form = format_of(key)
    if form.of is Of.DOSSIER and about is None:
        raise BadValueError("about", "nothing", expected=f"a name: {form.key} is the dossier of one")
    return form


def file_name(form: Format, about: str | None, *, as_of: date | None = None) -> str:
    """A name for the file: "valley-guard-2022-12-31.docx", "claims.csv"; ASCII, and nothing that a path could mean.

    ``about`` is the name as the export itself has it, so the masked one where a mask is used.
    """
    from anyascii import anyascii

    words = anyascii(unicodedata.normalize("NFKC", (about or "")[: 4 * _NAME_MOST])).casefold()
    stem = re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:_NAME_MOST].rstrip("-") or form.of.value
    return f"{stem}-{as_of.isoformat()}{form.suffix}" if as_of else f"{stem}{form.suffix}"


class _Chosen:
    """The claims and the dossier that are asked for, of whatever ledger."""

    def __init__(self, as_of: date | None, known: date | None, min_confidence: float, folder: Path | None) -> None:
        self._as_of, self._known, self._least, self._folder = as_of, known, min_confidence, folder

    def of(self, ledger: Ledger, about: str | None) -> Matter:
        """The matter of a ledger; ``about`` is a name or an entity's id."""
        dossier = None
        if about is not None:
            dossier = dossier_of(ledger, about, as_of=self._as_of, known=self._known, min_confidence=self._least)
        entity = dossier.entity if dossier else None
        records = self._records(ledger, entity.id if entity else None)
        return Matter(
            ledger=ledger,
            records=tuple(records),
            dossier=dossier,
            about=entity,
            as_of=self._as_of,
            known=self._known,
            min_confidence=self._least,
            folder=self._folder,
            weigh=partial(self._standings, ledger, records, entity.id if entity else None),
        )

    def _records(self, ledger: Ledger, about: str | None) -> list[Record]:
        known, least = self._known, self._least
        return seen(ledger, known=known, min_confidence=least).claims(about=about, as_of=self._as_of)

    def _standings(self, ledger: Ledger, records: list[Record], about: str | None) -> Mapping[str, Standing]:
        """How what each claim says stands, among all claims that day and confidence let through, whomever they concern.

        Where nothing is left out, as the ledger was weighed: by partition, and only those that are needed.
        """
        from reportedly.weigh import METHOD

        plain = self._as_of is None and self._known is None and not self._least
        weighed = _as_kept(ledger, about) if plain and ledger.weighed.fresh(METHOD) else self._anew(ledger)
        graded = grading(ledger)
        wanted = {record.claim.id for record in records}
        found: dict[str, Standing] = {}
        for whole_ in weighed:
            for standing in whole_.standings.values():
                mine = [told.claim.id for told in standing.proposition.claims if told.claim.id in wanted]
                if mine:
                    found |= dict.fromkeys(mine, _in_words(standing, graded=graded))
        return found

    def _anew(self, ledger: Ledger) -> Iterator[Whole]:
        """All that was chosen, weighed together."""
        from reportedly.copying import origins_of
        from reportedly.weighing.whole import whole

        every = self._records(ledger, None)
        yield whole(
            {record.claim.id: record for record in every}.values(),
            origins=origins_of(ledger, {record.claim.document for record in every}),
            ways=ways_of(ledger),
            withdrawn=seen(ledger, known=self._known).retracted().keys(),
        )


def _as_kept(ledger: Ledger, about: str | None) -> Iterator[Whole]:
    """What the ledger was weighed to, of one entity or of all."""
    from reportedly.weigh import Scale, batches

    partitions, most = ledger.weighed.partitions(), about is None
    if about is not None:  # A place in a qualifier is in no proposition's key: such claims are asked for by themselves.
        claims = ledger.weighed.numbers_of([record.claim.id for record in ledger.claims(about=about)])
        mine = ledger.weighed.partitions_of(claims)
        partitions, most = mine, 2 * len(mine) > len(partitions)
    members = ledger.weighed.members(partitions)
    scale = Scale(ledger, ways_of(ledger), everything=most)
    for batch in batches((number, members.get(number, [])) for number in sorted(partitions)):
        yield from (weighed.whole for weighed in scale.each(batch))


def _in_words(standing: Weighed, *, graded: bool) -> Standing:
    """How a proposition stands, for those who know nothing of weighing."""
    own, given = standing.proposition.id, grade(standing) if graded else None
    others = {p.id: p for relation in standing.disputes for p in (relation.a, relation.b) if p.id != own}
    return Standing(
        proposition=own,
        low=standing.backing.independent.low,
        high=standing.backing.independent.high,
        origins=tuple(origin.label for origin in standing.backing.origins),
        grade=int(given.credibility) if given else None,
        grade_words=given.credibility.words if given else "",
        why=given.why if given else (),
        contradicted_by=tuple(sorted(told.claim.id for p in others.values() for told in p.claims)),
        withdrawn=bool(standing.backing.withdrawn) and not standing.backing.origins,
    )
