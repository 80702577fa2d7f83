"""The command, and the option that others share."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportedly.cli.app import app
from reportedly.ledger import Ledger
from tests.outlook import fill

from .leaks import leaks
from .test_masked import story


@pytest.fixture
def where(tmp_path: Path) -> Path:
    path = tmp_path / "made.db"
    with Ledger.open(path) as ledger:
        fill(ledger, story())
    return path


def test_it_lists_who_is_behind_the_pseudonyms_and_writes_a_copy(where: Path) -> None:
    out = where.with_name("copy.db")
    listed = CliRunner().invoke(app, ["mask", "--ledger", str(where), "--not", "Nils Abar"])
    assert listed.exit_code == 0
    rows = [line.split("\t") for line in listed.stdout.splitlines()]
    assert [row[1:] for row in rows if row[1] == "person"] == [["person", "Lena Vorrick"]]
    label = next(row[0] for row in rows if row[2] == "Lena Vorrick")
    made = CliRunner().invoke(app, ["mask", str(out), "--ledger", str(where), "--not", "Nils Abar"])
    assert made.exit_code == 0
    assert leaks(made.stdout.encode(), ["Lena", "Vorrick", "Nils", "Abar", "Quellmere"]) == []
    page = CliRunner().invoke(app, ["claims", "--ledger", str(out), "--about", label])
    assert len(page.stdout.splitlines()) == 2
    dossier = CliRunner().invoke(app, ["about", "--ledger", str(out), label])
    assert dossier.stdout.startswith("A masked copy. Pseudonyms stand for every person")


def test_an_export_takes_a_rule_and_refuses_what_is_none(where: Path) -> None:
    export = ["export", "--ledger", str(where), "--format", "csv", "--mask"]
    masked = CliRunner().invoke(app, [*export, "default"])
    assert masked.exit_code == 0
    # A table has no place to say it.
    assert "masked: Pseudonyms stand for every person" in masked.stderr
    assert leaks(masked.stdout.encode(), ["Lena", "Nils", "ferryman", "Quellmere", "Oda Trask"]) == ["Oda Trask"]
    refused = CliRunner().invoke(app, [*export, "everybody"])
    assert refused.exit_code == 2
    assert "mask: got 'everybody'" in refused.stderr
