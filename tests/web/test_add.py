"""Add: what is sent is read in the background, told of, and refused with its reason; nothing it is called does harm."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from reportedly.errors import ModelError
from reportedly.ledger import Ledger
from reportedly.model import Claim, Document, Span, Text
from reportedly.web.jobs import Job, Jobs, Stage
from reportedly.web.uploads import FORM_MOST, MOST, addresses_in, safe_name
from tests.web.visiting import Visitor, visiting

STORY = b"The reeve of Pelmor opened the new bridge on Tuesday, and the people of the valley came with their children."


class Slow:
    """A reader that finds one claim in each report, and can be made to wait."""

    name = "slow 1"

    def __init__(self) -> None:
        self.may_go = threading.Event()
        self.may_go.set()
        self.began = threading.Event()
        self.read_so_far: list[str] = []

    def read(self, document: Document) -> list[Claim]:
        self.began.set()
        assert self.may_go.wait(10)
        self.read_so_far.append(document.name)
        words = document.text[:20]
        return [Claim(document.id, words, Span(0, len(words)), "stated", Text("somebody"), Text(words))]


@pytest.fixture
def reader() -> Slow:
    return Slow()


@pytest.fixture
def visitor(tmp_path: Path, reader: Slow) -> Iterator[Visitor]:
    with visiting(tmp_path, empty=True) as one:
        one.app.state.jobs = Jobs(one.ledger, load=lambda _: reader)
        yield one
        reader.may_go.set()
        one.app.state.jobs.close()


def _send(visitor: Visitor, *files: tuple[str, bytes], field: str = "files", **fields: str) -> Any:
    token = re.search(r'name="token" value="([0-9a-f]+)"', visitor.page("/add"))
    assert token
    sent = [(field, (name, data, "application/octet-stream")) for name, data in files]
    return visitor.client.post("/add", data={"token": token[1], **fields}, files=sent or None, follow_redirects=False)


def _ended(visitor: Visitor, answer: Any) -> Job:
    assert answer.status_code == 303, answer.text[-600:]
    found: Job = visitor.app.state.jobs.job(answer.headers["location"].rpartition("/")[2])
    until = time.monotonic() + 10
    while not found.ended:
        assert time.monotonic() < until, found.stage
        time.sleep(0.01)
    return found


def test_fourteen_reports_at_once(visitor: Visitor) -> None:
    answer = _send(visitor, *((f"report {i}.txt", STORY + b" %d" % i) for i in range(14)))
    job = _ended(visitor, answer)
    assert job.stage is Stage.DONE
    assert len(visitor.ledger.documents()) == 14
    assert {d.name for d in visitor.ledger.documents()} == {f"report {i}.txt" for i in range(14)}
    page = visitor.read(answer.headers["location"])
    assert "14 claims in 14 reports" in page
    told = visitor.client.get(f"{answer.headers['location']}.json").json()
    assert (told["done"], told["total"], told["read"], told["ended"]) == (14, 14, 14, True)


def test_what_is_refused_is_told_with_its_reason(visitor: Visitor) -> None:
    german = (
        "Der Vogt von Pelmor eröffnete am Dienstag die neue Brücke, und die Leute aus dem Tal kamen, um sie zu sehen. "
        "Er sagte, dass niemand mehr durch den Fluss gehen müsse, und dankte den Zimmerleuten für ihre Arbeit. "
        "Danach gab es Brot und Wein für alle, und die Kinder liefen zwanzigmal hinüber und wieder zurück."
    )
    files = (
        ("good.txt", STORY),
        ("empty.txt", b" "),
        ("noise.bin", bytes(range(256)) * 20),
        ("g.txt", german.encode()),
    )
    answer = _send(visitor, *files, addresses="/etc/passwd\nfile:///etc/passwd\nhttp://127.0.0.1:9/x\n-\n")
    job = _ended(visitor, answer)
    why = {outcome.name: outcome.reason for outcome in job.outcomes if outcome.reason}
    assert why == {
        "empty.txt": "empty",
        "noise.bin": "binary",
        "g.txt": "language",
        "/etc/passwd": "unsupported format",
        "file:///etc/passwd": "unsupported format",
        "-": "unsupported format",
        "http://127.0.0.1:9/x": "forbidden address",
    }
    assert job.total == len(job.outcomes) == 8
    said = visitor.read(answer.headers["location"])
    assert "7 were refused" in said
    assert "expected one that begins with http:// or https://" in said


def test_what_is_known_already_is_said_to_be(visitor: Visitor) -> None:
    _ended(visitor, _send(visitor, ("a.txt", STORY)))
    answer = _send(visitor, ("b.txt", STORY))
    assert _ended(visitor, answer).outcomes[0].status == "unchanged"
    assert "1 report was known already" in visitor.read(answer.headers["location"])


def test_the_reader_is_loaded_once(visitor: Visitor, reader: Slow) -> None:
    loads: list[Ledger] = []

    def load(ledger: Ledger) -> Slow:
        loads.append(ledger)
        return reader

    visitor.app.state.jobs = Jobs(visitor.ledger, load=load)  # type: ignore[arg-type]
    for i in range(3):
        _ended(visitor, _send(visitor, (f"{i}.txt", STORY + b" %d" % i)))
    visitor.app.state.jobs.close()
    assert len(loads) == 1


def test_the_page_renews_itself_while_it_is_read_and_can_stop_it(visitor: Visitor, reader: Slow) -> None:
    reader.may_go.clear()
    answer = _send(visitor, *((f"{i}.txt", STORY + b" %d" % i) for i in range(5)))
    assert reader.began.wait(10)
    where = answer.headers["location"]
    page = visitor.page(where)
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert 'role="status" aria-live="polite"' in page
    visitor.send(f"{where}/stop")
    assert "Stopping after this report" in visitor.read(where)
    reader.may_go.set()
    job = _ended(visitor, answer)
    assert job.stage is Stage.STOPPED
    assert reader.read_so_far == ["0.txt"]
    assert [d.name for d in visitor.ledger.documents()] == ["0.txt"]
    assert "http-equiv" not in visitor.page(where)


def test_one_job_runs_and_the_others_wait(visitor: Visitor, reader: Slow) -> None:
    reader.may_go.clear()
    first = _send(visitor, ("a.txt", STORY))
    assert reader.began.wait(10)
    second = _send(visitor, ("b.txt", STORY + b" b"))
    assert "Waiting for another to end: 0 of 1" in visitor.read(second.headers["location"])
    reader.may_go.set()
    assert _ended(visitor, first).stage is _ended(visitor, second).stage is Stage.DONE


def test_the_end_of_the_server_leaves_the_ledger_whole(visitor: Visitor, reader: Slow) -> None:
    reader.may_go.clear()
    jobs: Jobs = visitor.app.state.jobs
    with TestClient(visitor.app, base_url="http://127.0.0.1:8642") as running:  # With its beginning and its end.
        visitor.client = running
        first = _send(visitor, *((f"{i}.txt", STORY + b" %d" % i) for i in range(3)))
        second = _send(visitor, ("z.txt", STORY + b" z"))
        assert reader.began.wait(10)
        threading.Timer(0.2, reader.may_go.set).start()
    ended = [jobs.job(answer.headers["location"].rpartition("/")[2]).stage for answer in (first, second)]
    assert ended == [Stage.STOPPED, Stage.STOPPED]
    found: list[Any] = []
    visitor.ledger.verify(found=found.append)
    assert found == []
    assert len(visitor.ledger.documents()) == 1


def test_a_reader_that_cannot_be_loaded_is_told_of_and_ends_nothing_else(visitor: Visitor, reader: Slow) -> None:
    def broken(_: Ledger) -> Slow:
        raise ModelError("weights.bin: not there; install the package again")

    visitor.app.state.jobs = Jobs(visitor.ledger, load=broken)  # type: ignore[arg-type]
    answer = _send(visitor, ("a.txt", STORY))
    assert _ended(visitor, answer).stage is Stage.FAILED
    assert "weights.bin: not there" in visitor.read(answer.headers["location"])
    visitor.page("/")
    visitor.app.state.jobs.close()


# --- names of files


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\autoexec.txt", "autoexec.txt"),
        ("/etc/cron.d/job", "job"),
        ("a\x00b.txt", "a_b.txt"),
        ("\u202egpj.txt", "_gpj.txt"),
        ("C:evil.txt", "C_evil.txt"),
        ("n" * 400 + ".txt", "n" * 176 + ".txt"),
    ],
)
def test_a_file_is_kept_under_a_name_that_leads_nowhere(visitor: Visitor, given: str, kept: str) -> None:
    before = {path.name for path in Path("/tmp").iterdir()}
    folders: list[Path] = []
    make = visitor.app.state.jobs.folder

    def folder() -> Path:
        folders.append(make())
        return folders[-1]

    visitor.app.state.jobs.folder = folder
    assert safe_name(given.replace("\\", "/").rpartition("/")[2]) == kept
    answer = _send(visitor, (given, STORY))
    job = _ended(visitor, answer)
    assert [outcome.status for outcome in job.outcomes] == ["read"]
    document = visitor.ledger.documents()[0]
    assert "/" not in document.name
    assert document.origin == f"upload:{job.id}/0000/{document.name}"
    assert not any(folder.exists() for folder in folders)
    assert not {p.name for p in Path("/tmp").iterdir() if p.name.startswith("passwd")} - before


@given(st.text(max_size=300))
@settings(max_examples=50, deadline=None)
def test_any_name_becomes_one_part_of_a_path(given_name: str) -> None:
    name = safe_name(given_name)
    assert name not in ("", ".", "..")
    assert Path(name).name == name
    assert len(name.encode()) <= 200
    assert not any(ord(c) < 32 for c in name)


def test_two_files_of_one_name_are_two_reports(visitor: Visitor) -> None:
    _ended(visitor, _send(visitor, ("note.txt", STORY + b" one"), ("note.txt", STORY + b" two")))
    _ended(visitor, _send(visitor, ("note.txt", STORY + b" three")))
    documents = visitor.ledger.documents()
    assert len(documents) == 3
    assert not any(document.previous for document in documents)


def test_of_a_folder_hidden_files_are_passed_over(visitor: Visitor) -> None:
    files = (("reports/a.txt", STORY), ("reports/.git/config", STORY + b" git"), ("reports/sub/b.txt", STORY + b" b"))
    _ended(visitor, _send(visitor, *files, field="folder"))
    assert {d.name for d in visitor.ledger.documents()} == {"a.txt", "b.txt"}


def test_publisher_and_day_hold_where_files_do_not_say(visitor: Visitor) -> None:
    stated = b"---\npublisher: Hill Gazette\n---\n" + STORY + b" stated"
    _ended(
        visitor, _send(visitor, ("a.txt", STORY), ("b.md", stated), publisher="Pelmor Herald", published="2021-03-04")
    )
    assert {d.publisher for d in visitor.ledger.documents()} == {"Pelmor Herald", "Hill Gazette"}
    assert {str(d.published) for d in visitor.ledger.documents()} == {"2021-03-04"}
    assert _send(visitor, ("c.txt", STORY), published="soon").status_code == 422


# --- bounds


def test_nothing_to_read_is_said(visitor: Visitor) -> None:
    answer = _send(visitor)
    assert answer.status_code == 422
    assert "at least one file or address" in answer.text


def test_only_where_files_are_sent_may_much_be_sent(visitor: Visitor) -> None:
    more = {"Content-Length": str(FORM_MOST + 1)}
    assert visitor.client.post("/review/later", content=b"", headers=more).status_code == 413
    assert visitor.client.post("/add", content=b"", headers=more).status_code == 403


def test_the_answer_to_too_much_is_a_page(visitor: Visitor) -> None:
    answer = visitor.client.post("/add", content=b"", headers={"Content-Length": str(MOST + 1)})
    assert answer.status_code == 413
    assert "at most 250,000,000 bytes at once" in answer.text
    assert "reportedly read FOLDER" in answer.text
    assert answer.headers["Content-Security-Policy"]


def test_what_does_not_say_how_much_it_is_is_bounded_too(visitor: Visitor) -> None:
    def drops() -> Iterator[bytes]:
        yield b"decide=accept&why="
        for _ in range(40):
            yield b"x" * 100_000

    answer = visitor.client.post(
        "/review/later", content=drops(), headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code == 413


def test_only_addresses_of_the_web_are_taken() -> None:
    good, refused = addresses_in("https://a.example/x\n\n https://a.example/x \nHTTP://b.example\nftp://c\n../d\n")
    assert good == ["https://a.example/x", "HTTP://b.example"]
    assert [one.origin for one in refused] == ["ftp://c", "../d"]
