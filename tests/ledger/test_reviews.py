"""What people judge of claims: appended, honoured by every view, and undone by the next judgement."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from reportedly import judging
from reportedly.errors import BadValueError, NotFoundError
from reportedly.ledger import BY_REVIEW, Ledger, UnfitError
from reportedly.ledger.mending import Changes
from reportedly.model import Claim, Document, Judgement, Kind, Mention, Span
from reportedly.model.judgement import ACCEPTED, MENDED, REJECTED

from .made import claim, report

BY = "O. Lind"


def leads(document: Document) -> Claim:
    return claim(document, "Ánja Velkova leads the Reed Front, officials said.", "leads", "Ánja Velkova", "Reed Front")


def based(document: Document) -> Claim:
    return claim(document, "Its camp lies near Old Ferry", "based_in", "Reed Front", "Old Ferry")


@pytest.fixture
def document(ledger: Ledger) -> Document:
    made, original = report()
    ledger.add(made, original, [leads(made), based(made)], reader="hand 1")
    return made


def shown(ledger: Ledger, **asked: object) -> list[str]:
    return [record.claim.predicate for record in ledger.claims(**asked)]  # type: ignore[arg-type]


def test_a_rejected_claim_is_kept_and_not_shown(ledger: Ledger, document: Document) -> None:
    made = leads(document)
    kept = judging.reject(ledger, made.id[:8], why="another front", by=BY)
    assert (kept.kind, kept.about, kept.by, kept.reason) == (REJECTED, (made.id,), BY, "another front")
    assert shown(ledger) == ["based_in"]
    assert shown(ledger, about="Ánja Velkova") == []
    assert [r.claim.predicate for r in ledger.search("velkova")] == []
    assert ledger.counts()["claims"] == 1
    (record,) = (r for r in ledger.claims(rejected=True) if r.claim.id == made.id)
    assert record.review == kept
    assert ledger.claim(made.id).review == kept


def test_the_next_judgement_takes_the_place_of_the_last(ledger: Ledger, document: Document) -> None:
    made = leads(document)
    first = judging.reject(ledger, made.id, why="another front", by=BY)
    second = judging.accept(ledger, made.id, by="P. Moss")
    assert (second.replaces, first.replaces) == (first.id, None)
    assert shown(ledger) == ["leads", "based_in"]
    assert ledger.judgements(about=made.id) == [first, second]
    assert ledger.judgements(about=made.id, standing=True) == [second]


def test_a_mended_claim_is_shown_as_it_was_mended_and_the_original_kept(ledger: Ledger, document: Document) -> None:
    made = leads(document)
    changes = Changes(predicate="founded", subject="organization:Reed Front", object="person:Ánja Velkova")
    kept = judging.mend(ledger, made.id, changes, why="she founded it", by=BY)
    assert (kept.kind, kept.about[0]) == (MENDED, made.id)
    (record,) = ledger.claims(predicate="founded")
    assert record.claim.id == kept.about[1]
    assert (record.claim.reader, record.review) == (BY_REVIEW, kept)
    assert isinstance(record.claim.object, Mention)
    assert record.claim.object.span == Span(0, len("Ánja Velkova"))
    assert record.claim.quote == made.quote
    assert shown(ledger) == ["founded", "based_in"]
    assert sorted(shown(ledger, rejected=True)) == ["based_in", "founded", "leads"]
    assert ledger.claim(made.id).claim.id == made.id
    assert ledger.claim(kept.about[1]).claim == record.claim


def test_names_that_a_mending_brings_are_known(ledger: Ledger, document: Document) -> None:
    changes = Changes(object="organization:Harbour Courier")
    judging.mend(ledger, leads(document).id, changes, why="the paper", by=BY)
    assert "Harbour Courier" in {entity.name for entity in ledger.entities()}
    assert shown(ledger, about="Harbour Courier") == ["leads"]


def test_a_mending_is_undone_and_done_again(ledger: Ledger, document: Document) -> None:
    made = leads(document)
    kept = judging.mend(ledger, made.id, Changes(certainty="probable"), why="officials only", by=BY)
    judging.accept(ledger, made.id, by=BY)
    assert [r.claim.id for r in ledger.claims(predicate="leads")] == [made.id]
    again = judging.mend(ledger, made.id, Changes(certainty="probable"), why="after all", by=BY)
    assert again.about == kept.about
    assert [r.claim.id for r in ledger.claims(predicate="leads")] == [kept.about[1]]


def test_a_mended_claim_can_be_mended_and_rejected(ledger: Ledger, document: Document) -> None:
    first = judging.mend(ledger, leads(document).id, Changes(certainty="probable"), why="a", by=BY)
    second = judging.mend(ledger, first.about[1], Changes(polarity="denied"), why="b", by=BY)
    (record,) = ledger.claims(predicate="leads")
    assert record.claim.id == second.about[1]
    judging.reject(ledger, second.about[1], why="c", by=BY)
    assert shown(ledger) == ["based_in"]


def test_judgements_outlive_a_new_reading(ledger: Ledger, document: Document) -> None:
    made, other = leads(document), based(document)
    judging.mend(ledger, made.id, Changes(certainty="probable"), why="officials only", by=BY)
    judging.accept(ledger, other.id, by=BY)
    original = ledger.original(document.id)
    ledger.add(document, original, [made], reader="hand 2")
    found = ledger.claims()
    assert sorted((r.claim.predicate, r.claim.certainty.value) for r in found) == [
        ("based_in", "certain"), ("leads", "probable"),
    ]  # fmt: skip
    ledger.add(document, original, [made, other], reader="hand 3")
    assert sorted(shown(ledger)) == ["based_in", "leads"]
    judging.reject(ledger, other.id, why="no", by=BY)
    ledger.add(document, original, [made, other], reader="hand 4")
    assert shown(ledger) == ["leads"]


def test_the_view_for_other_tools_honours_them(ledger: Ledger, document: Document) -> None:
    def statements() -> list[tuple[str, str]]:
        with ledger._reading() as connection:
            rows = connection.execute(text("SELECT predicate, certainty FROM claims_view ORDER BY predicate")).all()
        return [(row[0], row[1]) for row in rows]

    judging.reject(ledger, based(document).id, why="no", by=BY)
    judging.mend(ledger, leads(document).id, Changes(certainty="possible"), why="may", by=BY)
    assert statements() == [("leads", "possible")]
    judging.accept(ledger, leads(document).id, by=BY)
    assert statements() == [("leads", "certain")]


def test_what_cannot_be_judged_is_refused_and_nothing_is_written(ledger: Ledger, document: Document) -> None:
    made = leads(document)
    with pytest.raises(BadValueError, match="a reason"):
        judging.reject(ledger, made.id, why=" ")
    with pytest.raises(BadValueError, match="says this already"):
        judging.mend(ledger, made.id, Changes(certainty="certain"), why="x")
    with pytest.raises(BadValueError, match="a predicate of the vocabulary"):
        judging.mend(ledger, made.id, Changes(predicate="owns"), why="x")
    with pytest.raises(NotFoundError):
        judging.accept(ledger, "ffffffff")
    judgement = Judgement("j", "same", (), BY, datetime.now(UTC), "x")
    with pytest.raises(BadValueError, match="accepted, rejected, mended"):
        ledger.review(made.id, judgement)
    stray = replace(made, object=Mention("X", Kind.ORGANIZATION, Span(9_000, 9_001)))
    with pytest.raises(UnfitError):
        ledger.review(made.id, replace(judgement, kind=MENDED), mended=stray)
    assert ledger.judgements() == []
    assert shown(ledger) == ["leads", "based_in"]


def test_a_judgement_knows_its_kinds() -> None:
    assert (ACCEPTED, REJECTED, MENDED) == ("accepted", "rejected", "mended")
