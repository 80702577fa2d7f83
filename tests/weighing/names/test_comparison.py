"""Two names are compared feature by feature, each with a sentence that a reader understands."""

from __future__ import annotations

import math
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model import Kind
from reportedly.weighing.names import POSSIBLE, SAME, compare, score
from reportedly.weighing.names.features import BIAS

PERSON, ORG = Kind.PERSON, Kind.ORGANIZATION
GIVEN = ("Mahdi", "Хусейн", "يوسف", "Rustam", "Farrukh", "Abdul Rahman", "Maria", "Ҷамшед", "Karim", "Abu Talha")
SURNAMES = ("Arsalon", "Дарвани", "الكوفاني", "Wellington", "Назаров", "Olimi", "al-Suhali", "رحیموف", "Mirzozoda")
names = st.tuples(st.sampled_from(GIVEN), st.sampled_from(SURNAMES)).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Mahdi Arsalon", "Mehdi Arsalan", PERSON),
        ("Mahdi Arsalon", "Маҳдӣ Арсалон", PERSON),
        ("مهدی ارسلان", "Маҳдӣ Арсалон", PERSON),
        ("مهدی ارسلان", "Arsalan, Mehdi", PERSON),
        ("Mahdi Karim Arsalon", "Mahdi Arsalon", PERSON),
        ("General Rostam Kohandezh", "رستم کهندژ", PERSON),
        ("Рустам Каримович Назаров", "Nazarov, Rustam", PERSON),
        ("Ali Reza Shokuhi", "علیرضا شکوهی", PERSON),
        ("Abd al-Rahman al-Kufani", "Abdurrahman Kufani", PERSON),
        ("Katharina Bergmann", "Katharina Bregmann", PERSON),
        ("Rustam Nazarov", "R. Nazarov", PERSON),
        ("Jamaat Ansarullah", "جماعت انصارالله", ORG),
        ("Vesna GmbH", "ООО Весна", ORG),
        ("5th Brigade of Kovar", "Пятая бригада Ковара", ORG),
        ("Islamic Party of Darvon", "Ҳизби исломии Дарвон", ORG),
    ],
)
def test_the_same_name(one: str, other: str, kind: Kind) -> None:
    found = compare(one, other, kind)
    assert found.score >= SAME, found


@pytest.mark.parametrize(
    ("one", "other", "kind", "feature"),
    [
        ("Hassan Darvani", "حسین دروانی", PERSON, "other words"),
        ("Karim Safarov", "Karam Safarov", PERSON, "other words"),
        ("Karim Rahimov", "Karima Rahimova", PERSON, "man or woman"),
        ("Rustam Karimovich Nazarov", "Rustam Hakimovich Nazarov", PERSON, "other words"),
        ("Ahmad bin Khalid Qasrani", "Khalid Qasrani", PERSON, "father's name"),
        ("Halim Qasrani Jr.", "Halim Qasrani Sr.", PERSON, "junior or senior"),
        ("Abu Talha al-Wadi", "Talha al-Wadi", PERSON, "other words"),
        ("5th Battalion", "6th Battalion", ORG, "numbers differ"),
        ("Первый батальон", "Second Battalion", ORG, "numbers differ"),
        ("East Kovar Front", "جبهه غربی کوار", ORG, "opposed words"),
        ("Bank of Kovar", "Bank of Tesmin", ORG, "general words only"),
        ("Kovar Liberation Front", "Kovar Liberation Army", ORG, "other words"),
    ],
)
def test_another_name_and_what_says_so(one: str, other: str, kind: Kind, feature: str) -> None:
    found = compare(one, other, kind)
    assert found.score < POSSIBLE + 0.2, found
    assert feature in {entry.name for entry in found.features if entry.value < 0}


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Robert Pendlebury", "Rupert Pendlebury", PERSON),
        ("Laura Martin", "Lara Martini", PERSON),
        ("Karim Arslan", "Karim Arslani", PERSON),
        ("مهدی ارسلان", "Mahdi Arslani", PERSON),
        ("Amin Haddadi", "Amina Haddadi", PERSON),
        ("Najibullah Wardaki", "Насибулла Вардаки", PERSON),
        ("Jason Tolliver", "Mason Tolliver", PERSON),
        ("Hugh Carver", "Hugh Carter", PERSON),
        ("Darvon Defence League", "Darvon Defence Council", ORG),
        ("Northern Brigade", "Northern Battalion", ORG),
        ("Embassy of Kovar", "Consulate of Kovar", ORG),
    ],
)
def test_near_names_that_no_romanisation_explains_are_two(one: str, other: str, kind: Kind) -> None:
    assert score(one, other, kind) < SAME


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Thaddeus Wetherington", "Thadeus Wetherington", PERSON),
        ("Jean-Pierre Vauclain", "J.P. Vauclain", PERSON),
        ("Gregory Ashdown-Mallory", "Gregory Ashdown", PERSON),
        ("Rutger van der Meulen", "Rutger Vandermeulen", PERSON),
        ("Robert Smtih Harding", "Robert Smith Harding", PERSON),
        ("Tatyana Zhukovskaya", "Tatiana Schukowskaja", PERSON),
        ("Sasha Beloglazov", "Aleksandr Beloglazov", PERSON),
        ("Ashdown & Mallory Bros.", "The Ashdown and Mallory Brothers", ORG),
        ("Natl Bank of Pelmor", "National Bank of Pelmor", ORG),
        ("Socotra Fisheries Co-operative", "Socotra Fisheries Cooperative", ORG),
    ],
)
def test_slips_short_forms_and_abbreviations_are_one_name(one: str, other: str, kind: Kind) -> None:
    assert score(one, other, kind) >= SAME


@settings(max_examples=50, deadline=None)
@given(names, names)
def test_the_score_alone_is_the_same(one: str, other: str) -> None:
    found = compare(one, other, PERSON)
    assert score(one, other, PERSON) == score(other, one, PERSON) == found.score
    total = BIAS + sum(feature.value for feature in found.features)
    assert found.score in (0.98, 0.01) or abs(found.score - 1 / (1 + math.exp(-total))) < 0.002


def test_a_surname_alone_is_possible_and_never_sure() -> None:
    assert POSSIBLE <= compare("Arsalon", "Mahdi Arsalon", PERSON).score < SAME


def test_an_acronym_is_possible() -> None:
    found = compare("KLF", "Kovar Liberation Front", ORG)
    assert found.score >= POSSIBLE
    assert "made of the first letters" in found.reasons[0]


def test_a_nickname_speaks_against_a_little() -> None:
    found = compare("Bob Harding", "Robert Harding", PERSON)
    assert found.score < compare("Robert Harding", "Robert T. Harding", PERSON).score + 0.1
    assert any("familiar form" in why for why in found.speaks_against)


def test_a_common_name_that_matches_counts_less() -> None:
    assert (
        compare("Ali Khan", "Ali Ahmad Khan", PERSON).score
        < compare("Zulfiya Arsalon", "Zulfiya Amina Arsalon", PERSON).score
    )


def test_every_feature_has_a_sentence() -> None:
    found = compare("Rustam K. Nazarov", "Рустам Каримович Назаров", PERSON)
    assert len(found.reasons) == len(found.features) > 1
    assert all(len(why) > 8 for why in found.reasons)
    assert set(found.speaks_for) | set(found.speaks_against) == set(found.reasons)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(list(Kind)))
def test_both_ways_the_same(one: str, other: str, kind: Kind) -> None:
    assert compare(one, other, kind) == compare(other, one, kind)


@settings(max_examples=50, deadline=None)
@given(names, names)
def test_names_both_ways_the_same(one: str, other: str) -> None:
    assert compare(one, other, PERSON) == compare(other, one, PERSON)


@settings(max_examples=40, deadline=None)
@given(names)
def test_a_name_is_itself_in_any_case_and_without_marks(name: str) -> None:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not "\u0300" <= c <= "\u036f" or name > "\u0400")
    for other in (name, name.upper(), name.lower(), f"Dr. {name}", plain):
        assert compare(name, other, PERSON).score >= 0.9, (name, other)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40), st.sampled_from(list(Kind)))
def test_any_text_is_itself(name: str, kind: Kind) -> None:
    assert compare(name, name, kind).score > SAME
