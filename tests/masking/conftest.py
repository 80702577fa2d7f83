"""The examples as people judged them, in a ledger, and masked copies of it; made once a session."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly import importing
from reportedly.ledger import Ledger
from reportedly.masking import Copy, masked, parse_rule

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("masking") / "examples.db") as ledger:
        taken = importing.import_claims(ledger, EXAMPLES / "gold" / "claims.jsonl", documents=EXAMPLES / "reports")
        assert taken.claims == 501
        yield ledger


@pytest.fixture(scope="session")
def copy(examples: Ledger) -> Iterator[Copy]:
    """By the usual rule, and one public man besides, whose name stands there in three scripts."""
    with masked(examples, parse_rule("default, also:Tamrek Sholdan")) as made:
        yield made


@pytest.fixture(scope="session")
def ids(examples: Ledger, copy: Copy) -> set[str]:
    """Ids of the ledger that must not leave: of reports, of claims, of what is hidden; hashes of originals."""
    hidden = {old for old, new in copy.entities.items() if old != new}
    reports = {document.id for document in examples.documents()}
    originals = {hashlib.md5(examples.original(id_)).hexdigest() for id_ in reports}
    return reports | originals | hidden | {record.claim.id for record in examples.claims()}
