"""PolNeAR 1.0 (Newell, Margolin and Ruths, LREC 2018): who says what in 1,008 US political news articles."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from pathlib import Path

from reportedly.reading.sentences import split as split_sentences
from reportedly.reading.tokens import tokenise
from reportedly.reading.windows import features
from training.example import Example, Link
from training.labels import ATTRIBUTION_TAGS

Pieces = list[tuple[int, int]]
Attribution = dict[str, list[Pieces]]
"""Role (source, cue, content) to its spans, each in one or more pieces of characters."""


def read(root: Path, split: str) -> list[tuple[str, str, list[Attribution]]]:
    """Name, text and gold attributions of each document; of two annotators the one who found more."""
    base = root / "polnear" / split
    files: dict[str, list[Path]] = defaultdict(list)
    for path in sorted((base / "attributions").glob("*.ann")):
        files[path.stem.rsplit("_", 1)[0]].append(path)
    found = []
    for text_file in sorted((base / "text").glob("*.txt")):
        if text_file.stem in files:
            text = text_file.read_bytes().decode("utf-8")
            best = max(files[text_file.stem], key=lambda path: path.stat().st_size)
            found.append((text_file.stem, text, _attributions(best)))
    return found


def _attributions(path: Path) -> list[Attribution]:
    spans: dict[str, tuple[str, Pieces]] = {}
    events: list[list[str]] = []
    for line in path.read_bytes().decode("utf-8").split("\n"):
        cells = line.split("\t")
        if re.fullmatch(r"T\d+", cells[0]) and len(cells) >= 3:
            kind, places = cells[1].split(" ", 1)
            if kind in ("Source", "Cue", "Content"):
                ends = [piece.split() for piece in places.split(";")]
                spans[cells[0]] = (kind.lower(), [(int(a), int(b)) for a, b in ends])
        elif re.fullmatch(r"E\d+", cells[0]) and len(cells) >= 2:
            events.append([x.split(":")[1] for x in cells[1].split() if not x.startswith("Attribution")])
    found = []
    for event in events:
        attribution: Attribution = {"source": [], "cue": [], "content": []}
        for reference in event:
            if reference in spans:
                kind, pieces = spans[reference]
                attribution[kind].append(pieces)
        if attribution["cue"]:
            found.append(attribution)
    return found


def load(root: Path, split: str) -> list[Example]:
    """Documents with one attribution tag a word and the links around each cue."""
    return [_example(name, text, gold) for name, text, gold in read(root, split)]


def _example(name: str, text: str, gold: list[Attribution]) -> Example:
    starts, ends = tokenise(text)
    tags = [0] * len(starts)
    links = []
    for attribution in gold:
        words: dict[str, set[int]] = {}
        for role, spans in attribution.items():
            inside: set[int] = set()
            for start, end in (piece for pieces in spans for piece in pieces):
                first, last = bisect_right(ends, start), bisect_left(starts, end)
                for word in range(first, last):
                    if tags[word] == 0:
                        tags[word] = ATTRIBUTION_TAGS.index(("B-" if word == first else "I-") + role)
                inside.update(range(first, last))
            words[role] = inside
        if words["cue"]:
            links.append(Link(min(words["cue"]), frozenset(words["source"]), frozenset(words["content"])))
    return Example(
        name, [text[a:b] for a, b in zip(starts, ends, strict=True)], features(text, starts, ends),
        split_sentences(text, starts, ends), attribution=tags, links=links, starts=starts, ends=ends, text=text,
    )  # fmt: skip
