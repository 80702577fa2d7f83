"""A ledger is weighed alike in whatever order it came about; what is undone leaves no trace; nothing gets lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from reportedly import judging
from reportedly.ledger import Ledger, tables
from reportedly.weigh import weigh
from tests.written import DENIED, PROBABLE, Written, number, org, outlet, person, place, report, says, speaker, unnamed

GUARD, LEAGUE = org("Salt Guard"), org("River League")
IDRIS, YUSUF = person("Idris Valkoen"), person("Yusuf Darwan")
KESSRA, PELMOR = place("Kessra"), place("Pelmor")

_COPIED = (
    "The column that left the salt works before dawn was stopped at the second bridge, where the drivers were told to "
    "leave their lorries, said people who had come on foot to the market of the town and waited there for news."
)


def written(name: str, publisher: str, day: str, *said: Any, text: str = "") -> Written:
    sentences = [(f"{publisher} of {day} has statement {i}.", one) for i, one in enumerate(said)]
    return report(name, publisher, day, *([(text,)] if text else []), *sentences)


REPORTS = (
    written("a", "Pelmor Herald", "2019-02-03", says("leads", IDRIS, GUARD), says("strength", GUARD, number(200, 250))),
    written(
        "b", "Lumen Wire", "2019-03-01", says("leads", YUSUF, GUARD), says("based_in", GUARD, KESSRA), text=_COPIED
    ),
    written("c", "Tashin Mirror", "2019-03-02", says("leads", YUSUF, GUARD, by=unnamed("officials")), text=_COPIED),
    written(
        "d", "Pelmor Herald", "2019-05-06", says("killed", IDRIS, time="2019-05-04"), says("attack", LEAGUE, KESSRA)
    ),
    written("e", "Radio Kessra", "2019-08-01", says("leads", IDRIS, GUARD, start="2019-07", sure=PROBABLE)),
    written("f", "Lumen Wire", "2019-08-09", says("killed", IDRIS, polarity=DENIED, by=speaker("Yusuf Darwan"))),
    written("g", "Hill Gazette", "2020-01-01", says("strength", GUARD, number(900, 900), by=unnamed("a fighter"))),
    written("h", "Hill Gazette", "2020-02-01", says("controls", LEAGUE, PELMOR), says("controls", GUARD, PELMOR)),
)


# The bureau is cited by a longer name that the third report explains: its own reports and this one are one origin then.
BUREAU = (
    written("i", "NBS", "2019-04-01", says("strength", GUARD, number(200, 250))),
    written(
        "k", "Tashin Mirror", "2019-04-03", says("strength", GUARD, number(200, 250), by=outlet("North Bay Service"))
    ),
    written("l", "Hill Gazette", "2019-05-01", says("also_known_as", org("North Bay Service"), org("NBS"))),
)


def state(ledger: Ledger) -> dict[str, list[Any]]:
    """All that weighing keeps, without the numbers that the database gives."""
    with ledger.weighed._door.reading() as connection:

        def rows(table: Any, *names: str) -> list[Any]:
            return sorted(map(repr, connection.execute(select(*(table.c[name] for name in names))).all()))

        claims = tables.claims
        voices = select(claims.c.id, *(c for c in tables.weighed_claims.c if c.name != "claim")).join_from(
            tables.weighed_claims, claims, claims.c.number == tables.weighed_claims.c.claim
        )
        return {
            "propositions": rows(tables.propositions, *tables.propositions.c.keys()),
            "relations": rows(tables.relations, "partition", "kind", "a", "b", "what", "why"),
            "conflicts": rows(tables.conflicts, "partition", "kind", "predicate", "what", "why", "sides", "reports"),
            "links": rows(tables.links, "document", "origin", "outlet", "via", "score", "reasons", "passages"),
            "voices": sorted(map(repr, connection.execute(voices).all())),
            "entities": sorted(map(repr, ledger.entities())),
            "members": sorted(map(repr, ledger.members())),
        }


def add(ledger: Ledger, *reports: Written) -> None:
    for one in reports:
        ledger.add(one.document, one.original, one.claims, reader="by hand 1")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger without reports: copied, it saves each example the making of the tables."""
    path = tmp_path_factory.mktemp("empty") / "x.db"
    Ledger.open(path).close()
    return path


@pytest.fixture(scope="module")
def weighed(empty: Path) -> Path:
    """A ledger with all reports, weighed."""
    path = empty.with_name("weighed.db")
    shutil.copy(empty, path)
    with Ledger.open(path) as ledger:
        add(ledger, *REPORTS)
        weigh(ledger)
    return path


@pytest.fixture(scope="module")
def expected(weighed: Path) -> dict[str, list[Any]]:
    with Ledger.open(weighed) as ledger:
        return state(ledger)


@contextmanager
def copied(path: Path) -> Iterator[Ledger]:
    with TemporaryDirectory() as folder, Ledger.open(shutil.copy(path, Path(folder) / "x.db")) as ledger:
        yield ledger


@settings(max_examples=8, deadline=None)
@given(order=st.permutations(range(len(REPORTS))), cuts=st.sets(st.integers(1, len(REPORTS) - 1), max_size=2))
def test_the_order_of_reading_makes_no_difference(
    order: list[int], cuts: set[int], expected: dict[str, list[Any]], empty: Path
) -> None:
    with copied(empty) as ledger:
        for position, number_ in enumerate(order):
            add(ledger, REPORTS[number_])
            if position + 1 in cuts:
                weigh(ledger)
        weigh(ledger)
        assert state(ledger) == expected


def test_an_outlet_that_becomes_known_by_another_name_is_weighed_anew(empty: Path) -> None:
    with copied(empty) as ledger:
        add(ledger, *BUREAU)
        weigh(ledger)
        wanted = state(ledger)
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        with copied(empty) as ledger:
            for number_ in order:
                add(ledger, BUREAU[number_])
                weigh(ledger)
            assert state(ledger) == wanted


def test_weighing_anew_changes_nothing(weighed: Path, expected: dict[str, list[Any]]) -> None:
    with copied(weighed) as ledger:
        weigh(ledger, anew=True)
        assert state(ledger) == expected
        assert weigh(ledger).claims == 0


def test_every_claim_lies_in_one_proposition(expected: dict[str, list[Any]]) -> None:
    assert len(expected["voices"]) == sum(len(one.claims) for one in REPORTS)


@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_what_is_undone_leaves_no_trace(data: st.DataObject, expected: dict[str, list[Any]], weighed: Path) -> None:
    with copied(weighed) as ledger:
        claims = [record.claim.id for record in ledger.claims()]
        made = []
        for _ in range(data.draw(st.integers(1, 3))):
            claim = data.draw(st.sampled_from(claims))
            if data.draw(st.booleans()):
                made.append(judging.reject(ledger, claim, why="a test").id)
            else:
                made += [j.id for j in judging.retract(ledger, [claim], why="a test")]
            weigh(ledger)
        for judgement in reversed(made):
            judging.undo(ledger, judgement)
            weigh(ledger)
        assert state(ledger) == expected


def test_a_person_says_that_two_reports_have_one_origin(tmp_path: Path, expected: dict[str, list[Any]]) -> None:
    with Ledger.open(tmp_path / "x.db") as ledger:
        add(ledger, *REPORTS)
        weigh(ledger)
        first = judging.same_origin(ledger, "a", "e", why="the station read the paper out")
        judged = state(ledger)
        assert any("judged" in link for link in judged["links"])
        assert judged["propositions"] != expected["propositions"]
        judging.undo(ledger, first.id)
        assert state(ledger) == expected
        second = judging.independent(ledger, "b", "c", why="both sent a reporter")
        both = [REPORTS[1].document.id, REPORTS[2].document.id]
        assert not any(all(id_ in link for id_ in both) for link in state(ledger)["links"])
        judging.undo(ledger, second.id)
        assert state(ledger) == expected
