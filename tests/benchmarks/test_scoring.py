"""How claims are held against gold: definitions that the acceptance test has too."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import scoring

Json = dict[str, Any]


def claim(predicate: str = "leads", subject: str = "Jorn Aveling", object: Any = "Reed Alliance", **more: Any) -> Json:  # noqa: A002 - as in the contract
    made: Json = {
        "document": "a.txt", "predicate": predicate, "quote": "q", "start": 10, "end": 20,
        "subject": {"name": subject, "kind": "person"}, "qualifiers": {}, "polarity": "affirmed",
        "certainty": "certain", "sources": [],
    }  # fmt: skip
    if object is not None:
        made["object"] = {"value": object} if isinstance(object, dict) else {"name": object, "kind": "organization"}
    return made | more


def figures(gold: list[Json], found: list[Json]) -> Json:
    return scoring.score(gold, found).figures


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Aveling", "Captain Jorn Aveling", 1.0),
        ("Jorn Aveling", "Aveling Jorn", 1.0),
        ("Jorn", "Jorn Aveling", 2 / 3),
        ("the Reed Alliance", "Reed Alliance's", 1.0),
        ("Özge Pell", "ozge pell", 1.0),
        ("Salt Brigade", "Reed Alliance", 0.0),
        ("the", "Reed", 0.0),
        ("Reed Council", "Lake Council", 0.5),
    ],
)
def test_likeness_of_names(one: str, other: str, expected: float) -> None:
    assert scoring.likeness(one, other) == pytest.approx(expected)
    assert scoring.likeness(other, one) == pytest.approx(expected)


def test_a_claim_that_is_all_right_is_wholly_right() -> None:
    found = figures([claim()], [claim()])
    assert (found["recall"], found["wholly_right"], found["precision_lower_bound"]) == (100.0, 100.0, 100.0)


@pytest.mark.parametrize(
    ("gold", "found", "part"),
    [
        (claim(), claim("holds_position"), "predicate"),
        (claim(), claim(object="Salt Brigade"), "object"),
        (
            claim("strength", object={"low": 20, "high": None}),
            claim("strength", object={"low": 20, "high": 20}),
            "object",
        ),
        (claim(sources=[{"name": "Radio Orrel"}]), claim(), "sources"),
        (claim(), claim(sources=[{"name": "Radio Orrel"}]), "sources"),
        (claim(), claim(polarity="denied"), "polarity"),
        (claim(qualifiers={"time": "2021-05"}), claim(qualifiers={"time": "2022"}), "time"),
        (claim(qualifiers={"time": "2021-05"}), claim(), "time"),
        (claim(qualifiers={"place": {"name": "Wend"}}), claim(qualifiers={"place": {"name": "Skell"}}), "place"),
    ],
)
def test_one_wrong_part_is_found_but_not_wholly_right(gold: Json, found: Json, part: str) -> None:
    result = figures([gold], [found])
    assert (result["recall"], result["wholly_right"]) == (100.0, 0.0)
    assert result["of_found"][part][0] == 0.0


@pytest.mark.parametrize(
    ("gold", "found"),
    [
        (claim(), claim(certainty="possible")),
        (claim(), claim(qualifiers={"time": "2020"})),
        (claim(qualifiers={"start": "2021-05"}), claim(qualifiers={"time": "2021"})),
        (claim(qualifiers={"time": "2021-05/2022"}), claim(qualifiers={"time": "2021-05-09"})),
        (claim(qualifiers={"origin": "Wend"}), claim(qualifiers={"place": {"name": "Wend"}})),
        (claim(object=None), claim()),
        (claim(also_acceptable=["member_of:Reed"]), claim("member_of")),
        (claim("met"), claim("met", subject="Reed Alliance", object="Jorn Aveling")),
    ],
)
def test_what_is_forgiven(gold: Json, found: Json) -> None:
    assert figures([gold], [found])["wholly_right"] == 100.0


@pytest.mark.parametrize(
    "found",
    [
        claim("arrested"),
        claim(subject="Sile Dunmarch"),
        claim(start=20, end=30),
        claim(document="b.txt"),
        claim(subject="Reed Alliance", object="Jorn Aveling"),
    ],
)
def test_what_is_not_found(found: Json) -> None:
    assert figures([claim()], [found])["recall"] == 0.0


def test_each_claim_finds_one_gold_claim_and_the_best_pairs_go_first() -> None:
    gold = [claim(), claim("holds_position")]
    found = scoring.pair(gold, [claim("holds_position"), claim()])
    assert {i: j for i, (j, _) in found.items()} == {0: 1, 1: 0}
    assert figures(gold, [claim()])["recall"] == 50.0


def test_open_gold_is_not_asked_for_and_untyped_claims_do_not_cost() -> None:
    result = figures([claim(), claim("open")], [claim(), claim("open"), claim("stated"), claim("met")])
    assert (result["gold"], result["extracted_typed"], result["precision_lower_bound"]) == (1, 2, 50.0)


def test_reports_that_gold_does_not_know_do_not_count() -> None:
    assert figures([claim()], [claim(), claim("met", document="b.txt")])["precision_lower_bound"] == 100.0


def test_core_claims_are_counted_apart() -> None:
    result = figures([claim(core=True), claim("met", start=50, end=60)], [claim()])
    assert (result["recall"], result["recall_core"], result["wholly_right_core"]) == (50.0, 100.0, 100.0)


def test_nothing_read_is_no_division_by_nothing() -> None:
    result = figures([claim()], [])
    assert (result["recall"], result["precision_lower_bound"], result["recall_core"]) == (0.0, None, None)


NAMES = st.sampled_from(["Jorn Aveling", "Aveling", "Reed Alliance", "the Reed", "Sile Dunmarch", ""])
CLAIMS = st.lists(
    st.builds(
        claim,
        predicate=st.sampled_from(["leads", "met", "attack", "clash", "open", "stated", "strength"]),
        subject=NAMES,
        object=st.one_of(st.none(), NAMES, st.just({"low": 1, "high": None})),
        start=st.integers(0, 15),
    ),
    max_size=6,
)


@given(CLAIMS)
def test_gold_finds_itself(gold: list[Json]) -> None:
    named = [one for one in gold if one["predicate"] != "open" and scoring.words(one["subject"]["name"])]
    result = figures(named, named)
    assert result["recall"] in (100.0, None)


@given(CLAIMS, CLAIMS)
def test_pairs_are_one_to_one_whatever_the_order(gold: list[Json], found: list[Json]) -> None:
    pairs = scoring.pair(gold, found)
    assert len({j for j, _ in pairs.values()}) == len(pairs)
    assert len(scoring.pair(gold, found[::-1])) <= min(len(gold), len(found))
