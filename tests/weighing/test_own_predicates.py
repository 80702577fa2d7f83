"""Predicates of a user's own are weighed by what their vocabulary says of them: once, one at a time, many."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportedly.ledger import Record
from reportedly.model import Claim
from reportedly.weighing import Conflict, Way, conflicts, propositions
from tests.written import DENIED, UNKNOWN, Said, number, org, report, says

NAMES = ("Lumen Holdings", "Kestrel Group", "Corrow Mills", "Tarrow Yard")
A, B, MILL, YARD = (replace(org(name), entity=name[:1]) for name in NAMES)
OWNS = {"owns": Way("one_at_a_time", "object")}
FOUNDED = {"acquired": Way("once", "object", event=True)}


def told(day: str | None, *said: Said, by: str = "Harrak Post") -> list[Record]:
    return report(f"{by}-{day}.txt", by, day, (f"{by} of {day}.", *said)).records


def disputes(records: list[Record], ways: dict[str, Way]) -> list[Conflict]:
    return conflicts(propositions(records, ways=ways), ways=ways)


def subjects(conflict: Conflict) -> list[set[str]]:
    def name(claim: Claim) -> str:
        return getattr(claim.subject, "name", "")

    return [{name(record.claim) for record in side.claims} for side in conflict.sides]


def test_two_owners_at_one_time_exclude_each_other() -> None:
    found = disputes(
        [
            *told("2021-01-01", says("owns", A, MILL, start="2015")),
            *told("2021-02-01", says("owns", B, MILL, start="2018")),
        ],
        OWNS,
    )
    (conflict,) = found
    assert (conflict.kind, conflict.predicate, conflict.what) == ("object", "owns", "subject")
    assert subjects(conflict) == [{"Lumen Holdings"}, {"Kestrel Group"}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (says("owns", A, MILL, start="2010", end="2012"), says("owns", B, MILL, start="2015")),  # one after the other
        (says("owns", A, MILL, time="2015"), says("owns", A, YARD, time="2015")),  # two companies of one owner
        (says("owns", A, MILL, time="2015"), says("owns", A, MILL, time="2015")),
        (says("owns", A, MILL, time="2015"), says("owns", B, MILL)),  # nobody says when
    ],
)
def test_what_can_both_be_so_is_no_conflict(one: Said, other: Said) -> None:
    assert disputes([*told("2021-01-01", one), *told("2021-02-01", other)], OWNS) == []


def test_many_answers_are_no_conflict() -> None:
    records = [
        *told("2021-01-01", says("owns", A, MILL, time="2015")),
        *told("2021-02-01", says("owns", B, MILL, time="2015")),
    ]
    assert disputes(records, {"owns": Way("many")}) == []
    assert disputes(records, {}) == []


def test_what_happens_once_has_one_doer_and_one_time() -> None:
    records = [
        *told("2021-01-01", says("acquired", A, MILL, time="2015")),
        *told("2021-02-01", says("acquired", B, MILL, time="2018")),
    ]
    found = disputes(records, FOUNDED)
    assert [conflict.what for conflict in found] == ["subject", "time"]


def test_what_is_only_planned_and_what_is_denied_are_not_rival_answers() -> None:
    records = [
        *told("2021-01-01", says("acquired", A, MILL, time="2015")),
        *told("2021-02-01", says("acquired", B, MILL, time="2018", sure=UNKNOWN)),
        *told("2021-03-01", says("acquired", B, MILL, time="2018", polarity=DENIED)),
    ]
    assert disputes(records, FOUNDED) == []


def test_numbers_that_have_something_in_common_agree() -> None:
    staff = {"staff": Way("one_at_a_time", "subject")}
    near = [
        *told("2021-01-01", says("staff", A, number(100, 250), time="2020")),
        *told("2021-02-01", says("staff", A, number(200, 200), time="2020")),
    ]
    assert disputes(near, staff) == []
    far = [
        *told("2021-01-01", says("staff", A, number(100, 150), time="2020")),
        *told("2021-02-01", says("staff", A, number(900, 900), time="2020")),
    ]
    assert [conflict.what for conflict in disputes(far, staff)] == ["object"]


def test_a_symmetric_predicate_says_the_same_from_both_sides() -> None:
    records = [*told("2021-01-01", says("partner_of", A, B)), *told("2021-01-02", says("partner_of", B, A))]
    assert len(propositions(records, ways={"partner_of": Way(symmetric=True)})) == 1
    assert len(propositions(records, ways={})) == 2


def test_an_event_of_another_year_is_another_occasion() -> None:
    records = [
        *told("2021-01-01", says("sued", A, B, time="2015")),
        *told("2021-01-02", says("sued", A, B, time="2019")),
    ]
    assert len(propositions(records, ways={"sued": Way(event=True)})) == 2
