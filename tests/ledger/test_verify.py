"""What is tampered with is found, named in words, and the rest is looked at all the same."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from reportedly import judging
from reportedly.ledger import Finding, Ledger
from reportedly.ledger.findings import Sort
from reportedly.ledger.mending import Changes
from reportedly.ledger.verify import verify
from reportedly.model import Document

from .made import based, leads, report, strength

BY = "O. Lind"


@pytest.fixture
def documents(ledger: Ledger) -> tuple[Document, Document]:
    """Two reports, one of them read twice and got twice, and three judgements."""
    one, bytes_of_one = report()
    two, bytes_of_two = report("The front has 100 to 250 fighters. So the ministry says.", name="two.txt", title="Two")
    ledger.add(one, bytes_of_one, [leads(one), based(one)], reader="hand 1")
    ledger.add(two, bytes_of_two, [strength(two)], reader="hand 1")
    ledger.add(one, bytes_of_one, [leads(one), strength(one), based(one)], reader="hand 2")
    again, _ = report(name="copy.txt", origin="/elsewhere/copy.txt")
    assert ledger.seen_again(again)
    judging.reject(ledger, based(one).id, why="another camp", by=BY)
    judging.accept(ledger, based(one).id, why="it is the same camp", by="P. Moss")
    judging.mend(ledger, leads(one).id, Changes(certainty="probable"), why="officials only", by=BY)
    return one, two


def found(ledger: Ledger, **asked: object) -> list[Finding]:
    findings: list[Finding] = []
    verified = ledger.verify(found=findings.append, **asked)  # type: ignore[arg-type]
    assert verified.findings == len(findings)
    return findings


def tamper(ledger: Ledger, *statements: str, **values: object) -> None:
    with ledger._writing() as connection:
        for statement in statements:
            connection.execute(text(statement), values)


def test_a_ledger_that_nobody_touched(ledger: Ledger, documents: tuple[Document, ...]) -> None:
    seen: list[tuple[int, int]] = []
    assert found(ledger, progress=lambda done, total: seen.append((done, total)), expect=ledger.head()) == []
    verified = ledger.verify(found=print)
    assert (verified.documents, verified.readings, verified.claims, verified.judgements) == (2, 3, 7, 3)
    assert verified.entries == 3 + 3 + 1
    assert seen[-1] == (5, 5)


def test_an_empty_ledger(ledger: Ledger) -> None:
    assert found(ledger, expect=ledger.head()) == []
    assert ledger.head() == "0" * 64


CHANGES = [
    ("UPDATE claims SET quote = 'It has 100 to 999 fighters, truly.' WHERE id = :strength", Sort.QUOTATION,
     "the quotation is 'It has 100 to 999 fighters, truly.', the report has 'The front has 100 to 250 fighters.'"),
    ("UPDATE claims SET certainty = 'possible' WHERE id = :strength", Sort.CLAIM,
     "its certainty was 'certain' and is 'possible'"),
    ("UPDATE claims SET polarity = 'denied' WHERE id = :strength", Sort.CLAIM, "its polarity was 'affirmed'"),
    ("UPDATE claims SET predicate = 'leads' WHERE id = :strength", Sort.CLAIM, "its predicate was 'strength'"),
    ("UPDATE parts SET high = 900 WHERE slot = 'object' AND type = 'quantity'", Sort.CLAIM, "what it says was chang"),
    ("UPDATE parts SET value = 'Nobody' WHERE slot = 'subject' AND value = 'Reed Front'", Sort.CLAIM, "what it says"),
    ("DELETE FROM parts WHERE slot = 'subject' AND value = 'Reed Front'", Sort.CLAIM, "lacks a part"),
    ("UPDATE claims SET score = 0.1 WHERE id = :strength", Sort.READING, "their confidence"),
    ("UPDATE claims SET learned = '2020-01-01T00:00:00+00:00' WHERE id = :strength", Sort.READING, "learnt"),
    ("UPDATE claims SET read_by = 'review' WHERE id = :strength", Sort.CLAIM, "no judgement says so"),
    ("UPDATE editions SET text = 'The front has 100 to 250 fighters. So nobody said' WHERE title = 'Two'",
     Sort.TEXT, "report two.txt, read by hand 1: its text was changed"),
    ("UPDATE editions SET published = '2019-01-01' WHERE title = 'Two'", Sort.REPORT, "its description"),
    ("UPDATE documents SET origin = '/x' WHERE name = 'two.txt'", Sort.REPORT, "what is noted of its file"),
    ("UPDATE originals SET size = 3 WHERE size > 0", Sort.ORIGINAL, "3 are noted"),
    ("UPDATE readings SET made = '2020-01-01T00:00:00+00:00'", Sort.READING, "who read it, or when"),
    ("UPDATE readings SET superseded_by = NULL", Sort.DERIVED, "superseded by none, expected by reading 3"),
    ("UPDATE retrievals SET retrieved = '2020-01-01T00:00:00+00:00' WHERE name = 'copy.txt'", Sort.RETRIEVAL,
     "from /elsewhere/copy.txt) was changed"),
    ("UPDATE retrievals SET origin = '/x' WHERE name = 'two.txt'", Sort.RETRIEVAL, "its first retrieval"),
    ("UPDATE judgements SET reason = 'he paid me' WHERE kind = 'rejected'", Sort.JUDGEMENT,
     "the reason was changed, and is now 'he paid me'"),
    ("UPDATE judgements SET at = '2020-01-01T00:00:00+00:00' WHERE kind = 'accepted'", Sort.JUDGEMENT,
     "when it was judged was changed"),
    (f"UPDATE judgements SET by = 'X' WHERE by = '{BY}'".replace(" by ", ' "by" '), Sort.JUDGEMENT, "who judged"),
    ("UPDATE judgements SET content = '{}' WHERE kind = 'mended'", Sort.JUDGEMENT, "its content was changed"),
    ("UPDATE judgement_subjects SET about = 'x' WHERE position = 1", Sort.JUDGEMENT, "what it is about"),
    ("DELETE FROM standing_judgements", Sort.DERIVED, "is not noted as holding, but it does"),
    ("DELETE FROM chain WHERE number = 4", Sort.CHAIN, "the chain lacks entry 4: it goes from 3 to 5"),
    ("DELETE FROM chain WHERE number IN (2, 3)", Sort.READING, "has no entry in the chain"),
    ("UPDATE chain SET at = '2020-01-01T00:00:00+00:00' WHERE number = 2", Sort.CHAIN, "entry 2 of the chain"),
    ("UPDATE chain SET previous = hash WHERE number = 2", Sort.CHAIN, "does not follow the one before"),
]  # fmt: skip


def test_what_is_changed_is_found(ledger: Ledger, documents: tuple[Document, Document]) -> None:
    missed = []
    for statement, sort, said in CHANGES:
        findings: list[Finding] = []
        with ledger._engine.connect() as connection, connection.begin() as changing:
            given = {"strength": strength(documents[1]).id} if ":strength" in statement else {}
            assert connection.execute(text(statement), given).rowcount > 0, statement
            verify(connection, found=findings.append)
            changing.rollback()
        if not any(finding.sort is sort and said in str(finding) for finding in findings):
            missed.append((statement, [*map(str, findings)]))
    assert missed == []
    assert found(ledger) == []


def test_a_changed_original(ledger: Ledger, documents: tuple[Document, Document]) -> None:
    tamper(ledger, "UPDATE originals SET content = :content WHERE document = :id", content=b"!", id=documents[1].id)
    (finding,) = found(ledger)
    assert (finding.sort, finding.id) == (Sort.ORIGINAL, documents[1].id)
    assert f"the original was changed: its SHA-256 is bb7208bc9b5d…, expected {documents[1].id[:12]}" in str(finding)
    assert "as entry 2)" in str(finding)


def test_a_deleted_judgement_and_a_deleted_claim(ledger: Ledger, documents: tuple[Document, Document]) -> None:
    (mended,) = ledger.judgements(kind="mended")
    number = "(SELECT number FROM judgements WHERE id = :id)"
    tamper(
        ledger,
        f"DELETE FROM standing_judgements WHERE judgement = {number}",
        f"DELETE FROM judgement_subjects WHERE judgement = {number}",
        "DELETE FROM judgements WHERE id = :id",
        id=mended.id,
    )
    findings = found(ledger)
    assert f"judgement {mended.id} was taken out of the ledger" in str(findings[0])
    assert {finding.sort for finding in findings} == {Sort.JUDGEMENT, Sort.CLAIM}
    claim = "(SELECT number FROM claims WHERE id = :id AND reading = 2)"
    tamper(
        ledger,
        f"DELETE FROM parts WHERE claim = {claim}",
        f"DELETE FROM sources WHERE claim = {claim}",
        f"DELETE FROM weighed_claims WHERE claim = {claim}",
        "DELETE FROM claims WHERE id = :id AND reading = 2",
        id=strength(documents[1]).id,
    )
    assert any("report two.txt, read by hand 1: 1 claims were read, 0 are there" in str(f) for f in found(ledger))


def test_a_judgement_put_in_past_the_program(ledger: Ledger, documents: tuple[Document, Document]) -> None:
    tamper(
        ledger,
        'INSERT INTO judgements (number, id, kind, "by", at, reason) '
        "VALUES (99, 'forged', 'rejected', 'O. Lind', '2024-05-02T00:00:00+00:00', 'no')",
    )
    said = [*map(str, found(ledger))]
    assert any(s.startswith("judgement forged has no entry in the chain: it was put in past") for s in said)


def test_an_end_cut_off_is_seen_by_a_hash_noted_elsewhere(ledger: Ledger, documents: tuple[Document, Document]) -> None:
    noted = ledger.head()
    (last,) = ledger.judgements(kind="mended")
    tamper(
        ledger,
        "DELETE FROM chain WHERE subject = :id",
        "DELETE FROM standing_judgements WHERE judgement = (SELECT number FROM judgements WHERE id = :id)",
        "DELETE FROM judgement_subjects WHERE judgement = (SELECT number FROM judgements WHERE id = :id)",
        "DELETE FROM judgements WHERE id = :id",
        "DELETE FROM parts WHERE claim IN (SELECT number FROM claims WHERE read_by = 'review')",
        "DELETE FROM sources WHERE claim IN (SELECT number FROM claims WHERE read_by = 'review')",
        "DELETE FROM agreements",
        "DELETE FROM weighed_claims",
        "DELETE FROM claims WHERE read_by = 'review'",
        id=last.id,
    )
    assert found(ledger) == []
    (finding,) = found(ledger, expect=noted)
    assert "entries were taken from its end" in str(finding)
    assert found(ledger, expect=ledger.head()) == []


def test_a_noted_hash_stands_whatever_is_added(ledger: Ledger, documents: tuple[Document, Document]) -> None:
    noted = ledger.head()
    judging.reject(ledger, strength(documents[1]).id, why="no", by=BY)
    assert ledger.head() != noted
    assert found(ledger, expect=noted.upper()) == []


def test_many_things_at_once_are_all_found(ledger: Ledger, documents: tuple[Document, Document]) -> None:
    tamper(
        ledger,
        "UPDATE claims SET certainty = 'possible' WHERE read_by <> 'review'",
        "UPDATE originals SET content = :content",
        "UPDATE judgements SET reason = 'x'",
        "UPDATE chain SET at = 'x' WHERE number = 5",
        content=b"",
    )
    sorts = {finding.sort for finding in found(ledger)}
    assert {Sort.CLAIM, Sort.ORIGINAL, Sort.JUDGEMENT, Sort.CHAIN} <= sorts


def test_reports_of_any_number_are_looked_at(ledger: Ledger) -> None:
    for number in range(27):
        document, original = report(f"Report {number}. The front has 100 to 250 fighters.", name=f"{number}.txt")
        ledger.add(document, original, [strength(document)], reader="hand 1")
    assert found(ledger) == []
    tamper(ledger, "UPDATE claims SET quote = 'x' WHERE reading = 26")
    assert [finding.sort for finding in found(ledger)] == [Sort.QUOTATION]
