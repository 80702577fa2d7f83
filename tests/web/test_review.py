"""Review: what comes first, what is judged, by whom and why, and that it can be undone."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest

from reportedly import judging
from reportedly.judging import queue
from reportedly.ledger import Ledger
from reportedly.model import Claim
from reportedly.web import mending
from reportedly.weigh import weigh
from tests.outlook import GUARD, IDRIS, KESSRA, REPORTS, fill, told
from tests.web.visiting import Visitor, visiting
from tests.written import READER, person, place, says

DISTRICT = place("Kessra district")
ALIKE = told("f.txt", "Harbour Post", "2019-07-01", says("based_in", GUARD, DISTRICT), says("based_in", GUARD, KESSRA))


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    with visiting(tmp_path) as one:
        yield one


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """For tests that only look."""
    with visiting(tmp_path_factory.mktemp("review"), *REPORTS, ALIKE) as one:
        yield one


def _claim(ledger: Ledger, predicate: str) -> Claim:
    return next(record.claim for record in ledger.claims() if record.claim.predicate == predicate)


def _doubt(ledger: Ledger, *scores: float) -> None:
    """One more report, whose claims were read with these confidences."""
    made = told(
        "doubt.txt", "Vale Post", "2019-09-09", *(says("met", IDRIS, person(f"Guest {i}")) for i in range(len(scores)))
    )
    claims = [Claim(**{**_parts(c), "score": s}) for c, s in zip(made.claims, scores, strict=True)]
    ledger.add(made.document, made.original, claims, reader=READER)
    weigh(ledger)


def _parts(claim: Claim) -> dict[str, object]:
    names = ("document", "quote", "span", "predicate", "subject", "object", "qualifiers")
    return {name: getattr(claim, name) for name in names}


# --- the order


def test_worth_is_claims_at_stake_times_openness() -> None:
    assert queue.openness(0.5) == 1
    assert queue.openness(0) == queue.openness(1) == 0
    assert queue.openness(0.6) == pytest.approx(0.8)
    assert queue.at_stake([5, 2, 1]) == 3
    assert queue.at_stake([1, 1]) == 1
    assert queue.at_stake([]) == 0


def test_the_queue_is_in_order_of_worth_and_says_why(visitor: Visitor) -> None:
    _doubt(visitor.ledger, 0.4, 0.1, 0.9)
    items = queue.waiting(visitor.ledger)
    assert [item.worth for item in items] == sorted((item.worth for item in items), reverse=True)
    assert [item.sort for item in items] == ["conflict", "conflict", "claim", "claim"]
    assert [item.claim.score for item in items if item.claim] == [0.1, 0.4]
    assert items[0].why == "2 reports take part, and if one side alone is right, at least 1 claim is wrong"
    assert items[2].why == "the reader is 10% sure that it read this rightly"
    page = html.unescape(visitor.page("/review"))
    assert all(sentence in page for sentence in queue.RULE)
    assert [page.index(item.key) for item in items] == sorted(page.index(item.key) for item in items)


def test_the_counts_are_those_of_the_queue(visitor: Visitor) -> None:
    _doubt(visitor.ledger, 0.4, 0.1, 0.9)
    counted, items = queue.count(visitor.ledger), queue.waiting(visitor.ledger)
    assert (counted.names, counted.conflicts, counted.claims) == tuple(
        sum(item.sort == sort for item in items) for sort in ("names", "conflict", "claim")
    )
    assert counted.total == len(items)


def test_a_claim_that_was_judged_waits_no_more(visitor: Visitor) -> None:
    _doubt(visitor.ledger, 0.4, 0.1)
    first = next(item.claim for item in queue.waiting(visitor.ledger) if item.claim)
    judging.accept(visitor.ledger, first.claim)
    assert [i.claim.score for i in queue.waiting(visitor.ledger) if i.claim] == [0.4]


def test_a_conflict_waits_until_each_side_has_a_claim_that_was_judged(visitor: Visitor) -> None:
    def founded() -> list[str]:
        return [
            i.conflict.kind for i in queue.waiting(visitor.ledger) if i.conflict and i.conflict.predicate == "founded"
        ]

    claims = [r.claim.id for r in visitor.ledger.claims(predicate="founded")]
    assert len(founded()) == 1
    judging.accept(visitor.ledger, claims[0])
    assert len(founded()) == 1
    judging.accept(visitor.ledger, claims[1])
    assert founded() == []


def test_names_that_may_be_one_wait(seen: Visitor) -> None:
    pair = next(item.names for item in queue.waiting(seen.ledger) if item.names)
    assert set(pair.names) == {"Kessra", "Kessra district"}
    assert pair.reasons
    said = seen.read("/review?sort=names")
    assert re.search(r"Are Kessra( district)? and Kessra( district)? one\?", said)
    assert all(reason in said for reason in (*pair.reasons, *pair.against))
    assert "Contested" not in said


@pytest.mark.parametrize(
    "query", ["", "?sort=claim", "?sort=nonsense", "?page=0", "?page=99", "?self=1&path=2", "?sort=names&page=7"]
)
def test_any_page_of_the_queue_is_shown(seen: Visitor, query: str) -> None:
    seen.page(f"/review{query}")


# --- judging


def test_accept_keeps_who_and_is_undone_from_the_next_page(visitor: Visitor) -> None:
    claim = _claim(visitor.ledger, "based_in")
    answer = visitor.send(
        f"/review/claim/{claim.id}", decide="accept", by="O. Lind", back="/review?sort=claim", to="claim-1"
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == "/review?sort=claim#claim-1"
    kept = visitor.ledger.claim(claim.id).review
    assert kept is not None
    assert (kept.kind, kept.by) == ("accepted", "O. Lind")
    assert f'action="/judgement/{kept.id}/undo"' in visitor.page("/")
    assert f'action="/judgement/{kept.id}/undo"' in visitor.page("/help")
    visitor.send(f"/judgement/{kept.id}/undo", why="a slip")
    assert visitor.ledger.claim(claim.id).review is None
    assert "/undo" not in visitor.page("/")


def test_the_name_that_was_typed_once_is_kept(visitor: Visitor) -> None:
    claim, other = _claim(visitor.ledger, "based_in"), _claim(visitor.ledger, "founded")
    visitor.send(f"/review/claim/{claim.id}", decide="accept", by="Óla  Lind\r\n")
    visitor.send(f"/review/claim/{other.id}", decide="accept")
    assert [j.by for j in visitor.ledger.judgements(kind="accepted")] == ["Óla Lind"] * 2
    assert 'value="Óla Lind"' in visitor.page(f"/review/claim/{claim.id}")


def test_who_judges_can_be_said_beforehand(visitor: Visitor) -> None:
    assert "Who judges?" in visitor.read("/review")
    assert (
        visitor.send("/review/who", by="O. Lind", back="/review?sort=claim").headers["location"] == "/review?sort=claim"
    )
    assert "You judge as O. Lind" in visitor.read("/review")
    claim = _claim(visitor.ledger, "based_in")
    visitor.send(f"/review/claim/{claim.id}", decide="accept")
    assert [j.by for j in visitor.ledger.judgements()] == ["O. Lind"]


def test_serve_by_goes_before_what_is_typed(tmp_path: Path) -> None:
    with visiting(tmp_path, by="M. Tovan") as visitor:
        claim = _claim(visitor.ledger, "based_in")
        visitor.send(f"/review/claim/{claim.id}", decide="accept", by="somebody else")
        assert [j.by for j in visitor.ledger.judgements()] == ["M. Tovan"]
        assert 'name="by"' not in visitor.page(f"/review/claim/{claim.id}")


def test_a_rejection_needs_a_reason_and_what_it_offers_is_seen(visitor: Visitor) -> None:
    claim = _claim(visitor.ledger, "based_in")
    assert 'value="The report does not say this."' in visitor.page(f"/review/claim/{claim.id}")
    refused = visitor.send(f"/review/claim/{claim.id}", decide="reject", why="  ")
    assert refused.status_code == 422
    assert "a reason, in words" in refused.text
    assert not visitor.ledger.judgements()
    visitor.send(f"/review/claim/{claim.id}", decide="reject", why="the reporter says the opposite")
    assert [j.reason for j in visitor.ledger.judgements()] == ["the reporter says the opposite"]
    assert not visitor.ledger.claims(predicate="based_in")


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nX: y"]
)
def test_a_form_leads_nowhere_but_here(visitor: Visitor, back: str) -> None:
    claim = _claim(visitor.ledger, "based_in")
    page = visitor.page(f"/review/claim/{claim.id}?{urlencode({'back': back, 'to': back})}")
    assert '<a href="/review">Back</a>' in page
    answer = visitor.send(f"/review/claim/{claim.id}", decide="accept", back=back, to=back)
    assert answer.headers["location"] == "/review"


def test_what_is_no_decision_is_refused(visitor: Visitor) -> None:
    claim = _claim(visitor.ledger, "based_in")
    assert visitor.send(f"/review/claim/{claim.id}", decide="burn").status_code == 422
    assert visitor.send("/review/claim/ffffffff", decide="accept").status_code == 404
    assert visitor.send("/review/names", decide="same", a="Nobody", b="Salt Guard", why="x").status_code == 404
    assert visitor.send("/review/names", decide="maybe", a="Nobody", b="Salt Guard", why="x").status_code == 422
    assert not visitor.ledger.judgements()


def test_two_names_are_joined_and_parted_again(tmp_path: Path) -> None:
    with visiting(tmp_path, *REPORTS, ALIKE) as visitor:
        pair = next(item.names for item in queue.waiting(visitor.ledger) if item.names)
        fields = {"a": pair.refs[0], "b": pair.refs[1], "back": "/review", "to": ""}
        visitor.send("/review/names", decide="same", why="one map names both", **fields)
        assert [e.names for e in visitor.ledger.entities() if e.kind == "place"] == [("Kessra", "Kessra district")]
        assert not [item for item in queue.waiting(visitor.ledger) if item.names]
        visitor.send("/review/names", decide="different", why="a town and its district", **fields)
        assert len([e for e in visitor.ledger.entities() if e.kind == "place"]) == 2
        assert not [item for item in queue.waiting(visitor.ledger) if item.names]
        kept = visitor.ledger.judgements(standing=True)
        assert [(j.kind, j.reason) for j in kept] == [("different", "a town and its district")]


def test_not_now_hides_for_this_browser_alone(visitor: Visitor) -> None:
    first = queue.waiting(visitor.ledger)[0]
    visitor.send("/review/later", item=first.key, back="/review", to="")
    assert first.key not in visitor.page("/review")
    assert "1 item is put off" in visitor.read("/review")
    other = Visitor(visitor.ledger)
    assert first.key in other.page("/review")
    visitor.send("/review/later", all="1", back="/review")
    assert first.key in visitor.page("/review")
    assert not visitor.ledger.judgements()


def test_without_a_token_nothing_is_judged(visitor: Visitor) -> None:
    claim = _claim(visitor.ledger, "based_in")
    answer = visitor.client.post(f"/review/claim/{claim.id}", data={"decide": "accept"})
    assert answer.status_code == 403
    assert not visitor.ledger.judgements()


# --- mending


def _fields(page: str) -> dict[str, list[str]]:
    """What a browser would send of the form in which a claim is mended."""
    form = page[page.index('<form class="mend"') :].partition("</form>")[0]
    found: dict[str, list[str]] = {}
    for tag in re.finditer(r'<input([^>]*)>|<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        if tag[2]:
            options = re.findall(r'<option(?: value="([^"]*)")?( selected)?>([^<]*)', tag[3])
            chosen = next((option for option in options if option[1]), options[0])
            found.setdefault(tag[2], []).append(html.unescape(chosen[0] or chosen[2]))
        elif name := re.search(r'name="(\w+)"', tag[1]):
            value = re.search(r'value="([^"]*)"', tag[1])
            found.setdefault(name[1], []).append(html.unescape(value[1]) if value else "")
    return found


def _mended(visitor: Visitor, claim: Claim, **changed: str | list[str]) -> object:
    fields = _fields(visitor.page(f"/review/claim/{claim.id}"))
    fields.pop("token")
    return visitor.send(f"/review/claim/{claim.id}", **(fields | {"why": ["it says otherwise"]} | changed))


@pytest.mark.parametrize("predicate", ["leads", "based_in", "founded", "strength", "killed"])
def test_a_form_that_is_sent_as_it_is_changes_nothing(visitor: Visitor, predicate: str) -> None:
    answer = _mended(visitor, _claim(visitor.ledger, predicate))
    assert answer.status_code == 422
    assert not visitor.ledger.judgements()


def test_every_part_of_a_claim_can_be_mended(visitor: Visitor) -> None:
    claim = _claim(visitor.ledger, "leads")
    answer = _mended(
        visitor,
        claim,
        predicate="member_of",
        subject="Ivo Darwan",
        object_kind="organization",
        object="Reed Guard",
        polarity="denied",
        certainty="probable",
        qualifier_key=["start", "title"],
        qualifier=["2012", "scribe"],
        source_kind=["unnamed", ""],
        source=["officials", ""],
    )
    assert answer.status_code == 303, answer.text[-2000:]
    mended = visitor.ledger.claims(predicate="member_of")[0].claim
    assert (mended.subject.name, mended.object.name) == ("Ivo Darwan", "Reed Guard")
    assert (mended.polarity, mended.certainty) == ("denied", "probable")
    assert mended.qualifiers["start"].edtf == "2012"
    assert mended.qualifiers["title"].value == "scribe"
    assert [(s.kind, s.name) for s in mended.sources] == [("unnamed", "officials")]


def test_only_what_changed_is_kept(visitor: Visitor) -> None:
    claim = _claim(visitor.ledger, "strength")
    assert _mended(visitor, claim, object="40..60 men").status_code == 303
    assert [j.content for j in visitor.ledger.judgements()] == ['{"object": "number:40..60 men"}']


def test_who_is_not_known_may_stay_so(seen: Visitor) -> None:
    read = _claim(seen.ledger, "strength")
    nobody = Claim(**{**_parts(read), "subject": None})
    as_sent = replace(mending.fields_of(nobody), subject_kind="text", why="so")  # the list of kinds has no "nothing"
    assert mending.changes_of(nobody, as_sent).subject is None


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"object": "many"}, "object", "a number or a range"),
        ({"subject": ""}, "subject", "words"),
        ({"object": ""}, "object", "the kind “nothing” where there is none"),
        ({"polarity": "maybe"}, "polarity", "one of affirmed, denied"),
        ({"qualifier_key": ["time"], "qualifier": ["soonish"]}, "qualifier-0", "a time in EDTF"),
        ({"qualifier_key": [""], "qualifier": ["Kessra"]}, "qualifier-0", "what this says"),
        ({"qualifier_key": ["title", "title"], "qualifier": ["a", "b"]}, "qualifier-1", "one title only"),
        ({"source_kind": ["", "person"], "source": ["Ana Wex", "x"]}, "source-0", "KIND:NAME"),
        ({"object": "7", "why": ""}, "why", "a reason, in words"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    seen: Visitor, changed: dict[str, str | list[str]], field: str, said: str
) -> None:
    claim = _claim(seen.ledger, "strength")
    answer = _mended(seen, claim, **({"why": "I typed <this>"} | changed))
    assert answer.status_code == 422
    wrong = re.search(rf'id="wrong-{field}">([^<]*)<', answer.text)
    assert wrong, re.findall(r"wrong[^<]*", answer.text)
    assert said in html.unescape(wrong[1])
    assert f'aria-describedby="wrong-{field}"' in answer.text
    again = _fields(answer.text)
    for key, value in changed.items():
        if key == "polarity":  # No browser sends what its list does not have.
            continue
        assert again[key] == ([value] if isinstance(value, str) else value)
    assert again["why"] == [changed.get("why", "I typed <this>")]
    assert not seen.ledger.judgements()


def test_the_script_of_the_page_is_ours_and_stands_apart(seen: Visitor) -> None:
    page = seen.page("/review")
    assert '<script src="/static/review.js" defer></script>' in page
    assert not re.search(r"<script(?! src=)|\son\w+=|\sstyle=", page)
    assert seen.client.get("/static/review.js").status_code == 200


def test_a_judgement_is_kept_for_this_ledger_alone(visitor: Visitor, tmp_path: Path) -> None:
    claim = _claim(visitor.ledger, "based_in")
    visitor.send(f"/review/claim/{claim.id}", decide="accept")
    with Ledger.open(tmp_path / "other.db") as ledger:
        fill(ledger, REPORTS[0])
        other = Visitor(ledger)
        other.client.cookies.update(visitor.client.cookies)
        assert "/undo" not in other.page("/")
