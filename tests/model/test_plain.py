"""What is invisible in the text of others is shown, or goes."""

from __future__ import annotations

import unicodedata
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model.plain import MARK, TURNING, characters, for_xml, plain, tidy

ANY = st.text(st.characters(exclude_categories=()) | st.sampled_from([*TURNING, "\0", "\ufffe", "\u2028"]), max_size=30)


@settings(max_examples=50)
@given(ANY)
def test_nothing_that_turns_or_controls_is_left_and_nothing_else_moves(text: str) -> None:
    shown = plain(text)
    assert len(shown) == len(text)
    for was, now in zip(text, shown, strict=True):
        unseen = was in TURNING or (was not in "\t\n\r" and unicodedata.category(was) in ("Cc", "Cs"))
        assert now == (MARK if unseen else was)


@settings(max_examples=50)
@given(ANY)
def test_xml_takes_what_was_made_for_it(text: str) -> None:
    read = ElementTree.fromstring(f"<a>{escape(for_xml(text)).replace(chr(13), '&#13;')}</a>").text or ""
    assert read == for_xml(text)
    assert all(now in (was, MARK) for was, now in zip(text, read, strict=True))


@settings(max_examples=50)
@given(ANY, st.integers(1, 20))
def test_a_tidy_text_is_one_line_and_no_longer_than_asked(text: str, most: int) -> None:
    for joiners in (True, False):
        line = tidy(text, most=most, joiners=joiners)
        assert len(line) <= most
        assert line == " ".join(line.split())
        assert len(line.splitlines()) <= 1
        kinds = {unicodedata.category(c) for c in line}
        assert not kinds & ({"Cc", "Cs", "Zl", "Zp"} | (set() if joiners else {"Cf"}))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Orsa Velk", "Orsa Velk"),
        ("Orsa\u202eVelk", "Orsa\ufffdVelk"),
        ("one\ttwo\r\nthree", "one\ttwo\r\nthree"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("bell\x07", "bell\ufffd"),
    ],
)
def test_some_texts(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_what_is_no_character_is_marked() -> None:
    assert characters("a\ufffeb\ufdd0c\U0010ffffd\ufffc") == "a\ufffdb\ufffdc\ufffdd\ufffc"
    assert tidy("می\u200cخواهم") == "می\u200cخواهم"
    assert tidy("می\u200cخواهم", joiners=False) == "می خواهم"
