"""Who is one and who is two: people of one surname, leaders that follow one another, bodies with one acronym."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reportedly.errors import BadValueError
from reportedly.model import Judgement, Kind, Mention
from reportedly.model.judgement import DIFFERENT, RETRACTED, SAME
from reportedly.weighing import Resolution, resolve
from reportedly.weighing.identity import Ref, parse
from tests.written import DENIED, PROBABLE, Written, org, person, place, report, says

SB = org("Sannar Brotherhood")
PLACE = Kind.PLACE


def told(*reports: Written, judged: tuple[Judgement, ...] = ()) -> Resolution:
    return resolve((record for one in reports for record in one.records), judged)


def one(name: str, *said: object, day: str = "2020-01-01", text: str = "") -> Written:
    return report(f"{name}.txt", "Pelmor Herald", day, (text or f"{name} reports.", *said))  # type: ignore[arg-type]


def judged(kind: str, *about: str) -> Judgement:
    return Judgement(f"j-{kind}-{about}", kind, about, "O. Lind", datetime(2024, 1, 1, tzinfo=UTC), "I asked him")


def people(found: Resolution) -> list[tuple[str, ...]]:
    return sorted(tuple(sorted(e.names)) for e in found.entities if e.kind is Kind.PERSON)


def entity(found: Resolution, written: Written, mention: Mention) -> str:
    return found.belongs[written.document.id, mention.kind, mention.name]


def test_first_name_surname_and_mister_of_one_report_are_one() -> None:
    a = one(
        "a", *(says("met", person(n), org("Lemet Guild")) for n in ("Idris Valkoen", "Idris", "Mr. Valkoen", "Valkoen"))
    )
    assert len(people(told(a))) == 1


def test_a_father_and_a_son_are_two_and_their_surname_is_asked_about() -> None:
    a = one("a", says("leads", person("Idris Valkoen"), SB), says("leads", person("Marek Valkoen"), SB))
    b = one("b", says("met", person("Idris Valkoen"), org("Lemet Guild")))
    c = one("c", *a_family())
    found = told(a, b, c)
    names = people(found)
    assert ("Idris Valkoen",) in names
    assert ("Marek Valkoen",) in names
    (first, second) = [u for u in found.undecided if "Valkoen" in u.names]
    assert "more than one full name" in first.against[0]
    assert {first.names[0], second.names[0]} == {"Idris Valkoen", "Marek Valkoen"}


def a_family() -> list[object]:
    return [says("met", person(n), org("Lemet Guild")) for n in ("Idris Valkoen", "Marek Valkoen", "Valkoen")]


def test_mister_and_missis_of_one_surname_are_two() -> None:
    a = one("a", *(says("met", person(n), org("Lemet Guild")) for n in ("Mr Valkoen", "Mrs Valkoen", "Idris Valkoen")))
    found = told(a)
    ids = {entity(found, a, person(n)) for n in ("Mr Valkoen", "Mrs Valkoen", "Idris Valkoen")}
    assert len(ids) == 3
    b = one(
        "b", *(says("met", person(n), org("Lemet Guild")) for n in ("Mr Valkoen", "Mrs Valkoen", "Mrs Ana Valkoen"))
    )
    found = told(b)
    assert entity(found, b, person("Mrs Valkoen")) == entity(found, b, person("Mrs Ana Valkoen"))
    assert entity(found, b, person("Mr Valkoen")) != entity(found, b, person("Mrs Valkoen"))


@pytest.mark.parametrize(
    "said",
    [
        [says("relative_of", person("Tamrek Sholdan"), person("Tamrik Sholdon"), relation="brother")],
        [
            says("leads", person("Tamrek Sholdan"), SB, end="2019"),
            says("leads", person("Tamrik Sholdon"), SB, start="2019"),
        ],
        [says("split_from", person("Tamrek Sholdan"), SB), says("split_from", person("Tamrik Sholdon"), SB)],
    ],
)
def test_two_that_one_sentence_tells_apart_are_never_one(said: list[object]) -> None:
    a = one("a", *said)
    b = one("b", says("leads", person("Tamrek Sholdan"), SB))
    c = one("c", says("leads", person("Tamrik Sholdon"), SB))
    found = told(a, b, c)
    assert entity(found, b, person("Tamrek Sholdan")) != entity(found, c, person("Tamrik Sholdon"))
    assert not found.undecided


def test_a_stated_alias_does_not_join_two_leaders_that_a_sentence_tells_apart() -> None:
    a = one("a", says("leads", person("Idris Valkoen"), SB), says("leads", person("Oleg Prann"), SB))
    b = one("b", says("also_known_as", person("Idris Valkoen"), "Abu Layl al-Tashini"))
    c = one("c", says("also_known_as", person("Oleg Prann"), "Abu Layl al-Tashini"))
    found = told(a, b, c)
    assert len({entity(found, a, person(n)) for n in ("Idris Valkoen", "Oleg Prann")}) == 2


def test_not_to_be_confused_keeps_apart() -> None:
    text = "Tamrek Sholdan, not to be confused with Tamrik Sholdon of Lemet, spoke."
    a = one("a", says("stated", person("Tamrek Sholdan"), "he spoke"), text=text)
    named = one("n", says("present_in", person("Tamrik Sholdon"), place("Lemet")), text=text)
    first = (text, says("stated", person("Tamrek Sholdan"), "x"))
    then = ("Then.", says("present_in", person("Tamrik Sholdon"), place("Lemet")))
    both = report("both.txt", None, "2020-01-01", first, then)
    assert len(people(told(a, named, both))) == 2
    assert any("tells them apart" in apart.reason for apart in told(a, named, both).apart)


def test_years_of_birth_that_differ_speak_against() -> None:
    a = one("a", says("born", person("Tamrek Sholdan"), place("Lemet"), time="1960"))
    b = one("b", says("born", person("Tamrik Sholdon"), place("Lemet"), time="1985"))
    assert len(people(told(a, b))) == 2
    assert any("one is born in 1960, the other in 1985" in apart.reason for apart in told(a, b).apart)


def test_one_report_says_so_and_another_denies_it_waits_for_a_person() -> None:
    a = one("a", says("also_known_as", person("Yusuf Darwan"), "Abu Layl al-Tashini"))
    b = one("b", says("also_known_as", person("Yusuf Darwan"), "Abu Layl al-Tashini", polarity=DENIED))
    c = one("c", says("met", person("Abu Layl al-Tashini"), org("Lemet Guild")))
    (waiting,) = told(a, b, c).undecided
    assert any("says so" in reason for reason in waiting.reasons)
    assert any("denies" in reason for reason in waiting.against)
    assert waiting.worth == 1


def test_a_judgement_goes_before_what_is_worked_out_and_is_not_asked_again() -> None:
    a = one("a", says("met", person("Yusuf Darwan"), org("Lemet Guild")))
    b = one("b", says("met", person("Юсуф Дарван"), org("Lemet Guild")))
    d = one("d", says("met", person("Oleg Prann"), SB))
    c = one("c", says("met", person("Yusef Darwan"), SB))
    assert len(people(told(a, c))) == 1
    apart = judged(DIFFERENT, "person:Yusef Darwan", "person:Yusuf Darwan")
    found = told(a, c, judged=(apart,))
    assert len(people(found)) == 2
    assert not found.undecided
    joined = judged(SAME, "person:Oleg Prann", "person:Yusuf Darwan")
    found = told(a, b, d, judged=(joined,))
    assert len(people(found)) == 1
    assert any(m.rule == "judged" and "O. Lind judged" in m.score.reasons[0] for m in found.merges)


def test_a_person_can_join_what_a_sentence_tells_apart() -> None:
    a = one("a", says("met", person("Oleg Prann"), person("Yusuf Darwan")))
    assert len(people(told(a, judged=(judged(SAME, "person:Oleg Prann", "person:Yusuf Darwan"),)))) == 1


def test_a_full_name_can_be_judged_in_one_report_alone() -> None:
    a = one("a", says("met", person("Yusuf Darwan"), SB))
    b = one("b", says("met", person("Yusuf Darwan"), SB))
    assert len(people(told(a, b))) == 1
    apart = judged(DIFFERENT, "person:Yusuf Darwan", f"person:Yusuf Darwan@{b.document.id}")
    found = told(a, b, judged=(apart,))
    assert entity(found, a, person("Yusuf Darwan")) != entity(found, b, person("Yusuf Darwan"))


def test_a_claim_taken_back_joins_nobody() -> None:
    a = one("a", says("also_known_as", person("Yusuf Darwan"), "Abu Layl al-Tashini"))
    b = one("b", says("met", person("Abu Layl al-Tashini"), SB))
    assert len(people(told(a, b))) == 1
    for about in ((a.document.id,), (a.document.id, a.claims[0].id)):
        assert len(people(told(a, b, judged=(judged(RETRACTED, *about),)))) == 2


def test_a_name_that_fits_two_others_joins_neither() -> None:
    a = one("a", says("leads", person("Yusuf Karim Darwan"), SB))
    b = one("b", says("leads", person("Yusuf Rahim Darwan"), org("Lemet Guild")))
    c = one("c", says("met", person("Yusuf Darwan"), place("Lemet")))
    assert len(people(told(a, b, c))) == 3


def test_a_part_of_a_bodys_name_is_not_the_body() -> None:
    a = one("a", says("arrested", person("Ana Velk"), org("Vashet Gazette")))
    b = one("b", says("arrested", person("Ana Velk"), org("Vashet")))
    found = told(a, b)
    assert entity(found, a, org("Vashet Gazette")) != entity(found, b, org("Vashet"))


def test_an_acronym_of_two_meanings_follows_the_company_it_keeps() -> None:
    spoken = [says("leads", person(n), org("Upland League")) for n in ("Ana Velk", "Oleg Prann", "Ida Moor")]
    a = report(
        "a.txt", None, "2020-01-01", ("The Upland League (UPL) met.", spoken[0]), ("B.", spoken[1]), ("C.", spoken[2])
    )
    b = one("b", says("dissolved", org("Union of Pelmor Labour")), text="The Union of Pelmor Labour (UPL) ended.")
    again = [(f"{n}.", says("leads", person(n), org("UPL"))) for n in ("Ana Velk", "Oleg Prann")]
    near = report("c.txt", None, "2020-01-02", *again)
    bare = one("d", says("strength", org("UPL")))
    found = told(a, b, near, bare)
    assert entity(found, near, org("UPL")) == entity(found, a, org("Upland League"))
    assert entity(found, bare, org("UPL")) not in {entity(found, a, org("Upland League")), entity(found, b, org("UPL"))}
    asked = {u.names for u in found.undecided}
    assert asked == {("Upland League", "UPL"), ("Union of Pelmor Labour", "UPL")}


def test_initials_in_the_same_report_are_its_name() -> None:
    a = one("a", says("dissolved", org("Free Upland League")), says("strength", org("FUL")))
    found = told(a)
    assert entity(found, a, org("FUL")) == entity(found, a, org("Free Upland League"))


def test_places_of_one_name_in_two_countries_are_two_and_spellings_of_one_are_one() -> None:
    a = one("a", says("present_in", SB, place("Кундуз")), text="In Кундуз.")
    b = one("b", says("present_in", SB, place("Kunduz")), text="In Kunduz.")
    found = told(a, b)
    assert entity(found, a, Mention("Кундуз", PLACE)) == entity(found, b, Mention("Kunduz", PLACE))
    text = "In Paris, Texas, near Dallas and Houston."
    here = one("c", *(says("present_in", SB, place(n)) for n in ("Paris", "Texas", "Dallas", "Houston")), text=text)
    there = one("d", *(says("present_in", SB, place(n)) for n in ("Paris", "France")), text="In Paris, France.")
    found = told(here, there)
    assert entity(found, here, place("Paris")) != entity(found, there, place("Paris"))


def test_references_are_texts_that_come_back() -> None:
    for text in ("person:Idris Valkoen", "person:Valkoen@0af1", "account:@valkoen", "place:Lemet @ night"):
        assert str(parse(text)) == text
    assert parse("person:Valkoen@0af1") == Ref(Kind.PERSON, "Valkoen", "0af1")
    for text in ("Idris Valkoen", "people:Idris", "person: "):
        with pytest.raises(BadValueError, match="KIND:NAME"):
            parse(text)


def test_probable_aliases_join_and_say_so() -> None:
    a = one("a", says("also_known_as", person("Yusuf Darwan"), "Abu Layl al-Tashini", sure=PROBABLE))
    b = one("b", says("met", person("Abu Layl al-Tashini"), SB))
    (merge,) = [m for m in told(a, b).merges if m.rule == "stated alias"]
    assert "(probable)" in merge.score.reasons[0]
    assert merge.claim == a.claims[0].id
