"""The corpus of this repository fits its texts, and the shorthand says what is wrong where it does not."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reading.vocabulary import predicates
from training.corpora import reports, shorthand

TEXT = (
    "Radio Bedor: Arsalon moved north\n\nIn 2015 he took over the group, RFE/RL reported. Fewer than 90 men follow him."
)
ENTITIES = ["@a person Mahdi Arsalon", "@b organization Jamaat Ansarullah", "@r outlet RFE/RL"]


def compiled(*lines: str) -> tuple[list[shorthand.Json], list[str]]:
    claims, wrong, _ = shorthand.compile_report("x", TEXT, [*ENTITIES, *lines])
    return claims, wrong


@pytest.fixture(scope="module")
def corpus() -> list[tuple[str, str, list[shorthand.Json]]]:
    return list(reports.annotated())


def test_every_annotation_of_the_corpus_fits_its_text(corpus: list[tuple[str, str, list[shorthand.Json]]]) -> None:
    for name, text, claims in corpus:
        for claim in claims:
            assert text[claim["start"] : claim["end"]] == claim["quote"], name
            assert claim["predicate"] in predicates()
            assert all(0 <= a < b <= len(text) for a, b in claim["spans"].values())


def test_the_corpus_has_every_predicate_and_its_three_splits(
    corpus: list[tuple[str, str, list[shorthand.Json]]],
) -> None:
    counted = Counter(claim["predicate"] for _, _, claims in corpus for claim in claims)
    assert counted.keys() == predicates().keys()
    assert sum(counted.values()) > 6000
    assert {reports.split_of(name) for name, _, _ in corpus} == {"train", "dev", "test"}


def test_a_claim_in_shorthand_says_all_that_the_contract_asks() -> None:
    claims, wrong = compiled(
        "> In 2015",
        "leads | s a he | t took over | o b the group | start 2015 In 2015 | src r | cert probable | pol denied",
    )
    assert not wrong
    (claim,) = claims
    assert claim["quote"] == "In 2015 he took over the group, RFE/RL reported."
    assert claim["subject"] == {"name": "Mahdi Arsalon", "kind": "person"}
    assert claim["object"] == {"name": "Jamaat Ansarullah", "kind": "organization"}
    assert claim["qualifiers"] == {"start": "2015"}
    assert claim["sources"] == [{"name": "RFE/RL", "kind": "outlet"}]
    assert (claim["certainty"], claim["polarity"]) == ("probable", "denied")
    assert TEXT[slice(*claim["spans"]["trigger"])] == "took over"
    assert "label" not in claim


def test_a_claim_in_shorthand_can_bear_a_label() -> None:
    (claim,), wrong = compiled("> In 2015", "leads | s a he | t took over | o b the group | id a7")
    assert not wrong
    assert claim["label"] == "a7"
    assert compiled("> In 2015", "leads | s a he | t took over | id A 7")[1]


def test_fewer_than_is_a_number_without_a_lower_bound() -> None:
    claims, wrong = compiled("> Fewer than", "strength | s b =x | t follow")
    assert wrong
    claims, wrong = compiled("> Fewer than", "strength | s a him | t follow | o #..90:men Fewer than 90 men")
    assert not wrong
    assert claims[0]["object"] == {"value": {"low": None, "high": 90, "unit": "men"}}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("rules | s a he | t took over", "no predicate 'rules'"),
        ("leads | s z he | t took over", "no entity @z"),
        ("leads | s a he | t seized", "not in the quote or near it: 'seized'"),
        ("leads | s a he | t took over | start yesterday In 2015", "a value in EDTF"),
        ("leads | s a he | t took over | killed many the group", "a number is 7"),
        ("leads | s a he", "a claim needs t"),
        ("leads | s a he | t took over | mood grim", "no field 'mood'"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(line: str, says: str) -> None:
    claims, wrong = compiled("> In 2015", line)
    assert not claims
    assert len(wrong) == 1
    assert says in wrong[0]
    assert wrong[0].startswith("x.claims:5:")


@given(st.lists(st.text(max_size=60), max_size=8))
def test_no_line_breaks_the_compiler(lines: list[str]) -> None:
    claims, _ = compiled("> In 2015", *lines)
    for claim in claims:
        assert TEXT[claim["start"] : claim["end"]] == claim["quote"]
