"""What holds of any pile of claims: no order matters, nothing is lost, what is unrelated changes nothing."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.ledger import Record
from reportedly.model import Claim, Interval, Mention, Polarity, Quantity, Span
from reportedly.weighing import Conflict, Kin, Proposition, Relation, Side, conflicts, propositions, relations
from tests.weighing.ways import WAYS
from tests.written import DENIED, PROBABLE, UNKNOWN, Said, number, org, person, place, report, says, speaker

NAMES = ("Idris Valkoen", "Yusuf Darwan", "Orsa Velk")
PEOPLE = [
    replace(person(name), entity=f"p{i}") for i, name in enumerate(("Idris Valkoen", "Yusuf Darwan", "Orsa Velk"))
]
BODIES = [replace(org(name), entity=f"o{i}") for i, name in enumerate(("Sannar Brotherhood", "Orune Army"))]
PLACES = [replace(place(name), entity=f"l{i}") for i, name in enumerate(("Kunduz", "Afghanistan", "Kessra"))]
TIMES = [None, "2019", "2019-05", "2019-05-03", "2019-05-04", "2019~", "../2018", "2018/2020", "XXXX-05-03", "2020"]

drawn = st.tuples(
    st.sampled_from(["leads", "killed", "present_in", "strength", "attack", "controls", "born", "based_in", "founded"]),
    st.integers(0, 2),
    st.integers(0, 2),
    st.sampled_from(TIMES),
    st.sampled_from([Polarity.AFFIRMED, Polarity.AFFIRMED, DENIED]),
    st.sampled_from([PROBABLE, PROBABLE.CERTAIN, UNKNOWN]),
    st.integers(0, 5),
    st.booleans(),
)
Drawn = tuple[str, int, int, str | None, Polarity, "object", int, bool]


def claim_of(one: Drawn) -> Said:
    predicate, i, j, when, polarity, sure, n, quoted = one
    body = BODIES[i % 2]
    sides: dict[str, tuple[Mention, Mention | Quantity | None]] = {
        "leads": (PEOPLE[i], BODIES[j % 2]),
        "killed": (PEOPLE[i], BODIES[j] if j < 2 else None),
        "present_in": (PEOPLE[i], PLACES[j]),
        "strength": (body, number(100 * j, 100 * j + 50 * n)),
        "attack": (body, PLACES[j]),
        "controls": (body, PLACES[j]),
        "born": (PEOPLE[i], PLACES[j]),
        "based_in": (body, PLACES[j]),
        "founded": (body, PEOPLE[j]),
    }
    subject, other = sides[predicate]
    more: dict[str, object] = {"time": when} if when else {}
    if predicate == "leads" and when and n % 3:
        more = {("start" if n % 3 == 1 else "end"): when}
    if predicate == "attack":
        more |= {"killed": number(n, n), "place": PLACES[n % 3]}
    by = (speaker("Jamal Haldun"),) if quoted else ()
    return says(predicate, subject, other, polarity=polarity, sure=sure, by=by, **more)


def records(drawn: Sequence[Drawn], seed: str = "") -> list[Record]:
    told: list[Record] = []
    for i, one in enumerate(drawn):
        day = f"{2016 + one[6]}-0{1 + i % 9}-11" if one[6] else None
        told += report(f"{seed}{i}.txt", f"Paper {i % 3}", day, (f"Report {seed}{i}.", claim_of(one))).records
    return told


def seen(
    found: Sequence[Proposition], related: Sequence[Relation], disputed: Sequence[Conflict]
) -> tuple[object, object, object]:
    """What was made of some claims, so that it can be compared."""
    return (
        [(p.id, [t.claim.id for t in p.claims]) for p in found],
        {(r.kind, r.a.id, r.b.id, r.a.first.claim.id, r.b.first.claim.id, r.what, r.why) for r in related},
        [
            (c.kind, c.predicate, c.about, c.what, c.why, [[t.claim.id for t in s.claims] for s in c.sides])
            for c in disputed
        ],
    )


def _ids(side: Side) -> list[str]:
    return [t.claim.id for t in side.claims]


def weighed(told: Sequence[Record]) -> tuple[object, object, object]:
    found = propositions(told, WAYS)
    return seen(found, relations(found, WAYS), conflicts(found, WAYS))


@settings(max_examples=50, deadline=None)
@given(st.lists(drawn, min_size=2, max_size=14), st.randoms(use_true_random=False))
def test_any_order_of_reading_gives_the_same(drawn: list[Drawn], order: random.Random) -> None:
    told = records(drawn)
    shuffled = list(told)
    order.shuffle(shuffled)
    assert weighed(told) == weighed(shuffled)


@settings(max_examples=40, deadline=None)
@given(st.lists(drawn, min_size=1, max_size=16))
def test_every_claim_is_in_exactly_one_proposition_of_an_id_of_its_own(drawn: list[Drawn]) -> None:
    told = records(drawn)
    found = propositions(told, WAYS)
    assert sorted(t.claim.id for p in found for t in p.claims) == sorted(t.claim.id for t in told)
    assert len({p.id for p in found}) == len(found)


@settings(max_examples=40, deadline=None)
@given(st.lists(drawn, min_size=2, max_size=14))
def test_two_propositions_stand_in_one_relation_in_each_respect(drawn: list[Drawn]) -> None:
    found = propositions(records(drawn), WAYS)
    related = relations(found, WAYS)
    pairs = [(frozenset((r.a.first.claim.id, r.b.first.claim.id)), r.what) for r in related]
    assert len(set(pairs)) == len(pairs)
    assert {(frozenset((r.a.id, r.b.id)), r.what) for r in relations(list(reversed(found)), WAYS)} == {
        (frozenset((r.a.id, r.b.id)), r.what) for r in related
    }
    known = {p.id for p in found}
    assert all({r.a.id, r.b.id} <= known and r.why.endswith(".") for r in related)
    for conflict in conflicts(found, WAYS):
        assert len(conflict.sides) > 1
        assert conflict.why
        assert all(side.claims for side in conflict.sides)


@settings(max_examples=40, deadline=None)
@given(st.lists(drawn, min_size=1, max_size=12), st.lists(drawn, min_size=1, max_size=4))
def test_what_is_unrelated_changes_nothing_else(drawn: list[Drawn], more: list[Drawn]) -> None:
    told = records(drawn)
    others = [_elsewhere(record) for record in records(more, seed="x")]
    before, after = weighed(told), weighed([*told, *others])
    mine = {t.claim.id for t in told}
    assert [p for p in after[0] if set(p[1]) <= mine] == before[0]  # type: ignore[attr-defined]
    assert {r for r in after[1] if r[3] in mine} == before[1]  # type: ignore[attr-defined]


def _elsewhere(record: Record) -> Record:
    """The claim, said of others in another country."""

    def other(part: object) -> object:
        return (
            replace(part, entity=f"{part.entity}-x", name=f"{part.name} of Orm") if isinstance(part, Mention) else part
        )

    claim = record.claim
    more = {name: other(part) for name, part in claim.qualifiers.items()}
    changed = replace(claim, subject=other(claim.subject), object=other(claim.object), qualifiers=more)  # type: ignore[arg-type]
    return replace(record, claim=changed)


@pytest.mark.parametrize("predicate", ["attack", "leads", "strength", "controls", "killed", "born"])
def test_many_claims_on_one_question_cost_little(predicate: str) -> None:
    """The bound is generous; a comparison of every two would take minutes."""
    told = crowd(predicate, 1_500)
    began = time.perf_counter()
    found = propositions(told, WAYS)
    made = relations(found, WAYS)
    spent = time.perf_counter() - began
    assert sum(len(p.claims) for p in found) == len(told)
    assert len(made) < 20 * len(told)
    assert spent < 10


def test_five_thousand_claims_in_one_block_are_grouped_in_seconds() -> None:
    told = crowd("attack", 5_000)
    began = time.perf_counter()
    found = propositions(told, WAYS)
    assert time.perf_counter() - began < 30
    assert sum(len(p.claims) for p in found) == len(told)


def crowd(predicate: str, size: int) -> list[Record]:
    """Claims of one predicate on one question, with many times and values."""
    dice = random.Random(7)
    base = report("r.txt", "Paper", "2020-01-01", ("It is said.", says("met", PEOPLE[0], PEOPLE[1]))).records[0]
    made = []
    for i in range(size):
        day = date(1990, 1, 1) + timedelta(days=dice.randrange(11_000))
        holder = replace(PEOPLE[0], name=f"Holder {i % 997}", entity=f"h{i % 997}")
        sides: dict[str, tuple[Mention, Mention | Quantity]] = {
            "attack": (BODIES[0], PLACES[2]),
            "leads": (holder, BODIES[0]),
            "strength": (BODIES[0], number(i % 811, i % 811 + i % 7)),
            "present_in": (BODIES[0], PLACES[i % 3]),
            "controls": (holder, PLACES[2]),
            "killed": (PEOPLE[0], BODIES[i % 2]),
            "born": (PEOPLE[0], PLACES[i % 3]),
        }
        subject, other = sides[predicate]
        name = "start" if predicate in ("leads", "controls") and i % 2 else "time"
        claim = Claim(
            document=f"{i:064x}",
            quote="It is said.",
            span=Span(0, 11),
            predicate=predicate,
            subject=subject,
            object=other,
            qualifiers={name: Interval(day.isoformat() if i % 5 else f"{day.year}")} if i % 3 else {},
            polarity=DENIED if i % 11 == 0 else Polarity.AFFIRMED,
        )
        document = replace(base.document, id=claim.document, publisher=f"Paper {i % 50}", published=day)
        made.append(replace(base, claim=claim, document=document))
    return made


def test_the_kinds_of_relation_are_those_of_the_contract() -> None:
    assert [str(kin) for kin in Kin] == ["contradicts", "updates", "refines", "differs_in_scope"]
