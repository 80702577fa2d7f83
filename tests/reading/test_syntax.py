"""Trees: one root, no cycle, and no better tree."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from reportedly.reading.syntax import tree

Scores = NDArray[np.float32]


def tables(most: int) -> st.SearchStrategy[Scores]:
    cells = st.integers(-40, 40).map(lambda v: v / 4)
    return st.integers(1, most).flatmap(lambda n: arrays.arrays(np.float32, (n, n + 1), elements=cells))


def is_tree(heads: tuple[int, ...]) -> bool:
    """One root, and every word comes to it."""
    if sum(head == 0 for head in heads) != 1:
        return False
    for word in range(1, len(heads) + 1):
        seen = set()
        while word and word not in seen:
            seen.add(word)
            word = heads[word - 1]
        if word:
            return False
    return True


@lru_cache
def trees(count: int) -> list[tuple[int, ...]]:
    return [heads for heads in product(range(count + 1), repeat=count) if is_tree(heads)]


def worth(scores: Scores, heads: tuple[int, ...]) -> float:
    return float(sum(scores[place, head] for place, head in enumerate(heads)))


@given(tables(12))
def test_the_result_is_a_tree_with_one_root(scores: Scores) -> None:
    assert is_tree(tuple(tree(scores)))


@settings(max_examples=60)
@given(tables(5))
def test_no_tree_is_better(scores: Scores) -> None:
    best = max(worth(scores, heads) for heads in trees(len(scores)))
    assert worth(scores, tuple(tree(scores))) >= best - 1e-3


def test_the_scores_are_left_as_they_were() -> None:
    scores = np.array([[1, 9, 5], [1, 5, 9]], np.float32)
    before = scores.copy()
    tree(scores)
    assert (scores == before).all()


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    scores = np.array([[0, -9, 10], [5, 10, -9]], np.float32)
    assert tree(scores) == [2, 0]


def test_one_word_is_the_root() -> None:
    assert tree(np.array([[-3.0, 8.0]], np.float32)) == [0]
