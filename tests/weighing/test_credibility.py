"""Credibility follows stated rules: who says it, from where they have it, who says otherwise; and it says why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportedly.ways import ways_of
from reportedly.weighing import resolve
from reportedly.weighing.credibility import Credibility, Grade, grade
from reportedly.weighing.origins import Origins, links
from reportedly.weighing.whole import Whole, whole
from tests.written import (
    DENIED,
    POSSIBLE,
    PROBABLE,
    UNKNOWN,
    Said,
    Written,
    org,
    outlet,
    person,
    report,
    says,
    speaker,
    unnamed,
)

GUARD, IDRIS = org("Salt Guard"), person("Idris Valkoen")
LEADS = says("leads", IDRIS, GUARD)
_TEXT = (
    "The column that left the salt works before dawn was stopped at the second bridge, where the drivers were told to "
    "leave their lorries, said people who had come on foot to the market of the town and waited there for news."
)


def on(day: str, publisher: str, said: Said, *, text: str = "") -> Written:
    before = [(text,)] if text else []
    return report(f"{publisher}-{day}", publisher, day, *before, (f"{publisher} has it on {day}.", said))


def weigh(*reports: Written, withdrawn: frozenset[str] = frozenset()) -> Whole:
    records = [record for one in reports for record in one.records]
    resolution = resolve(records)
    known = [replace(r, claim=resolution.applied(r.claim)) for r in records]
    documents = [one.document for one in reports]
    origins = Origins(links(documents), documents, entities=resolution.entities)
    return whole(known, origins=origins, ways=ways_of(), withdrawn=withdrawn)


def graded(*reports: Written, withdrawn: frozenset[str] = frozenset()) -> Grade:
    """The grade of what the first report says."""
    found = weigh(*reports, withdrawn=withdrawn)
    claim = reports[0].claims[0].id
    return next(grade(s) for s in found.standings.values() if any(t.claim.id == claim for t in s.proposition.claims))


def test_one_origin_that_nobody_contradicts_is_possibly_true() -> None:
    found = graded(on("2020-01-01", "Lumen Wire", LEADS))
    assert found.credibility is Credibility.POSSIBLY_TRUE
    assert found.explained == "3, possibly true: one origin (Lumen Wire) says it; nobody contradicts it."


def test_two_independent_origins_confirm() -> None:
    found = graded(on("2020-01-01", "Lumen Wire", LEADS), on("2020-02-01", "Hill Gazette", LEADS))
    assert found.credibility is Credibility.CONFIRMED
    assert "two independent origins (Lumen Wire; Hill Gazette) say it" in found.explained


def test_a_copy_confirms_nothing() -> None:
    first = on("2020-01-01", "Lumen Wire", LEADS, text=_TEXT)
    second = report("copy", "Hill Gazette", "2020-01-02", (_TEXT,), ("Lumen Wire has it on 2020-01-01.", LEADS))
    found = graded(first, second)
    assert found.credibility is Credibility.POSSIBLY_TRUE
    assert "one origin (Lumen Wire) says it, through two reports" in found.explained


def test_the_same_speaker_in_two_papers_is_one_origin() -> None:
    said = says("leads", IDRIS, GUARD, by=speaker("Yusuf Darwan"))
    found = graded(on("2020-01-01", "Lumen Wire", said), on("2020-02-01", "Hill Gazette", said))
    assert found.credibility is Credibility.POSSIBLY_TRUE


def test_two_unnamed_officials_may_be_one() -> None:
    said = says("leads", IDRIS, GUARD, by=unnamed("an official"))
    found = graded(on("2020-01-01", "Lumen Wire", said), on("2020-02-01", "Hill Gazette", said))
    assert found.credibility is Credibility.PROBABLY_TRUE
    assert "one, perhaps two, independent origins" in found.explained


def test_as_many_against_as_for_is_doubtful() -> None:
    denied = says("leads", IDRIS, GUARD, polarity=DENIED)
    found = graded(on("2020-01-01", "Lumen Wire", LEADS), on("2020-01-05", "Hill Gazette", denied))
    assert found.credibility is Credibility.DOUBTFUL
    assert "as many contradict it as say it" in found.explained


def test_more_against_than_for_is_improbable() -> None:
    denied = says("leads", IDRIS, GUARD, polarity=DENIED)
    others = [on("2020-01-05", name, denied) for name in ("Hill Gazette", "Radio Kessra")]
    assert graded(on("2020-01-01", "Lumen Wire", LEADS), *others).credibility is Credibility.IMPROBABLE


def test_what_clearly_outnumbers_its_denial_is_probably_true() -> None:
    papers = ("Lumen Wire", "Hill Gazette", "Radio Kessra")
    denied = says("leads", IDRIS, GUARD, polarity=DENIED, by=speaker("Yusuf Darwan"))
    found = graded(*(on("2020-01-01", name, LEADS) for name in papers), on("2020-01-05", "Pelmor Herald", denied))
    assert found.credibility is Credibility.PROBABLY_TRUE


@pytest.mark.parametrize(
    ("sure", "expected"), [(POSSIBLE, Credibility.DOUBTFUL), (UNKNOWN, Credibility.CANNOT_BE_JUDGED)]
)
def test_what_is_only_possible_or_only_planned(sure: object, expected: Credibility) -> None:
    assert graded(on("2020-01-01", "Lumen Wire", says("leads", IDRIS, GUARD, sure=sure))).credibility is expected


def test_two_origins_with_reserve_are_not_a_confirmation() -> None:
    said = says("leads", IDRIS, GUARD, sure=PROBABLE)
    found = graded(on("2020-01-01", "Lumen Wire", said), on("2020-02-01", "Hill Gazette", said))
    assert found.credibility is Credibility.PROBABLY_TRUE
    assert "not all without reserve" in found.explained


def test_what_is_told_before_it_happened_is_improbable() -> None:
    said = says("killed", IDRIS, time="2020-05-05")
    found = graded(on("2020-01-01", "Lumen Wire", said))
    assert found.credibility is Credibility.IMPROBABLE
    assert "older than the day" in found.explained


def test_what_everybody_took_back_cannot_be_judged() -> None:
    first, second = on("2020-01-01", "Lumen Wire", LEADS), on("2020-02-01", "Hill Gazette", LEADS)
    both = frozenset({first.document.id, second.document.id})
    assert graded(first, second, withdrawn=both).credibility is Credibility.CANNOT_BE_JUDGED
    one = graded(first, second, withdrawn=frozenset({second.document.id}))
    assert one.credibility is Credibility.POSSIBLY_TRUE
    assert "one report took it back" in one.explained


def test_what_was_taken_back_contradicts_nobody() -> None:
    denied = on("2020-01-05", "Hill Gazette", says("leads", IDRIS, GUARD, polarity=DENIED))
    found = graded(on("2020-01-01", "Lumen Wire", LEADS), denied, withdrawn=frozenset({denied.document.id}))
    assert found.credibility is Credibility.POSSIBLY_TRUE


def test_an_outlet_that_cites_the_other_adds_nothing() -> None:
    cited = says("leads", IDRIS, GUARD, by=outlet("Lumen Wire"))
    found = graded(on("2020-01-01", "Lumen Wire", LEADS), on("2020-02-01", "Hill Gazette", cited))
    assert found.credibility is Credibility.POSSIBLY_TRUE
