"""How sure a text is of an event, -3 to 3: UDS-It-Happened 2, UW (FactBank), MEANTIME."""

from __future__ import annotations

import json
from pathlib import Path

from reportedly.reading.windows import shape
from training.example import NONE, Example


def load(root: Path, corpus: str, split: str, *, size: int = 6) -> list[Example]:
    """Sentences of one corpus, ``size`` to an example (they are kept without their documents)."""
    with (root / f"factuality/{corpus}/{split}.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = []
    for start in range(0, len(rows), size):
        words: list[str] = []
        labels: list[float] = []
        ranges = []
        for row in rows[start : start + size]:
            base = len(words)
            tokens = row["text"].split()
            words += tokens
            labels += [float(NONE)] * len(tokens)
            for target in row["targets"]:
                if base + target["span1"][0] < len(words):
                    labels[base + target["span1"][0]] = float(target["label"])
            if len(words) > base:
                ranges.append((base, len(words)))
        found.append(Example(f"{corpus}/{split}/{start}", words, [shape(w) for w in words], ranges, certainty=labels))
    return found
