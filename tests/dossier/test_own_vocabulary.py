"""A dossier knows the predicates that its ledger knows: their words, their section, and what they contest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly import judging
from reportedly.dossier import Dossier, build
from reportedly.ledger import Ledger
from reportedly.reading.vocabulary import load_vocabulary, predicates
from tests.written import org, report, says, shelve

LUMEN, KESTREL, MILL = org("Lumen Holdings"), org("Kestrel Group"), org("Corrow Mills")
OWN = Path(__file__).parents[1] / "reading" / "own.yaml"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "companies.db") as opened:
        one = report("a.txt", "Harrak Post", "2021-01-04", ("Lumen owns it.", says("owns", LUMEN, MILL, start="2015")))
        two = report(
            "b.txt", "Bramwick Wire", "2021-02-04", ("Kestrel does.", says("owns", KESTREL, MILL, start="2018"))
        )
        shelve(opened, one, two)
        yield opened


def lines(page: Dossier, section: str) -> list[str]:
    found = page.section(section)
    return [line.text for line in found.lines] if found else []


def test_a_predicate_is_shown_with_its_own_words(ledger: Ledger) -> None:
    assert lines(build(ledger, "Corrow Mills"), "relations") == []
    judging.keep_vocabulary(ledger, load_vocabulary(OWN), why="companies", by="O. Lind")
    page = build(ledger, "Corrow Mills")
    assert lines(page, "relations") == ["owned by: Lumen Holdings", "owned by: Kestrel Group"]
    assert lines(build(ledger, "Lumen Holdings"), "relations") == ["owns Corrow Mills"]
    assert "owns" not in predicates()


def test_two_owners_at_one_time_are_contested(ledger: Ledger) -> None:
    assert build(ledger, "Corrow Mills").contested == ()
    judging.keep_vocabulary(ledger, load_vocabulary(OWN), why="companies", by="O. Lind")
    (contest,) = build(ledger, "Corrow Mills").contested
    assert contest.question == "Who or what owns Corrow Mills"
    assert [answer.label for answer in contest.answers] == ["Lumen Holdings", "Kestrel Group"]


def test_a_new_form_takes_the_place_of_the_old_and_both_are_kept(ledger: Ledger, tmp_path: Path) -> None:
    judging.keep_vocabulary(ledger, load_vocabulary(OWN), why="companies", by="O. Lind")
    judging.keep_vocabulary(ledger, load_vocabulary(OWN), why="again", by="O. Lind")
    assert len(ledger.judgements(kind="vocabulary")) == 3
    changed = tmp_path / "changed.yaml"
    changed.write_text(OWN.read_text(encoding="utf-8").replace("holds: one_at_a_time", "holds: many"), encoding="utf-8")
    judging.keep_vocabulary(ledger, load_vocabulary(changed), why="several owners", by="P. Moss")
    assert build(ledger, "Corrow Mills").contested == ()
    assert len(ledger.judgements(kind="vocabulary")) == 4
    assert len(ledger.judgements(kind="vocabulary", standing=True)) == 3
