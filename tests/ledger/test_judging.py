"""What outlets take back, how reliable sources are, and the log of it all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reportedly import judging
from reportedly.errors import BadValueError, NotFoundError
from reportedly.ledger import Ledger
from reportedly.ledger.mending import Changes
from reportedly.model import Document
from reportedly.model.judgement import CORRECTED, RELIABILITY, RETRACTED
from reportedly.model.reliability import Reliability

from .made import based, leads, report, strength

BY = "O. Lind"


@pytest.fixture
def documents(ledger: Ledger) -> tuple[Document, Document]:
    one, bytes_of_one = report(publisher="The Hill Wire")
    two, bytes_of_two = report("The front has 100 to 250 fighters. So it is.", name="two.txt", publisher="hill wire")
    ledger.add(one, bytes_of_one, [leads(one), based(one)], reader="hand 1")
    ledger.add(two, bytes_of_two, [strength(two)], reader="hand 1")
    return one, two


# --- taken back


def test_a_report_is_taken_back_and_its_claims_stay(ledger: Ledger, documents: tuple[Document, Document]) -> None:
    (made,) = judging.retract(ledger, ["story.txt"], why="withdrawn on 9 May", by=BY)
    assert (made.kind, made.about, made.content) == (RETRACTED, (documents[0].id,), "")
    assert ledger.retracted() == {documents[0].id: made}
    assert [r.retraction for r in ledger.claims()] == [made, made, None]


def test_claims_are_corrected_one_judgement_a_report(ledger: Ledger, documents: tuple[Document, Document]) -> None:
    one, two = documents
    keys = [leads(one).id[:8], strength(two).id, based(one).id]
    first, second = judging.retract(ledger, keys, why="correction", by=BY, corrected="A deputy.")
    assert (first.kind, first.content) == (CORRECTED, "A deputy.")
    assert first.about == (one.id, *sorted([leads(one).id, based(one).id]))
    assert second.about == (two.id, strength(two).id)
    assert ledger.retracted().keys() == {leads(one).id, based(one).id, strength(two).id}


def test_the_mended_form_of_what_was_taken_back_is_taken_back_too(
    ledger: Ledger, documents: tuple[Document, Document]
) -> None:
    mended = judging.mend(ledger, leads(documents[0]).id, Changes(certainty="probable"), why="so", by=BY)
    (made,) = judging.retract(ledger, [leads(documents[0]).id], why="correction", by=BY)
    assert ledger.retracted()[mended.about[1]] == made


def test_a_second_correction_takes_the_place_of_the_first_and_undoing_it_gives_that_back(
    ledger: Ledger, documents: tuple[Document, Document]
) -> None:
    (first,) = judging.retract(ledger, ["two.txt"], why="a", by=BY)
    (second,) = judging.retract(ledger, ["two.txt"], why="b", by=BY, corrected="80 fighters")
    assert second.replaces == first.id
    assert ledger.retracted() == {documents[1].id: second}
    judging.undo(ledger, second.id)
    assert ledger.retracted() == {documents[1].id: first}
    judging.undo(ledger, first.id)
    assert ledger.retracted() == {}
    (third,) = judging.retract(ledger, ["two.txt"], why="c", by=BY)
    assert third.replaces == second.id


def test_what_cannot_be_taken_back(ledger: Ledger, documents: tuple[Document, Document]) -> None:
    with pytest.raises(NotFoundError, match="reportedly reports, reportedly claims"):
        judging.retract(ledger, ["two.txt", "none.txt"], why="x")
    with pytest.raises(BadValueError, match="a reason"):
        judging.retract(ledger, ["two.txt"], why=" ")
    assert ledger.judgements() == []


# --- sources


def test_a_source_has_the_letter_that_it_was_given_last(ledger: Ledger, documents: tuple[Document, Document]) -> None:
    assert [(g.source.name, g.letter, g.source.published, g.source.cited) for g in judging.grades(ledger)] == [
        ("The Hill Wire", Reliability.F, 2, 0), ("Harbour Courier", Reliability.F, 0, 1),
    ]  # fmt: skip
    first = judging.grade(ledger, "hill WIRE", "c", why="so far", by=BY)
    assert (first.kind, first.about, first.content) == (RELIABILITY, ("organization:The Hill Wire",), "C")
    second = judging.grade(ledger, "organization:The Hill Wire", "B", why="better since", by=BY)
    assert second.replaces == first.id
    (graded, other) = judging.grades(ledger)
    assert (graded.letter, graded.letter.words, graded.judgement) == (Reliability.B, "usually reliable", second)
    assert (graded.record, other.record, other.judgement) == ("", "", None)  # Nothing was weighed yet.
    judging.undo(ledger, second.id)
    assert judging.grades(ledger)[0].letter is Reliability.C


def test_what_cannot_be_graded(ledger: Ledger, documents: tuple[Document, Document]) -> None:
    with pytest.raises(NotFoundError, match="near it: The Hill Wire"):
        judging.grade(ledger, "The Hil Wire", "A", why="x")
    with pytest.raises(BadValueError, match=r"B \(usually reliable\)"):
        judging.grade(ledger, "The Hill Wire", "G", why="x")
    with pytest.raises(BadValueError, match="a reason"):
        judging.grade(ledger, "The Hill Wire", "A", why="")
    assert [letter.value for letter in Reliability] == list("ABCDEF")


# --- the log


def told(ledger: Ledger, **asked: object) -> list[str]:
    return [f"{h.kind} {h.state}".strip() for h in ledger.log(**asked)]  # type: ignore[arg-type]


def test_the_log_says_what_happened_in_order(ledger: Ledger, documents: tuple[Document, Document]) -> None:
    one = documents[0]
    first = judging.reject(ledger, leads(one).id, why="no", by=BY)
    second = judging.accept(ledger, leads(one).id, by="P. Moss")
    undoing = judging.undo(ledger, second.id, by=BY)
    judging.grade(ledger, "Harbour Courier", "B", why="x", by=BY)
    ledger.add(one, ledger.original(one.id), [leads(one)], reader="hand 2")
    assert told(ledger) == [
        "read superseded by hand 2", "read", "rejected", f"accepted undone by {undoing.id[:10]}", "undone",
        "reliability", "read",
    ]  # fmt: skip
    read = ledger.log()[0]
    assert (read.id, read.name, read.claims, read.by) == (one.id, "story.txt", 2, "hand 1")
    judging.undo(ledger, undoing.id)
    redoing = ledger.judgements()[-1]
    assert told(ledger, about=leads(one).id[:8]) == [
        "read superseded by hand 2", f"rejected replaced by {second.id[:10]}", "accepted",
        f"undone undone by {redoing.id[:10]}", "read", "undone",
    ]  # fmt: skip
    assert first.id in {h.id for h in ledger.log(by=BY)}


def test_the_log_is_narrowed(ledger: Ledger, documents: tuple[Document, Document]) -> None:
    one, two = documents
    judging.reject(ledger, leads(one).id, why="no", by=BY)
    judging.accept(ledger, strength(two).id, by="P. Moss")
    judging.grade(ledger, "Hill Wire", "B", why="x", by=BY)
    assert told(ledger, by="o. lind") == ["rejected", "reliability"]
    assert told(ledger, by="hand") == told(ledger, kind="read") == ["read", "read"]
    assert told(ledger, kind="accepted") == ["accepted"]
    assert told(ledger, about="two.txt") == ["read", "accepted"]
    assert told(ledger, about=two.id[:9]) == ["read", "accepted"]
    assert told(ledger, about=leads(one).id) == ["read", "rejected"]
    assert told(ledger, about="The Hill Wire") == ["reliability"]
    assert told(ledger, about="Ánja Velkova") == ["read", "rejected"]
    assert told(ledger, about="Nobody") == []
    today = ledger.log()[-1].at.date()
    assert len(told(ledger, since=today)) == 5
    assert told(ledger, since=today + timedelta(days=1)) == []
    assert told(ledger, since=date(2020, 1, 1), kind="rejected", about="story.txt") == ["rejected"]
