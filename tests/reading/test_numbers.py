"""Numbers as ranges (settled question 18 of the contract)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.model import Quantity
from reportedly.reading.numbers import quantity


@pytest.mark.parametrize(
    ("words", "low", "high", "unit"),
    [
        ("More than 20", 20, None, None),
        ("more than 20 people", 20, None, "people"),
        ("dozens", 24, None, None),
        ("hundreds", 200, None, None),
        ("thousands of fighters", 2000, None, "fighters"),
        ("some 220", 220, 220, None),
        ("about 1,500 men", 1500, 1500, "men"),
        ("between 100 and 250 members", 100, 250, "members"),
        ("100 to 250 members", 100, 250, "members"),
        ("60–90", 60, 90, None),
        ("60-90 men", 60, 90, "men"),
        ("at least 20 people", 20, None, "people"),
        ("fewer than 60 men", None, 60, "men"),
        ("up to 100 fighters", None, 100, "fighters"),
        ("nine policemen", 9, 9, "policemen"),
        ("twenty-three soldiers", 23, 23, "soldiers"),
        ("two hundred and fifty", 250, 250, None),
        ("a hundred men", 100, 100, "men"),
        ("a dozen", 12, 12, None),
        ("two dozen boats", 24, 24, "boats"),
        ("several", 3, None, None),
        ("a couple of guards", 2, None, "guards"),
        ("3,000 fighters", 3000, 3000, "fighters"),
        ("1.5 million", 1_500_000, 1_500_000, None),
        ("twelve thousand", 12_000, 12_000, None),
        ("five or six men", 5, 6, "men"),
        ("over 40", 40, None, None),
        ("no more than 30", None, 30, None),
        ("nobody", None, None, None),
    ],
)
def test_words_come_to_a_range(words: str, low: float | None, high: float | None, unit: str | None) -> None:
    found = quantity(words)
    if low is None and high is None:
        assert found is None
    else:
        assert found == Quantity(low, high, unit)


def test_one_person_is_one_where_people_are_counted() -> None:
    assert quantity("a guard") is None
    assert quantity("a guard", counts_people=True) == Quantity(1, 1, None)
    assert quantity("guards", counts_people=True) is None


@given(st.integers(0, 999_999_999))
def test_figures_keep_their_value_however_they_are_grouped(number: int) -> None:
    assert quantity(f"{number} men") == Quantity(number, number, "men")
    assert quantity(f"{number:,} men") == Quantity(number, number, "men")


@given(st.text(max_size=60))
def test_whatever_is_said_the_range_is_one(words: str) -> None:
    for people in (False, True):
        found = quantity(words, counts_people=people)
        if found is not None:
            assert found.low is not None or found.high is not None
            assert found.low is None or found.high is None or found.low <= found.high
            assert found.unit is None or found.unit.strip() == found.unit != ""


@given(
    st.lists(
        st.sampled_from(
            "a one two twenty hundred thousand million dozen dozens and or to - 5 300 of more than men".split()
        ),
        max_size=8,
    )
)
def test_number_words_in_any_order_come_to_a_range_or_none(words: list[str]) -> None:
    found = quantity(" ".join(words))
    assert found is None or found.low is None or found.high is None or found.low <= found.high
