"""On whose word a claim stands, how many independent origins there are, and the graph of it."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model import Document, Entity, Judgement, Kind, Source, SourceKind
from reportedly.weighing.origins import Count, Origin, Origins, count, graph, links

from .made import TOLD_ALONE, WIRE, Said, document, independent, outlet, person, said, same, unnamed

FIRST = document(WIRE, title="Fire on the quay")
ADDED = (
    "On the quay of Sarn the flags were at half-mast by noon, and the herring auction was put off for the first time "
    "since the old lighthouse fell; eleven boats that had gone out before dawn were called back by the bells."
)
REPRINT = document(f"{WIRE.replace('Nine', '9')}\n\n{ADDED}", "Sarn Mercury", "2031-05-05", title="Ferry burns")
SECOND_HAND = document(REPRINT.text.replace("Sunday", "the night"), "Aalto Echo", "2031-05-07", title="Ferry lost")
ALONE = document(TOLD_ALONE, "Lamp Gazette", "2031-05-05", title="Nine names")
EVERY = [FIRST, REPRINT, SECOND_HAND, ALONE]
FIRE = "The fire began in the engine room shortly before midnight"


def origins(documents: Iterable[Document] = EVERY, judgements: Iterable[Judgement] = (), **more: object) -> Origins:
    given_, judged = list(documents), list(judgements)
    return Origins(links(given_, judged), given_, judged, **more)  # type: ignore[arg-type]


def test_copies_of_copies_are_one_group() -> None:
    found = origins()
    assert [found.group(d.id) for d in EVERY] == [FIRST.id, FIRST.id, FIRST.id, ALONE.id]
    assert found.members(REPRINT.id) == (FIRST.id, REPRINT.id, SECOND_HAND.id)
    assert FIRST.id not in {link.document for link in found}
    assert {link.document for link in found.copied_by(FIRST.id)} >= {REPRINT.id}


def test_what_a_reprint_says_is_the_word_of_the_one_it_reprints() -> None:
    origin = origins().origin_of(said(SECOND_HAND, FIRE))
    assert (origin.label, origin.sure) == ("Quennet Wire", True)
    assert origin.key == origins().origin_of(said(FIRST, FIRE)).key
    assert origin.trail[0].startswith("Aalto Echo of 2031-05-07 reprints Sarn Mercury of 2031-05-05 (")
    assert origin.trail[-1] == "Quennet Wire of 2031-05-04 says it in its own voice"


def test_a_passage_taken_over_has_the_origin_of_the_passage_and_the_rest_its_own() -> None:
    paragraph = WIRE.split("\n\n")[1]
    long = document(f"{TOLD_ALONE}\n\n{paragraph}\n\n{TOLD_ALONE[:150]}", "Harbour Review", "2031-05-09")
    found = origins([FIRST, long])
    assert found.group(long.id) == long.id
    assert found.origin_of(said(long, FIRE)).label == "Quennet Wire"
    assert found.origin_of(said(long, "A ship lay blackened")).label == "Harbour Review"


def test_a_named_source_is_the_origin_wherever_it_is_cited() -> None:
    told = [
        said(FIRST, FIRE, person("Toma Velgrin")),
        said(ALONE, "Toma Velgrin", outlet("Radio Sarn"), person("Toma Velgrin")),
    ]
    found = [origins().origin_of(one) for one in told]
    assert found[0].key == found[1].key
    assert count(found) == Count(1, 1)
    assert found[1].trail == ("Lamp Gazette of 2031-05-05 cites Radio Sarn", "Radio Sarn cites Toma Velgrin")


def test_an_unnamed_source_is_one_in_all_copies_and_unsure_elsewhere() -> None:
    mine = [said(d, FIRE, unnamed("an official")) for d in (FIRST, REPRINT, SECOND_HAND)]
    other = said(ALONE, "Nobody can say yet", unnamed("an official"))
    assert count(map(origins().origin_of, mine)) == Count(1, 1)
    assert count(map(origins().origin_of, [*mine, other])) == Count(1, 2)
    label = origins().origin_of(mine[1]).label
    assert label == "“an official”, whom Quennet Wire of 2031-05-04 does not name"
    named = said(ALONE, "Toma Velgrin", person("Toma Velgrin"))
    assert count(map(origins().origin_of, [*mine, named])) == Count(1, 2)


@pytest.mark.parametrize("words", ["the ministry", "a driver", "officials"])
def test_a_source_that_bears_no_name_is_nobody_in_particular(words: str) -> None:
    source = Source(words, SourceKind.ORGANIZATION)
    assert not origins().origin_of(said(ALONE, "Nobody can say yet", source)).sure


def test_the_unnamed_sources_of_a_cited_outlet_are_those_of_its_report() -> None:
    citing = document(f"{TOLD_ALONE} So Quennet Wire reported.", "Aalto Echo", "2031-05-06")
    told = [
        said(FIRST, FIRE, unnamed("two stokers")),
        said(citing, "A ship lay blackened", outlet("Quennet Wire"), unnamed("people on board")),
    ]
    assert count(map(origins([FIRST, citing]).origin_of, told)) == Count(1, 1)


def test_the_agency_that_a_reprint_cites_is_the_one_it_reprints() -> None:
    found = origins()
    for chain in ([outlet("Quennet Wire")], [Source("the agency", SourceKind.OUTLET)], []):
        assert found.origin_of(said(REPRINT, FIRE, *chain)).label == "Quennet Wire"
    # An outlet that stands last, because "a stoker told Quennet Wire", hides nobody.
    told = said(REPRINT, FIRE, unnamed("a stoker"), outlet("Quennet Wire"))
    assert found.origin_of(told).key == found.origin_of(said(FIRST, FIRE, unnamed("a stoker"))).key


def test_an_outlet_goes_by_all_its_names() -> None:
    bears = Entity("e1", "Quennet Wire", Kind.ORGANIZATION, ("Quennet Wire", "QW News"))
    found = origins([FIRST, ALONE], entities=[bears])
    told = [said(FIRST, FIRE), said(ALONE, "Toma Velgrin", outlet("QW News")), said(ALONE, "Sarn", outlet("X", "e1"))]
    assert {found.origin_of(one).key for one in told} == {("entity", "e1")}
    twice = Entity("e2", "QW News", Kind.ORGANIZATION)
    found = origins([FIRST, ALONE], entities=[bears, twice])
    assert found.origin_of(told[1]).key == ("name", "organization", "qw", "news")


def test_whole_credit_without_the_report_is_the_outlets_word() -> None:
    agency = [document(f"By Radio Sarn\n\n{text}", name) for text, name in ((WIRE, "Aalto Echo"), (TOLD_ALONE, "Lamp"))]
    found = [origins(agency).origin_of(said(d, d.text[20:60])) for d in agency]
    assert count(found) == Count(1, 1)
    assert found[0].label == "Radio Sarn"


def test_who_cites_an_outlet_stands_on_the_word_of_its_source() -> None:
    told = [said(FIRST, FIRE, person("Toma Velgrin")), said(ALONE, "Toma Velgrin", outlet("Quennet Wire"))]
    assert count(map(origins().origin_of, told)) == Count(2, 2)
    found = origins().together(told)
    assert count(found) == Count(1, 1)
    assert found[1].trail[-1] == "Quennet Wire of 2031-05-04 itself has it from Toma Velgrin"


def test_people_outrank_the_machine_and_can_be_undone() -> None:
    apart, joined = independent(FIRST, SECOND_HAND), same(ALONE, FIRST)
    found = origins(judgements=[apart])
    assert found.group(SECOND_HAND.id) == SECOND_HAND.id
    assert found.group(REPRINT.id) == FIRST.id
    assert found.origin_of(said(SECOND_HAND, FIRE)).label == "Aalto Echo"
    found = origins(judgements=[joined])
    assert found.group(ALONE.id) == FIRST.id
    assert found.origin_of(said(ALONE, "Nobody can say yet")).label == "Quennet Wire"
    assert list(origins()) == list(origins(judgements=[]))


def test_nobody_is_counted_as_nobody() -> None:
    assert count([]) == Count(0, 0)
    assert str(Count(1, 3)) == "1 to 3"
    assert str(Count(2, 2)) == "2"


def test_a_report_that_was_not_given_stands_for_itself() -> None:
    origin = Origins([], []).origin_of(said(ALONE, "Sarn"))
    assert (origin.label, origin.sure) == ("Lamp Gazette", True)
    nameless = document("Rain fell.", None, None)
    assert Origins([], []).origin_of(said(nameless, "Rain")).key == ("report", nameless.id)


TOLD = [
    said(SECOND_HAND, FIRE),
    said(REPRINT, FIRE),
    said(FIRST, "Nine men were killed", person("the harbour master")),
    said(ALONE, "Toma Velgrin", outlet("Radio Sarn"), unnamed("a fisherman")),
]


def test_the_graph_goes_from_reports_to_whose_word_it_is() -> None:
    found = graph(TOLD, origins())
    labels = {node.id: node.label for node in found.nodes}
    edges = {(labels[e.start], e.how, labels[e.end]) for e in found.edges}
    assert ("“Ferry lost” (Aalto Echo, 2031-05-07)", "reprints", "“Ferry burns” (Sarn Mercury, 2031-05-05)") in edges
    assert ("“Fire on the quay” (Quennet Wire, 2031-05-04)", "is published by", "Quennet Wire") in edges
    assert ("“Nine names” (Lamp Gazette, 2031-05-05)", "cites", "Radio Sarn") in edges
    assert {n.label for n in found.nodes if n.origin} >= {"Quennet Wire"}
    assert all(edge.evidence and edge.claims for edge in found.edges)
    assert {edge.start for edge in found.edges} | {edge.end for edge in found.edges} <= labels.keys()


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000))
def test_order_never_matters(seed: int) -> None:
    shuffle = random.Random(seed)
    judgements = [same(ALONE, FIRST), independent(FIRST, SECOND_HAND)]
    held = links(EVERY, judgements)
    plain = Origins(held, EVERY, judgements)
    mixed = Origins(
        shuffle.sample(held, len(held)), shuffle.sample(EVERY, 4), shuffle.sample(judgements, 2)
    )  # fmt: skip
    told = shuffle.sample(TOLD, len(TOLD))
    assert [plain.group(d.id) for d in EVERY] == [mixed.group(d.id) for d in EVERY]
    assert [plain.origin_of(t) for t in told] == [mixed.origin_of(t) for t in told]
    assert by_claim(plain.together(TOLD), TOLD) == by_claim(mixed.together(told), told)
    assert graph(TOLD, plain) == graph(told, mixed)


def by_claim(found: Iterable[Origin], told: list[Said]) -> dict[str, Origin]:
    return {one.claim.id: origin for one, origin in zip(told, found, strict=True)}


OWN = (
    "Our reporter Ilse Torv, who reached the quay at noon, counted eleven wounded in the fish hall and saw two crews "
    "leave for Sarn without a word to anybody on the pier or to the men of the harbour office."
)


def test_what_a_reprint_adds_is_its_own_word() -> None:
    adding = document(f"{WIRE}\n\n{OWN}", "Harbour Review", "2031-05-06")
    found = origins([FIRST, adding])
    assert found.group(adding.id) == FIRST.id
    own = found.origin_of(said(adding, OWN))
    assert (own.label, own.sure) == ("Harbour Review", True)
    assert "has this passage beside what it has from Quennet Wire" in own.trail[0]
    assert found.origin_of(said(adding, FIRE)).label == "Quennet Wire"
    nameless = [said(FIRST, FIRE, unnamed("an official")), said(adding, OWN, unnamed("an official"))]
    assert count(map(found.origin_of, nameless)) == Count(1, 2)


def test_a_headline_of_a_reprint_is_not_its_own_word() -> None:
    headed = document(f"Fire in the night kills nine\n\n{WIRE}", "Harbour Review", "2031-05-06")
    assert origins([FIRST, headed]).origin_of(said(headed, "Fire in the night")).label == "Quennet Wire"


def test_an_agencys_words_are_no_background_of_the_paper_that_prints_them_again_and_again() -> None:
    paragraph = WIRE.split("\n\n")[1]
    shuffle = random.Random(7)
    words = TOLD_ALONE.replace(".", "").split()
    stories = [
        document(
            f"{' '.join(shuffle.sample(words, 60))}.\n\n{paragraph}\n\n{' '.join(shuffle.sample(words, 60))}.",
            "Harbour Review",
            f"2031-05-0{n + 5}",
        )
        for n in range(4)
    ]
    found = links([FIRST, *stories])
    assert {link.document for link in found if link.origin == FIRST.id} == {story.id for story in stories}
    # Without the agency's text it is the paper's own background.
    assert links(stories) == []
