"""Days as people give them."""

from __future__ import annotations

from datetime import date

import pytest

from reportedly.days import day_of
from reportedly.errors import BadValueError


def test_a_day_is_read_and_none_stays_none() -> None:
    assert day_of("--as-of", "2024-02-29") == date(2024, 2, 29)
    assert day_of("as_of", date(2024, 2, 29)) == date(2024, 2, 29)
    assert day_of("as_of", None) is None


@pytest.mark.parametrize("said", ["2023-02-29", "1 March 2023", "", "2023", "03/01/2023"])
def test_what_is_no_day_is_named(said: str) -> None:
    with pytest.raises(BadValueError, match=r"--as-of: got .* expected a day such as 2024-03-01"):
        day_of("--as-of", said)
