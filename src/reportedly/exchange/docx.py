"""A dossier as a Word document for those who write in Word: A4, real footnotes, headings, contested sides in tables."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import zip_longest
from typing import BinaryIO

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from reportedly.dossier.page import Contest, Line, Section

from . import wordml
from .fair import Fair
from .formats import FORMATS, Carried
from .matter import Matter
from .note import GRADES, scope
from .paper import PLAIN_CASE, Drawn, Paper, pictures

_WIDE = Cm(16)
_ABREAST = 3
"""So many sides stand side by side on A4; more stand below each other."""


def export(matter: Matter, out: BinaryIO) -> Carried:
    """Write the dossier; what it took along and what not."""
    page = _Page(matter)
    out.write(page.made())
    return Carried(page.paper.lines, page.left_out())


class _Page:
    """The document as it is written, from its head to its end."""

    def __init__(self, matter: Matter) -> None:
        assert matter.dossier is not None  # The table of forms says that this one is a dossier's.
        self._matter, self._dossier, self._fair = matter, matter.dossier, Fair()
        self.paper = Paper(matter, self._fair)
        self._pictures = pictures(matter)
        self._document = Document()
        wordml.dress(self._document)
        self._notes = wordml.Footnotes(self._document)
        self._by_number = {note.number: note for note in self._dossier.footnotes}
        self._headings: list[tuple[int, str, str]] = []

    def left_out(self) -> tuple[str, ...]:
        return (*self.paper.left_out(FORMATS["docx"].loses), *self._pictures.left_out)

    def made(self) -> bytes:
        """The whole file."""
        self._sheet()
        start = self._head()
        for section in self._dossier.sections:
            self._section(section)
        self._contests(self._dossier.contested)
        for title, lines in self.paper.open_ends:
            self._heading(title)
            self._items(lines)
        self._uncited()
        self._reading()
        wordml.contents(self._document, self._headings, start)
        self._notes.bind()
        return wordml.packed(self._document)

    def _sheet(self) -> None:
        """A4 with its margins, page numbers below, and the properties of the file, which name nobody."""
        sheet = self._document.sections[0]
        sheet.page_width, sheet.page_height = Cm(21), Cm(29.7)
        sheet.left_margin = sheet.right_margin = sheet.top_margin = sheet.bottom_margin = Cm(2.5)
        foot = sheet.footer.paragraphs[0]
        wordml.say(foot, f"{self._fair(self._dossier.entity.name, 80, loses=False)} — page ")
        wordml.field(foot, "PAGE", "1")
        foot.add_run(" of ")
        wordml.field(foot, "NUMPAGES", "1")
        properties = self._document.core_properties
        for name in ("author", "last_modified_by", "comments", "keywords", "category", "subject"):
            setattr(properties, name, "")
        properties.title = f"{self._fair(self._dossier.entity.name, 200, loses=False)}: a dossier from reports"
        properties.language = wordml.LANGUAGE
        for child in list(properties._element):
            if child.tag in (qn("dcterms:created"), qn("dcterms:modified")):
                properties._element.remove(child)

    def _head(self) -> Paragraph:
        """Name, kind, scope; the paragraph before which the table of contents is to stand."""
        title = self._paragraph("Title")
        wordml.say(title, self._fair(self._dossier.entity.name))
        wordml.turn(title)
        self._say(self.paper.kind, italic=True)
        for said in scope(self._dossier, min_confidence=self._matter.min_confidence, mask=self._matter.mask):
            self._say(said)
        if self._dossier.others:
            self._say(f"Others of this name, not taken for the same: {self.paper.others}.")
        return self._document.add_paragraph()

    def _paragraph(self, style: str) -> Paragraph:
        """A new paragraph at the end, of the style of this id."""
        made = self._document.add_paragraph()
        made._p.style = style
        return made

    def _say(self, words: str, *, italic: bool = False) -> Paragraph:
        paragraph = self._document.add_paragraph()
        wordml.say(paragraph, self._fair(words), italic=italic)
        return paragraph

    def _heading(self, words: str, *, level: int = 1) -> None:
        paragraph = self._paragraph(f"Heading{level}")
        wordml.say(paragraph, self._fair(words))
        bookmark = wordml.bookmarked(paragraph, len(self._headings) + 1)
        self._headings.append((level, self._fair(words), bookmark))

    def _section(self, section: Section) -> None:
        self._heading(section.title)
        if section.remark:
            self._say(section.remark, italic=True)
        self._items(section.lines)
        for picture in self._pictures.after(section.key):
            self._picture(picture)

    def _picture(self, picture: Drawn) -> None:
        shape = self._document.add_picture(BytesIO(picture.png()), width=_WIDE)
        shape._inline.docPr.set("descr", self._fair(picture.alt))
        shape._inline.docPr.set("title", self._fair(picture.title))
        self._say(f"{picture.title}. {picture.note}".strip(), italic=True)

    def _items(self, lines: Sequence[Line]) -> None:
        for line in lines:
            paragraph = self._paragraph("ListBullet")
            paragraph.paragraph_format.space_after = Pt(3)
            self._line(paragraph, line)

    def _line(self, paragraph: Paragraph, line: Line, *, marked: bool = True) -> None:
        self.paper.lines += 1
        if line.when:
            wordml.say(paragraph, f"{self._fair(line.when)}: ", bold=True)
        wordml.say(paragraph, self._fair(self.paper.said(line, marked=marked)))
        if worth := self.paper.worth(line):
            wordml.say(paragraph, f" ({worth})", italic=True)
        for place, number in enumerate(line.notes):
            if place:
                comma = paragraph.add_run(",")
                comma.font.superscript = True
            self._cite(paragraph, number)

    def _cite(self, paragraph: Paragraph, number: int) -> None:
        note = self._notes.cite(paragraph, number)
        if note is not None:
            quote, whence, address = self.paper.note(self._by_number[number])
            wordml.say(note, f"“{self._fair(quote)}” — {self._fair(whence)}, {self._fair(address)}.")

    def _contests(self, contests: Sequence[Contest]) -> None:
        if not contests:
            return
        self._heading("Contested")
        self._say("No side is preferred; the order of the columns says nothing.")
        for contest in contests:
            self._heading(contest.question, level=2)
            if contest.why:
                self._say(contest.why, italic=True)
            if len(contest.answers) <= _ABREAST:
                self._abreast(contest)
            else:
                self._below(contest)
            self._document.add_paragraph()

    def _abreast(self, contest: Contest) -> None:
        """A column for each side."""
        table = self._table([answer.label for answer in contest.answers])
        for lines in zip_longest(*(answer.lines for answer in contest.answers)):
            for cell, line in zip(_row(table), lines, strict=True):
                if line is not None:
                    self._line(cell.paragraphs[0], line, marked=False)

    def _below(self, contest: Contest) -> None:
        """A row for each line of each side."""
        table = self._table(["says", "by whom"])
        for answer in contest.answers:
            for place, line in enumerate(answer.lines):
                first, second = _row(table)
                if not place:
                    wordml.say(first.paragraphs[0], self._fair(answer.label), bold=True)
                self._line(second.paragraphs[0], line, marked=False)

    def _table(self, heads: Sequence[str]) -> Table:
        """A table with a head that stands again on every page."""
        table: Table = self._document.add_table(rows=1, cols=len(heads), style="Table Grid")
        row = table.rows[0]
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, head in zip(row.cells, heads, strict=True):
            wordml.say(cell.paragraphs[0], self._fair(head), bold=True)
        return table

    def _uncited(self) -> None:
        """Sentences that the dossier has and no line cites: a document without them would hold fewer than the page."""
        rest = [number for number in self._by_number if not self._notes.cited(number)]
        if rest:
            self._heading("Sentences that bear on it")
            paragraph = self._say("Read, and not cited above:")
            for number in rest:
                self._cite(paragraph, number)

    def _reading(self) -> None:
        self._heading("How to read this")
        self._say(self._matter.method)
        if self.paper.graded:
            self._say(PLAIN_CASE)
            table = self._table(["grade", "means", "when"])
            for number, word, when in GRADES:
                for cell, words in zip(_row(table), (str(number), word, when), strict=True):
                    wordml.say(cell.paragraphs[0], words)
            self._document.add_paragraph()
        self._say(f"Not in this document: {'; '.join(self.left_out())}.")


def _row(table: Table) -> tuple[_Cell, ...]:
    """The cells of a new row, which no page break parts."""
    row = table.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return row.cells  # type: ignore[no-any-return]
