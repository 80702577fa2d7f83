"""Markdown: footnotes that resolve, sides abreast, and no report's text that takes effect in any dialect."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import markdown as python_markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reportedly.exchange import markdown
from reportedly.exchange.fair import Fair
from reportedly.ledger import Ledger
from tests.exchange.handed import HOSTILE, LONG, handed
from tests.outlook import REPORTS, fill
from tests.written import READER

DIALECTS = {
    "python-markdown": lambda text: python_markdown.markdown(text, extensions=["extra", "admonition", "toc"]),
    "commonmark": lambda text: MarkdownIt("commonmark").enable("table").enable("strikethrough").render(text),
}
SIGNS = st.text("#*_`~|<>[]()!{}&$^=+-.:;\\\"'@/1 2a\tw", max_size=30)
PIECES = st.lists(
    st.sampled_from([*HOSTILE, "www.", "http://", "1. ", "mailto:", "xmpp:", "&lt;", "\n\n", "a@b.c"]), max_size=4
)


class Seen(HTMLParser):
    """What a browser would show of a page: its words, and its elements."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words, self.elements, self.addresses = "", set[str](), list[str]()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.words += data


def bare(words: str) -> str:
    """Without what is put in to keep words apart and to turn them the right way, and without blanks."""
    return re.sub(r"[\s\u2060\u2068\u2069]", "", words)


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(max_examples=50, deadline=None)
@given(words=SIGNS | PIECES.map("".join))
def test_words_of_others_are_shown_as_they_are(dialect: str, words: str) -> None:
    shown = Fair()(words)
    seen = Seen(DIALECTS[dialect](f"- {markdown.escaped(shown)}[^9]"))
    assert bare(seen.words) == bare(shown) + "[^9]"
    assert seen.elements <= {"ul", "li", "p"}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_nothing_hostile_takes_effect(dialect: str, hostile: Ledger) -> None:
    made, carried = handed(hostile, "markdown", about="Salt Guard")
    text = made.decode("utf-8")
    seen = Seen(DIALECTS[dialect](text))
    assert not seen.elements & {"script", "img", "iframe", "object", "input", "code", "pre", "del", "svg"}
    assert [a for a in seen.addresses if "evil" in a or "javascript" in a] == []
    assert "alert('x')" in seen.words
    assert not re.search("[\u202a-\u202e\u2066\u2067\x00-\x08\x0b-\x1f\x7f-\x9f]", text)
    assert LONG[:3000] not in text
    assert "NNN…; so &#60;script" in text, "who says it stands behind a name of a megabyte, too"
    assert any("longer than" in said for said in carried.left_out)
    assert any("marks of direction" in said for said in carried.left_out)


def test_every_footnote_is_cited_and_there(small: Ledger) -> None:
    made, carried = handed(small, "markdown", about="Salt Guard")
    text = made.decode("utf-8")
    body, _, notes = text.partition("## Sources")
    cited, there = set(re.findall(r"\[\^(\d+)\]", body)), re.findall(r"^\[\^(\d+)\]: (.+)$", notes, re.M)
    assert cited == {number for number, _ in there}
    whole = "“Pelmor Herald of 2017-02-03 has statement 0.” — Pelmor Herald, 3 February 2017, a.txt."
    assert whole in [words for _, words in there]
    items = len(re.findall(r"^- ", body, re.M))
    cells = [cell for row in re.findall(r"^\| (.+) \|$", body, re.M) for cell in row.split(" | ") if "[^" in cell]
    assert carried.written == items + len(cells)


def test_sections_contested_stale_unknown_and_how_to_read_it(small: Ledger) -> None:
    text = handed(small, "markdown", about="Salt Guard")[0].decode("utf-8")
    then = handed(small, "markdown", about="Salt Guard", as_of=date(2018, 1, 1))[0].decode()
    heads = re.findall(r"^## (.+)$", text, re.M)
    assert heads[:2] == ["Names", "What it is"]
    assert heads[-2:] == ["How to read this", "Sources"]
    assert heads.index("Contested") < heads.index("Unknown, or resting on little")
    assert re.search(r"^\| 2009 \| 2013 \|$|^\| .*2009.* \| .*2013.* \|$", text, re.M)
    assert "As of 7 June 2019, the day of the latest report." in text
    assert "As of 1 January 2018: only what had been reported by then." in then
    assert "Hill Gazette" not in then
    assert "| 6 | cannot be judged |" in text
    assert "Not in this document: " in text


def test_what_stands_in_a_footnote_is_an_address_only_where_it_is_one(tmp_path: Path) -> None:
    good, bad = REPORTS[0], REPORTS[1]
    with Ledger.open(tmp_path / "a.db") as opened:
        for one, origin in ((good, "https://herald.invalid/a?b=c"), (bad, "https://wire.invalid/a>\n<script>")):
            opened.add(replace(one.document, origin=origin), one.original, one.claims, reader=READER)
        fill(opened)
        text = handed(opened, "markdown", about="Salt Guard")[0].decode("utf-8")
    assert "<https://herald.invalid/a?b=c>." in text
    assert "https&#58;//wire.invalid/a&#62; &#60;script&#62;." in text
