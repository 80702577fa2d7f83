"""Sources in, a whole ledger out: in this process and in workers, whatever a reader does."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest

from reportedly import pipeline
from reportedly.errors import ModelError, Reason, Refusal
from reportedly.intake import Intaken, Options, open_sources
from reportedly.ledger import Ledger
from reportedly.model import Claim, Document, Kind, Mention, Source, SourceKind, Span
from reportedly.pipeline import Status, Step, read
from reportedly.workers import Crew, Failure, NoWorkersError, read_one

_LEADS = re.compile(r"(?P<who>[A-Z]\w+ [A-Z]\w+) leads the (?P<what>[A-Z]\w+ [A-Z]\w+)(?:, (?P<said>\w+) said)?")


@dataclass(frozen=True)
class HandReader:
    """Reads "X leads the Y, Z said." and stumbles over words that tests put in its way."""

    name: str = "hand 1"
    seconds: float = 0.0

    def read(self, document: Document) -> list[Claim]:
        time.sleep(self.seconds)
        if "unspeakable" in document.text:
            raise ValueError("a word that I cannot say")
        if "fatal" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        claims = [self._claim(document, found) for found in _LEADS.finditer(document.text)]
        if "elsewhere" in document.text:
            claims.append(Claim("0" * 64, document.text[:9], Span(0, 9), "stated", Mention("X", Kind.PERSON)))
        return claims

    def _claim(self, document: Document, found: re.Match[str]) -> Claim:
        sources = (Source(found["said"], SourceKind.UNNAMED),) if found["said"] else ()
        return Claim(
            document=document.id,
            quote=found[0],
            span=Span(*found.span()),
            predicate="leads",
            subject=Mention(found["who"], Kind.PERSON, Span(*found.span("who"))),
            object=Mention(found["what"], Kind.ORGANIZATION, Span(*found.span("what"))),
            sources=sources,
        )


def broken_reader() -> HandReader:
    raise ModelError("weights are missing")


def stillborn_reader() -> HandReader:
    os._exit(3)


def taken(text: str, name: str) -> Intaken:
    original = text.encode()
    document = Document(
        id=hashlib.sha256(original).hexdigest(),
        name=name,
        text=text,
        origin=f"/reports/{name}",
        retrieved=datetime(2024, 5, 2, tzinfo=UTC),
        published=date(2024, 5, 1),
    )
    return Intaken(document, original)


def batch(count: int, *, padding: int = 0) -> list[Intaken | Refusal]:
    people = ("Anja Velkova", "Oskar Lind", "Petra Moss", "Ilan Voss")
    return [
        taken(
            f"Report {number}. {people[number % 4]} leads the Reed Front, officials said. " + "Rain fell. " * padding,
            f"{number:04}.txt",
        )
        for number in range(count)
    ]


def everything(ledger: Ledger) -> list[object]:
    records = [(r.claim, r.document, r.reader, r.superseded_by_reader) for r in ledger.claims(superseded=True)]
    return [ledger.documents(), records, ledger.entities(), ledger.members()]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "reports.db") as opened:
        yield opened


@pytest.fixture
def large_from_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every batch counts as large."""
    monkeypatch.setattr(pipeline, "_LARGE_BATCH", 1)


def test_a_small_batch_is_read_here(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Anja Velkova leads the Reed Front, officials said.\n" * 3)
    (tmp_path / "in" / "b.txt").write_text("")
    steps: list[Step] = []
    sources = open_sources([str(tmp_path / "in")], options=Options(language="en"))
    summary = read(ledger, sources, HandReader, workers=2, progress=steps.append)
    assert (summary.read, summary.claims, summary.unchanged) == (1, 3, 0)
    assert summary.by_reason == {Reason.EMPTY: 1}
    assert [(Path(s.origin).name, s.status, s.claims) for s in steps] == [
        ("a.txt", Status.READ, 3),
        ("b.txt", Status.REFUSED, 0),
    ]
    assert {e.name for e in ledger.entities()} == {"Anja Velkova", "Reed Front"}
    again = read(ledger, open_sources([str(tmp_path / "in")], options=Options(language="en")), HandReader)
    assert (again.read, again.claims, again.unchanged, again.superseded) == (0, 0, 1, 0)
    newer = read(ledger, open_sources([str(tmp_path / "in")], options=Options()), partial(HandReader, "hand 2"))
    assert (newer.read, newer.claims, newer.superseded) == (1, 3, 3)
    assert len(ledger.retrievals("a.txt")) == 3


def test_workers_and_one_process_come_to_the_same(tmp_path: Path, large_from_the_start: None) -> None:
    sources = batch(30)
    sources[4:4] = [Refusal("/reports/x.bin", Reason.BINARY, "no text"), sources[2]]
    outcomes = []
    for workers in (1, 2):
        with Ledger.open(tmp_path / f"{workers}.db") as ledger:
            steps: list[Step] = []
            summary = read(ledger, iter(sources), HandReader, workers=workers, progress=steps.append)
            assert (summary.read, summary.unchanged, summary.claims, len(summary.refused)) == (30, 1, 30, 1)
            outcomes.append((everything(ledger), steps))
            again = read(ledger, iter(sources), HandReader, workers=workers)
            assert (again.read, again.unchanged) == (0, 31)
            assert everything(ledger) == outcomes[-1][0]
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_report_that_the_reader_cannot_read_is_refused_and_the_batch_goes_on(
    ledger: Ledger, large_from_the_start: None, workers: int
) -> None:
    sources = batch(12)
    sources[3:3] = [taken("An unspeakable thing.", "bad.txt")]
    sources[9:9] = [taken("Something that stands elsewhere.", "astray.txt")]
    summary = read(ledger, sources, HandReader, workers=workers)
    assert (summary.read, summary.claims) == (12, 12)
    assert summary.by_reason == {Reason.UNREADABLE: 2}
    assert [Path(r.origin).name for r in summary.refused] == ["bad.txt", "astray.txt"]
    assert "ValueError: a word that I cannot say" in summary.refused[0].detail
    assert {d.name for d in ledger.documents()} == {f"{n:04}.txt" for n in range(12)}


def test_a_worker_that_dies_takes_one_report_with_it(ledger: Ledger, large_from_the_start: None) -> None:
    sources = batch(20)
    sources[5:5] = [taken("A fatal report.", "fatal.txt")]
    sources[12:12] = [taken("Another fatal report.", "fatal2.txt")]
    summary = read(ledger, sources, HandReader, workers=2)
    assert summary.read == 20
    assert [(Path(r.origin).name, r.reason) for r in summary.refused] == [
        ("fatal.txt", Reason.UNREADABLE),
        ("fatal2.txt", Reason.UNREADABLE),
    ]
    assert "died (signal 9)" in summary.refused[0].detail


def test_where_workers_cannot_start_one_process_reads(
    ledger: Ledger, large_from_the_start: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_crew: Crew) -> str:
        raise NoWorkersError("none")

    monkeypatch.setattr(Crew, "start", refuse)
    assert read(ledger, batch(3), HandReader, workers=2).read == 3


def test_a_crew_that_cannot_load_its_reader_says_so() -> None:
    for factory in (broken_reader, stillborn_reader):
        crew = Crew(factory, size=2)
        with pytest.raises(NoWorkersError):
            crew.start()
        crew.close()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_reader_that_cannot_be_loaded_is_the_callers_error(
    ledger: Ledger, large_from_the_start: None, workers: int
) -> None:
    with pytest.raises(ModelError, match="weights are missing"):
        read(ledger, batch(3), broken_reader, workers=workers)
    assert ledger.documents() == []


def test_nothing_to_read_loads_no_reader(ledger: Ledger) -> None:
    assert read(ledger, [Refusal("x", Reason.EMPTY, "nothing")], broken_reader, workers=2).by_reason == {
        Reason.EMPTY: 1
    }


def test_what_is_under_way_is_bounded(
    ledger: Ledger, large_from_the_start: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "_IN_FLIGHT_DOCUMENTS", 4)
    pulled = 0
    behind: list[int] = []

    def sources() -> Iterator[Intaken | Refusal]:
        nonlocal pulled
        for source in batch(60):
            pulled += 1
            yield source

    def note(_step: Step) -> None:
        behind.append(pulled - len(behind))

    read(ledger, sources(), partial(HandReader, seconds=0.002), workers=2, progress=note)
    assert len(behind) == 60
    assert max(behind) <= 4 * 2 + 1


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_keeps_what_was_read_and_stops_the_workers(
    ledger: Ledger, large_from_the_start: None, workers: int
) -> None:
    closed = False

    def sources() -> Iterator[Intaken | Refusal]:
        nonlocal closed
        try:
            yield from batch(40)
        finally:
            closed = True

    done = 0

    def interrupt(_step: Step) -> None:
        nonlocal done
        done += 1
        if done == 7:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(ledger, sources(), HandReader, workers=workers, progress=interrupt)
    assert closed
    assert [d.name for d in ledger.documents()] == [f"{n:04}.txt" for n in range(7)]
    assert not _children()
    assert ledger.unassigned() is not None
    summary = read(ledger, batch(40), HandReader, workers=workers)
    assert (summary.read, summary.unchanged) == (33, 7)
    assert ledger.unassigned() is None


def test_names_are_resolved_even_where_the_last_run_was_cut_off_before(ledger: Ledger) -> None:
    [source] = batch(1)
    assert isinstance(source, Intaken)
    ledger.add(source.document, source.original, HandReader().read(source.document), reader="hand 1")
    assert ledger.entities() == []
    assert read(ledger, [source], HandReader).unchanged == 1
    assert {e.name for e in ledger.entities()} == {"Anja Velkova", "Reed Front"}


def test_control_c_in_a_terminal(tmp_path: Path) -> None:
    """A real program in a process group of its own, interrupted as a terminal does it."""
    program = (
        "from functools import partial\n"
        "from reportedly import pipeline\n"
        "from reportedly.ledger import Ledger\n"
        "from tests.test_pipeline import HandReader, batch\n"
        "if __name__ == '__main__':\n"
        "    pipeline._LARGE_BATCH = 1\n"
        "    with Ledger.open('reports.db') as ledger:\n"
        "        pipeline.read(ledger, batch(500), partial(HandReader, seconds=0.02), workers=2,\n"
        "                      progress=lambda step: print(step.origin, flush=True))\n"
    )
    (tmp_path / "program.py").write_text(program)
    running = subprocess.Popen(
        [sys.executable, "program.py"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert running.stdout is not None
    for _ in range(5):
        assert running.stdout.readline()
    os.killpg(running.pid, signal.SIGINT)
    rest, errors = running.communicate(timeout=20)
    assert "KeyboardInterrupt" in errors
    assert errors.count("Traceback") == 1, errors
    assert _ends(running.pid)
    with Ledger.open(tmp_path / "reports.db", create=False) as ledger:
        shown = 5 + len(rest.splitlines())
        assert shown <= len(ledger.documents()) < 500
        assert len(ledger.documents()) == len(ledger.claims())


def test_a_reader_failure_says_what_it_said() -> None:
    [source] = [taken("An unspeakable thing.", "bad.txt")]
    outcome = read_one(HandReader(), source.document)
    assert outcome == Failure("the reader failed on it: ValueError: a word that I cannot say")


def _ends(group: int) -> bool:
    """Whether every process of a group is gone, or is so soon (Python's own helper process takes a moment)."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def _children() -> list[int]:
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    if not listed.exists():
        pytest.skip("no /proc to see child processes in")
    found = [int(pid) for pid in listed.read_text().split()]
    commands = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in found}
    return [pid for pid, command in commands.items() if b"spawn_main" in command]
