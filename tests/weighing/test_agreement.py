"""Two readings side by side: what they agree on, and in what they differ."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model import Certainty, Claim, Document, Interval, Polarity, Span, Text
from reportedly.weighing import agreements, side_by_side
from tests.weighing.ways import WAYS
from tests.written import number, org, person, place, report, says, speaker, unnamed

VELK, GUARD = person("Orsa Velk"), org("Marsh Guard")
LEADS = ("Orsa Velk leads the Marsh Guard, a resident said.", says("leads", VELK, GUARD, by=unnamed("a resident")))
NUMBERS = ("It has 300 fighters near Tellow.", says("strength", GUARD, number(300, 300, "fighters")))
MET = ("Velk met Ida Corr in May.", says("met", VELK, person("Ida Corr"), time="2023-05"))
REPORT = report("a.txt", "Marsh Post", "2023-06-01", LEADS, NUMBERS, MET)


@dataclass(frozen=True)
class Told:
    claim: Claim
    document: Document
    reader: str = "small 1"


def told(claim: Claim, reader: str = "small 1", **changes: object) -> Told:
    return Told(replace(claim, **changes), REPORT.document, reader)  # type: ignore[arg-type]


SMALL = [told(claim) for claim in REPORT.claims]


def other(at: int, **changes: object) -> Told:
    return told(REPORT.claims[at], "big 1", **changes)


def narrower(at: int) -> dict[str, object]:
    claim = REPORT.claims[at]
    return {"span": Span(claim.span.start, claim.span.end - 5), "quote": claim.quote[:-5]}


@pytest.mark.parametrize(
    ("at", "changes", "differing"),
    [
        (0, {}, ()),
        (0, narrower(0), ()),
        (0, {"subject": person("Velk")}, ()),
        (0, {"object": org("the Marsh Guard")}, ()),
        (0, {"predicate": "holds_position"}, ("predicate",)),
        (0, {"polarity": Polarity.DENIED}, ("polarity",)),
        (0, {"certainty": Certainty.PROBABLE, "sources": ()}, ("certainty", "sources")),
        (0, {"sources": (speaker("Ida Corr"),)}, ("sources",)),
        (0, {"qualifiers": {"start": Interval("2019"), "title": Text("head")}}, ("time", "title")),
        (0, {"qualifiers": {"place": place("Tellow")}}, ("place",)),
        (2, {"subject": person("Ida Corr"), "object": VELK}, ()),
        (2, {"qualifiers": {"time": Interval("2023-05-02")}}, ("time",)),
    ],
)
def test_what_agrees_and_in_what_it_differs(at: int, changes: dict[str, object], differing: tuple[str, ...]) -> None:
    sides = side_by_side(SMALL, [other(at, **changes)], ways=WAYS)
    [pair] = sides.agreed
    assert pair.first == SMALL[at]
    assert pair.differing == differing
    assert len(sides.first_only) == 2
    assert not sides.second_only


@pytest.mark.parametrize(
    ("at", "changes"),
    [
        (0, {"predicate": "killed"}),
        (0, {"subject": person("Ida Corr")}),
        (0, {"object": org("Hill Guard")}),
        (0, {"object": None}),
        (1, {"object": number(200, 200, "fighters")}),
        (0, {"span": REPORT.claims[2].span, "quote": REPORT.claims[2].quote}),
    ],
)
def test_what_does_not_agree(at: int, changes: dict[str, object]) -> None:
    sides = side_by_side(SMALL, [other(at, **changes)], ways=WAYS)
    assert not sides.agreed
    assert len(sides.first_only) == 3
    assert len(sides.second_only) == 1


def test_agreements_are_of_one_predicate_and_polarity_and_the_fullest_stands() -> None:
    fuller = other(0, qualifiers={"start": Interval("2019")})
    found = agreements([*SMALL, fuller, other(1), other(2, polarity=Polarity.DENIED)])
    assert found == [(fuller, SMALL[0]), (other(1), SMALL[1])]
    third = told(REPORT.claims[0], "another 1")
    [group] = agreements([third, SMALL[0], fuller])
    assert group[0] == fuller
    assert set(group) == {fuller, SMALL[0], third}
    assert agreements(SMALL) == []


def test_what_is_said_in_two_reports_is_no_agreement_of_readers() -> None:
    elsewhere = report("b.txt", "River Post", "2023-06-02", LEADS)
    assert agreements([SMALL[0], Told(elsewhere.claims[0], elsewhere.document, "big 1")]) == []


def test_of_another_edition_the_words_are_compared() -> None:
    text = "Updated. " + REPORT.document.text
    claim = REPORT.claims[0]
    moved = replace(claim, span=Span(claim.span.start + 9, claim.span.end + 9))
    sides = side_by_side(SMALL, [Told(moved, replace(REPORT.document, text=text), "big 1")])
    assert len(sides.agreed) == 1


@settings(deadline=None)
@given(st.lists(st.integers(0, 2), max_size=6), st.lists(st.integers(0, 2), max_size=6))
def test_every_claim_is_on_one_side_once(first: list[int], second: list[int]) -> None:
    one, two = [SMALL[i] for i in first], [other(i) for i in second]
    sides = side_by_side(one, two)
    assert len(sides.agreed) + len(sides.first_only) == len(one)
    assert len(sides.agreed) + len(sides.second_only) == len(two)
    assert len(sides.agreed) == sum(min(first.count(i), second.count(i)) for i in range(3))
    back = side_by_side(two, one)
    assert len(back.agreed) == len(sides.agreed)
