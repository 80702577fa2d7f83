"""Names in scripts beyond Latin, Cyrillic and Arabic."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model import Kind
from reportedly.weighing.names import SAME, blocking_keys, key, score, why_no_name
from reportedly.weighing.names.letters import Script, plain, romanised, script_of, sounds, words
from reportedly.weighing.names.parts import taken_apart
from reportedly.weighing.names.scripts import korean_spellings, surname_and_given

PERSON = Kind.PERSON
SAME_NAMES = [
    ("Stavros Bouzakis", "Σταύρος Μπουζάκης"), ("Eleftheria Douka", "Ελευθερία Ντούκα"),
    ("Nodar Abesadze", "ნოდარ აბესაძე"), ("Vardan Mkrtumyan", "Վարդան Մկրտումյան"),
    ("Naftali Barzel", "נפתלי ברזל"), ("Ephraim Carmon", "אפרים כרמון"), ("Yehuda Peleg", "יהודה פלג"),
    ("Kamlesh Bhattacharya", "कमलेश भट्टाचार्य"), ("Nirmala Kulkarni", "निर्मला कुलकर्णी"),
    ("Anisur Sarkar", "আনিসুর সরকার"),
    ("Prasert Thongdi", "ประเสริฐ ทองดี"), ("Deng Haoran", "邓浩然"), ("Haoran Deng", "鄧浩然"),
    ("Deng Hao-ran", "邓浩然"),
    ("Zhuge Wenbin", "诸葛文斌"), ("Nam Seong-ho", "남성호"), ("Nam Sung Ho", "남성호"), ("Seongho Nam", "남성호"),
    ("Pak Chol-min", "박철민"), ("Bak Cheolmin", "박철민"), ("Park Chul Min", "박 철 민"),
    ("Ishida Noboru", "イシダ ノボル"),
]  # fmt: skip
OTHER_NAMES = [
    ("Stavros Bouzakis", "Σταύρος Μποζίκης"), ("Nodar Abesadze", "ნოდარ აბულაძე"), ("Naftali Barzel", "נפתלי ברוך"),
    ("Kamlesh Bhattacharya", "कमलेश भंडारी"), ("Deng Haoran", "邓浩明"), ("Tang Haoran", "邓浩然"),
    ("Deng Haorang", "邓浩然"), ("Nam Seong-hee", "남성호"), ("Nam Sang-ho", "남성호"), ("Im Seong-ho", "남성호"),
    ("Ishida Noboru", "イシダ マサル"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME_NAMES)
def test_one_name_in_two_scripts_is_one_and_shares_a_key(one: str, other: str) -> None:
    assert score(one, other, PERSON) == score(other, one, PERSON) >= SAME
    assert blocking_keys(one, PERSON) & blocking_keys(other, PERSON)


@pytest.mark.parametrize(("one", "other"), OTHER_NAMES)
def test_near_names_are_two(one: str, other: str) -> None:
    assert score(one, other, PERSON) < SAME


def test_scripts() -> None:
    texts = ("שלום", "राम", "ராம்", "สม", "邓", "남", "か", "გ", "ጌ")
    assert [script_of(text) for text in texts] == [
        Script.HEBREW, Script.INDIC, Script.INDIC, Script.THAI, Script.CHINESE, Script.KOREAN, *[Script.OTHER] * 3,
    ]  # fmt: skip
    assert [romanised(plain(text)) for text in ("邓浩然", "남성호", "イシダ", "ጌታቸው")] == [
        "denghaoran", "namseongho", "ishida", "getachew",
    ]  # fmt: skip


def test_a_surname_is_split_off() -> None:
    assert surname_and_given(["邓浩然"]) == ["邓", "浩然"]
    assert surname_and_given(["诸葛文斌"]) == ["诸葛", "文斌"]
    assert surname_and_given(["박", "철", "민"]) == ["박", "철민"]
    assert surname_and_given(["deng", "haoran"]) == ["deng", "haoran"]
    assert [part.text for part in taken_apart("曾浩然", PERSON).parts] == ["zeng", "haoran"]


@pytest.mark.parametrize("text", ["seongho", "sungho", "songho", "sunghoh"])
def test_romanisations_of_korean(text: str) -> None:
    assert korean_spellings("성호", cyrillic=False).fullmatch(text)
    assert not korean_spellings("상호", cyrillic=False).fullmatch(text)


def test_two_names_of_one_reading_are_not_merged_by_their_characters() -> None:
    assert key("राजेश", PERSON) != key("रोजाश", PERSON)
    assert words(plain("निर्मला कुलकर्णी")) == ["निर्मला", "कुलकर्णी"]
    assert score("邓浩然", "鄧浩然", PERSON) > score("邓浩然", "邓皓冉", PERSON)
    assert score("邓浩然", "邓皓冉", PERSON) < SAME


@pytest.mark.parametrize("name", ["सुनीता कुलकर्णी", "남성호", "邓浩然", "สมชาย ทองดี", "יהודה פלג", "Σταύρος Δούκας"])
def test_they_are_names(name: str) -> None:
    assert why_no_name(name, PERSON) is None


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(min_codepoint=0x370, max_codepoint=0xD7FF, categories=("L", "M", "N")), max_size=12))
def test_any_letters_have_sounds(text: str) -> None:
    for word in words(plain(text)):
        assert isinstance(sounds(word), str)
    assert score(text, text, PERSON) > SAME
    assert len(blocking_keys(text, PERSON)) <= 20
