"""An id that an entity had leads to the entity that has its mentions now, on every backend."""

from __future__ import annotations

import shutil
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly import judging, naming, overview
from reportedly.errors import NotFoundError
from reportedly.ledger import Ledger, Membership
from reportedly.model import Entity, Kind
from reportedly.weigh import weigh
from reportedly.workspace import Workspace
from tests.ledger.made import leads, report, strength
from tests.written import READER, Written, org, person, says
from tests.written import report as written

BODIES = ("Salt Guard", "River League", "Hill Column", "Fourth Brigade")
IDRIS = person("Idris Valkoen")


def told(i: int, *names: str) -> Written:
    said = ((f"Report {i} names the {name}.", says("leads", IDRIS, org(name))) for name in names)
    return written(f"{i}.txt", "Pelmor Herald", f"2019-02-{i + 1:02}", *said)


REPORTS = tuple(told(i, *names) for i, names in enumerate([*((b,) for b in BODIES), BODIES[:2], BODIES[1:]]))


def add(ledger: Ledger, *reports: Written) -> None:
    for one in reports:
        ledger.add(one.document, one.original, one.claims, reader=READER)


def body(ledger: Ledger, name: str) -> str:
    """The id of who goes by a name."""
    return next(e.id for e in ledger.entities() if name in e.names)


def test_an_id_that_went_leads_on_and_is_itself_again_once_that_is_undone(ledger: Ledger) -> None:
    add(ledger, *REPORTS)
    weigh(ledger)
    one, other = body(ledger, BODIES[0]), body(ledger, BODIES[1])
    assert ledger.successor(one) == one
    joined = naming.same(ledger, one, other, why="a test")
    left = body(ledger, BODIES[0])
    assert left == body(ledger, BODIES[1])
    assert left in (one, other)
    gone = other if left == one else one
    assert ledger.successor(gone) == left
    assert overview.entity_named(ledger, gone).id == left
    assert naming.explain(ledger, gone).entity.id == left
    assert Workspace(ledger).dossier(gone) == Workspace(ledger).dossier(left)
    assert ledger.claims(about=gone) == ledger.claims(about=left) != []
    assert naming.same(ledger, gone, body(ledger, BODIES[2]), why="another test").about
    judging.undo(ledger, joined.id)
    assert ledger.successor(gone) == gone
    assert overview.entity_named(ledger, gone).id == gone
    found: list[object] = []
    ledger.verify(found=found.append)
    assert found == []


def test_an_id_that_nobody_had_leads_nowhere(ledger: Ledger) -> None:
    add(ledger, *REPORTS)
    weigh(ledger)
    assert ledger.successor("0" * 16) is None
    with pytest.raises(NotFoundError):
        overview.entity_named(ledger, "0" * 16)


def test_of_several_the_one_with_most_is_meant(ledger: Ledger) -> None:
    documents = [report(name=f"{i}.txt", text=f"{i}: {report()[0].text}")[0] for i in range(5)]
    for document in documents:
        ledger.add(document, f"{document.name[0]}: {report()[0].text}".encode(), [leads(document)], reader="hand 1")
    front = [Membership(d.id, "organization", "Reed Front", "", 1.0, ()) for d in documents]

    def assign(*ids: str) -> None:
        members = [Membership(m.document, m.kind, m.name, id_, 1.0, ()) for m, id_ in zip(front, ids, strict=True)]
        ledger.assign([Entity(id_, "Reed Front", Kind.ORGANIZATION, ("Reed Front",)) for id_ in {*ids}], members)

    assign("a", "a", "a", "a", "a")
    assign("b", "c", "c", "c", "b")
    assert ledger.successor("a") == "c"
    assign("b", "d", "d", "b", "b")
    assert (ledger.successor("a"), ledger.successor("c")) == ("b", "d")
    assign("a", "d", "d", "d", "d")
    assert (ledger.successor("a"), ledger.successor("b"), ledger.successor("c")) == ("a", "d", "d")
    ledger.assign([], [])
    assert ledger.successor("a") is None


def test_of_an_entity_with_very_many_mentions_a_few_are_noted(ledger: Ledger) -> None:
    claims = []
    for i in range(150):
        document, original = report(f"{i}: {report()[0].text}", name=f"{i}.txt")
        ledger.add(document, original, [strength(document)], reader="hand 1")
        claims.append(Membership(document.id, "organization", "Reed Front", "x", 1.0, ()))
    ledger.assign([Entity("x", "Reed Front", Kind.ORGANIZATION, ("Reed Front",))], claims)
    ledger.assign(
        [Entity("y", "Reed Front", Kind.ORGANIZATION, ("Reed Front",))],
        [Membership(m.document, m.kind, m.name, "y", 1.0, ()) for m in claims],
    )
    assert ledger.successor("x") == "y"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("former") / "x.db"
    with Ledger.open(path) as ledger:
        add(ledger, *REPORTS[:2])
        weigh(ledger)
    return path


STEPS = st.one_of(
    st.tuples(st.just("same"), st.sampled_from(list(combinations(BODIES, 2)))),
    st.tuples(st.just("undo"), st.integers(0, 9)),
    st.tuples(st.just("read"), st.integers(2, len(REPORTS) - 1)),
    st.tuples(st.just("anew"), st.none()),
)


@settings(max_examples=12, deadline=None)
@given(steps=st.lists(STEPS, min_size=2, max_size=6))
def test_whatever_is_joined_and_undone_every_id_leads_to_its_mentions(
    steps: list[tuple[str, object]], empty: Path
) -> None:
    with TemporaryDirectory() as folder, Ledger.open(shutil.copy(empty, Path(folder) / "x.db")) as ledger:
        had: dict[str, set[tuple[str, str, str]]] = {}
        made: list[str] = []
        read = {0, 1}
        _remember(ledger, had)
        for what, which in steps:
            if what == "same":
                known = {name for e in ledger.entities() for name in e.names}
                one, other = which  # type: ignore[misc]
                if {one, other} <= known and not _one(ledger, one, other):
                    made.append(naming.same(ledger, one, other, why="a test").id)
            elif what == "undo" and made:
                judging.undo(ledger, made.pop(int(which) % len(made)))  # type: ignore[call-overload]
            elif what == "read" and which not in read:
                read.add(which)  # type: ignore[arg-type]
                add(ledger, REPORTS[which])  # type: ignore[call-overload]
            weigh(ledger, anew=what == "anew")
            _remember(ledger, had)
        now = {(m.document, m.kind, m.name): m.entity for m in ledger.members()}
        alive = {entity.id for entity in ledger.entities()}
        for id_, mentions in had.items():
            holders = [now[mention] for mention in mentions]
            found = ledger.successor(id_)
            if id_ in alive:
                assert found == id_
            else:
                assert holders.count(str(found)) == max(map(holders.count, holders))


def _one(ledger: Ledger, a: str, b: str) -> bool:
    return body(ledger, a) == body(ledger, b)


def _remember(ledger: Ledger, had: dict[str, set[tuple[str, str, str]]]) -> None:
    """What each entity has now; what one had that is no more stays as it was."""
    now: dict[str, set[tuple[str, str, str]]] = {}
    for m in ledger.members():
        now.setdefault(m.entity, set()).add((m.document, m.kind, m.name))
    had |= now
