"""Which judgements hold, after any sequence of judging and undoing."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly import judging, ways
from reportedly.errors import AmbiguousError, BadValueError, NotFoundError
from reportedly.ledger import Finding, Ledger
from reportedly.ledger.mending import Changes
from reportedly.ledger.standing import Link, standing
from reportedly.model import Document
from reportedly.model.judgement import ACCEPTED, MENDED, REJECTED, UNDONE
from reportedly.reading.vocabulary import combine_vocabularies

from .made import based, leads, report

BY = "O. Lind"


@pytest.fixture
def document(ledger: Ledger) -> Document:
    made, original = report()
    ledger.add(made, original, [leads(made), based(made)], reader="hand 1")
    return made


def shown(ledger: Ledger) -> list[tuple[str, str, str | None]]:
    """All that people see of the claims."""
    return [(r.claim.id, r.claim.certainty.value, r.review and r.review.id) for r in ledger.claims(rejected=True)]  # type: ignore[misc]


def test_undoing_the_second_gives_back_the_first(ledger: Ledger, document: Document) -> None:
    first = judging.reject(ledger, leads(document).id, why="no", by=BY)
    before = shown(ledger)
    second = judging.accept(ledger, leads(document).id, by=BY)
    after = shown(ledger)
    undoing = judging.undo(ledger, second.id[:8], why="it was right", by="P. Moss")
    assert (undoing.kind, undoing.replaces, undoing.about) == (UNDONE, second.id, second.about)
    assert shown(ledger) == before
    assert ledger.judgements(standing=True) == [first, undoing]
    redoing = judging.undo(ledger, undoing.id, by=BY)
    assert shown(ledger) == after
    assert ledger.judgements(standing=True) == [second, redoing]


def test_what_is_undone_cannot_be_undone_again_and_what_is_not_there_not_at_all(
    ledger: Ledger, document: Document
) -> None:
    made = judging.reject(ledger, leads(document).id, why="no", by=BY)
    undoing = judging.undo(ledger, made.id)
    with pytest.raises(BadValueError, match=f"not undone; {undoing.id} undid this one"):
        judging.undo(ledger, made.id)
    with pytest.raises(NotFoundError, match="reportedly log"):
        judging.undo(ledger, "ffffffff")
    with pytest.raises(BadValueError, match="at least 4"):
        judging.undo(ledger, "ff")
    for number in "12":
        ledger.judge(replace(made, id=f"aaaa{number}", about=("x",)))
    with pytest.raises(AmbiguousError, match="aaaa1, aaaa2"):
        judging.undo(ledger, "aaaa")
    assert judging.undo(ledger, "aaaa1").replaces == "aaaa1"


def test_what_is_judged_after_an_undoing_takes_the_place_of_all(ledger: Ledger, document: Document) -> None:
    first = judging.reject(ledger, leads(document).id, why="no", by=BY)
    undoing = judging.undo(ledger, first.id)
    assert [r.review for r in ledger.claims()] == [None, None]
    second = judging.accept(ledger, leads(document).id, by=BY)
    assert second.replaces == first.id
    judging.undo(ledger, undoing.id)
    # The first is not undone any more, but the second was judged since.
    assert [j.id for j in ledger.judgements(standing=True) if j.kind != UNDONE] == [second.id]
    judging.undo(ledger, second.id)
    assert [j.id for j in ledger.judgements(standing=True) if j.kind != UNDONE] == [first.id]


def test_undoing_one_that_was_replaced_changes_nothing_that_is_shown(ledger: Ledger, document: Document) -> None:
    first = judging.reject(ledger, leads(document).id, why="no", by=BY)
    second = judging.accept(ledger, leads(document).id, by=BY)
    before = shown(ledger)
    judging.undo(ledger, first.id)
    assert shown(ledger) == before
    judging.undo(ledger, second.id)
    assert [r.review for r in ledger.claims()] == [None, None]


def test_what_rests_on_a_mending_falls_with_it_and_comes_back(ledger: Ledger, document: Document) -> None:
    before = shown(ledger)
    first = judging.mend(ledger, leads(document).id, Changes(certainty="probable"), why="a", by=BY)
    judging.mend(ledger, first.about[1], Changes(polarity="denied"), why="b", by=BY)
    both = shown(ledger)
    undoing = judging.undo(ledger, first.id)
    assert shown(ledger) == before
    judging.undo(ledger, undoing.id)
    assert shown(ledger) == both


def test_names_that_only_a_mending_brought_go_with_it(ledger: Ledger, document: Document) -> None:
    made = judging.mend(
        ledger, leads(document).id, Changes(object="organization:Harbour Courier Guild"), why="the guild", by=BY
    )
    assert "Harbour Courier Guild" in {entity.name for entity in ledger.entities()}
    judging.undo(ledger, made.id)
    assert "Harbour Courier Guild" not in {entity.name for entity in ledger.entities()}


def test_a_vocabulary_is_undone(ledger: Ledger) -> None:
    words = "{name}:\n  says: who sponsors whom\n  subject: any\n  object: any\n  holds: many\n  triggers: [{verb}]\n"
    judging.keep_vocabulary(ledger, combine_vocabularies([words.format(name="sponsors", verb="sponsor")]), why="a")
    judging.keep_vocabulary(ledger, combine_vocabularies([words.format(name="sponsors", verb="fund")]), why="b")
    first, second = ledger.judgements()
    judging.undo(ledger, second.id)
    assert ways.vocabulary_of(ledger).text("sponsors") == first.content
    judging.undo(ledger, first.id)
    assert not ways.vocabulary_of(ledger)
    judging.keep_vocabulary(ledger, combine_vocabularies([words.format(name="sponsors", verb="back")]), why="c")
    assert "back" in ways.vocabulary_of(ledger).text("sponsors")


# --- any sequence


@pytest.fixture(scope="module")
def one_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("any") / "one.db"
    with Ledger.open(path) as ledger:
        made, original = report()
        ledger.add(made, original, [leads(made), based(made)], reader="hand 1")
    return path


STEPS = st.lists(
    st.tuples(st.sampled_from(["accept", "reject", "mend", "mend the form", "undo", "redo"]), st.integers(0, 30)),
    max_size=6,
)


@settings(deadline=None, max_examples=12)
@given(STEPS)
def test_undoing_everything_gives_back_the_first_state_exactly(one_report: Path, steps: list[tuple[str, int]]) -> None:
    copy = shutil.copy(one_report, one_report.with_suffix(".copy"))
    with Ledger.open(copy) as ledger:
        made, _ = report()
        first = shown(ledger)
        for step, number in steps:
            _take(ledger, made, step, number)
        while left := [j for j in ledger.judgements(standing=True) if j.kind != UNDONE]:
            judging.undo(ledger, left[-1].id, by=BY)
        for judgement in ledger.judgements():
            if judgement.kind != UNDONE:  # those replaced, and those that fell
                with suppress(BadValueError):
                    judging.undo(ledger, judgement.id, by=BY)
        assert shown(ledger) == first
        found: list[Finding] = []
        ledger.verify(found=found.append)
        assert found == []


def _take(ledger: Ledger, document: Document, step: str, number: int) -> None:
    claims = [leads(document).id, based(document).id]
    judged = ledger.judgements()
    forms = [j.about[1] for j in judged if j.kind == MENDED]
    claim = claims[number % 2]
    certainty = ["probable", "possible", "unknown"][number % 3]
    if step == "accept":
        judging.accept(ledger, claim, by=BY)
    elif step == "reject":
        judging.reject(ledger, claim, why="no", by=BY)
    elif step == "mend":
        judging.mend(ledger, claim, Changes(certainty=certainty), why="so", by=BY)
    elif step == "mend the form" and forms:
        form = forms[number % len(forms)]
        with suppress(BadValueError):
            judging.mend(ledger, form, Changes(polarity="denied"), why="so", by=BY)
    elif judged:
        chosen = judged[number % len(judged)] if step == "undo" else judged[-1]
        with suppress(BadValueError):
            judging.undo(ledger, chosen.id, by=BY)


@st.composite
def histories(draw: st.DrawFn) -> list[Link]:
    """Judgements of one claim as the ledger lets them be made: each replaces one that stands, or undoes one."""
    made: list[Link] = []
    for number in range(draw(st.integers(0, 12))):
        id_ = f"j{number}"
        held = standing(made)
        open_ = [j for j in made if j.id not in {u.replaces for u in made if u.kind == UNDONE and u.id in held}]
        if open_ and draw(st.booleans()):
            undone = draw(st.sampled_from(open_))
            made.append(Link(id_, UNDONE, undone.about, undone.id))
        else:
            reviews = [j for j in made if j.kind != UNDONE]
            before = next((j.id for j in reversed(reviews) if j.id in held), reviews[-1].id if reviews else None)
            made.append(Link(id_, draw(st.sampled_from([ACCEPTED, REJECTED])), ("c",), before))
    return made


@settings(max_examples=50)
@given(histories())
def test_of_one_matter_at_most_one_holds_and_an_undoing_gives_back_what_was(history: list[Link]) -> None:
    held = standing(history)
    reviews = [j.id for j in history if j.id in held and j.kind != UNDONE]
    assert len(reviews) <= 1
    last = [j for j in history if j.kind != UNDONE]
    undone = {j.replaces for j in history if j.kind == UNDONE and j.id in held}
    assert reviews == [j.id for j in last if j.id not in undone][-1:]
    more = Link("more", ACCEPTED, ("c",), reviews[0] if reviews else (last[-1].id if last else None))
    back = [*history, more, Link("back", UNDONE, ("c",), "more")]
    assert standing(back) - {"back"} == held
