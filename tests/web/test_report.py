"""A report in the browser: its text unmoved, its claims beside it, its file sent so that it does no harm."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from reportedly.evidence import Mark, parts
from reportedly.ledger import Ledger
from reportedly.pages import plain
from reportedly.web import make_app
from reportedly.web.attached import attached
from reportedly.web.marked import block, by_block
from tests import hostile
from tests.outlook import fill
from tests.written import READER, Written, org, person, report, says, speaker, unnamed

LOCAL = "http://127.0.0.1:8642"
FRONT, ILSE = org("Marsh Front"), person("Ilse Vardun")
LONG = [
    (f"Sentence {i} of a long report says that Ilse Vardun leads the Marsh Front.\n\n", says("leads", ILSE, FRONT))
    for i in range(800)
]


class Text(HTMLParser):
    """The text content of what stands in the element with the id "text", and every tag and link of the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.depth, self.content, self.tags, self.ids, self.links = 0, "", [], [], []  # type: ignore[var-annotated]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        self.ids += [given["id"]] if given.get("id") else []
        self.links += [given["href"]] if tag == "a" and given.get("href") else []
        if tag in ("div", "a", "span") and (self.depth or given.get("id") == "text"):
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if self.depth and tag in ("div", "a", "span"):
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        self.content += data if self.depth else ""


def seen(html: str) -> Text:
    parser = Text()
    parser.feed(html)
    parser.close()
    return parser


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "reportedly.db") as opened:
        yield opened


def visit(ledger: Ledger) -> TestClient:
    return TestClient(make_app(ledger), base_url=LOCAL)


marks = st.lists(
    st.builds(
        lambda at, size, kind, ref: Mark(at, at + size, kind, ref),
        st.integers(0, 80),
        st.integers(1, 40),
        st.sampled_from(["claim", "name", "source", "cue", "part"]),
        st.sampled_from(["a1", "b2", "subject + source"]),
    ),
    max_size=10,
)


@settings(max_examples=50, deadline=None)
@given(st.text(st.sampled_from("ab <>&\"'\n\r\t\x00\u202e\u200d#é"), max_size=120), marks)
def test_whatever_is_marked_the_characters_stay(text: str, given_marks: list[Mark]) -> None:
    kept = [m for m in given_marks if m.end <= len(text)]
    whole = ""
    for part in parts(text):
        for one, inside in by_block(part.blocks, kept):
            whole += str(block(text, one, inside, address=lambda claim: f"?claim={claim}", picked="a1"))
    assert seen(f'<div id="text">{whole}</div>').content == plain(text, len(text))


def test_the_parts_of_a_long_report_are_its_text(ledger: Ledger) -> None:
    long = report("long.txt", "Reed Wire", "2021-03-04", *LONG)
    fill(ledger, long, weighed=False)
    client = visit(ledger)
    pages = [seen(client.get(f"/report/{long.document.id}?part={n}").text) for n in (1, 2, 3)]
    assert "".join(page.content for page in pages) == long.document.text
    claim = long.claims[-1]
    page = client.get(f"/report/{long.document.id}?claim={claim.id}").text
    assert "Part 3 of 3" in page
    assert f"claim-{claim.id}" in seen(page).ids
    assert sum(len(client.get(f"/report/{long.document.id}?part={n}").content) for n in (1, 2)) < 700_000


def test_a_claim_that_is_chosen_shows_its_parts_its_chain_and_who_says_otherwise(ledger: Ledger) -> None:
    fill(ledger)
    dead, alive = (r for r in ledger.claims(predicate="killed"))
    page = visit(ledger).get(f"/report/{dead.claim.document}?claim={dead.claim.id}").text
    for words in (
        "This claim",
        "Idris Valkoen",
        "affirmed",
        "1 April 2019",
        "Tashin Mirror",
        "Radio Kessra",
        "officials",
    ):
        assert words in page
    assert f"/report/{alive.claim.document}?claim={alive.claim.id}#claim-{alive.claim.id}" in page
    then = visit(ledger).get(f"/report/{dead.claim.document}?claim={dead.claim.id}&as_of=2019-04-03").text
    assert "Radio Kessra" not in then
    assert "as_of=2019-04-03" in then


def test_every_claim_of_a_report_can_be_reached_by_a_link(ledger: Ledger) -> None:
    fill(ledger)
    for document in ledger.documents():
        page = seen(visit(ledger).get(f"/report/{document.id}").text)
        for record in ledger.claims(document=document.id):
            assert any(f"claim={record.claim.id}" in link for link in page.links)
            assert f"claim-{record.claim.id}" in page.ids
        assert len(page.ids) == len(set(page.ids))


def test_a_claim_of_another_report_is_not_shown_beside_this_one(ledger: Ledger) -> None:
    fill(ledger)
    first, *_, last = ledger.claims()
    assert visit(ledger).get(f"/report/{first.claim.document}?claim={last.claim.id}").status_code == 404
    assert visit(ledger).get("/report/feedfeed").status_code == 404


def test_names_sources_and_cues_are_marked(ledger: Ledger) -> None:
    text = "Ilse Vardun leads the Marsh Front, the ferryman said."
    made = _placed(text, "the ferryman", "Ilse Vardun")
    ledger.add(made.document, made.original, made.claims, reader=READER)
    page = seen(visit(ledger).get(f"/report/{made.document.id}").text)
    classes = [given.get("class", "") for tag, given in page.tags if tag == "span"]
    for kind in ("is-source", "is-name", "is-cue", "is-content"):
        assert any(kind in one.split() for one in classes), kind


def _placed(text: str, source: str, subject: str) -> Written:
    from dataclasses import replace

    from reportedly.model import Span

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    made = report("a.txt", "Reed Wire", "2021-03-04", (text, says("leads", ILSE, FRONT, by=unnamed(source))))
    claim = made.claims[0]
    placed = replace(
        claim,
        subject=replace(claim.subject, span=span(subject)),
        sources=(replace(claim.sources[0], span=span(source)),),
    )
    return Written(made.document, made.original, (placed,))


@pytest.mark.parametrize(
    ("media_type", "content", "opened"),
    [
        ("text/plain", b"plain", True),
        ("text/plain; charset=utf-16", b"<script>", True),
        ("application/pdf", b"%PDF-1.7", True),
        ("application/pdf", b"<html>", False),
        ("text/html", b"<script>", False),
        ("image/svg+xml", b"<svg onload=x>", False),
        ("application/xhtml+xml", b"<html/>", False),
        ("message/rfc822", b"From: x", False),
    ],
)
def test_an_original_is_sent_so_that_nothing_in_it_runs(media_type: str, content: bytes, opened: bool) -> None:
    answer = attached(content, media_type=media_type, name='..\\a/"x"\r\nSet-Cookie: y\u202e.html')
    assert answer.body == content
    assert answer.headers["Content-Disposition"].startswith("inline;" if opened else "attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert not answer.headers["Content-Type"].startswith(("text/html", "image/svg", "application/xhtml"))
    assert "\r" not in answer.headers["Content-Disposition"]
    assert "\n" not in answer.headers["Content-Disposition"]


def test_the_original_is_the_bytes_as_they_came(ledger: Ledger) -> None:
    made = report("a.txt", "Reed Wire", "2021-03-04", ("Ilse leads.", says("leads", ILSE, FRONT)))
    fill(ledger, made)
    answer = visit(ledger).get(f"/report/{made.document.id}/original")
    assert answer.content == made.original
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_hostile_reports_are_text(ledger: Ledger) -> None:
    *made, long = hostile.reports()
    fill(ledger, *made)
    fill(ledger, long, weighed=False)
    client = visit(ledger)
    for document in ledger.documents():
        for where in (f"/report/{document.id}", f"/origin/{document.id}"):
            answer = client.get(where)
            assert answer.status_code == 200
            page = seen(answer.text)
            assert {tag for tag, _ in page.tags}.isdisjoint({"img", "svg", "iframe", "style"})
            assert not any(name.startswith("on") or name == "style" for _, given in page.tags for name in given)
            assert not any(link.lower().startswith("javascript") for link in page.links)
            assert "\u202e" not in answer.text
            assert len(answer.content) < 600_000
    text = ledger.documents()[0].text
    assert seen(client.get(f"/report/{ledger.documents()[0].id}").text).content == plain(text, len(text))


def test_a_report_is_taken_back_and_says_so(ledger: Ledger) -> None:
    made = report(
        "a.txt", "Reed Wire", "2021-03-04", ("Ilse leads.", says("leads", ILSE, FRONT, by=speaker("Ana Wex")))
    )
    fill(ledger, made)
    app = make_app(ledger)
    client = TestClient(app, base_url=LOCAL, headers={"X-Reportedly-Token": app.state.tokens.program})
    where = f"/report/{made.document.id}"
    assert client.post(f"{where}/retract", data={"why": " "}).status_code == 422
    answer = client.post(f"{where}/retract", data={"why": "withdrawn on 9 March"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, where)
    assert "withdrawn on 9 March" in client.get(where).text
    assert ledger.retracted()[made.document.id].reason == "withdrawn on 9 March"
