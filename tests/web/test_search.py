"""Search: a name in any script, words of claims, words of reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly import naming
from reportedly.finding import NameFinder, TextIndex, around, marked
from reportedly.ledger import Ledger
from reportedly.ledger.fulltext import Term, terms
from reportedly.ledger.names import fold
from reportedly.model import Entity, Kind
from tests.outlook import GUARD, fill, told
from tests.web.visiting import Visitor, visiting
from tests.written import GOT, org, person, report, says

UNION = Entity("e1", "Kharvan Oluzh", Kind.ORGANIZATION, ("Kharvan Oluzh", "Харван Олуж"))
LATIN = Entity("e2", "Mehdi Orvalon", Kind.PERSON, ("Mehdi Orvalon",))
OTHER = Entity("e3", "Ordune", Kind.PLACE, ("Ordune",))


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    with visiting(tmp_path_factory.mktemp("search")) as one:
        yield one


@pytest.mark.parametrize(
    "asked", ["Харван", "Kharvan", "харван олуж", "Oluzh", "kharv", "اولوژ", "Olusch", "OLUZH kharvan"]
)
def test_a_name_is_found_in_any_script_and_spelling(asked: str) -> None:
    found = NameFinder([OTHER, LATIN, UNION]).find(asked)
    assert [hit.entity.id for hit in found] == ["e1"], asked


@pytest.mark.parametrize(
    ("asked", "alike"), [("Орвалон", False), ("اوروالان", True), ("Orvalan", True), ("Orvalon", False)]
)
def test_a_name_in_latin_letters_alone_is_found_by_its_sound(asked: str, alike: bool) -> None:
    found = NameFinder([OTHER, LATIN, UNION]).find(asked)
    assert [hit.entity.id for hit in found] == ["e2"]
    assert found[0].alike is alike


@pytest.mark.parametrize("asked", ["", "   ", "!!", "Brandt", "Kharvan Orvalon", "o"])
def test_what_nobody_is_called_is_not_found(asked: str) -> None:
    assert NameFinder([OTHER, LATIN, UNION]).find(asked) == []


def test_a_whole_name_goes_before_a_longer_one() -> None:
    long, short = (
        Entity("a", "Salt Guard Council", Kind.ORGANIZATION, ()),
        Entity("b", "Salt Guard", Kind.ORGANIZATION, ()),
    )
    assert [hit.entity.id for hit in NameFinder([long, short]).find("salt guard")] == ["b", "a"]


@given(st.text(max_size=40), st.text(max_size=20))
@settings(max_examples=50, deadline=None)
def test_finding_names_takes_any_text(name: str, asked: str) -> None:
    finder = NameFinder([Entity("x", name, Kind.PERSON, (name,))])
    assert len(finder.find(asked)) <= 1


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=3))
@settings(max_examples=50, deadline=None)
def test_marked_pieces_are_the_text(text: str, words: list[str]) -> None:
    pieces = marked(text, [Term(fold(word), prefix=True) for word in words])
    assert "".join(piece.text for piece in pieces) == text


def test_words_are_marked_whatever_case_and_accents() -> None:
    text = "The Café at Łódź was closed. Nobody came."
    hits = [p.text for p in marked(text, terms("cafe lodz"))]
    assert hits == ["The ", "Café", " at ", "Łódź", " was closed. Nobody came."]


def test_the_sentence_with_most_of_the_words_is_shown() -> None:
    text = "The bridge fell. At the bridge the guard stood. The guard left."
    found = around(text, terms("guard bridge"))
    assert found is not None
    start, pieces = found
    assert text[start:].startswith("At the bridge the guard stood.")
    assert "".join(p.text for p in pieces) == "At the bridge the guard stood."


def test_the_page_shows_names_then_claims_then_reports(visitor: Visitor) -> None:
    said = visitor.read("/search?q=Kessra")
    assert said.index(" 1 name ") < said.index(" 1 claim ") < said.index(" 1 report ")
    assert "Salt Guard is based in Kessra" in visitor.read("/search?q=kessra&sort=claims")
    assert "<mark>Kessra</mark>" in visitor.page("/search?q=kessra&sort=reports")


def test_a_report_is_found_by_its_text_and_by_its_title(tmp_path: Path) -> None:
    titled = report("t.txt", "Pelmor Herald", "2020-01-01", ("The mill burned down.",), title="Night of the lanterns")
    with visiting(tmp_path, titled) as visitor:
        assert "Night of the lanterns" in visitor.read("/search?q=mill+burned")
        assert "Night of the lanterns" in visitor.read("/search?q=LANTERNS&sort=reports")
        assert "Nothing found." in visitor.read("/search?q=windmill")


def test_the_index_takes_in_what_came_since_and_leaves_out_what_was_not_out_yet(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        fill(ledger)
        index = TextIndex(ledger)
        assert len(index.find(terms("statement"))) == 5
        fill(ledger, told("new.txt", "Harbour Post", "2021-01-01", says("leads", person("Mirel Tovan"), GUARD)))
        assert len(index.find(terms("statement"))) == 6
        assert len(index.find(terms("statement"), as_of=date(2019, 3, 31))) == 2


def test_a_report_without_a_day_counts_from_the_day_it_was_got(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        fill(ledger, report("u.txt", None, None, ("The mill burned down.",)))
        index, day = TextIndex(ledger), GOT.date()
        assert [hit.published for hit in index.find(terms("mill"), as_of=day)] == [None]
        assert index.find(terms("mill"), as_of=day - timedelta(days=1)) == []


def test_names_are_found_as_they_stand_after_a_judgement(tmp_path: Path) -> None:
    with visiting(tmp_path) as visitor:
        assert "Salt Wardens" not in visitor.read("/search?q=Salt&sort=names")
        fill(visitor.ledger, told("w.txt", "Harbour Post", "2021-01-01", says("founded", org("Salt Wardens"))))
        assert "Salt Wardens" in visitor.read("/search?q=Salt&sort=names")
        assert "Salt Guard" not in visitor.read("/search?q=Wardens&sort=names")
        naming.same(visitor.ledger, "organization:Salt Guard", "organization:Salt Wardens", why="one seal")
        assert "Salt Guard" in visitor.read("/search?q=Wardens&sort=names")


def test_as_of_leaves_out_later_claims(visitor: Visitor) -> None:
    assert "Idris Valkoen is dead" in visitor.read("/search?q=Idris")
    before = visitor.read("/search?q=Idris&as_of=2018-01-01")
    assert "Idris Valkoen leads" in before
    assert "Idris Valkoen is dead" not in before


@pytest.mark.parametrize("asked", ["", "%22%22", "*", "%E2%80%AE", "a" * 5000, "%22unclosed", "NEAR(", "words:x"])
def test_any_question_has_an_answer(visitor: Visitor, asked: str) -> None:
    visitor.page(f"/search?q={asked}")


def test_long_lists_are_paged(tmp_path: Path) -> None:
    many = told(
        "m.txt", "Pelmor Herald", "2020-01-01", *(says("leads", person(f"Mirel T{i}"), GUARD) for i in range(60))
    )
    with visiting(tmp_path, many) as visitor:
        first, last = visitor.page("/search?q=mirel&sort=names"), visitor.page("/search?q=mirel&sort=names&page=3")
        assert 'rel="next"' in first
        assert 'rel="next"' not in last
        assert 'rel="prev"' in last
        visitor.page("/search?q=mirel&sort=names&page=-4")
        visitor.page("/search?q=mirel&sort=names&page=99999999999999999999")
