"""Chooses from which probability on a frame becomes a claim, on the dev part of the project's corpus.

    python -m training.tune --corpora DIR --weights DIR [--write]

First one threshold for all predicates, by the sum of recall, wholly right and precision; then, for a
predicate with enough claims, another where that raises the sum by enough not to be chance. The
held-out part is not looked at.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from benchmarks import scoring
from benchmarks.reading import taken_in
from reportedly.exchange import jsonl
from reportedly.exchange.row import Row
from reportedly.reading.encoder import Encoder
from reportedly.reading.local import LocalReader
from reportedly.reading.thresholds import Thresholds
from training.corpora import claims

_LOWEST = 0.08
_GRID = [round(0.1 + 0.05 * step, 2) for step in range(16)]
_RECALL = 53.0
_FEWEST = 20
"""A predicate with fewer dev claims keeps the usual threshold."""
_WORTH = 0.4
"""How much the figures must rise, in points, for a threshold of its own."""

Json = dict[str, Any]


def dev_claims(corpora: Path, weights: Path) -> tuple[list[Json], list[Json]]:
    """Gold and everything that the reader could say of the dev documents, with scores."""
    folder = corpora / "claims"
    gold = {k: v for k, v in claims.read(folder / "train.jsonl").items() if claims.is_dev(k)}
    reader = LocalReader(Encoder(weights, threads=2), Thresholds(_LOWEST))
    found: list[Json] = []
    for document in taken_in([folder / f"text/{name}.txt" for name in gold], published=None):
        rows = (Row(claim=claim, document=document.name, reader=reader.name) for claim in reader.read(document))
        found += [jsonl.as_json(row) for row in rows]
    return [claim for document in gold.values() for claim in document], found


def figures(gold: list[Json], found: list[Json], thresholds: Thresholds) -> tuple[float, dict[str, Any]]:
    """The sum to maximise, and the figures behind it."""
    kept = [c for c in found if c["score"] >= thresholds.special.get(c["predicate"], thresholds.usual)]
    shown = scoring.score(gold, kept).figures
    total = (shown["recall"] or 0) + (shown["wholly_right"] or 0) + (shown["precision_lower_bound"] or 0)
    # A reader that keeps silent looks precise: below this recall nothing makes up for it.
    return total - 10 * max(0.0, _RECALL - (shown["recall"] or 0)), shown


def choose(gold: list[Json], found: list[Json]) -> Thresholds:
    """The thresholds with the best figures on these documents."""
    table = [(figures(gold, found, Thresholds(value)), value) for value in _GRID]
    for (total, shown), value in table:
        keys = ("recall", "wholly_right", "precision_lower_bound", "extracted_typed")
        print(value, round(total, 1), {key: shown[key] for key in keys}, flush=True)
    (best, _), usual = max(table, key=lambda row: row[0][0])
    special: dict[str, float] = {}
    for predicate in sorted({claim["predicate"] for claim in gold}):
        if sum(claim["predicate"] == predicate for claim in gold) < _FEWEST:
            continue
        tried = [(figures(gold, found, Thresholds(usual, {**special, predicate: v}))[0], v) for v in _GRID]
        total, value = max(tried)
        if total > best + _WORTH and value != usual:
            special[predicate], best = value, total
    return Thresholds(usual, special)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="keep them in thresholds.json beside the weights")
    args = parser.parse_args()
    gold, found = dev_claims(args.corpora, args.weights)
    chosen = choose(gold, found)
    print(chosen, figures(gold, found, chosen)[1])
    if args.write:
        chosen.save(args.weights / "thresholds.json")


if __name__ == "__main__":
    main()
