"""Credits and corrections, read from text."""

from __future__ import annotations

import time

import pytest

from reportedly.weighing.origins import Mending, Via, concerned, corrections, credits_of, links

from .made import TOLD_ALONE, WIRE, document

CREDITS = [
    ("PORT QUENNET, May 4 (Quennet Wire) - Nine men were killed.", "Quennet Wire", True),
    ("PORT QUENNET (QNA) — Nine men were killed.", "QNA", True),
    ("Quennet Wire – Nine men were killed.", "Quennet Wire", True),
    ("By Quennet Wire, Sarn\nNine men were killed.", "Quennet Wire", True),
    ("By Ilse Torv for Radio Sarn\n\nNine men were killed.", "Radio Sarn", True),
    ("Nine men were killed.\n\nFirst published in The Sarn Gazette.", "The Sarn Gazette", True),
    ("Nine men were killed.\n\nThis article originally appeared on Open Harbour.", "Open Harbour", True),
    ("Nine men were killed. Republished with permission from Lamp and Tide.", "Lamp and Tide", True),
    ("This report by Quennet Wire has been shortened.", "Quennet Wire", True),
    ("Translated from the Sarn Herald.", "Sarn Herald", True),
    ("Nine men were killed.\nSource: Harbour Board of Quennet\n", "Harbour Board of Quennet", True),
    ("Nine men were killed, the Sarn Gazette reported on Monday.", "Sarn Gazette", False),
    ("On Tuesday Radio Sarn said that nine men were killed.", "Radio Sarn", False),
    ("Nine men were killed, according to a report by the Lamp newspaper.", "Lamp", False),
    ("The Lantern website reported that nine men were killed.", "The Lantern", False),
    ("RFE/RL’s Quennet service reported that nine men were killed.", "RFE/RL’s Quennet service", False),
    ("With additional reporting by Radio Sarn.", "Radio Sarn", False),
    ("A stoker told Quennet Wire that it began below.", "Quennet Wire", False),
]


@pytest.mark.parametrize(("text", "name", "whole"), CREDITS)
def test_a_credit_is_read(text: str, name: str, whole: bool) -> None:
    (credit,) = credits_of(document(text, "Aalto Mercury"))
    assert (credit.name, credit.whole) == (name, whole)
    assert credit.span is not None
    assert credit.span.of(text) == credit.quote
    assert name in credit.quote


@pytest.mark.parametrize(
    "text",
    [
        "Nine men were killed, Toma Velgrin said on Monday.",
        "The ANC said no, and the UN reported nothing.",
        "The novel was first published in London in May 2014.",
        "By Ilse Torv\n\nNine men were killed.",
        "The Interior Ministry reported nine dead.",
        "AALTO, May 4 (Aalto Mercury) - Nine men were killed.",
        "",
    ],
)
def test_what_is_no_credit_is_not_read_as_one(text: str) -> None:
    assert credits_of(document(text, "Aalto Mercury")) == ()


def test_an_agency_among_the_authors_is_credited() -> None:
    (credit,) = credits_of(document("Nine.", "Aalto Mercury", authors=("Ilse Torv", "Quennet Wire")))
    assert (credit.name, credit.span, credit.whole) == ("Quennet Wire", None, True)


def test_a_credit_finds_the_report_that_it_means() -> None:
    older = document(WIRE.replace("Halcyon", "Petrel").replace("Velgrin", "Ambros"), day="2031-04-29")
    meant, elsewhere = (
        document(WIRE, title="Fire on the quay"),
        document("The herring tithe rises again.", day="2031-05-05"),
    )
    citing = document(f"{TOLD_ALONE} Two crews came from Sarn, Quennet Wire reported.", "Aalto Mercury", "2031-05-06")
    found = [link for link in links([older, meant, elsewhere, citing]) if link.document == citing.id]
    assert [(link.via, link.origin, link.whole) for link in found] == [(Via.CREDIT, meant.id, False)]
    assert found[0].score.reasons == (
        "it credits Quennet Wire for part of it: “Quennet Wire reported”",
        "“Fire on the quay” (Quennet Wire, 2031-05-04), published two days earlier, speaks of the same names",
    )


def test_a_credit_of_a_report_that_is_not_there_names_the_outlet() -> None:
    (link,) = links([document("Nine men died, Radio Sarn reported.", "Aalto Mercury")])
    assert (link.origin, link.outlet, link.via) == ("", "Radio Sarn", Via.CREDIT)


CORRECTIONS = [
    ("Nine. An earlier version of this article gave the wrong number.", Mending.CORRECTION, 1),
    ("Correction: Eight men were killed, not nine.\n\nThe fire began below.", Mending.CORRECTION, 0),
    ("Eight men died, not nine as Quennet Wire reported on May 4.", Mending.CORRECTION, 0),
    ("We wrongly reported that Velgrin was there. Rain fell.", Mending.CORRECTION, 0),
    ("Quennet Wire also withdraws its report that Velgrin lit the fire.", Mending.RETRACTION, 0),
    ("Rain fell. We have retracted this story.", Mending.RETRACTION, 1),
    ("Editor’s note: the author sails for Sarn.", Mending.NOTE, 0),
]


@pytest.mark.parametrize(("text", "kind", "sentence"), CORRECTIONS)
def test_a_correction_is_read(text: str, kind: Mending, sentence: int) -> None:
    (found,) = corrections(document(text))
    assert found.kind is kind
    assert found.span.of(text) == found.quote
    parts = text.split("\n\n")[0].split(". ")
    assert found.quote.rstrip(".") == (parts[sentence] if len(parts) > 1 else parts[0]).rstrip(".")


@pytest.mark.parametrize(
    "text",
    [
        "The troops withdrew from the pier.",
        "The ministry retracted its claim.",
        "Nobody corrected him.",
        "A note: rain.",
    ],
)
def test_what_takes_nothing_back_is_no_correction(text: str) -> None:
    assert corrections(document(text)) == ()


def test_a_correction_finds_the_report_concerned() -> None:
    wrong, other = document(WIRE), document("The herring tithe rises on Sarn, says Ana Bolt.", day="2031-05-03")
    mended = document(
        "Eight men were killed when the ferry Halcyon burned in Port Quennet, not nine as Quennet Wire reported on "
        "May 4. Toma Velgrin sent his regrets.",
        day="2031-05-08",
    )
    (found,) = concerned(mended, [wrong, other, mended, document(WIRE, "Aalto Mercury", "2031-05-04")])
    assert found.document == wrong.id
    assert any("names the day" in reason for reason in found.score.reasons)


def test_this_article_means_its_earlier_version() -> None:
    wrong = document(WIRE)
    text = f"{WIRE.replace('Nine', 'Eight')}\n\nAn earlier version of this report said nine."
    (found,) = concerned(document(text, previous=wrong.id), [wrong])
    assert (found.document, found.score.value) == (wrong.id, 1.0)


@pytest.mark.parametrize("text", ["\n" * 20_000, "A.B." * 5_000, ". " * 10_000, "By A for " * 3_000, "“" * 10_000])
def test_odd_texts_take_no_longer_than_others(text: str) -> None:
    # What grew with the square of the length took minutes here.
    odd = document(text, "Aalto Mercury")
    began = time.perf_counter()
    credits_of(odd), corrections(odd), links([odd, document(f"{text} x", "Aalto Echo")])
    assert time.perf_counter() - began < 5
