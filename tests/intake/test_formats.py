"""Pages, Word files, PDFs, mails and feeds: their main text, their passages, and what they say of themselves."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from datetime import date

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from reportedly.intake import Intaken

One = Callable[..., Intaken]
Pdf = Callable[..., bytes]

PAGE = """<!doctype html><html lang="en"><head><title>Clash at Kelm bridge | Harrow Valley Monitor</title>
<meta property="article:published_time" content="2023-03-04T10:00:00Z">
<meta property="og:site_name" content="Harrow Valley Monitor"><meta name="author" content="Ada Quill, Ben Orr"></head>
<body><nav><a href="/">Home</a><a href="/news">All the news of the valley</a></nav>
<article><h1>Clash at Kelm bridge</h1>
<p>Three men were killed on Monday near the bridge at Kelm, the district police said in a statement.
The group denied it.</p><h2>What is known</h2>
<p>The <b>governor</b> told<br>reporters that the fight began at <i>dawn</i> and went on for two hours.</p>
<ul><li>The first witness says that she saw a lorry on the hill.</li><li>The second saw nobody at all.</li></ul>
<blockquote>We were not there, said the speaker of the group in a video.</blockquote>
<table><tr><td>Dead</td><td>3</td></tr><tr><td>Wounded</td><td>7</td></tr></table></article>
<footer>Copyright of the Monitor. All rights reserved.</footer></body></html>"""


def test_a_page(one: One) -> None:
    document = one("kelm.html", PAGE.encode()).document
    assert document.text.split("\n\n") == [
        "Clash at Kelm bridge",
        "Three men were killed on Monday near the bridge at Kelm, the district police said in a statement. "
        "The group denied it.",
        "What is known",
        "The governor told reporters that the fight began at dawn and went on for two hours.",
        "The first witness says that she saw a lorry on the hill.",
        "The second saw nobody at all.",
        "We were not there, said the speaker of the group in a video.",
        "Dead | 3",
        "Wounded | 7",
    ]
    assert document.title == "Clash at Kelm bridge"
    assert document.publisher == "Harrow Valley Monitor"
    assert document.authors == ("Ada Quill", "Ben Orr")
    assert document.published == date(2023, 3, 4)
    assert document.media_type == "text/html"
    sections = {document.text[each.start : each.end].split("\n")[0]: each.section for each in document.passages}
    assert sections == {"Clash at Kelm bridge": "Clash at Kelm bridge", "What is known": "What is known"}


def test_options_go_before_what_a_page_says(one: One) -> None:
    document = one("kelm.html", PAGE.encode(), publisher="Given", published=date(2020, 1, 1)).document
    assert (document.publisher, document.published) == ("Given", date(2020, 1, 1))


def test_a_page_in_a_declared_charset(one: One) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1251">').replace("Kelm", "Келм")
    assert "bridge at Келм" in one("kelm.htm", page.encode("cp1251")).document.text


@pytest.mark.parametrize("name", ["kelm.txt", "kelm.pdf", "kelm.docx", "kelm.xml", "kelm"])
def test_a_page_is_known_by_its_content(one: One, name: str) -> None:
    assert one(name, PAGE.encode()).document.media_type == "text/html"


def word_file() -> bytes:
    document = docx.Document()
    document.core_properties.author = "Ada Quill; Ben Orr"
    document.core_properties.title = "Who holds Kelm"
    document.add_heading("Who holds Kelm", level=0)
    document.add_paragraph("Bramble Institute, 4 March 2023")
    document.add_heading("The miners", level=1)
    paragraph = document.add_paragraph("The miners ")
    inserted = f'<w:ins {nsdecls("w")} w:id="1" w:author="x"><w:r><w:t>who came from Olvana </w:t></w:r></w:ins>'
    deleted = f'<w:del {nsdecls("w")} w:id="2" w:author="x"><w:r><w:delText>never </w:delText></w:r></w:del>'
    paragraph._p.append(parse_xml(inserted))
    paragraph._p.append(parse_xml(deleted))
    paragraph.add_run("hold the bridge.")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip((c for row in table.rows for c in row.cells), ["Dead", "3", "Hurt", "7"], strict=True):
        cell.text = words
    document.add_paragraph("The end.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_file(one: One) -> None:
    document = one("kelm.docx", word_file()).document
    assert document.text.split("\n\n") == [
        "Who holds Kelm",
        "Bramble Institute, 4 March 2023",
        "The miners",
        "The miners who came from Olvana hold the bridge.",
        "Dead | 3",
        "Hurt | 7",
        "The end.",
    ]
    assert document.title == "Who holds Kelm"
    assert document.authors == ("Ada Quill", "Ben Orr")
    assert document.published == date(2023, 3, 4)
    assert document.passages[-1].section == "The miners"


def test_a_word_file_is_known_by_its_content(one: One) -> None:
    assert "Olvana" in one("kelm.pdf", word_file()).document.text


def pages_of_panel(laid_out: Callable[..., list[tuple[float, float, float, str]]]) -> list[list[object]]:
    head = (72, 770, 8, "Report of the Kelm Panel")
    first = laid_out(
        [
            [
                "The panel heard that three men were killed at the bridge on 4 March 2021 and that the govern-",
                "ment did not send anyone to look at what had happened in the anti-",
                "government quarter of the town until the following week, when it was",
                "too late.",
            ],
            [
                "A second paragraph begins here, and it says that the miners, who had",
                "come from Olvana, were not armed, and that their leader was taken",
                "away by men in",
            ],
        ],
        top=700,
    )
    second = laid_out([["uniform whom nobody knew. He has not been seen."], ["The third is short."]], top=740)
    return [
        [head, (72, 740, 16, "Kelm Panel of Inquiry"), *first, (72, 60, 8, "1. Interview, Olvana."), (300, 30, 9, "1")],
        [head, *second, (300, 30, 9, "2")],
        [head, *laid_out([["The last page says nothing more."]], top=740), (300, 30, 9, "3")],
    ]


def test_a_pdf(one: One, pdf: Pdf, laid_out: Callable[..., list[tuple[float, float, float, str]]]) -> None:
    info = {"Title": "kelm.indd", "Author": "A. Quill, B. Orr", "CreationDate": "D:20210412101500+01'00'"}
    document = one("kelm.pdf", pdf(pages_of_panel(laid_out), info=info)).document
    assert document.text.split("\n\n") == [
        "Kelm Panel of Inquiry",
        "The panel heard that three men were killed at the bridge on 4 March 2021 and that the government did not "
        "send anyone to look at what had happened in the anti-government quarter of the town until the following "
        "week, when it was too late.",
        "A second paragraph begins here, and it says that the miners, who had come from Olvana, were not armed, and "
        "that their leader was taken away by men in uniform whom nobody knew. He has not been seen.",
        "1. Interview, Olvana.",
        "The third is short.",
        "The last page says nothing more.",
    ]
    assert document.title == "Kelm Panel of Inquiry"
    assert document.authors == ("A. Quill", "B. Orr")
    assert document.published == date(2021, 4, 12)
    page_of = {word: each.page for each in document.passages for word in document.text[each.start : each.end].split()}
    assert (page_of["bridge"], page_of["uniform"], page_of["Interview,"], page_of["nothing"]) == (1, 2, 1, 3)


def test_passages_cover_the_text_in_order(
    one: One, pdf: Pdf, laid_out: Callable[..., list[tuple[float, float, float, str]]]
) -> None:
    document = one("kelm.pdf", pdf(pages_of_panel(laid_out))).document
    ends = 0
    for each in document.passages:
        assert document.text[ends : each.start].strip() == ""
        assert each.start < each.end
        ends = each.end
    assert ends == len(document.text)


MAIL = b"""From: Harrow Valley Monitor <news@hvm.example>\r
To: readers@hvm.example\r
Subject: =?utf-8?q?Kelm_after_the_flood_=E2=80=93_a_digest?=\r
Date: Sat, 04 Mar 2023 23:30:00 -0500\r
Content-Type: text/plain; charset=utf-8\r
\r
The governor of the valley said on Monday that three men had been killed\r
near the bridge.\r
\r
- Miners: no comment.\r
- Police: no comment.\r
\r
> A reader wrote: \xe2\x80\x9cNobody came.\xe2\x80\x9d\r
-- \r
The Monitor, Market Street, Kelm\r
"""


def test_a_mail(one: One) -> None:
    taken = one("digest.eml", MAIL)
    document = taken.document
    assert document.text.split("\n\n") == [
        "The governor of the valley said on Monday that three men had been killed near the bridge.",
        "- Miners: no comment.\n- Police: no comment.",
        "A reader wrote: “Nobody came.”",
    ]
    assert document.title == "Kelm after the flood – a digest"
    assert document.publisher == "Harrow Valley Monitor"
    assert document.published == date(2023, 3, 4)
    assert taken.original == MAIL


def test_a_mail_from_a_person_in_html(one: One) -> None:
    mail = (
        b"From: Ada Quill <ada@hvm.example>\nSubject: Kelm\nDate: 5 Mar 2023 08:00:00 +0000\n"
        b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n" + PAGE.encode()
    )
    document = one("kelm", mail).document
    assert document.media_type == "message/rfc822"
    assert "Three men were killed on Monday near the bridge" in document.text
    assert (document.authors, document.publisher) == (("Ada Quill",), None)


FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harrow Valley Monitor</title>
<item><title>Kelm bridge closed</title><link>https://hvm.example/1</link><dc:creator>Ada Quill</dc:creator>
<pubDate>Sat, 04 Mar 2023 10:00:00 GMT</pubDate>
<description>&lt;p&gt;The bridge at Kelm was closed.&lt;/p&gt;&lt;p&gt;Nobody said why.&lt;/p&gt;</description></item>
<item><title>No text</title><link>https://hvm.example/2</link></item>
<item><title>Miners return</title><link>https://hvm.example/3</link>
<description>The miners are back.</description></item>
</channel></rss>"""


@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "feed"])
def test_a_feed_gives_a_document_an_item(take: Callable[..., list[Intaken]], name: str) -> None:
    first, second = take(name, FEED.encode())
    assert first.document.text == "The bridge at Kelm was closed.\n\nNobody said why."
    assert first.document.name == "https://hvm.example/1"
    assert first.document.title == "Kelm bridge closed"
    assert first.document.publisher == "Harrow Valley Monitor"
    assert first.document.authors == ("Ada Quill",)
    assert first.document.published == date(2023, 3, 4)
    assert second.document.text == "The miners are back."
    for taken in (first, second):
        assert taken.document.id == hashlib.sha256(taken.original).hexdigest()


def test_an_item_keeps_its_id_when_the_feed_changes(take: Callable[..., list[Intaken]]) -> None:
    before = take("feed.xml", FEED.encode())[1].document.id
    shorter = FEED[: FEED.index("<item>")] + FEED[FEED.index("<item><title>Miners return") :]
    assert [taken.document.id for taken in take("feed.xml", shorter.encode())] == [before]


def test_an_atom_feed(take: Callable[..., list[Intaken]]) -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Monitor</title><entry><title>Kelm</title><id>urn:1</id>'
        '<link href="https://hvm.example/1"/><updated>2023-03-04T10:00:00Z</updated><author><name>Ada Quill</name>'
        '</author><content type="html">&lt;b&gt;Closed.&lt;/b&gt;</content></entry></feed>'
    )
    [taken] = take("feed.atom", feed.encode())
    assert taken.document.text == "Closed."
    assert (taken.document.authors, taken.document.published) == (("Ada Quill",), date(2023, 3, 4))
