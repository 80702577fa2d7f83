"""A part of the claims that answer: what it gives is what all of them would be, cut."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportedly.judging.making import new_judgement
from reportedly.ledger import Asked, Ledger
from reportedly.model.judgement import ACCEPTED

from .made import based, leads, report, strength


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """One report, read by a reader, by its later version, and by another; of the first reading a claim was accepted."""
    first, original = report()
    ledger.add(first, original, [leads(first), based(first)], reader="hand 1")
    ledger.add(first, original, [replace(leads(first), score=0.3), strength(first)], reader="hand 2")
    ledger.add(first, original, [leads(first)], reader="other 1")
    ledger.review(based(first).id, new_judgement(ACCEPTED, "", "O. Lind"))
    return ledger


@pytest.mark.parametrize(
    "asked",
    [
        Asked(),
        Asked(superseded=True),
        Asked(repeats=True),
        Asked(predicate="leads"),
        Asked(about="Reed Front"),
        Asked(about="nobody"),
        Asked(min_confidence=0.9),
        Asked(superseded=True, rejected=True, repeats=True),
    ],
)
def test_the_parts_together_are_all_that_answers(filled: Ledger, asked: Asked) -> None:
    every = filled.claims(
        about=asked.about,
        predicate=asked.predicate,
        superseded=asked.superseded,
        rejected=asked.rejected,
        repeats=asked.repeats,
        min_confidence=asked.min_confidence,
    )
    parts = [filled.part(asked, offset=at, limit=1) for at in range(len(every) + 1)]
    assert {part.total for part in parts} == {len(every)}
    assert [record for part in parts for record in part.records] == every


def test_what_a_person_accepted_of_an_earlier_reading_is_there_once(filled: Ledger) -> None:
    found = filled.part(Asked(), limit=10)
    assert sorted(record.claim.predicate for record in found.records) == ["based_in", "leads", "strength"]
