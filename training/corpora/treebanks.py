"""UD English EWT and GUM (CC BY-SA 4.0 / CC BY 4.0): parts of speech and dependencies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from reportedly.reading.windows import shape
from training.example import Example
from training.labels import UPOS

Row = list[str]


def sentences(path: Path) -> Iterator[tuple[str, list[Row]]]:
    """Document name and rows of every sentence of a CoNLL-U file, without multiword and empty tokens."""
    document, rows = path.stem, list[Row]()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc"):
            document = line.split("=")[-1].strip()
        elif not line.strip():
            if rows:
                yield document, rows
            rows = []
        elif not line.startswith("#"):
            row = line.split("\t")
            if row[0].isdigit():
                rows.append(row)
    if rows:
        yield document, rows


def gum_splits(root: Path) -> dict[str, str]:
    """Document name to train, dev or test, as GUM publishes them."""
    found, current = {}, ""
    for line in (root / "parse/gum/splits.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            current = line[3:].strip()
        elif line.strip().startswith("* "):
            found[line.strip()[2:]] = current
    return found


def load(
    root: Path, split: str, relations: dict[str, int], *, which: tuple[str, ...] = ("ewt", "gum")
) -> list[Example]:
    """Documents of one split. New relations are numbered in ``relations`` where the split is train."""
    documents: dict[str, list[list[Row]]] = defaultdict(list)
    if "ewt" in which:
        path = root / f"parse/ewt/{split}.conllu"
        for name, rows in sentences(path):
            documents[f"ewt/{name}"].append(rows)
    if "gum" in which:
        splits = gum_splits(root)
        for path in sorted((root / "parse/gum/dep").glob("*.conllu")):
            if splits.get(path.stem) == split:
                documents[f"gum/{path.stem}"] = [rows for _, rows in sentences(path)]
    return [_example(name, parts, relations, grow=split == "train") for name, parts in documents.items()]


def _example(name: str, parts: list[list[Row]], relations: dict[str, int], *, grow: bool) -> Example:
    words: list[str] = []
    upos: list[int] = []
    heads: list[int] = []
    deprels: list[int] = []
    ranges = []
    for rows in parts:
        base = len(words)
        for row in rows:
            words.append(row[1])
            upos.append(UPOS.index(row[3]))
            heads.append(base + int(row[6]) - 1 if row[6] != "0" else -1)
            if grow:
                relations.setdefault(row[7], len(relations))
            deprels.append(relations.get(row[7], relations.get(row[7].split(":")[0], 0)))
        ranges.append((base, len(words)))
    return Example(name, words, [shape(word) for word in words], ranges, upos=upos, heads=heads, deprels=deprels)
