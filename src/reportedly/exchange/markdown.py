"""A dossier as Markdown with footnotes: to be read as it is, or turned into anything by pandoc and its kin.

CommonMark with the tables and footnotes that GitHub, pandoc and Python-Markdown share. Text of others is escaped so
that nothing in it takes effect in any of them: where they differ in what a backslash does, a character reference
stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import BinaryIO

from reportedly.dossier.page import Contest, Footnote, Line, Section

from .fair import Fair
from .formats import FORMATS, Carried, text
from .matter import Matter
from .note import GRADES, scope
from .paper import PLAIN_CASE, Paper, picture_files

_BACKSLASHED = re.compile(r"([\\`*_\[\]{}#!])")
_REFERENCED = re.compile(r"[<>&@|~^$=]")
_LINKING = re.compile(r":(?=//|[\w+-]+:)|(?<=mailto):|(?<=xmpp):|(?<=www)\.", re.IGNORECASE)
"""What makes an address, or a picture by name (:smile:), of bare words."""
_MAIL = re.compile(r"[\w.+-](?=@[\w-])")
"""Before the sign of a mail address. GitHub makes a link of one however it is escaped, so a word joiner parts it."""
_OPENING = re.compile(r"^(\d{1,9})([.)])|^[-+:%]")
"""What makes an item, a rule, a definition or a head of bare words where a line begins with it."""
_RIGHT_TO_LEFT = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
    r"(?:[^A-Za-z\u00c0-\u058f\u0900-\u1fff]*"
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff])?"
)


def export(matter: Matter, out: BinaryIO) -> Carried:
    """Write the dossier; what it took along and what not.

    Raises:
        ExchangeError: where the pictures cannot be written into ``matter.folder``.
    """
    page = _Page(matter)
    blocks = list(page.blocks())
    with text(out) as stream:
        stream.write("\n\n".join(blocks))
        stream.write("\n")
    return Carried(page.paper.lines, page.left_out())


def escaped(words: str) -> str:
    """Words of others as Markdown shows them and does nothing with them, wherever they stand in a line.

    ``words`` are on one line (see ``Fair``).
    """
    made = _REFERENCED.sub(lambda m: f"&#{ord(m[0])};", _MAIL.sub("\\g<0>\u2060", words))
    made = _BACKSLASHED.sub(_struck, made)
    made = _LINKING.sub(lambda m: f"&#{ord(m[0])};", made)
    made = _OPENING.sub(lambda m: f"{m[1]}&#{ord(m[2])};" if m[1] else f"&#{ord(m[0])};", made)
    return _RIGHT_TO_LEFT.sub(lambda m: f"\u2068{m[0]}\u2069", made)


def _struck(found: re.Match[str]) -> str:
    """A backslash before it; the sign of a character reference of ours stays as it is."""
    before = found.string[found.start() - 1 : found.start()]
    return found[0] if found[0] == "#" and before == "&" else f"\\{found[0]}"


class _Page:
    """The page, block by block."""

    def __init__(self, matter: Matter) -> None:
        assert matter.dossier is not None  # The table of forms says that this one is a dossier's.
        self._matter, self._dossier, self._fair = matter, matter.dossier, Fair()
        self.paper = Paper(matter, self._fair)
        self._pictures = picture_files(matter)

    def left_out(self) -> tuple[str, ...]:
        return (*self.paper.left_out(FORMATS["markdown"].loses), *self._pictures.left_out)

    def blocks(self) -> Iterator[str]:
        """Every block, with blank lines between to be put."""
        dossier = self._dossier
        yield f"# {self._words(dossier.entity.name)}"
        yield f"*{self._words(self.paper.kind)}*"
        yield "\n".join(f"> {self._words(said)}  " for said in self._scope())
        if dossier.others:
            yield f"Others of this name, not taken for the same: {self._words(self.paper.others)}."
        for section in dossier.sections:
            yield from self._section(section)
        if dossier.contested:
            yield "## Contested"
            yield "No side is preferred; the order of the columns says nothing."
            for contest in dossier.contested:
                yield from self._contest(contest)
        for title, lines in self.paper.open_ends:
            yield f"## {title}"
            yield "\n".join(self._item(line) for line in lines)
        yield from self._reading()
        yield "## Sources"
        yield "\n\n".join(self._note(note) for note in dossier.footnotes)

    def _scope(self) -> Sequence[str]:
        return scope(self._dossier, min_confidence=self._matter.min_confidence, mask=self._matter.mask)

    def _section(self, section: Section) -> Iterator[str]:
        yield f"## {self._words(section.title)}"
        if section.remark:
            yield f"*{self._words(section.remark)}*"
        yield "\n".join(self._item(line) for line in section.lines)
        for picture in self._pictures.after(section.key):
            yield f"![{self._words(picture.alt)}]({picture.address})"
            if picture.note:
                yield f"*{self._words(picture.note)}*"

    def _item(self, line: Line) -> str:
        self.paper.lines += 1
        when = f"**{self._words(line.when)}:** " if line.when else ""
        return f"- {when}{self._line(line)}"

    def _line(self, line: Line, *, marked: bool = True) -> str:
        said = self._words(self.paper.said(line, marked=marked))
        worth = self.paper.worth(line)
        return said + (f" *({self._words(worth)})*" if worth else "") + "".join(f"[^{n}]" for n in line.notes)

    def _contest(self, contest: Contest) -> Iterator[str]:
        yield f"### {self._words(contest.question)}"
        if contest.why:
            yield f"*{self._words(contest.why)}*"
        heads = [self._words(answer.label) for answer in contest.answers]
        rows = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
        for lines in zip_longest(*(answer.lines for answer in contest.answers)):
            rows.append(f"| {' | '.join(self._cell(line) for line in lines)} |")
        yield "\n".join(rows)

    def _cell(self, line: Line | None) -> str:
        if line is None:
            return ""
        self.paper.lines += 1
        when = f"{self._words(line.when)}: " if line.when else ""
        return when + self._line(line, marked=False)

    def _reading(self) -> Iterator[str]:
        yield "## How to read this"
        yield self._words(self._matter.method)
        if self.paper.graded:
            yield PLAIN_CASE
            yield "\n".join(
                [
                    "| grade | means | when |",
                    "| --- | --- | --- |",
                    *(f"| {n} | {w} | {when} |" for n, w, when in GRADES),
                ]
            )
        yield "Not in this document: " + self._words("; ".join(self.left_out())) + "."

    def _note(self, note: Footnote) -> str:
        quote, whence, address = self.paper.note(note)
        shown = f"<{address}>" if self.paper.is_plain_address(address) else self._words(address)
        return (
            f"[^{note.number}]: “{self._words(quote)}” — {self._words(whence)}" + (f", {shown}" if shown else "") + "."
        )

    def _words(self, words: str) -> str:
        return escaped(self._fair(words))
