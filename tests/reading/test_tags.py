"""Spans from tags: the best sequence that the scheme allows."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from reportedly.reading.tags import decode, viterbi

Scores = NDArray[np.float32]
TABLES = st.integers(1, 4).flatmap(
    lambda n: arrays.arrays(np.float32, (n, 5), elements=st.integers(-6, 6).map(lambda v: v / 2))
)


def of(*tags: int, count: int = 5) -> Scores:
    scores = np.zeros((len(tags), count), np.float32)
    scores[np.arange(len(tags)), list(tags)] = 5
    return scores


def allowed(tags: tuple[int, ...]) -> bool:
    before = (0, *tags[:-1])
    return all(not (tag and tag % 2 == 0) or last in (tag, tag - 1) for last, tag in zip(before, tags, strict=True))


@given(TABLES)
def test_the_best_allowed_sequence_is_found(scores: Scores) -> None:
    normal = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)

    def worth(tags: tuple[int, ...]) -> float:
        return float(sum(normal[place, tag] for place, tag in enumerate(tags)))

    best = max(worth(tags) for tags in product(range(5), repeat=len(scores)) if allowed(tags))
    found = tuple(int(tag) for tag in viterbi(scores))
    assert allowed(found)
    assert abs(worth(found) - best) < 1e-4


def test_spans_begin_where_a_b_stands() -> None:
    assert decode(of(0, 1, 2, 2, 0, 3, 4, 3)) == [((1, 4), 0), ((5, 7), 1), ((7, 8), 1)]


def test_an_inside_that_follows_nothing_is_mended() -> None:
    scores = of(0, 2, 2)
    scores[1, 1] = 4
    assert decode(scores) == [((1, 3), 0)]


def test_no_span_crosses_a_sentence() -> None:
    scores = of(1, 2, 2, 2)
    scores[2, 1] = 4
    assert decode(scores, [(0, 2), (2, 4)]) == [((0, 2), 0), ((2, 4), 0)]
    assert decode(scores) == [((0, 4), 0)]


def test_nothing_gives_nothing() -> None:
    assert decode(np.zeros((0, 5), np.float32)) == []
    assert decode(of(0, 0)) == []


@given(TABLES)
def test_spans_are_in_order_and_do_not_overlap(scores: Scores) -> None:
    spans = decode(scores)
    assert all(0 <= a < b <= len(scores) and kind in (0, 1) for (a, b), kind in spans)
    assert all(one[0][1] <= other[0][0] for one, other in pairwise(spans))
