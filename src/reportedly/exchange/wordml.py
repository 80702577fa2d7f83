"""What Word has and python-docx does not make: footnotes, fields, a table of contents, runs from right to left.

Element names and their order are those of WordprocessingML (ISO/IEC 29500-1); each function names its clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

LANGUAGE, LANGUAGE_RIGHT_TO_LEFT = "en-GB", "ar-SA"
FONT, FONT_RIGHT_TO_LEFT = "Calibri", "Arial"
NOTE_TEXT, NOTE_REFERENCE = "footnote text", "footnote reference"

_INK = RGBColor(0x1A, 0x1A, 0x1A)
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_TO_LEFT = re.compile(f"[{_RIGHT}](?:[^A-Za-z0-9\u00c0-\u058f\u0900-\u1fff]*[{_RIGHT}])?")
_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))
_BEHIND_FOOTNOTES = frozenset(  # CT_Settings, 17.15.1.78: what stands behind footnotePr
    "endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats "
    "doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults "
    "doNotEmbedSmartTags decimalSymbol listSeparator".split()
)


def say(paragraph: Paragraph, words: str, *, bold: bool = False, italic: bool = False) -> None:
    """Add words to a paragraph, in runs of one direction each (rtl, 17.3.2.30).

    ``words`` hold nothing that XML refuses (see ``Fair``).
    """
    for part, turned in _directions(words):
        run = paragraph.add_run(part)
        run.bold, run.italic = bold or None, italic or None
        if turned:
            run.font.rtl = True
            run.font.cs_bold, run.font.cs_italic = bold or None, italic or None
            run.font.complex_script = True


def turn(paragraph: Paragraph) -> None:
    """Make a paragraph run from right to left where all its letters do (bidi, 17.3.1.6)."""
    words = paragraph.text
    if _RIGHT_TO_LEFT.search(words) and not any(c.isalpha() for c in _RIGHT_TO_LEFT.sub("", words)):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))


def _directions(words: str) -> Iterator[tuple[str, bool]]:
    at = 0
    for found in _RIGHT_TO_LEFT.finditer(words):
        if found.start() > at:
            yield words[at : found.start()], False
        yield found[0], True
        at = found.end()
    if at < len(words):
        yield words[at:], False


class Footnotes:
    """The footnotes of a document: the part that holds them, and the marks in the text (17.11).

    A note is made where it is cited first; where it is cited again stands a reference to it (NOTEREF, 17.16.5.41), for
    Word numbers notes by their marks, and a note has one mark.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        for kind, number in _SEPARATORS:
            self._root.append(
                parse_xml(
                    f'<w:footnote {nsdecls("w")} w:type="{kind}" w:id="{number}"><w:p><w:pPr>'
                    '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
                    f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
                )
            )
        self._marks: dict[int, int] = {}
        # Their ids, looked up once: python-docx looks through all styles for each run that is given one.
        self._text, self._reference = (document.styles[name].style_id for name in (NOTE_TEXT, NOTE_REFERENCE))

    def cited(self, key: int) -> bool:
        """Whether the note of this key is there already."""
        return key in self._marks

    def cite(self, paragraph: Paragraph, key: int) -> Paragraph | None:
        """Put the mark of a note at the end of a paragraph; the note to be written, where it is cited first."""
        if key in self._marks:
            number = self._marks[key]
            field(paragraph, f"NOTEREF _Note{number} \\f \\h", str(number), style=self._reference)
            return None
        number = self._marks[key] = len(self._marks) + 1
        _marked(paragraph, number, self._reference)
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(number))
        self._root.append(note)
        inside = OxmlElement("w:p")
        note.append(inside)
        inside.style = self._text
        text = Paragraph(inside, self._document._body)
        run = text.add_run()
        run._r.style = self._reference
        run._r.append(OxmlElement("w:footnoteRef"))
        text.add_run(" ")
        return text

    def bind(self) -> None:
        """Make the part and let the document and its settings know of it."""
        blob = serialize_part_xml(self._root)
        package = self._document.part.package
        assert package is not None
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        ids = "".join(f'<w:footnote w:id="{number}"/>' for _, number in _SEPARATORS)
        settings = self._document.settings.element
        made = parse_xml(f"<w:footnotePr {nsdecls('w')}>{ids}</w:footnotePr>")
        behind = (i for i, child in enumerate(settings) if child.tag.rpartition("}")[2] in _BEHIND_FOOTNOTES)
        settings.insert(next(behind, len(settings)), made)


def _marked(paragraph: Paragraph, number: int, style: str | None) -> None:
    """The mark of a note, in a bookmark of its own, so that it can be referred to again."""
    paragraph._p.append(_element("bookmarkStart", {"w:id": str(10_000 + number), "w:name": f"_Note{number}"}))
    run = paragraph.add_run()
    run._r.style = style
    run._r.append(_element("footnoteReference", {"w:id": str(number)}))
    paragraph._p.append(_element("bookmarkEnd", {"w:id": str(10_000 + number)}))


def field(paragraph: Paragraph, code: str, shown: str, *, style: str | None = None) -> None:
    """Add a field (17.16): ``code`` is its instruction, ``shown`` what stands there until it is worked out anew.

    ``style`` is the id of the style of its runs.
    """
    for kind in ("begin", "separate", "end"):
        run = paragraph.add_run()
        run._r.style = style
        run._r.append(_element("fldChar", {"w:fldCharType": kind}))
        if kind == "begin":
            instruction = paragraph.add_run()
            words = _element("instrText", {"xml:space": "preserve"})
            words.text = f" {code} "
            instruction._r.append(words)
        elif kind == "separate":
            paragraph.add_run(shown)._r.style = style


def contents(document: Document, headings: list[tuple[int, str, str]], before: Paragraph) -> None:
    """A table of contents (TOC, 17.16.5.68) before a paragraph: each heading's level, words and bookmark.

    It stands there as links; its page numbers come when Word works it out (F9), for only Word knows the pages.
    """
    for place, (level, words, bookmark) in enumerate(headings):
        entry = before.insert_paragraph_before(style="Normal")
        entry.paragraph_format.left_indent = Pt(14 * (level - 1))
        entry.paragraph_format.space_after = Pt(2)
        if place == 0:
            begin = entry.add_run()
            begin._r.append(_element("fldChar", {"w:fldCharType": "begin"}))
            code = _element("instrText", {"xml:space": "preserve"})
            code.text = ' TOC \\o "1-2" \\h \\z \\u '
            entry.add_run()._r.append(code)
            entry.add_run()._r.append(_element("fldChar", {"w:fldCharType": "separate"}))
        link = _element("hyperlink", {"w:anchor": bookmark, "w:history": "1"})
        entry._p.append(link)
        inside = Paragraph(OxmlElement("w:p"), document._body)
        say(inside, words)
        for run in list(inside._p):
            link.append(run)
        if place == len(headings) - 1:
            entry.add_run()._r.append(_element("fldChar", {"w:fldCharType": "end"}))


def bookmarked(paragraph: Paragraph, number: int) -> str:
    """Put a bookmark (17.13.6) around a heading; its name."""
    name = f"_Toc{number:06d}"
    start = _element("bookmarkStart", {"w:id": str(number), "w:name": name})
    first = next((i for i, child in enumerate(paragraph._p) if child.tag == qn("w:r")), len(paragraph._p))
    paragraph._p.insert(first, start)
    paragraph._p.append(_element("bookmarkEnd", {"w:id": str(number)}))
    return name


def _element(name: str, attributes: dict[str, str]) -> BaseOxmlElement:
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set("{http://www.w3.org/XML/1998/namespace}space" if key == "xml:space" else qn(key), value)
    return made


def dress(document: Document) -> None:
    """The styles: fonts for both directions, ink for print, footnotes, the document's language (17.7)."""
    styles: Any = document.styles  # python-docx types a style as one without a font.
    fonts = {"w:ascii": FONT, "w:hAnsi": FONT, "w:cs": FONT_RIGHT_TO_LEFT}
    for name, size in (("Normal", 10.5), ("Title", 24), ("Heading 1", 15), ("Heading 2", 12)):
        style = styles[name]
        properties = style.element.get_or_add_rPr()
        for old in properties.findall(qn("w:rFonts")):
            properties.remove(old)
        properties.insert(0, _element("rFonts", fonts))
        style.font.color.rgb, style.font.size = _INK, Pt(size)
    for name in ("Heading 1", "Heading 2"):
        styles[name].paragraph_format.space_after = Pt(4)
    text = styles.add_style(NOTE_TEXT, WD_STYLE_TYPE.PARAGRAPH)
    text.base_style, text.font.size = styles["Normal"], Pt(9)
    text.paragraph_format.space_after = Pt(0)
    styles.add_style(NOTE_REFERENCE, WD_STYLE_TYPE.CHARACTER).font.superscript = True
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
        language.set(qn("w:bidi"), LANGUAGE_RIGHT_TO_LEFT)


def packed(document: Document) -> bytes:
    """The document as a file whose bytes depend on its content alone: no time of writing, no thumbnail, no name."""
    package = document.part.package
    assert package is not None
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]
    held = BytesIO()
    document.save(held)
    made = BytesIO()
    with ZipFile(held) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return made.getvalue()
