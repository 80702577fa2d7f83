from __future__ import annotations

from collections.abc import Iterator

import pytest

from reportedly.ledger import Ledger
from tests.exchange.handed import ledger


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A small ledger, to be looked at and not written to."""
    with ledger(tmp_path_factory.mktemp("small")) as found:
        yield found


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The same with a hostile report in it."""
    with ledger(tmp_path_factory.mktemp("hostile"), hostile=True) as found:
        yield found
