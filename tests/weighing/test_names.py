"""Names are compared in one form; what differs only in spelling is alike, what differs in more is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model import Kind
from reportedly.weighing.names import is_acronym, key, loose_key, spelled_alike, tokens, why_no_name

PERSON, ORG, PLACE = Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("The Pelmor Herald", "Pelmor Herald", ORG),
        ("Pelmor Herald's", "PELMOR HERALD", ORG),
        ("Mr. Ömer Çelin", "Omer Celin", PERSON),
        ("General Adam Qadan", "Adam Qadan", PERSON),
        ("Łukasz Børn", "Lukasz Born", PERSON),
        ("Юсуф Дарван", "Yusuf Darvan", PERSON),
        ("O’Rane", "O'Rane", PERSON),
        ("@Gorge_Voice", "gorge_voice", Kind.ACCOUNT),
    ],
)
def test_the_same_key(one: str, other: str, kind: Kind) -> None:
    assert key(one, kind) == key(other, kind)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Idris Valkoen", "Idriss Valkoen"),
        ("Mesut Dorsolan", "Masut Dorsalon"),
        ("Mohammed Qasrani", "Muhammad Kasrani"),
        ("Abdul Rahman Khelil", "Abdulrahman Khelil"),
        ("يوسف دروان", "Yusuf Darwan"),
        ("Хаким Сафаров", "Hakim Safarov"),
    ],
)
def test_spelled_alike(one: str, other: str) -> None:
    assert spelled_alike(one, other, PERSON)
    assert spelled_alike(other, one, PERSON)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hassan Nasrul", "Hussein Nasrul"),
        ("Maria Santos", "Mario Santos"),
        ("Karim Rahimov", "Karima Rahimova"),
        ("Omar Dimakut", "Amer Dimakut"),
        ("Karim Valdun", "Karam Valdun"),
        ("Ali Bo", "Ola Be"),
        ("حسين نصرال", "Hassan Nasrul"),
    ],
)
def test_not_spelled_alike(one: str, other: str) -> None:
    assert spelled_alike(one, other, PERSON) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("he", PERSON),
        ("They", PERSON),
        ("the group", ORG),
        ("30 fighters", PERSON),
        ("two Reed Front fighters", ORG),
        ("Orune soldiers", PERSON),
        ("@@##!!", ORG),
        ("x", ORG),
        ("xqzrtkwplm", PERSON),
        ("", PLACE),
        ("the capital", PLACE),
    ],
)
def test_what_bears_no_name(name: str, kind: Kind) -> None:
    assert why_no_name(name, kind)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("M23", ORG), ("al-Sahil", ORG), ("Idris Valkoen", PERSON), ("يوسف", PERSON), ("Orune Armed Forces", ORG)],
)
def test_what_bears_a_name(name: str, kind: Kind) -> None:
    assert why_no_name(name, kind) is None


def test_an_article_counts_in_the_key_and_not_in_the_loose_key() -> None:
    assert key("Tarek al-Suhal", PERSON) != key("Tarek Suhal", PERSON)
    assert loose_key("Tarek al-Suhal", PERSON) == loose_key("Tarek Suhal", PERSON)


def test_acronyms() -> None:
    assert is_acronym("AGL")
    assert is_acronym("U.N.")
    assert not is_acronym("Agl")
    assert not is_acronym("A")


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(list(Kind)))
def test_any_text_has_a_key_and_keys_are_stable(text: str, kind: Kind) -> None:
    again = " ".join(tokens(text))
    assert tokens(again) == tokens(" ".join(tokens(again)))
    assert isinstance(key(text, kind), tuple)
    why_no_name(text, kind)


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from([PERSON, ORG, PLACE]))
def test_likeness_goes_both_ways(one: str, other: str, kind: Kind) -> None:
    assert bool(spelled_alike(one, other, kind)) == bool(spelled_alike(other, one, kind))
