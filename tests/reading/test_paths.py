"""Paths: how a word is reached from a trigger through the tree."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reading.paths import COARSE, DISTANCES, STEPS, coarse, distances, path


@st.composite
def forests(draw: st.DrawFn) -> tuple[list[int], list[int], list[int]]:
    """Heads, relations and sentences of one to three trees, whose words stand in any order within a sentence."""
    heads: list[int] = []
    sentence_of: list[int] = []
    for number in range(draw(st.integers(1, 3))):
        size = draw(st.integers(1, 9))
        order = draw(st.permutations(range(size)))
        base = len(heads)
        block = [-1] * size
        for place in range(1, size):
            block[order[place]] = base + order[draw(st.integers(0, place - 1))]
        heads += block
        sentence_of += [number] * size
    relations = [draw(st.integers(0, len(COARSE) - 1)) for _ in heads]
    return heads, relations, sentence_of


def chain(word: int, heads: list[int]) -> list[int]:
    """The word, its head, the head's head … up to the root."""
    found = [word]
    while heads[found[-1]] >= 0:
        found.append(heads[found[-1]])
    return found


@given(forests(), st.data())
def test_steps_and_last_relation_are_those_of_the_shortest_way(
    forest: tuple[list[int], list[int], list[int]], data: st.DataObject
) -> None:
    heads, relations, sentence_of = forest
    trigger = data.draw(st.integers(0, len(heads) - 1))
    first = data.draw(st.integers(0, trigger))
    end = data.draw(st.integers(trigger + 1, len(heads)))
    codes, lasts = path(trigger, first, end, heads, relations, sentence_of)
    assert len(codes) == len(lasts) == end - first
    for word, code, last in zip(range(first, end), codes, lasts, strict=True):
        if sentence_of[word] != sentence_of[trigger]:
            assert (code, last) == (STEPS - 1, 3)
            continue
        ours, theirs = chain(trigger, heads), chain(word, heads)
        meet = next(node for node in ours if node in theirs)
        up, down = ours.index(meet), theirs.index(meet)
        assert code == 4 * min(up, 3) + min(down, 3)
        # The relation under the word where they meet: that by which the path turns down.
        turn = relations[theirs[down - 1]] if down else 0
        assert last == 4 * turn + min(up, 3)


def test_a_broken_tree_ends() -> None:
    codes, _ = path(0, 0, 3, [1, 0, 2], [1, 1, 1], [0, 0, 0])
    assert codes[0] == 0
    assert codes[2] == STEPS - 1


@given(st.integers(0, 5000), st.integers(0, 5000), st.integers(1, 300))
def test_distances_are_signed_buckets_that_grow(trigger: int, first: int, count: int) -> None:
    found = distances(trigger, first, first + count)
    assert found.shape == (count,)
    assert ((found >= 0) & (found < 2 * DISTANCES)).all()
    for word, bucket in zip(range(first, first + count), found.tolist(), strict=True):
        assert (bucket >= DISTANCES) == (word < trigger)
    after = found[max(0, trigger - first) :] if trigger < first + count else found[:0]
    assert (np.diff(after) >= 0).all()


def test_near_words_have_buckets_of_their_own() -> None:
    assert distances(5, 3, 9).tolist() == [DISTANCES + 2, DISTANCES + 1, 0, 1, 2, 3]


def test_relations_fall_back_on_their_first_part() -> None:
    assert COARSE[coarse("nsubj:pass")] == "nsubj:pass"
    assert COARSE[coarse("obl:tmod")] == "obl"
    assert COARSE[coarse("never:seen")] == "other"
