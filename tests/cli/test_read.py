"""read: reports go in, refusals are told and counted, the rest goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reportedly.cli.exits import Exit

from .conftest import DENIAL, ROOT, WIRE, Run

# A reader that says when it begins its second report, and then takes its time over it.
SLOW = """
import reportedly, sys, time
from tests.cli.reader import LeadersReader
class Slow(LeadersReader):
    count = 0
    def read(self, document):
        self.count += 1
        if self.count == 2:
            print("second", flush=True)
            time.sleep(60)
        return super().read(document)
reportedly.load_reader = Slow
from reportedly.cli import main
main()
"""


def claims(run: Run, folder: Path, *more: str) -> list[list[str]]:
    return [line.split("\t") for line in run("claims", *more, folder=folder).stdout.splitlines()]


def test_a_folder_is_read_and_counted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "wire.txt").write_text(WIRE, encoding="utf-8")
    (tmp_path / "in" / "deep" / "denial.txt").write_text(DENIAL, encoding="utf-8")
    done = run("read", "in", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "2 reports read, 4 claims\n"
    again = run("read", "in", folder=tmp_path)
    assert again.stdout == "0 reports read, 0 claims; 2 unchanged\n"
    assert len(claims(run, tmp_path)) == 4


def test_what_is_refused_is_told_with_its_reason_and_the_rest_is_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text(WIRE, encoding="utf-8")
    (tmp_path / "nothing.txt").write_text("", encoding="utf-8")
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 8)
    done = run("read", "nothing.txt", "noise.bin", "gone.txt", "wire.txt", folder=tmp_path)
    assert done.returncode == 1
    told = done.stderr.splitlines()
    assert [line.split(":")[0] for line in told] == ["refused"] * 3
    assert "nothing.txt: empty: " in told[0]
    assert "gone.txt: unreachable: " in told[2]
    assert done.stdout.startswith("1 report read, 2 claims; 3 refused (")
    assert "1 empty" in done.stdout
    assert len(claims(run, tmp_path)) == 2


def test_standard_input_with_what_it_does_not_say(run: Run, tmp_path: Path) -> None:
    text = "Orlan Besk, the ministry said, leads the Hill Brigade. It has done so for years, and it says so itself.\n"
    done = run("read", "-", "--publisher", "Hill Wire", "--published", "2021-03-04", folder=tmp_path, stdin=text)
    assert done.returncode == 0, done.stderr
    assert [line.split("\t")[1:3] for line in run("reports", folder=tmp_path).stdout.splitlines()] == [
        ["2021-03-04", "Hill Wire"]
    ]


def test_a_source_over_the_limit_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text(WIRE, encoding="utf-8")
    done = run("read", "wire.txt", "--max-size", "100b", folder=tmp_path)
    assert done.returncode == 1
    assert "too large" in done.stderr


def test_a_private_address_is_refused_unless_allowed(run: Run, tmp_path: Path) -> None:
    done = run("read", "http://127.0.0.1:9/story.html", folder=tmp_path)
    assert done.returncode == 1
    assert "forbidden address" in done.stderr
    allowed = run("read", "--allow-private", "--timeout", "2", "http://127.0.0.1:9/story.html", folder=tmp_path)
    assert allowed.returncode == 1
    assert "unreachable" in allowed.stderr


def test_several_workers_make_the_same_ledger_as_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(12):
        text = WIRE.replace("Hill Brigade", f"Hill Brigade{number}").replace("Gunmen", f"Gunmen {number}")
        (tmp_path / "in" / f"{number:02}.txt").write_text(text, encoding="utf-8")
    assert run("--ledger", "one.db", "read", "in", "--workers", "1", folder=tmp_path).returncode == 0
    assert run("--ledger", "two.db", "read", "in", "--workers", "2", folder=tmp_path).returncode == 0
    one, two = (claims(run, tmp_path, "--ledger", name) for name in ("one.db", "two.db"))
    assert one == two
    assert len(one) == 24


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_interrupted_it_keeps_whole_reports_and_a_second_read_does_the_rest(run: Run, tmp_path: Path) -> None:
    for name, text in (("1.txt", WIRE), ("2.txt", DENIAL)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, "read", "1.txt", "2.txt"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    ) as program:  # fmt: skip
        assert program.stdout is not None
        assert program.stdout.readline() == "second\n"
        program.send_signal(signal.SIGINT)
        printed, said = program.communicate(timeout=30)
    assert (program.returncode, printed) == (Exit.INTERRUPTED, "")
    assert said == "reportedly: interrupted; what was read so far is kept\n"
    assert {row[8] for row in claims(run, tmp_path)} == {"1.txt"}
    assert run("read", "1.txt", "2.txt", folder=tmp_path).stdout == "1 report read, 2 claims; 1 unchanged\n"
    assert len(claims(run, tmp_path)) == 4
