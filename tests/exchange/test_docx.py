"""Word: footnotes that are footnotes, a document that opens without repair and tells nothing about who wrote it."""

from __future__ import annotations

import getpass
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from reportedly import pictures
from reportedly.dossier.page import Answer, Contest, Line
from reportedly.exchange import docx as exporter
from reportedly.exporting import matter
from reportedly.ledger import Ledger
from tests.exchange.handed import LONG, handed

NAMES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


@pytest.fixture(scope="module")
def made(small: Ledger) -> bytes:
    return handed(small, "docx", about="Salt Guard")[0]


@pytest.fixture(scope="module")
def armed(hostile: Ledger) -> bytes:
    """The document of the hostile ledger."""
    return handed(hostile, "docx", about="Salt Guard")[0]


def part(file: bytes, name: str) -> etree._Element:
    with ZipFile(BytesIO(file)) as archive:
        return etree.fromstring(archive.read(name))


def said(element: etree._Element) -> str:
    return "".join(element.xpath(".//w:t/text()", namespaces=NAMES))


@pytest.mark.parametrize("file", ["made", "armed"])
def test_every_mark_has_its_note_and_every_note_one_mark(file: str, request: pytest.FixtureRequest) -> None:
    document, notes = (part(request.getfixturevalue(file), f"word/{name}.xml") for name in ("document", "footnotes"))
    marks = document.xpath("//w:footnoteReference/@w:id", namespaces=NAMES)
    ids = notes.xpath("/w:footnotes/w:footnote[not(@w:type)]/@w:id", namespaces=NAMES)
    assert marks == ids == [str(i) for i in range(1, len(ids) + 1)]
    assert len(ids) >= 8
    assert notes.xpath("/w:footnotes/w:footnote[@w:type]/@w:id", namespaces=NAMES) == ["-1", "0"]
    for note in notes.xpath("/w:footnotes/w:footnote[not(@w:type)]", namespaces=NAMES):
        assert len(note.xpath(".//w:footnoteRef", namespaces=NAMES)) == 1
        assert re.match(r" “.+” — .+\.$", said(note))


def test_a_note_that_is_cited_again_is_referred_to(made: bytes) -> None:
    document = part(made, "word/document.xml")
    bookmarks = set(document.xpath("//w:bookmarkStart/@w:name", namespaces=NAMES))
    fields = document.xpath("//w:instrText/text()", namespaces=NAMES)
    again = [words.split()[1] for words in fields if "NOTEREF" in words]
    assert again
    assert set(again) <= bookmarks
    ids = document.xpath("//w:bookmarkStart/@w:id", namespaces=NAMES)
    assert len(ids) == len(set(ids))
    assert sorted(ids) == sorted(document.xpath("//w:bookmarkEnd/@w:id", namespaces=NAMES))


@pytest.mark.parametrize("file", ["made", "armed"])
def test_fields_are_closed_and_only_ours(file: str, request: pytest.FixtureRequest) -> None:
    document = part(request.getfixturevalue(file), "word/document.xml")
    depth = 0
    for mark in document.iter(qn("w:fldChar")):
        depth += {"begin": 1, "separate": 0, "end": -1}[mark.get(qn("w:fldCharType"))]
        assert depth in (0, 1)
    assert depth == 0
    codes = {words.split()[0] for words in document.xpath("//w:instrText/text()", namespaces=NAMES)}
    assert codes <= {"TOC", "NOTEREF", "PAGE", "NUMPAGES"}


def test_contents_headings_tables_and_page(made: bytes) -> None:
    document = Document(BytesIO(made))
    heads = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert heads[:2] == ["Names", "What it is"]
    assert "Contested" in heads
    assert heads[-1] == "How to read this"
    body = part(made, "word/document.xml")
    anchors = body.xpath("//w:hyperlink/@w:anchor", namespaces=NAMES)
    assert set(anchors) <= set(body.xpath("//w:bookmarkStart/@w:name", namespaces=NAMES))
    assert len(anchors) == len([p for p in document.paragraphs if p.style and p.style.name.startswith("Heading")])
    sides = next(table for table in document.tables if "2009" in table.rows[0].cells[0].text)
    assert [cell.text for cell in sides.rows[0].cells] == ["2009", "2013"]
    sheet = document.sections[0]
    assert sheet.page_width
    assert sheet.page_height
    assert (round(sheet.page_width.mm), round(sheet.page_height.mm)) == (210, 297)
    assert "PAGE" in etree.tostring(sheet.footer._element).decode()


def test_settings_know_of_the_notes_in_the_place_of_the_schema(made: bytes) -> None:
    names = [etree.QName(child).localname for child in part(made, "word/settings.xml")]
    assert names.count("footnotePr") == 1
    assert names.index("footnotePr") < names.index("compat")
    assert names.index("characterSpacingControl") < names.index("footnotePr")
    with ZipFile(BytesIO(made)) as archive:
        assert b"/word/footnotes.xml" in archive.read("[Content_Types].xml")
        assert b"footnotes.xml" in archive.read("word/_rels/document.xml.rels")


def test_names_from_right_to_left_are_runs_from_right_to_left(armed: bytes) -> None:
    body = part(armed, "word/document.xml")
    turned = [run for run in body.iter(qn("w:r")) if run.find("w:rPr/w:rtl", NAMES) is not None]
    assert any(said(run) == "يوسف دروان" for run in turned)
    assert all(run.find("w:rPr/w:cs", NAMES) is not None for run in turned)
    assert not any(re.search("[a-z]", said(run)) for run in turned)
    styles = part(armed, "word/styles.xml")
    assert set(styles.xpath("//w:lang/@w:bidi", namespaces=NAMES)) == {"ar-SA"}
    assert set(styles.xpath("//w:lang/@w:val", namespaces=NAMES)) == {"en-GB"}


def test_nothing_hostile_takes_effect(armed: bytes) -> None:
    with ZipFile(BytesIO(armed)) as archive:
        texts = {name: archive.read(name) for name in archive.namelist()}
    assert sum(map(len, texts.values())) < 2_000_000
    for name, content in texts.items():
        assert b'TargetMode="External"' not in content, name
        assert LONG[:3000].encode() not in content, name
        if name.startswith("word/") and name.endswith(".xml"):
            etree.fromstring(content)
            assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f]", content.decode("utf-8")), (
                name
            )
    assert "<script>alert('x')</script>" in said(etree.fromstring(texts["word/document.xml"]))


def test_the_file_tells_nothing_of_who_wrote_it_where_and_when(made: bytes, tmp_path: Path) -> None:
    properties = Document(BytesIO(made)).core_properties
    assert properties.title == "Salt Guard: a dossier from reports"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert (properties.created, properties.modified) == (None, None)
    with ZipFile(BytesIO(made)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        every = b"".join(archive.read(name) for name in archive.namelist())
    for told in (b"/reports/", str(tmp_path.parent).encode(), f">{getpass.getuser()}<".encode(), b"python-docx"):
        assert told not in every


def test_the_same_dossier_is_the_same_file(made: bytes, small: Ledger) -> None:
    assert handed(small, "docx", about="Salt Guard")[0] == made


def test_pictures_have_words_for_those_who_do_not_see_them(made: bytes, small: Ledger) -> None:
    with matter(small, about="Salt Guard") as found:
        drawn = [picture for kind in pictures.KINDS if (picture := pictures.of(found.dossier, kind))]
    assert drawn
    alts = [shape._inline.docPr.get("descr") for shape in Document(BytesIO(made)).inline_shapes]
    assert alts
    assert set(alts) <= {" ".join(picture.alt.split()) for picture in drawn}


def test_many_sides_stand_below_each_other(small: Ledger) -> None:
    sides = tuple(Answer(f"side {i}", (Line(f"line {i}"), Line(f"more {i}"))) for i in range(5))
    with matter(small, about="Salt Guard") as found:
        assert found.dossier is not None
        dossier = replace(found.dossier, contested=(Contest("Which?", sides),))
        out = BytesIO()
        exporter.export(replace(found, dossier=dossier), out)
    table = next(t for t in Document(BytesIO(out.getvalue())).tables if t.rows[0].cells[0].text == "says")
    assert [row.cells[0].text for row in table.rows][1:4] == ["side 0", "", "side 1"]
    assert table.rows[2].cells[1].text == "more 0"
