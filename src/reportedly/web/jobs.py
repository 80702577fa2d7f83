"""Reading in the background: one job at a time, in a thread of the server, with a reader that is loaded once.

Each report is one commit, as it always is. A job that is stopped, and a server that is, leaves the ledger whole: what
was read stays, and the rest can be added again.
"""

from __future__ import annotations

import queue
import secrets
import shutil
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import reportedly
from reportedly import intake, pipeline
from reportedly.errors import BadValueError, NotFoundError, Refusal, ReportedlyError
from reportedly.intake import Intaken, Options
from reportedly.ledger import Ledger
from reportedly.model.judgement import VOCABULARY
from reportedly.pipeline import Status, Step
from reportedly.reading.protocol import Reader
from reportedly.ways import vocabulary_of

_KEPT = 50
"""Jobs that are remembered; of older ones the ledger alone knows."""
_WAITING = 20
"""Jobs that may wait behind the one that runs."""
_PATIENCE = 10.0
"""Seconds that the end of the server waits for the report that is being read."""


class Stage(StrEnum):
    """How far a job is."""

    WAITING = "waiting for another to end"
    LOADING = "loading the reader"
    READING = "reading"
    WEIGHING = "comparing names and claims across reports"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


ENDED = frozenset({Stage.DONE, Stage.STOPPED, Stage.FAILED})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: its ``name`` as its sender knows it; the report, once it is in the ledger."""

    name: str
    status: Status
    claims: int = 0
    reason: str = ""
    detail: str = ""
    document: str = ""


@dataclass(slots=True)
class Job:
    """Some sources that are being read.

    ``total`` is how many there are, as far as that is known before they are read (a feed is more than one).
    """

    id: str
    sources: tuple[str, ...]
    total: int
    options: Options
    folder: Path | None
    refused: tuple[Refusal, ...] = ()
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    stage: Stage = Stage.WAITING
    failure: str = ""
    outcomes: list[Outcome] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    _documents: dict[str, str] = field(default_factory=dict)

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.stage in ENDED

    def count(self, status: Status) -> int:
        """How many sources had this outcome so far."""
        return sum(outcome.status is status for outcome in tuple(self.outcomes))

    @property
    def claims(self) -> int:
        """How many claims were read so far."""
        return sum(outcome.claims for outcome in tuple(self.outcomes))

    def stream(self) -> Iterator[Intaken | Refusal]:
        """What the sources give, under the names that their sender knows; ends early once the job is stopped."""
        yield from self.refused
        with closing(_opened(self.sources, self.options)) as opened:
            for one in opened:
                if self.stopping.is_set():
                    break
                self.stage = Stage.READING
                if isinstance(one, Refusal):
                    yield replace(one, origin=self._named(one.origin))
                else:
                    document = replace(one.document, origin=self._named(one.document.origin))
                    self._documents[document.origin] = document.id
                    yield replace(one, document=document)
        self.stage = Stage.WEIGHING

    def note(self, step: Step) -> None:
        """Keep what became of a source."""
        refusal = step.refusal
        self.outcomes.append(
            Outcome(
                shown(step.origin),
                step.status,
                step.claims,
                refusal.reason.value if refusal else "",
                _here(refusal.detail) if refusal else "",
                self._documents.get(step.origin, "") if refusal is None else "",
            )
        )

    def _named(self, origin: str) -> str:
        """Where a source came from: for a file that was sent its own name, and not where it lies for the moment.

        The job and the number stand before it, so that two files of one name are never versions of one report.
        """
        if self.folder is None or not Path(origin).is_relative_to(self.folder):
            return origin
        return f"{UPLOAD}{self.id}/{Path(origin).relative_to(self.folder).as_posix()}"


UPLOAD = "upload:"
"""What the origin of a file that came by the browser begins with."""


def shown(origin: str) -> str:
    """A source as its sender knows it: "upload:3f…/0001/note.txt" is "note.txt"."""
    return origin.split("/", 2)[2] if origin.startswith(UPLOAD) and origin.count("/") >= 2 else origin


def _unforeseen(error: Exception) -> str:
    """What nobody foresaw, without the paths of this machine that such an error names."""
    said = (error.strerror or "") if isinstance(error, OSError) else str(error)[:300]
    return f"{type(error).__name__}: {said}".rstrip(": ")


def _here(detail: str) -> str:
    """What is wrong, for whoever sits at a browser: an option of the command line is said to be one."""
    return detail.replace("; --", "; on the command line --")


class Jobs:
    """The jobs of one run of the server.

    ``load`` gives the reader; it is called when the first report comes, and again only where the ledger has learned
    predicates since.
    """

    def __init__(self, ledger: Ledger, *, load: Callable[[Ledger], Reader] | None = None) -> None:
        self._ledger = ledger
        self._load = load or _load
        self._jobs: dict[str, Job] = {}
        self._line: queue.Queue[Job | None] = queue.Queue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._reader: tuple[tuple[str, ...], Reader] | None = None

    def folder(self) -> Path:
        """A new folder for the files of a job, for nobody else to read; the job removes it."""
        return Path(tempfile.mkdtemp(prefix="reportedly-"))

    def add(
        self, sources: Sequence[str], *, options: Options, folder: Path | None = None, refused: Sequence[Refusal] = ()
    ) -> Job:
        """Read these sources as soon as those before them are read.

        Raises:
            BadValueError: where there is nothing to read, or too many jobs wait already.
        """
        if not sources and not refused:
            raise BadValueError("files", "nothing", expected="at least one file or address")
        with self._lock:
            if sum(not job.ended for job in self._jobs.values()) > _WAITING:
                raise BadValueError("jobs", _WAITING, expected="fewer that wait; try again once some are read")
            total = intake.count_sources(sources) + len(refused)
            job = Job(secrets.token_hex(8), tuple(sources), total, options, folder, tuple(refused))
            self._jobs[job.id] = job
            for old in [key for key, each in self._jobs.items() if each.ended][: max(0, len(self._jobs) - _KEPT)]:
                del self._jobs[old]
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="reading", daemon=True)
                self._thread.start()
            self._line.put(job)
        return job

    def job(self, id_: str) -> Job:
        """The job of an id.

        Raises:
            NotFoundError: where there is none (any more).
        """
        found = self._jobs.get(id_)
        if found is None:
            raise NotFoundError("job", id_, hint="jobs are forgotten when the server ends; what was read is kept")
        return found

    def all(self) -> list[Job]:
        """Every job, the last first."""
        return list(reversed(self._jobs.values()))

    def stop(self) -> None:
        """Stop every job after the report that is being read; whoever waits for one hears that it was stopped."""
        for job in tuple(self._jobs.values()):  # Without the lock: a signal comes in the middle of anything.
            job.stopping.set()

    def close(self) -> None:
        """Stop what runs after the report that is being read, and start nothing more."""
        with self._lock:
            thread = self._thread
        self.stop()
        if thread is not None:
            self._line.put(None)
            thread.join(_PATIENCE)

    def _work(self) -> None:
        while (job := self._line.get()) is not None:
            stage = Stage.FAILED
            try:
                stage = self._read(job)
            except ReportedlyError as error:
                job.failure = str(error)
            except Exception as error:  # A job that fails unforeseen is told of, and does not end those after it.
                job.failure = _unforeseen(error)
            finally:
                if job.folder is not None:
                    shutil.rmtree(job.folder, ignore_errors=True)
                job.stage = stage

    def _read(self, job: Job) -> Stage:
        """Read a job to its end; how it ended."""
        if job.stopping.is_set():
            return Stage.STOPPED
        job.stage = Stage.READING

        def factory() -> Reader:
            job.stage = Stage.LOADING
            reader = self._reader_now()
            job.stage = Stage.READING
            return reader

        summary = pipeline.read(self._ledger, job.stream(), factory, progress=job.note)
        if summary.stopped is not None:
            job.failure = str(summary.stopped)
            return Stage.FAILED
        left = len(job.outcomes) < job.total and job.stopping.is_set()
        return Stage.STOPPED if left else Stage.DONE

    def _reader_now(self) -> Reader:
        known = tuple(j.content for j in self._ledger.judgements(kind=VOCABULARY, standing=True))
        if self._reader is None or self._reader[0] != known:
            self._reader = (known, self._load(self._ledger))
        return self._reader[1]


def _opened(sources: Sequence[str], options: Options) -> Generator[Intaken | Refusal, None, None]:
    yield from intake.open_sources(sources, options=options)


def _load(ledger: Ledger) -> Reader:
    return reportedly.load_reader(vocabulary=vocabulary_of(ledger) or None)
