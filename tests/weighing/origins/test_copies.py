"""Copies between reports: what is one, what only looks like one, and which passages they share."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.reprints_corpus import make
from reportedly.weighing.origins import Index, Link, Via, links, links_of
from reportedly.weighing.origins.align import Seeds, align
from reportedly.weighing.origins.words import words

from .made import TOLD_ALONE, WIRE, document, independent, same

FIRST = document(WIRE)
PARAGRAPHS = WIRE.split("\n\n")
QUOTE = (
    "“Whoever lit that match will answer to the widows of this harbour, and I shall hold the lamp,” Toma Velgrin said."
)
BACKGROUND = (
    "Sarn has been ruled from Port Quennet since the Treaty of the Two Lamps, under which its fishermen pay a tithe on "
    "herring. Four risings against the tithe have failed, the last of them nine years ago, when the bridge fell."
)
LONG = " ".join(
    f"The {colour} warehouse number {n} on the {side} quay holds {thing}, and its keeper was last paid in {month}."
    for n, (colour, side, thing, month) in enumerate(
        [("green", "east", "rope", "June"), ("white", "west", "salt", "July"), ("old", "north", "tar", "May")] * 4, 11
    )
)  # fmt: skip


def between(*documents_: object) -> list[Link]:
    return [link for link in links(documents_) if link.origin]  # type: ignore[arg-type]


def copy(text: str, publisher: str = "Sarn Mercury", day: str = "2031-05-06", **more: object) -> list[Link]:
    return between(FIRST, document(text, publisher, day, **more))


@pytest.mark.parametrize(
    ("text", "via", "whole"),
    [
        (WIRE.replace("Nine", "9").replace("Sunday", "Monday"), Via.REPRINT, True),
        (WIRE.upper().replace(",", ""), Via.REPRINT, True),
        ("\n\n".join(PARAGRAPHS[:2]), Via.REPRINT, True),
        ("\n\n".join(reversed(PARAGRAPHS)), Via.REWRITE, True),
        (f"{LONG}\n\n{PARAGRAPHS[1]}\n\n{LONG}", Via.EXTRACT, False),
        (f"{PARAGRAPHS[0]} {PARAGRAPHS[2]}\n\n{LONG[:500]}", Via.REWRITE, False),
    ],
    ids=["reprint", "shouted", "shortened", "reordered", "inside a long piece", "half its own"],
)  # fmt: skip
def test_a_copy_is_recognised_for_what_it_is(text: str, via: Via, whole: bool) -> None:
    (link,) = copy(text)
    assert (link.origin, link.via, link.whole, link.directed) == (FIRST.id, via, whole, True)
    assert link.outlet == "Quennet Wire"
    assert link.score.value >= 0.6


def test_the_reason_is_a_sentence() -> None:
    (link,) = copy("\n\n".join(PARAGRAPHS[:2]), title="Fire on the quay")
    assert link.score.reasons == (
        f"3 of 3 sentences stand word for word in {FIRST.name} (Quennet Wire, 2031-05-04), published two days earlier",
    )


def test_an_event_told_independently_is_no_copy() -> None:
    assert copy(TOLD_ALONE) == []


def test_a_shared_quotation_is_no_copy() -> None:
    one = document(f"{TOLD_ALONE}\n\n{QUOTE}", "Sarn Mercury", "2031-05-05")
    other = document(f"{LONG}\n\n{QUOTE}", "Quennet Wire", "2031-05-06")
    assert between(one, other) == []


def test_what_an_outlet_repeats_is_no_copy() -> None:
    texts = [TOLD_ALONE, LONG, WIRE]
    repeated = [document(f"{text}\n\n{BACKGROUND}", "Quennet Wire", f"2031-05-0{n}") for n, text in enumerate(texts, 1)]
    assert between(*repeated) == []
    # The same paragraph in two outlets alone is taken over from one to the other.
    (link,) = between(repeated[0], document(f"{LONG}\n\n{BACKGROUND}", "Sarn Mercury", "2031-05-09"))
    assert link.via is Via.EXTRACT
    assert [there.of(repeated[0].text) for _, there in link.passages] == [BACKGROUND[:-1]]


def test_on_the_same_day_the_one_that_credits_is_the_copy() -> None:
    credited = document(f"By Quennet Wire\n\n{WIRE}", "Aalto Mercury", "2031-05-04")
    (link,) = between(FIRST, credited)
    assert (link.document, link.origin, link.directed) == (credited.id, FIRST.id, True)
    (undecided,) = between(FIRST, document(WIRE + " ", "Aalto Mercury", "2031-05-04"))
    assert not undecided.directed
    assert "published on the same day" in undecided.score.reasons[0]


def test_a_later_version_of_a_page_is_one_report() -> None:
    later = document(TOLD_ALONE, "Quennet Wire", "2031-05-05", previous=FIRST.id)
    (link,) = between(FIRST, later)
    assert (link.via, link.whole) == (Via.VERSION, True)


def test_people_outrank_the_machine() -> None:
    reprint, alone = document(WIRE, "Sarn Mercury", "2031-05-06"), document(TOLD_ALONE, "Sarn Echo", "2031-05-06")
    assert [link for link in links([FIRST, reprint], [independent(FIRST, reprint)]) if link.origin] == []
    (link,) = [link for link in links([FIRST, alone], [same(alone, FIRST)]) if link.origin]
    assert (link.via, link.origin, link.whole) == (Via.JUDGED, FIRST.id, True)
    assert link.score.reasons == (
        "A. Orlo judged on 2031-06-01 that the two go back to one origin: I asked both editors",
    )
    assert links([FIRST, alone], [same(alone, FIRST), independent(FIRST, alone, at=2)]) == links([FIRST, alone])


# --- properties, on a corpus made for the purpose

CORPUS = [made.document for made in make(4, seed=11)]
LINKS = links(CORPUS)


def test_the_corpus_has_links() -> None:
    assert len(LINKS) >= 9


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10_000))
def test_the_order_of_documents_never_matters(seed: int) -> None:
    shuffled = random.Random(seed).sample(CORPUS, len(CORPUS))
    assert links(shuffled) == LINKS


def test_an_unrelated_document_changes_nothing() -> None:
    alone = document(LONG, "Sarn Echo", "2030-03-01")
    assert links([*CORPUS, alone]) == LINKS


def test_the_passages_hold_the_same_words() -> None:
    texts = {d.id: d.text for d in CORPUS}
    for link in LINKS:
        for here, there in link.passages:
            mine, theirs = words(here.of(texts[link.document])).hashes, words(there.of(texts[link.origin])).hashes
            assert len(np.intersect1d(mine, theirs)) >= 0.4 * len(set(mine.tolist()))


def test_one_report_alone_gets_the_links_that_all_together_give_it() -> None:
    for one in CORPUS[::3]:
        assert links_of(one, CORPUS) == [link for link in LINKS if link.document == one.id]


TEXT = st.lists(st.sampled_from("the fire at pier nine burned slowly and nobody saw Toma run".split()), max_size=60)


@settings(max_examples=50, deadline=None)
@given(TEXT, TEXT)
def test_aligned_pieces_are_the_same_word_for_word(one: list[str], other: list[str]) -> None:
    a, b = words(" ".join(one)), words("; ".join(other))
    for match in align(Seeds.of(a.hashes), Seeds.of(b.hashes)):
        assert 0 <= match.start < match.end <= len(one)
        assert 0 <= match.other_start < match.other_end <= len(other)
        assert match.same == sum(count for *_, count in match.pieces)
        for here, there, count in match.pieces:
            assert one[here : here + count] == other[there : there + count]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=8))
def test_many_texts_have_the_bands_that_each_has(texts: list[str]) -> None:
    index = Index()
    assert [b.tolist() for b in index.bands_of(texts)] == [index.bands(text).tolist() for text in texts]


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_words_stand_where_they_say(text: str) -> None:
    found = words(text)
    for number, start, end in zip(found.hashes, found.starts, found.ends, strict=True):
        assert words(text[start:end]).hashes.tolist() == [number]


def test_a_crowd_is_compared_with_its_first() -> None:
    index = Index(crowd=5, head=2)
    bands = [index.bands(WIRE)] * 9
    found = index.pairs(bands)
    assert {j for i, j in found if i == 0} == set(range(1, 9))
    assert {i for i, _ in found} == {0, 1}
