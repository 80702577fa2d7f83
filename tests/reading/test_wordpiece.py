"""Word pieces: greedy from the left, uncased, accents off."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reading.encoder import WEIGHTS
from reportedly.reading.wordpiece import END, PAD, START, UNKNOWN, WordPieces

SMALL = WordPieces(
    ["[PAD]", "-", *"un ##aff ##able able a ##b ##ba zaman ' s .".split()] + [f"[unused{n}]" for n in range(90)]
)
NUMBER = {piece: number for number, piece in enumerate("un ##aff ##able able a ##b ##ba zaman ' s .".split(), start=2)}


@pytest.fixture(scope="module")
def shipped() -> WordPieces:
    return WordPieces.load(WEIGHTS / "vocab.txt")


@pytest.fixture(scope="module")
def vocabulary() -> list[str]:
    return (WEIGHTS / "vocab.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("unaffable", ["un", "##aff", "##able"]),
        ("UNAFFABLE", ["un", "##aff", "##able"]),
        ("ünaffâble", ["un", "##aff", "##able"]),
        ("aba", ["a", "##ba"]),
        ("ab", ["a", "##b"]),
        ("'s", ["'", "s"]),
        ("Zamān", ["zaman"]),
    ],
)
def test_the_longest_piece_is_taken_from_the_left(word: str, expected: list[str]) -> None:
    assert SMALL.pieces(word) == tuple(NUMBER[piece] for piece in expected)


def test_a_part_that_cannot_be_spelt_is_unknown_as_a_whole() -> None:
    assert SMALL.pieces("unaffablex") == (UNKNOWN,)
    assert SMALL.pieces("a-unq") == (NUMBER["a"], 1, UNKNOWN)


def test_what_holds_nothing_to_cut_is_one_unknown_piece() -> None:
    assert SMALL.pieces("") == (UNKNOWN,)
    assert SMALL.pieces("\u0301") == (UNKNOWN,)


def test_a_word_without_end_is_cut_short(shipped: WordPieces) -> None:
    assert shipped.pieces("a" * 101) == (UNKNOWN,)
    assert len(shipped.pieces("-".join("ab" * 60))) == 12


def test_the_shipped_vocabulary_numbers_its_marks_as_the_network_was_taught(vocabulary: list[str]) -> None:
    assert [vocabulary[n] for n in (PAD, UNKNOWN, START, END)] == ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]


def test_a_vocabulary_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        WordPieces.load(tmp_path / "nowhere.txt")


@given(word=st.text(alphabet=st.characters(categories=("L", "N", "P", "M")), min_size=1, max_size=30))
def test_every_word_has_a_piece_and_pieces_spell_it(shipped: WordPieces, vocabulary: list[str], word: str) -> None:
    pieces = shipped.pieces(word)
    assert 1 <= len(pieces) <= 12
    assert all(0 <= piece < len(vocabulary) for piece in pieces)
    assert shipped.pieces(word) == pieces


@given(word=st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=10))
def test_pieces_of_a_plain_word_spell_it(shipped: WordPieces, vocabulary: list[str], word: str) -> None:
    spelt = [vocabulary[piece] for piece in shipped.pieces(word)]
    assert "".join(piece.removeprefix("##") for piece in spelt) == word
    assert [piece.startswith("##") for piece in spelt] == [False] + [True] * (len(spelt) - 1)
