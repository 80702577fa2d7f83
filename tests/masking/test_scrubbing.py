"""A hidden name is found however it is written, and spans follow the text."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

import pytest
from anyascii import anyascii
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.masking.scrubbing import NO_ADDRESS, NO_NUMBER, WITHHELD, Form, Scrubber
from reportedly.masking.words import name_forms

from .leaks import leaks

ISMEL, ANNA, PLACE = "Person 22222", "Person 33333", "Place 44444"


def scrubber(*more: Form, public: tuple[tuple[str, ...], ...] = ()) -> Scrubber:
    forms = [
        Form(form, ISMEL) for name in ("Birjun Ismel", "Бирджун Исмел", "بيرجون إسمل") for form in name_forms(name)
    ]
    forms += [Form((part,), ISMEL, whole=False) for part in ("birjun", "ismel", "исмел")]
    forms += [Form(form, PLACE) for form in name_forms("Sholvat")]
    return Scrubber([*forms, *more], public)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Birjun Ismel drove.", f"{ISMEL} drove."),
        ("BIRJUN  ISMEL’s bus", f"{ISMEL}’s bus"),
        ("Bírjun\nIsmél left", f"{ISMEL} left"),
        ("Bir\u00adjun Is\u200bmel left", f"{ISMEL} left"),
        ("the Ismels' house", f"the {ISMEL}' house"),
        ("Исмелом назвали", f"{ISMEL} назвали"),
        ("في بيت بيرجون إسمل", f"في بيت {ISMEL}"),
        ("وبيرجون اسمل هنا", f"{ISMEL} هنا"),
        ("#BirjunIsmel was here", f"{NO_ADDRESS} was here"),
        ("see https://x.example/%42irjun-Ismel/1, please", f"see {NO_ADDRESS}, please"),
        ("see https://x.example/%D0%98%D1%81%D0%BC%D0%B5%D0%BB", f"see {NO_ADDRESS}"),
        ("see https://x.example/the-dam, please", "see https://x.example/the-dam, please"),
        ("write to b.i@post.example or +99 123 45 67 89", f"write to {NO_ADDRESS} or {NO_NUMBER}"),
        ("on 01-02-2024 10:00 in 2011-2014", "on 01-02-2024 10:00 in 2011-2014"),
        ("Sholvat’s mill, a Sholvati song, Sholvatians", f"{PLACE}’s mill, a {PLACE} song, {PLACE}"),
        ("dismel and ismelt are words", "dismel and ismelt are words"),
    ],
)  # fmt: skip
def test_every_way_of_writing_it_is_found(text: str, masked: str) -> None:
    assert scrubber().plain(text) == masked


def test_a_name_that_others_bear_is_told_apart() -> None:
    weak = Form(("keller",), ANNA, whole=False, weak=True, reports=frozenset({"r1"}))
    full = Form(("anna", "keller"), ANNA)
    found = scrubber(weak, full, public=(("otto", "keller"),))
    assert found.plain("Otto Keller spoke; Keller left.", report="r2") == "Otto Keller spoke; Keller left."
    assert found.plain("Otto Keller and Anna Keller: Keller", report="r2") == f"Otto Keller and {ANNA}: {ANNA}"
    assert found.plain("Keller wept", report="r1") == f"{ANNA} wept"
    meant = found.scrub("Keller wept", report="r1", meant=lambda start, end: "").text
    assert meant == "Keller wept"


def test_a_surname_of_two_hidden_people_is_nobodys() -> None:
    both = scrubber(Form(("ismel",), ANNA, whole=False), Form(("anna", "ismel"), ANNA))
    assert both.plain("Ismel wept") == f"{WITHHELD} wept"
    assert both.plain("Anna Ismel wept. Ismel left.") == f"{ANNA} wept. {ANNA} left."


def test_names_that_share_words_leave_nothing_of_either() -> None:
    both = scrubber(Form(("old", "sholvat"), PLACE), Form(("sholvat", "mill", "lane"), "Place D"))
    assert both.plain("in Old Sholvat Mill Lane today") == f"in {PLACE} today"


def test_an_article_fits_what_stands_for_a_source() -> None:
    found = Scrubber([Form(("elder", "of", "the", "mill"), "source S-AAAAA")])
    assert found.plain("An elder of the mill said") == "A source S-AAAAA said"


PIECES = ("Birjun Ismel", "Ismel's", "Sholvat", "he", "wept", "«", "  ", "\n", "ы", "💧", "Otto", "x@y.example")
texts = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)


@settings(max_examples=50)
@given(texts, st.data())
def test_spans_lead_to_the_same_words(text: str, data: st.DataObject) -> None:
    found = scrubber().scrub(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    new_start, new_end = found.span(start, end)
    assert 0 <= new_start <= new_end <= len(found.text)
    assert (new_start < new_end) >= (start < end)
    inside = [one for one in found.found if one.start < end and start < one.end]
    if not inside:
        assert found.text[new_start:new_end] == text[start:end]
    # What is outside is nowhere else: the two ends fit together.
    assert found.span(0, start)[1] >= new_start if start else new_start == 0
    assert found.span(0, len(text)) == (0, len(found.text))


LETTERS = ("abdegiklmnorstuvyz", "абвгдежзиклмнорстуф", "ابتجدرسشعفقکلمنهوی", "αβγδεζηλμνρστυφω")
SCRIPTS = [st.text(letters, min_size=5, max_size=9) for letters in LETTERS]
given_names = st.one_of(SCRIPTS).flatmap(
    lambda a: st.tuples(st.just(a), st.text(sorted(set(a)), min_size=5, max_size=9))
)


@settings(max_examples=50)
@given(given_names, st.sampled_from(["plain", "upper", "title", "nfd", "slug", "url", "marks", "reversed", "ascii"]))
def test_made_names_leave_no_trace_in_any_script(parts: tuple[str, str], way: str) -> None:
    name = " ".join(part.capitalize() for part in parts)
    forms = [Form(form, ISMEL) for spelled in (name, " ".join(name.split()[::-1])) for form in name_forms(spelled)]
    forms += [Form((w,), ISMEL, whole=False) for part in (name, anyascii(name)) for f in name_forms(part) for w in f]
    written = {
        "plain": name,
        "upper": name.upper(),
        "title": name.title(),
        "nfd": unicodedata.normalize("NFD", name),
        "slug": f"https://x.example/{anyascii(name).replace(' ', '-').lower()}.html",
        "url": f"https://x.example/?q={quote(name)}",
        "marks": "\u200f".join(name),
        "reversed": ", ".join(name.split()[::-1]),
        "ascii": anyascii(name),
    }[way]
    found = Scrubber(forms).plain(f"They met {written} at 9; {written}’s bus was late.")
    assert leaks(found.encode(), {name, written, *name.split()}) == []
