"""Parts of speech and dependencies: from the network's scores to one tree a sentence."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .analysis import Analysis
from .encoder import Encoder, Scores

Floats = NDArray[np.float32]


def parse(analysis: Analysis, scores: Scores, encoder: Encoder) -> None:
    """Sets ``upos``, ``heads`` and ``deprels`` of the analysis."""
    labels = encoder.labels
    analysis.upos = [labels.upos[best] for best in scores.upos.argmax(1)] if len(analysis) else []
    heads = [-1] * len(analysis)
    for window, arcs in scores.arcs:
        number = analysis.sentence_of[window.fresh]
        while number < len(analysis.sentences) and analysis.sentences[number][0] < window.end:
            first, end = analysis.sentences[number]
            first, end = max(first, window.fresh), min(end, window.end)
            block = arcs[first - window.fresh : end - window.fresh]
            inner = block[:, first - window.first + 1 : end - window.first + 1]
            for place, head in enumerate(tree(np.concatenate([block[:, :1], inner], 1))):
                heads[first + place] = first + head - 1 if head else -1
            number += 1
    analysis.heads = heads
    analysis.deprels = _relations(heads, scores, encoder)


def _relations(heads: list[int], scores: Scores, encoder: Encoder) -> list[str]:
    if not heads:
        return []
    places = np.array(heads)
    sides = scores.relation_head[places]
    sides[places < 0] = scores.root
    found = encoder.relation_scores(scores.relation_child, sides)
    names = encoder.labels.relations
    root = names.index("root")
    found[:, root] = np.where(places < 0, np.inf, -np.inf)
    return [names[best] for best in found.argmax(1)]


def tree(scores: Floats) -> list[int]:
    """The heads (1 to n, 0 the root) of the best tree with one root over scores (n, n + 1).

    The greedy choice where it is a tree already, else Chu and Liu (1965), Edmonds (1967).
    """
    n = len(scores)
    greedy = scores.copy()
    greedy[np.arange(n), np.arange(n) + 1] = -np.inf
    heads = greedy.argmax(1)
    roots = np.flatnonzero(heads == 0)
    if len(roots) == 1 and not _cycle(heads):
        return [int(h) for h in heads]
    # One root: leaving for it is made dearer, by the same for every word and by more than any tree can gain, so that
    # the best tree does it once. In float64, where what is added does not drown the scores.
    forced = greedy.astype(np.float64)
    finite = forced[np.isfinite(forced)]
    forced[:, 0] -= (n + 1) * (1 + finite.max() - finite.min())
    return [int(h) for h in _edmonds(forced)]


def _cycle(heads: NDArray[np.int64]) -> list[int]:
    """The words (from 1) of one cycle, or none."""
    state = [0] * (len(heads) + 1)
    for begin in range(1, len(heads) + 1):
        word, trail = begin, []
        while word and not state[word]:
            state[word] = begin
            trail.append(word)
            word = int(heads[word - 1])
        if word and state[word] == begin:
            return trail[trail.index(word) :]
    return []


def _edmonds(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Maximum spanning arborescence from node 0; ``scores`` (n, n + 1) of word i+1 under head j."""
    heads: NDArray[np.int64] = scores.argmax(1)
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.array(cycle)
    outside = np.array([w for w in range(1, len(scores) + 1) if w not in set(cycle)], dtype=np.int64)
    merged = len(outside) + 1
    smaller = np.full((merged, merged + 1), -np.inf)
    columns = np.concatenate([[0], outside])
    if len(outside):
        smaller[: merged - 1, :merged] = scores[outside - 1][:, columns]
        into_cycle = scores[outside - 1][:, inside]
        smaller[: merged - 1, merged] = into_cycle.max(1)
    # What it costs to enter the cycle at a word: that word's arc inside the cycle is given up.
    gain = scores[inside - 1][:, columns] - scores[inside - 1, heads[inside - 1]][:, None]
    smaller[merged - 1, :merged] = gain.max(0)
    found = _edmonds(smaller)
    result = heads.copy()
    for place, word in enumerate(outside):
        head = int(found[place])
        result[word - 1] = inside[into_cycle[place].argmax()] if head == merged else columns[head]
    entered = int(found[merged - 1])
    word = int(inside[gain[:, entered].argmax()])
    result[word - 1] = columns[entered]
    return result
