"""What every ledger keeps, whatever it is kept in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from reportedly.errors import AmbiguousError, BadValueError, NotFoundError
from reportedly.ledger import Added, Ledger, Membership, UnfitError
from reportedly.model import Entity, Judgement, Kind, Mention, Span
from tests.ledger.made import GOT, STORY, based, claim, leads, report, strength


def test_a_report_comes_back_as_it_went_in(ledger: Ledger) -> None:
    document, original = report(publisher="Harbour Courier", authors=("O. Lind", "P. Moss"), title="Camp found")
    made = [leads(document), strength(document), based(document)]
    assert ledger.add(document, original, made, reader="hand 1") == Added(True, 3, 0, True)
    assert ledger.documents() == [document]
    assert ledger.original(document.id) == original
    records = ledger.claims()
    assert [r.claim for r in records] == made
    assert [r.claim.id for r in records] == [c.id for c in made]
    assert all(r.document == document and r.reader == "hand 1" and r.superseded_by_reader is None for r in records)
    assert all(r.document.text[r.claim.span.start : r.claim.span.end] == r.claim.quote for r in records)


def test_the_same_reading_changes_nothing(ledger: Ledger) -> None:
    document, original = report()
    ledger.add(document, original, [leads(document)], reader="hand 1")
    before = ledger.claims(superseded=True)
    assert ledger.add(document, original, [strength(document)], reader="hand 1") == Added(False, 0, 0)
    assert ledger.claims(superseded=True) == before
    assert ledger.has(document.id, reader="hand 1")
    assert ledger.knows(document, reader="hand 1")
    assert not ledger.has(document.id, reader="hand 2")
    assert len(ledger.retrievals(document.id)) == 1


def test_a_newer_reader_supersedes_and_nothing_is_lost(ledger: Ledger) -> None:
    document, original = report()
    ledger.add(document, original, [leads(document), strength(document)], reader="hand 1")
    first = {r.claim.id: r.learned for r in ledger.claims()}
    again = replace(leads(document), score=0.5)
    assert ledger.add(document, original, [again, based(document)], reader="hand 2") == Added(False, 2, 2, True)
    assert [r.claim for r in ledger.claims()] == [again, based(document)]
    every = ledger.claims(superseded=True)
    assert {(r.claim.predicate, r.reader, r.superseded_by_reader) for r in every} == {
        ("leads", "hand 1", "hand 2"),
        ("strength", "hand 1", "hand 2"),
        ("leads", "hand 2", None),
        ("based_in", "hand 2", None),
    }
    # What both readers say was learnt from the first.
    assert ledger.claim(leads(document).id).learned == first[leads(document).id]
    assert ledger.claim(leads(document).id).reader == "hand 2"
    assert ledger.claim(strength(document).id).superseded_by_reader == "hand 2"
    assert ledger.add(document, original, [strength(document)], reader="hand 1") == Added(False, 0, 0)
    assert ledger.search("fighters") == []
    assert [r.claim.predicate for r in ledger.search("fighters", superseded=True)] == ["strength"]


def test_a_reading_without_claims_is_a_reading(ledger: Ledger) -> None:
    document, original = report()
    assert ledger.add(document, original, [], reader="hand 1") == Added(True, 0, 0, True)
    assert ledger.has(document.id, reader="hand 1")
    assert ledger.claims() == []


def test_the_same_bytes_twice_are_one_document_got_twice(ledger: Ledger) -> None:
    document, original = report()
    copy = replace(document, name="copy.txt", origin="/elsewhere/copy.txt", retrieved=GOT + timedelta(days=1))
    ledger.add(document, original, [leads(document)], reader="hand 1")
    assert ledger.add(copy, original, [leads(document)], reader="hand 1") == Added(False, 0, 0)
    assert ledger.documents() == [document]
    assert [(r.name, r.retrieved) for r in ledger.retrievals(document.id)] == [
        ("story.txt", GOT),
        ("copy.txt", GOT + timedelta(days=1)),
    ]
    assert ledger.document("copy.txt") == document
    assert not ledger.seen_again(copy)
    assert ledger.seen_again(replace(copy, retrieved=GOT + timedelta(days=2)))


def test_a_changed_page_is_a_new_version_that_knows_the_old(ledger: Ledger) -> None:
    page = "https://courier.example/camp"
    old, old_bytes = report(name=page, origin=page)
    new, new_bytes = report(STORY + " Correction: 150 fighters.", name=page, origin=page, published=date(2024, 6, 1))
    other, other_bytes = report("Another page.", name="other.txt")
    ledger.add(old, old_bytes, [leads(old)], reader="hand 1")
    ledger.add(other, other_bytes, [], reader="hand 1")
    ledger.add(new, new_bytes, [leads(new)], reader="hand 1")
    assert ledger.document(page) == replace(new, previous=old.id)
    assert ledger.document(old.id).previous is None
    assert ledger.document("other.txt").previous is None
    assert [(r.document.id, r.newer_version) for r in ledger.claims()] == [(old.id, new.id), (new.id, None)]
    assert [r.newer_version for r in ledger.claims(as_of=date(2024, 5, 20))] == [None]


def test_what_comes_through_standard_input_has_no_versions(ledger: Ledger) -> None:
    one, one_bytes = report("One.", name="-", origin="-")
    two, two_bytes = report("Two.", name="-", origin="-")
    ledger.add(one, one_bytes, [], reader="hand 1")
    ledger.add(two, two_bytes, [], reader="hand 1")
    assert ledger.document(two.id).previous is None
    with pytest.raises(AmbiguousError, match="could be any of"):
        ledger.document("-")


def test_a_day_that_is_given_later_makes_a_new_reading(ledger: Ledger) -> None:
    undated, original = report(published=None)
    ledger.add(undated, original, [leads(undated)], reader="hand 1")
    dated = replace(undated, published=date(2024, 5, 1), publisher="Harbour Courier")
    assert not ledger.knows(dated, reader="hand 1")
    assert ledger.settled(dated) == dated
    ledger.add(dated, original, [leads(dated), strength(dated)], reader="hand 1")
    assert ledger.documents() == [dated]
    assert len(ledger.claims()) == 2
    [older] = [r for r in ledger.claims(superseded=True) if r.superseded_by_reader]
    assert older.document.published is None
    # Saying nothing is not saying otherwise: the same file without the option stays as it is.
    assert ledger.knows(undated, reader="hand 1")
    assert ledger.settled(undated) == dated
    assert ledger.add(undated, original, [], reader="hand 1") == Added(False, 0, 0)
    assert ledger.documents() == [dated]


def test_a_better_text_of_the_same_bytes_keeps_the_old_quotations_where_they_stood(ledger: Ledger) -> None:
    document, original = report()
    better = replace(document, text="CAMP FOUND\n\n" + document.text)
    ledger.add(document, original, [leads(document)], reader="hand 1")
    ledger.add(better, original, [leads(better)], reader="hand 1")
    for record in ledger.claims(superseded=True):
        record.claim.standing_in(record.document.text)
    assert [r.claim.span.start for r in ledger.claims()] == [12]


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda c: replace(c, quote="x" * len(c.quote)), "does not stand"),
        (lambda c: replace(c, document="0" * 64), "expected"),
        (lambda c: replace(c, span=Span(900, 900 + len(c.quote))), "outside"),
        (lambda c: replace(c, trigger=Span(5, 5000)), "outside"),
        (lambda c: replace(c, subject=Mention("Front", Kind.ORGANIZATION, Span(800, 900))), "outside"),
    ],
)
def test_a_claim_that_does_not_stand_in_its_report_is_not_kept(ledger: Ledger, spoil, says) -> None:  # type: ignore[no-untyped-def]
    document, original = report()
    with pytest.raises(UnfitError, match=says):
        ledger.add(document, original, [leads(document), spoil(strength(document))], reader="hand 1")
    assert ledger.documents() == []
    assert ledger.claims() == []


def test_the_id_is_the_hash_of_the_bytes(ledger: Ledger) -> None:
    document, original = report()
    with pytest.raises(UnfitError, match="SHA-256"):
        ledger.add(document, original + b"!", [], reader="hand 1")


def test_claims_are_found_by_name_whatever_its_case_and_accents(ledger: Ledger) -> None:
    document, original = report(publisher="The Upriver Post")
    ledger.add(document, original, [leads(document), strength(document), based(document)], reader="hand 1")

    def predicates(**asked: object) -> list[str]:
        return [r.claim.predicate for r in ledger.claims(**asked)]  # type: ignore[arg-type]

    assert predicates(about="ANJA VELKOVA") == ["leads"]
    assert predicates(about="velkova") == ["leads"]
    assert predicates(about="vel") == []
    assert predicates(about="the reed front") == ["leads", "strength", "based_in"]
    assert predicates(about="old ferry") == ["based_in"]
    assert predicates(about="officials") == []
    assert predicates(source="Officials") == ["leads"]
    assert predicates(source="harbour courier") == ["based_in"]
    assert predicates(source="upriver post") == ["leads", "strength", "based_in"]
    assert predicates(predicate="strength") == ["strength"]
    assert predicates(about="reed front", source="harbour courier", document="story.txt") == ["based_in"]
    assert predicates(about="100%_") == []
    with pytest.raises(NotFoundError, match=r"no report 'nowhere\.txt'"):
        predicates(document="nowhere.txt")


def test_an_exact_name_goes_before_one_that_contains_it(ledger: Ledger) -> None:
    document, original = report("The Front met the Reed Front.")
    met = claim(document, "met", "met", "Reed Front", "Front")
    active = claim(document, "Reed Front", "stated", "Reed Front")
    ledger.add(document, original, [met, active], reader="hand 1")
    assert [r.claim.predicate for r in ledger.claims(about="front")] == ["met"]


def test_entities_gather_names_and_let_them_go_again(ledger: Ledger) -> None:
    one, one_bytes = report()
    two, two_bytes = report("The RF denied it.", name="two.txt", published=date(2024, 6, 1))
    ledger.add(one, one_bytes, [leads(one), based(one)], reader="hand 1")
    assert ledger.unassigned() is not None
    ledger.add(two, two_bytes, [claim(two, "The RF denied it.", "stated", "RF")], reader="hand 1")
    front = Entity("e1", "Reed Front", Kind.ORGANIZATION, ("Reed Front", "RF", "Фронт тростника"))
    courier = Entity("e2", "Harbour Courier", Kind.ORGANIZATION, ("Harbour Courier",))
    members = [
        Membership(one.id, "organization", "Reed Front", "e1", 0.9, ("the name as this report gives it",)),
        Membership(two.id, "organization", "RF", "e1", 0.7, ("stated in a report",)),
        Membership(one.id, "organization", "Harbour Courier", "e2"),
        Membership("f" * 64, "organization", "Nobody", "e2"),
    ]
    assert ledger.assign([front, courier], members) == 3
    assert ledger.unassigned() is None
    assert ledger.entities() == [courier, front]
    assert ledger.members("e1") == members[:2]
    for name in ("rf", "Reed Front", "фронт тростника", "e1"):
        assert len(ledger.claims(about=name)) == 3, name
    subjects = {r.claim.subject.entity for r in ledger.claims(about="rf") if isinstance(r.claim.subject, Mention)}
    assert subjects == {"e1", None}
    assert [s.entity for r in ledger.claims(predicate="based_in") for s in r.claim.sources] == ["e2"]
    assert ledger.assign([front, courier], members) == 0
    # A merge is undone by assigning anew.
    apart = Entity("e1", "Reed Front", Kind.ORGANIZATION, ("Reed Front",))
    other = Entity("e3", "RF", Kind.ORGANIZATION, ("RF",))
    moved = [members[0], replace(members[1], entity="e3")]
    assert ledger.assign([apart, other], moved) == 2
    assert [e.id for e in ledger.entities()] == ["e1", "e3"] or [e.id for e in ledger.entities()] == ["e3", "e1"]
    assert len(ledger.claims(about="rf")) == 1
    with pytest.raises(BadValueError, match="e9"):
        ledger.assign([apart], [replace(members[0], entity="e9")])


def test_as_of_leaves_out_what_was_published_later(ledger: Ledger) -> None:
    for number, published in enumerate([date(2024, 1, 1), date(2024, 3, 1), None]):
        document, original = report(f"Report {number}. {STORY}", name=f"{number}.txt", published=published)
        ledger.add(document, original, [leads(document)], reader="hand 1")
    assert [d.published for d in ledger.documents()] == [date(2024, 1, 1), date(2024, 3, 1), None]
    assert len(ledger.claims(as_of=date(2023, 1, 1))) == 0
    assert len(ledger.claims(as_of=date(2024, 1, 1))) == 1
    assert len(ledger.claims(as_of=date(2024, 5, 1))) == 2
    assert len(ledger.claims(as_of=GOT.date())) == 3


def test_full_text_search(ledger: Ledger) -> None:
    document, original = report()
    ledger.add(document, original, [leads(document), strength(document), based(document)], reader="hand 1")

    def found(words: str) -> set[str]:
        return {r.claim.predicate for r in ledger.search(words)}

    assert found("FIGHTERS") == {"strength"}
    assert found("anja") == {"leads"}
    assert found("reed front") == {"leads", "strength", "based_in"}
    assert found('"front reed"') == set()
    assert found('"reed front" officials') == {"leads"}
    assert found("fight*") == {"strength"}
    assert found("fight") == set()
    assert found("harbour-courier") == {"based_in"}
    assert found("courier OR nothing") == set()
    assert found("Ánja's") == {"leads"}
    for nothing in ("", " ", '"', "*", "%"):
        with pytest.raises(BadValueError, match="at least one word"):
            ledger.search(nothing)


def test_ids_by_their_beginning(ledger: Ledger) -> None:
    document, original = report()
    ledger.add(document, original, [leads(document), strength(document)], reader="hand 1")
    made = leads(document)
    assert ledger.claim(made.id[:8].upper()).claim == made
    assert ledger.document(document.id[:6]) == document
    for asked in ("zzzz", "%%%%", "____"):
        with pytest.raises(NotFoundError):
            ledger.claim(asked)
        with pytest.raises(NotFoundError):
            ledger.document(asked)
    with pytest.raises(BadValueError, match="at least 4"):
        ledger.claim("a")


def test_judgements_are_only_ever_added(ledger: Ledger) -> None:
    at = datetime(2024, 7, 1, 12, tzinfo=UTC)
    first = Judgement("j1", "same", ("e1", "e2"), "O. Lind", at, "both lead the front")
    second = Judgement("j2", "different", ("e1", "e2"), "P. Moss", at, "born in different years", replaces="j1")
    ledger.judge(first)
    ledger.judge(second)
    assert ledger.judgements() == [first, second]
    assert ledger.judgements(standing=True) == [second]
    assert ledger.judgements(about="e2", kind="same") == [first]
    assert ledger.judgements(about="e3") == []
    with pytest.raises(BadValueError, match="never overwritten"):
        ledger.judge(replace(first, reason="other"))
    with pytest.raises(BadValueError, match="j2 replaced"):
        ledger.judge(replace(second, id="j3"))
    with pytest.raises(NotFoundError):
        ledger.judge(replace(second, id="j4", replaces="j9"))
    assert len(ledger.judgements()) == 2


def test_the_same_claim_twice_is_kept_once(ledger: Ledger) -> None:
    document, original = report()
    twice = [leads(document), replace(leads(document), reader="rule:leads", score=0.2)]
    assert ledger.add(document, original, twice, reader="hand 1").new_claims == 1
    assert [r.claim for r in ledger.claims()] == [leads(document)]


def test_counts(ledger: Ledger) -> None:
    document, original = report()
    ledger.add(document, original, [leads(document)], reader="hand 1")
    ledger.add(document, original, [leads(document), based(document)], reader="hand 2")
    assert ledger.counts() == {"documents": 1, "claims": 2, "entities": 0}


def test_claims_are_given_by_their_whole_ids_the_standing_ones_first(ledger: Ledger) -> None:
    document, original = report()
    ledger.add(document, original, [leads(document), strength(document)], reader="hand 1")
    ledger.add(document, original, [leads(document)], reader="hand 2")
    wanted = [leads(document).id, strength(document).id]
    found = ledger.identified([*wanted, wanted[0], "0" * 32, wanted[0][:10]])
    assert found == {id_: ledger.claim(id_) for id_ in wanted}
    assert {id_: record.reader for id_, record in found.items()} == {wanted[0]: "hand 2", wanted[1]: "hand 1"}
    assert ledger.identified([]) == {}
