from __future__ import annotations

from datetime import date

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


def test_a_day_is_read_and_none_stays_none() -> None:
    assert values.day("2024-02-29", option="--as-of") == date(2024, 2, 29)
    assert values.day(None, option="--as-of") is None


@pytest.mark.parametrize("said", ["2023-02-29", "1 March 2023", "", "2023", "03/01/2023"])
def test_what_is_no_day_is_named(said: str) -> None:
    with pytest.raises(BadValueError, match=r"--as-of: got .* expected a day as YYYY-MM-DD"):
        values.day(said, option="--as-of")
