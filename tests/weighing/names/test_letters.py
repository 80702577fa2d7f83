"""Letters of several scripts come to the same sounds."""

from __future__ import annotations

import pytest

from reportedly.errors import ModelError
from reportedly.weighing.names.data import table
from reportedly.weighing.names.distance import cost
from reportedly.weighing.names.letters import Script, plain, romanised, script_of, sounds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Юсуф", "Yusuf"), ("Ҷамшед", "Dzhamshed"), ("Davlat", "Dawlat"), ("Щербаков", "Shcherbakov"),
        ("Abdurrahman", "Abdalrahman"), ("Nuriddin", "Nooruddin"), ("Nazaroff", "Назаров"), ("Γιώργος", "Giorgos"),
        ("გიორგი", "Giorgi"), ("Schmidt", "Shmidt"), ("Müller", "Muller"), ("Ма́хди", "Махди"),
    ],
)  # fmt: skip
def test_the_same_sounds(one: str, other: str) -> None:
    assert sounds(plain(one)) == sounds(plain(other))


@pytest.mark.parametrize(
    ("spoken", "written", "near"),
    [
        ("Mahdi", "مهدی", True), ("Hussein", "حسین", True), ("Hassan", "حسین", False), ("Karim", "کریم", True),
        ("Karam", "کریم", False), ("Abdurahman", "عبدالرحمن", True), ("Arsalon", "ارسلان", True),
        ("Arslani", "ارسلان", False),
    ],
)  # fmt: skip
def test_short_vowels_cost_little_against_arabic_letters_and_long_ones_do_not(
    spoken: str, written: str, near: bool
) -> None:
    one, other = sounds(plain(spoken)), sounds(plain(written))
    assert (cost(one, other, across=True) < 0.08 * len(one)) == near


def test_scripts() -> None:
    assert [script_of(word) for word in ("abc", "абв", "مهدی", "Γιώργος".lower(), "7")] == [
        Script.LATIN, Script.CYRILLIC, Script.ARABIC, Script.OTHER, Script.LATIN,
    ]  # fmt: skip
    assert romanised(plain("Маҳдӣ")) == "mahdi"


def test_a_swap_costs_less_than_two_letters() -> None:
    assert cost("bergman", "bregman", across=False) < cost("bergman", "bertzan", across=False)


def test_a_data_file_that_lacks_a_key_says_which() -> None:
    with pytest.raises(ModelError, match=r"letters\.yaml.*'nothing'"):
        table("letters.yaml", "nothing")
    with pytest.raises(ModelError, match=r"nowhere\.yaml"):
        table("nowhere.yaml")
