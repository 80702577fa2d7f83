"""Marks that overlap: nothing lost, nothing moved."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.evidence import Mark, parts, segments
from reportedly.evidence.marking import cue_of
from reportedly.evidence.segments import runs
from reportedly.evidence.sheet import LONGEST, blocks
from reportedly.model import Source, SourceKind, Span

LENGTH = 60
marks = st.lists(
    st.builds(
        lambda at, size, kind, ref: Mark(at, at + size, kind, ref),
        st.integers(-5, LENGTH),
        st.integers(1, 30),
        st.sampled_from(["claim", "name", "source"]),
        st.sampled_from("abcd"),
    ),
    max_size=12,
)


@settings(max_examples=50, deadline=None)
@given(marks)
def test_every_character_bears_exactly_the_marks_that_cover_it(given_marks: list[Mark]) -> None:
    found = list(segments(0, LENGTH, given_marks))
    assert [s.start for s in found[1:]] == [s.end for s in found[:-1]]
    assert (found[0].start, found[-1].end) == (0, LENGTH)
    for segment in found:
        for at in range(segment.start, segment.end):
            assert set(segment.marks) == {m for m in given_marks if m.start <= at < m.end}


def test_the_shortest_mark_of_a_kind_comes_first() -> None:
    whole, inner = Mark(0, 20, "claim", "whole"), Mark(4, 9, "claim", "inner")
    found = list(segments(0, 20, [whole, inner, Mark(6, 12, "name")]))
    assert [s.refs("claim") for s in found] == [
        ("whole",),
        ("inner", "whole"),
        ("inner", "whole"),
        ("whole",),
        ("whole",),
    ]
    assert [refs for refs, _ in runs(found, "claim")] == [("whole",), ("inner", "whole"), ("whole",)]


texts = st.text(st.sampled_from("ab .\n\t|#-–\r\u2028"), max_size=200)


@settings(max_examples=50, deadline=None)
@given(texts, st.integers(1, 60))
def test_blocks_and_parts_are_the_whole_text_in_order(text: str, size: int) -> None:
    found = list(blocks(text))
    assert "".join(text[b.start : b.end] + text[b.end : b.after] for b in found) == text
    divided = parts(text, size=size)
    assert "".join(text[p.start : p.end] for p in divided) == text
    assert [p.number for p in divided] == list(range(1, len(divided) + 1))


def test_a_text_without_line_ends_is_cut_at_blanks() -> None:
    text = "word " * 5_000
    found = list(blocks(text))
    assert len(found) > 2
    assert all(b.end - b.start <= LONGEST for b in found)
    assert all(text[b.end - 1] == " " for b in found[:-1])


def test_headings_items_and_paragraphs_are_told_apart() -> None:
    text = (
        "The ferry war\n\nIt began in spring. It\nwent on for years.\n\n- One boat.\n- Two boats.\n\nAfter it\n\nPeace."
    )
    assert [b.kind for b in blocks(text)] == ["heading", "prose", "item", "item", "heading", "prose"]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("the ferryman said that it sank", "said"),
        ("It sank, according to the ferryman.", "according to"),
        ("It sank, said the ferryman.", "said"),
        ("the ferryman has also denied it", "denied"),
        ("It sank and the ferryman wept", None),
    ],
)
def test_the_cue_stands_beside_its_source(text: str, cue: str | None) -> None:
    at = text.index("the ferryman")
    found = cue_of(Source("ferryman", SourceKind.UNNAMED, Span(at, at + len("the ferryman"))), text)
    assert (found.of(text) if found else None) == cue
