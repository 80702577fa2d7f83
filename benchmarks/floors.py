"""Floors: quality and speed that must not fall, checked with what this repository holds.

    python -m benchmarks.floors [FILE]        default: benchmarks/floors.toml

Ends with status 1 where a figure is below its floor. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import texts
from benchmarks.names import measured, own_pairs
from benchmarks.reading import Reading, read
from benchmarks.showing import ROOT, last_line, show
from benchmarks.speed import by_layer
from benchmarks.weighing.scoring import by_hand
from benchmarks.weighing.topic import TOPICS, load_all
from reportedly.reading.local import LocalReader

FLOORS = Path(__file__).parent / "floors.toml"
QUALITY = ("recall", "wholly_right", "precision_lower_bound")
WEIGHED = (
    *("entities_b3_f1", "origins_f1", "conflicts_precision", "conflicts_recall", "succession_right", "questions_right"),
)


@dataclass(frozen=True, slots=True)
class Held:
    """One figure and the floor under it."""

    name: str
    figure: float
    floor: float

    @property
    def holds(self) -> bool:
        """Whether the figure is not below its floor."""
        return self.figure >= self.floor


def load(path: Path) -> dict[str, Any]:
    """The floors of a file.

    Raises:
        ValueError: naming the file and the key that is unknown or missing.
    """
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    for name, section in found.get("reading", {}).items():
        _check(path, f"reading.{name}", section, needed={"gold", *QUALITY})
    if "speed" in found:
        _check(path, "speed", found["speed"], needed={"documents", "rounds", "ratio"})
    if "weighing" in found:
        _check(path, "weighing", found["weighing"], needed={"wrong_leader_merges", *WEIGHED})
    if "names" in found:
        _check(path, "names", found["names"], needed={"cross_script_f1"})
    if unknown := set(found) - {"reading", "speed", "weighing", "names", "pages"}:  # pages: see benchmarks.pages
        expected = "the sections reading.NAME, weighing, names, speed and pages"
        raise ValueError(f"{path}: {', '.join(sorted(unknown))}: expected {expected}")
    return found


def _check(path: Path, name: str, section: Mapping[str, Any], *, needed: set[str]) -> None:
    if set(section) != needed:
        raise ValueError(f"{path}: {name}: has the keys {sorted(section)}, expected {sorted(needed)}")


def quality(section: Mapping[str, Any], reader: LocalReader, *, name: str) -> Iterator[Held]:
    """The figures of reading the gold files of one section."""
    paths = sorted(path for pattern in section["gold"] for path in ROOT.glob(pattern))
    everything = Reading([])
    for path in paths:
        found = read(path, reader)
        everything.gold += found.gold
        everything.claims += found.claims
    figures = everything.score.figures
    for key in QUALITY:
        yield Held(f"{name}: {key}", figures[key] or 0.0, section[key])


def weighed_topics(section: Mapping[str, Any]) -> Iterator[Held]:
    """The figures of weighing the claims that are given by hand for the invented topics."""
    figures = by_hand(load_all(TOPICS)).figures
    for key in WEIGHED:
        yield Held(f"weighing: {key}", figures[key] or 0.0, section[key])
    # What is counted here is better the lower it is.
    merges = "weighing: wrong merges of leaders, less than none"
    yield Held(merges, -float(figures["wrong_leader_merges"] or 0), -section["wrong_leader_merges"])


def names(section: Mapping[str, Any]) -> Held:
    """F1 on the pairs of names across scripts that are for the test."""
    pairs = [pair for pair in own_pairs() if pair.half == "test"]
    _, f1 = measured("across scripts", pairs)
    return Held("names: cross_script_f1", f1 or 0.0, section["cross_script_f1"])


def speed(section: Mapping[str, Any], reader: LocalReader) -> Held:
    """The best of some rounds: what disturbs a machine only ever makes it slower."""
    documents = texts.load(texts.EXAMPLES, limit=section["documents"])
    best = max(by_layer(documents, reader)["ratio"] for _ in range(section["rounds"]))
    return Held("speed: ratio to the bare network", best, section["ratio"])


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, show, print one JSON object; 1 where a figure is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=FLOORS)
    given = parser.parse_args(argv)
    try:
        floors = load(given.file)
    except (OSError, ValueError) as error:
        print(f"benchmarks.floors: {error}", file=sys.stderr)
        return 2
    reader = LocalReader.load(1)
    held = [one for name, section in floors.get("reading", {}).items() for one in quality(section, reader, name=name)]
    if "weighing" in floors:
        held += weighed_topics(floors["weighing"])
    if "names" in floors:
        held.append(names(floors["names"]))
    if "speed" in floors:
        held.append(speed(floors["speed"], reader))
    rows = [(one.name, f"{one.figure:.2f}", f"{one.floor:.2f}", "holds" if one.holds else "BELOW") for one in held]
    show("Floors", ("", "figure", "floor", "result"), rows)
    below = [one.name for one in held if not one.holds]
    last_line("floors", {"figures": {one.name: one.figure for one in held}, "below": below})
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
