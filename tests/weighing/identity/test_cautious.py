"""Where names are alike and the bearers are not: ranks, sexes, denials, short forms, offices that every country has."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reportedly.model import Judgement, Kind, Mention
from reportedly.model.judgement import DIFFERENT
from reportedly.weighing import Resolution, resolve
from tests.written import DENIED, POSSIBLE, Written, org, person, place, report, says

SB = org("Sannar Brotherhood")
GUILD = org("Lemet Guild")
ORLESK, LEMET = place("Orlesk"), place("Lemet")


def told(*reports: Written) -> Resolution:
    return resolve(record for one in reports for record in one.records)


def one(name: str, *said: object, text: str = "") -> Written:
    return report(f"{name}.txt", "Pelmor Herald", "2020-01-01", (text or f"{name} reports.", *said))  # type: ignore[arg-type]


def same(found: Resolution, a: Written, first: Mention, b: Written, second: Mention) -> bool:
    ours, theirs = (found.belongs[w.document.id, m.kind, m.name] for w, m in ((a, first), (b, second)))
    return ours == theirs


def test_a_rank_that_stands_before_the_full_name_is_anothers() -> None:
    text = "Commander Vell leads the Falcons. Ana Vell, the director of the guild, is no relative of the commander."
    said = (says("leads", person("Commander Vell"), SB), says("leads", person("Ana Vell"), GUILD, title="director"))
    a = one("a", *said, text=text)
    assert not same(told(a), a, person("Commander Vell"), a, person("Ana Vell"))
    (asked,) = told(a).undecided
    assert asked.against == ("the short form bears a rank that the report never gives the full name",)


@pytest.mark.parametrize(
    "text", ["Commander Idris Vell spoke. Commander Vell left.", "Idris Vell, a commander, spoke."]
)
def test_a_rank_that_the_full_name_bears_too_joins(text: str) -> None:
    a = one("a", says("met", person("Commander Vell"), GUILD), says("met", person("Idris Vell"), SB), text=text)
    assert same(told(a), a, person("Commander Vell"), a, person("Idris Vell"))


def test_who_is_said_to_have_to_do_with_a_full_name_is_not_short_for_it() -> None:
    said = says("relative_of", person("Ana Vell"), person("Vell"), polarity=DENIED)
    a = one("a", said, says("met", person("Ana Vell"), GUILD), text="Ana Vell spoke. She is no relative of Vell.")
    assert not same(told(a), a, person("Vell"), a, person("Ana Vell"))


def test_kinship_and_given_names_tell_a_man_from_a_woman() -> None:
    a = one("a", says("met", person("Mr Vell"), GUILD), says("met", person("Maryam Vell"), SB))
    assert not same(told(a), a, person("Mr Vell"), a, person("Maryam Vell"))
    kin = says("relative_of", person("Oren Vell"), person("Ida Moor"), relation="brother")
    b = one("b", kin, says("met", person("Mrs Vell"), GUILD))
    assert not same(told(b), b, person("Mrs Vell"), b, person("Oren Vell"))


def test_a_rank_of_one_who_only_serves_does_not_go_to_another_report() -> None:
    a = one("a", says("holds_position", person("Commander Vell"), SB, title="deputy"))
    b = one("b", says("holds_position", person("Oren Vell"), SB, title="secretary"))
    found = told(a, b)
    assert not same(found, a, person("Commander Vell"), b, person("Oren Vell"))
    assert [u.against for u in found.undecided] in ([("Oren Vell is nowhere called Commander",)], [])


def test_a_commander_who_leads_the_same_body_in_two_reports_is_one() -> None:
    a, b = (one(n, says("leads", person("Commander Vell"), SB)) for n in "ab")
    c = one("c", says("leads", person("Commander Vell"), GUILD))
    found = told(a, b, c)
    assert same(found, a, person("Commander Vell"), b, person("Commander Vell"))
    assert not same(found, a, person("Commander Vell"), c, person("Commander Vell"))
    plain = [one(n, says("leads", person("Vell"), SB)) for n in "de"]
    assert not same(told(*plain), plain[0], person("Vell"), plain[1], person("Vell"))


def test_an_alias_that_another_report_denies_joins_nobody() -> None:
    a = one(
        "a",
        says("leads", person("Commander Vell"), SB),
        says("also_known_as", person("Commander Vell"), "Oleg Prann"),
        says("met", person("Oleg Prann"), GUILD),
    )
    assert same(told(a), a, person("Commander Vell"), a, person("Oleg Prann"))
    b = one(
        "b",
        says("leads", person("Commander Vell"), SB),
        says("also_known_as", person("Commander Vell"), "Oleg Prann", polarity=DENIED),
    )
    found = told(a, b)
    assert not same(found, a, person("Commander Vell"), a, person("Oleg Prann"))
    assert same(found, a, person("Commander Vell"), b, person("Commander Vell"))
    assert any("denies" in reason for u in found.undecided for reason in u.against)


def test_a_possible_alias_joins_nobody() -> None:
    a = one("a", says("also_known_as", person("Yusuf Darwan"), "Oleg Prann", sure=POSSIBLE))
    b = one("b", says("met", person("Oleg Prann"), GUILD))
    assert not same(told(a, b), a, person("Yusuf Darwan"), b, person("Oleg Prann"))


def test_the_brotherhood_is_the_only_one_of_its_report() -> None:
    text = "The Sannar Brotherhood met. The Brotherhood is strong."
    a = one("a", says("strength", org("Brotherhood")), says("met", SB, GUILD), text=text)
    assert same(told(a), a, org("Brotherhood"), a, SB)
    two = one("b", says("strength", org("Brotherhood")), says("met", SB, org("Orune Brotherhood")), text=text)
    found = told(two)
    assert not same(found, two, org("Brotherhood"), two, SB)
    assert not same(found, two, org("Brotherhood"), two, org("Orune Brotherhood"))
    army = one("c", says("attack", org("Army"), org("Green Army")), text="The Army fought the Green Army.")
    assert not same(told(army), army, org("Army"), army, org("Green Army"))


def test_the_front_of_one_leader_is_the_front_that_he_leads_elsewhere() -> None:
    a = one("a", says("leads", person("Oleg Prann"), org("Sannar Front")))
    b = one("b", says("leads", person("Oleg Prann"), org("the Front")), text="Oleg Prann leads the Front.")
    c = one("c", says("leads", person("Ida Moor"), org("the Front")), text="Ida Moor leads the Front.")
    found = told(a, b, c)
    assert same(found, a, org("Sannar Front"), b, org("the Front"))
    assert not same(found, a, org("Sannar Front"), c, org("the Front"))


MINISTRY, TURNED, SMALL = org("Interior Ministry"), org("Ministry of the Interior"), org("interior ministry")


def test_a_ministry_is_one_where_reports_keep_the_same_company() -> None:
    a = one("a", says("arrested", person("Ana Velk"), MINISTRY), says("present_in", SB, ORLESK))
    b = one("b", says("arrested", person("Ida Moor"), TURNED), says("present_in", SB, ORLESK))
    c = one("c", says("arrested", person("Ana Velk"), SMALL), says("present_in", SB, LEMET))
    far = one("d", says("arrested", person("Oleg Prann"), MINISTRY), says("present_in", GUILD, LEMET))
    found = told(a, b, c, far)
    assert same(found, a, MINISTRY, b, TURNED)
    assert same(found, a, MINISTRY, c, SMALL)
    assert not same(found, a, MINISTRY, far, MINISTRY)
    assert not any("Ministry" in name for u in found.undecided for name in u.names)


def test_ministries_of_two_countries_are_two_whatever_else_reports_share() -> None:
    said = says("present_in", SB, ORLESK), says("met", SB, GUILD)
    a = one("a", says("arrested", person("Ana Velk"), MINISTRY), says("present_in", GUILD, place("Tajikistan")), *said)
    b = one("b", says("arrested", person("Ana Velk"), MINISTRY), says("present_in", GUILD, place("Norway")), *said)
    assert not same(told(a, b), a, MINISTRY, b, MINISTRY)


def test_a_ministry_is_that_of_the_country_that_its_report_names_in_full() -> None:
    full = org("Interior Ministry of Karst")
    a = one("a", says("met", MINISTRY, GUILD), says("met", full, SB))
    assert same(told(a), a, MINISTRY, a, full)
    b = one("b", says("met", MINISTRY, GUILD), says("met", org("Interior Ministry of Halvan"), SB))
    found = told(a, b)
    assert not same(found, a, MINISTRY, b, MINISTRY)


def test_a_bare_acronym_goes_to_another_report_with_the_company_it_keeps() -> None:
    a = one("a", says("met", org("UPL"), SB), says("present_in", org("UPL"), ORLESK))
    b = one("b", says("met", org("UPL"), SB), says("present_in", org("UPL"), ORLESK))
    far = one("c", says("met", org("UPL"), GUILD), says("present_in", org("UPL"), LEMET))
    found = told(a, b, far)
    assert same(found, a, org("UPL"), b, org("UPL"))
    assert not same(found, a, org("UPL"), far, org("UPL"))
    assert any(set(u.names) == {"UPL"} for u in found.undecided)


def test_a_household_acronym_is_one_in_all_reports() -> None:
    reports = [one(f"r{i}", says("met", org("UPL"), person(f"Person{i} Valk{i}en"))) for i in range(40)]
    found = told(*reports)
    assert len({found.belongs[r.document.id, Kind.ORGANIZATION, "UPL"] for r in reports}) == 1


def test_a_bodys_council_is_not_the_body_whatever_company_both_keep() -> None:
    people = [says("met", person(n), GUILD) for n in ("Ana Velk", "Oleg Prann")]
    a = one("a", says("strength", org("Sannar Brotherhood")), *people)
    b = one("b", says("strength", org("Council of the Sannar Brotherhood")), *people)
    assert not same(told(a, b), a, SB, b, org("Council of the Sannar Brotherhood"))


def test_a_port_is_not_the_town_behind_it() -> None:
    people = [says("met", person(n), GUILD) for n in ("Ana Velk", "Oleg Prann")]
    a = one("a", says("present_in", SB, place("Orlesk")), *people)
    b = one("b", says("present_in", SB, place("Port Orlesk")), *people)
    assert not same(told(a, b), a, place("Orlesk"), b, place("Port Orlesk"))


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("person", "resident of Orlesk"),
        ("person", "Prosecutors"),
        ("organization", "One of them"),
        ("organization", "Most"),
        ("organization", "shepherd from Orlesk"),
        ("organization", "Oleg Prann's rare addresses"),
    ],
)
def test_what_only_describes_is_no_name(kind: str, name: str) -> None:
    a = one("a", says("met", Mention(name, Kind(kind)), SB))
    assert [e.name for e in told(a).entities] == ["Sannar Brotherhood"]


def test_a_ministry_of_a_named_country_is_a_name_in_small_letters_too() -> None:
    a = one("a", says("met", org("Karst's interior ministry"), SB), says("met", org("party of Orune"), SB))
    assert {e.name for e in told(a).entities} == {"Sannar Brotherhood", "Karst's interior ministry", "party of Orune"}


def test_a_town_that_was_read_as_a_person_is_nobody() -> None:
    a = one("a", says("stated", person("Orlesk"), "x"), says("present_in", SB, ORLESK))
    assert not [e for e in told(a).entities if e.kind is Kind.PERSON]
    b = one("b", *(says("stated", person(n), "x") for n in ("Orlesk", "Ida Orlesk")), says("present_in", SB, ORLESK))
    assert same(told(b), b, person("Orlesk"), b, person("Ida Orlesk"))


def test_nobody_is_asked_about_bodies_of_one_country_that_are_of_different_kinds() -> None:
    a = one("a", says("met", org("Karstian Embassy"), SB))
    b = one("b", says("met", org("Karstian Police"), SB))
    assert told(a, b).undecided == ()


def test_one_full_name_with_two_years_of_birth_is_asked_about_by_report() -> None:
    a = one("a", says("born", person("Oleg Prann"), LEMET, time="1960"))
    b = one("b", says("born", person("Oleg Prann"), LEMET, time="1985"))
    (asked,) = told(a, b).undecided
    assert set(asked.refs) == {f"person:Oleg Prann@{w.document.id}" for w in (a, b)}
    assert asked.against == ("one is born in 1960, the other in 1985",)
    near = one("c", says("born", person("Oleg Prann"), LEMET, time="1961"))
    assert told(a, near).undecided == ()
    j = Judgement("j", DIFFERENT, asked.refs, "O. Lind", datetime(2024, 1, 1, tzinfo=UTC), "father and son")
    found = resolve([*a.records, *b.records], [j])
    assert found.undecided == ()
    assert not same(found, a, person("Oleg Prann"), b, person("Oleg Prann"))


@pytest.mark.parametrize("son", ["Oleg Prann Jr", "Oleg Prann the Younger"])
def test_a_father_and_a_son_of_one_name_are_not_one(son: str) -> None:
    a = one("a", says("leads", person("Oleg Prann"), SB))
    b = one("b", says("leads", person(son), SB))
    assert not same(told(a, b), a, person("Oleg Prann"), b, person(son))


def test_small_words_alone_are_no_name() -> None:
    a = one("a", says("met", org("and The"), GUILD), says("met", org("The"), SB))
    assert {e.name for e in told(a).entities} == {"Lemet Guild", "Sannar Brotherhood"}
