"""Names that may be one meet under a key, whatever they are written in; others seldom do."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.names import met, own_pairs
from reportedly.model import Kind
from reportedly.weighing.names import blocking_keys

PERSON, ORG = Kind.PERSON, Kind.ORGANIZATION
SPELLED = (
    ("Mahdi", "Mehdi", "Маҳдӣ", "Махди", "مهدی"),
    ("Hussein", "Husayn", "Ҳусейн", "Гусейн", "حسين"),
    ("Rustam", "Rostam", "Рустам", "رستم", "Rustem"),
    ("Khurshed", "Khorshid", "Хуршед", "خورشید", "Xurshed"),
)
SURNAMES = (
    ("Arsalon", "Arsalan", "Арсалон", "ارسلان", "Arslan"),
    ("Darvani", "al-Darwani", "Дарвани", "الدرواني", "Darvany"),
    ("Nazarov", "Nazaroff", "Назаров", "نظروف", "Nazarow"),
)
spelled = st.tuples(st.sampled_from(SPELLED), st.sampled_from(SURNAMES), st.integers(0, 4), st.integers(0, 4))


@settings(max_examples=50, deadline=None)
@given(spelled, st.booleans())
def test_transliterations_meet(drawn: tuple[tuple[str, ...], tuple[str, ...], int, int], inverted: bool) -> None:
    given_names, surnames, one, other = drawn
    first = f"{given_names[one]} {surnames[one]}"
    second = f"{surnames[other]}, {given_names[other]}" if inverted else f"{given_names[other]} {surnames[other]}"
    assert blocking_keys(first, PERSON) & blocking_keys(second, PERSON), (first, second)


def test_nearly_all_pairs_across_scripts_meet() -> None:
    assert met(own_pairs()) >= 97


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Mahdi Karim Arsalon", "Маҳдӣ Арсалон", PERSON),
        ("Ali Reza Shokuhi", "Alireza Shokuhi", PERSON),
        ("M. Arsalon", "Mahdi Arsalon", PERSON),
        ("KLF", "Kovar Liberation Front", ORG),
        ("5th Brigade", "لواء ٥", ORG),
        ("National Resistance Front", "جبهه مقاومت ملی", ORG),
        ("@Gorge_Voice", "gorge_voice", Kind.ACCOUNT),
    ],
)
def test_they_meet(one: str, other: str, kind: Kind) -> None:
    assert blocking_keys(one, kind) & blocking_keys(other, kind)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Mahdi Arsalon", "Rustam Nazarov", PERSON),
        ("Mahdi Arsalon", "Mahdi Nazarov", PERSON),
        ("Arsalon", "Mahdi Arsalon", PERSON),
        ("5th Battalion", "6th Battalion", ORG),
        ("Bank of Kovar", "Bank of Tesmin", ORG),
    ],
)
def test_they_do_not(one: str, other: str, kind: Kind) -> None:
    assert not blocking_keys(one, kind) & blocking_keys(other, kind)


def test_no_kind_meets_another() -> None:
    assert not blocking_keys("Sahil", PERSON) & blocking_keys("Sahil", ORG)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bob Pendlebury", "Robert Pendlebury"),
        ("Emily Rotschild", "Emily Rothschild"),
        ("Rutger van der Meulen", "Rutger Vandermeulen"),
        ("Rashid al-Mosuli", "Rashid Almosuli"),
        ("Zafar Hakimov", "ظفر حکیموف"),
    ],
)
def test_familiar_forms_slips_and_joined_particles_meet(one: str, other: str) -> None:
    assert blocking_keys(one, PERSON) & blocking_keys(other, PERSON)


def test_an_initial_and_a_short_surname_make_no_large_block() -> None:
    surnames = [f"{a}{v}{b}{w}" for a, v, b, w in product("mn", "aeiou", "td", "aeiou")]
    people = [f"{first} {surname}" for first in ("Karl", "Karen", "Kevin") for surname in map(str.title, surnames)]
    blocks = Counter(key for name in people for key in blocking_keys(name, PERSON) if key.startswith("pi:"))
    assert max(blocks.values()) <= len(people) / 4


def test_blocks_stay_small() -> None:
    starts = ("Bar", "Dov", "Fir", "Gal", "Kim", "Lon", "Mer", "Nos", "Pir", "Ras", "Sol", "Tav")
    ends = ("bad", "dan", "fer", "gul", "kan", "lim", "mot", "nir", "pas", "rok", "sun", "tav")
    parts = [a + b for a, b in product(starts, ends)]
    people = [f"{a} {b}" for a, b in product(parts[::2], parts[1::2])]
    blocks = Counter(key for name in people for key in blocking_keys(name, PERSON))
    assert max(blocks.values()) <= len(people) / 100


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60), st.sampled_from(list(Kind)))
def test_any_text_has_a_few_keys(text: str, kind: Kind) -> None:
    assert len(blocking_keys(text, kind)) <= 20
    # In names of organisations, capitals make an acronym or a Roman figure of what is none in small letters.
    people = kind is PERSON and text.isascii()
    assert not people or blocking_keys(text, kind) == blocking_keys(text.lower(), kind)
