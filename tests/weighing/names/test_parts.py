"""A name taken apart: each word and what it is."""

from __future__ import annotations

import pytest

from reportedly.model import Kind
from reportedly.weighing.names.parts import Role, taken_apart


def texts(name: str, kind: Kind = Kind.PERSON) -> list[str]:
    return [part.text for part in taken_apart(name, kind).parts]


def test_titles_go_unless_nothing_else_is_there() -> None:
    assert texts("Mullah Dr. Halim Qasrani") == ["halim", "qasrani"]
    assert texts("Sheikh") == ["sheikh"]
    assert texts("شیخ یوسف دروانی") == texts("یوسف دروانی")


def test_a_comma_turns_the_name_round() -> None:
    assert texts("Qasrani, Halim") == ["halim", "qasrani"]
    assert texts("Halim Qasrani, Jr.") == ["halim", "qasrani"]


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("Khalid ibn Tariq al-Suhali", [Role.NAME, Role.FATHER, Role.NAME]),
        ("Rustam Karimovich Nazarov", [Role.NAME, Role.FATHER, Role.NAME]),
        ("Elchin Rasul oglu", [Role.NAME, Role.FATHER]),
        ("Abu Omar al-Shami", [Role.KUNYA, Role.NISBA]),
        ("R. Nazarov", [Role.INITIAL, Role.NAME]),
        ("Friedrich von Hohenfels", [Role.NAME, Role.PARTICLE, Role.NAME]),
    ],
)
def test_roles(name: str, roles: list[Role]) -> None:
    found = [part.role for part in taken_apart(name, Kind.PERSON).parts]
    assert [Role.NAME if r is Role.NISBA else r for r in found] == [Role.NAME if r is Role.NISBA else r for r in roles]


def test_organisations() -> None:
    found = taken_apart("5-я бригада ООО «Весна»", Kind.ORGANIZATION)
    assert found.numbers == {"5"}
    assert found.legal == {"limited"}
    assert [part.role for part in found.parts] == [Role.GENERIC, Role.WORD]


@pytest.mark.parametrize("name", ["Fund II", "2nd Fund", "Second Fund", "Fund 2", "Фонд 2"])
def test_numbers(name: str) -> None:
    assert taken_apart(name, Kind.ORGANIZATION).numbers == {"2"}


def test_numbers_of_two_words() -> None:
    assert taken_apart("Studio Fifty Four", Kind.ORGANIZATION).numbers == {"54"}


def test_a_common_name_weighs_less() -> None:
    common, rare = taken_apart("Ali Kohandezh", Kind.PERSON).parts
    assert common.weight < rare.weight
