"""accept, reject, mend, export --format gold, evaluate, read --vocabulary: as people type them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from reportedly.cli.exits import Exit

from .conftest import Run


@pytest.fixture
def case(filled: Path, tmp_path: Path) -> Path:
    """A copy of the filled folder, to be written to."""
    return Path(shutil.copytree(filled, tmp_path / "case"))


def listed(run: Run, folder: Path, *more: str) -> list[list[str]]:
    return [line.split("\t") for line in run("claims", *more, folder=folder).stdout.splitlines()]


def test_a_claim_is_rejected_listed_with_the_reason_and_accepted_again(run: Run, case: Path) -> None:
    before = listed(run, case)
    id_ = before[0][0]
    done = run("reject", id_[:10], "--why", "another brigade", "--by", "O. Lind", folder=case)
    assert done.stdout.startswith(f"rejected\t{id_}\t"), done.stderr
    assert [row[0] for row in listed(run, case)] == [row[0] for row in before[1:]]
    struck = next(row for row in listed(run, case, "--all") if row[0] == id_)
    assert struck[-1].startswith("rejected by O. Lind, ")
    assert struck[-1].endswith(": another brigade")
    assert "judged:      rejected by O. Lind" in run("show", id_[:10], folder=case).stdout
    assert run("accept", id_[:10], "--by", "P. Moss", folder=case).stdout.startswith(f"accepted\t{id_}\t")
    assert [row[0] for row in listed(run, case)] == [row[0] for row in before]


def test_a_claim_is_mended(run: Run, case: Path) -> None:
    id_ = listed(run, case)[0][0]
    done = run(
        "mend", id_[:10], "--object", "organization:Valley Guard", "--certainty", "probable", "--qualifier",
        "start=2015",
        "--source", "outlet:Hill Wire", "--why", "misread", "--by", "O. Lind", folder=case,
    )  # fmt: skip
    kind, old, new, _ = done.stdout.split()
    assert (kind, old) == ("mended", id_), done.stderr
    row = listed(run, case)[0]
    assert (row[0], row[3], row[4], row[6], row[7]) == (new, "Valley Guard", "start 2015", "probable", "Hill Wire")
    assert len(listed(run, case, "--all")) == len(listed(run, case)) + 1
    assert "Valley Guard" in run("about", "Valley Guard", folder=case).stdout


def test_gold_is_exported_and_measured(run: Run, case: Path) -> None:
    rows = listed(run, case)
    run("accept", rows[0][0], folder=case)
    run("reject", rows[1][0], "--why", "no", folder=case)
    done = run("export", "--format", "gold", "--out", "gold.jsonl", "--documents", "judged", folder=case)
    assert done.returncode == 0, done.stderr
    gold = [json.loads(line) for line in (case / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sorted(line["verdict"] for line in gold) == ["accepted", "rejected"]
    for arguments in (["gold.jsonl"], ["gold.jsonl", "--documents", "judged"]):
        done = run("evaluate", *arguments, folder=case)
        assert done.returncode == 0, done.stderr
        lines = [line.split("\t") for line in done.stdout.splitlines()]
        assert [line[0] for line in lines] == [
            "leads", "all", "rejected claims read again", "precision of what was judged",
        ]  # fmt: skip
        assert lines[1][1:4] == ["1", "1", "100.0"]
        assert lines[2][1] == "1 of 1"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["reject", "ffffffff", "--why", "x"], Exit.NOT_FOUND, "ffffffff"),
        (["reject", "ffffffff"], Exit.USAGE, "--why"),
        (["mend", "{id}", "--why", "x"], Exit.USAGE, "says this already"),
        (["mend", "{id}", "--why", "x", "--predicate", "lead"], Exit.USAGE, "near it: leads"),
        (["mend", "{id}", "--why", "x", "--qualifier", "start"], Exit.USAGE, "KEY=VALUE"),
        (["mend", "{id}", "--why", "x", "--polarity", "no"], Exit.USAGE, "affirmed, denied"),
        (["export", "--documents", "judged"], Exit.USAGE, "--format gold"),
        (["evaluate", "none.jsonl"], Exit.FAILED, "none.jsonl: cannot be read"),
        (["evaluate", "wire.txt", "--weights", "mine"], Exit.FAILED, "line 1"),
        (["read", "wire.txt", "--vocabulary", "wire.txt"], Exit.USAGE, "wire.txt: "),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    run: Run, filled: Path, arguments: list[str], status: Exit, said: str
) -> None:
    id_ = listed(run, filled)[0][0]
    done = run(*(argument.format(id=id_) for argument in arguments), folder=filled)
    assert (done.returncode, done.stdout) == (status, ""), done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_vocabulary_is_kept_with_the_ledger(run: Run, case: Path) -> None:
    words = (
        "sponsors:\n  says: who sponsors whom\n  subject: any\n  object: any\n  holds: many\n  triggers: [sponsor]\n"
    )
    (case / "own.yaml").write_text(words, encoding="utf-8")
    done = run("read", "wire.txt", "--vocabulary", "own.yaml", "--ledger", "own.db", folder=case)
    assert done.returncode == 0, done.stderr
    id_ = listed(run, case, "--ledger", "own.db")[0][0]
    done = run("mend", id_, "--predicate", "sponsors", "--why", "it pays", "--ledger", "own.db", folder=case)
    assert done.returncode == 0, done.stderr
    assert "sponsors" in {row[2] for row in listed(run, case, "--ledger", "own.db")}
