"""Who speaks for whom, bodies that bear no name of their own, and what claims that say the same make of each other."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.weighing.origins import Count, Origin, Origins, count, links, speaks_for
from reportedly.weighing.origins.bodies import body_key, spoken_for
from tests.written import Said, Written, body, org, outlet, person, report, says, speaker, unnamed

IDRIS, VARN = person("Idris Valkoen"), person("Lena Varn")
POLICE, MINISTRY = org("police"), org("Ministry of the Interior of Karst")
DEAD = says("killed", IDRIS)


def by(source: object) -> Said:
    return says("killed", IDRIS, by=source)  # type: ignore[arg-type]


def on(day: str, publisher: str, *said: Said) -> Written:
    return report(
        f"{publisher}-{day}", publisher, day, *((f"{publisher} has {i} on {day}.", s) for i, s in enumerate(said))
    )


def together(*reports: Written, extra: Sequence[Written] = ()) -> list[Origin]:
    """The origins of what the reports say of Idris, one for each claim."""
    records = [r for one in (*reports, *extra) for r in one.records]
    documents = [one.document for one in (*reports, *extra)]
    origins = Origins(links(documents), documents, speakers=speaks_for(records))
    return list(origins.together([r for one in reports for r in one.records if r.claim.predicate == "killed"]))


@pytest.mark.parametrize(
    "names",
    [
        ["police", "the police", "a police spokeswoman", "The police’s spokesman", "police spokesman Orlo Senn"],
        ["Interior Ministry", "the Ministry of the Interior", "ministry of internal affairs", "the home ministry"],
        ["the army", "a spokesman for the army"],
    ],
)
def test_a_body_is_known_by_what_it_is(names: list[str]) -> None:
    (only,) = {body_key(name) for name in names}
    assert only[0] == "body"


@pytest.mark.parametrize("name", ["officials", "the ministry", "an embassy", "a court", "residents", "Lena Varn", ""])
def test_what_may_be_any_is_no_body(name: str) -> None:
    assert body_key(name) == ()


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=40))
def test_any_words_can_be_asked(words: str) -> None:
    assert body_key(words) == body_key(words.strip())
    assert len(spoken_for(words)) <= len(words)


def test_a_spokeswoman_and_her_body_are_one_origin() -> None:
    told = on(
        "2020-01-02", "Lumen Wire", says("holds_position", VARN, POLICE, title="spokeswoman"), by(speaker("Lena Varn"))
    )
    other = on("2020-01-03", "Hill Gazette", by(body("the police")))
    found = together(told, other)
    assert count(found) == Count(1, 1)
    assert "Lena Varn speaks for police" in found[0].trail


def test_who_only_belongs_to_a_body_speaks_for_himself() -> None:
    told = on(
        "2020-01-02", "Lumen Wire", says("holds_position", VARN, POLICE, title="captain"), by(speaker("Lena Varn"))
    )
    assert count(together(told, on("2020-01-03", "Hill Gazette", by(body("police"))))) == Count(2, 2)


@pytest.mark.parametrize("over", [{"status": "former"}, {"end": "2019-05"}])
def test_who_left_office_speaks_for_himself(over: dict[str, str]) -> None:
    told = on("2020-01-02", "Lumen Wire", by(speaker("Lena Varn")))
    held = on("2019-06-01", "Old Mirror", says("holds_position", VARN, POLICE, title="spokeswoman", **over))
    other = on("2020-01-03", "Hill Gazette", by(body("police")))
    assert count(together(told, other, extra=[held])) == Count(2, 2)


def test_the_head_of_a_firm_is_the_firm_where_he_speaks_of_it() -> None:
    firm, head = org("Senn Salt Works"), person("Orlo Senn")
    leads = says("leads", head, firm, title="director")
    of_firm = on("2020-01-02", "Lumen Wire", leads, says("supports", firm, IDRIS, by=speaker("Orlo Senn")))
    records = of_firm.records
    origins = Origins([], [of_firm.document], speakers=speaks_for(records))
    assert origins.origin_of(records[1]).label == "Senn Salt Works"
    of_other = on("2020-01-02", "Lumen Wire", leads, by(speaker("Orlo Senn")))
    origins = Origins([], [of_other.document], speakers=speaks_for(of_other.records))
    assert origins.origin_of(of_other.records[1]).label == "Orlo Senn"


def test_a_bare_word_means_the_one_full_name_beside_it() -> None:
    bare = on("2020-01-02", "Lumen Wire", by(body("interior ministry")))
    full = on("2020-01-03", "Hill Gazette", by(body("Ministry of the Interior of Karst")))
    assert count(together(bare, full)) == Count(1, 1)
    other = on("2020-01-04", "Old Mirror", by(body("Ministry of the Interior of Sarn")))
    assert count(together(bare, full, other)) == Count(2, 3)


def test_unnamed_officials_stay_unnamed() -> None:
    found = together(
        on("2020-01-02", "Lumen Wire", by(unnamed("officials"))), on("2020-01-03", "Hill Gazette", by(body("police")))
    )
    assert count(found) == Count(1, 2)


def test_who_cites_an_outlet_has_it_from_the_body_that_told_it() -> None:
    told = on("2020-01-02", "Lumen Wire", by(body("the police")))
    citing = on("2020-01-03", "Hill Gazette", by(outlet("Lumen Wire")))
    assert count(together(told, citing)) == Count(1, 1)


EVERY = [
    on("2020-01-02", "Lumen Wire", says("holds_position", VARN, POLICE, title="spokeswoman"), by(speaker("Lena Varn"))),
    on("2020-01-03", "Hill Gazette", by(body("the police"))),
    on("2020-01-04", "Old Mirror", by(outlet("Lumen Wire"))),
    on("2020-01-05", "Radio Kessra", by(body("interior ministry"))),
    on("2020-01-06", "Tashin Mirror", by(body("Ministry of the Interior of Karst"))),
    on("2020-01-07", "Pelmor Herald", by(unnamed("a guard"))),
]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_neither_the_order_nor_an_unrelated_report_matters(seed: int) -> None:
    shuffle = random.Random(seed)
    plain = {id(one): o for one, o in zip(EVERY, together(*EVERY), strict=True)}
    mixed = shuffle.sample(EVERY, len(EVERY))
    unrelated = on("2020-02-01", "Far Post", says("holds_position", person("Ana Bolt"), org("navy"), title="spokesman"))
    found = together(*mixed, extra=[unrelated])
    assert {id(one): o for one, o in zip(mixed, found, strict=True)} == plain
    assert count(plain.values()) == Count(2, 3)
