"""Spans from BIO tags: the best sequence that obeys the scheme."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .analysis import Range

# Tags are numbered O, B-x, I-x, B-y, I-y, …: an even number above 0 continues its own type.


def decode(scores: NDArray[np.float32], sentences: Sequence[Range] | None = None) -> list[tuple[Range, int]]:
    """(tokens, type) of every span, in order.

    Args:
        scores: (n, tags) unnormalised.
        sentences: where given, no span crosses their bounds.
    """
    best = scores.argmax(1)
    for first, end in sentences if sentences is not None else [(0, len(scores))]:
        if _broken(best[first:end]):
            best[first:end] = viterbi(scores[first:end])
    starts = {first for first, _ in sentences} if sentences is not None else set()
    return _spans(best.tolist(), starts)


def _broken(tags: NDArray[np.int64]) -> bool:
    inside = (tags > 0) & (tags % 2 == 0)
    before = np.concatenate([[0], tags[:-1]])
    return bool((inside & (before != tags) & (before != tags - 1)).any())


def viterbi(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """The tags (n,) of the highest sum in which every I- follows its own type (Forney, Proc. IEEE 1973)."""
    count = scores.shape[1]
    forbidden = np.zeros((count, count), np.float32)
    for tag in range(2, count, 2):
        forbidden[:, tag] = -1e9
        forbidden[tag, tag] = forbidden[tag - 1, tag] = 0
    normal = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    state = normal[0] + forbidden[0]
    back = np.zeros((len(scores), count), np.int64)
    for step in range(1, len(scores)):
        paths = state[:, None] + forbidden
        back[step] = paths.argmax(0)
        state = paths.max(0) + normal[step]
    tags = np.zeros(len(scores), np.int64)
    tags[-1] = state.argmax()
    for step in range(len(scores) - 1, 0, -1):
        tags[step - 1] = back[step, tags[step]]
    return tags


def _spans(tags: list[int], starts: set[int]) -> list[tuple[Range, int]]:
    found: list[tuple[Range, int]] = []
    first = kind = -1
    for token, tag in enumerate([*tags, 0]):
        continues = tag and tag % 2 == 0 and kind == (tag - 1) // 2 and token not in starts
        if not continues:
            if kind >= 0:
                found.append(((first, token), kind))
            kind = (tag - 1) // 2 if tag else -1
            first = token
    return found
