"""From sources to the ledger: intake, reader, ledger, and at the end the names across reports.

The only module that knows all the stages. One report is one commit; a batch goes on whatever one of
its reports does; interrupted at any moment, the ledger holds what was committed, and a second run does
the rest.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

from reportedly.errors import Reason, Refusal, StoppedError
from reportedly.intake import Intaken
from reportedly.ledger import Ledger, UnfitError
from reportedly.model import Document
from reportedly.reading.protocol import Reader
from reportedly.weigh import weigh
from reportedly.workers import Crew, Failure, NoWorkersError, Outcome, ReaderFactory, read_one

_LARGE_BATCH = 150_000  # characters; some five seconds of reading, what two more processes take to be worth it
_LONGEST_PEEK = 2.0  # seconds
_IN_FLIGHT_DOCUMENTS = 16  # for each worker
_IN_FLIGHT_BYTES = 64_000_000


class Status(StrEnum):
    """What became of one source."""

    READ = "read"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Step:
    """One source is done with: whence it came, what became of it, how many claims it gave."""

    origin: str
    status: Status
    claims: int = 0
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a batch came to.

    ``read``: reports of which a reading was written; ``unchanged``: known already, and read by this reader;
    ``claims``: claims written; ``superseded``: claims of earlier readings that gave way to them; ``seconds``:
    wall time, names across reports included; ``stopped``: why the reader could not go on, None where it came to
    the end.
    """

    read: int = 0
    unchanged: int = 0
    claims: int = 0
    superseded: int = 0
    refused: tuple[Refusal, ...] = ()
    seconds: float = 0.0
    stopped: StoppedError | None = None

    @property
    def by_reason(self) -> Mapping[Reason, int]:
        """How many sources were refused for each reason, the most frequent first."""
        return dict(Counter(refusal.reason for refusal in self.refused).most_common())


def read(
    ledger: Ledger,
    sources: Iterable[Intaken | Refusal],
    reader_factory: ReaderFactory,
    *,
    workers: int = 1,
    progress: Callable[[Step], object] | None = None,
) -> Summary:
    """Read every source into the ledger, one commit a report, in the order of the sources.

    ``reader_factory`` loads the reader: in this process for a small batch or one worker, else in each of
    ``workers`` processes, for which it must be picklable (and the program's main module importable; where
    they cannot start, this process reads alone). It is not called where nothing comes from intake. A report
    on which the reader fails is refused as unreadable; a reader that cannot go on (its budget is used up, its
    server is gone) ends the batch, and the summary says why.

    Raises:
        LedgerError: where the ledger cannot be written to; what was committed before stays.
        ModelError: where the reader cannot be loaded.
        KeyboardInterrupt: as it comes; workers are stopped, what was read stays.
    """
    began = time.monotonic()
    desk = _Desk(ledger, progress)
    stream = iter(sources)
    try:
        first, more = _peek(stream) if workers > 1 else ([], True)
        crew = Crew(reader_factory, size=workers) if workers > 1 and more else None
        everything = chain(first, stream)
        if crew is None or not _in_workers(desk, everything, crew):
            _in_process(desk, everything, reader_factory)
    finally:
        close = getattr(sources, "close", None)
        if close is not None:
            close()
    weigh(ledger)
    return desk.summary(time.monotonic() - began)


@dataclass(slots=True)
class _Desk:
    """Where everything is entered, in order: into the ledger, the counts and the caller's progress."""

    ledger: Ledger
    progress: Callable[[Step], object] | None
    read: int = 0
    unchanged: int = 0
    claims: int = 0
    superseded: int = 0
    refused: list[Refusal] = field(default_factory=list)
    stopped: StoppedError | None = None

    def refuse(self, refusal: Refusal) -> None:
        self.refused.append(refusal)
        self._tell(Step(refusal.origin, Status.REFUSED, refusal=refusal))

    def seen(self, document: Document) -> None:
        self.ledger.seen_again(document)
        self.unchanged += 1
        self._tell(Step(document.origin, Status.UNCHANGED))

    def enter(self, source: Intaken, outcome: Outcome, reader: str) -> None:
        document = source.document
        if isinstance(outcome, Failure):
            self.refuse(Refusal(document.origin, Reason.UNREADABLE, outcome.detail))
            return
        try:
            added = self.ledger.add(document, source.original, outcome, reader=reader)
        except UnfitError as error:
            self.refuse(Refusal(document.origin, Reason.UNREADABLE, str(error)))
            return
        if not added.new_reading:
            self.unchanged += 1
            self._tell(Step(document.origin, Status.UNCHANGED))
            return
        self.read += 1
        self.claims += added.new_claims
        self.superseded += added.superseded
        self._tell(Step(document.origin, Status.READ, claims=added.new_claims))

    def summary(self, seconds: float) -> Summary:
        refused = tuple(self.refused)
        return Summary(self.read, self.unchanged, self.claims, self.superseded, refused, seconds, self.stopped)

    def _tell(self, step: Step) -> None:
        if self.progress is not None:
            self.progress(step)


def _peek(stream: Iterator[Intaken | Refusal]) -> tuple[list[Intaken | Refusal], bool]:
    """The first sources, and whether there is more to read than one process should do alone."""
    first: list[Intaken | Refusal] = []
    characters, until = 0, time.monotonic() + _LONGEST_PEEK
    for source in stream:
        first.append(source)
        if isinstance(source, Intaken):
            characters += len(source.document.text)
        if characters >= _LARGE_BATCH or time.monotonic() > until:
            return first, True
    return first, False


def _in_process(desk: _Desk, sources: Iterable[Intaken | Refusal], factory: ReaderFactory) -> None:
    reader: Reader | None = None
    for source in sources:
        if isinstance(source, Refusal):
            desk.refuse(source)
            continue
        reader = reader or factory()
        if desk.ledger.knows(source.document, reader=reader.name):
            desk.seen(source.document)
            continue
        try:
            outcome = read_one(reader, desk.ledger.settled(source.document))
        except StoppedError as error:
            desk.stopped = error
            return
        desk.enter(source, outcome, reader.name)


def _in_workers(desk: _Desk, sources: Iterable[Intaken | Refusal], crew: Crew) -> bool:
    """Read in worker processes; False, with nothing done, where none can be had."""
    try:
        try:
            reader = crew.start()
        except NoWorkersError:
            return False
        _Line(desk, crew, reader).run(sources)
        return True
    finally:
        crew.close()


@dataclass(slots=True)
class _Place:
    """A source's place in the line. ``outcome`` comes from a worker, for those that one is to read."""

    source: Intaken | Refusal
    known: bool = False
    outcome: Outcome | None = None

    @property
    def done(self) -> bool:
        return self.known or self.outcome is not None or isinstance(self.source, Refusal)


class _Line:
    """Sources in the order in which they came, entered in that order, however the workers finish them.

    What is under way is bounded, in documents and in bytes, so that memory does not grow with the batch.
    """

    def __init__(self, desk: _Desk, crew: Crew, reader: str) -> None:
        self._desk = desk
        self._crew = crew
        self._reader = reader
        self._line: deque[_Place] = deque()
        self._under_way: dict[int, _Place] = {}

    def run(self, sources: Iterable[Intaken | Refusal]) -> None:
        for number, source in enumerate(sources):
            place = self._join(source)
            self._line.append(place)
            if not place.done and isinstance(source, Intaken):
                self._under_way[number] = place
                self._crew.submit(number, self._desk.ledger.settled(source.document))
            self._collect(block=False)
            while self._full():
                self._collect(block=True)
        while self._under_way:
            self._collect(block=True)
        self._enter()

    def _join(self, source: Intaken | Refusal) -> _Place:
        known = isinstance(source, Intaken) and self._desk.ledger.knows(source.document, reader=self._reader)
        return _Place(source, known)

    def _collect(self, *, block: bool) -> None:
        if self._under_way:
            for number, outcome in self._crew.collect(block=block):
                self._under_way.pop(number).outcome = outcome
        self._enter()

    def _enter(self) -> None:
        while self._line and self._line[0].done:
            place = self._line.popleft()
            if isinstance(place.source, Refusal):
                self._desk.refuse(place.source)
            elif place.outcome is None:
                self._desk.seen(place.source.document)
            else:
                self._desk.enter(place.source, place.outcome, self._reader)

    def _full(self) -> bool:
        """Whether as much is held as should be: what is with the workers, and what waits behind it."""
        if not self._under_way:
            return False
        held = [place.source for place in self._line if isinstance(place.source, Intaken)]
        size = sum(len(source.original) + len(source.document.text) for source in held)
        return len(held) >= _IN_FLIGHT_DOCUMENTS * self._crew.size or size >= _IN_FLIGHT_BYTES
