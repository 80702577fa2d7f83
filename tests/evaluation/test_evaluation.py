"""Gold in and out, and a reader held against it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from reportedly import judging
from reportedly.errors import ExchangeError
from reportedly.evaluation import held, measure, read_documents, read_gold
from reportedly.exchange import gold
from reportedly.ledger import Ledger
from reportedly.ledger.mending import Changes
from tests.cli.reader import LeadersReader

TEXT = """---
published: 2021-03-04
---
Orlan Besk, the ministry said, leads the Hill Brigade.

Tovi Marn leads the River Column. Ander Holt may lead the Salt Council.
"""


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    """A folder with gold.jsonl and judged/: one claim accepted, one mended, one rejected."""
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "wire.txt").write_text(TEXT, encoding="utf-8")
    from reportedly.workspace import Workspace

    with Ledger.open(tmp_path / "case.db") as ledger:
        Workspace(ledger).read([str(tmp_path / "inbox")], reader=LeadersReader())
        besk, marn, holt = (record.claim.id for record in ledger.claims())
        judging.accept(ledger, besk, by="O. Lind")
        judging.mend(ledger, marn, Changes(object="organization:River"), why="so it is called", by="O. Lind")
        judging.reject(ledger, holt, why="he leads nothing", by="O. Lind")
        records = list(gold.judged(ledger))
        with (tmp_path / "gold.jsonl").open("w", encoding="utf-8") as out:
            assert gold.write(records, out) == 3
        assert gold.write_documents(ledger, records, tmp_path / "judged") == 1
    return tmp_path


def test_gold_says_who_judged_what_and_why(judged: Path) -> None:
    lines = [json.loads(line) for line in (judged / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["verdict"] for line in lines] == ["accepted", "mended", "rejected"]
    assert {line["by"] for line in lines} == {"O. Lind"}
    assert lines[1]["object"]["name"] == "River"
    assert lines[1]["original"] != lines[1]["id"]
    assert lines[2]["why"] == "he leads nothing"
    assert {line["published"] for line in lines} == {"2021-03-04"}
    assert all({"trigger", "subject"} <= line["spans"].keys() for line in lines)
    assert (judged / "judged" / "wire.txt").read_text(encoding="utf-8") == TEXT


def test_reading_anew_is_held_against_it(judged: Path) -> None:
    wanted = read_gold(judged / "gold.jsonl")
    documents = list(read_documents(wanted, folder=judged / "judged"))
    assert [str(document.published) for document in documents] == ["2021-03-04"]
    measured = measure(wanted, LeadersReader(), documents)
    figures = measured.figures
    assert (figures["gold"], figures["recall"]) == (2, 100.0)
    assert figures["wholly_right"] == 100.0  # "River" is a part of "River Column"
    assert (figures["extracted_typed"], figures["precision_lower_bound"]) == (3, 66.7)
    assert (figures["rejected"], figures["read_again"], figures["precision_of_judged"]) == (1, 1, 66.7)
    assert measured.words > 10


def test_what_the_ledger_holds_is_measured_as_it_was_read(judged: Path) -> None:
    with Ledger.open(judged / "case.db") as ledger:
        figures = held(read_gold(judged / "gold.jsonl"), ledger).figures
    assert (figures["recall"], figures["extracted_typed"], figures["read_again"]) == (100.0, 3, 1)


def test_a_ledger_without_these_reports_is_told(judged: Path) -> None:
    with Ledger.open(judged / "other.db") as ledger, pytest.raises(ExchangeError, match="none of its reports"):
        held(read_gold(judged / "gold.jsonl"), ledger)


def test_a_report_that_is_another_is_told(judged: Path) -> None:
    (judged / "judged" / "wire.txt").write_text("Nobody leads anything here, and nobody ever did so.", encoding="utf-8")
    with pytest.raises(ExchangeError, match="does not stand at"):
        list(read_documents(read_gold(judged / "gold.jsonl"), folder=judged / "judged"))


GOOD: dict[str, Any] = {
    "document": "a.txt", "predicate": "leads", "subject": {"name": "A"}, "polarity": "affirmed", "certainty": "certain",
}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 1: expected one JSON object"),
        ("[]", "line 1: expected one JSON object"),
        (json.dumps({k: v for k, v in GOOD.items() if k != "subject"}), "line 1: key 'subject' is missing"),
        (json.dumps(GOOD | {"verdict": "maybe"}), "verdict: got 'maybe', expected one of accepted, mended, rejected"),
        (json.dumps(GOOD | {"published": "May"}), "published: got 'May', expected YYYY-MM-DD"),
        ("", "no claim in it"),
    ],
)
def test_a_bad_line_is_told_with_its_number(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(ExchangeError) as caught:
        read_gold(path)
    assert told in str(caught.value)


def test_gold_of_a_claim_that_nobody_judged_is_refused(judged: Path) -> None:
    with Ledger.open(judged / "case.db") as ledger:
        judging.accept(ledger, ledger.claims()[0].claim.id)
        record = next(iter(gold.judged(ledger)))
    from dataclasses import replace

    with pytest.raises(ValueError, match="nobody has judged it"):
        gold.write([replace(record, review=None)], io.StringIO())
