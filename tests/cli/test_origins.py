"""``reportedly origins`` on two reports, one of which copies the other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from click.testing import Result
from typer.testing import CliRunner

from reportedly.cli.app import app
from reportedly.ledger import Ledger
from reportedly.model import Document
from reportedly.weigh import weigh

from .reader import LeadersReader

BODY = """\
Orlan Besk, the ministry said, leads the Hill Brigade. The brigade, which was founded by miners in the winter of the
long frost, holds eleven villages above the river and the only road that a lorry can use after rain. Its men are paid
in salt.

Nobody in Tessun has seen him since the market burned, and the elders who chose him have not met again since that day.
"""
Ask = Callable[..., Result]


def report(name: str, title: str, publisher: str, day: str, text: str) -> tuple[Document, bytes]:
    original = f"{title}{text}".encode()
    document = Document(
        hashlib.sha256(original).hexdigest(), name, text, f"/reports/{name}", datetime(2021, 5, 1, tzinfo=UTC),
        title=title, publisher=publisher, published=date.fromisoformat(day), language="en",
    )  # fmt: skip
    return document, original


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    where = tmp_path_factory.mktemp("copied") / "case.db"
    again = f"By Hill Wire\n\n{BODY}\nCorrection: the market burned in May."
    reader = LeadersReader()
    with Ledger.open(where) as ledger:
        for document, original in (
            report("wire.txt", "A leader", "Hill Wire", "2021-03-04", BODY),
            report("mercury.txt", "Salt", "River Mercury", "2021-03-06", again),
        ):
            ledger.add(document, original, reader.read(document), reader=reader.name)
        weigh(ledger)

    def asked(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["--ledger", str(where), *arguments], env={"COLUMNS": "100"})

    return asked


def test_every_link_is_one_line(ask: Ask) -> None:
    done = ask("origins")
    assert done.exit_code == 0, done.stderr
    (line,) = done.stdout.splitlines()
    how, report, day, publisher, origin, outlet, extent, score, why = line.split("\t")
    assert (how, report, day, publisher) == ("reprint", "mercury.txt", "2021-03-06", "River Mercury")
    assert (origin, outlet, extent) == ("wire.txt", "Hill Wire", "whole")
    assert 0.9 <= float(score) <= 1
    assert "credits Hill Wire for the whole report" in why


def test_a_report_shows_its_passages_side_by_side(ask: Ask) -> None:
    done = ask("origins", "mercury.txt")
    assert done.exit_code == 0, done.stderr
    assert "reprint of “A leader”, Hill Wire, 2021-03-04" in done.stdout
    beside = [line.split("│") for line in done.stdout.splitlines() if "│" in line]
    assert [part.strip() for part in beside[0]] == ["River Mercury", "Hill Wire"]
    assert all(left.strip() == right.strip() for left, right in beside[1:])
    assert "correction: “Correction: the market burned in May.”" in done.stdout
    assert "reprinted by “Salt”, River Mercury" in ask("origins", "wire.txt").stdout


def test_a_claim_shows_the_way_back(ask: Ask) -> None:
    listed = ask("claims", "--document", "mercury.txt").stdout
    done = ask("origins", listed[:10])
    assert done.exit_code == 0, done.stderr
    assert "1. River Mercury of 2021-03-06 reprints Hill Wire of 2021-03-04" in done.stdout
    said = " ".join(done.stdout.split())
    assert "“the ministry”, whom Hill Wire of 2021-03-04 does not name" in said


def test_a_name_shows_who_stands_behind_what_is_said(ask: Ask) -> None:
    done = ask("origins", "Orlan Besk")
    assert done.exit_code == 0, done.stderr
    assert "for it: 2 reports, 2 outlets, 1 independent origin\n" in done.stdout


def test_what_is_not_there_is_said_to_be_so(ask: Ask) -> None:
    done = ask("origins", "Nobody Here")
    assert done.exit_code == 4
    assert "no report, claim or name 'Nobody Here'" in done.stderr
