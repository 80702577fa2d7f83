"""Claims that say the same stand together; claims that cannot all be true stand side by side; nothing wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.ledger import Record
from reportedly.model import Interval, Polarity
from reportedly.weighing import Conflict, Proposition, conflicts, propositions, resolve, rivals, tenures
from tests.weighing.ways import WAYS
from tests.written import DENIED, PROBABLE, Said, Written, number, org, person, place, report, says, speaker, unnamed

SB, IDRIS, YUSUF, KESSRA = org("Sannar Brotherhood"), person("Idris Valkoen"), person("Yusuf Darwan"), place("Kessra")


def on(day: str | None, *said: Said, publisher: str | None = "Pelmor Herald") -> Written:
    return report(f"{publisher}-{day}.txt", publisher, day, (f"{publisher} of {day} reports.", *said))


def weigh(*reports: Written) -> list[Proposition]:
    records = [record for one in reports for record in one.records]
    resolution = resolve(records)
    return propositions([replace(r, claim=resolution.applied(r.claim)) for r in records], WAYS)


def disputes(*reports: Written) -> list[Conflict]:
    return conflicts(weigh(*reports), WAYS)


def only(found: Sequence[Conflict]) -> Conflict:
    assert len(found) == 1, found
    return found[0]


def test_two_reports_of_one_thing_are_one_proposition_with_two_reports() -> None:
    (p,) = weigh(on("2020-01-01", says("leads", IDRIS, SB)), on("2021-01-01", says("leads", IDRIS, SB, sure=PROBABLE)))
    assert p.reports == 2
    assert p.publishers == ("Pelmor Herald",)
    assert len(p.certainties) == 2


def test_two_reports_of_one_voice_have_one_voice() -> None:
    said = says("strength", SB, number(300, 300), by=speaker("Adam Qadan"))
    (p,) = weigh(on("2020-01-01", said, publisher="Lumen Wire"), on("2020-01-02", said, publisher="Tashin Mirror"))
    assert p.reports == 2
    assert len(p.voices) == 1
    assert p.publishers == ("Lumen Wire", "Tashin Mirror")


def test_a_symmetric_relation_is_one_from_both_sides() -> None:
    other = org("Salt Road League")
    (p,) = weigh(on("2020-01-01", says("allied_with", SB, other)), on("2020-02-01", says("allied_with", other, SB)))
    assert p.reports == 2
    assert len(weigh(on("2020-01-01", says("supports", SB, other)), on("2020-02-01", says("supports", other, SB)))) == 2


def test_events_of_other_days_are_other_events() -> None:
    first = on("2020-01-05", says("attack", SB, KESSRA, time="2020-01-03"))
    second = on("2020-06-05", says("attack", SB, KESSRA, time="2020-06-01"))
    assert len(weigh(first, second)) == 2


def test_an_undated_event_joins_the_only_one_it_can_be() -> None:
    first = on("2020-01-05", says("attack", SB, KESSRA, time="2020-01-03"))
    undated = on("2020-01-06", says("attack", SB, KESSRA))
    assert [p.reports for p in weigh(first, undated)] == [2]
    second = on("2020-06-05", says("attack", SB, KESSRA, time="2020-06-01"))
    assert sorted(p.reports for p in weigh(first, second, undated)) == [1, 2]  # nobody tells of it before it happens
    late = on("2020-07-06", says("attack", SB, KESSRA))
    assert sorted(p.reports for p in weigh(first, second, late)) == [1, 1, 1]


def test_a_coarser_date_agrees_with_a_finer_one_and_neither_is_lost() -> None:
    (p,) = weigh(
        on("2020-01-05", says("founded", SB, time="2011")), on("2020-01-06", says("founded", SB, time="2011-03"))
    )
    assert {told.claim.qualifiers["time"] for told in p.claims} == {Interval("2011"), Interval("2011-03")}


def test_affirmed_against_denied_whoever_comes_last() -> None:
    yes = says("killed", IDRIS, org("Orune army"), time="2020-06-04")
    no = says("killed", IDRIS, by=speaker("Jamal Haldun"), polarity=DENIED)
    for reports in ([on("2020-06-06", yes), on("2020-06-10", no)], [on("2020-06-02", no), on("2020-06-06", yes)]):
        found = only(disputes(*reports))
        assert found.kind == "denied"
        assert [side.claims[0].claim.polarity for side in found.sides] == [Polarity.AFFIRMED, Polarity.DENIED]


def test_a_denial_of_another_time_or_object_contradicts_nobody() -> None:
    yes = on("2020-01-01", says("present_in", IDRIS, KESSRA, time="2019"))
    assert disputes(yes, on("2020-02-01", says("present_in", IDRIS, KESSRA, time="2015", polarity=DENIED))) == []
    assert disputes(yes, on("2020-02-01", says("present_in", IDRIS, place("Pelmor"), polarity=DENIED))) == []


def test_crowds_of_two_reports_are_not_the_same_crowd() -> None:
    yes = on("2020-01-01", says("killed", person("civilians"), number=number(4, 4)))
    assert disputes(yes, on("2020-02-01", says("killed", person("civilians"), polarity=DENIED))) == []


def test_numbers_of_one_time_that_have_nothing_in_common() -> None:
    low, high = says("strength", SB, number(60, 80)), says("strength", SB, number(300, 300))
    found = only(disputes(on("2020-01-01", low), on("2020-03-01", high)))
    assert (found.kind, len(found.sides)) == ("number", 2)
    assert disputes(on("2010-01-01", low), on("2020-03-01", high)) == []
    assert disputes(on("2020-01-01", low), on("2020-03-01", says("strength", SB, number(70, None)))) == []


def test_deaths_of_one_attack_told_differently() -> None:
    a = on("2020-01-05", says("attack", SB, KESSRA, time="2020-01-03", killed=number(12, 12)))
    b = on("2020-01-06", says("attack", SB, KESSRA, time="2020-01-03", killed=number(19, 19)), publisher="Lumen Wire")
    found = only(disputes(a, b))
    assert (found.kind, found.what) == ("number", "killed")
    assert [len(side.claims) for side in found.sides] == [1, 1]


def test_rival_birth_founding_and_killers() -> None:
    assert (
        only(
            disputes(
                on("2020-01-01", says("born", IDRIS, KESSRA, time="1970")),
                on("2020-02-01", says("born", IDRIS, time="1974")),
            )
        ).kind
        == "time"
    )
    assert (
        only(
            disputes(
                on("2020-01-01", says("born", IDRIS, KESSRA)), on("2020-02-01", says("born", IDRIS, place("Pelmor")))
            )
        ).kind
        == "place"
    )
    assert (
        only(
            disputes(
                on("2020-01-01", says("killed", IDRIS, org("Orune army"))), on("2020-02-01", says("killed", IDRIS, SB))
            )
        ).kind
        == "object"
    )


def test_who_controls_a_place_at_one_time() -> None:
    army = org("Orune army")
    mine, theirs = on("2020-01-01", says("controls", SB, KESSRA)), on("2020-01-20", says("controls", army, KESSRA))
    found = only(disputes(mine, theirs))
    assert [side.claims[0].claim.subject for side in found.sides] != [SB, SB]
    assert found.what == "subject"
    assert disputes(mine, on("2021-01-20", says("controls", army, KESSRA))) == []


# --- offices


def test_followers_are_no_rivals_and_those_cited_in_between_are() -> None:
    reports = [
        on("2016-05-01", says("leads", IDRIS, SB)),
        on("2018-05-01", says("leads", IDRIS, SB), publisher="Lumen Wire"),
        on("2020-05-01", says("leads", YUSUF, SB)),
    ]
    assert disputes(*reports) == []
    again = on("2021-05-01", says("leads", IDRIS, SB))
    later = on("2022-05-01", says("leads", YUSUF, SB))
    assert only(disputes(*reports, again, later)).kind == "leader"


def test_first_cited_is_not_begun_and_last_cited_is_not_ended() -> None:
    (held,) = tenures(weigh(on("2016-05-01", says("leads", IDRIS, SB)), on("2018-05-01", says("leads", IDRIS, SB))))
    tenure = held.tenure
    assert (tenure.began, tenure.ended) == (None, None)
    assert tenure.first_seen == Interval("2016-05-01")
    assert tenure.last_seen == Interval("2018-05-01")


def test_nobody_is_in_office_after_death() -> None:
    reports = [
        on("2016-05-01", says("leads", IDRIS, SB)),
        on("2020-06-06", says("killed", IDRIS, time="2020-06-04")),
        on("2022-03-01", says("leads", IDRIS, SB)),
    ]
    found = weigh(*reports)
    (held,) = tenures([p for p in found if p.predicate == "leads"], found)
    assert held.tenure.last_seen == Interval("2016-05-01")
    assert [told.document.published.year for told in held.after_death if told.document.published] == [2022]
    assert held.death == Interval("2020-06-04")


def test_a_report_that_tells_of_the_death_attests_nothing_for_its_own_day() -> None:
    obituary = on("2020-06-06", says("killed", IDRIS), says("leads", IDRIS, SB))
    found = weigh(obituary)
    (held,) = tenures([p for p in found if p.predicate == "leads"], found)
    assert held.tenure.last_seen is None
    assert held.after_death == ()
    assert len(held.past) == 1


def test_a_possible_death_ends_nothing() -> None:
    rumour = on("2020-06-06", says("killed", IDRIS, sure=PROBABLE.POSSIBLE, time="2020-06-04"))
    found = weigh(rumour, on("2022-03-01", says("leads", IDRIS, SB)))
    (held,) = tenures([p for p in found if p.predicate == "leads"], found)
    assert held.after_death == ()


def test_a_former_leader_is_not_cited_in_office() -> None:
    (held,) = tenures(weigh(on("2016-05-01", says("leads", IDRIS, SB, status="former"))))
    assert held.tenure.first_seen is None
    assert rivals([held, held]) == []


DRAWN = st.tuples(
    st.sampled_from(["leads", "killed", "present_in", "strength", "attack"]),
    st.sampled_from([Polarity.AFFIRMED, DENIED]),
    st.sampled_from([None, "2019", "2020-03", "2020-03-04", "../2018"]),
    st.integers(2015, 2023),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(DRAWN, min_size=1, max_size=8))
def test_every_claim_stands_in_exactly_one_proposition(drawn: list[tuple[str, Polarity, str | None, int]]) -> None:
    objects = {"leads": SB, "killed": None, "present_in": KESSRA, "strength": number(20, 30), "attack": KESSRA}
    reports = []
    for i, (predicate, polarity, time, year) in enumerate(drawn):
        more = {"time": time} if time else {}
        said = says(predicate, IDRIS, objects[predicate], polarity=polarity, by=unnamed("a trader"), **more)
        reports.append(on(f"{year}-01-0{i + 1}", said, publisher=f"Paper {i}"))
    found = weigh(*reports)
    ids = [told.claim.id for p in found for told in p.claims]
    assert sorted(ids) == sorted(claim.id for one in reports for claim in one.claims)
    for conflict in conflicts(found, WAYS):
        assert len(conflict.sides) > 1
        assert all(isinstance(told, Record) for side in conflict.sides for told in side.claims)


def test_one_of_whom_only_the_end_is_known_comes_before_the_successor() -> None:
    obituary = on("2020-06-06", says("leads", IDRIS, SB), says("killed", IDRIS, time="2015"))
    follower = on("2020-06-06", says("leads", YUSUF, SB, start="2015"), publisher="Lumen Wire")
    found = weigh(obituary, follower)
    held = tenures([p for p in found if p.predicate == "leads"], found)
    assert [one.only_over for one in held] == [True, False]
