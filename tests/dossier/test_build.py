"""The dossier of an invented group: every line with its source, nothing settled that reports leave open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from reportedly.dossier import Dossier, Line, build
from reportedly.errors import AmbiguousError, NotFoundError
from reportedly.ledger import Ledger
from tests.dossier.brotherhood import REPORTS
from tests.written import UNKNOWN, org, person, place, report, says, shelve


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("dossier") / "b.db") as opened:
        shelve(opened, *REPORTS)
        yield opened


@pytest.fixture(scope="module")
def group(ledger: Ledger) -> Dossier:
    return build(ledger, "sannar brotherhood")


def lines(dossier: Dossier, key: str) -> list[Line]:
    section = dossier.section(key)
    return list(section.lines) if section else []


def every_line(dossier: Dossier) -> list[Line]:
    contested = [line for contest in dossier.contested for answer in contest.answers for line in answer.lines]
    return [*(line for section in dossier.sections for line in section.lines), *contested, *dossier.unknown]


def test_every_claim_on_the_page_has_a_footnote_that_quotes_the_report(ledger: Ledger, group: Dossier) -> None:
    notes = {note.number: note for note in group.footnotes}
    assert list(notes) == list(range(1, len(notes) + 1))
    for note in group.footnotes:
        assert ledger.document(note.document).text[note.start : note.end] == note.quote
    for line in every_line(group):
        cited = {claim for number in line.notes for claim in notes[number].claims}
        assert set(line.claims) <= cited
        if line.claims and "alive or dead" not in line.text:
            assert line.said


def test_footnotes_are_numbered_as_they_are_met(group: Dossier) -> None:
    met: list[int] = []
    for line in every_line(group):
        met += [number for number in line.notes if number not in met]
    assert met == sorted(met)


def test_every_claim_about_it_is_on_the_page(ledger: Ledger, group: Dossier) -> None:
    shown = {claim for line in every_line(group) for claim in line.claims}
    assert {record.claim.id for record in ledger.claims(about=group.entity.id)} <= shown


def test_leaders_in_order_and_what_was_only_cited_is_called_so(group: Dossier) -> None:
    first, dead, denied, late, tamar, yusuf = lines(group, "leadership")
    assert first.text == "Idris Valkoen, commander (at the same time as Tamar Eshkol and Yusuf Darwan)"
    assert first.when == "since at least 12 May 2016 (first cited), until reported dead (4 June 2020; contested)"
    assert first.said.startswith("2 reports: the Pelmor Herald, citing two residents of the gorge; Lumen Wire")
    assert (dead.when, dead.said) == ("4 June 2020", "so Lumen Wire, citing Interior Ministry")
    assert denied.denied
    assert denied.said == "denied by Jamal Haldun (Radio Tashin, 10 June 2020)"
    assert "still cited in office after the reported death" in late.text
    assert (tamar.when, tamar.said.endswith("; possible")) == ("from 2020, until 2022", True)
    assert yusuf.when == "from July 2020, at least until 2 April 2022 (last cited)"
    assert "Tamar Eshkol" in yusuf.text


def test_strength_by_source_and_never_averaged(group: Dossier) -> None:
    section = group.section("strength")
    assert section is not None
    assert section.remark == "From 60 to 300, in 4 reports; not averaged."
    assert [line.text for line in section.lines] == ["60 to 80 fighters", "300 men", "150 fighters"]
    assert "2 reports, both from Adam Qadan" in section.lines[1].said
    assert section.lines[1].said.endswith("; probable")


def test_rival_numbers_of_one_attack_stand_side_by_side(group: Dossier) -> None:
    (attack,) = [line for line in lines(group, "events") if "Kessra" in line.text]
    assert "12 or 19 killed" in attack.text
    assert attack.contested
    (contest,) = [c for c in group.contested if c.question.startswith("How many killed")]
    assert [answer.label for answer in contest.answers] == ["12", "19"]
    assert "a nurse at the hospital" in contest.answers[1].lines[0].said


def test_a_link_affirmed_by_one_and_denied_by_the_other_is_shown_from_both_sides(
    ledger: Ledger, group: Dossier
) -> None:
    mine = [line for line in lines(group, "relations") if "Night Market" in line.text]
    assert [line.denied for line in mine] == [True, False]
    theirs = build(ledger, "Night Market")
    assert [line.denied for line in lines(theirs, "relations")] == [True, False]


def test_a_plan_is_not_told_as_a_fact(group: Dossier) -> None:
    (move,) = [line for line in lines(group, "events") if "the coast" in line.text]
    assert move.said.endswith("a plan, an order, a threat or a question")
    assert any(line.text.startswith("Said, but not said to be so") for line in group.unknown)


def test_what_rests_on_one_origin_is_said(group: Dossier) -> None:
    texts = [line.text for line in group.unknown]
    assert any(text.startswith("One origin only: Sannar Brotherhood was founded") for text in texts)
    assert any(text.startswith("One origin only: Sannar Brotherhood has 300 men") for text in texts)
    assert any("rest on one origin each" in text for text in texts)


def test_a_person(ledger: Ledger) -> None:
    page = build(ledger, "General Idris Valkoen")
    offices = lines(page, "offices")
    assert offices[0].text == "commander of Sannar Brotherhood"
    assert [line.text for line in lines(page, "command")] == ["commands: Yusuf Darwan"]
    (contest,) = page.contested
    assert contest.question == "Whether Idris Valkoen is dead"
    assert [answer.label for answer in contest.answers] == ["Yes", "No"]
    assert page.unknown[0].text == "Whether this person is alive or dead is not settled"


def test_a_person_under_another_script_and_alias(ledger: Ledger) -> None:
    page = build(ledger, "Юсуф Дарван")
    assert page.entity.name == "Yusuf Darwan"
    assert [line.text for line in lines(page, "names")] == ["Yusuf Darwan and Юсуф Дарван", "Abu Layl"]
    assert build(ledger, "abu layl").entity == page.entity


def test_a_place(ledger: Ledger) -> None:
    page = build(ledger, "Pelmor")
    assert [line.text for line in lines(page, "where")] == ["present there: Idris Valkoen"]
    assert any("clashed with Sannar Brotherhood, in Pelmor" in line.text for line in lines(page, "events"))


def test_one_who_is_only_a_source(ledger: Ledger) -> None:
    page = build(ledger, "Adam Qadan")
    assert {section.key for section in page.sections} == {"names", "voice"}
    assert page.reports == 2


def test_as_of_a_day_only_what_had_been_reported(ledger: Ledger) -> None:
    page = build(ledger, "Sannar Brotherhood", as_of=date(2018, 12, 31))
    assert page.last == date(2018, 9, 4)
    assert page.contested == ()
    (leader,) = lines(page, "leadership")
    assert leader.when.endswith("at least until 3 September 2018 (last cited)")
    early = build(ledger, "Yusuf Darwan", as_of=date(2020, 12, 31))
    assert early.entity.names == ("Yusuf Darwan",)
    with pytest.raises(NotFoundError, match="by that day"):
        build(ledger, "Tamar Eshkol", as_of=date(2018, 12, 31))


def test_an_unknown_name_is_refused_with_what_comes_near(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError, match="did you mean 'Sannar Brotherhood'"):
        build(ledger, "Sanar Brotherhod")


def test_a_surname_of_several_is_refused_and_namesakes_are_named(tmp_path: Path) -> None:
    league = org("Salt Road League")
    with Ledger.open(tmp_path / "n.db") as ledger:
        shelve(
            ledger,
            report("a.txt", None, "2020-01-01", ("A.", says("met", person("Ana Velk"), person("Marek Velk")))),
            report("b.txt", None, "2020-01-02", ("B.", says("attack", league, org("Pelmor")))),
            report("c.txt", None, "2020-01-03", ("C.", says("member_of", org("Pelmor"), league))),
        )
        with pytest.raises(AmbiguousError, match="Marek Velk"):
            build(ledger, "Velk")
        assert build(ledger, "Ana Velk").others == ()


def test_one_report_is_said_to_be_all_there_is(ledger: Ledger) -> None:
    page = build(ledger, "Jamal Haldun")
    assert page.unknown[0].text == "Everything on this page rests on one report"


def test_a_dead_man_is_never_in_office_after_his_death(tmp_path: Path) -> None:
    ana, league = person("Ana Velk"), org("Salt Road League")
    with Ledger.open(tmp_path / "d.db") as ledger:
        shelve(
            ledger,
            report("a.txt", "Herald", "2010-01-01", ("Ana Velk leads it.", says("leads", ana, league))),
            report("b.txt", "Herald", "2012-01-01", ("She died.", says("killed", ana, time="2011-12"))),
            report(
                "c.txt",
                "Herald",
                "2015-01-01",
                ("Ana Velk, its head, lives here.", says("leads", ana, league)),
                ("She lives in Pelmor.", says("based_in", ana, org("Pelmor"))),
            ),
        )
        (held, *_) = lines(build(ledger, "Salt Road League"), "leadership")
        assert held.when.endswith("until reported dead (December 2011)")
        assert "2015" not in held.when
        page = build(ledger, "Ana Velk")
        assert lines(page, "where")[0].when == "some time before 31 December 2011 (reported dead)"


def test_a_gap_in_the_succession_is_shown(tmp_path: Path) -> None:
    league = org("Salt Road League")
    with Ledger.open(tmp_path / "g.db") as ledger:
        shelve(
            ledger,
            report(
                "a.txt",
                None,
                "2020-01-01",
                ("Ana Velk led it.", says("leads", person("Ana Velk"), league, start="2001", end="2005")),
                ("Ida Moor leads it.", says("leads", person("Ida Moor"), league, start="2010")),
            ),
        )
        found = lines(build(ledger, "Salt Road League"), "leadership")
        assert [(line.text, line.when) for line in found][1] == ("nobody is named", "between 2005 and 2010")


def test_an_aim_is_not_called_a_plan_and_a_plan_is(tmp_path: Path) -> None:
    league = org("Salt Road League")
    aim = says("goal", league, "a free coast", sure=UNKNOWN)
    plan = says("present_in", league, place("Pelmor"), sure=UNKNOWN)
    with Ledger.open(tmp_path / "w.db") as ledger:
        shelve(ledger, report("a.txt", "Herald", "2020-01-01", ("It wants and plans.", aim, plan)))
        page = build(ledger, "Salt Road League")
    assert [line.said for line in lines(page, "stance")] == ["so the Herald"]
    assert [line.said for line in lines(page, "where")] == ["so the Herald; a plan, an order, a threat or a question"]
    assert sum("not said to be so" in line.text for line in page.unknown) == 1


def test_a_successor_is_a_leader(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "s.db") as ledger:
        said = says("leads", person("Ana Velk"), org("Salt Road League"), title="successor")
        shelve(ledger, report("a.txt", "Herald", "2020-01-01", ("Ana Velk, the successor.", said)))
        assert lines(build(ledger, "Salt Road League"), "leadership")[0].text == "Ana Velk, leader (successor)"
