"""Putting the blocks of a converted report together: one text, and where its parts stood in the original."""

from __future__ import annotations

import re

from reportedly.model import Passage

_DROPPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_TERMINAL = re.compile(r"[.!?:;…。؟][\"'”’»)\]]*$")


def clean(text: str) -> str:
    """``text`` on one or more lines, without control characters, soft hyphens and runs of spaces."""
    text = _DROPPED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.strip() for line in _SPACES.sub(" ", text).split("\n")).strip()


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends where a sentence can end."""
    return bool(_TERMINAL.search(text.rstrip()))


class Assembly:
    """Collects blocks (paragraphs, headings, rows) into a text with a blank line between them."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._passages: list[Passage] = []
        self._section: str | None = None

    def heading(self, words: str, *, page: int | None = None) -> None:
        """Add a heading; the blocks that follow stand in its section."""
        words = clean(words).replace("\n", " ")
        if words:
            self._section = words
            self.block(words, page=page)

    def block(self, words: str, *, page: int | None = None) -> None:
        """Add a block, unless nothing is left of it once it is cleaned."""
        self.pieces([(words, page)])

    def pieces(self, pieces: list[tuple[str, int | None]]) -> None:
        """Add one block made of pieces from several pages, joined by a space."""
        cleaned = [(piece, page) for words, page in pieces if (piece := clean(words))]
        for index, (piece, page) in enumerate(cleaned):
            gap = " " if index else ("\n\n" if self._parts else "")
            self._parts.append(gap + piece)
            start = self._length + len(gap)
            self._length = start + len(piece)
            self._note(start, page)

    def _note(self, start: int, page: int | None) -> None:
        if page is None and self._section is None:
            return
        last = self._passages[-1] if self._passages else None
        if last is not None and (last.page, last.section) == (page, self._section):
            start = self._passages.pop().start
        self._passages.append(Passage(start, self._length, page=page, section=self._section))

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Where its parts stood: a page, the heading above them, or both."""
        return tuple(self._passages)
