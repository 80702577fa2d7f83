"""EDTF in and out, what an interval covers, and what was seen kept apart from what ended."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.model import Interval
from reportedly.model.time import EdtfError, Form, Moment, Tenure

# A busy machine is no fault of the code's.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
YEARS = st.one_of(
    st.integers(1000, 2099).map(lambda n: f"{n:04d}"),
    st.integers(100, 209).map(lambda n: f"{n}X"),
    st.sampled_from(["19XX", "XXXX", "-0489", "-04XX"]),
)
MONTHS = st.integers(1, 12).map(lambda n: f"-{n:02d}")
DAYS = st.integers(1, 28).map(lambda n: f"-{n:02d}")
DIVISIONS = st.integers(21, 41).map(lambda n: f"-{n}")
MARKS = st.sampled_from(["", "~", "?", "%"])
DATES = st.one_of(
    st.builds(str.__add__, YEARS, MARKS),
    st.builds(lambda y, m, q: y + m + q, YEARS, st.one_of(MONTHS, DIVISIONS), MARKS),
    st.builds(lambda y, m, d, q: y + m + d + q, YEARS, MONTHS, DAYS, MARKS),
    st.sampled_from(["XXXX-XX-XX", "XXXX-09-14", "2024-XX-21", "XXXX-XX", "2016-02-29"]),
)


def ordered(a: str, b: str) -> str:
    try:
        return Interval(f"{a}/{b}").edtf
    except EdtfError:
        return f"{b}/{a}"


EDTF = st.one_of(
    DATES,
    DATES.map(lambda d: d + "/.."),
    DATES.map(lambda d: "../" + d),
    DATES.map(lambda d: d + "/"),
    st.builds(ordered, DATES, DATES),
    st.builds(lambda a, b: f"[{a},{b}]", DATES, DATES),
)


@settings(PATIENT, max_examples=40)
@given(EDTF)
def test_what_is_read_is_written_the_same(edtf: str) -> None:
    interval = Interval.parse(edtf)
    assert interval.edtf == edtf
    assert Interval.parse(interval.edtf) == interval
    assert pickle.loads(pickle.dumps(interval)) == interval


@settings(PATIENT, max_examples=40)
@given(EDTF)
def test_earliest_is_never_after_latest(edtf: str) -> None:
    interval = Interval(edtf)
    for moment in interval.moments:
        if moment.earliest and moment.latest:
            assert moment.earliest <= moment.latest
    if interval.earliest and interval.latest:
        assert interval.earliest <= interval.latest


@settings(PATIENT, max_examples=40)
@given(EDTF, EDTF)
def test_agreement_runs_both_ways_and_excludes_before(a: str, b: str) -> None:
    one, other = Interval(a), Interval(b)
    assert one.compatible(other) == other.compatible(one)
    assert one.compatible(one)
    if one.before(other):
        assert not other.before(one)
        assert not one.contains(other)


@settings(PATIENT, max_examples=60)
@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_with_the_value(text: str) -> None:
    try:
        interval = Interval(text)
    except EdtfError as caught:
        error = caught
    else:
        assert Interval(interval.edtf) == interval
        return
    assert error.value == text
    assert repr(text) in str(error)
    assert error.expected in str(error)


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2015", "2015-01-01", "2015-12-31"),
        ("2023-09", "2023-09-01", "2023-09-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-09-14", "2023-09-14", "2023-09-14"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2023-21", "2023-03-01", "2023-05-31"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("2022-33", "2022-01-01", "2022-03-31"),
        ("2022-41", "2022-07-01", "2022-12-31"),
        ("2015/2018", "2015-01-01", "2018-12-31"),
        ("2015/..", "2015-01-01", None),
        ("../2015-06", None, "2015-06-30"),
        ("[1974,1976]", "1974-01-01", "1976-12-31"),
        ("[1976,1974]", "1974-01-01", "1976-12-31"),
        ("2024-XX-21", "2024-01-21", "2024-12-21"),
        ("XXXX-09-14", None, None),
        ("-0489", None, None),
    ],
)
def test_the_days_that_it_can_cover(edtf: str, earliest: str | None, latest: str | None) -> None:
    interval = Interval(edtf)
    assert (interval.earliest and interval.earliest.isoformat()) == earliest
    assert (interval.latest and interval.latest.isoformat()) == latest


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("last year", "a date as 2015"),
        ("", "a date as 2015"),
        ("2015-13", "a month 01 to 12"),
        ("2015-02-30", "a day that the month has"),
        ("2015-21-05", "a day that the month has"),
        ("2018/2015", "does not lie before its start"),
        ("2015/2016/2017", "one slash"),
        ("../..", "a date at one end"),
        ("2015/later", "a date as 2015"),
    ],
)
def test_what_is_no_edtf_is_refused_with_what_was_expected(edtf: str, expected: str) -> None:
    with pytest.raises(EdtfError, match=expected) as caught:
        Interval.parse(edtf)
    assert caught.value.value == edtf
    assert isinstance(pickle.loads(pickle.dumps(caught.value)), EdtfError)


def test_a_time_of_day_is_dropped() -> None:
    assert Interval("2023-09-14T05:34:00Z").edtf == "2023-09-14"


def test_marks() -> None:
    assert Interval("2021-08~").approximate
    assert not Interval("2021-08~").uncertain
    assert Interval("2015%/2018").uncertain
    assert Interval("2015/2018?").about().edtf == "2015~/2018%"
    assert Interval("2015/..").about().edtf == "2015~/.."
    assert Interval("[1974,1976]").form is Form.ONE_OF


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [
        ("2015", "2015-06-03", True),
        ("2015", "2016", False),
        ("2015~", "2016-06", True),
        ("2015~", "2018", False),
        ("2015/2018", "2018-12-31", True),
        ("2015/..", "2031", True),
        ("2015/..", "2014-12-31", False),
        ("XXXX-09-14", "2023-09", True),
        ("XXXX-09-14", "2023-10", False),
        ("XXXX-09-14", "XXXX-09", True),
        ("XXXX-09-14", "XXXX-10", False),
        ("XXXX-XX-XX", "2023-10", True),
        ("XXXX-24", "2024-01-10", True),
        ("-0490", "-0489", False),
        ("-048X", "-0485", True),
    ],
)
def test_whether_two_can_mean_the_same(a: str, b: str, agree: bool) -> None:
    assert Interval(a).compatible(Interval(b)) is agree


def test_order() -> None:
    assert Interval("2015").contains(Interval("2015-06"))
    assert not Interval("2015-06").contains(Interval("2015"))
    assert Interval("2015").before(Interval("2016"))
    assert Interval("-0490").before(Interval("-0489-03"))
    assert not Interval("2015").before(Interval("2015-12"))
    assert not Interval("2015/..").before(Interval("2030"))
    assert not Interval("XXXX-01").before(Interval("2030"))


def test_a_moment_of_the_common_era_only_has_days() -> None:
    assert Moment("-0001").latest is None
    assert Moment("0001").earliest == date(1, 1, 1)
    assert Moment("9999").latest == date(9999, 12, 31)


class TestTenure:
    """First seen is not begun; last seen is not ended."""

    def test_at_least_until_does_not_end_it(self) -> None:
        tenure = Tenure.of(start=Interval("2015"), end=Interval("2018-06/.."))
        assert tenure.ended is None
        assert tenure.last_seen == Interval("2018-06")
        assert tenure.holds_on(date(2017, 1, 1)) is True
        assert tenure.holds_on(date(2019, 1, 1)) is None

    def test_by_a_year_does_not_begin_it(self) -> None:
        tenure = Tenure.of(start=Interval("../2014"))
        assert tenure.began is None
        assert tenure.first_seen == Interval("2014")
        assert tenure.holds_on(date(2013, 1, 1)) is None

    def test_what_ended_is_over(self) -> None:
        tenure = Tenure.of(start=Interval("2015-03"), end=Interval("2018-06-02"))
        assert tenure.holds_on(date(2018, 6, 3)) is False
        assert tenure.holds_on(date(2015, 2, 28)) is False
        assert tenure.holds_on(date(2015, 3, 10)) is None
        assert tenure.holds_on(date(2016, 1, 1)) is True

    def test_attestations_widen_what_was_seen_and_nothing_else(self) -> None:
        tenure = Tenure.of(time=Interval("2016-05")).seen(Interval("2014")).seen(Interval("2015"))
        assert (tenure.first_seen, tenure.last_seen) == (Interval("2014"), Interval("2016-05"))
        assert (tenure.began, tenure.ended) == (None, None)
        assert tenure.holds_on(date(2015, 7, 1)) is True
        assert tenure.holds_on(date(2016, 6, 1)) is None
