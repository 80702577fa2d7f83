"""The examples as people judged them, in a ledger, and masked copies of it; made once a session."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reportedly import importing
from reportedly.ledger import Ledger
from reportedly.masking import Copy, parse_rule, write_masked

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("masking") / "examples.db") as ledger:
        taken = importing.import_claims(ledger, EXAMPLES / "gold" / "claims.jsonl", documents=EXAMPLES / "reports")
        assert taken.claims == 501
        yield ledger


RULE = "default, also:Tamrek Sholdan"
"""The usual rule, and one public man besides, whose name stands there in three scripts."""


@pytest.fixture(scope="session")
def handed_on(examples: Ledger, tmp_path_factory: pytest.TempPathFactory) -> tuple[Copy, Path]:
    """The one masked copy of the examples, closed, in a folder of its own."""
    out = tmp_path_factory.mktemp("handed-on") / "handed-on.db"
    return write_masked(examples, parse_rule(RULE), out), out


@pytest.fixture(scope="session")
def copy(handed_on: tuple[Copy, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    """The same, open; what is asked of it leaves the file that was handed on as it is."""
    made, out = handed_on
    opened = tmp_path_factory.mktemp("open") / "copy.db"
    shutil.copyfile(out, opened)
    with Ledger.open(opened) as ledger:
        yield replace(made, ledger=ledger)


@pytest.fixture(scope="session")
def ids(examples: Ledger, copy: Copy) -> set[str]:
    """Ids of the ledger that must not leave: of reports, of claims, of what is hidden; hashes of originals."""
    hidden = {old for old, new in copy.entities.items() if old != new}
    reports = {document.id for document in examples.documents()}
    originals = {hashlib.md5(examples.original(id_)).hexdigest() for id_ in reports}
    return reports | originals | hidden | {record.claim.id for record in examples.claims()}
