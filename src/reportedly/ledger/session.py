"""The ledger as its users meet it: one door, one transaction a call, one commit a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from reportedly.errors import NotFoundError
from reportedly.model import Claim, Document, Entity, Judgement, Span
from reportedly.model.judgement import MASKED

from . import agreed, backend, chain, former, fulltext, judged, log, mask_keys, named_sources, reviews, verify, writer
from . import reader as look_up
from .asked import Asked, Part
from .copies import Copies
from .corrections import Corrections
from .excerpt import Excerpts
from .findings import Finding
from .log import Happening
from .migrations import migrate
from .moment import moment
from .named_sources import NamedSource
from .naming import Naming
from .records import Added, Membership, Reading, Record, Retrieval
from .survey import Survey
from .verify import Verified
from .voices import Voices
from .weighed import Weighed

BUSY_SECONDS = 30.0


class Ledger:
    """Documents, what was claimed in them, and what was judged of it, on disk.

    Open it with ``Ledger.open`` and close it, or use it in a ``with`` statement. Every method is
    one transaction: it sees one moment of the ledger and never half a report, and what it writes is
    written as a whole or not at all. The originals are kept inside the database: only so are the bytes
    and the claims made from them one commit, and one file is the whole ledger.

    Every method raises ``LedgerError`` where the ledger is damaged, and ``LedgerBusyError`` where
    another process keeps it for longer than ``busy_seconds``.
    """

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self.where = where
        with backend.reading(engine, where) as connection:
            self._search = fulltext.chosen(connection)
        door = backend.Door(engine, where)
        self.copies = Copies(door)
        self.corrections = Corrections(door)
        self.weighed = Weighed(door)
        self.naming = Naming(door)
        self.excerpts = Excerpts(door)
        self.survey = Survey(door)
        self.voices = Voices(door)

    @classmethod
    def open(
        cls, where: str | Path, *, create: bool = True, busy_seconds: float = BUSY_SECONDS, lasting: bool = True
    ) -> Self:
        """Open a ledger, make it where there is none, and bring an older one up to date.

        ``where`` is a file (SQLite) or an SQLAlchemy address; ``busy_seconds`` how long to wait for
        another process that is writing. ``lasting``: what is written outlives a power cut, which takes time; not needed
        of a file that is thrown away, or written anew where that happens.

        Raises:
            NotFoundError: where there is none and ``create`` is False.
            NotALedgerError: where the file is something else.
            NewerLedgerError: where a newer version of this program wrote it.
            BadValueError: where the address cannot be read.
        """
        url = backend.address(where)
        shown = url.render_as_string(hide_password=True) if "://" in str(where) else str(where)
        if not create and url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
            raise NotFoundError("ledger", shown, hint="make one with: reportedly read PATH")
        engine = backend.engine(url, busy_seconds=busy_seconds, lasting=lasting)
        try:
            migrate(engine, shown)
            return cls(engine, shown)
        except BaseException:
            engine.dispose()
            raise

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- reports

    def add(self, document: Document, original: bytes, claims: Iterable[Claim], *, reader: str) -> Added:
        """Keep one report and what ``reader`` (a name with its version) read in it: one commit.

        A document that is there and was read by this reader stays as it is; claims of an earlier version
        of this reader are superseded, not lost. What another reader read stands beside it (see ``agree``).
        A document of an origin from which something else was got before
        becomes its next version.

        Raises:
            UnfitError: where the document's id is not the hash of ``original``, or a claim's quotation
                does not stand in the document; nothing was written.
        """
        fit = writer.fit(document, original, claims)
        with self._writing() as connection:
            return writer.add(connection, document, original, fit, reader=reader, search=self._search)

    def settled(self, document: Document) -> Document:
        """``document`` as ``add`` would keep it: what is known of the same bytes already is filled in."""
        with self._reading() as connection:
            return writer.settled(connection, document)

    def has(self, document_id: str, *, reader: str) -> bool:
        """Whether the document of this id was read by this very reader, as it is described now."""
        with self._reading() as connection:
            return look_up.has(connection, document_id, reader)

    def knows(self, document: Document, *, reader: str) -> bool:
        """Whether these bytes, with this text and this description, were read by this very reader."""
        with self._reading() as connection:
            held = look_up.document_by_id(connection, document.id)
            if held is None or not writer.same_description(writer.settled(connection, document), held):
                return False
            return look_up.has(connection, document.id, reader)

    def seen_again(self, document: Document) -> bool:
        """Note that a document that is there was got once more; False where that is noted already."""
        with self._writing() as connection:
            return writer.add_retrieval(connection, document)

    def documents(self) -> list[Document]:
        """Every document, with its text, in order of publication; those without a day come last."""
        with self._reading() as connection:
            return look_up.documents(connection)

    def document(self, key: str) -> Document:
        """The document of an id, the beginning of one (four characters or more), a name or an origin.

        Of several versions of one page, the newest.

        Raises:
            NotFoundError: where none answers to it.
            AmbiguousError: where several do.
        """
        with self._reading() as connection:
            found = look_up.document_by_id(connection, look_up.document_id(connection, key))
            assert found is not None
            return found

    def original(self, key: str) -> bytes:
        """The bytes of a document, as they came; ``key`` as in ``document``."""
        with self._reading() as connection:
            return look_up.original(connection, look_up.document_id(connection, key))

    def retrievals(self, key: str) -> list[Retrieval]:
        """When and whence a document was got, each time; ``key`` as in ``document``."""
        with self._reading() as connection:
            return look_up.retrievals(connection, look_up.document_id(connection, key))

    # --- claims

    def claims(
        self,
        *,
        about: str | None = None,
        predicate: str | None = None,
        source: str | None = None,
        document: str | None = None,
        as_of: date | None = None,
        superseded: bool = False,
        rejected: bool = False,
        repeats: bool = False,
        known: date | None = None,
        within: Span | None = None,
        min_confidence: float = 0.0,
    ) -> list[Record]:
        """The claims that answer to everything that is asked, in order of publication and of the text.

        ``about``: a name (or an entity's id, or one that it had) that the subject, the object or a qualifier bears, or
        whose entity bears it, whatever its case and accents; where nothing bears exactly that name,
        names that contain it. ``source``: the same for the chain of sources, and the publisher.
        ``document``: as in ``document()``. ``as_of``: only reports published by that day (where
        nobody says when: got by that day). ``superseded``: also what a later reading took the place of.
        ``rejected``: also what a person rejected, or mended (then as it was read too). ``repeats``: of what several
        readers read alike every one, and not only the one that stands for all. ``known``: only what this ledger knew
        by that day, or by that time (UTC where it names no zone): what was superseded later still stands, what was
        judged later is not. Names are as they are resolved today. ``within``: only what is quoted from these characters
        of its report, or from some of them. ``min_confidence``: without those that the reader was less sure of (0 to
        1), unless a person judged them.

        Raises:
            NotFoundError, AmbiguousError: where ``document`` does not name one report.
        """
        asked = Asked(
            about=about,
            predicate=predicate,
            source=source,
            document=document,
            as_of=as_of,
            superseded=superseded,
            rejected=rejected,
            repeats=repeats,
            known=known,
            within=within,
            min_confidence=min_confidence,
        )
        with self._reading() as connection:
            return look_up.claims(connection, _as_called_now(connection, asked))

    def part(self, asked: Asked, *, offset: int = 0, limit: int = 100) -> Part:
        """Of the claims that ``claims`` would give those from number ``offset`` (counted from 0) on, ``limit`` at most.

        Raises:
            NotFoundError, AmbiguousError: where ``document`` does not name one report.
        """
        with self._reading() as connection:
            return look_up.part(connection, _as_called_now(connection, asked), offset=offset, limit=limit)

    def claim(self, key: str) -> Record:
        """The claim of an id, or of the beginning of one (four characters or more), superseded or not.

        Raises:
            NotFoundError, AmbiguousError, BadValueError
        """
        with self._reading() as connection:
            return look_up.claim(connection, key)

    def identified(self, ids: Iterable[str]) -> dict[str, Record]:
        """The claims of these whole ids, by their ids, each as ``claim`` gives it; what is not there is left out."""
        with self._reading() as connection:
            return look_up.identified(connection, ids)

    def search(self, words: str, *, superseded: bool = False) -> list[Record]:
        """The claims that hold every word, whatever case and accents; the best first.

        Looks at quotations, names, values and sources. ``"a phrase"`` stands together, ``negotiat*``
        begins so.

        Raises:
            BadValueError: where there is no word to search for.
        """
        query = fulltext.terms(words)
        with self._reading() as connection:
            return look_up.numbered(connection, self._search.find(connection, query), superseded=superseded)

    # --- readers

    def readings(self) -> list[Reading]:
        """Which reader has read which document, as far as no newer version of the reader has read it again."""
        with self._reading() as connection:
            return agreed.readings(connection)

    def agree(self, groups: Iterable[Sequence[tuple[str, str, str]]]) -> int:
        """Make these the claims that several readers read alike; the number of groups of two or more.

        A claim is named by its document, its reader and its id; the first of a group stands for all. All groups
        are given each time.
        """
        with self._writing() as connection:
            return agreed.agree(connection, groups)

    # --- entities and judgements

    def entities(self) -> list[Entity]:
        """Every entity, by kind and name."""
        with self._reading() as connection:
            return judged.entities(connection)

    def successor(self, entity: str) -> str | None:
        """The id of the entity that has the mentions of the one that had this id; the id itself where it is in use.

        Ids go where names are found to be one; what somebody kept of them leads on. Of several the one with most; None
        where no entity ever had this id.
        """
        with self._reading() as connection:
            return former.successor(connection, entity)

    def members(self, entity: str | None = None) -> list[Membership]:
        """Which mentions belong to an entity (or to any), with score and reasons."""
        with self._reading() as connection:
            return judged.members(connection, entity)

    def assign(self, entities: Iterable[Entity], members: Iterable[Membership], *, up_to: int | None = None) -> int:
        """Make these the entities of the ledger, and these their members; how many mentions moved.

        The whole assignment is given each time; only what differs from the last one is written.
        ``up_to``: what ``unassigned`` said before the claims were taken (None: the last reading there is).

        Raises:
            BadValueError: where a member's entity is not among ``entities``.
        """
        with self._writing() as connection:
            return judged.assign(connection, entities, members, up_to=up_to)

    def unassigned(self) -> int | None:
        """The number of the last reading, where names were not resolved since; None where they were."""
        with self._reading() as connection:
            return judged.unassigned(connection)

    def judge(self, judgement: Judgement) -> None:
        """Append a judgement; none is ever overwritten.

        Raises:
            NotFoundError: where it replaces one that is not there.
            BadValueError: where its id is taken, or another has replaced the same one.
        """
        with self._writing() as connection:
            judged.add_judgement(connection, judgement)

    def review(self, key: str, judgement: Judgement, *, mended: Claim | None = None) -> Judgement:
        """Append what a person judged of the claim ``key`` (as in ``claim``); what stood before is replaced.

        ``judgement.kind`` is "accepted", "rejected" or, with the ``mended`` form of the claim, "mended"; ``about`` and
        ``replaces`` are filled in. A rejected claim is kept and not shown, a mended one shown as it was mended.

        Raises:
            NotFoundError, AmbiguousError: where ``key`` does not name one claim.
            BadValueError: where the kind is none of these, or ``mended`` changes nothing.
            UnfitError: where ``mended`` does not stand in the report.
        """
        with self._writing() as connection:
            record = look_up.claim(connection, key)
            return writer.add_review(connection, record, judgement, mended, search=self._search)

    def judgements(
        self,
        *,
        about: str | None = None,
        kind: str | None = None,
        standing: bool = False,
        known: date | None = None,
    ) -> list[Judgement]:
        """Judgements in the order in which they were made; ``standing``: only those that hold, ``known``: by that day.

        A judgement holds that none has replaced and none has undone. What was replaced holds again once that which
        replaced it is undone, and an undoing can be undone itself (see ``ledger.standing``).
        """
        with self._reading() as connection:
            then = None if known is None else moment(connection, known)
            return judged.judgements(connection, about=about, kind=kind, standing=standing, moment=then)

    def judgement(self, key: str) -> Judgement:
        """The judgement of an id, or of the beginning of one (four characters or more).

        Raises:
            NotFoundError, AmbiguousError, BadValueError
        """
        with self._reading() as connection:
            return judged.judgement(connection, key)

    def retracted(self, *, known: date | None = None) -> Mapping[str, Judgement]:
        """What outlets took back or corrected: the judgement by the claim's id, or the document's where it is whole."""
        with self._reading() as connection:
            return reviews.retracted(connection, None if known is None else moment(connection, known))

    # --- masks

    def mask_key(self) -> bytes:
        """The key with which pseudonyms of this ledger are made: 32 random bytes, made when first asked for."""
        with self._reading() as connection:
            key = mask_keys.held(connection)
        if key is None:
            with self._writing() as connection:
                key = mask_keys.made(connection)
        return key

    def masked_by(self) -> str:
        """By which rule this ledger was masked, in words; "" where it is no masked copy of another."""
        with self._reading() as connection:
            said = judged.judgements(connection, kind=MASKED, standing=True)
        return said[-1].reason if said else ""

    # --- custody

    def head(self) -> str:
        """The hash of the last entry of the chain, which vouches for all before it; worth noting elsewhere."""
        with self._reading() as connection:
            return chain.head(connection)

    def verify(
        self,
        *,
        found: Callable[[Finding], object],
        expect: str | None = None,
        progress: Callable[[int, int], object] | None = None,
    ) -> Verified:
        """Check originals, quotations, claims, judgements and the chain; ``found`` is told of all that does not fit.

        ``expect``: a hash that ``head`` gave once, which the chain must still hold. ``progress`` is told how many
        readings and originals were looked at, and of how many.
        """
        with self._reading() as connection:
            return verify.verify(connection, found=found, expect=expect, progress=progress)

    def log(
        self,
        *,
        kind: str | None = None,
        by: str | None = None,
        since: date | None = None,
        about: str | None = None,
    ) -> list[Happening]:
        """What happened in the ledger, in order; ``kind``: "read" or a kind of judgement, ``by``: a person or a reader.

        ``about``: a claim by its id, a report (as in ``document``), or a name.
        """
        with self._reading() as connection:
            return log.happenings(connection, kind=kind, by=by, since=since, about=about)

    def named_sources(self) -> list[NamedSource]:
        """Every publisher and every named source of a claim, with how many reports rest on it."""
        with self._reading() as connection:
            return named_sources.named_sources(connection)

    def counts(self) -> dict[str, int]:
        """How many ``documents``, standing ``claims`` and ``entities`` there are."""
        with self._reading() as connection:
            return look_up.counts(connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with backend.reading(self._engine, self.where) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with backend.writing(self._engine, self.where) as connection:
            yield connection


def _as_called_now(connection: Connection, asked: Asked) -> Asked:
    """With the id of whoever has the mentions now, where an id is asked for that an entity had once."""
    about, source = (name and (former.successor(connection, name) or name) for name in (asked.about, asked.source))
    return replace(asked, about=about, source=source)
