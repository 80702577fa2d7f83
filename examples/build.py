"""Build the reports that are not plain text (.pdf, .docx, .eml) from ``examples/sources``.

    python examples/build.py           writes examples/reports/*.pdf, *.docx, *.eml
    python examples/build.py --check   builds in memory and says which committed files differ

A source is ``key: value`` lines, an empty line, and paragraphs; ``# `` opens a heading. The same source gives the
same bytes: dates, identifiers and boundaries are taken from the source, never from the clock. The PDF needs
``fpdf2`` (a tool for whoever changes the examples, not a dependency of reportedly) and a DejaVu Serif font,
because it holds Cyrillic; Word files need python-docx, which intake uses anyway.
"""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
REPORTS = HERE / "reports"
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Source:
    """One report as it is kept: what the file says about itself, and its paragraphs."""

    name: str
    head: dict[str, str]
    paragraphs: tuple[str, ...]

    def __getitem__(self, key: str) -> str:
        if key not in self.head:
            raise ValueError(f"{self.name}: expected a line '{key}: …' before the first empty line; add it")
        return self.head[key]

    @property
    def published(self) -> datetime:
        """Nine in the morning, UTC, of the day of publication."""
        return datetime.fromisoformat(self["published"]).replace(hour=9, tzinfo=UTC)


def load(path: Path) -> Source:
    """Read a source file.

    Raises:
        ValueError: where a line of the head has no colon.
    """
    head_text, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    head: dict[str, str] = {}
    for line in head_text.splitlines():
        key, colon, value = line.partition(": ")
        if not colon:
            raise ValueError(f"{path.name}: expected 'key: value', got {line!r}; the head ends with an empty line")
        head[key] = value
    return Source(path.stem, head, tuple(p.strip() for p in body.split("\n\n") if p.strip()))


def pdf(source: Source) -> bytes:
    """A4 pages with a running head and numbers, as panels print their reports."""
    from fpdf import FPDF  # a dev tool: whoever only reads the examples need not have it

    class Page(FPDF):
        def header(self) -> None:
            self.set_font("serif", size=8)
            self.cell(0, 6, f"{source['publisher']}        {source['published']}", align="R")
            self.ln(14)

        def footer(self) -> None:
            self.set_y(-15)
            self.set_font("serif", size=8)
            self.cell(0, 6, f"{self.page_no()}/{{nb}}", align="C")

    page = Page(format="A4")
    page.set_creation_date(source.published)
    page.add_font("serif", fname=FONT)
    page.set_title(source["title"])
    page.set_author(source["author"])
    page.set_lang("en")
    page.set_margins(25, 20)
    page.set_auto_page_break(True, margin=22)
    page.add_page()
    for paragraph in source.paragraphs:
        heading = paragraph.startswith("# ")
        page.set_font("serif", size=13 if heading else 10.5)
        # A paragraph is kept on one page, so that the running head never stands inside a sentence.
        with page.unbreakable() as block:
            block.multi_cell(0, 7 if heading else 5.4, paragraph.removeprefix("# "), align="L")
        page.ln(3)
    return bytes(page.output())


def docx(source: Source) -> bytes:
    """A Word file with heading styles and document properties."""
    from docx import Document

    document = Document()
    for number, paragraph in enumerate(source.paragraphs):
        if paragraph.startswith("# "):
            document.add_heading(paragraph.removeprefix("# "), level=0 if number == 0 else 1)
        else:
            document.add_paragraph(paragraph)
    properties = document.core_properties
    properties.title, properties.author = source["title"], source["author"]
    properties.comments, properties.keywords, properties.language = "", source["publisher"], "en"
    properties.created = properties.modified = source.published.replace(tzinfo=None)
    properties.last_modified_by, properties.revision = source["author"], 1
    packed = io.BytesIO()
    document.save(packed)
    return _same_dates(packed.getvalue())


def _same_dates(packed: bytes) -> bytes:
    """The same archive with every member dated alike, so that a rebuild gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, date_time=EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return out.getvalue()


def eml(source: Source) -> bytes:
    """A newsletter as mailers send it: plain text with an HTML alternative."""
    message = EmailMessage(policy=SMTP)
    name, _, address = source["from"].rstrip(">").partition(" <")
    message["From"] = Address(display_name=name, addr_spec=address)
    message["To"] = source["to"]
    message["Subject"] = source["subject"]
    message["Date"] = source["date"]
    message["Message-ID"] = f"<{source.name}@{address.partition('@')[2]}>"
    message["List-Unsubscribe"] = f"<mailto:{address}?subject=STOP>"
    message.set_content("\n\n".join(source.paragraphs) + "\n", cte="quoted-printable")
    rows = "".join(f"<p>{escape(p).replace(chr(10), '<br>')}</p>\n" for p in source.paragraphs)
    message.add_alternative(f"<html><body>\n{rows}</body></html>\n", subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{source.name}")
    return message.as_bytes()


MAKERS: dict[str, tuple[str, Callable[[Source], bytes]]] = {
    "2023-06-30-panel-of-experts": (".pdf", pdf),
    "2023-11-20-bramwick-analysis": (".docx", docx),
    "2024-03-01-frontier-digest": (".eml", eml),
}


def main() -> int:
    """Write the built reports, or say which of them differ from their sources."""
    parser = argparse.ArgumentParser(description="Build the PDF, Word and mail examples from examples/sources.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a committed file differs")
    check = parser.parse_args().check
    differing = 0
    for stem, (ending, make) in MAKERS.items():
        target = REPORTS / f"{stem}{ending}"
        built = make(load(SOURCES / f"{stem}.txt"))
        if not check:
            target.write_bytes(built)
            sys.stdout.write(f"wrote {target.name} ({len(built)} bytes)\n")
        elif not target.exists() or target.read_bytes() != built:
            differing += 1
            sys.stdout.write(f"{target.name} differs from its source; run python examples/build.py\n")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
