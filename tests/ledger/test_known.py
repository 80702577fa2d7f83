"""What a ledger knew by a day: later readings and judgements are not there, what they replaced still is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from reportedly import judging
from reportedly.errors import NotFoundError
from reportedly.judging import claims, making, reports, sources, undoing
from reportedly.ledger import Known, Ledger, rows
from reportedly.model import Document, Judgement
from reportedly.workspace import Workspace

from .made import based, leads, report, strength

START = datetime(2024, 6, 1, 12, 0, tzinfo=UTC)


class Clock:
    """The ledger's clock, which a test sets: day 1 is 1 June 2024, noon."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.day = 1
        monkeypatch.setattr(rows, "now", lambda: rows.stamp(self.at))
        real = making.new_judgement

        def dated(*given: object, **named: object) -> Judgement:
            return replace(real(*given, **named), at=self.at)  # type: ignore[arg-type]

        for module in (claims, reports, sources, undoing):
            monkeypatch.setattr(module, "new_judgement", dated)

    @property
    def at(self) -> datetime:
        return START + timedelta(days=self.day - 1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    return Clock(monkeypatch)  # type: ignore[return-value]


def june(day: int) -> date:
    return date(2024, 6, day)


@pytest.fixture
def document(ledger: Ledger, clock: Clock) -> Document:
    """Read on the 1st and anew on the 5th; judged on the 3rd and the 7th, undone on the 9th; another on the 11th."""
    made, original = report()
    ledger.add(made, original, [leads(made), based(made)], reader="hand 1")
    clock.day = 3
    judging.reject(ledger, leads(made).id, why="no", by="O. Lind")
    clock.day = 5
    ledger.add(made, original, [leads(made), strength(made)], reader="hand 2")
    clock.day = 7
    second = judging.accept(ledger, leads(made).id, by="O. Lind")
    clock.day = 9
    judging.undo(ledger, second.id, by="O. Lind")
    clock.day = 11
    other, bytes_ = report("The front has 100 to 250 fighters, no more.", name="o.txt", published=date(2020, 1, 1))
    ledger.add(other, bytes_, [replace(strength(made), document=other.id, quote=other.text[:33],
                                       span=type(strength(made).span)(0, 33))], reader="hand 1")  # fmt: skip
    return made


def predicates(ledger: Ledger, known: date | None, **asked: object) -> list[str]:
    return [r.claim.predicate for r in ledger.claims(known=known, **asked)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "shown"),
    [
        (date(2024, 5, 31), []),
        (june(1), ["leads", "based_in"]),
        (june(2), ["leads", "based_in"]),
        (june(3), ["based_in"]),
        (june(5), ["strength"]),
        (june(7), ["leads", "strength"]),
        (june(9), ["strength"]),
        (june(11), ["strength", "strength"]),
        (date.max, ["strength", "strength"]),
        (datetime(2024, 6, 3, 11, 59), ["leads", "based_in"]),  # noqa: DTZ001 - without a zone: UTC
        (datetime(2024, 6, 3, 12, 0, tzinfo=UTC), ["based_in"]),
        (datetime(2024, 6, 3, 13, 59, tzinfo=timezone(timedelta(hours=2))), ["leads", "based_in"]),
    ],
)
def test_what_was_known(ledger: Ledger, document: Document, known: date, shown: list[str]) -> None:
    assert predicates(ledger, known) == shown


def test_what_was_known_and_reported_are_asked_freely_together(ledger: Ledger, document: Document) -> None:
    assert predicates(ledger, june(11), as_of=date(2021, 1, 1)) == ["strength"]
    assert predicates(ledger, june(10), as_of=date(2021, 1, 1)) == []
    assert predicates(ledger, june(1), as_of=june(1), superseded=True) == ["leads", "based_in"]
    assert predicates(ledger, june(3), rejected=True) == ["leads", "based_in"]


def test_a_record_is_as_it_was_then(ledger: Ledger, document: Document) -> None:
    (then,) = (r for r in ledger.claims(known=june(3)) if r.claim.predicate == "based_in")
    assert then.superseded_by_reader is None
    (rejected,) = (r for r in ledger.claims(known=june(4), rejected=True) if r.claim.predicate == "leads")
    assert rejected.review is not None
    assert rejected.review.kind == "rejected"
    assert [j.kind for j in ledger.judgements(known=june(7), standing=True)] == ["accepted"]
    assert [j.kind for j in ledger.judgements(known=june(7))] == ["rejected", "accepted"]


def test_the_present_is_what_is_known_now(ledger: Ledger, document: Document) -> None:
    assert ledger.claims(known=june(30)) == ledger.claims()
    assert Known(ledger, june(30)).claims(superseded=True) == ledger.claims(superseded=True)


def test_what_was_taken_back_later_was_not_then(ledger: Ledger, document: Document, clock: Clock) -> None:
    clock.day = 13
    judging.retract(ledger, [document.id], why="withdrawn", by="O. Lind")
    assert list(ledger.retracted()) == [document.id]
    assert ledger.retracted(known=june(12)) == {}
    assert {r.retraction is None for r in ledger.claims(document=document.id, known=june(12))} == {True}
    assert {r.retraction is None for r in ledger.claims(document=document.id)} == {False}


def test_a_dossier_of_what_was_known(ledger: Ledger, document: Document) -> None:
    from reportedly import naming

    naming.resolve_names(ledger)
    assert [Workspace(ledger).dossier("Reed Front", known=june(day)).claims for day in (1, 3, 5, 7)] == [2, 1, 1, 2]
    assert Workspace(ledger).dossier("Reed Front", known=june(1), as_of=june(1)).claims == 2
    assert Workspace(ledger).dossier("Reed Front", known=june(7), min_confidence=1.0).claims == 2
    with pytest.raises(NotFoundError):
        Workspace(ledger).dossier("Reed Front", known=date(2024, 5, 31))
