"""Weighing by partition, as a ledger keeps it, is weighing of all claims together: of each, and however they came."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from reportedly import copying, judging
from reportedly.ledger import Ledger, tables
from reportedly.ways import ways_of
from reportedly.weigh import weigh
from reportedly.weighing import Kin
from reportedly.weighing.credibility import grade
from reportedly.weighing.standing import Standing
from reportedly.weighing.whole import whole
from tests.outlook import fill, told
from tests.written import DENIED, PROBABLE, UNKNOWN, Said, Written, number, org, person, place, says, speaker, unnamed

PEOPLE = [person(name) for name in ("Idris Valkoen", "Yusuf Darwan", "Orsa Velk")]
BODIES = [org(name) for name in ("Salt Guard", "River League", "Hill Column")]
PLACES = [place(name) for name in ("Kessra", "Pelmor", "Kunduz")]
CROWDS = [org("fighters"), person("gunmen"), org("army supply convoy")]
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # to make a failing ledger smaller takes minutes
DAYS = ("2019-02-03", "2019-02-04", "2019-02-20", "2019-06-01", "2020-03-01")
WORDS = ("the northern column has crossed the river", "no northern column has crossed that river", "water is dear")


def _sides() -> st.SearchStrategy[tuple[str, Any, Any]]:
    """A predicate with what can stand on either side of it, those who are known and crowds alike."""
    who, body, where = (st.sampled_from(some) for some in (PEOPLE, BODIES, PLACES))
    actor = st.sampled_from([*BODIES, *BODIES, *CROWDS])
    anybody = st.sampled_from([*PEOPLE, *BODIES, *CROWDS])
    words, nothing, some = st.sampled_from(WORDS), st.none(), st.builds(number, st.just(9), st.sampled_from((9, 12)))

    def of(names: str, one: Any, other: Any) -> st.SearchStrategy[tuple[str, Any, Any]]:
        return st.tuples(st.sampled_from(names.split()), one, other)

    return st.one_of(
        of("leads member_of holds_position", who, st.sampled_from([*BODIES, CROWDS[0]])),
        of("allied_with affiliated_with merged_with agreement clash subordinate_to supports split_from", body, actor),
        of("attack", actor, st.sampled_from([*BODIES, *PLACES, CROWDS[2], None])),
        of("killed", anybody, st.sampled_from([*BODIES, *PEOPLE, None])),
        of("arrested abducted", anybody, st.sampled_from([*BODIES, CROWDS[0], None])),
        of("captured", where, st.sampled_from([*BODIES, CROWDS[0]])),
        of("controls present_in based_in", actor, st.sampled_from([*PLACES, place("hills")])),
        of("met present_in transferred", who, st.sampled_from([*PEOPLE, *PLACES])),
        of("strength", actor, some),
        of("stated", st.sampled_from([*PEOPLE, *BODIES]), words),
        of("born", who, where),
        of("disappeared transferred", who, nothing),
        of("founded", body, who),
        of("open", body, st.sampled_from([org("Tarn Mill"), org("mill")])),
        of("relative_of", who, who),
    )


@st.composite
def claims(draw: st.DrawFn) -> Said:
    """One claim of any sort that finders of relations look at."""
    predicate, one, other = draw(_sides())
    more: dict[str, Any] = {}
    when = draw(st.sampled_from([None, None, "2019", "2019-02", "2019-02-03", "2019-02-04", "2018-07", "2019-05-30"]))
    if when:
        more[draw(st.sampled_from(["time", "time", "start", "end"]))] = when
    if draw(st.booleans()):
        more["place"] = draw(st.sampled_from(PLACES))
    if predicate in ("attack", "clash", "killed", "arrested"):
        count = draw(st.sampled_from([None, 9, 11]))
        if count:
            more["number" if predicate in ("killed", "arrested") else "killed"] = number(count, count)
    if predicate == "holds_position":
        more["title"] = draw(st.sampled_from(["governor", "leader", "spokesman"]))
    if predicate == "leads" and draw(st.booleans()):
        more["title"] = "leader"
    if predicate == "open":
        more["relation"] = draw(st.sampled_from(["owns", "bought"]))
    if predicate == "relative_of":
        more["relation"] = draw(st.sampled_from(["father", "son", "uncle"]))
    polarity = draw(st.sampled_from([DENIED.AFFIRMED, DENIED.AFFIRMED, DENIED]))
    sure = draw(st.sampled_from([PROBABLE.CERTAIN, PROBABLE.CERTAIN, PROBABLE, UNKNOWN]))
    by = draw(st.sampled_from([(), (), (unnamed("officials"),), (speaker("Orsa Velk"),)]))
    return says(predicate, one, other, polarity=polarity, sure=sure, by=by, **more)


OUTLETS = st.sampled_from(["Pelmor Herald", "Lumen Wire", "Hill Gazette"])
REPORTS = st.lists(
    st.tuples(OUTLETS, st.sampled_from(DAYS), st.lists(claims(), min_size=1, max_size=5)), min_size=2, max_size=6
)


def written(drawn: list[tuple[str, str, list[Said]]]) -> list[Written]:
    return [told(f"{i}.txt", f"{name} {i}" if i % 2 else name, day, *said) for i, (name, day, said) in enumerate(drawn)]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "x.db"
    Ledger.open(path).close()
    return path


@contextmanager
def copied(path: Path) -> Iterator[Ledger]:
    with TemporaryDirectory() as folder, Ledger.open(shutil.copy(path, Path(folder) / "x.db")) as ledger:
        yield ledger


def figures(standing: Standing) -> tuple[object, ...]:
    p, mine, theirs = standing.proposition, standing.backing, standing.against
    independent = [end for side in (mine, theirs) for end in (side.independent.low, side.independent.high)]
    return (p.id, len(p.claims), mine.reports, mine.outlets, *independent, int(grade(standing).credibility))


def differing(ledger: Ledger) -> list[tuple[object, ...]]:
    """Where what the ledger keeps is other than what all claims come to together."""
    records = ledger.claims()
    found = whole(
        records, origins=copying.origins_of(ledger), ways=ways_of(ledger), withdrawn=ledger.retracted().keys()
    )
    standings = {one.claim.id: s for s in found.standings.values() for one in s.proposition.claims}
    wrong: list[tuple[object, ...]] = []
    for record in records:
        kept = ledger.weighed.of_claim(record.claim.id)
        wanted = figures(standings[record.claim.id])
        if kept is None:
            wrong.append((record.claim.id, wanted))
            continue
        w = kept[0]
        have = (
            w.id,
            w.claims,
            w.reports,
            w.outlets,
            w.origins_low,
            w.origins_high,
            w.against_low,
            w.against_high,
            w.grade,
        )
        if have != wanted:
            wrong.append((record.claim.predicate, record.claim.quote, have, wanted))
    related = {(*sorted((r.a.id, r.b.id)), r.what) for r in found.relations if r.kind is Kin.CONTRADICTS}
    return wrong + sorted(_contradictions(ledger) ^ related)


def _contradictions(ledger: Ledger) -> set[tuple[str, ...]]:
    with ledger.weighed._door.reading() as connection:
        rows = connection.execute(select(tables.relations).filter_by(kind=Kin.CONTRADICTS.value)).all()
    return {(*sorted((row.a, row.b)), row.what) for row in rows}


@settings(max_examples=12, deadline=None, phases=PHASES)
@given(drawn=REPORTS, steps=st.booleans())
def test_each_claim_stands_as_it_does_among_all(
    drawn: list[tuple[str, str, list[Said]]], steps: bool, empty: Path
) -> None:
    with copied(empty) as ledger:
        reports = written(drawn)
        if steps:
            for one in reports:
                fill(ledger, one)
        else:
            fill(ledger, *reports)
        assert differing(ledger) == []


@settings(max_examples=4, deadline=None, phases=PHASES)
@given(drawn=REPORTS)
def test_so_it_does_when_something_is_taken_back_and_given_back(
    drawn: list[tuple[str, str, list[Said]]], empty: Path
) -> None:
    with copied(empty) as ledger:
        fill(ledger, *written(drawn))
        made = judging.retract(ledger, [ledger.claims()[0].claim.id], why="a test")
        weigh(ledger)
        assert differing(ledger) == []
        for one in reversed(made):
            judging.undo(ledger, one.id)
        weigh(ledger)
        assert differing(ledger) == []
