"""Treebanks as text: gold words with the characters that they have in the raw text of their document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportedly.reading.analysis import Range
from training.corpora.treebanks import gum_splits

Row = list[str]


@dataclass(slots=True)
class Parsed:
    """One document: its raw text and its words, with heads as in ``Analysis`` (-1 for a root).

    Words of a contraction ("don't") have the characters that they spell; where they spell
    something else, as in a mistyped word, each has those of the whole.
    """

    name: str
    text: str = ""
    forms: list[str] = field(default_factory=list)
    spans: list[Range] = field(default_factory=list)
    sentences: list[Range] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deprels: list[str] = field(default_factory=list)


def documents(corpora: Path, corpus: str, split: str) -> Iterator[Parsed]:
    """The documents of a split of ``ewt`` or ``gum``."""
    if corpus == "ewt":
        yield from read(corpora / f"parse/ewt/{split}.conllu")
        return
    splits = gum_splits(corpora)
    for path in sorted((corpora / "parse/gum/dep").glob("*.conllu")):
        if splits.get(path.stem) == split:
            yield from read(path)


def read(path: Path) -> Iterator[Parsed]:
    """The documents of a CoNLL-U file; paragraphs are parted by a blank line, as in the raw texts of UD."""
    document = Parsed(path.stem)
    rows: list[Row] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("# newdoc"):
            if document.forms:
                yield document
            document = Parsed(line.split("=")[-1].strip() if "=" in line else path.stem)
        elif line.startswith("# newpar") and document.text:
            document.text = document.text.rstrip() + "\n\n"
        elif line[:1].isdigit():
            rows.append(line.split("\t"))
        elif not line.strip() and rows:
            _sentence(document, rows)
            rows = []
    if document.forms:
        yield document


def _sentence(document: Parsed, rows: Sequence[Row]) -> None:
    base = len(document.forms)
    whole: tuple[str, int, int] | None = None
    for row in rows:
        if re.fullmatch(r"\d+-\d+", row[0]):
            last = int(row[0].split("-")[1])
            start = _written(document, row)
            whole = (row[1], start, last)
            place = start
            spelt = [r[1] for r in rows if r[0].isdigit() and int(row[0].split("-")[0]) <= int(r[0]) <= last]
            spells = "".join(spelt) == row[1]
        elif row[0].isdigit():
            if whole is None:
                start = _written(document, row)
                span = (start, start + len(row[1]))
            elif spells:
                span = (place, place + len(row[1]))
                place = span[1]
            else:
                span = (whole[1], whole[1] + len(whole[0]))
            if whole is not None and int(row[0]) == whole[2]:
                whole = None
            document.forms.append(row[1])
            document.spans.append(span)
            document.upos.append(row[3])
            document.heads.append(base + int(row[6]) - 1 if row[6] != "0" else -1)
            document.deprels.append(row[7])
    document.sentences.append((base, len(document.forms)))


def _written(document: Parsed, row: Row) -> int:
    """Writes a surface token, and the space after it where there is one; where it starts."""
    start = len(document.text)
    document.text += row[1] + ("" if "SpaceAfter=No" in row[9].split("|") else " ")
    return start
