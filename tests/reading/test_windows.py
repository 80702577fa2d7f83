"""Windows: every token is owned by one, none is larger than the network reads at a time."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reading.windows import SHAPES, Window, features, pack, shape


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        *(("wend", 2), ("14th", 2), ("iWend", 2), ("صلا", 2), ("Wend", 3), ("A", 3), ("McWend", 3)),
        *(("WEND", 4), ("1,500", 1), (".", 1)),
    ],
)
def test_shapes_tell_case(word: str, expected: int) -> None:
    assert shape(word) == expected


def test_a_token_after_a_line_end_says_so() -> None:
    text = "Clashes IN\nWend 7"
    assert features(text, [0, 8, 11, 16], [7, 10, 15, 17]) == [3, 4, 7, 1]
    assert max(features(text, [0, 8, 11, 16], [7, 10, 15, 17])) < SHAPES


def test_short_sentences_share_a_window_and_the_next_sees_what_stood_before() -> None:
    sentences = [(0, 3), (3, 6), (6, 9)]
    assert pack(sentences, [1] * 9, size=7, context=3) == [Window(0, 0, 6), Window(3, 6, 9)]


def test_a_sentence_longer_than_a_window_is_cut() -> None:
    windows = pack([(0, 10)], [1] * 10, size=4, context=1)
    assert windows == [Window(0, 0, 4), Window(3, 4, 8), Window(7, 8, 10)]


def test_no_sentence_no_window() -> None:
    assert pack([], [], size=10, context=2) == []


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[tuple[int, int]], list[int]]:
    sizes = draw(st.lists(st.integers(1, 30), max_size=12))
    bounds = [0, *accumulate(sizes)]
    lengths = draw(st.lists(st.integers(1, 6), min_size=bounds[-1], max_size=bounds[-1]))
    return list(pairwise(bounds)), lengths


@given(documents(), st.integers(8, 60), st.integers(0, 7))
def test_fresh_parts_part_the_tokens_and_sizes_are_kept(
    document: tuple[list[tuple[int, int]], list[int]], size: int, context: int
) -> None:
    sentences, lengths = document
    windows = pack(sentences, lengths, size=size, context=context)
    assert [token for w in windows for token in range(w.fresh, w.end)] == list(range(len(lengths)))
    for window in windows:
        assert window.first <= window.fresh < window.end
        assert sum(lengths[window.first : window.fresh]) <= context
        # Pieces of one word stay together, and the rest of a long first sentence has its context on top.
        most = size + context if window.fresh < sentences[0][1] else size
        assert sum(lengths[window.first : window.end]) <= most or window.end - window.fresh == 1


@given(documents(), st.integers(8, 60), st.integers(0, 7))
def test_sentences_that_fit_are_never_cut(
    document: tuple[list[tuple[int, int]], list[int]], size: int, context: int
) -> None:
    sentences, lengths = document
    windows = pack(sentences, lengths, size=size, context=context)
    for first, end in sentences:
        if sum(lengths[first:end]) <= size - context:
            assert any(w.fresh <= first and end <= w.end for w in windows)
