"""README and docs as data: their blocks of code, their links, and what they say a block prints."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_BLOCK = re.compile(
    r"(?P<notes>(?:^<!--[^>]*-->\n)*)^```(?P<language>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
_NOTE = re.compile(r"<!--\s*(?P<key>[\w ]+?):\s*(?P<value>.*?)\s*-->")
_LINK = re.compile(r"\[[^\]]+\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ (?P<words>.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One fenced block; ``line`` is where it begins, ``notes`` the comments right above it, ``start`` and ``end`` the
    characters of the page that its body takes.
    """

    page: Path
    line: int
    language: str
    body: str
    notes: dict[str, str]
    start: int = 0
    end: int = 0

    @property
    def where(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def pages() -> list[Path]:
    """README, changelog and every page under docs/."""
    return [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(
            page=page,
            line=text.count("\n", 0, found.start("language")) + 1,
            language=found["language"],
            body=found["body"],
            notes={note["key"]: note["value"] for note in _NOTE.finditer(found["notes"])},
            start=found.start("body"),
            end=found.end("body"),
        )
        for found in _BLOCK.finditer(text)
    ]


def links(page: Path) -> list[str]:
    """The targets of a page's links, outside its blocks of code."""
    return [found["target"] for found in _LINK.finditer(_without_code(page))]


def anchors(page: Path) -> set[str]:
    """What GitHub makes of a page's headings."""
    headings = (found["words"] for found in _HEADING.finditer(_without_code(page)))
    return {re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-") for words in headings}


def _without_code(page: Path) -> str:
    return _BLOCK.sub("", page.read_text(encoding="utf-8"))
