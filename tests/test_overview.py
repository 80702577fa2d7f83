"""What a whole ledger comes to: what is contested, what changed since a day, what nobody says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from reportedly import judging, overview
from reportedly.errors import NotFoundError
from reportedly.ledger import Ledger
from reportedly.weighing.changes import News

from .outlook import KESSRA, REPORTS, fill, told
from .written import org, says


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "x.db") as opened:
        fill(opened)
        yield opened


def news(ledger: Ledger, since: str, name: str | None = None, *, learned: bool = False) -> set[tuple[News, str]]:
    found = overview.changes(ledger, date.fromisoformat(since), name, learned=learned)
    return {(change.news, change.proposition.predicate) for change in found}


def test_what_is_contested_is_given_with_both_sides_and_why(ledger: Ledger) -> None:
    found = {dispute.predicate: dispute for dispute in overview.conflicts(ledger)}
    assert found.keys() == {"killed", "founded"}
    sides = {tuple(record.document.name for record in side) for side in found["founded"].sides}
    assert sides == {("b.txt",), ("e.txt",)}
    assert "2009" in found["founded"].why
    assert "2013" in found["founded"].why
    assert [d.predicate for d in overview.conflicts(ledger, "Idris Valkoen")] == ["killed"]
    assert len(overview.conflicts(ledger, most=1)) == 1
    with pytest.raises(NotFoundError):
        overview.conflicts(ledger, "Nobody Known")


def test_what_came_since_a_day_is_new_confirms_or_contradicts(ledger: Ledger) -> None:
    assert (News.CONFIRMED, "leads") in news(ledger, "2018-12-31")
    assert (News.NEW, "founded") in news(ledger, "2018-12-31")
    assert (News.CONTRADICTED, "killed") in news(ledger, "2019-05-01")
    assert (News.CONTRADICTED, "founded") in news(ledger, "2019-05-31")
    assert (News.CONFIRMED, "leads") not in news(ledger, "2019-03-31")
    assert {predicate for _, predicate in news(ledger, "2019-05-01", "Idris Valkoen")} == {"killed"}
    assert all(kind is News.STALE for kind, _ in news(ledger, "2019-06-07"))


def test_what_is_not_attested_for_long_goes_stale(ledger: Ledger) -> None:
    assert (News.STALE, "based_in") in news(ledger, "2017-12-31")
    assert (News.STALE, "based_in") not in news(ledger, "2019-01-01")  # It had been stale before.


def test_what_was_taken_back_is_news_of_the_day_on_which_it_was_noted(ledger: Ledger) -> None:
    judging.retract(ledger, ["b.txt"], why="withdrawn", by="O. Lind")
    yesterday = (datetime.now(UTC).date() - timedelta(days=1)).isoformat()
    assert (News.WITHDRAWN, "founded") in news(ledger, yesterday)
    assert [d.predicate for d in overview.conflicts(ledger, "Salt Guard")] == []


def test_what_the_ledger_learned_is_asked_by_its_own_days(ledger: Ledger) -> None:
    assert (News.NEW, "based_in") in news(ledger, "2020-01-01", learned=True)
    assert (News.NEW, "based_in") not in news(ledger, "2020-01-01")


def test_open_questions_name_what_nobody_says_and_what_rests_on_one(ledger: Ledger) -> None:
    found = overview.questions(ledger, "Salt Guard")
    kinds = {question.kind for question in found}
    assert "one_origin" in kinds
    assert kinds.isdisjoint({"leader", "strength", "base"})
    alone = [question for question in found if question.kind == "one_origin"]
    assert all(len({t.document.id for t in question.claims}) == 1 for question in alone)
    assert "fate" in {question.kind for question in overview.questions(ledger, "Idris Valkoen")}
    assert overview.questions(ledger, most=1)
    fill(ledger, told("g.txt", "Lumen Wire", "2019-07-01", says("attack", org("River League"), KESSRA)))
    unsaid = {question.kind for question in overview.questions(ledger, "River League")}
    assert unsaid >= {"leader", "founder", "strength", "base"}


def test_of_two_that_bear_a_name_the_one_of_whom_most_is_said_is_meant(ledger: Ledger) -> None:
    fill(ledger, told("g.txt", "Lumen Wire", "2019-07-01", says("strength", org("Idris Valkoen"), org("Salt Guard"))))
    assert overview.entity_named(ledger, "Idris Valkoen").kind.value == "person"


def test_the_record_of_a_source_follows_from_what_others_say(ledger: Ledger) -> None:
    records = {graded.source.name: graded.record for graded in judging.grades(ledger)}
    assert records["Pelmor Herald"] == "2 statements, 1 confirmed by independent origins, 0 contradicted"
    assert records["Hill Gazette"] == "2 statements, 0 confirmed by independent origins, 1 contradicted"
    judging.retract(ledger, ["e.txt"], why="withdrawn", by="O. Lind")
    after = {graded.source.name: graded.record for graded in judging.grades(ledger)}
    assert after["Lumen Wire"].endswith("1 confirmed by independent origins, 0 contradicted")


def test_a_retraction_and_its_undoing_are_weighed_at_once(ledger: Ledger) -> None:
    before = [d.why for d in overview.conflicts(ledger)]
    (made,) = judging.retract(ledger, ["e.txt"], why="withdrawn", by="O. Lind")
    assert "founded" not in {d.predicate for d in overview.conflicts(ledger)}
    judging.undo(ledger, made.id)
    assert [d.why for d in overview.conflicts(ledger)] == before


def test_an_empty_ledger_has_nothing_to_say(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "empty.db") as opened:
        assert (
            overview.conflicts(opened) == overview.changes(opened, date(2019, 1, 1)) == overview.questions(opened) == []
        )
    assert len(REPORTS) == 5
