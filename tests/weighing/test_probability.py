"""Words of probability have the ranges of their directive; words that it does not define have none."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reportedly.weighing.probability import SCALE, likelihood


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("He is very likely dead.", 80, 95),
        ("It is likely that he fled.", 55, 80),
        ("It is unlikely that he fled.", 20, 45),
        ("A return is highly  improbable.", 5, 20),
        ("He was probably killed.", 55, 80),
        ("He was almost certainly there.", 95, 99),
        ("There is almost no chance of a truce.", 1, 5),
        ("There is a roughly even chance of a truce.", 45, 55),
    ],
)
def test_a_term_has_its_range(words: str, low: int, high: int) -> None:
    found = likelihood(words)
    assert found is not None
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    "words", ["He may be dead.", "He is reportedly dead.", "He was believed to lead.", "likelihood"]
)
def test_other_words_have_none(words: str) -> None:
    assert likelihood(words) is None


def test_the_scale_has_no_gap() -> None:
    assert all(a.high == b.low for a, b in pairwise(SCALE))
