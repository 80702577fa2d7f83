from __future__ import annotations

import pytest

from reportedly.cli import values
from reportedly.errors import BadValueError


@pytest.mark.parametrize(
    ("said", "meant"),
    [("500000", 500_000), ("20MB", 20_000_000), ("1.5 GB", 1_500_000_000), ("3k", 3_000), (" 7b ", 7)],
)
def test_a_size_is_read_in_powers_of_ten(said: str, meant: int) -> None:
    assert values.size(said, option="--max-size") == meant


@pytest.mark.parametrize("said", ["", "0", "MB", "-5MB", "5 miles", "1e9", "0.4"])
def test_what_is_no_size_is_named(said: str) -> None:
    with pytest.raises(BadValueError, match=r"--max-size: got .* expected a size such as"):
        values.size(said, option="--max-size")
