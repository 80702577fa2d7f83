"""A ledger as training texts: what was read or judged in it, with the words of each role."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportedly.errors import NotFoundError
from reportedly.ledger import Ledger
from reportedly.model import Claim, Document, Judgement, Span
from reportedly.naming import resolve_names
from reportedly.reading.remote import Endpoint, RemoteReader
from tests.ledger.made import report
from tests.reading.remote.played import served
from training.corpora.ledger import Trust, load, mark
from training.example import Example
from training.labels import PREDICATES, ROLES

STORY = (
    "Anja Velkova leads the Reed Front since 2019, officials said. Rain fell for days. "
    "Oskar Lind no longer leads the Hill Brigade."
)


@pytest.fixture
def read(tmp_path: Path) -> tuple[Path, Document, list[Claim]]:
    """A ledger that a larger reader has filled."""
    document, original = report(STORY)
    with served() as server, RemoteReader(Endpoint("valley-70b", server.base_url)) as reader:
        claims = reader.read(document)
        with Ledger.open(tmp_path / "reports.db") as ledger:
            ledger.add(document, original, claims, reader=reader.name)
            resolve_names(ledger)
    return tmp_path / "reports.db", document, claims


def words(example: Example, first: int, last: int) -> str:
    return " ".join(example.words[first : last + 1])


def test_a_larger_readers_claims_are_taught_with_the_words_of_their_roles(
    read: tuple[Path, Document, list[Claim]],
) -> None:
    where, document, _ = read
    [example] = load(where)
    assert example.text == document.text
    assert example.triggers is not None
    first, second = sorted(example.triggers, key=lambda trigger: trigger.word)
    assert PREDICATES[first.predicate] == PREDICATES[second.predicate] == "leads"
    assert example.words[first.word] == "leads"
    roles = {ROLES[role]: words(example, a, b) for role, a, b in first.arguments}
    assert roles == {"subject": "Anja Velkova", "object": "the Reed Front", "source0": "officials", "start": "2019"}
    assert (first.polarity, second.polarity) == (0, 1)
    assert example.kinds["Velkova"] == "person"


def test_only_what_is_vouched_for_is_taught_and_the_rest_is_left_out(read: tuple[Path, Document, list[Claim]]) -> None:
    where, _, claims = read
    assert [e.triggers for e in load(where, trust=Trust.ACCEPTED)] == [[]]
    assert [e.text for e in load(where, trust=Trust.ACCEPTED)] == ["Rain fell for days."]
    at = datetime(2024, 7, 1, tzinfo=UTC)
    with Ledger.open(where) as ledger:
        ledger.review(claims[0].id, Judgement("j1", "accepted", (), "O. Lind", at, "so it says"))
    [example] = load(where, trust=Trust.ACCEPTED)
    assert example.text == STORY.partition(" Oskar")[0]
    assert len(example.triggers or ()) == 1
    with Ledger.open(where) as ledger:
        ledger.review(claims[1].id, Judgement("j2", "rejected", (), "O. Lind", at, "misread"))
    [example] = load(where, trust=Trust.ACCEPTED)
    assert example.text == STORY
    assert len(example.triggers or ()) == 1


def test_what_two_readers_agree_on_can_be_taught_alone(read: tuple[Path, Document, list[Claim]]) -> None:
    where, document, claims = read
    astray = replace(claims[0], predicate="founded", trigger=None)
    with Ledger.open(where) as ledger:
        ledger.add(document, STORY.encode(), [replace(claims[1], score=0.4), astray], reader="small 1")
        resolve_names(ledger)
    [rest] = load(where, trust=Trust.AGREED, reader="openai:")
    assert rest.text == STORY.partition("said. ")[2]
    assert len(rest.triggers or ()) == 1
    [whole] = load(where, reader="openai:")
    assert whole.text == STORY
    # Without a trigger it cannot be taught, and its sentence would teach that there is nothing.
    [part] = load(where, reader="small")
    assert part.text == STORY.partition("said. ")[2]
    assert load(where, reader="nobody") == []


def test_texts_that_are_only_measured_with_are_left_out(read: tuple[Path, Document, list[Claim]]) -> None:
    where, _, _ = read
    assert load(where, without={mark(STORY.replace(" ", "\n"))}) == []


def test_a_predicate_that_the_network_lacks_is_passed_over(read: tuple[Path, Document, list[Claim]]) -> None:
    where, document, claims = read
    with Ledger.open(where) as ledger:
        own = replace(claims[0], predicate="owns_shares_in", span=Span(0, 12), quote=STORY[:12])
        ledger.add(document, STORY.encode(), [own], reader="hand 1")
    [example] = load(where, reader="hand")
    assert (example.text, example.triggers) == (STORY, [])


def test_a_ledger_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        load(tmp_path / "none.db")
