"""A ledger seen without the claims that its reader was unsure of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportedly import judging
from reportedly.errors import BadValueError, NotFoundError
from reportedly.ledger import Ledger, Sure
from reportedly.workspace import Workspace

from .made import based, leads, report


@pytest.fixture
def ledger_of_two(ledger: Ledger) -> Ledger:
    document, original = report()
    claims = [replace(leads(document), score=0.9), replace(based(document), score=0.4)]
    ledger.add(document, original, claims, reader="hand 1")
    return ledger


@pytest.mark.parametrize(("least", "shown"), [(0.0, ["leads", "based_in"]), (0.8, ["leads"]), (0.95, [])])
def test_claims_below_the_confidence_asked_for_are_left_out(
    ledger_of_two: Ledger, least: float, shown: list[str]
) -> None:
    assert [record.claim.predicate for record in Sure(ledger_of_two, least).claims()] == shown


def test_what_a_person_accepted_stays_however_unsure_the_reader_was(ledger_of_two: Ledger) -> None:
    unsure = next(record for record in ledger_of_two.claims() if record.claim.predicate == "based_in")
    judging.accept(ledger_of_two, unsure.claim.id, by="O. Lind", why="seen")
    assert [record.claim.predicate for record in Sure(ledger_of_two, 0.8).claims()] == ["leads", "based_in"]


def test_what_is_no_probability_is_refused(ledger: Ledger) -> None:
    with pytest.raises(BadValueError, match=r"1\.5"):
        Sure(ledger, 1.5)


def test_a_dossier_of_what_is_sure_enough_is_empty_where_nothing_is(ledger_of_two: Ledger) -> None:
    with pytest.raises(NotFoundError):
        Workspace(ledger_of_two).dossier("Reed Front", min_confidence=0.99)
