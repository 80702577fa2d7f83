from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.dossier import Dossier, build
from reportedly.ledger import Ledger
from tests.dossier.brotherhood import REPORTS
from tests.pictures.made import reports
from tests.written import Written, shelve


def _page(folder: Path, name: str, written: list[Written]) -> Dossier:
    with Ledger.open(folder / "l.db") as ledger:
        shelve(ledger, *written)
        return build(ledger, name)


@pytest.fixture(scope="session")
def brotherhood(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    return _page(tmp_path_factory.mktemp("sannar"), "Sannar Brotherhood", list(REPORTS))


@pytest.fixture(scope="session")
def larkspur(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    return _page(tmp_path_factory.mktemp("lark"), "Larkspur Brigade", reports())
