"""Frames: from a table of probabilities to the words that fill each role."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from reportedly.reading.analysis import Analysis
from reportedly.reading.frames import arguments
from reportedly.reading.tokens import tokenise

ROLES = ("subject", "object", "time")
TEXT = "The Salt Brigade and the Reed Alliance attacked Wend on 5 July"
# The 0 Salt 1 Brigade 2 and 3 the 4 Reed 5 Alliance 6 attacked 7 Wend 8 on 9 5 10 July 11


@pytest.fixture
def analysis() -> Analysis:
    starts, ends = tokenise(TEXT)
    return Analysis(TEXT, starts, ends, [(0, len(starts))], [0] * len(starts))


@pytest.fixture
def table(analysis: Analysis) -> NDArray[np.float32]:
    return np.zeros((len(analysis), 2 * len(ROLES)), np.float32)


def words(analysis: Analysis, found: dict[str, list[tuple[tuple[int, int], float]]]) -> dict[str, list[str]]:
    return {role: [analysis.words(tokens) for tokens, _ in spans] for role, spans in found.items()}


def test_each_start_begins_a_span_that_runs_while_it_is_inside(analysis: Analysis, table: NDArray[np.float32]) -> None:
    table[[1, 5], 0] = 0.9
    table[[1, 2, 5, 6], 3] = 0.8
    table[8, 1] = 0.7
    table[[10, 11], 5] = 0.9
    table[10, 2] = 0.6
    found = arguments(analysis, table, 0, ROLES)
    assert words(analysis, found) == {
        "subject": ["Salt Brigade", "Reed Alliance"],
        "object": ["Wend"],
        "time": ["5 July"],
    }
    assert found["object"][0][1] == pytest.approx(0.7)


def test_a_gap_of_one_is_bridged(analysis: Analysis, table: NDArray[np.float32]) -> None:
    table[4, 0] = 0.9
    table[[4, 6], 3] = 0.9
    table[5, 3] = 0.3
    assert words(analysis, arguments(analysis, table, 0, ROLES))["subject"] == ["the Reed Alliance"]


def test_starts_with_nothing_but_small_words_between_are_one(analysis: Analysis, table: NDArray[np.float32]) -> None:
    table[[4, 5], 0] = 0.9
    table[[4, 5, 6], 3] = 0.9
    assert words(analysis, arguments(analysis, table, 0, ROLES))["subject"] == ["the Reed Alliance"]


def test_a_subject_is_taken_even_where_it_is_unsure_a_time_is_not(
    analysis: Analysis, table: NDArray[np.float32]
) -> None:
    table[2, 0] = 0.1
    table[8, 1] = 0.1
    table[11, 2] = 0.4
    assert words(analysis, arguments(analysis, table, 0, ROLES)) == {"subject": ["Brigade"]}


def test_a_span_grows_to_the_head_that_its_last_word_hangs_on(analysis: Analysis, table: NDArray[np.float32]) -> None:
    analysis.heads = [2, 2, 7, 6, 6, 6, 2, -1, 7, 11, 11, 7]
    analysis.deprels = "det compound nsubj cc det compound conj root obj case nummod obl".split()
    table[5, 0] = 0.9
    table[5, 3] = 0.9
    table[6, 3] = 0.2
    assert words(analysis, arguments(analysis, table, 0, ROLES))["subject"] == ["Reed Alliance"]


def test_tokens_are_counted_from_the_start_of_the_table(analysis: Analysis, table: NDArray[np.float32]) -> None:
    part = table[7:].copy()
    part[1, 1] = 0.9
    ((tokens, chance),) = arguments(analysis, part, 7, ROLES)["object"]
    assert tokens == (8, 9)
    assert chance == pytest.approx(0.9)


def test_an_empty_table_of_scores_gives_nothing(analysis: Analysis, table: NDArray[np.float32]) -> None:
    assert arguments(analysis, table, 0, ROLES) == {}
