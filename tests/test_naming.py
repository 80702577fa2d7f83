"""Names in a ledger: what comes later touches what it concerns, and the outcome is that of doing all of it anew."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from reportedly import judging, naming
from reportedly.errors import AmbiguousError, BadValueError, NotFoundError
from reportedly.ledger import Ledger
from reportedly.weighing import resolve
from reportedly.weighing.identity import blocks
from tests.written import DENIED, READER, Said, Written, org, person, place, report, says

PEOPLE = [
    "Idris Valkoen",
    "Idriss Valkoen",
    "Идрис Валкоен",
    "Valkoen",
    "Mr Valkoen",
    "Mrs Valkoen",
    "I. Valkoen",
    "Marek Valkoen",
    "Commander Valkoen",
    "Abu Layl",
    "he",
]
BODIES = [
    "Upland League",
    "Upper Lowland Party",
    "UPL",
    "ULP",
    "Sannar Brotherhood",
    "al-Sannar Brotherhood",
    "Ministry of Defence",
    "the defence ministry",
    "the League",
    "XQV",
]
TEXTS = ["", "The Upland League (UPL) met.", "The Union of Pelmor Labour (UPL) ended."]
CLAIMS = st.tuples(
    st.sampled_from(["leads", "met", "also_known_as", "born", "dissolved", "present_in"]),
    st.sampled_from(PEOPLE),
    st.sampled_from(PEOPLE),
    st.sampled_from(BODIES),
    st.booleans(),
)
Drawn = list[tuple[str, list[tuple[str, str, str, str, bool]]]]
CORPORA = st.lists(st.tuples(st.sampled_from(TEXTS), st.lists(CLAIMS, min_size=1, max_size=3)), min_size=1, max_size=4)


def said(predicate: str, one: str, other: str, body: str, odd: bool) -> Said:
    match predicate:
        case "leads":
            return says("leads", person(one), org(body))
        case "also_known_as":
            return says("also_known_as", person(one), other, **({"polarity": DENIED} if odd else {}))
        case "born":
            return says("born", person(one), place("Lemet"), time="1960" if odd else "1975")
        case "dissolved":
            return says("dissolved", org(body))
        case "present_in":
            return says("present_in", org(body), place("Lemet" if odd else "Orlesk"))
    return says("met", person(one), person(other))


def written(drawn: Drawn, *, days: list[int] | None = None) -> list[Written]:
    made = []
    for i, (text, claims) in enumerate(drawn):
        sentences = [(f"{text} Sentence {j} of report {i}.", said(*claim)) for j, claim in enumerate(claims)]
        made.append(report(f"{i}.txt", None, f"20{10 + (days[i] if days else i)}-01-01", *sentences))
    return made


def shelved(ledger: Ledger, *reports: Written) -> None:
    for one in reports:
        ledger.add(one.document, one.original, one.claims, reader=READER)
        naming.resolve_names(ledger)


def picture(ledger: Ledger) -> tuple[object, ...]:
    with ledger.naming.asking() as rows:
        nodes = sorted(
            (n.number, n.name, n.day, n.first, n.reports, n.entity, n.score, str(n.reasons))
            for n in rows.nodes(every(ledger))
        )
        ties = sorted(
            (t.a, t.b, t.rule, t.score, str(t.reasons), str(t.against), t.hindrance, t.claim, t.document, t.outcome)
            for t in rows.ties(every(ledger))
        )
    return ledger.entities(), sorted(ledger.members(), key=str), nodes, sorted(set(ties))


def every(ledger: Ledger) -> list[int]:
    with ledger.naming.asking() as rows:
        from sqlalchemy import select

        from reportedly.ledger import tables

        return list(rows.connection.scalars(select(tables.name_nodes.c.number)))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with nothing in it, to be copied: making one costs more than most of these tests."""
    where = tmp_path_factory.mktemp("empty") / "empty.db"
    Ledger.open(where).close()
    return where


@pytest.fixture
def ledger(tmp_path: Path, empty: Path) -> Iterator[Ledger]:
    with Ledger.open(shutil.copy(empty, tmp_path / "names.db")) as opened:
        yield opened


@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(CORPORA, st.randoms(use_true_random=False))
def test_report_by_report_comes_to_the_same_as_all_at_once(empty: Path, drawn: Drawn, chance: random.Random) -> None:
    days = list(range(len(drawn)))
    chance.shuffle(days)
    reports = written(drawn, days=days)
    order = list(reports)
    chance.shuffle(order)
    with TemporaryDirectory() as folder, Ledger.open(shutil.copy(empty, Path(folder) / "a.db")) as ledger:
        shelved(ledger, *order)
        one_by_one = picture(ledger)
        naming.resolve_names(ledger, anew=True)
        assert picture(ledger) == one_by_one
        found = resolve(record for one in reports for record in one.records)
        assert {(m.document, m.kind, m.name): (m.entity, m.score, m.reasons) for m in ledger.members()} == {
            (d, k.value, n): (e, found.scores[d, k, n].value, found.scores[d, k, n].reasons)
            for (d, k, n), e in found.belongs.items()
            if any(r.claim.document == d for one in reports for r in one.records)
            and (d, k, n) in {u for one in reports for u in used(one)}
        }
        assert {e.id: e for e in ledger.entities()} == {e.id: e for e in found.entities}


def used(one: Written) -> set[tuple[str, object, str]]:
    from reportedly.weighing.told import units

    return {unit for record in one.records for unit in units(record)}


SB = org("Sannar Brotherhood")


def one(name: str, *told: Said, text: str = "") -> Written:
    return report(f"{name}.txt", "Pelmor Herald", "2020-01-01", (text or f"{name} reports.", *told))


def people(ledger: Ledger) -> list[tuple[str, ...]]:
    return sorted(e.names for e in ledger.entities() if e.kind.value == "person")


def test_a_rejected_or_retracted_claim_takes_its_merge_with_it_and_undo_gives_it_back(ledger: Ledger) -> None:
    a = one("a", says("also_known_as", person("Yusuf Darwan"), "Abu Layl al-Tashini"))
    b = one("b", says("met", person("Abu Layl al-Tashini"), SB))
    shelved(ledger, a, b)
    before = picture(ledger)
    assert len(people(ledger)) == 1
    for judge in (
        lambda: judging.reject(ledger, a.claims[0].id, why="it speaks of another"),
        lambda: judging.retract(ledger, [a.document.id], why="withdrawn")[0],
    ):
        judgement = judge()
        assert people(ledger)[0] == ("Abu Layl al-Tashini",)
        judging.undo(ledger, judgement.id)
        assert picture(ledger) == before


def test_same_and_different_are_judged_undone_and_judged_anew(ledger: Ledger) -> None:
    shelved(ledger, one("a", says("met", person("Oleg Prann"), SB)), one("b", says("met", person("Yusuf Darwan"), SB)))
    before = picture(ledger)
    judgement = naming.same(ledger, "oleg prann", "Yusuf Darwan", why="he told me", by="O. Lind")
    assert judgement.about == ("person:Oleg Prann", "person:Yusuf Darwan")
    assert len(people(ledger)) == 1
    assert naming.explain(ledger, "Oleg Prann").merges[0].reasons == ("O. Lind judged that they are one: he told me",)
    naming.different(ledger, "Yusuf Darwan", "Oleg Prann", why="he lied", by="O. Lind")
    assert len(people(ledger)) == 2
    last = ledger.judgements(kind="different", standing=True)[0]
    assert last.replaces == judgement.id
    judging.undo(ledger, last.id)
    assert len(people(ledger)) == 1
    judging.undo(ledger, judgement.id)
    assert picture(ledger) == before


def test_a_full_name_is_judged_in_one_report_alone(ledger: Ledger) -> None:
    a, b = one("a", says("met", person("Yusuf Darwan"), SB)), one("b", says("met", person("Yusuf Darwan"), SB))
    shelved(ledger, a, b)
    before = picture(ledger)
    judgement = naming.different(ledger, "Yusuf Darwan", "person:Yusuf Darwan@b.txt", why="a namesake")
    assert len(people(ledger)) == 2
    after = picture(ledger)
    naming.resolve_names(ledger, anew=True)
    assert picture(ledger) == after
    judging.undo(ledger, judgement.id)
    assert picture(ledger) == before


def test_the_queue_shows_what_hangs_on_it_and_asks_once(ledger: Ledger) -> None:
    a = one("a", says("also_known_as", person("Yusuf Darwan"), "Abu Layl al-Tashini"))
    b = one("b", says("also_known_as", person("Yusuf Darwan"), "Abu Layl al-Tashini", polarity=DENIED))
    c = one("c", says("met", person("Abu Layl al-Tashini"), SB))
    shelved(ledger, a, b, c)
    (waiting,) = naming.undecided(ledger)
    assert waiting.worth == 1
    assert any("denies" in reason for reason in waiting.against)
    naming.different(ledger, *waiting.refs, why="two men")
    assert naming.undecided(ledger) == []


def test_a_full_name_born_twice_is_asked_about_by_report_and_can_be_split(ledger: Ledger) -> None:
    a = one("a", says("born", person("Yusuf Darwan"), place("Lemet"), time="1960"))
    b = one("b", says("born", person("Yusuf Darwan"), place("Lemet"), time="1985"))
    shelved(ledger, a, b)
    (waiting,) = naming.undecided(ledger)
    assert waiting.against == ("one is born in 1960, the other in 1985",)
    assert len(people(ledger)) == 1
    naming.different(ledger, *waiting.refs, why="father and son")
    assert naming.undecided(ledger) == []
    assert len(people(ledger)) == 2


def test_what_cannot_be_meant_is_refused(ledger: Ledger) -> None:
    shelved(
        ledger, one("a", says("leads", person("Yusuf Darwan"), SB)), one("b", says("leads", person("Юсуф Дарwан"), SB))
    )
    with pytest.raises(BadValueError, match="two names of one kind"):
        naming.same(ledger, "Yusuf Darwan", "Sannar Brotherhood", why="x")
    with pytest.raises(BadValueError, match="in words"):
        naming.same(ledger, "Yusuf Darwan", "Sannar Brotherhood", why=" ")
    with pytest.raises(BadValueError, match="one in its normal form"):
        naming.same(ledger, "Yusuf Darwan", "General Yusuf Darwan", why="x")
    with pytest.raises(NotFoundError, match="reportedly names"):
        naming.explain(ledger, "Nobody Here")


def test_names_of_one_surname_in_two_reports_are_ambiguous(ledger: Ledger) -> None:
    a, b = one("a", says("met", person("Darwan"), SB)), one("b", says("met", person("Darwan"), SB))
    shelved(ledger, a, b, one("c", says("met", person("Oleg Prann"), SB)))
    with pytest.raises(AmbiguousError, match="person:Darwan@"):
        naming.same(ledger, "Darwan", "Oleg Prann", why="x")
    naming.same(ledger, "person:Darwan@a.txt", "Oleg Prann", why="the author says so")
    assert ("Oleg Prann", "Darwan") in people(ledger)


def test_merging_and_splitting_lose_no_claim_and_no_mention(ledger: Ledger) -> None:
    a, b = one("a", says("met", person("Oleg Prann"), SB)), one("b", says("met", person("Yusuf Darwan"), SB))
    shelved(ledger, a, b)

    def held() -> tuple[list[str], set[tuple[str, str, str]]]:
        return [r.claim.id for r in ledger.claims()], {(m.document, m.kind, m.name) for m in ledger.members()}

    before = held()
    naming.same(ledger, "Oleg Prann", "Yusuf Darwan", why="x")
    assert held() == before
    naming.different(ledger, "Oleg Prann", "Yusuf Darwan", why="x")
    assert held() == before


def test_what_did_not_change_is_not_touched(ledger: Ledger) -> None:
    shelved(ledger, *(one(f"r{i}", says("met", person(f"Person{i} Valk{i}en"), SB)) for i in range(6)))
    other = one("n", says("met", person("Ana Velk"), org("Lemet Guild")))
    ledger.add(other.document, other.original, other.claims, reader=READER)
    named = naming.resolve_names(ledger)
    assert named.moved == 2
    assert len(named.entities) == 2
    assert naming.resolve_names(ledger) == naming.Named()


def test_an_acronym_becomes_a_household_word_report_by_report(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "_BLOCK", 2)
    body, office = org("XQV"), org("Ministry of Defence")
    reports = [one(f"r{i}", says("met", body, org(f"Guild of Ork{i}el")), says("met", office, SB)) for i in range(4)]
    for i, told in enumerate(reports):
        shelved(ledger, told)
        after = picture(ledger)
        naming.resolve_names(ledger, anew=True)
        assert picture(ledger) == after
        named = [e for e in ledger.entities() if "XQV" in e.names]
        assert len(named) == (1 if i > 1 else i + 1)
    first = reports[0]
    ledger.add(first.document, first.original, first.claims[1:], reader="by hand 2")
    ledger.add(reports[1].document, reports[1].original, reports[1].claims[1:], reader="by hand 2")
    naming.resolve_names(ledger)
    after = picture(ledger)
    naming.resolve_names(ledger, anew=True)
    assert picture(ledger) == after
    assert len([e for e in ledger.entities() if "XQV" in e.names]) == 2


def test_a_report_read_anew_gives_up_its_old_names(ledger: Ledger) -> None:
    a = one("a", says("met", person("Oleg Prann"), SB), says("met", person("Ana Velk"), SB))
    shelved(ledger, a, one("b", says("met", person("Ana Velk"), SB)))
    ledger.add(a.document, a.original, a.claims[:1], reader="by hand 2")
    naming.resolve_names(ledger)
    after = picture(ledger)
    naming.resolve_names(ledger, anew=True)
    assert picture(ledger) == after
    (velk,) = [e for e in ledger.entities() if e.name == "Ana Velk"]
    assert len(ledger.members(velk.id)) == 1


def test_an_explanation_names_the_claim_and_its_report(ledger: Ledger) -> None:
    a = one("a", says("also_known_as", person("Yusuf Darwan"), "Abu Layl al-Tashini"))
    shelved(ledger, a, one("b", says("met", person("Abu Layl al-Tashini"), SB)))
    found = naming.explain(ledger, "Yusuf Darwan")
    (merge,) = found.merges
    assert (merge.rule, merge.claim, merge.report) == ("stated alias", a.claims[0].id, "Pelmor Herald, 2020-01-01")
    assert {(s.name, s.reports, s.claims) for s in found.spellings} == {
        ("Yusuf Darwan", 1, 1),
        ("Abu Layl al-Tashini", 2, 1),
    }
