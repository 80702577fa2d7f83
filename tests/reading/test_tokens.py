"""Tokens: after the English treebanks, as characters of a text that is never changed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reading.tokens import tokenise

PIECES = [*"aAbé'’\"“”.,;:!?()-–—/@#$%&0129 \n\t", "n't", "U.S.", "Gen. ", "http://a.b/c", "صلا", "ў"]
REPORTLIKE = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def cut(text: str) -> list[str]:
    starts, ends = tokenise(text)
    return [text[a:b] for a, b in zip(starts, ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They didn't go.", ["They", "did", "n't", "go", "."]),
        ("They didn’t go.", ["They", "did", "n’t", "go", "."]),
        ("the group's men", ["the", "group", "'s", "men"]),
        ("the Riders’ camp", ["the", "Riders", "’", "camp"]),
        ("Abu al-Sadd", ["Abu", "al", "-", "Sadd"]),
        ("Gen. Arvo of the U.S. Army", ["Gen.", "Arvo", "of", "the", "U.S.", "Army"]),
        ("J. Haldun came.", ["J.", "Haldun", "came", "."]),
        ("some 1,500 men, 3.5 million", ["some", "1,500", "men", ",", "3.5", "million"]),
        ("the 14th, in the 1990s.", ["the", "14th", ",", "in", "the", "1990s", "."]),
        ("see https://a.example/b?c=d.", ["see", "https://a.example/b?c=d", "."]),
        ("write to a.b@c.example, now", ["write", "to", "a.b@c.example", ",", "now"]),
        ("on @lemet and #wend", ["on", "@lemet", "and", "#wend"]),
        ("we're, I've, they'll", ["we", "'re", ",", "I", "'ve", ",", "they", "'ll"]),
        ("O'Brien and the Qur'an", ["O'Brien", "and", "the", "Qur'an"]),
        ("“No,” he said", ["“", "No", ",", "”", "he", "said"]),
        ("Хартан Улуж", ["Хартан", "Улуж"]),
        ("هارتان اولوژ", ["هارتان", "اولوژ"]),
        ("wait... what--now", ["wait", "...", "what", "--", "now"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_words_are_cut_as_the_treebanks_cut_them(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@given(st.one_of(st.text(max_size=120), REPORTLIKE))
def test_tokens_stand_in_order_and_together_hold_every_visible_character(text: str) -> None:
    starts, ends = tokenise(text)
    assert all(a < b for a, b in zip(starts, ends, strict=True))
    assert all(end <= start for (_, end), (start, _) in pairwise(zip(starts, ends, strict=True)))
    held = {place for a, b in zip(starts, ends, strict=True) for place in range(a, b)}
    assert [c for place, c in enumerate(text) if place not in held and not c.isspace()] == []


@given(REPORTLIKE)
def test_no_token_holds_white_space(text: str) -> None:
    assert not any(c.isspace() for token in cut(text) for c in token)
