"""What was not attested for long, and what nobody says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reportedly.ledger import Record
from reportedly.model import Entity, Kind
from reportedly.weighing import Question, Stale, propositions, questions, relations, stale
from tests.weighing.ways import WAYS
from tests.written import DENIED, UNKNOWN, Said, number, org, person, place, report, says

SB = replace(org("Sannar Brotherhood"), entity="sb")
IDRIS, YUSUF = replace(person("Idris Valkoen"), entity="i"), replace(person("Yusuf Darwan"), entity="y")
KESSRA, PELMOR = replace(place("Kessra"), entity="k"), replace(place("Pelmor"), entity="p")
BODY, MAN = Entity("sb", "Sannar Brotherhood", Kind.ORGANIZATION), Entity("i", "Idris Valkoen", Kind.PERSON)


def told(day: str, *said: Said) -> list[Record]:
    return report(f"{day}-{len(said)}.txt", f"Paper of {day}", day, (f"On {day}.", *said)).records


def unattested(records: list[Record], as_of: str) -> list[Stale]:
    found = propositions(records, WAYS)
    return stale(found, date.fromisoformat(as_of), WAYS, related=relations(found, WAYS))


def asked(records: list[Record], *entities: Entity, as_of: str | None = None) -> list[Question]:
    day = date.fromisoformat(as_of) if as_of else None
    return questions(propositions(records, WAYS), entities, WAYS, as_of=day)


def test_a_base_is_stale_after_a_year_without_attestation() -> None:
    records = told("2019-05-12", says("based_in", SB, KESSRA))
    assert unattested(records, "2020-05-01") == []
    (one,) = unattested(records, "2021-07-12")
    assert (one.last, one.gone, one.since) == (date(2019, 5, 12), date(2020, 5, 13), "2 years and 2 months")
    assert "last attested on 12 May 2019 by Paper of 2019-05-12" in one.why


def test_the_latest_attestation_counts_and_later_reports_count_for_nothing() -> None:
    records = [*told("2015-01-01", says("based_in", SB, KESSRA)), *told("2020-01-01", says("based_in", SB, KESSRA))]
    assert unattested(records, "2020-06-01") == []
    assert [one.last for one in unattested(records, "2019-06-01")] == [date(2015, 1, 1)]


def test_what_ended_or_was_replaced_or_died_is_not_stale() -> None:
    office = says("leads", IDRIS, SB)
    assert unattested(told("2015-01-01", says("leads", IDRIS, SB, end="2014-12")), "2020-01-01") == []
    moved = [*told("2015-01-01", says("based_in", SB, KESSRA)), *told("2019-09-01", says("based_in", SB, PELMOR))]
    assert unattested(moved, "2020-01-01") == []
    died = [*told("2015-01-01", office), *told("2016-01-01", says("killed", IDRIS))]
    assert unattested(died, "2020-01-01") == []
    assert len(unattested(told("2015-01-01", office), "2020-01-01")) == 1
    assert unattested(told("2015-01-01", says("attack", SB, KESSRA, time="2015")), "2020-01-01") == []


def test_at_least_until_is_not_ended() -> None:
    (one,) = unattested(told("2018-03-01", says("leads", IDRIS, SB, end="2018/..")), "2020-01-01")
    assert one.last == date(2018, 3, 1)


def test_what_nobody_says_of_an_organization_is_asked() -> None:
    records = told("2020-01-01", says("attack", SB, KESSRA))
    assert [q.kind for q in asked(records, BODY)] == ["leader", "founder", "strength", "base"]
    more = told("2020-01-01", says("founded", SB), says("strength", SB, number(20, 30)), says("present_in", SB, KESSRA))
    assert [q.kind for q in asked([*records, *more], BODY)] == ["leader"]


def test_a_leader_unknown_since_and_a_gap_between_two() -> None:
    records = [*told("2015-01-01", says("leads", IDRIS, SB)), *told("2017-06-01", says("leads", YUSUF, SB))]
    kinds = {q.kind: q for q in asked(records, BODY, as_of="2017-08-01")}
    assert kinds["succession_gap"].since == date(2015, 1, 1)
    assert "leader_since" not in kinds
    later = {q.kind: q for q in asked(records, BODY, as_of="2019-08-01")}
    assert later["leader_since"].why == "Who leads Sannar Brotherhood after 1 June 2017 is not said."


def test_a_fate_is_open_where_a_death_is_denied_or_one_is_missing() -> None:
    dead = told("2020-01-01", says("killed", IDRIS))
    assert [q.kind for q in asked(dead, MAN)] == []
    assert [q.kind for q in asked([*dead, *told("2020-01-03", says("killed", IDRIS, polarity=DENIED))], MAN)] == [
        "fate"
    ]
    assert [q.kind for q in asked(told("2020-01-01", says("disappeared", IDRIS)), MAN)] == ["missing"]
    plan = told("2020-01-01", says("killed", IDRIS, sure=UNKNOWN))
    assert [q.kind for q in asked(plan, MAN)] == ["unsettled"]


def test_what_rests_on_one_origin_is_asked_where_it_is_weighty() -> None:
    found = propositions(told("2020-01-01", says("leads", IDRIS, SB), says("met", IDRIS, YUSUF)), WAYS)
    made = questions(found, (), WAYS, one_origin=found)
    assert [(q.kind, q.about) for q in made] == [("one_origin", ("entity", "i"))]
    assert made[0].why.startswith("Idris Valkoen leads Sannar Brotherhood: this rests on one origin")
