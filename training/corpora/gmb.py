"""Groningen Meaning Bank (Bos et al. 2017): names in Voice of America and other public-domain news, silver tags."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

from reportedly.reading.windows import shape
from training.corpora.claims import is_held_out
from training.example import Example
from training.labels import NAME_TAGS

_TYPES = {
    "per": "person", "org": "organization", "geo": "place", "gpe": "norp", "tim": "date", "art": "misc", "eve": "misc",
    "nat": "misc",
}  # fmt: skip
_WINDOW = 14
"""Sentences to an example: the corpus has no document boundaries."""


def load(root: Path) -> list[Example]:
    """All sentences but those on which held-out claims stand."""
    claims = json.loads((root / "claims/gmb.json").read_text(encoding="utf-8"))
    held = {n for name, (a, b) in claims.items() if is_held_out(name) for n in range(a, b)}
    sentences = [(n, rows) for n, rows in enumerate(_sentences(root / "ner/gmb/ner_dataset.csv.zip")) if n not in held]
    found = []
    for start in range(0, len(sentences), _WINDOW):
        words: list[str] = []
        tags: list[int] = []
        ranges = []
        for _, rows in sentences[start : start + _WINDOW]:
            ranges.append((len(words), len(words) + len(rows)))
            words += [word for word, _ in rows]
            tags += [tag for _, tag in rows]
        found.append(Example(f"gmb/{start}", words, [shape(word) for word in words], ranges, names=tags))
    return found


def _sentences(path: Path) -> list[list[tuple[str, int]]]:
    found: list[list[tuple[str, int]]] = []
    with zipfile.ZipFile(path) as archive, archive.open("ner_dataset.csv") as raw:
        for row in csv.DictReader(io.TextIOWrapper(raw, encoding="latin-1")):
            if row["Sentence #"]:
                found.append([])
            prefix, _, kind = row["Tag"].partition("-")
            tag = NAME_TAGS.index(f"{prefix}-{_TYPES[kind]}") if kind in _TYPES else 0
            if row["Word"].strip():
                found[-1].append((row["Word"], tag))
    return [rows for rows in found if rows]
