"""Times and numbers in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.dossier import wording
from reportedly.model import Certainty, Interval, Quantity


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2015", "2015"),
        ("2023-09", "September 2023"),
        ("2023-09-04", "4 September 2023"),
        ("2021-08~", "about August 2021"),
        ("2021?", "perhaps 2021"),
        ("2021%", "perhaps about 2021"),
        ("201X", "the 2010s"),
        ("XXXX-09-14", "14 September, year unknown"),
        ("XXXX-XX-XX", ""),
        ("2021-22", "summer 2021"),
        ("2021-34", "second quarter of 2021"),
        ("2015/..", "from 2015 on"),
        ("../2014", "by 2014"),
        ("2015/2018", "2015 to 2018"),
        ("2015-05/2015-06", "May to June 2015"),
        ("2015-05-03/2015-05-09", "3 to 9 May 2015"),
        ("[1974,1976]", "1974 or 1976"),
        ("-0489", "489 BCE"),
    ],
)
def test_times(edtf: str, words: str) -> None:
    assert wording.interval(Interval(edtf)) == words


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity(220, 220, "fighters"), "220 fighters"),
        (Quantity(1500, 2500), "1,500 to 2,500"),
        (Quantity(20, None), "20 or more"),
        (Quantity(None, 250, "men"), "up to 250 men"),
        (Quantity(1.5, 1.5), "1.5"),
        (Quantity(None, None), "a number not given"),
    ],
)
def test_numbers(quantity: Quantity, words: str) -> None:
    assert wording.number(quantity) == words


def test_certainty_of_several_tellers() -> None:
    assert wording.certainties(iter([Certainty.CERTAIN])) == ""
    assert wording.certainties([Certainty.PROBABLE, Certainty.PROBABLE]) == "probable"
    mixed = wording.certainties(grade for grade in (Certainty.POSSIBLE, Certainty.CERTAIN))
    assert mixed == "put as certain and possible by different tellers"


@settings(deadline=None)
@given(st.dates(), st.dates())
def test_a_range_of_days_names_both_days(a: object, b: object) -> None:
    words = wording.days([a, b])  # type: ignore[list-item]
    first, last = sorted((a, b))  # type: ignore[type-var]
    assert words.endswith(wording.day(last))  # type: ignore[arg-type]
    assert words.startswith(str(first.day))  # type: ignore[attr-defined]
