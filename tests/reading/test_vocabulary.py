"""The vocabulary holds every predicate of the contract, and says what each means."""

from __future__ import annotations

from typing import Any

import pytest

from reportedly.errors import ModelError
from reportedly.model import Polarity
from reportedly.reading.vocabulary import Holds, parse, predicate, predicates

CONTRACT = """
also_known_as described_as nationality born relative_of founded dissolved leads holds_position member_of subordinate_to
affiliated_with allied_with opponent_of allegiance_to split_from merged_with strength based_in present_in controls
transferred goal ideology designated recognises supports equipped_with active_on published attack clash killed captured
arrested abducted disappeared met agreement threatened accused called_for stated open
""".split()
QUALIFIERS = set(
    "time start end place origin destination title number killed wounded agent weapon relation status medium".split()
)


def test_every_predicate_of_the_contract_in_its_order() -> None:
    assert list(predicates()) == CONTRACT


@pytest.mark.parametrize("name", CONTRACT)
def test_entries_speak_of_what_the_contract_knows(name: str) -> None:
    entry = predicate(name)
    assert set(entry.qualifiers) <= QUALIFIERS
    assert entry.slots() <= QUALIFIERS | {"subject", "object"}
    assert entry.says
    assert entry.label


def test_a_leader_is_one_at_a_time_for_each_organization() -> None:
    assert predicate("leads").holds is Holds.ONE_AT_A_TIME
    assert predicate("leads").per == "object"


@pytest.mark.parametrize(
    ("name", "polarity", "parts", "said"),
    [
        ("leads", Polarity.AFFIRMED, {"subject": "Ana", "object": "Reed Front"}, "Ana leads Reed Front"),
        ("leads", Polarity.DENIED, {"subject": "Ana", "object": "RF", "title": "head"}, "Ana does not lead RF as head"),
        ("killed", Polarity.AFFIRMED, {"subject": "Ana"}, "Ana is dead"),
        ("killed", Polarity.DENIED, {"subject": "Ana"}, "Ana is alive"),
        ("killed", Polarity.AFFIRMED, {"subject": "Ana", "object": "bandits"}, "Ana was killed by bandits"),
        ("transferred", Polarity.AFFIRMED, {"subject": "Ana", "destination": "Old Ferry"}, "Ana moved to Old Ferry"),
        ("attack", Polarity.AFFIRMED, {"subject": "RF"}, "RF attacked someone or something"),
    ],
)
def test_phrases_leave_out_what_is_not_said(name: str, polarity: Polarity, parts: dict[str, str], said: str) -> None:
    assert predicate(name).phrase(polarity, parts) == said


GOOD: dict[str, Any] = {
    "says": "x",
    "subject": ["person"],
    "object": ["text"],
    "qualifiers": [],
    "sort": "state",
    "holds": "many",
    "section": "other",
    "label": "x",
    "phrases": {"affirmed": "a", "denied": "b"},
}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"subject": ["ghost"]}, "ghost"),
        ({"holds": "sometimes"}, "sometimes"),
        ({"per": "both"}, "expected subject or object"),
        ({"phrases": {"affirmed": "a"}}, "expected affirmed and denied"),
        ({"colour": "red"}, "unknown keys"),
    ],
)
def test_a_bad_entry_is_refused_by_name_key_and_value(change: dict[str, Any], told: str) -> None:
    with pytest.raises(ModelError, match="made_up") as caught:
        dict(parse({"made_up": GOOD | change}))
    assert told in str(caught.value)


def test_a_missing_key_is_named() -> None:
    with pytest.raises(ModelError, match="'label' is missing"):
        dict(parse({"made_up": {key: value for key, value in GOOD.items() if key != "label"}}))
