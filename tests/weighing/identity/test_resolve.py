"""Entities across reports: cautious, with reasons, the same whatever the order."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model import Entity, Kind
from reportedly.weighing import Resolution, resolve
from tests.written import (
    DENIED,
    POSSIBLE,
    Written,
    body,
    org,
    outlet,
    person,
    place,
    report,
    says,
    speaker,
)

SB = org("Sannar Brotherhood")


def told(*reports: Written) -> Resolution:
    return resolve(record for one in reports for record in one.records)


def one(name: str, *said: object, day: str = "2020-01-01", text: str = "") -> Written:
    sentence = text or f"{name} reports."
    return report(f"{name}.txt", "Pelmor Herald", day, (sentence, *said))  # type: ignore[arg-type]


def called(resolution: Resolution, name: str, kind: Kind) -> list[Entity]:
    return [e for e in resolution.entities if e.kind is kind and name in e.names]


def test_one_name_in_two_reports_is_one_entity_with_a_reason() -> None:
    a = one("a", says("leads", person("Idris Valkoen"), SB))
    b = one("b", says("leads", person("General Idris Valkoen"), org("The Sannar Brotherhood")))
    found = told(a, b)
    assert len(found.entities) == 2
    (valkoen,) = called(found, "Idris Valkoen", Kind.PERSON)
    assert set(valkoen.names) == {"Idris Valkoen", "General Idris Valkoen"}
    merge = next(m for m in found.merges if m.entity == valkoen.id)
    assert "the same name in 2 reports" in merge.score.reasons[0]


def test_never_on_a_surname_alone_across_reports() -> None:
    a = one("a", says("met", person("Idris Valkoen"), person("Oleg Prann")))
    b = one("b", says("met", person("Valkoen"), person("Prann")))
    c = one("c", says("met", person("Mr Valkoen"), person("Ana Velk")))
    found = told(a, b, c)
    ids = {found.belongs[unit] for unit in found.belongs if unit[2].endswith("Valkoen")}
    assert len(ids) == 3


def test_a_surname_in_the_same_report_stands_for_the_only_full_name() -> None:
    a = one("a", says("leads", person("Idris Valkoen"), SB), says("killed", person("Valkoen")))
    found = told(a)
    assert len([e for e in found.entities if e.kind is Kind.PERSON]) == 1


def test_a_surname_goes_across_reports_with_the_same_office_where_only_one_fits() -> None:
    a = one("a", says("leads", person("Idris Valkoen"), SB))
    b = one("b", says("leads", person("Valkoen"), SB))
    found = told(a, b)
    (valkoen,) = [e for e in found.entities if e.kind is Kind.PERSON]
    assert any("both given an office in Sannar Brotherhood" in m.score.reasons[0] for m in found.by_entity[valkoen.id])
    brother = one("c", says("leads", person("Marek Valkoen"), SB))
    again = told(a, b, brother)
    assert len([e for e in again.entities if e.kind is Kind.PERSON]) == 3
    assert any("more than one full name" in apart.reason for apart in again.apart)


def test_kinds_never_meet() -> None:
    a = one("a", says("present_in", person("Amir Jordan"), place("Amir Jordan")))
    b = one("b", says("leads", person("Amir Jordan"), org("Amir Jordan")))
    assert len(told(a, b).entities) == 3


def test_an_acronym_follows_its_only_meaning() -> None:
    text = "The Upland League (UPL) met the army."
    a = one("a", says("met", org("Upland League"), org("army")), text=text)
    b = one("b", says("strength", org("UPL")))
    found = told(a, b)
    (league,) = [e for e in found.entities if "UPL" in e.names]
    assert "Upland League" in league.names
    other = one("c", says("dissolved", org("Union of Pelmor Labour")), text="The Union of Pelmor Labour (UPL) ended.")
    apart = told(a, b, other)
    assert apart.belongs[b.document.id, Kind.ORGANIZATION, "UPL"] not in {
        apart.belongs[a.document.id, Kind.ORGANIZATION, "Upland League"],
        apart.belongs[other.document.id, Kind.ORGANIZATION, "Union of Pelmor Labour"],
    }
    assert any("more than one organization" in one.reason for one in apart.apart)


def test_an_alias_that_a_report_states_joins_and_names_its_claim() -> None:
    a = one("a", says("also_known_as", person("Yusuf Darwan"), "Abu Layl al-Tashini"))
    b = one("b", says("met", person("Abu Layl al-Tashini"), person("Ana Velk")))
    found = told(a, b)
    entity = found.entity_of(b.document.id, Kind.PERSON, "Abu Layl al-Tashini")
    assert entity is not None
    assert entity.name == "Yusuf Darwan" or "Yusuf Darwan" in entity.names
    merge = next(m for m in found.merges if m.rule == "stated alias")
    assert merge.claim == a.claims[0].id
    assert a.claims[0].quote in merge.score.reasons[0]


def test_a_possible_or_denied_alias_joins_nobody() -> None:
    b = one("b", says("met", person("Abu Layl al-Tashini"), person("Ana Velk")))
    for manner in ({"sure": POSSIBLE}, {"polarity": DENIED}):
        a = one("a", says("also_known_as", person("Yusuf Darwan"), "Abu Layl al-Tashini", **manner))
        assert len([e for e in told(a, b).entities if e.kind is Kind.PERSON]) == 3


def test_a_denied_alias_keeps_apart_what_another_report_joins() -> None:
    a = one("a", says("also_known_as", person("Yusuf Darwan"), "Abu Layl al-Tashini"))
    b = one("b", says("met", person("Abu Layl al-Tashini"), person("Ana Velk")))
    c = one("c", says("also_known_as", person("Yusuf Darwan"), "Abu Layl al-Tashini", polarity=DENIED))
    found = told(a, b, c)
    assert len([e for e in found.entities if e.kind is Kind.PERSON]) == 3
    assert any("denies" in apart.reason for apart in found.apart)


def test_one_alias_of_two_bearers_merges_nobody() -> None:
    a = one("a", says("also_known_as", person("Yusuf Darwan"), "Abu Maryam"))
    b = one("b", says("also_known_as", person("Tukur Madeb"), "Abu Maryam"))
    found = told(a, b)
    assert len(found.entities) == 2
    assert any("more than one bearer" in apart.reason for apart in found.apart)


def test_scripts_and_spellings() -> None:
    a = one("a", says("leads", person("Yusuf Darwan"), SB))
    b = one("b", says("leads", person("Юсуф Дарван"), SB))
    c = one("c", says("leads", person("يوسف دروان"), SB))
    found = told(a, b, c)
    (darwan,) = [e for e in found.entities if e.kind is Kind.PERSON]
    assert darwan.name == "Yusuf Darwan"
    assert set(darwan.names) == {"Yusuf Darwan", "Юсуф Дарван", "يوسف دروان"}


def test_two_spellings_that_one_report_uses_side_by_side_stay_two() -> None:
    a = one("a", says("met", person("Karim Seldanov"), person("Kareem Seldanov")))
    found = told(a)
    assert len(found.entities) == 2
    assert any("uses both names" in apart.reason for apart in found.apart)


def test_generic_names_stay_in_their_report() -> None:
    a = one("a", says("arrested", person("Ana Velk"), org("Ministry of Defence")))
    b = one("b", says("arrested", person("Ida Moor"), org("Ministry of Defence")))
    assert len([e for e in told(a, b).entities if e.kind is Kind.ORGANIZATION]) == 2


def test_pronouns_crowds_and_gibberish_are_no_hubs() -> None:
    reports = [
        one(f"r{i}", *(says("attack", SB, person(name)) for name in ("he", "30 guards", "@#%&!", "Orune soldiers")))
        for i in range(4)
    ]
    found = told(*reports)
    assert [e.name for e in found.entities] == ["Sannar Brotherhood"]
    assert found.entity_of(reports[0].document.id, Kind.PERSON, "he") is None


def test_sources_are_entities_too() -> None:
    a = one("a", says("killed", person("Ana Velk"), by=(outlet("Lumen Wire"), speaker("Adam Qadan"))))
    b = one("b", says("killed", person("Ana Velk"), by=body("Lumen Wire")))
    found = told(a, b)
    applied = found.applied(a.claims[0])
    assert [source.entity is not None for source in applied.sources] == [True, True]
    assert applied.sources[0].entity == found.applied(b.claims[0]).sources[0].entity
    assert applied.id == a.claims[0].id


def test_an_id_stays_when_later_reports_come() -> None:
    a = one("a", says("leads", person("Idris Valkoen"), SB), day="2019-01-01")
    b = one("b", says("leads", person("Idriss Valkoen"), SB), day="2021-01-01")
    assert {e.id for e in told(a).entities} == {e.id for e in told(a, b).entities}


def test_find_asks_for_the_whole_name_before_a_part() -> None:
    a = one("a", says("met", person("Idris Valkoen"), person("Marek Valkoen")))
    b = one("b", says("met", person("Valkoen"), person("Ana Velk")))
    found = told(a, b)
    assert [e.name for e in found.find("IDRIS  valkoén")] == ["Idris Valkoen"]
    assert [e.name for e in found.find("Valkoen")] == ["Valkoen"]
    assert {e.name for e in told(a).find("valkoen")} == {"Idris Valkoen", "Marek Valkoen"}
    assert found.find("Nobody") == ()


def test_aliases_that_are_denied_are_nobody() -> None:
    a = one(
        "a",
        says("also_known_as", person("Idriss Valkoen"), "Idris Valkoen", polarity=DENIED),
        says("also_known_as", person("Idriss Valkoen"), "Valkoen", polarity=DENIED),
    )
    assert [e.names for e in told(a).entities] == [("Idriss Valkoen",)]


NAMES = ["Idris Valkoen", "Idriss Valkoen", "Valkoen", "I. Valkoen", "Marek Valkoen", "Abu Layl", "ABL", "he"]
CLAIMS = st.tuples(
    st.sampled_from(["leads", "met", "also_known_as"]), st.sampled_from(NAMES), st.sampled_from(NAMES), st.booleans()
)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(CLAIMS, min_size=1, max_size=4), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_order_makes_no_difference(drawn: list[list[tuple[str, str, str, bool]]], chance: random.Random) -> None:
    reports = []
    for i, claims in enumerate(drawn):
        said = [
            says(
                predicate,
                person(a),
                b if predicate == "also_known_as" else SB if predicate == "leads" else person(b),
                **({"polarity": DENIED} if denied else {}),
            )
            for predicate, a, b, denied in claims
        ]
        reports.append(report(f"{i}.txt", None, f"20{10 + i}-01-01", (f"Report {i}.", *said)))
    records = [record for one in reports for record in one.records]
    shuffled = list(records)
    chance.shuffle(shuffled)
    first, second = resolve(records), resolve(shuffled)
    assert first.belongs == second.belongs
    assert first.entities == second.entities
    assert all(kind is first.entity(entity).kind for (_, kind, _), entity in first.belongs.items())
    assert set(first.belongs) == set(first.scores)
