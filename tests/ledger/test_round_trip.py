"""Whatever a claim holds, it comes out of the ledger as it went in."""

from __future__ import annotations

import pickle

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.ledger import Ledger, fold, fold_name
from reportedly.model import Claim, Document
from tests.ledger import made


@st.composite
def readings(draw: st.DrawFn) -> tuple[Document, bytes, list[Claim]]:
    document, original = draw(made.documents())
    claims = draw(st.lists(made.claims(document), max_size=5, unique_by=lambda c: c.id))
    return document, original, claims


@settings(max_examples=40, deadline=None)
@given(st.lists(readings(), max_size=3, unique_by=(lambda r: r[0].id, lambda r: r[0].origin)))
def test_documents_and_claims_come_out_as_they_went_in(reports: list[tuple[Document, bytes, list[Claim]]]) -> None:
    with Ledger.open(":memory:") as ledger:
        for document, original, claims in reports:
            added = ledger.add(document, original, claims, reader="hand 1")
            assert added.new_claims == len(claims)
        for document, original, claims in reports:
            assert ledger.document(document.id) == document
            assert ledger.original(document.id) == original
            records = ledger.claims(document=document.id)
            assert {r.claim.id: r.claim for r in records} == {c.id: c for c in claims}
            assert all(r.document == document for r in records)
        assert len(ledger.claims()) == sum(len(claims) for _, _, claims in reports)
        for document, original, claims in reports:
            added = ledger.add(document, original, claims, reader="hand 1")
            assert added.new_claims == 0
            assert not added.new_document


@settings(max_examples=60, deadline=None)
@given(readings())
def test_a_claim_survives_the_way_between_processes(reading: tuple[Document, bytes, list[Claim]]) -> None:
    for claim in reading[2]:
        back = pickle.loads(pickle.dumps(claim))
        assert back == claim
        assert back.id == claim.id
        assert hash(back) == hash(claim)


@settings(max_examples=40, deadline=None)
@given(readings(), st.text(max_size=20))
def test_every_word_of_a_claim_finds_it_and_no_query_breaks_the_search(
    reading: tuple[Document, bytes, list[Claim]], query: str
) -> None:
    document, original, claims = reading
    with Ledger.open(":memory:") as ledger:
        ledger.add(document, original, claims, reader="hand 1")
        for claim in claims:
            if any(c.isalnum() for c in fold(claim.quote)):
                assert claim in [r.claim for r in ledger.search(f'"{fold(claim.quote)}"')]
        if any(c.isalnum() for c in fold(query)):
            ledger.search(query)


@given(st.text(max_size=30))
def test_folding_is_done_once(words: str) -> None:
    assert fold(fold(words)) == fold(words)
    assert fold_name(fold_name(words)) == fold_name(words) or fold_name(words).startswith("the ")
    assert fold(words) == fold(words.upper().lower()) or "ß" in words or not words.isascii()


def test_names_that_are_the_same_fold_to_the_same() -> None:
    for one, other in [
        ("Ánja  VELKOVÁ", "anja velkova"),
        ("al-Qamar", "Al Qamar"),
        ("the Reed Front", "REED FRONT"),
        ("Jami’at", "Jamiat"),
        ("Łukasz Ørn", "Lukasz Orn"),
        ("Фёдор Зайцев", "фЕдор зайцев"),
        ("أَحْمَد", "احمد"),
        ("Straße", "STRASSE"),
        ("Velkova's", "Velkova"),
    ]:
        assert fold_name(one) == fold_name(other), (one, other)
    assert fold_name("The") == "the"
    assert fold("!!!") == "!!!"


@given(st.text(st.characters(codec="ascii"), max_size=30))
def test_the_short_way_for_plain_letters_comes_to_the_same(words: str) -> None:
    assert fold(words + " e") == fold(words + " e\N{COMBINING ACUTE ACCENT}")
