"""Lines into paragraphs: nothing is lost, sentences are whole, divided words are joined as they were."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.intake.reflow import Line, paragraphs


def down(*texts: str, page: int = 1, divided: tuple[int, ...] = (), size: float = 10) -> list[Line]:
    """Lines of one width under one another."""
    return [
        Line(text, page=page, left=70, right=500, bottom=700 - 12 * row, size=size, divided=row in divided)
        for row, text in enumerate(texts)
    ]


def texts(lines: list[Line]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(lines)]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the govern", "ment fell", "the government fell"),
        ("the anti", "government side", "the anti-government side"),
        ("the Serb", "Croat war", "the Serb-Croat war"),
        ("a man-to", "man fight", "a man-to-man fight"),
        ("well-known long", "standing and long-standing", "well-known long-standing and long-standing"),
    ],
)
def test_divided_words(first: str, second: str, joined: str) -> None:
    assert texts(down(first, second, divided=(0,))) == [joined]


def test_a_hyphen_that_stays() -> None:
    assert texts(down("the long-", "standing feud")) == ["the long-standing feud"]


def test_an_open_sentence_goes_on_over_the_page() -> None:
    lines = [*down("The leader was taken away by"), *down("men whom nobody knew.", page=2)]
    [paragraph] = paragraphs(lines)
    assert paragraph.pieces == [("The leader was taken away by", 1), ("men whom nobody knew.", 2)]


def test_running_heads_with_numbers_that_count_go() -> None:
    lines: list[Line] = []
    for page in range(1, 7):
        head = Line(f"Part {'ABCDEF'[page - 1]} of it {page + 10}", page=page, left=70, right=200, bottom=770, size=10)
        lines += [head, *down(f"Sentence {'abcdef'[page - 1]} of the report stands here.", "And another.", page=page)]
    assert all("of it" not in text for text in texts(lines))
    assert sum("stands here" in text for text in texts(lines)) == 6


def test_a_number_in_the_text_stays() -> None:
    lines = [*down("Seen in", "1998", "and never since."), *down("The count was", "12", "on the day.", page=2)]
    assert " ".join(texts(lines)) == "Seen in 1998 and never since. The count was 12 on the day."


WORD = st.sampled_from(["the", "men", "fled", "fled.", "12", "Kelm,", "who", "said:", "A"])
LINE = st.builds(
    Line,
    text=st.lists(WORD, min_size=1, max_size=8).map(" ".join),
    page=st.just(1),
    left=st.floats(50, 100),
    right=st.floats(200, 560),
    bottom=st.floats(40, 760),
    size=st.sampled_from([8.0, 10.0, 14.0]),
    divided=st.booleans(),
)


@given(st.lists(LINE, max_size=30))
def test_no_letter_is_lost_on_a_page(lines: list[Line]) -> None:
    """Whatever the layout, a single page (where nothing can be a running head) keeps every letter."""
    before = sorted(re.sub(r"[\s-]", "", "".join(line.text for line in lines)))
    after = sorted(re.sub(r"[\s-]", "", "".join(texts(lines))))
    assert after == before
