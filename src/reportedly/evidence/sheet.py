"""A report's text as blocks and parts, no character moved: what a page of it can show at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportedly.reading.structure import Line, LineKind, lines

LONGEST = 8_000
"""Characters of a block; what is longer (a text without line ends) is cut at a blank."""
PART = 25_000
"""Characters of a part, about: some ten printed pages."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item, row or rule: characters ``start`` to ``end``, and up to ``after`` the line ends."""

    kind: str
    start: int
    end: int
    after: int


@dataclass(frozen=True, slots=True)
class Part:
    """Some blocks that follow each other: characters ``start`` to ``end`` of the text."""

    number: int
    blocks: tuple[Block, ...]

    @property
    def start(self) -> int:
        """Its first character."""
        return self.blocks[0].start

    @property
    def end(self) -> int:
        """The character after its last."""
        return self.blocks[-1].after


def parts(text: str, *, size: int = PART) -> list[Part]:
    """The text in parts of about ``size`` characters, numbered from 1; together they are all of it."""
    found: list[Part] = []
    held: list[Block] = []
    for block in blocks(text):
        full = bool(held) and block.after - held[0].start > size
        # A heading is not left behind at the end of a part.
        early = bool(held) and block.kind == LineKind.HEADING and block.start - held[0].start > size * 3 // 4
        if full or early:
            found.append(Part(len(found) + 1, tuple(held)))
            held = []
        held.append(block)
    return [*found, Part(len(found) + 1, tuple(held))] if held else found


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text, in order: each begins where the one before ends."""
    at = 0
    for kind, some in _grouped(lines(text)):
        start, end = some[0].start, some[-1].end
        if start > at:  # lines that are blank, before the first block
            yield Block(LineKind.BLANK.value, at, at, start)
        after = _room(text, end)
        yield from _short(text, kind, start, end, after)
        at = after
    if at < len(text):
        yield Block(LineKind.BLANK.value, at, at, len(text))


def _grouped(found: Iterable[Line]) -> Iterator[tuple[str, list[Line]]]:
    """Lines of prose that follow each other are one paragraph; every other line is a block of its own."""
    held: list[Line] = []
    for line in found:
        if held and line.kind is not LineKind.PROSE:
            yield LineKind.PROSE.value, held
            held = []
        if line.kind is LineKind.PROSE:
            held.append(line)
        elif line.kind is not LineKind.BLANK:
            yield line.kind.value, [line]
    if held:
        yield LineKind.PROSE.value, held


def _room(text: str, end: int) -> int:
    """Where the next line that is not blank begins, or the text ends."""
    after = end
    while after < len(text) and text[after].isspace():
        after += 1
    return len(text) if after == len(text) else max(end, text.rfind("\n", end, after) + 1)


def _short(text: str, kind: str, start: int, end: int, after: int) -> Iterator[Block]:
    while end - start > LONGEST:
        blank = text.rfind(" ", start, start + LONGEST) + 1
        cut = blank if blank > start else start + LONGEST
        yield Block(kind, start, cut, cut)
        start = cut
    yield Block(kind, start, end, after)
